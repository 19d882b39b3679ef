"""Rows copied out: whole, of one moment, and no query goes on that nobody reads."""

import time
from collections.abc import Iterator

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from geoservice.store.copy_out import CSV, CSV_WITH_NAMES, begin_reading, copy_out
from geoservice.store.database import Database
from geoservice.store.relations import view_of
from tests.conftest import add_city, add_space

PATIENCE_SECONDS = 5
SPACES = view_of("spaces")


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.reading() as session:
        begin_reading(session, timeout_ms=10_000)
        yield session


def numbers(count: int, *, slowly: bool = False):
    series = func.generate_series(1, count).table_valued("n").render_derived()
    waited = [func.pg_sleep(0.001)] if slowly else []
    return select(func.repeat("x", 1000).concat(series.c.n), *waited)


def copying(database: Database) -> int:
    with database.owner.connect() as connection:
        found = connection.scalar(
            text(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
                "AND usename = 'geoservice_reader' AND state = 'active' AND query LIKE 'COPY%'"
            )
        )
    return found or 0


def wait_for_quiet(database: Database) -> None:
    ends = time.monotonic() + PATIENCE_SECONDS
    while copying(database):
        assert time.monotonic() < ends, "the query goes on"
        time.sleep(0.02)


def test_every_row_comes_once_in_blocks_of_whole_rows(session: Session) -> None:
    blocks = list(copy_out(session, numbers(2000)))
    rows = b"".join(block.text for block in blocks).splitlines()

    assert rows == [b"x" * 1000 + str(n).encode() for n in range(1, 2001)]
    assert all(block.text.endswith(b"\n") for block in blocks)
    assert sum(block.rows for block in blocks) == 2000
    assert len(blocks) > 5


def test_values_are_bound_whatever_they_hold(database: Database, session: Session) -> None:
    wanted = "50% 'off' \\ \"it\"; -- ก %(x)s"

    (block,) = copy_out(session, select(func.concat(wanted)))

    assert block.text.decode() == wanted + "\n"
    assert list(copy_out(session, select(SPACES.c.id).where(SPACES.c.kind == wanted))) == []


def test_as_csv_it_has_names_and_tells_null_from_nothing(session: Session) -> None:
    row = select(
        func.concat("a,b").label("one"),
        func.nullif("", "").label("two"),
        func.concat("").label("three"),
    )

    (block,) = copy_out(session, row, CSV_WITH_NAMES)
    (plain,) = copy_out(session, row, CSV)

    assert block.text == b'one,two,three\n"a,b",,""\n'
    assert plain.text == b'"a,b",,""\n'


def test_all_that_a_session_reads_is_of_one_moment(database: Database, session: Session) -> None:
    city = add_city(database)
    ids = select(SPACES.c.id)
    assert list(copy_out(session, ids)) == []

    add_space(database, city)

    assert list(copy_out(session, ids)) == []


def test_a_reader_that_leaves_ends_the_query(database: Database, session: Session) -> None:
    blocks = copy_out(session, numbers(1_000_000, slowly=True), CSV)
    next(blocks)
    assert copying(database) == 1

    blocks.close()

    wait_for_quiet(database)
    with database.reading() as another:  # the pool has given the broken connection up
        assert another.scalar(text("SELECT 1")) == 1


def test_a_query_that_takes_too_long_is_an_error_and_not_an_end(database: Database) -> None:
    with database.reading() as session:
        begin_reading(session, timeout_ms=200)

        with pytest.raises(DBAPIError) as failure:
            list(copy_out(session, numbers(1_000_000, slowly=True), CSV))

        assert failure.value.orig.pgcode == "57014"
    wait_for_quiet(database)
    with database.reading() as session:
        assert session.scalar(text("SHOW statement_timeout")) == "5s"


def test_what_the_reader_may_not_see_cannot_be_copied(session: Session) -> None:
    with pytest.raises(DBAPIError, match="permission denied"):
        list(copy_out(session, select(text("name FROM account"))))
