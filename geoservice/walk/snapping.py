"""From a place to the street: the nearest point on a street piece of the main component.

Never to a junction, never across water, and the walk between door and street counts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from geoservice.errors import InputError
from geoservice.walk.itinerary import Place
from geoservice.walk.network import Network
from geoservice.walk.streets import Floats, Integers

FARTHEST_METRES = 300.0
# A place on a bridge or a quay may lie in water as drawn; farther nobody walks on it.
_WATER_METRES = 15.0
# An entrance is preferred while it is hardly farther than the street is anyway.
_AT_THE_STREET_METRES = 0.5
_ENTRANCE_METRES = 60.0
_ENTRANCE_DETOUR_METRES = 25.0


@dataclass(frozen=True)
class Spot:
    """A place on the network: `along` is the part (0 to 1) of a piece's line that lies before it.

    `door_metres` is the straight way from the asked place to `at` on the street.
    """

    place: Place
    piece: int
    along: float
    at: Place
    door_metres: float


@dataclass(frozen=True)
class Spots:
    """Many places on the network at once, parallel arrays; `piece` is -1 where there is no way.

    `along` (n,) 0 to 1, `at` (n, 2) metres on the city's plane, `door_metres` (n,): where there
    is no way, the distance to the nearest piece, infinite without any.
    """

    piece: Integers
    along: Floats
    at: Floats
    door_metres: Floats


def snap(network: Network, place: Place, *, name: str = "") -> Spot:
    """Return the spot of one place; InputError says how far the network is, or that it is water."""
    spots = snap_all(network, [place])
    if spots.piece[0] < 0:
        raise unreachable(network, place, float(spots.door_metres[0]), name)
    return spot_of(network, spots, 0, place)


def spot_of(network: Network, spots: Spots, number: int, place: Place) -> Spot:
    """Return one of many spots as a value."""
    at = network.streets.plane.unproject(shapely.Point(spots.at[number]))
    return Spot(
        place,
        int(spots.piece[number]),
        float(spots.along[number]),
        Place(at.x, at.y),
        float(spots.door_metres[number]),
    )


def snap_all(network: Network, places: Sequence[tuple[float, float]] | Floats) -> Spots:
    """Return the spots of places (n, 2) lon, lat, nearest first found without crossing water."""
    lonlat = np.asarray(places, dtype=float).reshape(-1, 2)
    planar = np.column_stack(network.streets.plane.metres(lonlat)) if len(lonlat) else lonlat
    points = np.asarray(shapely.points(planar), dtype=object)
    spots = _nearest(network, points)
    for number in np.flatnonzero(_wet(network, planar, spots)):
        _keep_dry(network, points[number], spots, int(number))
    return spots


def prefer_entrances(
    network: Network, places: Sequence[tuple[float, float]], spots: Spots, which: Iterable[int]
) -> None:
    """Move the spots of some places, learning spaces, to an entrance that stands near."""
    planar = np.column_stack(network.streets.plane.metres(np.reshape(places, (-1, 2))))
    for number in which:
        if spots.piece[number] >= 0:
            _prefer_entrance(network, shapely.Point(planar[number]), spots, number)


def _nearest(network: Network, points: NDArray[np.object_]) -> Spots:
    """Return the nearest point of the main component to each point within reach."""
    count = len(points)
    spots = Spots(np.full(count, -1), np.zeros(count), np.zeros((count, 2)), np.full(count, np.inf))
    if count == 0 or len(network.main_pieces) == 0:
        return spots
    found, distance = network.main_tree.query_nearest(
        points, return_distance=True, all_matches=False
    )
    spots.door_metres[found[0]] = distance
    near = distance <= FARTHEST_METRES
    _place(network, points, spots, found[0][near], found[1][near])
    return spots


def _place(
    network: Network, points: NDArray[np.object_], spots: Spots, which: Integers, on: Integers
) -> None:
    """Put points onto lines (positions in the tree), both (n,)."""
    lines = network.main_tree.geometries[on]
    along = shapely.line_locate_point(lines, points[which], normalized=True)
    at = shapely.line_interpolate_point(lines, along, normalized=True)
    spots.piece[which] = network.main_pieces[on]
    spots.along[which] = np.nan_to_num(along)
    spots.at[which] = shapely.get_coordinates(at)
    door = shapely.distance(at, points[which])
    spots.door_metres[which] = np.where(door < _AT_THE_STREET_METRES, 0.0, door)


def _wet(network: Network, planar: Floats, spots: Spots) -> NDArray[np.bool_]:
    """Return whose way from the door to the street may lead through too much water."""
    ways = shapely.linestrings(np.stack((planar, spots.at), axis=1))
    wet = (spots.piece >= 0) & (spots.door_metres > _WATER_METRES)
    wet[wet] = shapely.intersects(network.water, ways[wet])
    return np.asarray(wet)


def _keep_dry(network: Network, point: shapely.Point, spots: Spots, number: int) -> None:
    """Take the nearest piece on this side of the water, or none."""
    near = network.main_tree.query(point, predicate="dwithin", distance=FARTHEST_METRES)
    lines = network.main_tree.geometries[near]
    order = np.argsort(shapely.distance(lines, point), kind="stable")
    ways = shapely.shortest_line(point, lines[order])
    x, y = point.coords[0]
    reach = FARTHEST_METRES + 1
    water = shapely.clip_by_rect(network.water, x - reach, y - reach, x + reach, y + reach)
    wet = shapely.length(shapely.intersection(ways, water)) > _WATER_METRES
    if wet.all():
        spots.piece[number] = -1
        return
    points = np.full(number + 1, point, dtype=object)
    _place(network, points, spots, np.array([number]), near[order][~wet][:1])


def _prefer_entrance(network: Network, point: shapely.Point, spots: Spots, number: int) -> None:
    """Take an entrance that stands near, if it is hardly farther than the street."""
    tree, junctions = network.entrances
    if len(junctions) == 0:
        return
    found, distance = tree.query_nearest(
        point, max_distance=_ENTRANCE_METRES, return_distance=True, all_matches=False
    )
    if len(found) == 0 or distance[0] > spots.door_metres[number] + _ENTRANCE_DETOUR_METRES:
        return
    piece, along = network.piece_at(int(junctions[found[0]]))
    spots.piece[number], spots.along[number] = piece, along
    spots.at[number] = shapely.get_coordinates(tree.geometries[found[0]])[0]
    spots.door_metres[number] = distance[0]


def unreachable(network: Network, place: Place, metres: float, name: str) -> InputError:
    """Return what is said of a place without a spot, `metres` from the nearest piece."""
    point = shapely.Point(np.column_stack(network.streets.plane.metres(np.array([place])))[0])
    called = name or f"{place.lon:.5f},{place.lat:.5f}"
    if metres <= FARTHEST_METRES or shapely.intersects(network.water, point):
        return InputError(
            "{place} lies in the water or beyond it, not reachable on foot from the street "
            "network; choose a place on land near a street.",
            place=called,
        )
    if not np.isfinite(metres):
        return InputError("The city has no streets one can walk; import them first.")
    return InputError(
        "{place} is not reachable on foot from the street network: the nearest street of the city "
        "that one can walk is {metres} m away, and at most {most} m are taken.",
        place=called,
        metres=f"{metres:,.0f}",
        most=f"{FARTHEST_METRES:.0f}",
    )
