"""Engines and sessions. Only `store` makes them.

Two doors: the owner's, for writes and schema, and the reader's, which can only select what is
published, read-only and under a statement timeout.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Engine, create_engine, make_url, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from geoservice.config import Settings
from geoservice.errors import UnavailableError
from geoservice.store import cluster as embedded
from geoservice.store.cluster import DATABASE, READER_ROLE


@dataclass(frozen=True)
class Database:
    """The two engines on one database: `owner` writes, `reader` reads what is published."""

    owner: Engine
    reader: Engine

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Give a session in one transaction: committed at the end, rolled back on any error."""
        with Session(self.owner) as session, session.begin():
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
    """Return the database at `url`; without a reader URL the owner takes the reader's role."""
    address = make_url(url).set(drivername="postgresql+psycopg2")
    given = reader_url or settings.reader_url
    timeout = f"-c statement_timeout={settings.statement_timeout_ms}"
    options = f"{timeout} -c default_transaction_read_only=on -c jit=off"
    if not given:
        options += f" -c role={READER_ROLE}"
    reader = make_url(given).set(drivername="postgresql+psycopg2") if given else address
    return Database(
        owner=create_engine(address, pool_pre_ping=True),
        reader=create_engine(
            reader, pool_pre_ping=True, pool_size=8, connect_args={"options": options}
        ),
    )


def check_connection(database: Database) -> None:
    """Raise UnavailableError with one sentence where the database cannot be reached."""
    try:
        with database.owner.connect() as connection:
            connection.execute(text("SELECT 1"))
    except OperationalError as error:
        raise UnavailableError(
            "The database {url} cannot be reached ({reason}); check GEOSERVICE_DATABASE_URL.",
            url=database.owner.url.render_as_string(hide_password=True),
            reason=str(error.orig).strip().splitlines()[0],
        ) from error


def _create_database(url: str, name: str) -> None:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        there = connection.scalar(
            text("SELECT true FROM pg_database WHERE datname = :name"), {"name": name}
        )
        if not there:
            connection.execute(text(f'CREATE DATABASE "{name}"'))
    engine.dispose()
