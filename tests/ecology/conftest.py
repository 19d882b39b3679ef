"""A database for each test, without the time it takes to make one: emptied, not made anew."""

from collections.abc import Iterator

import pytest
from sqlalchemy import text

from geoservice.store.database import Database


@pytest.fixture
def database(module_database: Database) -> Iterator[Database]:
    """The database of this module, empty again after each test."""
    yield module_database
    with module_database.writing() as session:
        for table in ("audit", "account", "city"):  # all else hangs on cities
            session.execute(text(f"DELETE FROM {table}"))
