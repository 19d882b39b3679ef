"""The place of a feature that is sent: a GeoJSON point in a coordinate system that is said."""

from typing import Any

from shapely import Point

from geoservice.errors import InputError
from geoservice.publish.bodies import check_degrees, is_number, quoted
from geoservice.publish.crs import CoordinateSystem

_NAME = "geometry"


def check_place(geometry: Any, crs: CoordinateSystem) -> Point | None:
    """Return a point in longitude and latitude; None for null, which is online only.

    A third coordinate, a height, is left aside.
    """
    if geometry is None:
        return None
    if not isinstance(geometry, dict) or geometry.get("type") != "Point":
        raise InputError(
            "'{name}' is {value} but must be a GeoJSON Point, or null for a space that is online "
            "only.",
            **quoted(_NAME, geometry),
        )
    pair = geometry.get("coordinates")
    if not isinstance(pair, list) or len(pair) not in (2, 3) or not all(map(is_number, pair)):
        raise InputError(
            "'{name}' is {value} but must be two numbers, like [98.98, 18.79].",
            **quoted(f"{_NAME}.coordinates", pair),
        )
    place = Point(pair[:2]) if crs.is_lonlat else _moved(pair[0], pair[1], crs)
    return Point(check_degrees(_NAME, place.x, place.y))


def _moved(x: float, y: float, crs: CoordinateSystem) -> Point:
    moved = crs.read(Point(x, y))
    if not isinstance(moved, Point) or moved.is_empty:
        raise InputError(
            "'{name}' is {value} but lies outside of what {crs} covers.",
            **quoted(f"{_NAME}.coordinates", [x, y]),
            crs=crs.short,
        )
    return moved
