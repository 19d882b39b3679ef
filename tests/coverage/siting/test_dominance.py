"""What is left out of a covering problem changes nothing of its best answer."""

import numpy as np
import pytest
from hypothesis import given, settings

from geoservice.coverage.siting import Question
from geoservice.coverage.siting.covering import group_spots, merge_alike, plain_covers
from geoservice.coverage.siting.dominance import needed_spots, reduce_all, useful_candidates
from geoservice.coverage.siting.question import Deadline
from tests.coverage.siting.places import asked, best_all, questions

LONG = Deadline.after(3600)


def test_a_spot_that_is_covered_with_another_is_not_needed():
    # who covers spot 0 is the first; who covers 1 the first or the second
    covers = plain_covers(asked([{0, 1}, {1, 2}, {2}], [1, 1, 1]).covers)

    assert needed_spots(covers, deadline=LONG).tolist() == [0, 2]


def test_a_candidate_is_not_useful_beside_one_that_covers_more_for_no_more():
    covers = plain_covers(asked([{0}, {0, 1}, {1}, {0, 1}, set()], [1, 1]).covers)

    assert useful_candidates(covers, np.ones(5), deadline=LONG).tolist() == [1]
    cheap = np.array([1.0, 3.0, 1.0, 2.0, 0.0])
    assert useful_candidates(covers, cheap, deadline=LONG).tolist() == [0, 2, 3]


@given(question=questions())
@settings(deadline=None, max_examples=50)
def test_the_smaller_problem_costs_as_much(question):
    covers, people = merge_alike(plain_covers(question.covers), question.people)
    if not len(people):
        return

    fewer, some = reduce_all(covers, question.costs, deadline=LONG)

    smaller = Question(fewer, np.ones(fewer.shape[1]), question.costs[some])
    assert best_all(smaller) == pytest.approx(best_all(question))


def test_without_time_nothing_is_left_out():
    covers = plain_covers(asked([{0, 1}, {1, 2}, {2}], [1, 1, 1]).covers)

    fewer, some = reduce_all(covers, np.ones(3), deadline=Deadline.after(0))

    assert fewer.shape == (3, 3)
    assert some.tolist() == [0, 1, 2]


def test_spots_with_the_same_candidates_are_merged_and_others_are_not():
    question = asked([{0, 1, 3}, {1, 3, 4}], [2, 3, 5, 7, 0])

    covers, people = merge_alike(plain_covers(question.covers), question.people)

    # 1 and 3 are alike; nobody covers 2, nobody is at 4
    assert covers.toarray().tolist() == [[1, 1], [0, 1]]
    assert people.tolist() == [2, 10]


@given(question=questions())
@settings(deadline=None, max_examples=50)
def test_groups_are_spots_with_the_same_candidates(question):
    groups = group_spots(plain_covers(question.covers))

    columns = [tuple(column) for column in question.covers.toarray().T.tolist()]
    for one, group in zip(columns, groups, strict=True):
        for other, theirs in zip(columns, groups, strict=True):
            assert (group == theirs) == (one == other)
