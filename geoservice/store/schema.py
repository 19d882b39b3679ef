"""The schema: migrations of tables, then functions and views made anew, in one transaction."""

import re
from dataclasses import dataclass
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from geoservice.errors import ConflictError
from geoservice.paths import MIGRATIONS, SQL
from geoservice.store.database import Database
from geoservice.store.requirements import require_server

_FUNCTION = re.compile(r"^\s*CREATE (?:OR REPLACE )?FUNCTION (\w+)\(", re.MULTILINE)
_DROPPABLE = """
WITH RECURSIVE kept AS (
    SELECT refobjid AS oid FROM pg_depend
    WHERE refclassid = 'pg_proc'::regclass AND classid <> 'pg_proc'::regclass
    UNION
    SELECT uses.refobjid FROM kept
    INNER JOIN pg_depend AS uses ON uses.objid = kept.oid AND uses.classid = 'pg_proc'::regclass
    WHERE uses.refclassid = 'pg_proc'::regclass
)
SELECT oid::regprocedure::text FROM pg_proc
WHERE proname = ANY(:names) AND pronamespace = 'public'::regnamespace
AND prorettype <> 'trigger'::regtype AND oid NOT IN (SELECT oid FROM kept)
"""


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
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
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
    refuse_newer(status.revision)
    raise ConflictError(
        "The database has schema {revision}, this program needs {newest}; "
        "upgrade it with: geoservice db upgrade",
        revision=status.revision,
        newest=status.newest,
    )


def refuse_newer(revision: str | None) -> None:
    """Raise ConflictError for a revision that this program does not know: a newer one made it."""
    if revision is not None and not is_known(revision):
        raise ConflictError(
            "The database has schema {revision}, which is newer than this program; "
            "install the newer geoservice.",
            revision=revision,
        )


def is_known(revision: str) -> bool:
    """Return whether this program has the migration to a revision."""
    scripts = ScriptDirectory(str(MIGRATIONS)).walk_revisions()
    return revision in {script.revision for script in scripts}


def upgrade(database: Database) -> SchemaStatus:
    """Bring the database to the newest schema: extensions, tables, then functions and views.

    One transaction: it ends upgraded or as it was. Raises ConflictError for a database newer than
    this program, UnavailableError where PostGIS is missing or too old, or where the database's
    user is not allowed what it takes.
    """
    with database.owner.begin() as connection:
        return upgrade_within(connection)


def upgrade_within(connection: Connection, *, revision: str = "head") -> SchemaStatus:
    """Do what `upgrade` does in the caller's transaction; another upgrade waits for its end.

    `revision` other than "head" stops there and makes no functions and views, which belong to
    the newest tables.
    """
    connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('geoservice schema'))"))
    refuse_newer(schema_status(connection).revision)
    require_server(connection)
    clear_derived(connection)
    command.upgrade(alembic_config(connection), revision)
    if revision == "head":
        for path in sql_files():
            connection.exec_driver_sql(_escaped(path.read_text(encoding="utf-8")))
    return schema_status(connection)


def remake_tables(connection: Connection, *, revision: str) -> list[str]:
    """Drop our tables with all that is in them, make those of `revision`, and return their names.

    Those that others refer to come first.
    """
    connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('geoservice schema'))"))
    refuse_newer(schema_status(connection).revision)
    clear_derived(connection)
    command.downgrade(alembic_config(connection), "base")
    not_ours = set(inspect(connection).get_table_names())
    upgrade_within(connection, revision=revision)
    in_order = inspect(connection).get_sorted_table_and_fkc_names()
    return [name for name, _ in in_order if name is not None and name not in not_ours]


def clear_derived(connection: Connection) -> None:
    """Drop views and functions, all of which are made anew, so that migrations can change tables.

    Kept are the functions that columns and triggers stand on: their signatures never change. Only
    functions of our own files, and what is built on them, are dropped.
    """
    connection.execute(text("DROP SCHEMA IF EXISTS published CASCADE"))
    names = {name for path in sql_files() for name in _FUNCTION.findall(path.read_text("utf-8"))}
    droppable = connection.scalars(text(_DROPPABLE), {"names": sorted(names)}).all()
    if droppable:
        connection.exec_driver_sql(_escaped(f"DROP FUNCTION {', '.join(droppable)} CASCADE"))


def sql_files() -> list[Path]:
    """Return the SQL files in load order."""
    return sorted(SQL.glob("[0-9]*.sql"))


def _escaped(statement: str) -> str:
    """Return a statement without values as the driver wants it."""
    return statement.replace("%", "%%")
