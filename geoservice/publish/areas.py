"""Boxes asked for, in any coordinate system, as areas in longitude and latitude."""

from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geoservice.errors import InputError
from geoservice.publish.crs import CoordinateSystem
from geoservice.publish.grid import Box
from geoservice.publish.values import parse_bbox, parse_edges

_PIECES = 32  # of each edge: straight in its own system, it bends in another
_WORLD = (180.0, 90.0)
_NOISE = 1e-6
Edges = tuple[float, float, float, float]


@dataclass(frozen=True)
class Area:
    """A box in degrees, and the outline (WKB, lon/lat) of one that is no box in degrees."""

    box: Box
    outline: bytes | None = None


def parse_area(text: str, crs: CoordinateSystem) -> Area:
    """Return the area of `bbox`, four or six numbers in the order of the system's axes.

    West beyond east crosses the antimeridian, in degrees only.
    """
    if crs.is_lonlat:
        return Area(parse_bbox(text))
    edges = parse_edges(text)
    if crs.is_wgs84:
        south, west, north, east = edges
        return Area(_checked("bbox", Box(west, south, east, north), crs))
    shape = box_area("bbox", edges, crs)
    outline = shapely.to_wkb(shape)
    return Area(Box(*shape.bounds), outline)


def box_area(name: str, edges: Edges, crs: CoordinateSystem) -> BaseGeometry:
    """Return the shape, in lon/lat, of a box whose edges stand in the order of a system's axes."""
    if crs.is_wgs84:
        x, y, far_x, far_y = edges
        box = Box(x, y, far_x, far_y) if crs.is_lonlat else Box(y, x, far_y, far_x)
        return _degrees(_checked(name, box, crs))
    if edges[0] > edges[2] or edges[1] > edges[3]:
        raise InputError(
            "The parameter '{name}' has a box from {low} to {high} in {crs}; each axis goes from "
            "the lesser to the greater number.",
            name=name,
            low=f"{edges[0]:g},{edges[1]:g}",
            high=f"{edges[2]:g},{edges[3]:g}",
            crs=crs.short,
        )
    step = max(edges[2] - edges[0], edges[3] - edges[1]) / _PIECES
    flat = _rectangle(*edges)
    shape = within_the_world(crs.read(shapely.segmentize(flat, step) if step else flat))
    if shape is None or not shape.is_valid:
        raise InputError(
            "The parameter '{name}' has a box that lies outside of what {crs} covers; its numbers "
            "stand in the order of that system's axes.",
            name=name,
            crs=crs.short,
        )
    return shape


def _checked(name: str, box: Box, crs: CoordinateSystem) -> Box:
    """Return a box that lies in the world, west beyond east allowed."""
    inside = -90 <= box.south <= box.north <= 90 and max(abs(box.west), abs(box.east)) <= 180
    if not inside:
        raise InputError(
            "The parameter '{name}' has a box with longitudes {west} and {east}, latitudes {south} "
            "and {north}, read in the order of {crs}; longitudes lie within -180 and 180, "
            "latitudes go from south to north within -90 and 90.",
            name=name,
            west=f"{box.west:g}",
            east=f"{box.east:g}",
            south=f"{box.south:g}",
            north=f"{box.north:g}",
            crs=crs.short,
        )
    return box


def within_the_world(shape: BaseGeometry | None) -> BaseGeometry | None:
    """Return a lon/lat shape without the noise of reckoning at its edges, None beyond them."""
    if shape is None:
        return None
    pairs = shapely.get_coordinates(shape)
    if not np.isfinite(pairs).all() or (np.abs(pairs) > np.add(_WORLD, _NOISE)).any():
        return None
    clipped: BaseGeometry = shapely.transform(
        shape, lambda each: np.clip(each, np.negative(_WORLD), _WORLD)
    )
    return clipped


def _degrees(box: Box) -> BaseGeometry:
    if box.west <= box.east:
        return _rectangle(*box)
    sides = [_rectangle(*box._replace(east=180.0)), _rectangle(*box._replace(west=-180.0))]
    return shapely.union_all(sides)


def _rectangle(x: float, y: float, far_x: float, far_y: float) -> BaseGeometry:
    """Return a rectangle; one without width or height is a line or a point."""
    if x == far_x and y == far_y:
        return shapely.Point(x, y)
    if x == far_x or y == far_y:
        return shapely.LineString([(x, y), (far_x, far_y)])
    return shapely.box(x, y, far_x, far_y)
