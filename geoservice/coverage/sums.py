"""Sums over the spots of each district, and of the whole city."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from geoservice.coverage.inequality import gini
from geoservice.walk.streets import Floats, Integers


@dataclass(frozen=True, eq=False)
class Groups:
    """Which of `count` districts each spot (n,) lies in, -1 for none.

    All results have a row for each district and a last one for the whole city.
    """

    district: NDArray[np.int32]
    count: int

    @cached_property
    def _of(self) -> Integers:
        return np.asarray(self.district, dtype=np.int64) + 1

    def sum(self, weights: Floats) -> Floats:
        """Return the sum of weights (n,) in each district, and of all."""
        found = np.bincount(self._of, weights=weights, minlength=self.count + 1)
        return np.append(found[1:], found.sum())

    def mean(self, values: Floats, weights: Floats) -> Floats:
        """Return the weighted mean in each district, NaN where there is no weight."""
        return ratio(self.sum(values * weights), self.sum(weights))

    def median(self, values: Floats, weights: Floats) -> Floats:
        """Return the weighted median, NaN where there is no weight."""
        groups = self._ordered(values, weights)
        return np.array([_middle(values[group], weights[group]) for group in groups])

    def gini(self, values: Floats, weights: Floats) -> list[float | None]:
        """Return the Gini coefficient of values over weights, None where there is no weight."""
        return [gini(values[group], weights[group]) for group in self._ordered(values, weights)]

    def _ordered(self, values: Floats, weights: Floats) -> list[Integers]:
        """Return the spots of some weight in each district, and all, with ascending values."""
        kept = np.flatnonzero(weights > 0)
        order = kept[np.argsort(values[kept])]
        by_district = order[np.argsort(self._small[order], kind="stable")]
        parts = np.searchsorted(self._small[by_district], np.arange(self.count + 2))
        groups = [by_district[parts[k] : parts[k + 1]] for k in range(1, self.count + 1)]
        return [*groups, order]

    @cached_property
    def _small(self) -> NDArray[np.int16]:
        # small numbers are sorted by their digits, several times as fast
        return np.asarray(self.district + 1, dtype=np.int16)


def _middle(values: Floats, weights: Floats) -> float:
    """Return the least value that at least half of the weight does not exceed; values ascend."""
    if len(values) == 0:
        return float("nan")
    heaped = np.cumsum(weights)
    return float(values[np.searchsorted(heaped, heaped[-1] / 2)])


def ratio(part: Floats, whole: Floats) -> Floats:
    """Return part / whole, NaN where there is no whole, never above 1 by rounding."""
    with np.errstate(divide="ignore", invalid="ignore"):
        found = part / whole
    return np.where(np.isfinite(found), found, np.nan)
