"""The places that most people newly reach (MCLP), within a count of sites or a budget."""

from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import csr_array

from geoservice.coverage.siting.covering import (
    covered_spots,
    merge_alike,
    needed_sites,
    plain_covers,
)
from geoservice.coverage.siting.greedy import pick_greedily, pick_most
from geoservice.coverage.siting.interchange import Interchange, improve
from geoservice.coverage.siting.proving import fits, prove_most
from geoservice.coverage.siting.question import (
    Choice,
    Deadline,
    Floats,
    Limits,
    Positions,
    Question,
)
from geoservice.coverage.siting.upper_bound import UpperBound, glance

_PROVEN = 1e-7  # parts of the bound: HiGHS is not more exact
_ROUNDS = 200  # shakes without a better choice, after which no better one is looked for
_BOUNDING, _IMPROVING = 0.4, 0.5  # shares of the time that is left
_COARSE, _FINE = ((64, 600), (256, 200)), ((256, 400), (1 << 30, 200))  # cells and steps


def choose_most(
    question: Question,
    *,
    count: int | None = None,
    budget: float | None = None,
    seconds: float = 10.0,
) -> Choice:
    """Return the candidates that cover most people, at most `count` and within the `budget`.

    Neither: as many as gain anybody. Takes `seconds` at most, some tenths more for a whole city;
    the bound holds whenever it ends.
    """
    deadline = Deadline.after(seconds)
    covers = plain_covers(question.covers)
    costs = np.asarray(question.costs, dtype=np.float64)
    limits = Limits(
        costs,
        len(costs) if count is None else min(count, len(costs)),
        np.inf if budget is None else budget,
    )
    people = np.asarray(question.people, dtype=np.float64)
    coverable = np.where(np.bincount(covers.indices, minlength=len(people)) > 0, people, 0.0)
    search = _Search(covers, coverable, limits)
    search.run(deadline)
    choice = _answer(search)
    return replace(
        choice,
        timed_out=deadline.over and not choice.proven,
        unreachable=float(people.sum() - coverable.sum()),
    )


def _answer(search: "_Search") -> Choice:
    needed = needed_sites(search.covers, search.people, search.limits.costs, search.chosen)
    chosen = np.array(needed, dtype=np.intp)
    own = csr_array(search.covers[chosen])
    limits = Limits(np.zeros(len(chosen)), len(chosen))
    picked = pick_greedily(own, search.people, limits, np.ones(len(chosen)))
    gained = float(search.people[covered_spots(search.covers, needed)].sum())
    proven = search.bound <= gained * (1 + _PROVEN)
    bound = gained if proven else search.bound
    return Choice(
        chosen=tuple(int(chosen[position]) for position, _ in picked),
        gains=tuple(gain for _, gain in picked),
        gained=gained,
        bound=bound,
        gap=0.0 if proven else (bound - gained) / bound,
        proven=proven,
    )


@dataclass(eq=False)
class _Search:
    """The best choice and the best bound so far."""

    covers: csr_array
    people: Floats
    limits: Limits

    def __post_init__(self) -> None:
        self.chosen = pick_most(self.covers, self.people, self.limits)
        self.gained = self._gained(self.chosen)
        self.bound = glance(self.covers, self.people, self.limits, self.chosen)

    def _gained(self, chosen: list[int]) -> float:
        return float(self.people[covered_spots(self.covers, chosen)].sum())

    @property
    def proven(self) -> bool:
        """Tell whether the best is known."""
        return self.bound <= self.gained * (1 + _PROVEN)

    def over(self, deadline: Deadline) -> bool:
        """Tell whether nothing is left to do, or no time."""
        return self.proven or deadline.over

    def run(self, deadline: Deadline) -> None:
        """Improve the choice and prove it, in the time there is."""
        if self.over(deadline):
            return
        covers, people = merge_alike(self.covers, self.people)
        whole = _Part(covers, people, np.arange(len(self.limits)))
        self._prove(whole, deadline)
        self._improve(whole, deadline, rounds=0)
        above = UpperBound(covers, people, self.limits)
        self._bound(above, _COARSE, deadline.part(_BOUNDING))
        part = self._worth(whole, above, deadline)
        self._prove(part, deadline)
        self._improve(part, deadline.part(_IMPROVING), rounds=_ROUNDS)
        self._bound(above, _FINE, deadline.part(_BOUNDING))
        part = self._worth(part, above, deadline)
        self._prove(part, deadline)
        self._improve(part, deadline, rounds=_ROUNDS)
        self._prove(self._worth(part, above, deadline), deadline)

    def _improve(self, part: "_Part", deadline: Deadline, *, rounds: int) -> None:
        """Look for a better choice of some candidates, from the best so far."""
        if self.over(deadline):
            return
        kept = np.flatnonzero(np.isin(part.some, self.chosen)).tolist()
        search = Interchange(part.covers, part.people, self.limits.of(part.some), kept)
        found = improve(
            search,
            deadline=deadline,
            enough=self.bound * (1 - _PROVEN),
            rounds=rounds,
            random=np.random.default_rng(0),
        )
        self._take(part.some[found].tolist())

    def _bound(
        self, above: UpperBound, levels: tuple[tuple[int, int], ...], deadline: Deadline
    ) -> None:
        for among, steps in levels:
            if self.over(deadline):
                break
            above.refine(
                among, steps=steps, best=self.chosen, gained=self.gained, deadline=deadline
            )
            self.bound = min(self.bound, above.bound)

    def _worth(self, part: "_Part", above: UpperBound, deadline: Deadline) -> "_Part":
        """Return the problem of the candidates that may still be in a better choice."""
        worth = above.worth(self.gained)
        if len(worth) == 0:
            self.bound = self.gained
        if self.over(deadline) or len(worth) == len(part.some):
            return part
        own = np.flatnonzero(np.isin(part.some, worth))
        covers, people = merge_alike(csr_array(part.covers[own]), part.people)
        return _Part(covers, people, part.some[own])

    def _prove(self, part: "_Part", deadline: Deadline) -> None:
        """Solve the problem of some candidates, if small; no other choice beats the best."""
        if self.over(deadline) or not fits(part.covers, deadline):
            return
        limits = self.limits.of(part.some)
        proof = prove_most(part.covers, part.people, limits, deadline=deadline)
        if proof.chosen is not None:
            self._take(part.some[proof.chosen].tolist())
        self.bound = min(self.bound, max(proof.bound, self.gained))

    def _take(self, chosen: list[int]) -> None:
        gained = self._gained(chosen)
        fits_in = len(chosen) <= self.limits.count
        if gained > self.gained and fits_in and self.limits.holds(self.limits.costs[chosen].sum()):
            self.chosen, self.gained = chosen, gained


@dataclass(frozen=True, eq=False)
class _Part:
    """The problem of `some` candidates, of spots that each differs from any other."""

    covers: csr_array
    people: Floats
    some: Positions
