"""What no cover of all can stay below: a Lagrangian bound, first of few spots, then of more.

Each spot may pay for being covered; a candidate is taken where the spots it reaches pay more than
it costs. For any prices, what the spots pay less what the taken are paid too much is at most what
any cover costs (Beasley 1990, Naval Research Logistics 37:1, 151-164). To leave out spots makes
covering cheaper at most: of those that few candidates do not tell apart, the one with fewest
candidates stands for all.
"""

import numpy as np
from scipy.sparse import csr_array

from geoservice.coverage.siting.covering import gains_of, group_spots
from geoservice.coverage.siting.question import Deadline, Floats, Positions
from geoservice.coverage.siting.saddle import Game, into_unit, play

_PACE = 0.25
_PATIENCE = 8  # looks at the prices without a better bound
_BETTER = 1e-4  # parts of the bound
_ROUNDING = 1e-9


def glance_all(covers: csr_array, costs: Floats) -> float:
    """Return a bound at once: every spot pays the least that a spot costs anywhere.

    Every spot is covered by some candidate.
    """
    left = np.ones(covers.shape[1])
    left[csr_array(covers[np.flatnonzero(costs <= 0)]).indices] = 0.0
    gains = gains_of(covers, left)
    some = gains > 0
    return float(left.sum() * np.min(costs[some] / gains[some])) if some.any() else 0.0


class LowerBound:
    """A bound on what a cover costs, made higher level by level.

    `with_each` (n,) is a bound on covers that hold a candidate, `prices` (m,) tell which spots are
    hard to cover. Every spot is covered by some candidate.
    """

    def __init__(self, covers: csr_array, costs: Floats) -> None:
        self._covers, self._costs = covers, costs
        self.prices = np.zeros(covers.shape[1])
        self._parts = np.zeros(len(costs))
        self.bound = 0.0
        self.with_each = np.zeros(len(costs))

    def worth(self, cost: float) -> Positions:
        """Return the candidates that some cover may hold that costs no more."""
        return np.flatnonzero(self.with_each <= cost * (1 + _ROUNDING) + _ROUNDING)

    def refine(self, among: int, *, steps: int, cost: float, deadline: Deadline) -> None:
        """Find better prices for the spots that stand for all, up to the cost of a known cover."""
        spots = _standing_for_others(self._covers, among)
        level = _Level(csr_array(self._covers[:, spots]), self._costs)
        start = self.prices[spots] if self.prices.any() else level.first_prices()
        self._parts = level.run(start, self._parts, cost, steps, deadline)
        self.prices = np.zeros(self._covers.shape[1])
        self.prices[spots] = level.prices
        self.bound = max(self.bound, level.bound)
        self.with_each = np.maximum(self.with_each, level.with_each)


def _standing_for_others(covers: csr_array, among: int) -> Positions:
    """Return one spot of each cell that some candidates, at random, do not tell apart."""
    count, spots = covers.shape
    if among >= count:
        return np.arange(spots)
    some = np.sort(np.random.default_rng(among).choice(count, among, replace=False))
    cells = group_spots(covers, some)
    sizes = np.bincount(covers.indices, minlength=spots)
    order = np.lexsort((sizes, cells))
    first = np.ones(spots, dtype=bool)
    first[1:] = np.diff(cells[order]) != 0
    return np.sort(order[first])


class _Level:
    """Prices on some spots: `covers` (n, spots), candidates at their `costs` (n,)."""

    def __init__(self, covers: csr_array, costs: Floats) -> None:
        self._weights = csr_array(covers, dtype=np.float64)
        self._costs = costs
        self.bound = 0.0
        self.prices = np.zeros(covers.shape[1])
        self.with_each = np.zeros(len(costs))
        self._since = 0

    def first_prices(self) -> Floats:
        """Return prices at which no candidate is paid more than it costs."""
        rates = self._costs / np.maximum(np.diff(self._weights.indptr), 1)
        by_spot = csr_array(self._weights.T.tocsr())
        return np.asarray(np.minimum.reduceat(rates[by_spot.indices], by_spot.indptr[:-1]))

    def run(
        self, prices: Floats, parts: Floats, target: float, steps: int, deadline: Deadline
    ) -> Floats:
        """Look for prices with a higher bound, no higher than the target; return parts of sites."""

        def watch(seen: Floats) -> bool:
            self._look(seen)
            return self.bound >= target or self._since >= _PATIENCE or deadline.over

        count, spots = self._weights.shape
        game = Game(
            self._weights,
            needs=np.ones(spots),
            costs=self._costs,
            dearest=np.inf,
            allow=into_unit,
            # prices are about costs by spots of a candidate, parts one by candidates of a spot
            pace=_PACE * max(float(self._costs.mean()), _ROUNDING) * count / spots,
        )
        return parts if watch(prices) else play(game, prices, parts, steps=steps, watch=watch)

    def _look(self, prices: Floats) -> None:
        """Note the bound at some prices, and what it says of each candidate."""
        left = self._costs - np.asarray(self._weights @ prices)
        bound = float(prices.sum() + np.minimum(left, 0).sum())
        self.with_each = np.maximum(self.with_each, bound + np.maximum(left, 0))
        self._since = 0 if bound > self.bound * (1 + _BETTER) else self._since + 1
        if bound > self.bound:
            self.bound, self.prices = bound, prices
