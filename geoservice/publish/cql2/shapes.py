"""Shapes of a filter, from GeoJSON and boxes: whole, valid, few vertices, in lon/lat at the end."""

import math
import re
from collections.abc import Callable, Mapping
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from geoservice.errors import InputError
from geoservice.publish.areas import box_area, within_the_world
from geoservice.publish.cql2.operands import quoted
from geoservice.publish.cql2.scope import Scope
from geoservice.publish.crs import CoordinateSystem

_PLACE = re.compile(r"\[(-?[0-9.e+-]+) (-?[0-9.e+-]+)")
Position = tuple[float, float]


def read_shapes(node: dict[str, Any], scope: Scope) -> tuple[BaseGeometry, ...]:
    """Return a shape in lon/lat: one geometry, or one of each dimension of a collection."""
    if set(node) == {"bbox"}:
        return (_box(node["bbox"], scope),)
    found = [_geometry(each, scope) for each in _members(node, scope)]
    placed = [_placed(each, scope.crs) for each in found]
    return tuple(placed) if len(placed) == 1 else _by_dimension(placed)


def _members(node: dict[str, Any], scope: Scope) -> list[dict[str, Any]]:
    """Return the single geometries of a collection, however they are nested."""
    if node.get("type") != "GeometryCollection":
        return [node]
    inner = node.get("geometries")
    if not isinstance(inner, list) or not inner or not all(isinstance(e, dict) for e in inner):
        raise _no_shape(node)
    within = scope.deeper()
    return [each for member in inner for each in _members(member, within)]


def _box(numbers: Any, scope: Scope) -> BaseGeometry:
    if not isinstance(numbers, list) or len(numbers) not in (4, 6):
        raise InputError(
            "In the parameter 'filter', BBOX takes 4 numbers, or 6 with heights, like "
            "BBOX(98.9,18.7,99.1,18.9)."
        )
    scope.spent.take("vertices", 4)
    edges = [_finite(each) for each in numbers]
    flat = edges if len(edges) == 4 else [*edges[:2], *edges[3:5]]
    return box_area("filter", (flat[0], flat[1], flat[2], flat[3]), scope.crs)


def _finite(number: Any) -> float:
    if isinstance(number, bool) or not isinstance(number, int | float):
        raise InputError(
            "In the parameter 'filter', a shape has {what} where a number is expected.",
            what=quoted(number),
        )
    if abs(number) > 1e12 or not math.isfinite(number):
        raise InputError("In the parameter 'filter', a shape lies outside of the world.")
    return float(number)


def _geometry(node: dict[str, Any], scope: Scope) -> BaseGeometry:
    build = _BUILDERS.get(node.get("type", "")) if isinstance(node.get("type"), str) else None
    coordinates = node.get("coordinates")
    if build is None or not isinstance(coordinates, list):
        raise _no_shape(node)
    scope.spent.take("vertices", _vertices(coordinates))
    try:
        return build(coordinates)
    except (ValueError, TypeError, shapely.errors.GEOSException):
        raise _no_shape(node) from None


def _vertices(coordinates: list[Any]) -> int:
    """Return how many positions there are, without going deeper than shapes go."""
    level, count = [coordinates], 0
    while level:
        count += sum(not any(isinstance(each, list) for each in one) for one in level)
        level = [each for one in level for each in one if isinstance(each, list)]
    return count


def _no_shape(node: dict[str, Any]) -> InputError:
    return InputError(
        "In the parameter 'filter', {what} is not a whole shape; shapes are like "
        "POINT(98.98 18.79) or POLYGON((98.9 18.7,99 18.7,99 18.8,98.9 18.7)), closed and not "
        "empty.",
        what=quoted(node),
    )


def _position(numbers: Any) -> Position:
    if not isinstance(numbers, list) or len(numbers) not in (2, 3):
        raise ValueError
    x, y = (_finite(each) for each in numbers[:2])
    return x, y


def _line(positions: Any) -> list[Position]:
    return [_position(each) for each in _filled(positions)]


def _ring(positions: Any) -> list[Position]:
    line = _line(positions)
    if len(line) < 4 or line[0] != line[-1]:
        raise ValueError
    return line


def _filled(listed: Any) -> list[Any]:
    if not isinstance(listed, list) or not listed:
        raise ValueError
    return listed


def _polygon(rings: Any) -> BaseGeometry:
    shell, *holes = [_ring(each) for each in _filled(rings)]
    return shapely.Polygon(shell, holes)


_BUILDERS: Mapping[str, Callable[[Any], BaseGeometry]] = {
    "Point": lambda found: shapely.Point(_position(found)),
    "MultiPoint": lambda found: shapely.MultiPoint(_line(found)),
    "LineString": lambda found: shapely.LineString(_line(found)),
    "MultiLineString": lambda found: shapely.MultiLineString([_line(e) for e in _filled(found)]),
    "Polygon": _polygon,
    "MultiPolygon": lambda found: shapely.MultiPolygon([_polygon(e) for e in _filled(found)]),
}


def _placed(shape: BaseGeometry, crs: CoordinateSystem) -> BaseGeometry:
    """Return a valid shape in lon/lat; InputError names the place where it crosses itself."""
    if not shape.is_valid:
        place = _PLACE.search(shapely.is_valid_reason(shape))
        raise InputError(
            "In the parameter 'filter', the {kind} crosses or touches itself at {place}; draw it "
            "without that.",
            kind=shape.geom_type,
            place=f"{place[1]} {place[2]}" if place else "?",
        )
    found = within_the_world(crs.read(shape))
    if found is None:
        raise InputError(
            "In the parameter 'filter', the {kind} lies outside of what {crs} covers; its "
            "coordinates stand in the order of that system, set by filter-crs.",
            kind=shape.geom_type,
            crs=crs.short,
        )
    return found


def _by_dimension(shapes: list[BaseGeometry]) -> tuple[BaseGeometry, ...]:
    """Return the shapes of each dimension in one."""
    dimensions = sorted({int(shapely.get_dimensions(each)) for each in shapes})
    return tuple(
        shapely.union_all([e for e in shapes if shapely.get_dimensions(e) == dimension])
        for dimension in dimensions
    )
