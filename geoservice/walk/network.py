"""The walk network of a city for one kind of walker: a graph in flat arrays (CSR), no database.

Each way to walk along a piece is one entry of the graph; where two pieces join the same junctions
only the quicker one is one, and pieces from a junction to itself are none (one may still stand on
them). Searched with `scipy.sparse.csgraph`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from geoservice.walk.profiles import Profile
from geoservice.walk.streets import Flags, Floats, Integers, Streets
from geoservice.walk.weights import Weights, weigh


@dataclass(frozen=True, eq=False)
class Network:
    """`indptr` (n + 1,), `indices` and `costs` are the CSR graph over n junctions.

    `costs` are seconds, times the factors of what is preferred. `entry_pieces` says of each entry
    which piece it is, `entry_against` whether it is walked against its line. `main` (m,) marks
    the pieces of the main component: the connected one with most metres.
    """

    streets: Streets
    profile: Profile
    prefer: tuple[str, ...]
    weights: Weights
    indptr: NDArray[np.int32]
    indices: NDArray[np.int32]
    costs: Floats
    entry_pieces: NDArray[np.int32]
    entry_against: Flags
    main: Flags

    @cached_property
    def piece_costs(self) -> Floats:
        """Return (m, 2) costs along and against each piece."""
        return np.asarray(self.weights.seconds * self.weights.factors[:, None])

    @cached_property
    def entry_keys(self) -> Integers:
        """Return start times n plus end of each entry, ascending: where an entry is found."""
        count = len(self.streets.junctions)
        start = np.repeat(np.arange(count), np.diff(self.indptr))
        return np.asarray(start * count + self.indices)

    @cached_property
    def planar_points(self) -> Floats:
        """Return the points of all lines in metres on the city's plane, (k, 2)."""
        return np.column_stack(self.streets.plane.metres(self.streets.points))

    @cached_property
    def planar_junctions(self) -> Floats:
        """Return the junctions in metres on the city's plane, (n, 2)."""
        return np.column_stack(self.streets.plane.metres(self.streets.junctions))

    @cached_property
    def main_pieces(self) -> Integers:
        """Return the positions of the pieces of the main component."""
        return np.flatnonzero(self.main)

    @cached_property
    def all_tree(self) -> shapely.STRtree:
        """Return the lines of all pieces, one-sided islands too, indexed in metres."""
        sizes = np.diff(self.streets.offsets)
        which = np.repeat(np.arange(len(sizes)), sizes)
        return shapely.STRtree(shapely.linestrings(self.planar_points, indices=which))

    @cached_property
    def main_tree(self) -> shapely.STRtree:
        """Return the lines of the main component, indexed in metres on the city's plane."""
        return shapely.STRtree(self.all_tree.geometries[self.main_pieces])

    @cached_property
    def entrances(self) -> tuple[shapely.STRtree, Integers]:
        """Return the entrances on the main component: an index in metres, and their junctions."""
        ends = self.streets.ends[self.main_pieces]
        there = np.zeros(len(self.streets.junctions), dtype=bool)
        there[ends.ravel()] = True
        chosen = np.flatnonzero(there & self.streets.junction_entrance)
        planar = np.column_stack(self.streets.plane.metres(self.streets.junctions[chosen]))
        return shapely.STRtree(shapely.points(planar.reshape(-1, 2))), chosen

    def piece_at(self, junction: int) -> tuple[int, float]:
        """Return a main piece that ends at a junction, and at which of its ends (0 or 1)."""
        at = self.streets.ends[self.main_pieces] == junction
        number = int(np.argmax(at.any(axis=1)))
        return int(self.main_pieces[number]), 0.0 if at[number, 0] else 1.0

    @cached_property
    def water(self) -> shapely.Geometry:
        """Return the water of the city in metres on its plane, prepared; empty where none."""
        stored = self.streets.water.tobytes()
        shape = shapely.from_wkb(stored) if stored else shapely.MultiPolygon()
        planar = self.streets.plane.project(shape)
        shapely.prepare(planar)
        return planar


def build_network(streets: Streets, profile: Profile, prefer: Iterable[str] = ()) -> Network:
    """Return the network of a city for a profile and what is preferred on the way."""
    prefer = tuple(sorted(set(prefer)))
    weights = weigh(streets, profile, prefer)
    costs = weights.seconds * weights.factors[:, None]
    start, end, cost, piece, against = _directed(streets.ends, costs)
    counts = np.bincount(start, minlength=len(streets.junctions))
    return Network(
        streets=streets,
        profile=profile,
        prefer=prefer,
        weights=weights,
        indptr=np.concatenate(([0], np.cumsum(counts))).astype(np.int32),
        indices=end.astype(np.int32),
        costs=cost,
        entry_pieces=piece.astype(np.int32),
        entry_against=against,
        main=_main(
            streets, np.isfinite(weights.seconds[:, 0]) | np.isfinite(weights.seconds[:, 1])
        ),
    )


def _directed(
    ends: NDArray[np.int32], costs: Floats
) -> tuple[Integers, Integers, Floats, Integers, Flags]:
    """Return start, end, cost, piece and direction of each entry, ordered by start and end."""
    number = np.arange(len(ends))
    start = np.concatenate((ends[:, 0], ends[:, 1])).astype(np.int64)
    end = np.concatenate((ends[:, 1], ends[:, 0])).astype(np.int64)
    cost = np.concatenate((costs[:, 0], costs[:, 1]))
    piece = np.concatenate((number, number))
    against = np.repeat([False, True], len(ends))
    order = np.lexsort((piece, cost, end, start))
    start, end, cost = start[order], end[order], cost[order]
    repeats = np.zeros(len(start), dtype=bool)
    repeats[1:] = (start[1:] == start[:-1]) & (end[1:] == end[:-1])
    keep = ~repeats & np.isfinite(cost) & (start != end)
    return start[keep], end[keep], cost[keep], piece[order][keep], against[order][keep]


def _main(streets: Streets, walkable: Flags) -> Flags:
    """Return which pieces belong to the connected part with most metres that one can walk."""
    count = len(streets.junctions)
    ends = streets.ends[walkable]
    if len(ends) == 0:
        return walkable
    graph = csr_array((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), (count, count))
    _, part = connected_components(graph, directed=False)
    metres = np.bincount(part[ends[:, 0]], weights=streets.metres[walkable])
    return np.asarray(walkable & (part[streets.ends[:, 0]] == int(np.argmax(metres.round(3)))))
