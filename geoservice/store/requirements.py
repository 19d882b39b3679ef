"""What the database server must have, and what its administrator must run where we may not."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from geoservice.errors import UnavailableError
from geoservice.store.cluster import READER_ROLE
from geoservice.store.database_failures import ALREADY_THERE, NOT_ALLOWED, sqlstate

MINIMUM_POSTGRESQL = 14  # functions with BEGIN ATOMIC, CREATE OR REPLACE TRIGGER
MINIMUM_POSTGIS = (3, 3)
EXTENSIONS = ("postgis", "pg_trgm")


def require_server(connection: Connection) -> None:
    """Make extensions and the reader's role, or raise UnavailableError that says what is missing.

    What the database's user is not allowed is named as the SQL for an administrator to run.
    """
    _require_versions(connection)
    missing = [*_missing_rights(connection), *_missing_extensions(connection)]
    missing += _missing_role(connection)
    if missing:
        raise UnavailableError(
            "The database user '{user}' is not allowed to prepare the database '{database}'; "
            "let an administrator run there: {sql}",
            user=_value(connection, "SELECT current_user"),
            database=_value(connection, "SELECT current_database()"),
            sql=" ".join(missing),
        )
    installed = _value(connection, "SELECT extversion FROM pg_extension WHERE extname = 'postgis'")
    if version_pair(installed) < MINIMUM_POSTGIS:
        raise UnavailableError(
            "This database has PostGIS {found}, geoservice needs {needed} or newer; "
            "let an administrator run there: ALTER EXTENSION postgis UPDATE;",
            found=installed,
            needed="3.3",
        )


def version_pair(version: str) -> tuple[int, int]:
    """Return major and minor of a version such as "3.3.2" or "3.6.0dev"."""
    major, minor, *_ = version.split(".")
    return int(major), int(minor)


def _require_versions(connection: Connection) -> None:
    number = int(_value(connection, "SHOW server_version_num"))
    if number < MINIMUM_POSTGRESQL * 10_000:
        raise UnavailableError(
            "This database server is PostgreSQL {found}, geoservice needs {needed} or newer.",
            found=number // 10_000,
            needed=MINIMUM_POSTGRESQL,
        )
    available = connection.scalar(
        text("SELECT default_version FROM pg_available_extensions WHERE name = 'postgis'")
    )
    refuse_postgis(available)


def refuse_postgis(available: str | None) -> None:
    """Raise UnavailableError unless the PostGIS that a server offers is new enough."""
    if available is None:
        raise UnavailableError(
            "This database server has no PostGIS; install it there, on Debian with: "
            "apt-get install postgis postgresql-postgis"
        )
    if version_pair(available) < MINIMUM_POSTGIS:
        raise UnavailableError(
            "This database server has PostGIS {found}, geoservice needs {needed} or newer; "
            "install a newer one there.",
            found=available,
            needed="3.3",
        )


def _missing_rights(connection: Connection) -> list[str]:
    database = _value(connection, "SELECT quote_ident(current_database())")
    allowed = {
        f"DATABASE {database}": "has_database_privilege(current_database(), 'CREATE')",
        "SCHEMA public": "has_schema_privilege('public', 'CREATE')",
    }
    return [
        f"GRANT CREATE ON {where} TO {_me(connection)};"
        for where, question in allowed.items()
        if not connection.scalar(text(f"SELECT {question}"))
    ]


def _missing_extensions(connection: Connection) -> list[str]:
    order = "CREATE EXTENSION IF NOT EXISTS {}"
    return [
        f"CREATE EXTENSION {name};"
        for name in EXTENSIONS
        if not _allowed(connection, order.format(name))
    ]


def _missing_role(connection: Connection) -> list[str]:
    """Make the reader's role, which all databases of a server share, and let us take it on."""
    missing = []
    there = text("SELECT true FROM pg_roles WHERE rolname = :role")
    if not connection.scalar(there, {"role": READER_ROLE}) and not _allowed(
        connection, f"CREATE ROLE {READER_ROLE} LOGIN"
    ):
        missing.append(f"CREATE ROLE {READER_ROLE} LOGIN;")
    grant = f"GRANT {READER_ROLE} TO {_me(connection)}"
    if missing or not (_can_take_role(connection) or _allowed(connection, grant)):
        missing.append(f"{grant};")
    return missing


def _can_take_role(connection: Connection) -> bool:
    """Return whether we may SET ROLE to the reader; a superuser always may."""
    try:
        with connection.begin_nested():
            connection.execute(text(f"SET LOCAL ROLE {READER_ROLE}"))
            connection.execute(text("RESET ROLE"))
    except DBAPIError as error:
        if sqlstate(error) != NOT_ALLOWED:
            raise
        return False
    return True


def _allowed(connection: Connection, order: str) -> bool:
    """Carry out an order; return False, with nothing changed, where we are not allowed to."""
    try:
        with _already_there_is_fine(), connection.begin_nested():
            connection.execute(text(order))
    except DBAPIError as error:
        if sqlstate(error) != NOT_ALLOWED:
            raise
        return False
    return True


@contextmanager
def _already_there_is_fine() -> Iterator[None]:
    """Pass over what another upgrade, in another database of this server, made at the same time."""
    try:
        yield
    except DBAPIError as error:
        if sqlstate(error) not in ALREADY_THERE:
            raise


def _me(connection: Connection) -> str:
    return _value(connection, "SELECT quote_ident(current_user)")


def _value(connection: Connection, question: str) -> str:
    return str(connection.scalar(text(question)))
