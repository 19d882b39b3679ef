"""The cheapest places from which all are reached (LSCP), as far as candidates reach at all."""

from dataclasses import replace

import numpy as np
from scipy.sparse import csr_array

from geoservice.coverage.siting.covering import (
    covered_spots,
    merge_alike,
    needed_sites,
    plain_covers,
)
from geoservice.coverage.siting.dominance import reduce_all
from geoservice.coverage.siting.greedy import pick_greedily
from geoservice.coverage.siting.interchange import Interchange, cover
from geoservice.coverage.siting.lower_bound import LowerBound, glance_all
from geoservice.coverage.siting.proving import fits, prove_all
from geoservice.coverage.siting.question import (
    Choice,
    Deadline,
    Floats,
    Limits,
    Positions,
    Question,
)

_PROVEN = 1e-7
_CHEAPER = 1e-4  # parts of the cost: what a better cover must save where costs are not whole
_ROUNDS = 1000  # times that uncovered spots are given more weight
_AT_LEAST = 0.2  # weight of a spot that pays nothing, where they pay 1 in the mean
_TINY = 1e-12
_COARSE, _FINE = ((64, 600), (256, 200)), ((1 << 30, 300),)  # candidates that tell spots apart
_REDUCING, _BOUNDING, _CHEAPENING = 0.15, 0.2, 0.4  # shares of the time that is left
_FEW_ENTRIES = 10_000  # are proven at once
_MANY_ENTRIES = 1_000_000  # will not become few by leaving out what is implied


def choose_all(question: Question, *, seconds: float = 10.0) -> Choice:
    """Return the cheapest candidates that cover all whom any candidate covers.

    Takes `seconds` at most, some tenths more for a whole city; the bound holds whenever it ends.
    """
    deadline = Deadline.after(seconds)
    covers = plain_covers(question.covers)
    people = np.asarray(question.people, dtype=np.float64)
    coverable = np.bincount(covers.indices, minlength=len(people)) > 0
    needed = csr_array(covers[:, np.flatnonzero(coverable & (people > 0))])
    search = _Search(needed, np.asarray(question.costs, dtype=np.float64))
    search.run(deadline)
    choice = _answer(search, covers, people)
    return replace(
        choice,
        timed_out=deadline.over and not choice.proven,
        unreachable=float(people[~coverable].sum()),
    )


def _answer(search: "_Search", covers: csr_array, people: Floats) -> Choice:
    chosen = np.array(search.chosen, dtype=np.intp)
    limits = Limits(np.zeros(len(chosen)), len(chosen))
    picked = pick_greedily(csr_array(covers[chosen]), people, limits, np.ones(len(chosen)))
    proven = search.proven
    bound = search.cost if proven else search.bound
    return Choice(
        chosen=tuple(int(chosen[position]) for position, _ in picked),
        gains=tuple(gain for _, gain in picked),
        gained=float(people[covered_spots(covers, search.chosen)].sum()),
        bound=bound,
        gap=0.0 if proven else (search.cost - bound) / search.cost,
        proven=proven,
    )


class _Search:
    """The cheapest cover and the highest bound so far, of spots that all can be covered."""

    def __init__(self, covers: csr_array, costs: Floats) -> None:
        self._covers, self._costs = covers, costs
        self._whole = bool(np.all(costs == np.round(costs)))
        limits = Limits(costs, len(costs))
        picked = pick_greedily(covers, np.ones(covers.shape[1]), limits, costs)
        self.chosen = self._needed([candidate for candidate, _ in picked])
        self.cost = float(costs[self.chosen].sum())
        self.bound = 0.0
        self._raise(glance_all(covers, costs))

    @property
    def proven(self) -> bool:
        """Tell whether the best is known."""
        return self.bound >= self.cost * (1 - _PROVEN)

    def over(self, deadline: Deadline) -> bool:
        """Tell whether nothing is left to do, or no time."""
        return self.proven or deadline.over

    def run(self, deadline: Deadline) -> None:
        """Improve the cover and prove it, in the time there is."""
        if self.over(deadline):
            return
        merged, _ = merge_alike(self._covers, np.ones(self._covers.shape[1]))
        covers, some = reduce_all(merged, self._costs, deadline=deadline.part(_REDUCING))
        if covers.nnz <= _FEW_ENTRIES:
            self._prove(covers, some, deadline)
        below = LowerBound(covers, self._costs[some])
        self._bound(below, _COARSE, deadline.part(_BOUNDING))
        self._cheapen(covers, some, below.prices, deadline.part(_CHEAPENING))
        self._bound(below, _FINE, deadline.part(_BOUNDING))
        self._close(covers, some, below, deadline)
        self._cheapen(covers, some, below.prices, deadline)
        self._close(covers, some, below, deadline)

    def _bound(
        self, below: LowerBound, levels: tuple[tuple[int, int], ...], deadline: Deadline
    ) -> None:
        for among, steps in levels:
            if self.over(deadline):
                break
            below.refine(among, steps=steps, cost=self.cost, deadline=deadline)
            self._raise(below.bound)

    def _close(
        self, covers: csr_array, some: Positions, below: LowerBound, deadline: Deadline
    ) -> None:
        """Prove the best of the candidates that may still be in a cheaper cover, if few."""
        worth = below.worth(self._next_cost() if self._whole else self.cost)
        left = csr_array(covers[worth])
        if np.bincount(left.indices, minlength=left.shape[1]).min() == 0:
            self.bound = self.cost  # these alone cannot cover all
        if left.nnz <= _MANY_ENTRIES and not self.over(deadline):
            fewer, theirs = reduce_all(
                left, self._costs[some[worth]], deadline=deadline.part(_REDUCING)
            )
            self._prove(fewer, some[worth[theirs]], deadline)

    def _prove(self, covers: csr_array, some: Positions, deadline: Deadline) -> None:
        """Solve the problem of some candidates; a cover by others is no cheaper than the best."""
        if self.over(deadline) or not fits(covers, deadline):
            return
        proof = prove_all(covers, self._costs[some], deadline=deadline)
        if proof.chosen is not None:
            self._take(some[proof.chosen].tolist())
        self._raise(min(proof.bound, self.cost))

    def _cheapen(
        self, covers: csr_array, some: Positions, prices: Floats, deadline: Deadline
    ) -> None:
        """Look for covers that cost less, as long as one is found within a smaller budget."""
        weights = prices / max(float(prices.mean()), _TINY) + _AT_LEAST
        while not self.over(deadline):
            limits = Limits(self._costs[some], len(some), self._next_cost())
            places = {candidate: place for place, candidate in enumerate(some.tolist())}
            kept = [places[each] for each in self.chosen if each in places]
            while kept and not limits.holds(float(limits.costs[kept].sum())):
                kept.pop()
            search = Interchange(covers, weights, limits, kept)
            if not cover(search, deadline=deadline, rounds=_ROUNDS, extra=1.0):
                break
            self._take(some[search.chosen].tolist())

    def _next_cost(self) -> float:
        """Return what a cheaper cover may cost at most."""
        return self.cost - (1.0 if self._whole else self.cost * _CHEAPER)

    def _take(self, chosen: list[int]) -> None:
        chosen = self._needed(chosen)
        cost = float(self._costs[chosen].sum())
        if cost < self.cost and covered_spots(self._covers, chosen).all():
            self.chosen, self.cost = chosen, cost

    def _raise(self, bound: float) -> None:
        self.bound = max(self.bound, float(np.ceil(bound - 1e-6)) if self._whole else bound)

    def _needed(self, chosen: list[int]) -> list[int]:
        everybody = np.ones(self._covers.shape[1])
        return needed_sites(self._covers, everybody, self._costs, chosen)
