"""The database that a command works on."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from geoservice.cli.console import progress
from geoservice.config import Settings
from geoservice.intake.progress import Report
from geoservice.store.database import Database, check_connection, open_database, settle
from geoservice.store.schema import check_schema


@contextmanager
def working_database() -> Iterator[Database]:
    """Give the database of the settings, reachable and of this program's schema.

    The embedded cluster is started where it is not running. Raises UnavailableError or
    ConflictError in one sentence otherwise.
    """
    database = open_database(Settings.from_environment())
    try:
        check_connection(database)
        with database.owner.connect() as connection:
            check_schema(connection)
        yield database
    finally:
        database.close()


@contextmanager
def importing() -> Iterator[tuple[Session, Report]]:
    """Give a session in one transaction and who to tell of progress; settle what was committed."""
    with working_database() as database:
        with progress() as report, database.writing() as session:
            yield session, report
        settle(database)
