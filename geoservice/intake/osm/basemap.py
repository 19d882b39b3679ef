"""The areas under the map: water, green and buildings, by the table `basemap.csv`; and the sea."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import MultiPolygon
from shapely.geometry.base import BaseGeometry

from geoservice.intake.osm.outlines import polygons_of

_TABLE = Path(__file__).with_name("basemap.csv")
_NOT_A_BUILDING = {"no", "entrance", "demolished", "razed"}
SEA_ID = "coastline"
_DRAWN_ON_SHARE = 0.1


@dataclass(frozen=True)
class BasemapArea:
    """An area of one class; `area` in square metres."""

    source_id: str
    class_: str
    name_th: str | None
    name_en: str | None
    area: float
    layer: int
    geom: MultiPolygon


@cache
def _classes() -> dict[tuple[str, str], str]:
    with _TABLE.open(encoding="utf-8", newline="") as file:
        return {(row["key"], row["value"]): row["class"] for row in csv.DictReader(file)}


@cache
def basemap_keys() -> frozenset[str]:
    """Return the keys that the table looks at."""
    return frozenset(key for key, _ in _classes())


def basemap_classes(tags: Mapping[str, str]) -> set[str]:
    """Return the classes an area with these tags is drawn in: at times a building and green."""
    found = {
        class_
        for key in basemap_keys()
        if key in tags
        for value in (tags[key], "*")
        if (class_ := _classes().get((key, value))) is not None
    }
    if tags.get("building") in _NOT_A_BUILDING or tags.get("location") == "underground":
        found.discard("building")
    # water=* only says which water; an area of intermittent or covered water is still blue
    return found


def sea(coastlines: Iterable[NDArray[np.float64]], *, within: BaseGeometry) -> MultiPolygon | None:
    """Return the sea within a lon/lat area, or None where no coastline crosses it.

    Land lies to the left of a coastline, water to its right
    (https://wiki.openstreetmap.org/wiki/Tag:natural=coastline). Where an extract was cut, the coast
    ends a little inside of its box: it is drawn on to the edge. A coast that ends in the middle
    tells nothing: None.
    """
    lines = [shapely.linestrings(line) for line in coastlines if len(line) > 1]
    shapely.prepare(within)
    lines = [line for line in lines if within.intersects(line)]
    if not lines:
        return None
    frame = shapely.box(*within.bounds)
    merged = shapely.get_parts(shapely.line_merge(shapely.multilinestrings(lines), directed=True))
    ends = _drawn_on(merged, frame)
    if ends is None:
        return None
    inside = [frame.intersection(line) for line in merged]
    cut = shapely.union_all([frame.boundary, *inside, *ends])
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(cut)))
    wet = [face for face in faces if _is_wet(face, merged)]
    return polygons_of(shapely.intersection(shapely.union_all(wet), within)) if wet else None


def _drawn_on(coastlines: NDArray[np.object_], frame: BaseGeometry) -> list[BaseGeometry] | None:
    """Return what leads the ends of coastlines to the edge, None where one ends too far from it."""
    west, south, east, north = frame.bounds
    reach = _DRAWN_ON_SHARE * float(np.hypot(east - west, north - south))
    drawn: list[BaseGeometry] = []
    for line in coastlines:
        if line.is_closed:
            continue
        for end in (line.coords[0], line.coords[-1]):
            point = shapely.Point(end)
            if not frame.contains(point):
                continue
            way_out = shapely.shortest_line(point, frame.boundary)
            if way_out.length > reach:
                return None
            drawn.append(way_out)
    return drawn


def _is_wet(face: BaseGeometry, coastlines: NDArray[np.object_]) -> bool:
    """Return whether most coast around a face has it on its right."""
    wet_length = 0.0
    for line in coastlines:
        shared = shapely.intersection(face.boundary, line)
        for piece in shapely.get_parts(shapely.line_merge(shared)):
            if piece.length == 0:
                continue
            middle = piece.interpolate(piece.length / 2)
            wet_length += piece.length * (1 if _on_right(face, line, middle) else -1)
    return wet_length > 0


def _on_right(face: BaseGeometry, line: BaseGeometry, at: BaseGeometry) -> bool:
    """Return whether, at a point of a line, the face is to its right: tried a centimetre off."""
    where = line.project(at)
    behind, ahead = line.interpolate(max(where - 1e-8, 0)), line.interpolate(where + 1e-8)
    along = np.array([ahead.x - behind.x, ahead.y - behind.y])
    length = np.hypot(*along)
    if length == 0:
        return False
    right = np.array([along[1], -along[0]]) / length * 1e-7
    return bool(face.contains(shapely.Point(at.x + right[0], at.y + right[1])))
