"""A quick look: the same answers as the slow way, and never a dead connection twice."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, OperationalError

from geoservice.store.database import Database
from geoservice.store.glance import Glance
from tests.conftest import add_city


@pytest.fixture
def glance(database: Database) -> Iterator[Glance]:
    glance = Glance(database.reader)
    yield glance
    glance.close()


def cut_readers(database: Database) -> None:
    with database.owner.connect() as connection:
        connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE usename = 'geoservice_reader' AND datname = current_database()"
            )
        )


def test_it_reads_as_the_webs_role_and_can_write_nothing(glance: Glance) -> None:
    assert glance.row("SELECT current_user", None) == ("geoservice_reader",)
    assert glance.row("SELECT %(a)s + 1", {"a": 41}) == (42,)
    with pytest.raises(DBAPIError):
        glance.row("SELECT count(*) FROM account", None)
    with pytest.raises(DBAPIError):
        glance.row("CREATE TABLE public.mine (id integer)", None)
    assert glance.row("SELECT 1", None) == (1,)  # an error leaves no transaction behind


def test_the_moment_lasts_until_something_is_committed(glance: Glance, database: Database) -> None:
    moment = glance.moment()
    assert glance.moment() == moment

    with database.writing() as session:
        session.execute(text("UPDATE city SET slug = slug"))  # no row: nothing is written
    assert glance.moment() == moment
    add_city(database)

    assert glance.moment() != moment


def test_the_moment_does_not_pass_with_what_is_not_committed(
    glance: Glance, database: Database
) -> None:
    with database.owner.connect() as connection:
        connection.execute(
            text(
                "INSERT INTO city (slug, name_th, name_en, geom) VALUES ('a', 'b', "
                "'c', st_multi(st_makeenvelope(0, 0, 1, 1, 4326)))"
            )
        )
        during = glance.moment()
        assert glance.row("SELECT count(*) FROM published.city", None) == (0,)
        connection.commit()

    assert glance.moment() != during
    assert glance.row("SELECT count(*) FROM published.city", None) == (1,)


def test_a_lost_connection_is_opened_again_once(glance: Glance, database: Database) -> None:
    glance.moment()

    cut_readers(database)

    assert glance.row("SELECT 1", None) == (1,)
    cut_readers(database)
    assert glance.moment() == glance.moment()


def test_a_database_that_is_gone_is_an_operational_error(server) -> None:
    gone = server.database("no_such_database")

    with pytest.raises(OperationalError):
        Glance(gone.reader).moment()
    gone.close()


def test_it_manages_where_a_pooler_changes_the_connection(glance: Glance) -> None:
    glance.row("DEALLOCATE ALL; SELECT 1", None)

    assert glance.moment() == glance.moment()


def backend(glance: Glance, seconds: float = 0) -> int:
    return glance.row("SELECT pg_backend_pid(), pg_sleep(%(for)s)", {"for": seconds})[0]


def test_looks_at_once_have_a_connection_each_and_others_share_the_last(glance: Glance) -> None:
    with ThreadPoolExecutor(3) as threads:
        at_once = list(threads.map(lambda _: backend(glance, 0.1), range(3)))
        one_by_one = {threads.submit(backend, glance).result() for _ in range(6)}

    assert len(set(at_once)) == 3
    assert len(one_by_one) == 1


def test_a_look_that_takes_too_long_is_given_up_and_the_next_works(glance: Glance) -> None:
    first = backend(glance)
    glance.row("SET statement_timeout = 20; SELECT 1", None)

    with pytest.raises(OperationalError):
        backend(glance, 5)

    assert backend(glance) == first
