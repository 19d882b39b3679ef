"""A choice made better by exchanging one site for another, and by shaking it.

Interchange (Teitz & Bart 1968, Operations Research 16:5, 955-961) with every exchange known at
once: what each candidate gains beside the others and beside all but one of them is kept, and only
what an exchange touches is counted anew (Whitaker 1983, INFOR 21:2, 95-108; Resende & Werneck 2007,
European Journal of Operational Research 177:1, 54-68). From where no exchange helps, some sites
are thrown about and it starts again (iterated local search); where all must be covered, those
who are not are given more and more weight (Gao, Weise & Li 2015, Journal of Heuristics 21).
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_array

from geoservice.coverage.siting.covering import reached
from geoservice.coverage.siting.question import Deadline, Flags, Floats, Limits, Positions

_NOBODY = 1e-9  # parts of all people: a smaller gain is rounding
_SHAKEN = 3  # sites thrown about at a time
_WORSE = 0.003  # parts of its value that a choice may lose and still be gone on from
_EMPTY = -1


class Interchange:
    """A choice of sites in slots, some of them empty, and what every exchange would gain.

    `_beside` (n, slots + 1) are people whom a candidate reaches and only the site in a slot covers,
    in the last column those whom none covers. `_only` (slots,) are people that only a slot covers.
    """

    def __init__(
        self, covers: csr_array, people: Floats, limits: Limits, chosen: Sequence[int]
    ) -> None:
        self._covers, self._limits = covers, limits
        self._people = people.astype(np.float64)
        self._candidates = csr_array(covers.T.tocsr())
        self.small = _NOBODY * float(people.sum())
        self.restart(chosen)

    def restart(self, chosen: Sequence[int]) -> None:
        """Take another choice, counting all anew."""
        count, spots = self._covers.shape
        slots = self._limits.slots
        self.sites = np.full(slots, _EMPTY, dtype=np.intp)
        self.sites[: len(chosen)] = chosen
        self._times = np.zeros(spots, dtype=np.int64)
        self._slot = np.zeros(spots, dtype=np.int64)  # the sum of the slots that cover a spot
        for slot, candidate in enumerate(chosen):
            self._times[reached(self._covers, candidate)] += 1
            self._slot[reached(self._covers, candidate)] += slot
        column = self._columns(np.arange(spots))
        weight = np.where(column <= slots, self._people, 0.0)
        column = np.minimum(column, slots)
        rows = np.repeat(np.arange(count) * (slots + 1), np.diff(self._covers.indptr))
        cells = rows + column[self._covers.indices]
        self._beside = self._counted(cells, weight[self._covers.indices])
        single = self._times == 1
        self._only = self._alone(self._slot[single], self._people[single])
        self.value = float(self._people[self._times > 0].sum())

    @property
    def chosen(self) -> list[int]:
        """Return the candidates that are chosen."""
        return [int(site) for site in self.sites if site != _EMPTY]

    def _columns(self, spots: Positions) -> Positions:
        """Return in which column of `_beside` spots count: beyond the last, in none."""
        times, slots = self._times[spots], len(self.sites)
        return np.where(times == 0, slots, np.where(times == 1, self._slot[spots], slots + 1))

    def _counted(self, cells: Positions, weights: Floats) -> Floats:
        shape = (self._covers.shape[0], len(self.sites) + 1)
        found = np.bincount(cells, weights, minlength=shape[0] * shape[1])
        return np.asarray(found, dtype=np.float64).reshape(shape)

    def affordable(self, slots: slice) -> Flags:
        """Return which candidates (n, of the slots) the budget allows in the place of each."""
        costs = np.where(self.sites == _EMPTY, 0.0, self._limits.costs[self.sites])
        after = self._limits.costs[:, None] + (costs.sum() - costs[slots])
        return np.asarray(self._limits.holds(after))

    def _alone(self, slots: Positions, people: Floats) -> Floats:
        found = np.bincount(slots, people, minlength=len(self.sites))
        return np.asarray(found, dtype=np.float64)  # of nothing it counts whole numbers

    def gains_of_exchange(self) -> Floats:
        """Return what each candidate (n, slots) would gain in the place of each slot."""
        return self._beside[:, [-1]] + self._beside[:, :-1] - self._only

    def descend(self, deadline: Deadline) -> None:
        """Make the best exchange, again and again until none gains anybody."""
        while len(self.sites) and len(self._limits) and not deadline.over:
            profit = self.gains_of_exchange()
            if np.isfinite(self._limits.budget):
                profit = np.where(self.affordable(slice(None)), profit, -np.inf)
            candidate, slot = divmod(int(np.argmax(profit)), len(self.sites))
            if profit[candidate, slot] <= self.small:
                break
            self.exchange(slot, candidate)

    def exchange(self, slot: int, candidate: int) -> None:
        """Put a candidate into a slot, in place of what stands there."""
        change = np.zeros(len(self._times), dtype=np.int64)
        if self.sites[slot] != _EMPTY:
            change[reached(self._covers, int(self.sites[slot]))] -= 1
        if candidate != _EMPTY:
            change[reached(self._covers, candidate)] += 1
        touched = np.flatnonzero(change)
        before = self._columns(touched)
        self._times[touched] += change[touched]
        self._slot[touched] += change[touched] * slot
        after = self._columns(touched)
        moved = before != after
        self._recount(touched[moved], before[moved], after[moved])
        self.sites[slot] = candidate

    def _recount(self, spots: Positions, before: Positions, after: Positions) -> None:
        """Carry the people of spots from one column to another."""
        slots, people = len(self.sites), self._people[spots]
        near = self._candidates[spots]
        rows = near.indices.astype(np.int64) * (slots + 1)
        sizes = np.diff(near.indptr)
        for columns, signed in ((before, -people), (after, people)):
            weight = np.repeat(np.where(columns <= slots, signed, 0.0), sizes)
            cells = rows + np.repeat(np.minimum(columns, slots), sizes)
            self._beside += self._counted(cells, weight)
            single = columns < slots
            self._only += self._alone(columns[single], signed[single])
            self.value -= float(signed[columns == slots].sum())

    @property
    def covers_all(self) -> bool:
        """Tell whether every spot is covered."""
        return bool(self._times.all())

    def urge(self, extra: float) -> None:
        """Count so many people more at every spot that is not covered."""
        missed = np.flatnonzero(self._times == 0)
        self._people[missed] += extra
        near = self._candidates[missed].indices
        self._beside[:, -1] += extra * np.bincount(near, minlength=len(self._beside))

    def move_to(self, sites: Positions) -> None:
        """Go back to another choice by exchanges, which is quicker than counting anew."""
        missing = Counter(sites.tolist())
        free = []
        for slot, site in enumerate(self.sites.tolist()):
            if missing[site]:
                missing[site] -= 1
            else:
                free.append(slot)
        for slot, site in zip(free, missing.elements(), strict=True):
            self.exchange(slot, site)


def improve(
    search: Interchange,
    *,
    deadline: Deadline,
    enough: float,
    rounds: int,
    random: np.random.Generator,
) -> list[int]:
    """Return the best choice found: until `enough` people, or so many rounds without a better one.

    The search is left at that choice.
    """
    search.descend(deadline)
    best, best_value = search.sites.copy(), search.value
    here, here_value, since = best, best_value, 0
    while since < rounds and best_value < enough and not deadline.over:
        _shake(search, random)
        search.descend(deadline)
        since += 1
        if search.value > best_value + search.small:
            best, best_value, since = search.sites.copy(), search.value, 0
        if search.value >= here_value * (1 - _WORSE * random.random()):
            here, here_value = search.sites.copy(), search.value
        else:
            search.move_to(here)
    search.move_to(best)
    return search.chosen


def cover(search: Interchange, *, deadline: Deadline, rounds: int, extra: float) -> bool:
    """Tell whether a choice was found that covers every spot; the search is left there."""
    for _ in range(rounds):
        search.descend(deadline)
        if search.covers_all or deadline.over:
            break
        search.urge(extra)
    return search.covers_all


def _shake(search: Interchange, random: np.random.Generator) -> None:
    slots = len(search.sites)
    for slot in random.permutation(slots)[:_SHAKEN].tolist():
        affordable = search.affordable(slice(slot, slot + 1)).ravel()
        others = np.setdiff1d(np.flatnonzero(affordable), search.sites)
        if len(others):
            search.exchange(slot, int(random.choice(others)))
