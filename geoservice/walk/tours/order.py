"""The best order of the stops of a walk."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from geoservice.walk.tours.exact_order import Seconds, Sequencing, exact_order
from geoservice.walk.tours.search_order import search_order

UNREACHABLE = 1 << 40  # seconds: longer than any walk on earth

_MOST_EXACT = 12


@dataclass(frozen=True)
class Tour:
    """An order of stops and how long the walk through them takes, staying not counted.

    `proven` says that no order is shorter.
    """

    order: tuple[int, ...]
    seconds: int
    proven: bool

    @property
    def reachable(self) -> bool:
        """Whether one can walk it at all."""
        return self.seconds < UNREACHABLE


def best_order(
    seconds: NDArray[np.generic],
    *,
    start: int | None = None,
    end: int | None = None,
    loop: bool = False,
    fixed: Mapping[int, int] | None = None,
) -> Tour:
    """Return the order of stops that is walked soonest, proven for up to 12 stops.

    `seconds[i, j]` leads from row i to column j and may differ from the way back; what is
    infinite, or `UNREACHABLE` and more, cannot be walked, and a tour that needs it is not
    `reachable`. The stops are the first rows, `start` and `end` the rows after them of places
    that are no stops. Without a start any stop may be the first, without an end any the last. A
    loop returns to the start, or to its first stop, and knows no other end. `fixed` maps stops
    to their positions among the stops of the walk, from 0.
    """
    ways = whole_seconds(seconds)
    count = len(ways) - len({start, end} - {None})
    held = _checked(fixed or {}, count)
    if loop and start is None and count:
        return _ring(ways[:count, :count], held)
    nothing = np.zeros(count, dtype=np.int64)
    goal = start if loop else end
    wanted = Sequencing(
        first=nothing if start is None else ways[start, :count],
        between=ways[:count, :count],
        last=nothing if goal is None else ways[:count, goal],
        fixed=held,
    )
    tour = _solve(wanted)
    if count == 0 and start is not None and goal is not None:
        return replace(tour, seconds=int(ways[start, goal]))
    return tour


def whole_seconds(seconds: NDArray[np.generic]) -> Seconds:
    """Return a matrix in whole seconds, rounded up; what cannot be walked is `UNREACHABLE`."""
    up = np.ceil(np.asarray(seconds, dtype=np.float64))
    return np.where(up < UNREACHABLE, up, UNREACHABLE).astype(np.int64)


def _checked(fixed: Mapping[int, int], count: int) -> dict[int, int]:
    positions = set(fixed.values())
    if len(positions) < len(fixed) or not (positions | set(fixed)) <= set(range(count)):
        msg = f"of {count} stops, these cannot be fixed: {dict(fixed)}"
        raise ValueError(msg)
    return dict(fixed)


def _solve(wanted: Sequencing) -> Tour:
    proven = len(wanted) <= _MOST_EXACT
    order = exact_order(wanted) if proven else search_order(wanted)
    return Tour(order, wanted.seconds(order), proven)


def _ring(ways: Seconds, fixed: Mapping[int, int]) -> Tour:
    """Return the best round through all stops, which begins where the fixed stops say."""
    # A ring may be cut anywhere: it is cut at one stop, whose position turns the ring afterwards.
    count = len(ways)
    anchor, turned = min(fixed.items(), key=lambda item: item[1]) if fixed else (0, 0)
    others = [stop for stop in range(count) if stop != anchor]
    wanted = Sequencing(
        first=ways[anchor, others],
        between=ways[np.ix_(others, others)],
        last=ways[others, anchor],
        fixed={
            others.index(stop): (position - turned - 1) % count
            for stop, position in fixed.items()
            if stop != anchor
        },
    )
    tour = _solve(wanted)
    ring = (anchor, *(others[each] for each in tour.order))
    order = tuple(ring[(position - turned) % count] for position in range(count))
    return replace(tour, order=order)
