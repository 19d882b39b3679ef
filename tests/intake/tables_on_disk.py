"""Small files for the tests of imports, and what a database holds before and after."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry
from sqlalchemy import text

from geoservice.store.database import Database

_CONTENT = "SELECT md5(string_agg(t::text, chr(10) ORDER BY t::text)) FROM {table} AS t"


def write_csv(path: Path, rows: Iterable[Mapping[str, object]]) -> Path:
    """Write rows as CSV; the keys of the first are the header."""
    listed = list(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(listed[0]))
        writer.writeheader()
        writer.writerows(listed)
    return path


def write_geojson(path: Path, *features: tuple[BaseGeometry | None, Mapping[str, Any]]) -> Path:
    """Write shapes with their properties as a feature collection."""
    listed = [
        {
            "type": "Feature",
            "geometry": None if shape is None else mapping(shape),
            "properties": dict(properties),
        }
        for shape, properties in features
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": listed}), encoding="utf-8")
    return path


@contextmanager
def emptied(database: Database) -> Iterator[None]:
    """Take all cities out of a shared database at the end, with all that is theirs."""
    yield
    with database.writing() as session:
        session.execute(text("DELETE FROM city"))


@contextmanager
def unchanged(database: Database) -> Iterator[None]:
    """Assert that no table of the database is other at the end than at the beginning."""
    before = _content(database)
    yield
    assert _content(database) == before


def _content(database: Database) -> dict[str, str]:
    with database.owner.connect() as connection:
        tables = connection.scalars(
            text(
                "SELECT table_name FROM information_schema.tables"
                " WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
            )
        ).all()
        return {table: connection.scalar(text(_CONTENT.format(table=table))) for table in tables}
