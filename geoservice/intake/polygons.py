"""Polygons on their way in: repaired where they are broken, which is told."""

import shapely
from shapely import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.validation import explain_validity

from geoservice.errors import InputError


def read_polygons(shape: BaseGeometry | None) -> tuple[MultiPolygon, str | None]:
    """Return the polygons of a shape in good order, and what was wrong with it, if anything.

    A broken polygon is mended by GEOS's "structure" method: rings that touch or cross themselves
    keep the area they enclose. Raises InputError for a shape without area.
    """
    if shape is None or shape.is_empty:
        raise InputError("It has no polygon.")
    if shape.geom_type not in ("Polygon", "MultiPolygon", "GeometryCollection"):
        raise InputError("It is a {kind}, not a polygon.", kind=shape.geom_type)
    fault = None if shape.is_valid else explain_validity(shape)
    mended = shape if fault is None else shapely.make_valid(shape, method="structure")
    polygons = only_polygons(mended)
    if polygons.is_empty:
        raise InputError("It has no polygon.")
    return polygons, fault


def only_polygons(shape: BaseGeometry) -> MultiPolygon:
    """Return the polygons among the parts of a shape, flat, in EPSG:4326."""
    parts = [part for part in shapely.get_parts(shape).tolist() if not part.is_empty]
    polygons: list[Polygon] = []
    for part in parts:
        if part.geom_type == "Polygon":
            polygons.append(shapely.force_2d(part))
        elif part.geom_type in ("MultiPolygon", "GeometryCollection"):
            polygons.extend(only_polygons(part).geoms)
    return MultiPolygon(polygons)
