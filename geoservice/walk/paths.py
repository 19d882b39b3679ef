"""Ways over the network: the cost matrix between spots, and the pieces of each way.

The pieces on which spots stand are split virtually: each spot becomes a row of the graph from
which one can go to both ends of its piece; coming in counts from the ends. Two spots on one piece
may also be walked between directly. Each way counts both doors.
"""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from geoservice.walk.itinerary import Part
from geoservice.walk.network import Network
from geoservice.walk.snapping import Spot
from geoservice.walk.streets import Floats

_DETOUR = 2.0
_EPSILON = 1e-6  # of a second: what adding up in another order may differ by


@dataclass(frozen=True, eq=False)
class Ways:
    """The best ways from k spots to each of them.

    `costs` (k, k) are what was minimised, from street to street; `exact` (k, k) the seconds from
    door to door; infinite where there is no way. `reached` (k, n + k) are the costs to the
    junctions and `before` the predecessors there; spot i is row n + i.
    """

    network: Network
    spots: tuple[Spot, ...]
    costs: Floats
    exact: Floats
    reached: Floats
    before: NDArray[np.int32]

    @cached_property
    def seconds(self) -> NDArray[np.int64]:
        """Return whole seconds (k, k) from door to door, rounded up, -1 where there is no way."""
        there = np.isfinite(self.exact)
        return np.where(there, np.ceil(np.where(there, self.exact, 0) - _EPSILON), -1).astype(int)

    def parts(self, start: int, end: int) -> list[Part]:
        """Return the pieces of the way between two spots in walking order, none on one spot."""
        a, b = self.spots[start], self.spots[end]
        if not np.isfinite(self.costs[start, end]):
            raise ValueError("there is no way between these spots")
        costs = self.network.piece_costs
        arrival = _arrival(self.network, costs, self.reached[start], [b])[0]
        if _is_direct(costs, a, b, arrival.min()):
            return [Part(a.piece, a.along, b.along)] if a.along != b.along else []
        side = int(np.argmin(arrival))
        parts = self._through(start, int(self.network.streets.ends[b.piece, side]))
        return [
            part for part in (*parts, Part(b.piece, float(side), b.along)) if part.begin != part.end
        ]

    def _through(self, start: int, junction: int) -> list[Part]:
        """Return the parts from a spot to a junction."""
        junctions = [junction]
        before, count = self.before[start], len(self.network.streets.junctions)
        while (previous := int(before[junctions[-1]])) < count:
            junctions.append(previous)
        junctions.reverse()
        on_the_way = np.array(junctions)
        return [
            _leaving_part(self.network, self.spots[start], junctions[0]),
            *_whole_parts(self.network, on_the_way[:-1], on_the_way[1:]),
        ]


def _whole_parts(
    network: Network, start: NDArray[np.int64], end: NDArray[np.int64]
) -> Iterator[Part]:
    entries = _entries(network, start, end)
    pieces = network.entry_pieces[entries].tolist()
    for piece, against in zip(pieces, network.entry_against[entries].tolist(), strict=True):
        yield Part(piece, 1.0, 0.0) if against else Part(piece, 0.0, 1.0)


def find_ways(network: Network, spots: Sequence[Spot], *, limit: float = np.inf) -> Ways:
    """Return the best ways between all pairs of spots; beyond a cost of `limit` there is none.

    Near spots have near ways: first it is sought around them alone, and only where that does not
    get to all of them over the whole city.
    """
    spots = tuple(spots)
    for around in (_around(network, spots), np.inf):
        reached, before = _search(network, spots, min(limit, around))
        costs = _between(network, network.piece_costs, reached, spots)
        if limit <= around or np.isfinite(costs).all():
            break
    ways = Ways(network, spots, costs, _nowhere(spots), reached, before)
    _fill(ways, _seconds(ways) if network.prefer else costs)
    return ways


def find_chain(network: Network, spots: Sequence[Spot], *, limits: Sequence[float]) -> Ways:
    """Return the best ways from each spot to the next alone, each within its own cost."""
    spots, pairs = tuple(spots), list(itertools.pairwise(range(len(spots))))
    found = [
        _search(network, (spots[start],), limit)
        for (start, _), limit in zip(pairs, limits, strict=True)
    ]
    reached = np.concatenate([reached for reached, _ in found])
    before = np.concatenate([before for _, before in found])
    ways = Ways(network, spots, _nowhere(spots), _nowhere(spots), reached, before)
    seconds = _nowhere(spots)
    for pair in pairs:
        a, b = (spots[number] for number in pair)
        cost = _arrival(network, network.piece_costs, reached[pair[0]], [b]).min()
        ways.costs[pair] = min(cost, _direct(network.piece_costs, a, b))
        if np.isfinite(ways.costs[pair]):
            seconds[pair] = sum(part_seconds(network, part) for part in ways.parts(*pair))
    _fill(ways, seconds)
    return ways


def _around(network: Network, spots: tuple[Spot, ...]) -> float:
    """Return the cost within which spots usually have their ways: twice the straight line."""
    if len(spots) < 2:
        return 0.0
    planar = np.column_stack(network.streets.plane.metres(np.array([spot.at for spot in spots])))
    widest = float(np.hypot(*np.ptp(planar, axis=0)))
    return _DETOUR * widest / network.profile.speed * float(network.weights.factors.max())


def _nowhere(spots: tuple[Spot, ...]) -> Floats:
    return np.full((len(spots), len(spots)), np.inf)


def _fill(ways: Ways, seconds: Floats) -> None:
    """Write the seconds from door to door, given those from street to street."""
    doors = np.array([spot.door_metres for spot in ways.spots]) / ways.network.profile.speed
    ways.exact[:] = seconds + doors[:, None] + doors[None, :]
    np.fill_diagonal(ways.exact, 0.0)


def reach_junctions(network: Network, spot: Spot, *, limit: float = np.inf) -> Floats:
    """Return the cost from a spot to each junction (n,), infinite beyond `limit`; no door."""
    reached, _ = _search(network, (spot,), limit)
    return reached[0, :-1]


def part_seconds(network: Network, part: Part) -> float:
    """Return the seconds that a part of a piece takes."""
    along, against = network.weights.seconds[part.piece]
    return float(abs(part.end - part.begin) * (against if part.against else along))


def _search(
    network: Network, spots: tuple[Spot, ...], limit: float
) -> tuple[Floats, NDArray[np.int32]]:
    """Return costs (k, n + k) and predecessors from each spot, itself row n + its number."""
    count = len(network.streets.junctions)
    if not spots:
        return np.zeros((0, count)), np.zeros((0, count), dtype=np.int32)
    exits = [_exits(network, spot) for spot in spots]
    sizes = np.cumsum([len(ends) for ends, _ in exits])
    graph = csr_array(
        (
            np.concatenate([network.costs, *(costs for _, costs in exits)]),
            np.concatenate([network.indices, *(ends for ends, _ in exits)]),
            np.concatenate([network.indptr, network.indptr[-1] + sizes]).astype(np.int32),
        ),
        shape=(count + len(spots), count + len(spots)),
    )
    rows = np.arange(count, count + len(spots))
    found: tuple[Floats, NDArray[np.int32]] = dijkstra(
        graph, indices=rows, return_predecessors=True, limit=limit
    )
    return found


def _exits(network: Network, spot: Spot) -> tuple[NDArray[np.int32], Floats]:
    """Return the junctions one can leave a spot to, ascending, each once, and the costs."""
    ends = network.streets.ends[spot.piece]
    costs = _leaving(network.piece_costs, spot)
    if ends[0] == ends[1]:
        ends, costs = ends[:1], costs.min(keepdims=True)
    order = np.argsort(ends)
    there = np.isfinite(costs[order])
    return ends[order][there].astype(np.int32), costs[order][there]


def _leaving(table: Floats, spot: Spot) -> Floats:
    """Return from `table` (m, 2) what it takes from a spot to the begin and to the end."""
    along, against = table[spot.piece]
    return np.array([_share(spot.along, against), _share(1 - spot.along, along)])


def _leaving_part(network: Network, spot: Spot, junction: int) -> Part:
    costs = _leaving(network.piece_costs, spot)
    ends = network.streets.ends[spot.piece]
    fitting = [side for side in (0, 1) if ends[side] == junction]
    return Part(spot.piece, spot.along, float(min(fitting, key=lambda side: costs[side])))


def _arrival(network: Network, table: Floats, reached: Floats, spots: Sequence[Spot]) -> Floats:
    """Return what it takes (k, 2) to come to spots over the begin and over the end of theirs."""
    pieces = np.array([spot.piece for spot in spots])
    along = np.array([spot.along for spot in spots])
    shares = np.stack((along, 1 - along), axis=1)
    # a closed direction of which nothing is walked takes nothing
    return np.asarray(
        reached[network.streets.ends[pieces]] + np.where(shares > 0, table[pieces], 0.0) * shares
    )


def _share(part: float, whole: float) -> float:
    return float(part * whole) if part else 0.0


def _direct(table: Floats, a: Spot, b: Spot) -> float:
    """Return what it takes from spot to spot along the piece both stand on."""
    if a.piece != b.piece:
        return float(np.inf)
    along, against = table[a.piece]
    return _share(abs(b.along - a.along), along if b.along > a.along else against)


def _is_direct(costs: Floats, a: Spot, b: Spot, around: float) -> bool:
    """Return whether the way along the piece itself is no worse than the one `around`."""
    direct = _direct(costs, a, b)
    return direct < np.inf and direct <= around + _EPSILON


def _between(network: Network, table: Floats, reached: Floats, spots: tuple[Spot, ...]) -> Floats:
    """Return what it takes (k, k) between spots, by their ends or along the piece both are on."""
    taken = np.full((len(spots), len(spots)), np.inf)
    for number in range(len(spots)):
        taken[number] = _arrival(network, table, reached[number], spots).min(axis=1)
    for a, b in _on_one_piece(spots):
        taken[a, b] = min(taken[a, b], _direct(table, spots[a], spots[b]))
    return taken


def _on_one_piece(spots: tuple[Spot, ...]) -> list[tuple[int, int]]:
    by_piece: dict[int, list[int]] = {}
    for number, spot in enumerate(spots):
        by_piece.setdefault(spot.piece, []).append(number)
    return [
        pair for together in by_piece.values() for pair in itertools.product(together, together)
    ]


def _seconds(ways: Ways) -> Floats:
    """Return the seconds (k, k) of ways that were sought by something else than seconds."""
    network, spots = ways.network, ways.spots
    seconds = np.full(ways.costs.shape, np.inf)
    for number in range(len(spots)):
        arrival = _arrival(network, network.piece_costs, ways.reached[number], spots)
        taken = _arrival(network, network.weights.seconds, _tree_seconds(ways, number), spots)
        sides = arrival.argmin(axis=1)[:, None]
        seconds[number] = np.take_along_axis(taken, sides, axis=1)[:, 0]
        for end in (b for a, b in _on_one_piece(spots) if a == number):
            if _is_direct(network.piece_costs, spots[number], spots[end], arrival[end].min()):
                seconds[number, end] = _direct(network.weights.seconds, spots[number], spots[end])
    return seconds


def _tree_seconds(ways: Ways, number: int) -> Floats:
    """Return the seconds (n,) from a spot to the junctions along the tree of best ways.

    Each junction hands its seconds on to twice as many at each round (pointer jumping).
    """
    network, spot = ways.network, ways.spots[number]
    count = len(network.streets.junctions)
    before = ways.before[number, :count].astype(np.int64)
    seconds = np.full(count + 1, np.inf)
    seconds[count] = 0.0
    inside = np.flatnonzero((before >= 0) & (before < count))
    entries = _entries(network, before[inside], inside)
    against = network.entry_against[entries].astype(np.int64)
    seconds[inside] = network.weights.seconds[network.entry_pieces[entries], against]
    first = np.flatnonzero(before == count + number)
    leaving = _leaving(network.weights.seconds, spot)
    for junction in first:
        part = _leaving_part(network, spot, int(junction))
        seconds[junction] = leaving[int(part.end)]
    before = np.append(np.where(before < 0, count, np.minimum(before, count)), count)
    while (before != count).any():
        seconds, before = seconds + seconds[before], before[before]
    return seconds[:count]


def _entries(
    network: Network, start: NDArray[np.int64], end: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return the positions of the entries of the graph from junctions to junctions."""
    return np.searchsorted(network.entry_keys, start * len(network.streets.junctions) + end)
