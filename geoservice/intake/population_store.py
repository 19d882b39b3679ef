"""Putting figures of people into the database: by district, by cell, or by point."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from geoservice.intake.district_codes import plain_code
from geoservice.intake.loading import Counts
from geoservice.intake.population_rows import Figures
from geoservice.intake.staging import stage_rows
from geoservice.store.models import City, District

_COLUMNS = {
    "source_id": "text",
    "basis": "text",
    "level": "text",
    "code": "text",
    "people": "double precision",
    "male": "double precision",
    "female": "double precision",
    "households": "double precision",
    "by_age": "jsonb",
    "geom": "geometry(geometry, 4326)",
}


@dataclass(frozen=True)
class Census:
    """Who counted, and when."""

    source: str
    year: int


@dataclass(frozen=True)
class Counted:
    """Figures of one district (`level` and `code`, no place) or of one cell or point (`place`)."""

    figures: Figures
    level: str | None = None
    code: str | None = None
    place: BaseGeometry | None = None


def store_population(
    session: Session, city: City, census: Census, counted: Iterable[Counted]
) -> Counts:
    """Make `counted` all that this source says of this year; again updates in place."""
    stage_rows(session, "incoming_population", _COLUMNS, _rows(counted))
    merged = session.execute(
        text("SELECT * FROM merge_population(:city, :source, :year)"),
        {"city": city.id, "source": census.source, "year": census.year},
    ).one()
    return Counts(*merged)


def district_codes(session: Session, city: City) -> dict[str, list[tuple[str, str]]]:
    """Return level and code of the city's districts by their plain code."""
    found: dict[str, list[tuple[str, str]]] = {}
    rows = session.execute(
        select(District.level, District.code).where(
            District.city_id == city.id, District.status == "published"
        )
    )
    for level, code in rows:
        found.setdefault(plain_code(code, country=city.country), []).append((level, code))
    return found


def _rows(counted: Iterable[Counted]) -> Iterator[tuple[object, ...]]:
    uses: dict[str, int] = {}
    for each in counted:
        source_id = _source_id(each)
        uses[source_id] = uses.get(source_id, 0) + 1
        if uses[source_id] > 1:
            source_id = f"{source_id} {uses[source_id]}"
        figures = each.figures
        yield (
            source_id,
            _basis(each),
            each.level,
            each.code,
            figures.people,
            figures.male,
            figures.female,
            figures.households,
            json.dumps(figures.by_age),
            each.place,
        )


def _basis(counted: Counted) -> str:
    if counted.place is None:
        return "district"
    return "point" if counted.place.geom_type == "Point" else "cell"


def _source_id(counted: Counted) -> str:
    """Return what finds the same figures again: the district, or where the cell lies (0.1 m)."""
    if counted.place is None:
        return f"{counted.level}/{counted.code}"
    centre = counted.place.centroid
    return f"{centre.x:.6f} {centre.y:.6f}"
