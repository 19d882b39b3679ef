"""Bounds hold whatever the prices, candidates left out are in no better choice, gaps are small."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog
from scipy.sparse import csr_array, eye_array, hstack

from geoservice.coverage.siting.covering import merge_alike, plain_covers
from geoservice.coverage.siting.lower_bound import LowerBound, glance_all
from geoservice.coverage.siting.question import Deadline, Limits
from geoservice.coverage.siting.saddle import into_knapsack
from geoservice.coverage.siting.upper_bound import UpperBound, glance, take_best
from tests.coverage.siting.places import (
    all_choices,
    best_all,
    best_most,
    covered_people,
    quarters,
    questions,
)
from tests.coverage.siting.towns import town

LONG = Deadline.after(3600)


def merged(question):
    """Return covers and people of the spots that somebody is at and some candidate covers."""
    return merge_alike(plain_covers(question.covers), question.people)


@given(
    question=questions(),
    count=st.integers(1, 8),
    budget=st.just(np.inf) | quarters(12),
    among=st.integers(1, 9),
)
@settings(deadline=None, max_examples=50)
def test_no_choice_exceeds_the_bound_nor_its_own_where_it_might_be_better(
    question, count, budget, among
):
    covers, people = merged(question)
    if not len(people):
        return
    limits = Limits(question.costs, min(count, len(question.costs)), budget)
    best = best_most(question, count=count, budget=budget)
    above = UpperBound(covers, people, limits)

    above.refine(among, steps=60, best=[], gained=0.0, deadline=LONG)
    above.refine(9, steps=60, best=[], gained=0.0, deadline=LONG)

    assert above.bound >= best * (1 - 1e-9)
    assert glance(covers, people, limits, []) >= best * (1 - 1e-9)
    for choice in all_choices(question):
        if len(choice) <= count and question.costs[list(choice)].sum() <= budget:
            gained = covered_people(question, choice)
            assert all(above.with_each[each] >= gained * (1 - 1e-9) for each in choice)


@given(question=questions(), among=st.integers(1, 9))
@settings(deadline=None, max_examples=50)
def test_no_cover_is_cheaper_than_the_bound_nor_than_those_of_its_sites(question, among):
    covers, people = merged(question)
    if not len(people):
        return
    cost, everybody = best_all(question), float(people.sum())
    below = LowerBound(covers, question.costs)

    below.refine(among, steps=60, cost=cost + 1, deadline=LONG)
    below.refine(9, steps=60, cost=cost + 1, deadline=LONG)

    assert below.bound <= cost * (1 + 1e-9) + 1e-9
    assert glance_all(covers, question.costs) <= cost * (1 + 1e-9) + 1e-9
    for choice in all_choices(question):
        if covered_people(question, choice) >= everybody - 1e-9:
            paid = question.costs[list(choice)].sum()
            assert all(below.with_each[each] <= paid * (1 + 1e-9) + 1e-9 for each in choice)


def test_the_bound_of_a_town_comes_near_the_linear_programme():
    covers, people = merged(town())
    above = UpperBound(covers, people, Limits(np.ones(300), 12))

    above.refine(64, steps=600, best=[], gained=0.0, deadline=LONG)
    above.refine(300, steps=400, best=[], gained=0.0, deadline=LONG)

    # most y where each spot's y is at most the parts of sites that cover it, 12 sites in all
    count, spots = covers.shape
    rows = hstack([-csr_array(covers.T, dtype=float), eye_array(spots)])
    twelve = hstack([csr_array(np.ones((1, count))), csr_array((1, spots))])
    programme = linprog(
        np.concatenate((np.zeros(count), -people)),
        A_ub=csr_array(np.concatenate((rows.toarray(), twelve.toarray()))),
        b_ub=np.concatenate((np.zeros(spots), [12])),
        bounds=(0, 1),
    )
    assert above.bound >= -programme.fun * (1 - 1e-9)
    assert above.bound <= -programme.fun * 1.005


@given(
    values=st.lists(quarters(9), min_size=1, max_size=8),
    costs=st.lists(quarters(5), min_size=8, max_size=8),
    most=quarters(12),
)
def test_the_best_taken_are_no_less_than_any_that_fit(values, costs, most):
    values, costs = np.array(values), np.array(costs[: len(values)])

    taken = take_best(values, costs, most)

    assert taken.value == pytest.approx(values @ taken.parts)
    assert costs @ taken.parts <= most + 1e-9
    for some in range(2 ** len(values)):
        chosen = np.array([some >> each & 1 for each in range(len(values))])
        if costs @ chosen <= most:
            assert taken.value >= values @ chosen - 1e-9


@given(
    parts=st.lists(st.floats(-2, 3), min_size=1, max_size=8),
    costs=st.lists(quarters(5), min_size=8, max_size=8),
    most=quarters(12),
)
def test_parts_brought_into_a_knapsack_fit_and_stay_if_they_did(parts, costs, most):
    parts, costs = np.array(parts), np.array(costs[: len(parts)])

    held = into_knapsack(parts, np.ones(len(parts)), costs=costs, most=most)

    assert np.all((held >= 0) & (held <= 1))
    assert costs @ held <= most + 1e-6
    if costs @ np.clip(parts, 0, 1) <= most:
        assert held == pytest.approx(np.clip(parts, 0, 1))
