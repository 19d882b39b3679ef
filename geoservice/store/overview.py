"""What is in the database, at a glance, for the person who looks after it."""

from dataclasses import dataclass

from sqlalchemy import Connection, func, select, text

from geoservice.store.models import Base
from geoservice.store.schema import SchemaStatus, schema_status


@dataclass(frozen=True)
class Overview:
    """Versions, size and contents. `rows` counts every table, `cities` are slug, th and en."""

    postgresql: str
    postgis: str | None
    schema: SchemaStatus
    size_bytes: int
    rows: dict[str, int]
    cities: tuple[tuple[str, str, str], ...]


def look_over(connection: Connection) -> Overview:
    """Read what is in a database, also where it is empty or of another schema."""
    there = connection.scalars(
        text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    ).all()
    tables = [name for name in Base.metadata.tables if name in there]
    return Overview(
        postgresql=str(connection.scalar(text("SHOW server_version"))).split()[0],
        postgis=connection.scalar(
            text("SELECT extversion FROM pg_extension WHERE extname = 'postgis'")
        ),
        schema=schema_status(connection),
        size_bytes=connection.scalar(text("SELECT pg_database_size(current_database())")) or 0,
        rows={name: _count(connection, name) for name in tables},
        cities=_cities(connection) if "city" in tables else (),
    )


def _count(connection: Connection, table: str) -> int:
    rows = select(func.count()).select_from(Base.metadata.tables[table])
    return connection.scalar(rows) or 0


def _cities(connection: Connection) -> tuple[tuple[str, str, str], ...]:
    rows = connection.execute(text("SELECT slug, name_th, name_en FROM city ORDER BY slug"))
    return tuple((row.slug, row.name_th, row.name_en) for row in rows)
