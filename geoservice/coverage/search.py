"""How long it is to the nearest of many doors, from everywhere at once.

One search over the streets walked backwards, from all doors together (multi-source Dijkstra with
a source above them all), gives the seconds from every junction. From a place on a piece one walks
to either end, or straight to a door on the same piece. Both doors count: from the place to the
street, and from the street into the space.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from geoservice.coverage.placing import Placed
from geoservice.coverage.spaces import Doors
from geoservice.walk.network import Network
from geoservice.walk.streets import Floats, Integers


@dataclass(frozen=True, eq=False)
class Backwards:
    """The streets of a network walked backwards, with room for sources: CSR of n junctions."""

    network: Network
    graph: csr_array

    @property
    def seconds(self) -> Floats:
        """Return (m, 2) seconds along and against each piece, infinite where it is no way."""
        return np.asarray(self.network.weights.seconds)


def turn_around(network: Network) -> Backwards:
    """Return a network walked backwards."""
    count = len(network.streets.junctions)
    forwards = csr_array((network.costs, network.indices, network.indptr), shape=(count, count))
    backwards = forwards.T.tocsr()
    backwards.sort_indices()
    return Backwards(network, backwards)


def junction_seconds(
    streets: Backwards, doors: Doors, entering: Floats, *, limit: float = np.inf
) -> Floats:
    """Return the seconds from each junction (n,) to the nearest door, infinite beyond `limit`.

    `entering` (k,) are the seconds from the street into each space.
    """
    ends, costs = _last_steps(streets, doors, entering)
    nearest: Floats = _search(streets, [(ends, costs)], limit)[0]
    return nearest


def each_junction_seconds(
    streets: Backwards, doors: Doors, entering: Floats, *, limit: float
) -> Floats:
    """Return the seconds (k, n) from each junction to each door, infinite beyond `limit`."""
    steps = []
    for number in range(len(doors.piece)):
        alone = doors.only(np.array([number]))
        steps.append(_last_steps(streets, alone, entering[number : number + 1]))
    return _search(streets, steps, limit)


def _last_steps(
    streets: Backwards, doors: Doors, entering: Floats
) -> tuple[NDArray[np.int32], Floats]:
    """Return the junctions beside doors, each once, ascending, and the seconds from there in."""
    there = doors.piece >= 0
    piece, along, entering = doors.piece[there], doors.along[there], entering[there]
    ends = streets.network.streets.ends[piece]
    costs = entering[:, None] + _walked(streets.seconds[piece], np.stack((along, 1 - along), 1))
    ends, costs = ends.ravel(), costs.ravel()
    known = np.isfinite(costs)
    ends, costs = ends[known], costs[known]
    order = np.lexsort((costs, ends))
    ends, first = np.unique(ends[order], return_index=True)
    return ends.astype(np.int32), costs[order][first]


def _walked(seconds: Floats, part: Floats) -> Floats:
    """Return the seconds that parts of pieces take; a closed way of no length takes none."""
    with np.errstate(invalid="ignore"):
        return np.where(part > 0, seconds * part, 0.0)


def _search(
    streets: Backwards, steps: list[tuple[NDArray[np.int32], Floats]], limit: float
) -> Floats:
    """Return the seconds (sources, n) over the graph with one source more for each of `steps`."""
    graph = streets.graph
    count, sources = graph.shape[0], len(steps)
    if sources == 0:
        return np.zeros((0, count))
    sizes = np.cumsum([len(ends) for ends, _ in steps])
    whole = csr_array(
        (
            np.concatenate([graph.data, *(costs for _, costs in steps)]),
            np.concatenate([graph.indices, *(ends for ends, _ in steps)]),
            np.concatenate([graph.indptr, graph.indptr[-1] + sizes]).astype(np.int32),
        ),
        shape=(count + sources, count + sources),
    )
    found: Floats = dijkstra(whole, indices=np.arange(count, count + sources), limit=limit)
    return found[:, :count]


@dataclass(frozen=True, eq=False)
class Scene:
    """Streets walked backwards, and the spots on them."""

    streets: Backwards
    placed: Placed

    @cached_property
    def on(self) -> Integers:
        """Return the piece of each spot, 0 for those on none."""
        return np.maximum(self.placed.piece, 0)

    @cached_property
    def ends(self) -> tuple[Integers, Integers]:
        """Return the junctions where the pieces of the spots begin and end."""
        ends = self.streets.network.streets.ends[self.on]
        return ends[:, 0].astype(np.int64), ends[:, 1].astype(np.int64)

    @cached_property
    def to_begin(self) -> Floats:
        """Return the seconds from each spot back to the begin of its piece, infinite off it."""
        seconds = _walked(self.streets.seconds[self.on, 1], self.placed.along)
        return np.where(self.placed.piece >= 0, seconds, np.inf)

    @cached_property
    def to_end(self) -> Floats:
        """Return the seconds from each spot on to the end of its piece, infinite off it."""
        seconds = _walked(self.streets.seconds[self.on, 0], 1 - self.placed.along)
        return np.where(self.placed.piece >= 0, seconds, np.inf)

    @cached_property
    def by_piece(self) -> tuple[Integers, Integers]:
        """Return the spots ordered by their piece, and those pieces."""
        order = np.argsort(self.placed.piece, kind="stable")
        return order, self.placed.piece[order]


@dataclass(frozen=True, eq=False)
class Neighbours:
    """Spots and doors on the same pieces, pair by pair, and the seconds along the street."""

    spot: Integers
    door: Integers
    seconds: Floats


def street_seconds(scene: Scene, junctions: Floats) -> Floats:
    """Return the seconds from the street at each spot over the ends of its piece, given (…, n).

    Infinite where there is no way.
    """
    begin, end = scene.ends
    return np.asarray(
        np.minimum(junctions[..., begin] + scene.to_begin, junctions[..., end] + scene.to_end)
    )


def find_neighbours(scene: Scene, doors: Doors) -> Neighbours:
    """Return all pairs of a spot and a door on one piece that one can walk between along it."""
    placed, (order, pieces) = scene.placed, scene.by_piece
    first = np.searchsorted(pieces, doors.piece, side="left")
    last = np.searchsorted(pieces, doors.piece, side="right")
    count = np.where(doors.piece >= 0, last - first, 0)
    door = np.repeat(np.arange(len(count)), count)
    nth = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    spot = order[np.repeat(first, count) + nth]
    ahead = doors.along[door] - placed.along[spot]
    side = np.where(ahead >= 0, 0, 1)
    seconds = _walked(scene.streets.seconds[placed.piece[spot], side], np.abs(ahead))
    kept = np.isfinite(seconds)
    return Neighbours(spot[kept], door[kept], seconds[kept])


def nearest_seconds(
    scene: Scene, doors: Doors, entering: Floats, *, limit: float = np.inf
) -> Floats:
    """Return the seconds (n,) from the street at each spot into the nearest space."""
    junctions = junction_seconds(scene.streets, doors, entering, limit=limit)
    seconds = street_seconds(scene, junctions)
    near = find_neighbours(scene, doors)
    np.minimum.at(seconds, near.spot, near.seconds + entering[near.door])
    return seconds


def each_seconds(scene: Scene, doors: Doors, entering: Floats, *, limit: float) -> Floats:
    """Return the seconds (k, n) from the street at each spot into each space, within `limit`."""
    junctions = each_junction_seconds(scene.streets, doors, entering, limit=limit)
    seconds = street_seconds(scene, junctions)
    near = find_neighbours(scene, doors)
    direct = near.seconds + entering[near.door]
    np.minimum.at(seconds, (near.door, near.spot), direct)
    return np.where(seconds <= limit, seconds, np.inf)
