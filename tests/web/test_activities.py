"""Activities over HTTP: what happens when, near whom, for which age; and as a calendar."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import icalendar
import pytest
from flask.testing import FlaskClient

from geoservice.store.database import Database
from tests.conftest import Server, add_city, add_space
from tests.programme import BANGKOK, add_activity
from tests.web.conftest import close_app, make_app

ITEMS = "/api/collections/activities/items"
NOVEMBER = "from=2026-11-01&to=2026-11-30"


@dataclass(frozen=True)
class Programme:
    """A library in the middle with three activities, a museum 2 km away with one."""

    client: FlaskClient
    database: Database
    library: int
    lanterns: int
    story: int
    museum_day: int


@pytest.fixture(scope="module")
def programme(server: Server, module_database: Database) -> Iterator[Programme]:
    database = module_database
    city = add_city(database)
    library = add_space(database, city, name_en="Town Library")
    museum = add_space(database, city, kind="museum", lat=18.81)
    lanterns = add_activity(database, city, library, age_groups=["child", "youth"], fee=0)
    story = add_activity(
        database,
        city,
        library,
        start="2026-11-07T09:00",
        title_th="เล่านิทาน; วันเสาร์, สนุก",
        title_en=None,
        description_th="มา\nฟังนิทาน" + "ยาวมาก" * 20,
        repeats="FREQ=WEEKLY;BYDAY=SA;UNTIL=20261205",
        skips=["2026-11-21"],
        age_groups=["early_childhood"],
        agendas=["learning"],
    )
    museum_day = add_activity(database, city, museum, start="2026-11-29T10:00")
    add_activity(database, city, library, status="draft")
    hidden = add_space(database, city, status="hidden")
    add_activity(database, city, hidden)
    add_space(database, add_city(database, "other"))
    app = make_app(server, database)
    yield Programme(app.test_client(), database, library, lanterns, story, museum_day)
    close_app(app)


def times(programme: Programme, query: str) -> list[tuple[int, str]]:
    answer = programme.client.get(f"/api/activities?city=town&{query}")
    assert answer.status_code == 200, answer.json
    return [(each["id"], each["starts_at"]) for each in answer.json["occurrences"]]


class TestProgramme:
    def test_each_time_is_told_in_the_time_of_the_city(self, programme: Programme) -> None:
        assert times(programme, NOVEMBER) == [
            (programme.story, "2026-11-07T09:00:00+07:00"),
            (programme.story, "2026-11-14T09:00:00+07:00"),
            (programme.story, "2026-11-28T09:00:00+07:00"),
            (programme.lanterns, "2026-11-28T14:00:00+07:00"),
            (programme.museum_day, "2026-11-29T10:00:00+07:00"),
        ]

    def test_for_a_child_of_eight_near_me_the_nearest_comes_first(
        self, programme: Programme
    ) -> None:
        answer = programme.client.get(
            "/api/activities?city=town&from=2026-11-28&to=2026-11-29&age=8&near=98.98,18.809"
        )

        found = answer.json["occurrences"]
        assert [each["id"] for each in found] == [programme.museum_day, programme.lanterns]
        assert [round(each["metres"], -2) for each in found] == [100, 2100]
        assert found[1]["space"] == {
            "id": programme.library,
            "name_th": "ห้องสมุด",
            "name_en": "Town Library",
            "kind": "library",
            "lon": 98.98,
            "lat": 18.79,
        }
        assert (found[1]["fee"], found[0]["fee"], found[1]["currency"]) == (0, None, "THB")

    def test_of_one_space_or_kind(self, programme: Programme) -> None:
        museum = times(programme, f"{NOVEMBER}&kind=museum,school")
        library = times(programme, f"{NOVEMBER}&space={programme.library}")

        assert [each for each, _ in museum] == [programme.museum_day]
        assert {each for each, _ in library} == {programme.story, programme.lanterns}

    def test_this_weekend_is_the_coming_one(
        self, programme: Programme, database: Database, server: Server
    ) -> None:
        city = add_city(database)
        space = add_space(database, city)
        now = datetime.now(BANGKOK)
        sunday = now + timedelta(days=6 - now.weekday())
        for at in (sunday.replace(hour=23, minute=30), sunday + timedelta(days=2)):
            add_activity(database, city, space, start=at.replace(tzinfo=None).isoformat())
        app = make_app(server, database)

        answer = app.test_client().get("/api/activities?city=town&when=weekend")
        close_app(app)

        assert [each["starts_at"][:10] for each in answer.json["occurrences"]] == [
            f"{sunday:%Y-%m-%d}"
        ]

    @pytest.mark.parametrize(
        ("query", "said"),
        [
            ("city=town&when=someday", "must be one of: today, weekend, week, month"),
            ("city=town&when=today&from=2026-11-01", "exclude each other"),
            ("city=town&age=eight", "'age' is 'eight' but must be a whole number from 0 to 120"),
            ("city=town&age=130", "from 0 to 120"),
            ("city=town&near=18.79", "longitude,latitude"),
            ("city=town&kind=pub", "must be one of: temple"),
            ("city=town&from=2026-12-01&to=2026-11-01", "exchange 'from' and 'to'"),
            ("city=town&from=2026-01-01&to=2028-01-01", "longer than a year"),
            ("city=town&from=0001-01-01", "is in the year 1"),
            ("city=town&from=9999-12-31T23:59:59Z", "is in the year 9999"),
            ("city=town&from=yesterday", "RFC 3339"),
            ("", "must be the slug of a city"),
            ("city=town&ages=8", "did you mean 'age'"),
        ],
    )
    def test_what_cannot_be_asked_is_told(
        self, programme: Programme, query: str, said: str
    ) -> None:
        answer = programme.client.get(f"/api/activities?lang=en&{query}")

        assert answer.status_code == 400
        assert said in answer.json["detail"]

    def test_a_city_that_is_not_there_is_not_found(self, programme: Programme) -> None:
        assert programme.client.get("/api/activities?city=nowhere").status_code == 404
        assert programme.client.get("/calendar/nowhere.ics").status_code == 404


class TestDatetime:
    """OGC API - Features: `datetime` is when an activity happens, by its rule."""

    @pytest.mark.parametrize(
        ("interval", "expected"),
        [
            ("2026-11-14", {"story"}),
            ("2026-11-21", set()),  # skipped
            ("2026-11-28", {"story", "lanterns"}),
            ("2026-11-28T03:00:00Z", {"story"}),
            ("2026-11-07T04:00:00Z", {"story"}),  # its last moment
            ("2026-11-07T04:00:00.001Z/2026-11-07T05:00:00Z", set()),
            ("2026-11-28T07:00:00Z/..", {"story", "lanterns", "museum_day"}),
            ("2026-12-06/..", set()),
            ("../2026-11-07T02:00:00Z", {"story"}),
            ("2020-01-01/2026-11-01", set()),
            ("0001-01-01T00:00:00Z/9999-12-31T23:59:59Z", {"story", "lanterns", "museum_day"}),
        ],
    )
    def test_items_and_exports_are_what_happens_then(
        self, programme: Programme, interval: str, expected: set[str]
    ) -> None:
        ids = {getattr(programme, name) for name in expected}

        items = programme.client.get(f"{ITEMS}?datetime={interval}").json
        export = programme.client.get(
            f"/api/collections/activities/export?f=geojson&datetime={interval}"
        ).json

        assert {each["id"] for each in items["features"]} == ids
        assert {each["id"] for each in export["features"]} == ids
        assert items["numberMatched"] == len(ids)

    def test_other_collections_are_bound_to_no_time(self, programme: Programme) -> None:
        items = programme.client.get("/api/collections/spaces/items?datetime=1999-01-01").json

        assert items["numberMatched"] == 3

    def test_an_interval_that_is_none_is_refused(self, programme: Programme) -> None:
        assert programme.client.get(f"{ITEMS}?datetime=later").status_code == 400


class TestCalendar:
    def read(self, programme: Programme, query: str = "") -> icalendar.Calendar:
        answer = programme.client.get(f"/calendar/town.ics?{query}")
        assert answer.content_type == "text/calendar; charset=utf-8"
        return icalendar.Calendar.from_ical(answer.data)

    def test_another_reader_understands_it(self, programme: Programme) -> None:
        calendar = self.read(programme)
        events = {str(event["UID"]): event for event in calendar.walk("VEVENT")}

        assert set(events) == {
            f"activity-{each}@town.geoservice"
            for each in (programme.lanterns, programme.story, programme.museum_day)
        }
        story = events[f"activity-{programme.story}@town.geoservice"]
        assert str(story["SUMMARY"]) == "เล่านิทาน; วันเสาร์, สนุก"
        assert str(story["DESCRIPTION"]).startswith("มา\nฟังนิทาน")
        assert story.decoded("DTSTART") == datetime(2026, 11, 7, 9, tzinfo=BANGKOK)
        assert story.decoded("DTEND") == datetime(2026, 11, 7, 11, tzinfo=BANGKOK)
        assert story["RRULE"]["BYDAY"] == ["SA"]
        assert story["CATEGORIES"].cats == ["การเรียนรู้"]
        assert story["RRULE"]["UNTIL"] == [datetime(2026, 12, 5, 16, 59, 59, tzinfo=UTC)]
        assert [each.dt for each in story["EXDATE"].dts] == [
            datetime(2026, 11, 21, 9, tzinfo=BANGKOK)
        ]
        assert story["SEQUENCE"] == 0
        assert story.decoded("LAST-MODIFIED").tzinfo is not None
        assert str(story["LOCATION"]) == "ห้องสมุด"
        assert str(story["URL"]) == f"http://localhost/spaces/{programme.library}"

    def test_it_has_the_clock_of_its_city(self, programme: Programme) -> None:
        (zone,) = self.read(programme).walk("VTIMEZONE")

        assert str(zone["TZID"]) == "Asia/Bangkok"
        assert datetime(2026, 7, 1, tzinfo=zone.to_tz()).utcoffset() == timedelta(hours=7)

    def test_a_clock_that_is_changed_is_told_with_its_changes(
        self, server: Server, database: Database
    ) -> None:
        city = add_city(database, "helsinki", timezone="Europe/Helsinki")
        add_activity(database, city, add_space(database, city), repeats="FREQ=WEEKLY")
        app = make_app(server, database)
        text = app.test_client().get("/calendar/helsinki.ics").data
        close_app(app)

        calendar = icalendar.Calendar.from_ical(text)
        (zone,) = (each.to_tz() for each in calendar.walk("VTIMEZONE"))
        offsets = {
            month: datetime(2027, month, 20, 12, tzinfo=zone).utcoffset() for month in (1, 7, 12)
        }
        assert offsets == {
            1: timedelta(hours=2),
            7: timedelta(hours=3),
            12: timedelta(hours=2),
        }

    def test_lines_are_short_and_no_character_is_broken(self, programme: Programme) -> None:
        text = programme.client.get("/calendar/town.ics").data

        lines = text.split(b"\r\n")
        assert max(map(len, lines)) <= 75
        assert all(line.decode() is not None for line in lines)
        assert b"\n" not in text.replace(b"\r\n", b"")

    def test_of_one_space_one_kind_and_in_english(self, programme: Programme) -> None:
        museum = self.read(programme, "kind=museum").walk("VEVENT")
        library = self.read(programme, f"space={programme.library}&lang=en")

        assert [str(each["SUMMARY"]) for each in museum] == ["ทำโคมล้านนา"]
        assert {str(each["SUMMARY"]) for each in library.walk("VEVENT")} == {
            "Making lanterns",
            "เล่านิทาน; วันเสาร์, สนุก",
        }
        assert str(library["X-WR-CALNAME"]) == "Activities · Town"

    def test_a_city_without_activities_has_an_empty_calendar(self, programme: Programme) -> None:
        answer = programme.client.get("/calendar/other.ics")

        assert icalendar.Calendar.from_ical(answer.data).walk("VEVENT") == []

    def test_who_has_it_is_not_sent_it_again(self, programme: Programme) -> None:
        tag = programme.client.get("/calendar/town.ics").headers["ETag"]

        again = programme.client.get("/calendar/town.ics", headers={"If-None-Match": tag})

        assert again.status_code == 304
