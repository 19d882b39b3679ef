"""Adding cities: their names, their clock, and the boundary within which they work."""

import re
import zoneinfo
from dataclasses import dataclass, field
from pathlib import Path

import shapely
from geoalchemy2.shape import from_shape, to_shape
from shapely import MultiPolygon
from sqlalchemy import select
from sqlalchemy.orm import Session

from geoservice.errors import ConflictError, GeoserviceError, InputError
from geoservice.geo import Box
from geoservice.intake.polygons import only_polygons, read_polygons
from geoservice.intake.tables import TableOptions, open_table
from geoservice.intake.tables.cells import cell_text
from geoservice.intake.tables.coordinates import swapped
from geoservice.store.audit import SHELL, Write, record_write
from geoservice.store.models import City

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST_SLUG = 60
# No city reaches further than this; a country by mistake does.
_WIDEST_DEGREES = 20.0


@dataclass(frozen=True)
class NewCity:
    """What is known of a city that is to be added. `country` is an ISO 3166-1 alpha-2 code."""

    slug: str
    name_th: str
    name_en: str
    boundary: MultiPolygon
    timezone: str = "Asia/Bangkok"
    country: str = "TH"


@dataclass(frozen=True)
class Boundary:
    """A city's boundary in EPSG:4326, and what had to be repaired in its file."""

    shape: MultiPolygon
    repairs: tuple[GeoserviceError, ...] = field(default=())


def add_city(session: Session, city: NewCity) -> City:
    """Store a new city; ConflictError where its slug is taken, InputError for values that are none.

    The city's own values are checked before anything is stored.
    """
    values = _checked(city)
    if _find(session, city.slug) is not None:
        raise ConflictError(
            "The city '{slug}' is there already; to change its names or boundary, "
            "add --replace to the same command.",
            slug=city.slug,
        )
    stored = City(slug=city.slug, **values)
    session.add(stored)
    session.flush()
    _write_down(session, stored, "add city", list(values))
    return stored


def replace_city(session: Session, city: NewCity) -> City:
    """Give the city of that slug these names, this clock and this boundary; what it holds stays.

    A city that is not there yet is added. One that is just so already is not written.
    """
    values = _checked(city)
    stored = _find(session, city.slug)
    if stored is None:
        return add_city(session, city)
    changed = [name for name, value in values.items() if not _is_so(stored, name, value, city)]
    for name in changed:
        setattr(stored, name, values[name])
    session.flush()
    if changed:
        _write_down(session, stored, "replace city", changed)
    return stored


def _is_so(stored: City, name: str, value: object, city: NewCity) -> bool:
    if name == "geom":
        return bool(shapely.equals_exact(to_shape(stored.geom), city.boundary))
    return bool(getattr(stored, name) == value)


def _write_down(session: Session, city: City, action: str, fields: list[str]) -> None:
    told = {name: getattr(city, name) for name in ("slug", *fields) if name != "geom"}
    after = {**told, **({"boundary": "new"} if "geom" in fields else {})}
    record_write(session, Write(SHELL, action, "cities", city.id, city.id, after=after))


def _find(session: Session, slug: str) -> City | None:
    return session.scalar(select(City).where(City.slug == slug))


def _checked(city: NewCity) -> dict[str, object]:
    """Return the columns of a city whose values are all sound."""
    if not _SLUG.fullmatch(city.slug) or len(city.slug) > _LONGEST_SLUG:
        raise InputError(
            "'{slug}' cannot be a city's short name: use small letters a to z, digits and single "
            "hyphens between them, for example chiang-mai.",
            slug=city.slug,
        )
    if city.timezone not in zoneinfo.available_timezones():
        raise InputError(
            "There is no time zone '{timezone}'; write it as Asia/Bangkok.", timezone=city.timezone
        )
    if not re.fullmatch(r"[A-Z]{2}", city.country):
        raise InputError(
            "'{country}' is not a country code of two letters, such as TH.", country=city.country
        )
    return {
        "name_th": _name(city.name_th),
        "name_en": _name(city.name_en),
        "timezone": city.timezone,
        "country": city.country,
        "geom": from_shape(city.boundary, srid=4326),
    }


def _name(name: str) -> str:
    found = cell_text(name)
    if found is None:
        raise InputError("A city needs a Thai and an English name.")
    return found


def parse_box(text: str) -> Box:
    """Return the box that "west,south,east,north" names, in degrees.

    InputError says what is wrong with it.
    """
    try:
        west, south, east, north = (float(number) for number in text.split(","))
    except ValueError:
        raise InputError(
            "'{box}' is not a box: write four numbers, west,south,east,north, in degrees.",
            box=text[:80],
        ) from None
    if not (
        -180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= 90 and -90 <= north <= 90
    ):
        raise InputError(
            "'{box}' reaches beyond the map: longitudes lie between -180 and 180, "
            "latitudes between -90 and 90.",
            box=text[:80],
        )
    if not (west < east and south < north):
        raise InputError(
            "'{box}' is in the wrong order: west must be less than east and south less than north.",
            box=text[:80],
        )
    _check_size((west, south, east, north))
    return (west, south, east, north)


def box_boundary(box: Box) -> Boundary:
    """Return a box as a boundary."""
    return Boundary(MultiPolygon([shapely.box(*box)]))


def read_boundary(path: Path, *, options: TableOptions | None = None) -> Boundary:
    """Return the union of the polygons in a file, each repaired where it had to be.

    Any format that `tables` reads. Raises InputError for a file without polygons.
    """
    shapes: list[MultiPolygon] = []
    repairs: list[GeoserviceError] = []
    problems: list[InputError] = []
    # All rows first: the reader knows at their end whether the file is unusable as a whole.
    for row in open_table(path, options=options or TableOptions()).rows:
        try:
            if row.problem is not None:
                raise row.problem
            polygons, fault = read_polygons(row.geom)
        except InputError as error:
            problems.append(_in_row(path, row.number, error))
            continue
        shapes.append(polygons)
        if fault is not None:
            repairs.append(_repaired(path, row.number, fault))
    if problems:
        raise problems[0]
    union = only_polygons(shapely.union_all(shapes))
    _check_size(union.bounds, file=path.name)
    return Boundary(union, tuple(repairs))


def _repaired(path: Path, number: int, fault: str) -> GeoserviceError:
    return GeoserviceError(
        "Polygon {number} of {file} was repaired ({fault}).",
        number=number,
        file=path.name,
        fault=fault,
    )


def _in_row(path: Path, number: int, error: InputError) -> InputError:
    return InputError(
        "A boundary cannot be made of {file}: feature {number}: {reason}",
        file=path.name,
        number=number,
        reason=error,
    )


def _check_size(box: Box, *, file: str | None = None) -> None:
    west, south, east, north = box
    # Thailand the wrong way round lies in the Arctic Ocean, its longitudes between 5 and 21.
    if file is not None and 5 < west < 21 and south > 85:
        raise swapped(file)
    if east - west > _WIDEST_DEGREES or north - south > _WIDEST_DEGREES:
        raise InputError(
            "The boundary is {width:.0f} by {height:.0f} degrees wide; a city is smaller.",
            width=east - west,
            height=north - south,
        )
