"""What no choice can exceed: a Lagrangian bound, first on coarse cells, then on finer ones.

A spot's people can be counted where it is covered, or paid for by the candidates that reach it,
at any price from 0 to 1 for a person. For any prices the people not paid for, and what the
best-paying candidates within the limits take in, are at least what any choice covers (Galvão &
ReVelle 1996, European Journal of Operational Research 88:1, 114-123).

Cells of spots that few candidates do not tell apart have one price, so that most steps cost next
to nothing; prices of coarse cells are where the finer ones begin.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from scipy.sparse import csr_array

from geoservice.coverage.siting.covering import (
    covered_spots,
    gains_of,
    group_spots,
    merge_cells,
)
from geoservice.coverage.siting.question import Deadline, Floats, Limits, Positions
from geoservice.coverage.siting.saddle import Game, into_knapsack, play

_PACE = 3.0
_PATIENCE = 8  # looks at the prices without a better bound
_BETTER = 1e-4  # parts of the bound
_ROUNDING = 1e-9
_TINY = 1e-300


@dataclass(frozen=True, eq=False)
class Taken:
    """The best-paying candidates within the limits: how much of each, and the last one's rate."""

    value: float
    parts: Floats
    rate: float


def take_best(values: Floats, costs: Floats, most: float) -> Taken:
    """Return the greatest sum of values whose costs sum up to `most`, one cut where it overruns."""
    order = np.argsort(-values / np.maximum(costs, _ROUNDING), kind="stable")
    order = order[values[order] > 0]
    sums = np.cumsum(costs[order])
    whole = int(np.searchsorted(sums, most, side="right"))
    parts = np.zeros(len(values))
    parts[order[:whole]] = 1.0
    if whole == len(order):
        return Taken(float(values @ parts), parts, 0.0)
    last = order[whole]
    parts[last] = (most - (sums[whole - 1] if whole else 0.0)) / costs[last]
    return Taken(float(values @ parts), parts, float(values[last] / costs[last]))


def glance(covers: csr_array, people: Floats, limits: Limits, chosen: Sequence[int]) -> float:
    """Return a bound at once: what is covered, and the best of the rest as if nothing overlapped.

    Nemhauser, Wolsey & Fisher 1978. `people` are those whom some candidate covers.
    """
    left = np.where(covered_spots(covers, chosen), 0.0, people)
    bounds = [float(people.sum())]
    for rest in (people, left):
        gains = np.where(limits.holds(limits.costs), gains_of(covers, rest), 0.0)
        more = min(take_best(gains, *each).value for each in limits.knapsacks)
        bounds.append(float((people - rest).sum()) + more)
    return min(bounds)


class UpperBound:
    """A bound on what any choice covers, made lower level by level.

    `with_each` (n,) is a bound on choices that hold a candidate. Those that cannot be in a better
    choice than the best known are left out, so `bound` is one on that and all better ones.
    """

    def __init__(self, covers: csr_array, people: Floats, limits: Limits) -> None:
        self._covers, self._people, self._limits = covers, people, limits
        self._prices = np.full(len(people), 0.5)
        self._values = gains_of(covers, people)
        self._parts = np.full(len(limits), limits.slots / max(len(limits), 1))
        self.bound = float(people.sum())
        self.with_each = np.where(limits.holds(limits.costs), np.inf, 0.0)

    def worth(self, gained: float) -> Positions:
        """Return the candidates that some choice better than `gained` may hold."""
        return np.flatnonzero(self.with_each > gained * (1 + _ROUNDING))

    def refine(
        self, among: int, *, steps: int, best: Sequence[int], gained: float, deadline: Deadline
    ) -> None:
        """Find better prices for the cells that `among` candidates tell apart, the best among them.

        `gained` is what the best choice so far covers.
        """
        alive = self.worth(gained)
        covers = csr_array(self._covers[alive])
        reached = np.bincount(covers.indices, minlength=len(self._people)) > 0
        people = np.where(reached, self._people, 0.0)
        cells = group_spots(covers, self._telling(alive, among, best))
        level = _Level(*merge_cells(covers, people, cells), self._limits.of(alive))
        start = np.bincount(cells, self._prices * people) / np.maximum(level.sums, _TINY)
        self._parts[alive] = level.run(start, self._parts[alive], gained, steps, deadline)
        self._prices, self._values[alive] = level.prices[cells], level.values
        self.bound = max(min(self.bound, level.bound), gained)
        self.with_each[alive] = np.minimum(self.with_each[alive], level.with_each)

    def _telling(self, alive: Positions, among: int, best: Sequence[int]) -> Positions:
        """Return positions among the living: the chosen, the best-paying, and some at random."""
        if among >= len(alive):
            return np.arange(len(alive))
        random = np.random.default_rng(among)
        paying = np.argsort(-self._values[alive], kind="stable")[: among // 4]
        own = np.flatnonzero(np.isin(alive, best))
        some = random.choice(len(alive), among, replace=False)
        return np.unique(np.concatenate((own, paying, some)))


class _Level:
    """Prices on cells with `sums` (c,) of people, `weights` (n, c) of them within reach."""

    def __init__(self, weights: csr_array, sums: Floats, limits: Limits) -> None:
        self._weights, self.sums = weights, sums
        self._knapsack = min(
            limits.knapsacks, key=lambda each: take_best(weights.sum(axis=1), *each).value
        )
        self.bound = np.inf
        self.prices = np.zeros(len(sums))
        self.values = np.zeros(len(limits))
        self.with_each = np.full(len(limits), np.inf)
        self._since = 0

    def run(
        self, prices: Floats, parts: Floats, target: float, steps: int, deadline: Deadline
    ) -> Floats:
        """Look for prices with a lower bound, no lower than the target; return parts of sites."""

        def watch(seen: Floats) -> bool:
            self._look(seen)
            near = self.bound <= target * (1 + _ROUNDING) or self._since >= _PATIENCE
            return near or deadline.over

        costs, most = self._knapsack
        game = Game(
            self._weights,
            needs=self.sums,
            costs=np.zeros(len(parts)),
            dearest=1.0,
            allow=partial(into_knapsack, costs=costs, most=most),
            pace=_PACE,
        )
        return parts if watch(prices) else play(game, prices, parts, steps=steps, watch=watch)

    def _look(self, prices: Floats) -> None:
        """Note the bound at some prices, and what it says of each candidate."""
        costs, most = self._knapsack
        values = np.asarray(self._weights @ prices)
        taken = take_best(values, costs, most)
        bound = float(self.sums @ (1 - prices)) + taken.value
        lost = np.where(taken.parts > 0, 0.0, taken.rate * costs - values)
        self.with_each = np.minimum(self.with_each, bound - np.maximum(lost, 0.0))
        self._since = 0 if bound < self.bound * (1 - _BETTER) else self._since + 1
        if bound < self.bound:
            self.bound, self.prices, self.values = bound, prices, values
