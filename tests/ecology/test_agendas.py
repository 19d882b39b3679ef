"""What a city works on: the five agendas and its own, what carries each, what came of it."""

from datetime import UTC, date, datetime

import pytest

from geoservice.coverage.indicators import indicators
from geoservice.ecology.accounts.asker import Asker
from geoservice.ecology.agendas import (
    MOST_CARRIERS,
    USUAL_FIGURES,
    check_agendas,
    known_agendas,
    read_agendas,
)
from geoservice.ecology.agendas import (
    Agenda as CityAgenda,
)
from geoservice.ecology.editing.pieces import create_piece
from geoservice.ecology.editing.rows import New
from geoservice.ecology.editing.spaces import change_space, create_space, hold_space
from geoservice.ecology.editing.states import Act
from geoservice.errors import InputError
from geoservice.store.database import Database
from geoservice.store.models import Activity, Agenda, Note, Outcome, Route
from geoservice.store.words import AGENDAS
from tests.conftest import add_city, add_space

ANONG = Act(Asker(1, "anong", "curator"))


@pytest.fixture
def city(database: Database) -> int:
    return add_city(database)


def store(database: Database, *rows: object) -> None:
    with database.writing() as session:
        session.add_all(rows)


def agendas(database: Database) -> dict[str, CityAgenda]:
    with database.reading() as session:
        return {each.slug: each for each in read_agendas(session, "town")}


def test_every_city_has_the_five_with_figures_that_there_are(database: Database, city: int) -> None:
    found = agendas(database)

    assert tuple(found) == AGENDAS
    assert not any(each.is_own for each in found.values())
    assert {name for names in USUAL_FIGURES.values() for name in names} <= {
        each.id for each in indicators()
    }


def test_a_city_adds_its_own_and_may_say_one_of_the_five_in_its_words(
    database: Database, city: int
) -> None:
    store(
        database,
        Agenda(city_id=city, slug="clean-air", title_th="อากาศสะอาด", figures=["reach_park"]),
        Agenda(city_id=city, slug="health", title_th="เมืองสุขภาพดี", title_en="A healthy city"),
    )

    found = agendas(database)

    assert tuple(found) == (*AGENDAS, "clean-air")
    assert found["clean-air"].is_own
    assert found["clean-air"].title == ("อากาศสะอาด", "อากาศสะอาด")
    assert found["clean-air"].figures == ("reach_park",)
    assert (found["health"].title[1], found["health"].is_own) == ("A healthy city", False)
    assert found["health"].figures == USUAL_FIGURES["health"]


def test_what_carries_an_agenda_is_told_as_far_as_it_is_published(
    database: Database, city: int
) -> None:
    space = add_space(database, city, agendas=["health", "learning"])
    add_space(database, city, agendas=["health"], status="draft")
    times = {"starts_at": "2026-01-01T09:00Z", "ends_at": "2026-01-01T10:00Z"}
    store(
        database,
        *(
            Activity(
                city_id=city,
                space_id=space,
                title_th=title,
                agendas=["health"],
                status=status,
                **times,
            )
            for title, status in (("เดิน", "published"), ("ร่าง", "draft"))
        ),
        Route(city_id=city, slug="a", title_th="เมืองเก่า", agendas=["health"], status="published"),
        Note(
            city_id=city,
            kind="problem",
            text="ทางเท้าแตก",
            agendas=["health"],
            status="published",
            geom="SRID=4326;POINT(98.98 18.79)",
        ),
    )

    found = agendas(database)

    assert found["health"].counts == {"spaces": 1, "activities": 1, "routes": 1, "notes": 1}
    assert found["health"].carried("activities")[0].on == date(2026, 1, 1)
    assert found["health"].carried("notes")[0].title_th == "ทางเท้าแตก"
    assert len(found["health"].carried("routes")) == 1
    assert len(found["learning"].carriers) == 1


def test_of_much_that_carries_an_agenda_the_newest_is_told_and_all_is_counted(
    database: Database, city: int
) -> None:
    space = add_space(database, city)
    store(
        database,
        *(
            Activity(
                city_id=city,
                space_id=space,
                title_th=f"ครั้งที่ {day}",
                agendas=["health", "health"],
                status="published",
                starts_at=datetime(2026, 1, day, tzinfo=UTC),
                ends_at=datetime(2026, 1, day, tzinfo=UTC),
            )
            for day in range(1, MOST_CARRIERS + 5)
        ),
    )

    health = agendas(database)["health"]

    assert health.counts["activities"] == MOST_CARRIERS + 4
    assert len(health.carried("activities")) == MOST_CARRIERS
    assert health.carried("activities")[0].title_th == f"ครั้งที่ {MOST_CARRIERS + 4}"


def test_what_people_reported_is_told_the_newest_first(database: Database, city: int) -> None:
    for day, text, status in (
        ("2026-01-01", "เดินมากขึ้น", "published"),
        ("2026-05-01", "หายใจโล่งขึ้น", "published"),
        ("2026-06-01", "ยังไม่ตรวจ", "draft"),
    ):
        store(
            database,
            Outcome(city_id=city, agenda="health", text_th=text, happened_on=day, status=status),
        )

    outcomes = agendas(database)["health"].outcomes

    assert [each.text[0] for each in outcomes] == ["หายใจโล่งขึ้น", "เดินมากขึ้น"]


def test_words_that_are_no_agenda_of_the_city_are_refused(database: Database, city: int) -> None:
    other = add_city(database, "other")
    store(database, Agenda(city_id=other, slug="clean-air", title_th="อากาศสะอาด"))

    with database.reading() as session:
        check_agendas(session, "other", ["health", "clean-air"])
        assert known_agendas(session, "town") == AGENDAS
        with pytest.raises(InputError, match="'clean-air', which is none of: health,"):
            check_agendas(session, "town", ["clean-air"])


def test_a_curator_may_only_write_agendas_of_the_city(database: Database, city: int) -> None:
    store(database, Agenda(city_id=city, slug="clean-air", title_th="อากาศสะอาด"))
    values = {"kind": "library", "name_th": "ห้องสมุด", "agendas": ("clean-air", "health")}
    with database.writing() as session:
        space = create_space(session, ANONG, New("town", values)).id

    with pytest.raises(InputError, match="'happiness', which is none of"), database.writing() as s:
        change_space(s, ANONG, hold_space(s, ANONG, space, marks=None), {"agendas": ("happiness",)})

    piece = {
        "space_id": space,
        "title_th": "เดินเมือง",
        "starts_at": datetime(2026, 1, 1, 9, tzinfo=UTC),
        "ends_at": datetime(2026, 1, 1, 10, tzinfo=UTC),
        "agendas": ("happiness",),
    }
    with pytest.raises(InputError, match="'happiness', which is none of"), database.writing() as s:
        create_piece(s, ANONG, "activities", New("town", piece))
    assert len(agendas(database)["clean-air"].carriers) == 1
