"""Where one gets on foot within so many minutes: the street pieces, and an area drawn around them.

The pieces are the answer. The area is a drawing: it follows the reached pieces, leaves out those
that are not reached, and lies on water only where a reached bridge does.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geoservice.walk.lines import cut_line
from geoservice.walk.network import Network
from geoservice.walk.paths import reach_junctions
from geoservice.walk.snapping import Spot
from geoservice.walk.streets import Floats

_AROUND_METRES = 30.0  # how far the drawing reaches from a street: about to the houses
_GAP_METRES = 25.0  # holes narrower than twice this are closed
_BRIDGE_METRES = 4.0
_APART_METRES = 2.0  # what stays free around a piece that is not reached
_COORDINATES = 6  # decimals of a degree: 11 cm


@dataclass(frozen=True)
class Reach:
    """What is reached within `minutes`: `streets` not within the threshold before, the whole area.

    Both in lon, lat; `metres` of street count from the start.
    """

    minutes: int
    metres: float
    streets: BaseGeometry
    area: BaseGeometry


@dataclass(frozen=True, eq=False)
class Reached:
    """Reached parts of pieces, one row a part: `piece`, and from where to where (0 to 1)."""

    piece: np.ndarray
    begin: Floats
    end: Floats

    def metres(self, network: Network) -> float:
        """Return the metres of street that are reached."""
        return float(((self.end - self.begin) * network.streets.metres[self.piece]).sum())


def find_reach(network: Network, spot: Spot, *, minutes: Sequence[int]) -> tuple[Reach, ...]:
    """Return what is reached from a spot within each of some minutes, ascending.

    The walk from the door to the street counts.
    """
    door = spot.door_metres / network.profile.speed
    limits = [each * 60 - door for each in sorted(set(minutes))]
    costs = reach_junctions(network, spot, limit=max(*limits, 0.0))
    found, before = [], _nothing()
    for each, limit in zip(sorted(set(minutes)), limits, strict=True):
        reached = reached_parts(network, spot, costs, limit)
        found.append(_drawn(network, reached, before, each))
        before = reached
    return tuple(found)


def reached_parts(network: Network, spot: Spot, costs: Floats, limit: float) -> Reached:
    """Return the parts of pieces within `limit` seconds of a spot, given costs to junctions (n,).

    A piece is walked into from both of its ends; what both reach is joined.
    """
    seconds, ends = network.weights.seconds, network.streets.ends
    with np.errstate(divide="ignore", invalid="ignore"):
        from_begin = np.clip((limit - costs[ends[:, 0]]) / seconds[:, 0], 0, 1)
        from_end = np.clip((limit - costs[ends[:, 1]]) / seconds[:, 1], 0, 1)
    from_begin, from_end = np.nan_to_num(from_begin), np.nan_to_num(from_end)
    whole = network.main & (from_begin + from_end >= 1)
    head = network.main & ~whole & (from_begin > 0)
    tail = network.main & ~whole & (from_end > 0)
    whole[spot.piece] = head[spot.piece] = tail[spot.piece] = False
    own = _own_parts(network, spot, limit, (from_begin[spot.piece], from_end[spot.piece]))
    zero = np.zeros
    return Reached(
        np.concatenate([np.flatnonzero(each) for each in (whole, head, tail)] + [own.piece]),
        np.concatenate((zero(whole.sum()), zero(head.sum()), 1 - from_end[tail], own.begin)),
        np.concatenate((zero(whole.sum()) + 1, from_begin[head], zero(tail.sum()) + 1, own.end)),
    )


def _own_parts(network: Network, spot: Spot, limit: float, ends: tuple[float, float]) -> Reached:
    """Return what is reached of the piece one stands on: around the spot, and from its ends."""
    if limit < 0:
        return _nothing()
    along, against = network.weights.seconds[spot.piece]
    low = max(0.0, spot.along - limit / against)
    high = min(1.0, spot.along + limit / along)
    parts = [(0.0, min(float(ends[0]), low)), (low, high), (max(1 - float(ends[1]), high), 1.0)]
    kept = np.array([part for part in parts if part[1] > part[0]], dtype=float).reshape(-1, 2)
    return Reached(np.full(len(kept), spot.piece), kept[:, 0], kept[:, 1])


def _nothing() -> Reached:
    return Reached(np.zeros(0, dtype=np.int64), np.zeros(0), np.zeros(0))


def _drawn(network: Network, reached: Reached, before: Reached, minutes: int) -> Reach:
    plane = network.streets.plane
    lines = planar_lines(network, reached)
    ring = shapely.multilinestrings(_new_lines(network, reached, before))
    return Reach(
        minutes=minutes,
        metres=reached.metres(network),
        streets=shapely.set_precision(plane.unproject(ring), 10**-_COORDINATES, mode="pointwise"),
        area=plane.unproject(draw_area(network, reached, lines)),
    )


def planar_lines(network: Network, reached: Reached) -> np.ndarray:
    """Return the reached parts as lines in metres on the city's plane."""
    points, offsets = network.planar_points, network.streets.offsets
    lines = []
    for piece, begin, end in zip(reached.piece, reached.begin, reached.end, strict=True):
        line = points[offsets[piece] : offsets[piece + 1]]
        lines.append(line if (begin, end) == (0, 1) else cut_line(line, line, begin, end))
    sizes = [len(line) for line in lines]
    flat = np.concatenate(lines) if lines else np.zeros((0, 2))
    return np.asarray(shapely.linestrings(flat, indices=np.repeat(np.arange(len(lines)), sizes)))


def _new_lines(network: Network, reached: Reached, before: Reached) -> np.ndarray:
    """Return the lines of what is reached now and was not before."""
    old: dict[int, list[tuple[float, float]]] = {}
    for piece, begin, end in zip(before.piece, before.begin, before.end, strict=True):
        old.setdefault(int(piece), []).append((float(begin), float(end)))
    rows = [
        (int(piece), low, high)
        for piece, begin, end in zip(reached.piece, reached.begin, reached.end, strict=True)
        for low, high in _without((float(begin), float(end)), old.get(int(piece), []))
    ]
    columns = np.array(rows, dtype=float).reshape(-1, 3)
    new = Reached(columns[:, 0].astype(np.int64), columns[:, 1], columns[:, 2])
    return planar_lines(network, new)


def _without(
    whole: tuple[float, float], taken: list[tuple[float, float]]
) -> list[tuple[float, float]]:
    """Return what is left of a span without some others inside it."""
    left, begin = [], whole[0]
    for low, high in sorted(taken):
        if low > begin:
            left.append((begin, min(low, whole[1])))
        begin = max(begin, high)
    if begin < whole[1]:
        left.append((begin, whole[1]))
    return [span for span in left if span[1] > span[0]]


def draw_area(network: Network, reached: Reached, lines: np.ndarray) -> BaseGeometry:
    """Return an area in metres around reached lines, none of it on what is not reached."""
    if len(lines) == 0:
        return shapely.MultiPolygon()
    around = shapely.union_all(shapely.buffer(lines, _AROUND_METRES, quad_segs=3))
    closed = shapely.buffer(shapely.buffer(around, _GAP_METRES, quad_segs=3), -_GAP_METRES)
    dry = shapely.difference(closed, _local_water(network, closed))
    over = np.asarray(network.streets.bridge[reached.piece])
    bridges = shapely.union_all(shapely.buffer(lines[over], _BRIDGE_METRES, cap_style="flat"))
    drawn = shapely.union(dry, bridges)
    return shapely.difference(drawn, _not_reached(network, reached, drawn))


def _local_water(network: Network, around: BaseGeometry) -> BaseGeometry:
    return shapely.clip_by_rect(network.water, *around.bounds)


def _not_reached(network: Network, reached: Reached, within: BaseGeometry) -> BaseGeometry:
    """Return a narrow band on each piece or part that is not reached, reached ones left out."""
    near = network.all_tree.query(within, predicate="intersects")
    spans: dict[int, list[tuple[float, float]]] = {}
    for piece, begin, end in zip(reached.piece, reached.begin, reached.end, strict=True):
        spans.setdefault(int(piece), []).append((float(begin), float(end)))
    rows = [
        (piece, *span)
        for piece in near.tolist()
        for span in _without((0.0, 1.0), spans.get(piece, []))
    ]
    columns = np.array(rows, dtype=float).reshape(-1, 3)
    missed = Reached(columns[:, 0].astype(np.int64), columns[:, 1], columns[:, 2])
    lines = planar_lines(network, missed)
    return shapely.union_all(shapely.buffer(lines, _APART_METRES, quad_segs=2))
