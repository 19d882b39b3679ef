"""The spots of a city on its streets: how far it is to the ends of their pieces and to doors.

From a place on a piece one walks to either end, or straight to a door on the same piece.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from geoservice.coverage.placing import Placed
from geoservice.coverage.search import Backwards, each_junction_seconds, walked
from geoservice.coverage.spaces import Doors
from geoservice.walk.streets import Floats, Integers


@dataclass(frozen=True, eq=False)
class Scene:
    """Streets walked backwards, and the spots on them.

    A spot is a stretch from `first` to `last` (0 to 1) of its piece; for a point both are the same.
    """

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
    def first(self) -> Floats:
        """Return where each spot begins on its piece."""
        return np.asarray(np.maximum(self.placed.along - self.placed.part / 2, 0.0))

    @cached_property
    def last(self) -> Floats:
        """Return where each spot ends on its piece."""
        return np.asarray(np.minimum(self.placed.along + self.placed.part / 2, 1.0))

    def seconds(self, along: Floats, *, to: int) -> Floats:
        """Return the seconds from places of the spots' pieces to their begin (0) or end (1)."""
        part = 1 - along if to else along
        seconds = walked(self.streets.seconds[self.on, 1 - to], part)
        return np.where(self.placed.piece >= 0, seconds, np.inf)

    @cached_property
    def to_ends(self) -> tuple[Floats, Floats]:
        """Return the seconds from the near edges of stretches to the begin and end of pieces."""
        return self.seconds(self.first, to=0), self.seconds(self.last, to=1)

    @cached_property
    def from_middle(self) -> tuple[Floats, Floats]:
        """Return the seconds from the middles of spots to the begin and end of pieces."""
        along = self.placed.along
        return self.seconds(along, to=0), self.seconds(along, to=1)

    @cached_property
    def across(self) -> tuple[Floats, Floats]:
        """Return the seconds that each stretch takes towards the begin and towards the end."""
        per_piece, part = self.streets.seconds[self.on], self.placed.part
        return walked(per_piece[:, 1], part), walked(per_piece[:, 0], part)

    @cached_property
    def by_piece(self) -> tuple[Integers, Integers]:
        """Return the spots ordered by their piece, and those pieces."""
        order = np.argsort(self.placed.piece, kind="stable")
        return order, self.placed.piece[order]


def find_neighbours(scene: Scene, doors: Doors) -> tuple[Integers, Integers]:
    """Return all pairs (spot, door) on one piece."""
    order, pieces = scene.by_piece
    first = np.searchsorted(pieces, doors.piece, side="left")
    last = np.searchsorted(pieces, doors.piece, side="right")
    count = np.where(doors.piece >= 0, last - first, 0)
    door = np.repeat(np.arange(len(count)), count)
    nth = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    return order[np.repeat(first, count) + nth], door


def along_piece(scene: Scene, spot: Integers, start: Floats, end: Floats) -> Floats:
    """Return the seconds from `start` to `end` (0 to 1) of the pieces of some spots (positions)."""
    side = np.where(end >= start, 0, 1)
    return walked(scene.streets.seconds[scene.on[spot], side], np.abs(end - start))


def each_seconds(scene: Scene, doors: Doors, entering: Floats, *, limit: float) -> Floats:
    """Return the seconds (k, n) from the street at each spot's middle into each space.

    Infinite beyond `limit`; `entering` (k,) are the seconds from the street into each space.
    """
    junctions = each_junction_seconds(scene.streets, doors, entering, limit=limit)
    (begin, end), (to_begin, to_end) = scene.ends, scene.from_middle
    seconds = np.minimum(junctions[:, begin] + to_begin, junctions[:, end] + to_end)
    spot, door = find_neighbours(scene, doors)
    direct = along_piece(scene, spot, scene.placed.along[spot], doors.along[door])
    np.minimum.at(seconds, (door, spot), direct + entering[door])
    return np.where(seconds <= limit, seconds, np.inf)
