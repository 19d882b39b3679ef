"""The schema: migrations of tables, then functions and views made anew, in one transaction."""

from dataclasses import dataclass
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from geoservice.errors import ConflictError, UnavailableError
from geoservice.paths import MIGRATIONS, SQL
from geoservice.store.cluster import READER_ROLE
from geoservice.store.database import Database

MINIMUM_POSTGIS = (3, 3)


@dataclass(frozen=True)
class SchemaStatus:
    """Where the database stands: its revision (None: empty) and the newest one known here."""

    revision: str | None
    newest: str

    @property
    def current(self) -> bool:
        """Return whether the database has the newest schema."""
        return self.revision == self.newest


def alembic_config(connection: Connection) -> Config:
    """Return Alembic's configuration on an open connection."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def schema_status(connection: Connection) -> SchemaStatus:
    """Read the database's revision; changes nothing."""
    revision = MigrationContext.configure(connection).get_current_revision()
    return SchemaStatus(revision, newest_revision())


def newest_revision() -> str:
    """Return the newest revision known here."""
    newest = ScriptDirectory(str(MIGRATIONS)).get_current_head()
    assert newest is not None  # noqa: S101  (the project has migrations)
    return newest


def check_schema(connection: Connection) -> None:
    """Raise ConflictError unless the database has exactly the schema this code knows."""
    status = schema_status(connection)
    if status.current:
        return
    if status.revision is None:
        raise ConflictError("The database is empty; make its tables with: geoservice db init")
    _refuse_newer(status)
    raise ConflictError(
        "The database has schema {revision}, this program needs {newest}; "
        "upgrade it with: geoservice db upgrade",
        revision=status.revision,
        newest=status.newest,
    )


def upgrade(database: Database) -> SchemaStatus:
    """Bring the database to the newest schema: extensions, tables, then functions and views.

    One transaction: it ends upgraded or as it was. Raises ConflictError for a database newer than
    this program, UnavailableError where PostGIS is missing or too old.
    """
    with database.owner.begin() as connection:
        _prepare(connection)
        status = schema_status(connection)
        _refuse_newer(status)
        command.upgrade(alembic_config(connection), "head")
        for path in sql_files():
            connection.exec_driver_sql(path.read_text(encoding="utf-8").replace("%", "%%"))
        return schema_status(connection)


def sql_files() -> list[Path]:
    """Return the SQL files in load order."""
    return sorted(SQL.glob("[0-9]*.sql"))


def _refuse_newer(status: SchemaStatus) -> None:
    known = {script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()}
    if status.revision is not None and status.revision not in known:
        raise ConflictError(
            "The database has schema {revision}, which is newer than this program; "
            "install the newer geoservice.",
            revision=status.revision,
        )


def _prepare(connection: Connection) -> None:
    connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('geoservice schema'))"))
    available = connection.scalar(
        text("SELECT default_version FROM pg_available_extensions WHERE name = 'postgis'")
    )
    if not available or _version(available) < MINIMUM_POSTGIS:
        raise UnavailableError(
            "This database server has PostGIS {found}; geoservice needs 3.3 or newer: install it, "
            "on Debian with: apt-get install postgresql-postgis",
            found=available or "-",
        )
    for extension in ("postgis", "pg_trgm"):
        connection.execute(text(f"CREATE EXTENSION IF NOT EXISTS {extension}"))
    there = connection.scalar(
        text("SELECT true FROM pg_roles WHERE rolname = :role"), {"role": READER_ROLE}
    )
    if not there:
        connection.execute(text(f"CREATE ROLE {READER_ROLE} LOGIN"))


def _version(text_: str) -> tuple[int, int]:
    major, minor, *_ = text_.split(".")
    return int(major), int(minor)
