"""Engines and sessions. Only `store` makes them.

Two doors: the owner's, for writes and schema, and the reader's, which can only select what is
published, read-only and under a statement timeout.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import URL, Engine, create_engine, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.orm import Session

from geoservice.config import PREFIX, Settings
from geoservice.errors import ConflictError, InputError
from geoservice.store import cluster as embedded
from geoservice.store.cluster import DATABASE, READER_ROLE
from geoservice.store.database_failures import (
    ALREADY_THERE,
    NOT_ALLOWED,
    UNDEFINED_TABLE,
    explain,
    sqlstate,
)

_CONNECT_SECONDS = 10
_LIMIT = (
    "SELECT set_config('statement_timeout', :statement, true), "
    "set_config('lock_timeout', :lock, true)"
)
_BULKY = ("space", "street_node", "street_edge", "basemap_area", "district", "population_cell")
# Word similarity (pg_trgm) from which a name counts as found: a typing error or two in a word.
SEARCH_RESEMBLANCE = 0.4


@dataclass(frozen=True)
class Database:
    """The two engines on one database: `owner` writes, `reader` reads what is published."""

    owner: Engine
    reader: Engine

    @contextmanager
    def writing(self, *, patience_ms: int = 0) -> Iterator[Session]:
        """Give a session in one transaction: committed at the end, rolled back on any error.

        `patience_ms` is how long a statement may take; half of it may be spent on waiting for
        other writers. 0: as long as it takes.
        """
        with Session(self.owner) as session, session.begin():
            if patience_ms:
                limits = {"statement": patience_ms, "lock": max(1, patience_ms // 2)}
                session.execute(text(_LIMIT), {name: str(ms) for name, ms in limits.items()})
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a read-only session of the reader's role."""
        with Session(self.reader) as session:
            yield session

    def close(self) -> None:
        """Close every pooled connection."""
        self.owner.dispose()
        self.reader.dispose()


def settle(database: Database) -> None:
    """Bring statistics and visibility up to date after a bulk write, once it is committed.

    Else plans are made for the table as it was, and tiles cannot be read from their index alone,
    until autovacuum comes by. Keeps no reader and no writer waiting.
    """
    with database.owner.connect() as connection:
        free = connection.execution_options(isolation_level="AUTOCOMMIT")
        free.execute(text(f"VACUUM (ANALYZE) {', '.join(_BULKY)}"))


def open_database(settings: Settings, *, start: bool = True) -> Database:
    """Return the database of `settings`; the embedded cluster is started if `start`.

    Connects lazily: nothing is asked of an external database before first use.
    """
    if settings.database_url:
        return connect(settings.database_url, settings=settings)
    cluster = embedded.find_cluster(settings.home)
    if start:
        embedded.start(cluster)
        _create_database(cluster.url(database="postgres"), DATABASE)
    return connect(cluster.url(), settings=settings, reader_url=cluster.url(role=READER_ROLE))


def connect(url: str, *, settings: Settings, reader_url: str = "") -> Database:
    """Return the database at `url`; without a reader URL the owner takes the reader's role.

    Raises InputError for an address that is none of PostgreSQL's.
    """
    address = _address(url, "database_url")
    given = reader_url or settings.reader_url
    options = [
        f"-c statement_timeout={settings.statement_timeout_ms}",
        "-c default_transaction_read_only=on",
        "-c jit=off",
        f"-c pg_trgm.word_similarity_threshold={SEARCH_RESEMBLANCE}",
    ]
    if not given:
        options.append(f"-c role={READER_ROLE}")
    reader = _address(given, "reader_url") if given else address
    return Database(
        owner=create_engine(address, pool_pre_ping=True, connect_args=_arguments(address)),
        reader=create_engine(
            reader,
            pool_pre_ping=True,
            pool_size=8,
            connect_args={**_arguments(reader), "options": " ".join(options)},
        ),
    )


def _address(url: str, setting: str) -> URL:
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):
        address = URL.create("unreadable")
    if address.drivername.split("+")[0] not in ("postgresql", "postgres"):
        raise InputError(  # without the value: it may hold a password
            "{variable} is not the address of a PostgreSQL database; it looks like "
            "postgresql://user:password@host:5432/database",
            variable=PREFIX + setting.upper(),
        )
    return address.set(drivername="postgresql+psycopg2")


def _arguments(address: URL) -> dict[str, Any]:
    ours = {"connect_timeout": _CONNECT_SECONDS, "application_name": "geoservice"}
    return {name: value for name, value in ours.items() if name not in address.query}


def check_connection(database: Database) -> None:
    """Raise UnavailableError with one sentence where the database cannot be reached."""
    try:
        with database.owner.connect() as connection:
            connection.execute(text("SELECT 1"))
    except DBAPIError as error:
        raise explain(error) from error


def check_reader(database: Database) -> None:
    """Raise ConflictError unless the reader can read what is published, and only that."""
    try:
        with database.reader.connect() as connection:
            allowed = connection.execute(
                text(
                    "SELECT has_table_privilege('published.space', 'SELECT') AS published, "
                    "has_table_privilege('account', 'SELECT') AS everything"
                )
            ).one()
    except DBAPIError as error:
        if sqlstate(error) in (NOT_ALLOWED, UNDEFINED_TABLE):
            raise _wrong_reader(database) from error
        raise explain(error, setting="reader_url") from error
    if not allowed.published or allowed.everything:
        raise _wrong_reader(database)


def _wrong_reader(database: Database) -> ConflictError:
    return ConflictError(
        "The database user '{user}' that the web reads with must be allowed what {role} is "
        "allowed and nothing else; let an administrator run: GRANT {role} TO {user};",
        user=database.reader.url.username,
        role=READER_ROLE,
    )


def _create_database(url: str, name: str) -> None:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            there = connection.scalar(
                text("SELECT true FROM pg_database WHERE datname = :name"), {"name": name}
            )
            if not there:
                connection.execute(text(f'CREATE DATABASE "{name}"'))
    except DBAPIError as error:
        # another process made it between our question and our order
        if sqlstate(error) not in ALREADY_THERE:
            raise
    finally:
        engine.dispose()
