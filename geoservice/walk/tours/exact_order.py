"""The shortest order of a few stops, proven: the dynamic programme of Held and Karp.

Held, Karp (1962): A dynamic programming approach to sequencing problems, J. SIAM 10(1). The
table is filled for all sets of one size at a time, in numpy: 12 stops take some milliseconds.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

Seconds = NDArray[np.int64]

_FORBIDDEN = 1 << 50  # dearer than any way, and twenty of them still fit into 64 bits


@dataclass(frozen=True)
class Sequencing:
    """Stops to be put in an order, from somewhere to somewhere.

    `first[j]` are the seconds to stop j when it is the first, `last[i]` those from stop i on when
    it is the last, `between[i, j]` those from i to j. `fixed` maps stops to their positions.
    """

    first: Seconds
    between: Seconds
    last: Seconds
    fixed: Mapping[int, int] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.first)

    def seconds(self, order: Iterable[int]) -> int:
        """Return how long an order takes."""
        stops = list(order)
        if not stops:
            return 0
        between = self.between[stops[:-1], stops[1:]].sum()
        return int(self.first[stops[0]] + between + self.last[stops[-1]])


def exact_order(wanted: Sequencing) -> tuple[int, ...]:
    """Return the shortest order; of several the one that comes first when read as numbers."""
    count = len(wanted)
    if count == 0:
        return ()
    onward = _onward(wanted)
    forbidden = _forbidden(wanted)
    remaining = (1 << count) - 1
    reach = wanted.first
    order: list[int] = []
    for position in range(count):
        stops = np.array([stop for stop in range(count) if remaining >> stop & 1])
        after = onward[remaining ^ (1 << stops), stops]
        best = int(stops[np.argmin(reach[stops] + forbidden[position, stops] + after)])
        order.append(best)
        remaining ^= 1 << best
        reach = wanted.between[best]
    return tuple(order)


def _onward(wanted: Sequencing) -> Seconds:
    """Return the least seconds through a set of stops and to the end, from each stop.

    The array has one row for each set (bits) and one column for the stop one stands at.
    """
    count = len(wanted)
    onward = np.empty((1 << count, count), dtype=np.int64)
    onward[0] = wanted.last
    forbidden = _forbidden(wanted)
    into = np.ascontiguousarray(wanted.between.T)
    for size in range(1, count):
        sets, members = _subsets(count, size)
        after = onward[sets[:, None] ^ (1 << members), members]
        after += forbidden[count - size, members]
        onward[sets] = (into[members] + after[:, :, None]).min(axis=1)
    return onward


def _forbidden(wanted: Sequencing) -> Seconds:
    """Return a penalty for each position and stop: where a fixed stop forbids the pair."""
    forbidden = np.zeros((len(wanted), len(wanted)), dtype=np.int64)
    for stop, position in wanted.fixed.items():
        forbidden[position, :] = _FORBIDDEN
        forbidden[:, stop] = _FORBIDDEN
    for stop, position in wanted.fixed.items():
        forbidden[position, stop] = 0
    return forbidden


@lru_cache(maxsize=128)
def _subsets(count: int, size: int) -> tuple[Seconds, Seconds]:
    """Return all sets of `size` of `count` stops: their bits, and their members."""
    members = np.array(list(combinations(range(count), size)), dtype=np.int64)
    return (1 << members).sum(axis=1), members
