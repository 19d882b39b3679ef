"""The cities that are here, with what a map needs to begin with."""

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from geoservice.publish.features import Version
from geoservice.store.relations import CITY, view_of

LAYERS = ("cities", "spaces", "districts")


def cities_version(session: Session) -> Version:
    """Return the version of all that `read_cities` reads."""
    row = session.execute(
        select(func.published.layers_version(list(LAYERS)).table_valued("version", "changed_at"))
    ).one()
    return Version(row.version, row.changed_at)


def read_cities(session: Session) -> list[dict[str, Any]]:
    """Return the cities by slug: names, box, and how many spaces and districts they have."""
    spaces = count_by(session, "spaces", "kind")
    levels = count_by(session, "districts", "level")
    box = func.box2d(CITY.c.geom)
    rows = session.execute(
        select(
            *(each for each in CITY.c if each.name != "geom"),
            *(getattr(func, f"st_{edge}")(box).label(edge) for edge in _EDGES),
        ).order_by(CITY.c.slug)
    )
    return [
        {
            "id": row.slug,
            "name_th": row.name_th,
            "name_en": row.name_en,
            "country": row.country,
            "timezone": row.timezone,
            "bbox": [round(getattr(row, edge), 7) for edge in _EDGES],
            "attribution": row.attribution,
            "spaces": spaces.get(row.id, {}),
            "levels": levels.get(row.id, {}),
        }
        for row in rows
    ]


def read_credits(session: Session) -> str:
    """Return what must be said of where the data comes from, each source once."""
    said = session.scalars(
        select(CITY.c.attribution)
        .where(CITY.c.attribution != "")
        .distinct()
        .order_by("attribution")
    )
    return " · ".join(said)


_EDGES = ("xmin", "ymin", "xmax", "ymax")


def count_by(session: Session, collection: str, by: str) -> dict[int, dict[str, int]]:
    """Return how many features of a collection each city has, by the words of a property."""
    view = view_of(collection)
    rows = session.execute(
        select(view.c.city_id, view.c[by], func.count())
        .group_by(view.c.city_id, view.c[by])
        .order_by(view.c.city_id, view.c[by])
    )
    counted: dict[int, dict[str, int]] = {}
    for city, word, number in rows:
        counted.setdefault(city, {})[word] = number
    return counted
