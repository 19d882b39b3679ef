"""From what is asked to a wish: candidates, how long one stays, when one leaves."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from shapely import box
from sqlalchemy.orm import Session

from geoservice.ecology.asked import AskedPlace, AskedWalk
from geoservice.ecology.candidates import (
    MOST_CANDIDATES,
    Surroundings,
    WalkCity,
    find_candidates,
    read_city,
    read_landmarks,
)
from geoservice.ecology.stays import dwell_minutes, usual_stays
from geoservice.ecology.wishes import Moment, departure, make_wish
from geoservice.errors import InputError, NotFoundError
from geoservice.store.database import Database
from geoservice.store.words import KINDS
from geoservice.walk.itinerary import Place, Wish
from tests.conftest import add_city, add_space

HERE = AskedPlace(lon=98.98, lat=18.79)
NOW = datetime(2026, 11, 28, 7, 0, 42, tzinfo=UTC)
DEGREE_METRES = 105_500.0  # of longitude at 18.79 north


@pytest.fixture
def city(database: Database) -> int:
    return add_city(database, "town", country="TH", timezone="Asia/Bangkok")


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.reading() as session:
        yield session


def wish(session: Session, **asked: object) -> Wish:
    return make_wish(session, read_city(session, "town"), AskedWalk("town", **asked), depart=NOW)


def around(session: Session, metres: float = 1000, **wanted: object) -> list[int | None]:
    found = find_candidates(
        session, read_city(session, "town"), Surroundings(Place(98.98, 18.79), metres, **wanted)
    )
    return [each.space for each in found]


def east(metres: float) -> float:
    return 98.98 + metres / DEGREE_METRES


def test_candidates_are_near_and_the_best_come_first(
    database: Database, session: Session, city: int
) -> None:
    near = add_space(database, city, lon=east(100), rank=0.5)
    famous = add_space(database, city, lon=east(900), rank=1.0)
    dull = add_space(database, city, lon=east(900), rank=0.3)
    add_space(database, city, lon=east(1100), rank=1.0)

    # worth: 0.5 / (1 + 100/800) = 0.44, 1 / (1 + 900/800) = 0.47, 0.3 / 2.125 = 0.14
    assert around(session) == [famous, near, dull]


def test_a_passer_by_is_sent_to_a_library_before_a_bank_unless_banks_are_asked_for(
    database: Database, session: Session, city: int
) -> None:
    bank = add_space(database, city, lon=east(100), kind="bank", rank=0.8)
    library = add_space(database, city, lon=east(100), kind="library", rank=0.5)
    places = (read_city(session, "town"), Surroundings(Place(98.98, 18.79), 1000))

    assert around(session) == [library, bank]
    assert around(session, kinds=("library", "bank")) == [bank, library]
    ranks = {each.space: each.rank for each in find_candidates(session, *places)}
    assert ranks == {library: 0.5, bank: pytest.approx(0.08)}


def test_candidates_are_of_the_asked_kinds_and_ages(
    database: Database, session: Session, city: int
) -> None:
    museum = add_space(database, city, kind="museum", age_groups=["child"])
    for_all = add_space(database, city, kind="museum")
    add_space(database, city, kind="museum", age_groups=["senior"])
    add_space(database, city, kind="bank")

    assert set(around(session, kinds=("museum",), age_group="child")) == {museum, for_all}


def test_a_theme_lifts_a_space_and_shuts_none_out(
    database: Database, session: Session, city: int
) -> None:
    other = add_space(database, city, rank=0.6)
    green = add_space(database, city, rank=0.5, agendas=["environment"])

    assert around(session) == [other, green]
    assert around(session, themes=("environment",)) == [green, other]


def test_nobody_is_led_to_what_is_not_public(
    database: Database, session: Session, city: int
) -> None:
    shown = add_space(database, city)
    for hidden in ({"status": "hidden"}, {"status": "draft"}, {"place_privacy": "private"}):
        add_space(database, city, **hidden)
    add_space(database, city, geom=None)

    assert around(session) == [shown]
    landmarks = read_landmarks(session, read_city(session, "town"), [Place(98.98, 18.79)])
    assert len(landmarks) == 1


def test_candidates_are_no_more_than_can_be_tried(
    database: Database, session: Session, city: int
) -> None:
    for _ in range(MOST_CANDIDATES + 5):
        add_space(database, city)

    assert len(around(session)) == MOST_CANDIDATES


def test_a_budget_looks_as_far_as_half_of_it_can_be_walked(
    database: Database, session: Session, city: int
) -> None:
    # an adult walks 1.34 m a second: 402 m in the half of ten minutes
    near = add_space(database, city, lon=east(380))
    add_space(database, city, lon=east(430))

    found = wish(session, start=HERE, budget_minutes=10).candidates

    assert [each.space for each in found] == [near]


def test_one_is_not_sent_to_where_one_starts(
    database: Database, session: Session, city: int
) -> None:
    here, there = (add_space(database, city, lon=east(metres)) for metres in (0, 50))

    found = wish(session, start=AskedPlace(space=here), budget_minutes=60).candidates

    assert [each.space for each in found] == [there]


def test_how_long_one_stays_is_said_by_who_knows_best(
    database: Database, session: Session, city: int
) -> None:
    first, second = (add_space(database, city, kind="museum") for _ in range(2))
    asked = (AskedPlace(space=first, dwell_minutes=5), AskedPlace(space=second), HERE)

    def stays(**fields: object) -> list[int]:
        return [each.dwell_minutes for each in wish(session, stops=asked, **fields).stops]

    assert stays() == [5, dwell_minutes("museum"), 0]
    assert stays(dwell_minutes=12) == [5, 12, 12]
    assert stays(dwell_minutes=12, dwell_of_kinds={"museum": 7}) == [5, 7, 12]


def test_every_kind_has_its_usual_stay() -> None:
    assert set(usual_stays()) == set(KINDS)
    assert all(0 < stay.minutes <= 60 for stay in usual_stays().values())
    assert all(0 < stay.worth <= 1 for stay in usual_stays().values())


def test_a_city_that_is_not_there_is_answered_with_those_that_are(
    session: Session, city: int
) -> None:
    with pytest.raises(NotFoundError, match="no city 'twon'; there are: town"):
        read_city(session, "twon")


@pytest.mark.parametrize(("lon", "lat"), [(100.5, 13.75), (18.79, 89.0), (98.98, 90.0)])
def test_a_place_outside_is_refused(session: Session, city: int, lon: float, lat: float) -> None:
    with pytest.raises(InputError, match="lies outside town"):
        wish(session, start=AskedPlace(lon=lon, lat=lat), stops=(HERE,))


def test_a_place_with_its_degrees_swapped_is_told_so(database: Database, session: Session) -> None:
    add_city(database, "town")  # the box of 98.9 to 99.1 east
    add_city(database, "helsinki", boundary=box(24.9, 60.1, 25.0, 60.2))
    helsinki = read_city(session, "helsinki")
    right, swapped = AskedPlace(lon=24.95, lat=60.15), AskedPlace(lon=60.15, lat=24.95)

    with pytest.raises(InputError, match="inside with longitude and latitude swapped"):
        make_wish(session, helsinki, AskedWalk("helsinki", (swapped,), right), depart=NOW)


TOWN = WalkCity(1, "town", "เมือง", "Town", "TH", "Asia/Bangkok", "")


def depart(given: datetime | None, *, saved: bool = False) -> datetime:
    return departure(AskedWalk("town", depart=given), TOWN, Moment(NOW, saved))


def test_now_is_the_minute_that_runs_on_the_citys_clock() -> None:
    assert depart(None).isoformat() == "2026-11-28T14:00:00+07:00"


def test_a_time_without_a_zone_is_the_citys_and_one_with_a_zone_is_turned_to_it() -> None:
    assert depart(datetime(2026, 11, 28, 16, 30)).isoformat() == "2026-11-28T16:30:00+07:00"
    utc = datetime(2026, 11, 28, 16, 30, tzinfo=UTC)
    assert depart(utc).isoformat() == "2026-11-28T23:30:00+07:00"


def test_a_time_long_past_is_refused_unless_the_walk_was_saved() -> None:
    past = NOW - timedelta(days=2)

    assert depart(NOW - timedelta(hours=20)) == NOW - timedelta(hours=20)
    assert depart(past, saved=True) == past
    for given in (past, NOW + timedelta(days=800), datetime.min, datetime.max):
        with pytest.raises(InputError, match="more than a day past or more than two years"):
            depart(given)
