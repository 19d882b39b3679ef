"""Gini and Lorenz: by hand, against PySAL's `inequality`, and what must hold always."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from inequality.gini import Gini

from geoservice.coverage.inequality import gini, lorenz

spots = st.lists(st.tuples(st.integers(0, 100), st.integers(0, 20)), min_size=1, max_size=150)


def columns(pairs):
    values, people = np.array(pairs, dtype=float).T
    return values, people


def test_all_alike_is_0():
    assert gini(np.array([3, 3, 3]), np.array([1, 5, 2])) == pytest.approx(0)


def test_one_of_four_who_has_all_is_three_quarters():
    assert gini(np.array([0, 0, 8, 0]), np.array([1, 1, 1, 1])) == pytest.approx(0.75)


def test_people_weigh():
    # 3 people hold 1 each, 1 person holds 3: below the curve (3/4)(1/2)/2 + (1/4)(3/2)/2 = 3/8
    assert gini(np.array([3, 1]), np.array([1, 3])) == pytest.approx(1 - 2 * 3 / 8)


@pytest.mark.parametrize("people", [[0, 0], [0, 5]])
def test_where_nobody_is_or_nobody_has_anything_there_is_no_gini(people):
    values = np.array([7, 0])

    assert gini(values, np.array(people)) is None
    assert lorenz(values, np.array(people)) is None
    assert gini(np.array([]), np.array([])) is None


def test_lorenz_curve_of_two_spots():
    curve = lorenz(np.array([3, 1]), np.array([1, 3]))

    assert curve is not None
    assert list(curve.people) == [0, 0.75, 1]
    assert list(curve.access) == [0, 0.5, 1]
    assert curve.gini == pytest.approx(0.25)


@given(pairs=spots)
def test_gini_is_that_of_pysal_over_every_single_person(pairs):
    values, people = columns(pairs)
    everyone = np.repeat(values, people.astype(int))
    assume(everyone.sum() > 0)

    assert gini(values, people) == pytest.approx(Gini(everyone).g, abs=1e-9)


@given(pairs=spots, scale=st.floats(0.01, 100), points=st.integers(2, 101))
def test_lorenz_is_a_hanging_curve_of_few_points_between_the_corners(pairs, scale, points):
    values, people = columns(pairs)
    assume(values @ people > 0)

    curve = lorenz(values, people, points=points)

    assert curve is not None
    part, share = np.array(curve.people), np.array(curve.access)
    assert len(part) == len(share) <= points
    assert (part[0], share[0]) == (0, 0)
    assert (part[-1], share[-1]) == pytest.approx((1, 1))
    assert np.all(np.diff(part) >= 0)
    assert np.all(np.diff(share) >= 0)
    assert np.all(share <= part + 1e-12)
    # neither the unit of access nor that of people matters
    assert gini(values * scale, people * scale) == pytest.approx(curve.gini, abs=1e-9)


@given(pairs=spots)
def test_a_curve_of_all_its_points_encloses_the_gini(pairs):
    values, people = columns(pairs)
    assume(values @ people > 0)

    curve = lorenz(values, people, points=len(pairs) + 1)

    assert curve is not None
    below = np.trapezoid(curve.access, curve.people)
    assert 1 - 2 * below == pytest.approx(curve.gini, abs=1e-9)
