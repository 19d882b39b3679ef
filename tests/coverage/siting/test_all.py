"""All covered at least cost: by hand, by trying everything, and the bound that always holds."""

from time import monotonic

import numpy as np
import pytest
from hypothesis import given, settings
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from geoservice.coverage.siting import Question, choose_all
from tests.coverage.siting.places import asked, best_all, covered_people, questions
from tests.coverage.siting.towns import town

PATIENCE_SECONDS = 10  # what a busy machine may add
STREET = asked([{0, 1}, {1, 2, 3}, {2, 3, 4}], [4, 3, 3, 3, 2])


def test_two_sites_cover_the_whole_street():
    choice = choose_all(STREET)

    assert choice.chosen == (2, 0)
    assert choice.gains == (8, 7)
    assert choice.gained == 15
    assert (choice.bound, choice.gap) == (2, 0)
    assert choice.proven
    assert not choice.timed_out


def test_people_whom_no_candidate_reaches_are_told_and_hinder_nothing():
    choice = choose_all(asked([{0}, {1}], [5, 6, 7]))

    assert choice.chosen == (1, 0)
    assert choice.unreachable == 7
    assert choice.proven


def test_spots_where_nobody_is_need_no_site():
    assert choose_all(asked([{0}, {1}], [5, 0])).chosen == (0,)


def test_the_cheapest_cover_may_have_more_sites():
    question = asked([{0, 1, 2}, {0, 1}, {2}], [1, 1, 1], costs=[9, 3, 4])

    choice = choose_all(question)

    assert set(choice.chosen) == {1, 2}
    assert choice.bound == 7


@pytest.mark.parametrize(
    "question", [asked([], [3, 4]), asked([set()], [3]), Question(csr_array((1, 0)), [], [1])]
)
def test_where_nobody_can_be_covered_nothing_is_chosen(question):
    choice = choose_all(question)

    assert (choice.chosen, choice.gained, choice.bound) == ((), 0, 0)
    assert choice.proven
    assert choice.unreachable == np.sum(question.people)


@given(question=questions())
@settings(deadline=None, max_examples=60)
def test_the_cheapest_cover_is_the_cheapest_of_all_choices(question):
    choice = choose_all(question)

    assert choice.bound == pytest.approx(best_all(question), abs=1e-9)
    assert choice.proven
    assert_sound(choice, question)


@given(question=questions())
@settings(deadline=None, max_examples=60)
def test_without_any_time_all_are_covered_and_the_bound_holds(question):
    choice = choose_all(question, seconds=0)

    assert choice.bound <= best_all(question) * (1 + 1e-7) + 1e-9
    assert choice.timed_out is not choice.proven
    assert_sound(choice, question)


def assert_sound(choice, question):
    """Check what holds of every answer."""
    everybody = covered_people(question, range(len(question.costs)))
    cost = question.costs[list(choice.chosen)].sum()
    assert choice.gained == pytest.approx(everybody)
    assert choice.gained == pytest.approx(covered_people(question, choice.chosen))
    assert sum(choice.gains) == pytest.approx(choice.gained)
    assert all(gain > 0 for gain in choice.gains)
    assert choice.gained + choice.unreachable == pytest.approx(question.people.sum())
    assert choice.bound <= cost * (1 + 1e-9) + 1e-9
    assert choice.gap == pytest.approx(1 - choice.bound / cost if cost else 0, abs=1e-6)


def test_a_town_is_covered_in_time_with_a_bound():
    question = town()

    begin = monotonic()
    choice = choose_all(question, seconds=3)

    assert monotonic() - begin < 3 + PATIENCE_SECONDS
    assert choice.gap < 0.3
    assert_sound(choice, question)


def test_a_town_is_covered_at_once_where_there_is_no_time():
    question = town()

    begin = monotonic()
    choice = choose_all(question, seconds=0)

    assert monotonic() - begin < PATIENCE_SECONDS
    assert_sound(choice, question)


def test_a_town_is_covered_for_costs_that_are_not_whole():
    question = town()
    costs = np.random.default_rng(3).random(len(question.costs)) + 0.5
    dear = Question(question.covers, question.people, costs)

    choice = choose_all(dear, seconds=5)

    # the same as a programme of its own, every spot that can be covered covered once or more
    covers = question.covers[:, np.flatnonzero(covers_somebody(question))]
    programme = milp(
        costs,
        constraints=LinearConstraint(covers.T.astype(float), 1, np.inf),
        bounds=Bounds(0, 1),
        integrality=np.ones(len(costs)),
    )
    assert choice.bound <= programme.fun * (1 + 1e-4)
    assert costs[list(choice.chosen)].sum() >= programme.mip_dual_bound * (1 - 1e-6)
    assert choice.gap < 0.3
    assert_sound(choice, dear)


def covers_somebody(question):
    """Return which spots somebody is at and some candidate covers."""
    return (question.people > 0) & question.covers.toarray().any(axis=0)
