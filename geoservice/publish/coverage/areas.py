"""Reading areas drawn on a map: GeoJSON polygons of RFC 7946, refused where they are broken."""

from collections.abc import Iterator, Mapping
from typing import Any

from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry
from shapely.validation import explain_validity

from geoservice.errors import InputError
from geoservice.publish.bodies import check_degrees, check_list, quoted

MOST_CORNERS = 10_000
_MOST_AREAS = 500
_TYPES = "Polygon, MultiPolygon, Feature, FeatureCollection"


def parse_areas(name: str, value: object) -> tuple[Mapping[str, Any], ...]:
    """Return the polygons of a GeoJSON object as geometries whose corners are lon, lat alone.

    InputError for what is no polygon, has too many corners, is not closed or crosses itself.
    """
    areas = [_clean(where, each) for where, each in _geometries(name, value)]
    corners = sum(_count(each["coordinates"]) for each in areas)
    if corners > MOST_CORNERS:
        raise InputError(
            "'{name}' has {count} corners; at most {most} are taken. Draw it simpler.",
            name=name,
            count=corners,
            most=MOST_CORNERS,
        )
    for area in areas:
        _check_shape(name, area)
    return tuple(areas)


def _geometries(name: str, value: object) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the polygons within any GeoJSON object with the name of each."""
    kind = value.get("type") if isinstance(value, dict) else None
    if not isinstance(value, dict) or kind not in _TYPES.split(", "):
        raise _no_polygon(name, value)
    if kind == "FeatureCollection":
        where = f"{name}.features"
        features = check_list(where, value.get("features"), most=_MOST_AREAS)
        for position, feature in enumerate(features):
            if not isinstance(feature, dict) or feature.get("type") != "Feature":
                raise _no_polygon(f"{where}[{position}]", feature)
            yield from _geometries(f"{where}[{position}]", feature)
    elif kind == "Feature":
        geometry = value.get("geometry")
        if not isinstance(geometry, dict) or "Polygon" not in str(geometry.get("type")):
            raise _no_polygon(f"{name}.geometry", geometry)
        yield from _geometries(f"{name}.geometry", geometry)
    else:
        yield name, value


def _no_polygon(name: str, value: object) -> InputError:
    return InputError(
        "'{name}' is {value} but must be GeoJSON with polygons: {known}.",
        **quoted(name, value),
        known=_TYPES,
    )


def _clean(name: str, geometry: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a geometry with nothing but its type and its rings."""
    where, given = f"{name}.coordinates", geometry.get("coordinates")
    if geometry["type"] == "Polygon":
        return {"type": "Polygon", "coordinates": _rings(where, given)}
    parts = check_list(where, given, most=_MOST_AREAS)
    rings = [_rings(f"{where}[{position}]", part) for position, part in enumerate(parts)]
    return {"type": "MultiPolygon", "coordinates": rings}


def _rings(name: str, value: object) -> list[list[tuple[float, float]]]:
    rings = check_list(name, value, most=MOST_CORNERS)
    if not rings:
        raise InputError("'{name}' is empty; a polygon has at least one ring.", name=name)
    return [_ring(f"{name}[{position}]", ring) for position, ring in enumerate(rings)]


def _ring(name: str, value: object) -> list[tuple[float, float]]:
    corners = check_list(name, value, most=MOST_CORNERS)
    ring = [_corner(f"{name}[{position}]", each) for position, each in enumerate(corners)]
    if len(ring) < 4 or ring[0] != ring[-1]:
        raise InputError(
            "'{name}' is no ring: it must have at least four corners, the last where the first is.",
            name=name,
        )
    return ring


def _corner(name: str, value: object) -> tuple[float, float]:
    if not isinstance(value, list) or not 2 <= len(value) <= 4:
        raise InputError(
            "'{name}' is {value} but must be longitude and latitude, like [98.98, 18.79].",
            **quoted(name, value),
        )
    return check_degrees(name, value[0], value[1])


def _count(coordinates: Any) -> int:
    if isinstance(coordinates, tuple):
        return 1
    return sum(_count(each) for each in coordinates)


def _check_shape(name: str, area: Mapping[str, Any]) -> None:
    drawn: BaseGeometry = shape(area)
    if not drawn.is_valid:
        raise InputError(
            "'{name}' has a polygon that encloses no clear area ({fault}); draw it again so that "
            "its lines do not cross.",
            name=name,
            fault=explain_validity(drawn),
        )
