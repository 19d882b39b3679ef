"""Areas out of closed ways and multipolygon relations, mended where they cross themselves.

Rings and roles: https://wiki.openstreetmap.org/wiki/Relation:multipolygon. A point is inside where
an odd number of rings goes around it, so islands in holes come out right whatever the roles say.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import reduce

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

Coordinates = NDArray[np.float64]


def way_outline(coordinates: Coordinates) -> MultiPolygon | None:
    """Return the area inside a closed way, or None where it has none (a line back and forth)."""
    if len(coordinates) < 4:
        return None
    polygon = Polygon(coordinates)
    if polygon.is_valid:
        return MultiPolygon([polygon])
    return polygons_of(shapely.make_valid(polygon))


def relation_outline(
    lines: Iterable[Coordinates], *, inner: Iterable[Coordinates] = ()
) -> MultiPolygon | None:
    """Return the area between the rings that member ways form, or None where none closes."""
    outer_rings, inner_rings = _rings(lines), _rings(inner)
    if not outer_rings:
        return None
    together = shapely.union_all(outer_rings)
    nested = sum(ring.area for ring in outer_rings) > together.area * (1 + 1e-9)
    if nested:
        shape = reduce(shapely.symmetric_difference, [*outer_rings, *inner_rings])
    else:
        shape = shapely.difference(together, shapely.union_all(inner_rings))
    return polygons_of(_valid(shape))


def rings_close(lines: Iterable[Coordinates]) -> bool:
    """Return whether lines make rings with no end left over and no node unknown (NaN).

    An extract may lack member ways, and even the mention of them: what is left may still hold some
    closed ring, an islet of the coast, that is not the area.
    """
    drawn = [line for line in lines if len(line)]
    if any(np.isnan(line).any() for line in drawn):
        return False
    ends = Counter(tuple(line[at].tolist()) for line in drawn for at in (0, -1))
    return bool(ends) and all(count % 2 == 0 for count in ends.values())


def polygons_of(shape: BaseGeometry) -> MultiPolygon | None:
    """Return the polygons of any geometry as one MultiPolygon, or None where there are none."""
    parts = [
        part
        for piece in shapely.get_parts(shape)
        for part in shapely.get_parts(piece)
        if isinstance(part, Polygon) and not part.is_empty and part.area > 0
    ]
    return MultiPolygon(parts) if parts else None


def point_inside(outline: MultiPolygon) -> Point:
    """Return a point that surely lies inside an area: in its largest part."""
    largest = max(outline.geoms, key=lambda part: part.area)
    return largest.point_on_surface()


def _rings(lines: Iterable[Coordinates]) -> Sequence[Polygon]:
    """Return what the lines enclose, each ring filled, holes and all."""
    drawn = [shapely.linestrings(line) for line in lines if len(line) > 1]
    if not drawn:
        return []
    faces = shapely.get_parts(shapely.polygonize(drawn))
    if not len(faces) or _leftover(drawn, faces):
        faces = shapely.get_parts(
            shapely.polygonize([shapely.node(shapely.multilinestrings(drawn))])
        )
    return [Polygon(face.exterior) for face in faces]


def _leftover(drawn: Sequence[BaseGeometry], faces: Sequence[BaseGeometry]) -> bool:
    """Return whether lines were left over or rings are crooked, so that crossings need nodes."""
    used = sum(face.length for face in faces)
    return used < sum(line.length for line in drawn) * (1 - 1e-9) or not all(
        face.is_valid for face in faces
    )


def _valid(shape: BaseGeometry) -> BaseGeometry:
    return shape if shape.is_valid else shapely.make_valid(shape)
