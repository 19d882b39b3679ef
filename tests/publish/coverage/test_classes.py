"""Class breaks against mapclassify, which is asked in tests only."""

import itertools
import warnings

import mapclassify
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoservice.publish.coverage.classes import natural_breaks, quantiles, share_classes
from tests.publish.coverage.a_coverage import COVERAGE

SHARES = st.lists(st.integers(0, 1000).map(lambda each: each / 1000), min_size=5, max_size=60)


def within(values: list[float], ends: list[float]) -> float:
    """Return the sum of squared differences within classes."""
    groups = np.searchsorted(ends, values)
    found = np.asarray(values)
    return sum(
        float(((found[groups == g] - found[groups == g].mean()) ** 2).sum()) for g in set(groups)
    )


def jenks(values: list[float]) -> list[float]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that it would be quicker with numba
        return [float(each) for each in mapclassify.FisherJenks(np.asarray(values), k=5).bins]


@pytest.mark.parametrize("count", [6, 30, 150])
def test_breaks_are_those_of_mapclassify(count: int) -> None:
    values = np.random.default_rng(count).beta(2, 1, count).round(6).tolist()

    assert natural_breaks(values) == pytest.approx(jenks(values))
    bins = mapclassify.Quantiles(np.asarray(values), k=5).bins
    assert quantiles(values) == pytest.approx(bins.tolist(), abs=1e-6)


@given(SHARES)
def test_no_other_classes_are_more_alike_within(values: list[float]) -> None:
    ends = natural_breaks(values)

    assert ends == sorted(set(ends))
    assert ends[-1] == max(values)
    assert len(ends) == min(5, len(set(values)))
    if len(set(values)) >= 5:
        assert within(values, ends) <= within(values, jenks(values)) + 1e-9


def test_natural_breaks_are_the_best_of_all() -> None:
    values = [0.1, 0.11, 0.4, 0.42, 0.43, 0.7, 0.9, 0.95, 0.5]
    distinct = sorted(set(values))
    tried = ([*chosen, distinct[-1]] for chosen in itertools.combinations(distinct[:-1], 4))

    assert natural_breaks(values) == min(tried, key=lambda ends: within(values, ends))


@pytest.mark.parametrize(
    ("values", "ends"),
    [([], []), ([0.5], [0.5]), ([0.5] * 9, [0.5]), ([0.0, 0.5, 0.5, 1.0], [0.0, 0.5, 1.0])],
)
def test_few_different_shares_make_few_classes(values: list[float], ends: list[float]) -> None:
    assert natural_breaks(values) == ends
    assert len(quantiles(values)) <= max(len(values), 1)
    assert quantiles([0.5] * 9) == [0.5]


def test_the_shares_of_people_are_classed() -> None:
    classes = share_classes(COVERAGE)

    assert classes["equal"] == [0.2, 0.4, 0.6, 0.8, 1.0]
    assert classes["natural"] == [0.2, 0.620001]
    assert classes["quantiles"][-1] == 0.620001
