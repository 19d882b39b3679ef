"""What no choice can exceed: a Lagrangian bound, first on coarse cells, then on finer ones.

A spot's people can be counted where it is covered, or paid for by the candidates that reach it,
at any price from 0 to 1 for a person. For any prices the people not paid for, and what the
best-paying candidates within the limits take in, are at least what any choice covers (Galvão &
ReVelle 1996, European Journal of Operational Research 88:1, 114-123). Prices are found by
subgradients (Held, Wolfe & Crowder 1974, Mathematical Programming 6, 62-88), direction and step
as in Camerini, Fratta & Maffioli 1975 and Polyak 1969.

Cells of spots that few candidates do not tell apart have one price, so that most steps cost next
to nothing; prices of coarse cells are where the finer ones begin.
"""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from geoservice.coverage.siting.covering import (
    covered_spots,
    gains_of,
    group_spots,
    merge_cells,
)
from geoservice.coverage.siting.question import Deadline, Floats, Limits, Positions

_LEVELS = ((64, 400), (256, 200), (None, 100))  # candidates that tell cells apart, most steps
_PATIENCE = 8  # steps without a better bound before they become shorter
_SHORTER, _SHORTEST = 0.6, 0.01
_MOMENTUM = 0.3
_BETTER = 1e-5  # parts of the bound
_ROUNDING = 1e-9
_TINY = 1e-300


@dataclass(frozen=True, eq=False)
class Relaxation:
    """`bound` on all choices, and `with_each` (n,): on all choices with that candidate."""

    bound: float
    with_each: Floats

    def worth(self, gained: float) -> Positions:
        """Return the candidates that some choice better than `gained` may hold."""
        return np.flatnonzero(self.with_each > gained * (1 + _ROUNDING))


@dataclass(frozen=True, eq=False)
class _Taken:
    """The best-paying candidates within the limits: how much of each, and the last one's rate."""

    value: float
    parts: Floats
    rate: float


def take_best(values: Floats, costs: Floats, most: float) -> _Taken:
    """Return the greatest sum of values whose costs sum up to `most`, one cut where it overruns."""
    order = np.argsort(-values / np.maximum(costs, _ROUNDING), kind="stable")
    order = order[values[order] > 0]
    sums = np.cumsum(costs[order])
    whole = int(np.searchsorted(sums, most, side="right"))
    parts = np.zeros(len(values))
    parts[order[:whole]] = 1.0
    if whole == len(order):
        return _Taken(float(values @ parts), parts, 0.0)
    last = order[whole]
    parts[last] = (most - (sums[whole - 1] if whole else 0.0)) / costs[last]
    return _Taken(float(values @ parts), parts, float(values[last] / costs[last]))


def glance(covers: csr_array, people: Floats, limits: Limits, chosen: list[int]) -> float:
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


def relax(
    covers: csr_array, people: Floats, limits: Limits, chosen: list[int], *, deadline: Deadline
) -> Relaxation:
    """Return a bound at least on `chosen`, and on any better choice.

    Everything is covered by somebody; people are above 0. Stops early when the deadline is over.
    """
    search = _Search(covers, people, limits, chosen)
    for among, steps in _LEVELS:
        if deadline.over or search.bound <= search.gained * (1 + _ROUNDING):
            break
        search.refine(among, steps, deadline)
    return Relaxation(max(search.bound, search.gained), search.with_each)


class _Search:
    """Prices of spots, made better level by level, and what was proven on the way."""

    def __init__(
        self, covers: csr_array, people: Floats, limits: Limits, chosen: list[int]
    ) -> None:
        self._covers, self._people, self._limits, self._chosen = covers, people, limits, chosen
        self._prices = np.full(len(people), 0.5)
        self._values = gains_of(covers, people)
        self.gained = float(people[covered_spots(covers, chosen)].sum())
        self.bound = float(people.sum())
        self.with_each = np.where(limits.holds(limits.costs), np.inf, 0.0)

    def refine(self, among: int | None, steps: int, deadline: Deadline) -> None:
        """Find better prices for the cells that some of the candidates tell apart."""
        alive = np.flatnonzero(self.with_each > self.gained)
        covers = csr_array(self._covers[alive])
        people = np.where(np.bincount(covers.indices, minlength=len(self._people)), self._people, 0)
        cells = group_spots(covers, self._telling(alive, among))
        level = _Level(*merge_cells(covers, people, cells), self._limits.of(alive))
        prices = level.mean(self._prices * people, cells)
        prices = level.descend(prices, self.gained, steps, deadline)
        self._prices = prices[cells]
        self._values[alive] = level.values
        self.bound = max(min(self.bound, level.bound), self.gained)
        self.with_each[alive] = np.minimum(self.with_each[alive], level.with_each)

    def _telling(self, alive: Positions, among: int | None) -> Positions:
        """Return positions among the living: the chosen, the best-paying, and some at random."""
        if among is None or among >= len(alive):
            return np.arange(len(alive))
        random = np.random.default_rng(among)
        best = np.argsort(-self._values[alive], kind="stable")[: among // 4]
        own = np.flatnonzero(np.isin(alive, self._chosen))
        some = random.choice(len(alive), among, replace=False)
        return np.unique(np.concatenate((own, best, some)))


class _Level:
    """Subgradient steps on cells with `sums` (c,) of people, `weights` (n, c) of them in reach."""

    def __init__(self, weights: csr_array, sums: Floats, limits: Limits) -> None:
        self._weights, self._sums = weights, sums
        self._divisors = np.maximum(sums, _TINY)
        self._knapsack = min(
            limits.knapsacks, key=lambda each: take_best(gains_of(weights, sums), *each).value
        )
        self.bound = np.inf
        self.values = np.zeros(len(limits))
        self.with_each = np.full(len(limits), np.inf)

    def mean(self, values: Floats, cells: Positions) -> Floats:
        """Return the sum of values of spots (m,) for each person of their cells."""
        return np.bincount(cells, values) / self._divisors

    def descend(self, prices: Floats, target: float, steps: int, deadline: Deadline) -> Floats:
        """Return the prices of the lowest bound found, which need not be below the target."""
        best, length, since = prices, 1.0, 0
        direction = np.zeros(len(prices))
        for _ in range(steps):
            bound, taken = self._at(prices)
            since = 0 if bound < self.bound * (1 - _BETTER) else since + 1
            if bound < self.bound:
                best, self.bound = prices, bound
            if deadline.over or length < _SHORTEST or self.bound <= target * (1 + _ROUNDING):
                break
            if since >= _PATIENCE:
                prices, length, since = best, length * _SHORTER, 0
                direction = np.zeros(len(prices))
                continue
            over = self._paid(taken) - self._sums
            direction = self._slope(prices, over) + _MOMENTUM * direction
            if over @ direction <= 0:
                direction = self._slope(prices, over)
            if over @ direction <= 0:
                break
            step = length * (bound - target) / float(over @ direction)
            prices = np.clip(prices - step * direction, 0, 1)
        return best

    def _at(self, prices: Floats) -> tuple[float, _Taken]:
        """Return the bound at some prices, noting what it says of each candidate."""
        costs, most = self._knapsack
        self.values = np.asarray(self._weights @ prices)
        taken = take_best(self.values, costs, most)
        bound = float(self._sums @ (1 - prices)) + taken.value
        lost = np.where(taken.parts > 0, 0.0, taken.rate * costs - self.values)
        self.with_each = np.minimum(self.with_each, bound - np.maximum(lost, 0.0))
        return bound, taken

    def _paid(self, taken: _Taken) -> Floats:
        """Return the people in each cell that are paid for, once for every candidate taken."""
        rows = np.flatnonzero(taken.parts)
        return np.asarray(csr_array(self._weights[rows]).T @ taken.parts[rows])

    def _slope(self, prices: Floats, over: Floats) -> Floats:
        """Return where the bound rises, by price for a person, within 0 and 1."""
        slope = over / self._divisors
        slope[((prices <= 0) & (slope > 0)) | ((prices >= 1) & (slope < 0))] = 0.0
        return np.asarray(slope)
