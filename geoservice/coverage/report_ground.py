"""What a report draws and names of a city: its districts, streets, spaces, and its gaps."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import h3
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import text
from sqlalchemy.orm import Session

from geoservice.coverage.asked import AskedCoverage
from geoservice.coverage.beyond import part_streets
from geoservice.coverage.figures import Coverage, DistrictFigures
from geoservice.coverage.street_minutes import StreetMinutes

Names = tuple[str | None, str | None]
_FINENESS = 8000  # of the width of a city: corners nearer than that to a straight line are left out
_SMALLEST = 200  # of the width: an area that is narrower is not drawn


@dataclass(frozen=True)
class Spot:
    """A learning space on the map."""

    kind: str
    name_th: str | None
    name_en: str | None
    lon: float
    lat: float


@dataclass(frozen=True, eq=False)
class Ground:
    """Shapes in lon, lat: of the districts the parts that lie in the city.

    `within` and `beyond` are the streets in it that are reached or not.
    """

    boundary: BaseGeometry
    districts: Mapping[str, BaseGeometry]
    water: Sequence[BaseGeometry]
    green: Sequence[BaseGeometry]
    within: BaseGeometry
    beyond: BaseGeometry
    spots: tuple[Spot, ...]


@dataclass(frozen=True)
class Gap:
    """A place where many are out of reach: an H3 hexagon.

    `street` is the named street that is longest in it, `near` the nearest space that has a name
    and how many metres it is away from the middle (each in Thai, in English), `district` the code
    of where the middle lies. `people` are those out of reach, None where nobody is counted;
    `metres` are of street.
    """

    code: str
    lon: float
    lat: float
    street: Names | None
    near: tuple[Names, float] | None
    district: str | None
    people: float | None
    metres: float
    minutes: float | None


def read_ground(
    session: Session,
    city: int,
    shapes: Mapping[str, BaseGeometry],
    minutes: StreetMinutes,
    asked: AskedCoverage,
) -> Ground:
    """Return what is drawn of a city, as fine as a page shows it."""
    boundary = shapely.from_wkb(bytes(session.scalars(_BOUNDARY, {"city": city}).one()))
    west, south, east, north = boundary.bounds
    width = max(east - west, north - south)
    fine, smallest = width / _FINENESS, (width / _SMALLEST) ** 2
    within, beyond = part_streets(minutes, asked.minutes * 60.0)
    areas = {
        kind: shapely.from_wkb(
            [
                bytes(shape)
                for shape in session.scalars(
                    _AREAS, {"city": city, "class": kind, "fine": fine, "smallest": smallest}
                )
            ]
        )
        for kind in ("water", "green")
    }
    spots = session.execute(_SPOTS, {"city": city, "kinds": list(asked.all_kinds)})
    return Ground(
        boundary=shapely.simplify(boundary, fine),
        districts={
            code: shapely.simplify(shapely.intersection(shape, boundary), fine)
            for code, shape in shapes.items()
        },
        **areas,
        within=_drawn(within, boundary, fine),
        beyond=_drawn(beyond, boundary, fine),
        spots=tuple(Spot(*row) for row in spots),
    )


def _drawn(lines: BaseGeometry, boundary: BaseGeometry, fine: float) -> BaseGeometry:
    """Return the lines that lie in the city, as fine as a page shows them."""
    shapely.prepare(boundary)
    each = shapely.get_parts(lines)
    inside = shapely.covers(boundary, each)
    cut = shapely.intersection(each[~inside], boundary)
    kept = shapely.get_parts(np.concatenate((each[inside], cut)))
    kept = kept[(shapely.get_dimensions(kept) == 1) & ~shapely.is_empty(kept)]
    return shapely.simplify(shapely.multilinestrings(kept), fine, preserve_topology=False)


def find_gaps(
    session: Session,
    city: int,
    hexagons: Coverage,
    districts: Mapping[str, BaseGeometry],
    *,
    most: int,
) -> tuple[Gap, ...]:
    """Return the hexagons with the most people, or metres of street, out of reach."""
    counted = hexagons.people_source is not None
    missed = [(_missed(row, counted=counted), row) for row in hexagons.districts]
    worst = sorted((each for each in missed if each[0] >= 1), key=lambda each: -each[0])[:most]
    return tuple(_gap(session, city, row, districts, counted=counted) for _, row in worst)


def _missed(row: DistrictFigures, *, counted: bool) -> float:
    if counted:
        return 0.0 if row.share is None else (row.people or 0.0) - (row.people_covered or 0.0)
    return row.street_metres - row.street_metres_covered


def _gap(
    session: Session,
    city: int,
    row: DistrictFigures,
    districts: Mapping[str, BaseGeometry],
    *,
    counted: bool,
) -> Gap:
    lat, lon = h3.cell_to_latlng(row.code)
    corners = [(east, north) for north, east in h3.cell_to_boundary(row.code)]
    shape = shapely.to_wkb(shapely.Polygon(corners), include_srid=False)
    street = session.execute(_STREET, {"city": city, "shape": shape}).one_or_none()
    near = session.execute(_NEAR, {"city": city, "lon": lon, "lat": lat}).one_or_none()
    return Gap(
        code=row.code,
        lon=lon,
        lat=lat,
        street=(street.name_th, street.name_en) if street else None,
        near=((near.name_th, near.name_en), near.metres) if near else None,
        district=_holder(shapely.Point(lon, lat), districts.items()),
        people=_missed(row, counted=True) if counted else None,
        metres=_missed(row, counted=False),
        minutes=row.nearest_minutes_median,
    )


def _holder(place: BaseGeometry, districts: Iterable[tuple[str, BaseGeometry]]) -> str | None:
    return next((code for code, shape in districts if shape.covers(place)), None)


_BOUNDARY = text("SELECT st_asbinary(geom) FROM published.city WHERE id = :city")
_AREAS = text(
    "SELECT st_asbinary(st_simplifypreservetopology(geom, :fine)) FROM published.basemap "
    "WHERE city_id = :city AND class = :class AND st_area(geom) > :smallest ORDER BY id"
)
_SPOTS = text(
    "SELECT kind, name_th, name_en, st_x(geom), st_y(geom) FROM published.space "
    "WHERE city_id = :city AND kind = ANY(:kinds) AND geom IS NOT NULL ORDER BY id"
)
_STREET = text(
    "SELECT name_th, name_en FROM published.street "
    "WHERE city_id = :city AND coalesce(name_th, name_en) IS NOT NULL "
    "AND st_intersects(geom, st_geomfromwkb(:shape, 4326)) "
    "GROUP BY name_th, name_en ORDER BY sum(metres) DESC, name_th LIMIT 1"
)
_NEAR = text(
    "SELECT name_th, name_en, st_distancesphere(geom, middle) AS metres FROM published.space, "
    "st_setsrid(st_makepoint(:lon, :lat), 4326) AS middle "
    "WHERE city_id = :city AND coalesce(name_th, name_en) IS NOT NULL AND geom IS NOT NULL "
    "ORDER BY geom <-> middle LIMIT 1"
)
