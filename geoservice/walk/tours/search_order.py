"""A short order of many stops, not proven: VROOM's, made better by moving stops about.

Fixed stops keep their positions all the time: only the others are moved, through the free
positions. Nothing depends on the clock, so the same stops always give the same order.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from geoservice.walk.tours.exact_order import Seconds, Sequencing

_Moves = NDArray[np.intp]

_LONGEST_SEGMENT = 3  # of stops moved together, as Or (1976) does
# Times the squared stops: a shake costs as many moves as stops squared. VROOM knows no fixed stops,
# and its order helps less where there are some.
_SHAKES, _SHAKES_FIXED = 10_000, 25_000
_SHAKEN = 12  # stops in a row that are shaken together
_VROOM_LIMIT = 40_000_000  # of a leg, in whatever is counted; VROOM adds up in 32 bits


def search_order(wanted: Sequencing) -> tuple[int, ...]:
    """Return a short order of any number of stops."""
    free = [stop for stop in _vroom_order(wanted) if stop not in wanted.fixed]
    best = _descend(wanted, free)
    least = wanted.seconds(_whole(wanted, best))
    random = np.random.default_rng(len(wanted))
    shakes = _SHAKES_FIXED if wanted.fixed else _SHAKES
    for _ in range(shakes // len(free) ** 2 if len(free) > _LONGEST_SEGMENT else 0):
        tried = _descend(wanted, _shaken(best, random))
        seconds = wanted.seconds(_whole(wanted, tried))
        if seconds < least:
            best, least = tried, seconds
    return _whole(wanted, best)


def _whole(wanted: Sequencing, free: Sequence[int]) -> tuple[int, ...]:
    """Return the whole order: fixed stops at their positions, the others between them."""
    others = iter(free)
    at = {position: stop for stop, position in wanted.fixed.items()}
    return tuple(
        at[position] if position in at else next(others) for position in range(len(wanted))
    )


def _descend(wanted: Sequencing, free: Sequence[int]) -> list[int]:
    """Return the free stops in an order that no single move makes shorter."""
    moves = _moves(len(free))
    count = len(wanted)
    ways = _ways(wanted)
    taken = set(wanted.fixed.values())
    places = [1 + position for position in range(count) if position not in taken]
    walks = np.full((len(moves), count + 2), count, dtype=np.intp)  # from and to the depot
    for stop, position in wanted.fixed.items():
        walks[:, 1 + position] = stop
    order = np.array(free, dtype=np.intp)
    while len(order):
        walks[:, places] = order[moves]
        seconds = ways.take(walks[:, :-1] * (count + 1) + walks[:, 1:]).sum(axis=1)
        best = int(np.argmin(seconds))  # the first of them is the order as it stands
        if seconds[best] == seconds[0]:
            break
        order = order[moves[best]]
    return [int(stop) for stop in order]


def _ways(wanted: Sequencing) -> Seconds:
    """Return the seconds between all stops, with the begin and the end as a last row and column."""
    count = len(wanted)
    ways = np.zeros((count + 1, count + 1), dtype=np.int64)
    ways[:count, :count] = wanted.between
    ways[count, :count] = wanted.first
    ways[:count, count] = wanted.last
    return ways


def _shaken(order: Sequence[int], random: np.random.Generator) -> list[int]:
    """Return the order with two short neighbouring segments changed over (Martin et al. 1991)."""
    near = min(len(order), _SHAKEN)
    begin = int(random.integers(len(order) - near + 1))
    a, b, c = begin + np.sort(random.choice(near + 1, size=3, replace=False))
    return [*order[:a], *order[b:c], *order[a:b], *order[c:]]


@lru_cache(maxsize=8)
def _moves(count: int) -> _Moves:
    """Return permutations of positions: none, two-stop swaps, turned and moved segments."""
    return np.array([list(range(count)), *_each_move(count)], dtype=np.intp)


def _each_move(count: int) -> Iterator[list[int]]:
    positions = list(range(count))
    for a in range(count):
        for b in range(a + 2, count + 1):
            yield positions[:a] + positions[a:b][::-1] + positions[b:]
            if b > a + 3:
                inner = positions[a + 1 : b - 1]
                yield positions[:a] + [b - 1] + inner + [a] + positions[b:]
    for size in range(1, min(_LONGEST_SEGMENT, count - 1) + 1):
        for a in range(count - size + 1):
            segment, rest = positions[a : a + size], positions[:a] + positions[a + size :]
            for to in range(len(rest) + 1):
                if to != a:
                    yield rest[:to] + segment + rest[to:]


def _vroom_order(wanted: Sequencing) -> list[int]:
    """Return the order that VROOM finds when no stop has a fixed position."""
    import vroom  # noqa: PLC0415  (brings pandas along, and most walks have few stops)

    count = len(wanted)
    problem = vroom.Input()
    ways = np.minimum(_ways(wanted), _VROOM_LIMIT).astype(np.uint32)
    problem.set_durations_matrix(profile="car", matrix_input=ways)
    problem.add_vehicle(vroom.Vehicle(1, start=count, end=count))
    problem.add_job([vroom.Job(stop, location=stop) for stop in range(count)])
    solution = problem.solve(exploration_level=5, nb_threads=1)
    visited = solution.routes.loc[solution.routes["type"] == "job", "location_index"]
    return [int(stop) for stop in visited]
