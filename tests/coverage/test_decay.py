"""Decay functions: by hand at known times, and what must hold for all of them."""

import doctest

import numpy as np
import pytest
from access import weights as pysal
from hypothesis import given
from hypothesis import strategies as st

from geoservice.coverage import decay as decays
from geoservice.coverage.asked import DECAYS
from geoservice.coverage.decay import weights

HORIZON = 900.0  # 15 minutes


@pytest.mark.parametrize(
    ("decay", "expected"),
    [
        # at the door, 5 minutes, 10 minutes, 15 minutes
        ("binary", [1, 1, 1, 1]),
        ("linear", [1, 2 / 3, 1 / 3, 0]),
        # exp(-1/18) = 0.945959, exp(-2/9) = 0.800737, exp(-1/2) = 0.606531
        ("gaussian", [1, 0.862656, 0.493575, 0]),
        ("exponential", [1, 0.464159, 0.215443, 0.1]),
        ("zones", [1, 1, 0.68, 0.22]),
    ],
)
def test_weights_at_known_times(decay, expected):
    seconds = np.array([0, 300, 600, 900])

    assert weights(decay, seconds, HORIZON) == pytest.approx(expected, abs=1e-6)


def test_zones_are_those_of_pysal():
    seconds = np.arange(0, 1000, 10)
    steps = pysal.step_fn({300: 1, 600: 0.68, 900: 0.22})

    assert weights("zones", seconds, HORIZON).tolist() == [steps(each) for each in seconds]


def test_gaussian_has_the_shape_of_pysal_let_down_to_zero_at_the_horizon():
    seconds = np.arange(0, 901, 100)
    curve = pysal.gaussian(HORIZON)

    end = curve(HORIZON)
    expected = [(curve(each) - end) / (1 - end) for each in seconds]
    assert weights("gaussian", seconds, HORIZON) == pytest.approx(expected)


@pytest.mark.parametrize("decay", DECAYS)
@given(
    seconds=st.lists(st.floats(0, 5000) | st.just(np.inf) | st.just(np.nan), max_size=20),
    horizon=st.floats(60, 3600),
)
def test_weights_are_1_at_the_door_never_rise_and_are_0_beyond_the_horizon(decay, seconds, horizon):
    ascending = np.sort(np.array([0.0, *seconds]))  # NaN comes last

    found = weights(decay, ascending, horizon)

    assert found[0] == 1
    assert np.all(np.diff(found) <= 0)
    assert np.all((found >= 0) & (found <= 1))
    assert not found[~(ascending <= horizon)].any()


def test_weights_keep_the_shape_of_what_is_weighed():
    assert weights("linear", np.zeros((2, 3), dtype=np.float32), HORIZON).shape == (2, 3)
    assert weights("zones", np.array([]), HORIZON).shape == (0,)


def test_the_examples_are_true():
    assert doctest.testmod(decays).failed == 0
    assert doctest.testmod(decays).attempted == 4
