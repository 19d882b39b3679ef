"""Spaces written by curators: versions, provenance, trail, undo, twins, and two at once."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from shapely import Point
from sqlalchemy import text
from sqlalchemy.orm import Session

from geoservice.ecology.accounts.asker import Asker
from geoservice.ecology.editing.pieces import create_piece
from geoservice.ecology.editing.rows import New, state_of
from geoservice.ecology.editing.spaces import (
    FIELDS,
    change_space,
    create_space,
    hide_space,
    hold_space,
)
from geoservice.ecology.editing.states import Act, StaleError, State
from geoservice.ecology.editing.twins import TwinsError
from geoservice.ecology.editing.undoing import undo_write
from geoservice.errors import ForbiddenError, InputError, NotFoundError
from geoservice.intake.loading import IncomingSpace, merge_spaces
from geoservice.store.database import Database
from geoservice.store.models import Activity, City, Space
from tests.conftest import add_city, add_space

ANONG = Act(Asker(1, "anong", "curator"), reason="went there")
PLACE = Point(98.98, 18.79)
ROW = text("SELECT to_jsonb(space) - '{version,updated_at}'::text[] FROM space WHERE id = :id")
NEAR = 0.0027  # degrees of latitude: 300 m


def act(database: Database, do: Callable[[Session], State]) -> State:
    with database.writing() as session:
        return do(session)


def create(database: Database, *, act: Act = ANONG, twins: bool = False, **values: object) -> State:
    given = {"kind": "library", "name_th": "ห้องสมุดประชาชน", "geom": PLACE, **values}
    city = given.pop("city", "town")
    with database.writing() as session:
        return create_space(session, act, New(city, given), beside_twins=twins)


def change(database: Database, space: int, *, act: Act = ANONG, **values: object) -> State:
    with database.writing() as session:
        held = hold_space(session, act, space, marks=None)
        return change_space(session, act, held, values)


def trail(database: Database) -> list:
    columns = "id, actor, action, subject_id, city_id, before, after, reason"
    with database.owner.connect() as connection:
        return list(connection.execute(text(f"SELECT {columns} FROM audit ORDER BY id")))


def stored(database: Database, space: int) -> dict:
    with database.owner.connect() as connection:
        return connection.scalar(ROW, {"id": space})


def test_a_new_space_is_published_and_every_field_of_it_is_its_curators(
    database: Database,
) -> None:
    city = add_city(database)

    state = create(database, age_groups=("child",), capacity=40)

    row = stored(database, state.id)
    assert (state.version, row["status"], row["source"]) == (1, "published", "curators")
    assert row["provenance"] == dict.fromkeys(
        ("kind", "name_th", "geom", "age_groups", "capacity"), "curator:anong"
    )
    ((_, actor, action, subject, of_city, before, after, reason),) = trail(database)
    assert (actor, action, subject, of_city) == ("account:anong", "create", state.id, city)
    assert (before, reason) == (None, "went there")
    assert after["capacity"] == 40


def test_a_change_is_the_next_version_and_says_who_set_which_field(database: Database) -> None:
    space = add_space(database, add_city(database), provenance={"name_th": "osm", "kind": "osm"})

    state = change(database, space, name_th="หอสมุด", phone="053 000 000")

    row = stored(database, space)
    assert state.version == 2
    assert row["provenance"] == {
        "kind": "osm",
        "name_th": "curator:anong",
        "phone": "curator:anong",
    }
    ((*_, before, after, _),) = trail(database)
    assert (before["name_th"], after["name_th"]) == ("ห้องสมุด", "หอสมุด")
    assert (before["version"], after["version"]) == (1, 2)


def test_what_is_so_already_is_not_written(database: Database) -> None:
    space = add_space(database, add_city(database), other_names=["ก"])

    state = change(
        database, space, name_th="ห้องสมุด", other_names=("ก",), geom=Point(98.98 + 1e-9, 18.79)
    )

    assert state.version == 1
    assert trail(database) == []
    assert stored(database, space)["provenance"] == {}


def test_no_import_overwrites_what_a_curator_set_and_a_hidden_space_stays_hidden(
    database: Database,
) -> None:
    city = add_city(database)
    rows = [
        IncomingSpace("1", "library", name_th="เก่า", phone="1", geom=PLACE),
        IncomingSpace("2", "museum", name_th="ปิดแล้ว", geom=PLACE),
    ]

    def import_again() -> None:
        with database.writing() as session:
            merge_spaces(session, city_id=city, source="list", rows=rows, hide_missing=True)

    import_again()
    with database.owner.connect() as connection:
        first, second = connection.scalars(text("SELECT id FROM space ORDER BY source_id")).all()
    change(database, first, name_th="ใหม่", geom=Point(98.99, 18.8))
    with database.writing() as session:
        hide_space(session, ANONG, hold_space(session, ANONG, second, marks=None))
    rows[0] = IncomingSpace("1", "library", name_th="เก่ากว่า", phone="2", geom=PLACE)
    import_again()

    row = stored(database, first)
    assert (row["name_th"], row["phone"]) == ("ใหม่", "2")
    assert row["geom"]["coordinates"] == [98.99, 18.8]
    assert stored(database, second)["status"] == "hidden"


def test_every_write_can_be_undone_to_the_last_byte(database: Database) -> None:
    place = "SRID=4326;POINT(98.98012345678901 18.79012345678901)"
    space = add_space(
        database,
        add_city(database),
        geom=place,
        outline="SRID=4326;MULTIPOLYGON(((98.98 18.79,98.99 18.79,98.99 18.8,98.98 18.79)))",
        other_names=["ก", "ข"],
        provenance={"name_th": "osm"},
    )
    at_first = stored(database, space)
    exact = text("SELECT geom::text || outline::text FROM space WHERE id = :id")
    with database.owner.connect() as connection:
        shapes = connection.scalar(exact, {"id": space})

    change(database, space, name_th="อื่น", other_names=(), geom=Point(99, 18.8), capacity=3)
    changed = trail(database)[-1].id
    undone = act(database, lambda session: undo_write(session, ANONG, changed))

    assert stored(database, space) == at_first
    with database.owner.connect() as connection:
        assert connection.scalar(exact, {"id": space}) == shapes
    assert undone.version == 3
    undoing = trail(database)[-1]
    assert (undoing.action, undoing.before["name_th"]) == ("undo", "อื่น")
    again = act(database, lambda session: undo_write(session, ANONG, undoing.id))
    assert again.version == 4
    assert stored(database, space)["name_th"] == "อื่น"


def test_a_hidden_space_comes_back_and_a_created_one_goes(database: Database) -> None:
    city = add_city(database)
    space = add_space(database, city)
    with database.writing() as session:
        hide_space(session, ANONG, hold_space(session, ANONG, space, marks=None))
    new = create(database)

    for write in trail(database):
        act(database, lambda session, number=write.id: undo_write(session, ANONG, number))

    assert stored(database, space)["status"] == "published"
    assert stored(database, new.id)["status"] == "hidden"


def test_only_the_newest_write_is_undone(database: Database) -> None:
    space = add_space(database, add_city(database))
    change(database, space, name_th="หนึ่ง")
    change(database, space, name_th="สอง")

    with pytest.raises(StaleError, match="version 3 stands there"), database.writing() as session:
        undo_write(session, ANONG, trail(database)[0].id)
    with pytest.raises(NotFoundError, match="no write 99"), database.writing() as session:
        undo_write(session, ANONG, 99)


def test_a_curator_of_another_city_may_nothing(database: Database) -> None:
    city, other = add_city(database), add_city(database, "other")
    space = add_space(database, city)
    dao = Act(Asker(2, "dao", "curator", city_id=other))

    with pytest.raises(ForbiddenError, match="another city"):
        change(database, space, act=dao, name_th="x")
    with pytest.raises(ForbiddenError, match="another city"):
        create(database, act=dao)
    assert trail(database) == []


def test_a_new_space_without_a_city_is_in_its_curators_or_nowhere(database: Database) -> None:
    city = add_city(database)
    dao = Act(Asker(2, "dao", "curator", city_id=city))

    state = create(database, act=dao, city=None)

    assert stored(database, state.id)["city_id"] == city
    with pytest.raises(InputError, match="in which city"):
        create(database, city=None)
    with pytest.raises(NotFoundError, match="there are: town"):
        create(database, city="nowhere")


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (Point(98.5, 18.79), "outside the city and the 1500 m around it"),
        (Point(18.79, 98.98 - 10), "longitude and latitude exchanged"),
    ],
)
def test_a_place_must_lie_in_the_city_or_just_around_it(
    database: Database, place: Point, said: str
) -> None:
    add_city(database)
    if "exchanged" in said:
        with database.writing() as session:
            session.execute(
                text(
                    "UPDATE city SET geom = st_multi(st_makeenvelope(88.9, 18.7, 89.1, 18.9, 4326))"
                )
            )

    with pytest.raises(InputError, match=said):
        create(database, geom=place)


def test_the_margin_around_a_city_belongs_to_it(database: Database) -> None:
    add_city(database)  # its eastern border is at 99.1; a degree is 105.4 km here

    create(database, geom=Point(99.1 + 1.4 / 105.4, 18.79))
    with pytest.raises(InputError, match="outside the city"):
        create(database, geom=Point(99.1 + 1.6 / 105.4, 18.79))


def test_a_space_has_a_name_whatever_is_taken_away(database: Database) -> None:
    add_city(database)
    state = create(database, name_en="Public Library")

    change(database, state.id, name_th=None)
    with pytest.raises(InputError, match="no name"):
        change(database, state.id, name_en=None)
    with pytest.raises(InputError, match="no name"):
        create(database, name_th=None)


@pytest.mark.parametrize(
    ("values", "is_twin"),
    [
        ({"name_th": "ห้องสมุดประชาชน"}, True),
        ({"other_names": ("หอสมุด",), "name_th": "หอสมุดประชาชน"}, True),
        ({"name_th": "ห้องสมุดเด็ก"}, False),
        ({"kind": "museum"}, False),
        ({"geom": Point(98.98, 18.79 + NEAR)}, True),
        ({"geom": Point(98.98, 18.79 + 3 * NEAR)}, False),
        ({"geom": None}, False),
    ],
)
def test_a_place_that_is_there_already_is_named(
    database: Database, values: dict, is_twin: bool
) -> None:
    add_city(database)
    first = create(database)

    if not is_twin:
        create(database, **values)
        return
    with pytest.raises(TwinsError, match=rf"ห้องสมุดประชาชน \({first.id}\)") as refused:
        create(database, **values)
    assert [twin.id for twin in refused.value.twins] == [first.id]
    assert create(database, twins=True, **values).id != first.id


def test_a_place_is_known_by_its_name_in_the_other_script(database: Database) -> None:
    add_city(database)
    create(database, kind="temple", name_th="วัดสวนดอก")

    with pytest.raises(TwinsError, match="วัดสวนดอก"):
        create(database, kind="temple", name_th=None, name_en="Wat Suan Dok")


def test_branches_of_a_bank_are_no_twins_and_hidden_places_are_none(database: Database) -> None:
    add_city(database)
    create(database, kind="bank", name_th="ธนาคารออมสิน")
    create(database, kind="bank", name_th="ธนาคารออมสิน", geom=Point(98.98, 18.79 + NEAR))
    gone = create(database)
    with database.writing() as session:
        hide_space(session, ANONG, hold_space(session, ANONG, gone.id, marks=None))

    create(database)


def test_what_is_online_only_is_compared_with_what_is_online_only(database: Database) -> None:
    add_city(database)
    create(database, geom=None)

    with pytest.raises(TwinsError):
        create(database, geom=None)


def test_a_mark_names_one_state_only(database: Database) -> None:
    space = add_space(database, add_city(database))
    with database.writing() as session:
        first = state_of(hold_space(session, ANONG, space, marks=None))

    second = change(database, space, name_th="ใหม่")

    with pytest.raises(StaleError) as refused, database.writing() as session:
        hold_space(session, ANONG, space, marks=[first.mark])
    assert refused.value.state == second
    with database.writing() as session:
        assert hold_space(session, ANONG, space, marks=[second.mark]).id == space


@pytest.mark.parametrize("status", ["draft", "hidden"])
def test_what_is_not_published_is_not_found(database: Database, status: str) -> None:
    space = add_space(database, add_city(database), status=status)

    with pytest.raises(NotFoundError, match="no feature"):
        change(database, space, name_th="x")


def test_of_two_curators_at_once_the_second_learns_of_the_first(database: Database) -> None:
    space = add_space(database, add_city(database))
    with database.writing() as session:
        read = state_of(hold_space(session, ANONG, space, marks=None))
    held, outcomes = threading.Event(), []

    def second() -> None:
        held.wait()
        try:
            with database.writing() as session:
                late = hold_space(session, ANONG, space, marks=[read.mark])
                change_space(session, ANONG, late, {"name_th": "ที่สอง", "capacity": 2})
        except StaleError as error:
            outcomes.append(error.state.version)

    thread = threading.Thread(target=second)
    thread.start()
    with database.writing() as session:
        early = hold_space(session, ANONG, space, marks=[read.mark])
        held.set()
        thread.join(0.3)
        assert thread.is_alive()  # it waits for the row
        change_space(session, ANONG, early, {"name_th": "ที่หนึ่ง"})
    thread.join(10)

    row = stored(database, space)
    assert outcomes == [2]
    assert (row["name_th"], row["capacity"]) == ("ที่หนึ่ง", None)
    assert len(trail(database)) == 1


def test_of_two_who_add_the_same_place_at_once_the_second_is_told(database: Database) -> None:
    add_city(database)
    outcomes: list[str] = []

    def add() -> None:
        try:
            create(database)
            outcomes.append("added")
        except TwinsError:
            outcomes.append("told")

    threads = [threading.Thread(target=add) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)

    assert sorted(outcomes) == ["added", "told", "told", "told"]


def test_a_write_that_fails_leaves_nothing(database: Database) -> None:
    space = add_space(database, add_city(database))
    before = stored(database, space)

    def half(session: Session) -> State:
        held = hold_space(session, ANONG, space, marks=None)
        change_space(session, ANONG, held, {"name_th": "ครึ่ง"})
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        act(database, half)

    assert stored(database, space) == before
    assert trail(database) == []


def test_every_field_that_can_be_edited_is_a_column(database: Database) -> None:
    assert set(FIELDS) <= set(Space.__table__.columns.keys())
    assert not {"id", "city", "source", "source_id", "version", "updated_at"} & set(FIELDS)


@pytest.mark.parametrize(
    ("country", "given", "expected"),
    [("FI", None, "EUR"), ("TH", None, "THB"), ("FI", "SEK", "SEK")],
)
def test_a_fee_is_in_the_money_of_its_country_unless_another_is_told(
    database: Database, country: str, given: str | None, expected: str
) -> None:
    city = add_city(database)
    space = add_space(database, city)
    values = {
        "space_id": space,
        "title_th": "นิทาน",
        "starts_at": datetime(2026, 11, 28, 3, tzinfo=UTC),
        "ends_at": datetime(2026, 11, 28, 5, tzinfo=UTC),
        **({"currency": given} if given else {}),
    }

    with database.writing() as session:
        session.get_one(City, city).country = country
        act = Act(Asker(0, "demo", "admin"))
        made = create_piece(session, act, "activities", New("town", values))
        assert session.get_one(Activity, made.id).currency == expected
