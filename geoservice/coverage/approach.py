"""How every spot comes to its nearest space, and which part of a stretch does so in time.

A stretch of street is left over its one edge or over the other, or by a door that stands on it.
What is within a limit of an edge or a door is a part of the stretch, so the covered part is exact
and not that of its middle alone.
"""

from dataclasses import dataclass

import numpy as np

from geoservice.coverage.scene import Scene, along_piece, find_neighbours
from geoservice.coverage.search import junction_seconds
from geoservice.coverage.spaces import Doors
from geoservice.walk.streets import Floats, Integers


@dataclass(frozen=True, eq=False)
class Within:
    """Doors that stand on stretches: `spot` (positions), where in it (0 to 1), seconds into it."""

    spot: Integers
    at: Floats
    seconds: Floats


@dataclass(frozen=True, eq=False)
class Approach:
    """Seconds into the nearest space from the edges of n stretches, without walking over them.

    `first` (n,) from the edge towards the begin of the piece, `last` from the other; both are the
    same place for a point. Infinite where there is no way.
    """

    first: Floats
    last: Floats
    within: Within

    def later(self, seconds: Floats) -> "Approach":
        """Return the same with so much more (n,) at each spot: the way from its own door."""
        within = Within(
            self.within.spot, self.within.at, self.within.seconds + seconds[self.within.spot]
        )
        return Approach(self.first + seconds, self.last + seconds, within)

    def or_by(self, other: "Approach") -> "Approach":
        """Return the nearer of two ways from everywhere."""
        within = Within(
            np.concatenate((self.within.spot, other.within.spot)),
            np.concatenate((self.within.at, other.within.at)),
            np.concatenate((self.within.seconds, other.within.seconds)),
        )
        return Approach(
            np.minimum(self.first, other.first), np.minimum(self.last, other.last), within
        )


def approach(scene: Scene, doors: Doors, entering: Floats, *, limit: float = np.inf) -> Approach:
    """Return how all spots come from the street into the nearest of some spaces.

    `entering` (k,) are the seconds from the street into each; beyond `limit` there is no way.
    """
    junctions = junction_seconds(scene.streets, doors, entering, limit=limit)
    (begin, end), (to_begin, to_end) = scene.ends, scene.to_ends
    first, last = junctions[begin] + to_begin, junctions[end] + to_end
    spot, door = find_neighbours(scene, doors)
    at = doors.along[door]
    for edge, seconds, beyond in (
        (scene.first, first, at <= scene.first[spot]),
        (scene.last, last, at >= scene.last[spot]),
    ):
        outside, its_door = spot[beyond], door[beyond]
        direct = along_piece(scene, outside, edge[outside], at[beyond])
        np.minimum.at(seconds, outside, direct + entering[its_door])
    inside = (at > scene.first[spot]) & (at < scene.last[spot])
    return Approach(first, last, _within(scene, spot[inside], at[inside], entering[door[inside]]))


def _within(scene: Scene, spot: Integers, at: Floats, seconds: Floats) -> Within:
    length = scene.last[spot] - scene.first[spot]
    return Within(spot, (at - scene.first[spot]) / length, seconds)


def middle_seconds(scene: Scene, found: Approach) -> Floats:
    """Return the seconds from the middle of each spot (n,)."""
    to_first, to_last = scene.across
    seconds = np.minimum(found.first + to_first / 2, found.last + to_last / 2)
    spot, at = found.within.spot, found.within.at
    across = np.where(at >= 0.5, to_last[spot], to_first[spot])
    np.minimum.at(seconds, spot, found.within.seconds + across * np.abs(at - 0.5))
    return np.asarray(seconds)


def covered_part(scene: Scene, found: Approach, limit: float | Floats) -> Floats:
    """Return which part (0 to 1) of each spot is within `limit` seconds, one or (n,)."""
    (to_first, to_last), point = scene.across, scene.placed.part <= 0
    with np.errstate(divide="ignore", invalid="ignore"):
        head = np.clip((limit - found.first) / to_first, 0.0, 1.0)
        tail = np.clip((limit - found.last) / to_last, 0.0, 1.0)
    near = np.minimum(found.first, found.last) <= limit + _TOUCH
    # not a number: a way that takes no time, or one that there is not and that would take no end
    head, tail = np.nan_to_num(head), np.nan_to_num(tail)
    part = np.where(point, near, np.minimum(head + tail, 1.0))
    if len(found.within.spot):
        _add_doors(scene, found.within, (head, tail), limit, part)
    return part


_TOUCH = 1e-9


def _add_doors(
    scene: Scene,
    within: Within,
    edges: tuple[Floats, Floats],
    limit: float | Floats,
    part: Floats,
) -> None:
    """Add what is near doors on the stretches and between what is near their edges.

    Doors are gone through along each stretch, so that what two of them reach counts once.
    """
    order = np.lexsort((within.at, within.spot))
    spot, at, seconds = within.spot[order], within.at[order], within.seconds[order]
    to_first, to_last = (each[spot] for each in scene.across)
    left = np.maximum(np.broadcast_to(limit, part.shape)[spot] - seconds, 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        low = at - np.nan_to_num(left / to_last)
        high = at + np.nan_to_num(left / to_first)
    nth = np.arange(len(spot)) - np.searchsorted(spot, spot)
    reached, gap_end = edges[0].copy(), 1 - edges[1]
    for number in range(int(nth.max()) + 1):
        now = nth == number
        its = spot[now]
        begin = np.maximum(low[now], reached[its])
        end = np.minimum(high[now], gap_end[its])
        part[its] = np.minimum(part[its] + np.maximum(end - begin, 0.0), 1.0)
        reached[its] = np.maximum(reached[its], end)
