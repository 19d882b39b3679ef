"""Two spaces that are one place: what moves, what is taken, what the trail says, and undoing."""

import pytest
from sqlalchemy import text

from geoservice.ecology.accounts.asker import Asker
from geoservice.ecology.editing.history import AskedHistory, list_writes
from geoservice.ecology.editing.merging import merge_twin, successors
from geoservice.ecology.editing.states import Act
from geoservice.ecology.editing.undoing import undo_write
from geoservice.errors import ForbiddenError, InputError, NotFoundError
from geoservice.store.database import Database
from geoservice.store.models import Activity, Knowledge
from tests.conftest import add_city, add_space
from tests.living import add_row

ANONG = Act(Asker(1, "anong", "curator"))


def merge(database: Database, twin: int, into: int, *taken: str, act: Act = ANONG) -> None:
    with database.writing() as session:
        merge_twin(session, act, twin, into, taken=taken)


def row(database: Database, space: int) -> dict:
    query = "SELECT name_th, phone, capacity, status, st_x(geom) AS lon FROM space WHERE id = :id"
    with database.owner.connect() as connection:
        return dict(connection.execute(text(query), {"id": space}).mappings().one())


def host(database: Database, table: str, number: int) -> int:
    with database.owner.connect() as connection:
        query = text(f"SELECT space_id FROM {table} WHERE id = :id")
        return connection.scalar(query, {"id": number})


def test_what_is_empty_is_taken_and_what_is_known_stays(database: Database) -> None:
    city = add_city(database)
    into = add_space(database, city, name_th="หอสมุด", capacity=40)
    twin = add_space(database, city, name_th="ห้องสมุด", phone="053", capacity=9, lon=98.981)

    merge(database, twin, into)

    kept = row(database, into)
    assert (kept["name_th"], kept["phone"], kept["capacity"]) == ("หอสมุด", "053", 40)
    assert kept["lon"] == 98.98
    assert row(database, twin)["status"] == "hidden"


def test_a_curator_says_which_fields_and_which_place_the_twin_decides(database: Database) -> None:
    city = add_city(database)
    into = add_space(database, city, name_th="หอสมุด")
    twin = add_space(database, city, name_th="ห้องสมุด", lon=98.981)

    merge(database, twin, into, "name_th", "geom")

    kept = row(database, into)
    assert (kept["name_th"], kept["lon"]) == ("ห้องสมุด", 98.981)
    with database.writing() as session:
        (newest, *_) = list_writes(session, AskedHistory(city, "spaces", into))
        assert {each.field for each in newest.differences} == {"name_th", "geom"}
        undo_write(session, ANONG, newest.id)
    assert (row(database, into)["name_th"], row(database, into)["lon"]) == ("หอสมุด", 98.98)


def test_what_hangs_on_the_twin_moves_and_undoing_brings_it_back(database: Database) -> None:
    city = add_city(database)
    into, twin = add_space(database, city), add_space(database, city)
    piece = add_row(database, Knowledge, city, space_id=twin)
    story = add_row(database, Activity, city, space_id=twin)

    merge(database, twin, into)

    assert (host(database, "knowledge", piece), host(database, "activity", story)) == (into, into)
    with database.writing() as session:
        (newest, *_) = list_writes(session, AskedHistory(city, "spaces", twin))
        assert (newest.action, newest.undoable) == ("merge", True)
        undo_write(session, ANONG, newest.id)
    assert row(database, twin)["status"] == "published"
    assert (host(database, "knowledge", piece), host(database, "activity", story)) == (twin, twin)


def test_a_space_is_not_merged_into_itself_nor_into_a_hidden_one(database: Database) -> None:
    city = add_city(database)
    space, hidden = add_space(database, city), add_space(database, city, status="hidden")

    with pytest.raises(InputError, match="into itself"):
        merge(database, space, space)
    with pytest.raises(NotFoundError):
        merge(database, space, hidden)
    assert row(database, space)["status"] == "published"


def test_nobody_merges_across_cities_or_in_another_city(database: Database) -> None:
    town, city = add_city(database), add_city(database, "city")
    here, there = add_space(database, town), add_space(database, city)

    with pytest.raises(InputError, match="different cities"):
        merge(database, here, there)
    with pytest.raises(ForbiddenError):
        merge(database, here, there, act=Act(Asker(2, "kaew", "curator", city)))


def test_what_went_through_two_mergers_is_followed_to_its_end_and_back(database: Database) -> None:
    city = add_city(database)
    first, second, third = (add_space(database, city) for _ in range(3))
    piece = add_row(database, Knowledge, city, space_id=first)
    merge(database, first, second)
    merge(database, second, third)

    with database.writing() as session:
        became = successors(session, first)
        (newest, *_) = list_writes(session, AskedHistory(city, "spaces", first))
        undo_write(session, ANONG, newest.id)
        after = successors(session, first)

    assert (became, after) == ([second, third], [])
    assert host(database, "knowledge", piece) == first
