"""What no cover of all can stay below: a Lagrangian bound, first of few spots, then of more.

Each spot may pay for being covered; a candidate is taken where the spots it reaches pay more than
it costs. For any prices, what the spots pay less what is taken too much is at most what any cover
costs (Beasley 1990, Naval Research Logistics 37:1, 151-164; subgradients as in `upper_bound`).
To leave out spots makes covering cheaper at most: one spot stands for all that few candidates do
not tell apart, the one with fewest candidates.
"""

import numpy as np
from scipy.sparse import csr_array

from geoservice.coverage.siting.covering import gains_of, group_spots
from geoservice.coverage.siting.question import Deadline, Floats, Positions
from geoservice.coverage.siting.upper_bound import Relaxation

_LEVELS = ((64, 400), (256, 300), (None, 200))  # candidates that tell spots apart, most steps
_PATIENCE = 8
_SHORTER, _SHORTEST = 0.6, 0.01
_BETTER = 1e-5
_MOMENTUM = 0.3


def glance_all(covers: csr_array, costs: Floats) -> float:
    """Return a bound at once: every spot pays the least that a spot costs anywhere.

    Every spot is covered by some candidate.
    """
    sizes = np.diff(covers.indptr)
    free = np.flatnonzero(costs <= 0)
    left = np.ones(covers.shape[1], dtype=bool)
    left[csr_array(covers[free]).indices] = False
    gains = gains_of(covers, left.astype(np.float64))
    paid = (sizes > 0) & (costs > 0) & (gains > 0)
    return float(left.sum() * np.min(costs[paid] / gains[paid])) if paid.any() else 0.0


def relax_all(covers: csr_array, costs: Floats, *, cost: float, deadline: Deadline) -> Relaxation:
    """Return a bound on the cost of covers that are cheaper than a known one of some `cost`."""
    prices = np.zeros(covers.shape[1])
    best = Relaxation(0.0, np.where(np.diff(covers.indptr) > 0, 0.0, np.inf))
    for among, steps in _LEVELS:
        if deadline.over:
            break
        spots = _standing_for_others(covers, among)
        level = _Level(csr_array(covers[:, spots]), costs)
        start = prices[spots] if prices.any() else level.first_prices()
        prices = np.zeros(covers.shape[1])
        prices[spots] = level.climb(start, cost, steps, deadline)
        best = Relaxation(max(best.bound, level.bound), np.maximum(best.with_each, level.with_each))
    return best


def _standing_for_others(covers: csr_array, among: int | None) -> Positions:
    """Return one spot of each cell that some candidates, at random, do not tell apart."""
    count, spots = covers.shape
    if among is None or among >= count:
        return np.arange(spots)
    some = np.sort(np.random.default_rng(among).choice(count, among, replace=False))
    cells = group_spots(covers, some)
    sizes = np.bincount(covers.indices, minlength=spots)
    order = np.lexsort((sizes, cells))
    first = np.ones(spots, dtype=bool)
    first[1:] = np.diff(cells[order]) != 0
    return np.sort(order[first])


class _Level:
    """Subgradient steps on some spots: `covers` (n, spots), candidates at their `costs` (n,)."""

    def __init__(self, covers: csr_array, costs: Floats) -> None:
        self._covers = csr_array(covers, dtype=np.float64)
        self._by_spot = csr_array(covers.T.tocsr())
        self._costs = costs
        self.bound = 0.0
        self.with_each = np.zeros(len(costs))

    def first_prices(self) -> Floats:
        """Return prices at which no candidate is paid more than it costs."""
        rates = self._costs / np.maximum(np.diff(self._covers.indptr), 1)
        return np.minimum.reduceat(rates[self._by_spot.indices], self._by_spot.indptr[:-1])

    def climb(self, prices: Floats, target: float, steps: int, deadline: Deadline) -> Floats:
        """Return the prices of the highest bound found, which need not be above the target."""
        best, length, since = prices, 1.0, 0
        direction: Floats = np.zeros(len(prices))
        for _ in range(steps):
            bound, taken = self._at(prices)
            since = 0 if bound > self.bound * (1 + _BETTER) else since + 1
            if bound > self.bound:
                best, self.bound = prices, bound
            if deadline.over or length < _SHORTEST or self.bound >= target:
                break
            if since >= _PATIENCE:
                prices, length, since = best, length * _SHORTER, 0
                direction = np.zeros(len(prices))
                continue
            missing = self._missing(prices, taken)
            direction = missing + _MOMENTUM * direction
            if missing @ direction <= 0:
                direction = missing
            if not missing.any():
                break
            step = length * (target - bound) / float(missing @ direction)
            prices = np.maximum(prices + step * direction, 0)
        return best

    def _missing(self, prices: Floats, taken: Positions) -> Floats:
        """Return where the bound rises: spots that none covers, less those that many do."""
        times = np.bincount(csr_array(self._covers[taken]).indices, minlength=len(prices))
        missing: Floats = (1 - times).astype(np.float64)
        missing[(prices <= 0) & (missing < 0)] = 0.0
        return missing

    def _at(self, prices: Floats) -> tuple[float, Positions]:
        """Return the bound at some prices, and the candidates that are paid more than they cost."""
        left = self._costs - np.asarray(self._covers @ prices)
        bound = float(prices.sum() + np.minimum(left, 0).sum())
        self.with_each = np.maximum(self.with_each, bound + np.maximum(left, 0))
        return bound, np.flatnonzero(left < 0)
