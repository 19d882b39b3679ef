"""The cheapest places from which all are reached (LSCP), as far as candidates reach at all."""

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
from geoservice.coverage.siting.interchange import Interchange, improve
from geoservice.coverage.siting.lower_bound import LowerBound, glance_all
from geoservice.coverage.siting.proving import fits, prove_all
from geoservice.coverage.siting.question import Choice, Deadline, Floats, Limits, Question

_PROVEN = 1e-7
_CHEAPER = 1e-4  # parts of the cost: what a better cover must save where costs are not whole
_ROUNDS = 200
_LEVELS = ((64, 600), (256, 400), (1 << 30, 200))  # candidates that tell spots apart, steps
_REDUCING, _BOUNDING = 0.2, 0.4  # shares of the time that is left


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
    return _answer(search, covers, people, float(people[~coverable].sum()))


def _answer(search: "_Search", covers: csr_array, people: Floats, unreachable: float) -> Choice:
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
        timed_out=not proven,
        unreachable=unreachable,
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
        covers, _ = merge_alike(self._covers, np.ones(self._covers.shape[1]))
        self._close(covers, np.arange(len(self._costs)), deadline)
        if self.over(deadline):
            return
        below = LowerBound(covers, self._costs)
        self._bound(below, deadline.part(_BOUNDING))
        while not self.over(deadline) and self._find_cheaper(covers, deadline):
            pass
        cheaper = below.worth(self._next_cost())
        if len(cheaper) == 0:
            self.bound = self.cost
        elif not self.over(deadline) and len(cheaper) < len(self._costs):
            self._close(csr_array(covers[cheaper]), cheaper, deadline)

    def _bound(self, below: LowerBound, deadline: Deadline) -> None:
        for among, steps in _LEVELS:
            if self.over(deadline):
                break
            below.refine(among, steps=steps, cost=self.cost, deadline=deadline)
            self._raise(below.bound)

    def _close(self, covers: csr_array, some: np.ndarray, deadline: Deadline) -> None:
        """Prove the best cover by some candidates; one with others is no cheaper than the best."""
        if np.bincount(covers.indices, minlength=covers.shape[1]).min() == 0:
            self.bound = self.cost  # these alone cannot cover all
            return
        fewer, theirs = reduce_all(covers, self._costs[some], deadline=deadline.part(_REDUCING))
        if not fits(fewer, deadline):
            return
        proof = prove_all(fewer, self._costs[some[theirs]], deadline=deadline)
        if proof.chosen is not None:
            self._take([int(some[theirs[each]]) for each in proof.chosen])
        self._raise(min(proof.bound, self.cost))

    def _find_cheaper(self, covers: csr_array, deadline: Deadline) -> bool:
        """Look for a cover that costs less, as the most spots that a smaller budget can cover."""
        limits = Limits(self._costs, len(self._costs), self._next_cost())
        kept = list(self.chosen)
        while kept and not limits.holds(float(self._costs[kept].sum())):
            kept.pop()
        search = Interchange(covers, np.ones(covers.shape[1]), limits, kept)
        random = np.random.default_rng(len(kept))
        found = improve(
            search, deadline=deadline, enough=covers.shape[1], rounds=_ROUNDS, random=random
        )
        return self._take(found)

    def _next_cost(self) -> float:
        """Return what a cheaper cover may cost at most."""
        return self.cost - (1.0 if self._whole else self.cost * _CHEAPER)

    def _take(self, chosen: list[int]) -> bool:
        chosen = self._needed(chosen)
        cost = float(self._costs[chosen].sum())
        better = cost < self.cost and bool(covered_spots(self._covers, chosen).all())
        if better:
            self.chosen, self.cost = chosen, cost
        return better

    def _raise(self, bound: float) -> None:
        self.bound = max(self.bound, float(np.ceil(bound - 1e-6)) if self._whole else bound)

    def _needed(self, chosen: list[int]) -> list[int]:
        everybody = np.ones(self._covers.shape[1])
        return needed_sites(self._covers, everybody, self._costs, chosen)
