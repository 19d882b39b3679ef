"""Where next as a question and its answer, in plain arrays."""

from dataclasses import dataclass
from functools import cached_property
from time import monotonic
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Positions = NDArray[np.intp]

_SLACK = 1e-9  # parts of a budget by which sums of costs may exceed it: they are no whole numbers


@dataclass(frozen=True, eq=False)
class Question:
    """Which candidates (n,) would be reached from which demand spots (m,), and by how many people.

    `covers` (n, m) is true or not 0 where a spot is within reach; `people` (m,) >= 0 are those who
    reach no space yet; `costs` (n,) >= 0 are in any unit, 1 each to count sites.
    """

    covers: csr_array
    people: NDArray[Any]
    costs: NDArray[Any]


@dataclass(frozen=True)
class Choice:
    """Chosen candidates, most gained first, with the proof of how good they are.

    `gains` are people newly covered by each beside those before it, `gained` by all. `bound` is
    what no choice can exceed: people, or for the cover of all the cost that none can stay below.
    `gap` is the part of the bound that is missing, or of the cost that may be too much; 0 where
    `proven`. `timed_out`: the time was over before it was proven. `unreachable` are people whom no
    candidate covers.
    """

    chosen: tuple[int, ...]
    gains: tuple[float, ...]
    gained: float
    bound: float
    gap: float
    proven: bool
    timed_out: bool = False
    unreachable: float = 0.0


@dataclass(frozen=True, eq=False)
class Limits:
    """At most `count` sites, whose `costs` (n,) sum up to `budget` at most (infinite for none)."""

    costs: Floats
    count: int
    budget: float = np.inf

    def __len__(self) -> int:
        return len(self.costs)

    def holds(self, cost: float | Floats) -> Any:
        """Tell whether sums of costs are within the budget."""
        return cost <= self.budget * (1 + _SLACK)

    @cached_property
    def slots(self) -> int:
        """Return the most sites that can stand at all."""
        cheapest = np.cumsum(np.sort(self.costs))
        return min(self.count, int(np.count_nonzero(self.holds(cheapest))))

    @cached_property
    def knapsacks(self) -> list[tuple[Floats, float]]:
        """Return costs (n,) and their greatest sum, once for each limit there is, or for none."""
        found = [(np.ones(len(self)), float(self.count))]
        if np.isfinite(self.budget):
            found.append((self.costs, self.budget * (1 + _SLACK)))
            if self.count >= len(self):
                del found[0]
        return found

    def of(self, some: Positions) -> "Limits":
        """Return the same limits for some of the candidates."""
        return Limits(self.costs[some], self.count, self.budget)


@dataclass(frozen=True)
class Deadline:
    """A moment on the clock of this machine, in its own seconds."""

    at: float

    @classmethod
    def after(cls, seconds: float) -> "Deadline":
        """Return the moment that is so many seconds from now."""
        return cls(monotonic() + seconds)

    @property
    def left(self) -> float:
        """Return the seconds until then, below 0 when it is past."""
        return self.at - monotonic()

    @property
    def over(self) -> bool:
        """Tell whether it is past."""
        return self.left <= 0

    def part(self, share: float) -> "Deadline":
        """Return the moment when a share of what is left will be over."""
        return Deadline.after(share * max(self.left, 0.0))
