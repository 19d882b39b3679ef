"""Rows of what is kept beside spaces, with defaults."""

from datetime import UTC, datetime
from typing import Any

from geoservice.store.database import Database
from geoservice.store.models import (
    Activity,
    Base,
    Knowledge,
    Note,
    Offering,
    Partner,
    Route,
    RouteStop,
    Space,
)

_DEFAULTS: dict[type[Any], dict[str, Any]] = {
    Knowledge: {"body": "faith", "title_th": "ลายคำ", "title_en": "Gilded patterns"},
    Activity: {
        "title_th": "เล่านิทาน",
        "title_en": "Story hour",
        "starts_at": datetime(2026, 11, 28, 3, tzinfo=UTC),
        "ends_at": datetime(2026, 11, 28, 5, tzinfo=UTC),
    },
    Offering: {"title_th": "ร่มบ่อสร้าง", "title_en": "Umbrellas"},
    Route: {
        "slug": "old-town",
        "title_th": "เมืองเก่า",
        "title_en": "Old town",
        "geom": "SRID=4326;MULTILINESTRING((98.98 18.79, 98.981 18.79))",
    },
    Note: {"kind": "problem", "text": "ทางเท้าพัง", "geom": "SRID=4326;POINT(98.98 18.79)"},
    Partner: {"actor": "temple", "name_th": "วัดพระสิงห์", "name_en": "Wat Phra Singh"},
}


def add_row(database: Database, model: type[Base], city_id: int, **fields: object) -> int:
    """Store a published row of a table, and return its id."""
    values = {"status": "published", **_DEFAULTS[model], **fields}
    with database.writing() as session:
        row: Any = model(city_id=city_id, **values)
        session.add(row)
        session.flush()
        return int(row.id)


def add_one_of_each(database: Database, city_id: int, space_id: int) -> dict[str, int]:
    """Store a partner that runs a space and one of each thing there; ids by collection."""
    partner = add_row(database, Partner, city_id)
    at = {"space_id": space_id}
    ids = {
        "partners": partner,
        "knowledge": add_row(database, Knowledge, city_id, **at),
        "activities": add_row(database, Activity, city_id, partner_id=partner, **at),
        "offerings": add_row(database, Offering, city_id, **at),
        "routes": add_row(database, Route, city_id),
        "notes": add_row(database, Note, city_id, **at),
    }
    with database.writing() as session:
        session.get_one(Space, space_id).partner_id = partner
        session.add(RouteStop(route_id=ids["routes"], position=1, space_id=space_id))
    return ids
