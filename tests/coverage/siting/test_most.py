"""Most people newly covered: by hand, by trying everything, and the bound that always holds."""

from time import monotonic

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from geoservice.coverage.siting import Question, choose_most
from geoservice.coverage.siting.proving import MOST_ENTRIES
from tests.coverage.siting.places import asked, best_most, covered_people, quarters, questions
from tests.coverage.siting.towns import town

PATIENCE_SECONDS = 10  # what a busy machine may add
# Three candidates on a street of five spots with 4, 3, 3, 3, 2 people. The middle one covers
# most, but the other two together cover all.
STREET = asked([{0, 1}, {1, 2, 3}, {2, 3, 4}], [4, 3, 3, 3, 2])


def test_one_site_covers_most_people_around_it():
    choice = choose_most(STREET, count=1)

    assert choice.chosen == (1,)
    assert choice.gains == (9,)
    assert (choice.gained, choice.bound, choice.gap) == (9, 9, 0)
    assert choice.proven
    assert not choice.timed_out


def test_two_sites_are_not_the_best_one_and_another():
    choice = choose_most(STREET, count=2)

    assert choice.chosen == (2, 0)  # in order of what each gains beside those before it
    assert choice.gains == (8, 7)
    assert choice.gained == 15
    assert choice.proven


def test_no_site_is_chosen_that_gains_nobody():
    choice = choose_most(STREET, count=3)

    assert choice.chosen == (2, 0)
    assert choice.gained == 15
    assert choice.proven


def test_people_whom_no_candidate_reaches_are_told_apart():
    choice = choose_most(asked([{0}], [5, 7.5]), count=1)

    assert choice.unreachable == 7.5
    assert (choice.gained, choice.bound) == (5, 5)


def test_a_budget_is_spent_on_what_gains_most_together():
    question = asked([{0, 1, 2}, {0, 1}, {2, 3}], [5, 5, 5, 4], costs=[5, 2, 3])

    choice = choose_most(question, budget=5)

    # the first alone gains 15 for 5; the two others cover all for as much
    assert set(choice.chosen) == {1, 2}
    assert choice.gained == 19
    assert choice.proven


def test_a_budget_of_tenths_is_not_lost_to_rounding():
    question = asked([{0}, {1}, {2}], [1, 1, 1], costs=[0.1, 0.1, 0.1])

    assert choose_most(question, budget=0.3).gained == 3  # 0.1 * 3 > 0.3 in binary


@pytest.mark.parametrize(
    "question",
    [
        asked([], [3, 4]),
        asked([set(), set()], [3, 4]),
        asked([{0}], [0, 4]),
        Question(csr_array((2, 0)), np.zeros(0), np.ones(2)),
    ],
)
def test_where_nobody_can_be_gained_nothing_is_chosen(question):
    choice = choose_most(question, count=2)

    assert (choice.chosen, choice.gains) == ((), ())
    assert (choice.gained, choice.bound, choice.gap) == (0, 0, 0)
    assert choice.proven
    assert choice.unreachable == question.people.sum()


@pytest.mark.parametrize("limit", [{"count": 0}, {"budget": 0.5}])
def test_limits_that_allow_nothing(limit):
    choice = choose_most(STREET, **limit)

    assert (choice.chosen, choice.gained, choice.bound) == ((), 0, 0)
    assert choice.proven


def test_stored_zeros_and_repeated_entries_are_no_cover_twice():
    rows = csr_array(([1, 0, 1, 1], [0, 1, 1, 1], [0, 2, 4]), shape=(2, 2))

    choice = choose_most(Question(rows, np.array([3, 5]), np.ones(2)), count=1)

    assert choice.chosen == (1,)
    assert choice.gained == 5


@given(question=questions(), count=st.integers(0, 8))
@settings(deadline=None, max_examples=60)
def test_the_best_sites_are_the_best_of_all_choices(question, count):
    choice = choose_most(question, count=count)

    assert choice.gained == pytest.approx(best_most(question, count=count))
    assert choice.proven
    assert_sound(choice, question, count=count)


@given(question=questions(), budget=quarters(12))
@settings(deadline=None, max_examples=60)
def test_the_best_sites_for_a_budget_are_the_best_of_all_choices(question, budget):
    choice = choose_most(question, budget=budget)

    assert choice.gained == pytest.approx(best_most(question, budget=budget))
    assert choice.proven
    assert_sound(choice, question, budget=budget)


@given(
    question=questions(),
    count=st.none() | st.integers(0, 8),
    budget=st.none() | quarters(12),
)
@settings(deadline=None, max_examples=60)
def test_without_any_time_the_bound_still_holds(question, count, budget):
    choice = choose_most(question, count=count, budget=budget, seconds=0)

    best = best_most(question, count=count, budget=budget)
    assert choice.gained <= best * (1 + 1e-9)
    assert choice.bound >= best * (1 - 1e-7)
    assert choice.timed_out is not choice.proven
    assert_sound(choice, question, count=count, budget=budget)


def assert_sound(choice, question, *, count=None, budget=None):
    """Check what holds of every answer."""
    assert choice.gained == pytest.approx(covered_people(question, choice.chosen))
    assert sum(choice.gains) == pytest.approx(choice.gained)
    assert all(gain > 0 for gain in choice.gains)
    assert list(choice.gains) == sorted(choice.gains, reverse=True)
    assert choice.gained <= choice.bound
    assert choice.gap == pytest.approx(1 - choice.gained / choice.bound if choice.bound else 0)
    if count is not None:
        assert len(choice.chosen) <= count
    if budget is not None:
        assert question.costs[list(choice.chosen)].sum() <= budget * (1 + 1e-6)


def test_a_town_too_large_to_be_solved_at_once_is_bounded_closely_in_time():
    question = town()

    begin = monotonic()
    choice = choose_most(question, count=12, seconds=2)

    assert monotonic() - begin < 2 + PATIENCE_SECONDS
    assert choice.gap < 0.1
    assert_sound(choice, question, count=12)


def test_few_sites_in_a_town_are_proven_to_be_the_best():
    choice = choose_most(town(), count=3, seconds=30)

    assert choice.proven
    assert len(choice.chosen) == 3


def test_a_budget_in_a_town_is_bounded_closely_too():
    question = town()
    costs = np.random.default_rng(5).integers(1, 5, len(question.costs)) / 2
    dear = Question(question.covers, question.people, costs)

    choice = choose_most(dear, budget=10, seconds=2)

    assert choice.gap < 0.1
    assert_sound(choice, dear, budget=10)


@pytest.mark.parametrize("seconds", [0, 0.2])
def test_a_town_is_answered_at_once_where_there_is_no_time(seconds):
    question = town()

    begin = monotonic()
    choice = choose_most(question, count=12, seconds=seconds)

    assert monotonic() - begin < seconds + PATIENCE_SECONDS
    assert choice.timed_out
    assert_sound(choice, question, count=12)


def test_two_sites_of_many_candidates_are_the_best_of_all_pairs():
    question = town(candidates=250, spots=1500, radius=0.5)
    covers = question.covers.toarray().astype(float)
    assert question.covers.nnz > MOST_ENTRIES  # too many for HiGHS before bounds leave some out

    choice = choose_most(question, count=2, seconds=10)

    alone = covers @ question.people
    both = (covers * question.people) @ covers.T
    pairs = alone[:, None] + alone[None, :] - both
    assert choice.gained == pytest.approx(pairs.max())
    assert choice.proven
