"""Open at a time: judged in the time of the city, with the holidays of its country."""

from datetime import UTC, datetime

from sqlalchemy import text

from geoservice.publish.filters import Filter
from geoservice.publish.opening import KnownHours, with_open_hours
from geoservice.store.database import Database
from tests.conftest import add_city, add_space

AT = datetime(2026, 7, 6, 3, tzinfo=UTC)  # Monday: 10:00 in Bangkok, 06:00 in Helsinki


def opened(database: Database, known: KnownHours, at: datetime = AT) -> list[tuple[int, str]]:
    hours = with_open_hours(database, known, Filter(open_at=at)).open_hours
    assert hours is not None
    return list(zip(hours.cities, hours.hours, strict=True))


def test_each_city_is_read_in_its_own_time(database: Database) -> None:
    bangkok = add_city(database, "bangkok")
    helsinki = add_city(database, "helsinki", timezone="Europe/Helsinki", country="FI")
    for city in (bangkok, helsinki):
        add_space(database, city, opening_hours="Mo 09:00-17:00")
        add_space(database, city, opening_hours="Mo 05:00-07:00")

    assert opened(database, KnownHours()) == [
        (bangkok, "Mo 09:00-17:00"),
        (helsinki, "Mo 05:00-07:00"),
    ]


def test_public_holidays_are_those_of_the_country(database: Database) -> None:
    """28 July is the King's birthday in Thailand and a Tuesday like any other in Finland."""
    thai = add_city(database, "thai")
    finnish = add_city(database, "finnish", country="FI")
    for city in (thai, finnish):
        add_space(database, city, opening_hours="Mo-Fr 09:00-17:00; PH off")

    at = datetime(2026, 7, 28, 3, tzinfo=UTC)

    assert opened(database, KnownHours(), at) == [(finnish, "Mo-Fr 09:00-17:00; PH off")]


def test_hours_that_cannot_be_read_or_are_not_known_are_not_open(database: Database) -> None:
    city = add_city(database)
    add_space(database, city, opening_hours="whenever we like")
    add_space(database, city, opening_hours=None)
    add_space(database, city, opening_hours='"by appointment"')

    assert opened(database, KnownHours()) == []


def test_hours_are_read_again_when_a_space_changed(database: Database) -> None:
    city = add_city(database)
    space = add_space(database, city, opening_hours="Tu 09:00-17:00")
    known = KnownHours()
    assert opened(database, known) == []

    with database.writing() as session:
        session.execute(
            text("UPDATE space SET opening_hours = 'Mo 09:00-17:00' WHERE id = :id"), {"id": space}
        )

    assert opened(database, known) == [(city, "Mo 09:00-17:00")]


def test_a_city_with_an_unknown_time_zone_is_read_in_utc(database: Database) -> None:
    city = add_city(database, timezone="Nowhere/Atlantis")
    add_space(database, city, opening_hours="Mo 02:30-03:30")

    assert opened(database, KnownHours()) == [(city, "Mo 02:30-03:30")]


def test_only_the_last_times_are_remembered(database: Database) -> None:
    add_city(database)
    known = KnownHours()

    for minute in range(30):
        opened(database, known, AT.replace(minute=minute))

    assert len(known.judged) == 8
