"""Small questions of where next, and their answers by trying everything."""

from itertools import combinations

import numpy as np
from hypothesis import strategies as st
from scipy.sparse import csr_array

from geoservice.coverage.siting import Question


def asked(rows, people, costs=None):
    """Return the question whose candidates cover the spots in each of some rows."""
    covers = np.zeros((len(rows), len(people)), dtype=np.int8)
    for candidate, spots in enumerate(rows):
        covers[candidate, list(spots)] = 1
    costs = np.ones(len(rows)) if costs is None else np.array(costs, dtype=float)
    return Question(csr_array(covers), np.array(people, dtype=float), costs)


def covered_people(question, chosen):
    """Return how many people some candidates cover."""
    covered = question.covers.toarray()[list(chosen)].any(axis=0)
    return float(question.people[covered].sum())


def all_choices(question):
    candidates = range(len(question.costs))
    for size in range(len(question.costs) + 1):
        yield from combinations(candidates, size)


def best_most(question, *, count=None, budget=None):
    """Return the most people that any choice within the limits covers."""
    count = len(question.costs) if count is None else count
    budget = np.inf if budget is None else budget
    return max(
        covered_people(question, choice)
        for choice in all_choices(question)
        if len(choice) <= count and question.costs[list(choice)].sum() <= budget + 1e-9
    )


def best_all(question):
    """Return the least that it costs to cover all whom any candidate covers."""
    everybody = covered_people(question, range(len(question.costs)))
    return min(
        float(question.costs[list(choice)].sum())
        for choice in all_choices(question)
        if covered_people(question, choice) >= everybody - 1e-9
    )


def quarters(most):
    """Give numbers whose sums are exact, so that what fits a budget is beyond doubt."""
    return st.integers(0, 4 * most).map(lambda each: each / 4)


@st.composite
def questions(draw, *, most=8):
    """Give questions with alike, dominated, idle and free candidates, and spots nobody is at."""
    spots = draw(st.integers(1, 12))
    some = st.sets(st.integers(0, spots - 1), max_size=spots)
    rows = draw(st.lists(some, min_size=1, max_size=most))
    people = draw(
        st.lists(st.integers(0, 9) | st.floats(0.01, 100), min_size=spots, max_size=spots)
    )
    cost = draw(st.sampled_from([st.just(1), st.integers(0, 5), quarters(5)]))
    costs = draw(st.lists(cost, min_size=len(rows), max_size=len(rows)))
    return asked(rows, people, costs)
