"""What a report is made of: gaps, sources, people who could be placed, change since it was kept."""

from datetime import UTC, datetime

import pytest
from pyproj import Geod
from sqlalchemy import text

from geoservice.coverage.asked import AskedCoverage
from geoservice.coverage.report import Report, make_report
from geoservice.coverage.snapshots import coverage_draft, keep
from geoservice.errors import NotFoundError
from tests.coverage.conftest import PlannedTown, rectangle
from tests.town import position

NOW = datetime(2026, 11, 28, 3, tzinfo=UTC)
NORTH = rectangle(-190, 90, 590, 490)
SOUTH = rectangle(-190, -190, 590, 90)
FAR = rectangle(400, 300, 590, 490)  # without a street


@pytest.fixture
def peopled(town: PlannedTown) -> PlannedTown:
    """A library at H (0, 100); 10 people 150 m from it, 30 people 300 m over the bridge."""
    town.space(0, 100)
    town.district("N", NORTH)
    town.district("S", SOUTH)
    town.people(10, at=(0, 250))
    town.people(30, at=(0, 0))
    return town


def report(town: PlannedTown, **asked: object) -> Report:
    asked = {"kinds": ("library",), "minutes": 2, **asked}
    with town.reading() as session:
        return make_report(session, town.shelf, AskedCoverage("town", **asked), now=NOW)


class TestFigures:
    def test_the_district_with_most_people_out_of_reach_comes_first(
        self, peopled: PlannedTown
    ) -> None:
        made = report(peopled)

        assert [(row.code, made.missed(row)) for row in made.worst] == [("S", 30), ("N", 0)]
        assert made.missed(made.coverage.total) == 30
        assert made.placed == 40

    def test_people_without_a_street_are_in_no_gap_and_in_no_share(self, town: PlannedTown) -> None:
        town.space(0, 100)
        town.district("N", NORTH)
        town.district("F", FAR)
        town.people(100, level="tambon", code="F")
        town.people(50, level="tambon", code="N")

        made = report(town, minutes=30)

        assert made.coverage.total.people == 150
        assert made.placed == pytest.approx(50)
        assert [(row.code, made.missed(row)) for row in made.worst][-1] == ("F", None)
        assert made.missed(made.coverage.total) == pytest.approx(0, abs=1e-9)

    def test_each_kind_is_told_alone(self, peopled: PlannedTown) -> None:
        peopled.space(0, 0, kind="museum")

        made = report(peopled, kinds=("library", "museum"))

        assert made.missed(made.coverage.total) == 0
        assert {kind: made.missed(row) for kind, row in made.kinds.items()} == {
            "library": 30,
            "museum": 10,
        }

    def test_where_nobody_is_counted_streets_stand_in(self, town: PlannedTown) -> None:
        town.space(0, 100)

        made = report(town)

        assert not made.counted
        assert made.missed(made.coverage.total) == pytest.approx(1990 - 504, abs=0.5)
        assert made.gaps[0].people is None
        assert made.gaps[0].metres > 0

    def test_a_city_that_is_not_there(self, town: PlannedTown) -> None:
        with pytest.raises(NotFoundError, match="There is no city 'nowhere'"), town.reading() as s:
            make_report(s, town.shelf, AskedCoverage("nowhere"), now=NOW)


class TestGaps:
    def test_a_gap_is_told_by_its_street_its_district_and_what_is_near(
        self, peopled: PlannedTown
    ) -> None:
        (gap,) = report(peopled).gaps

        assert gap.people == 30
        assert gap.district == "S"
        assert gap.street is not None
        assert gap.street[0] in {"ถนนใต้", "ทางริมน้ำ", "ถนนสะพาน"}
        assert gap.near is not None
        assert gap.near[0] == ("ห้องสมุด", None)
        away = Geod(ellps="sphere").inv(gap.lon, gap.lat, *position(0, 100))[2]
        assert gap.near[1] == pytest.approx(away, rel=0.01)

    def test_where_all_are_reached_there_is_none(self, peopled: PlannedTown) -> None:
        assert report(peopled, minutes=10).gaps == ()


class TestGround:
    def test_only_what_lies_in_the_city_is_drawn(self, town: PlannedTown) -> None:
        town.space(0, 100)
        town.district("W", rectangle(-2000, -2000, 2000, 2000))
        with town.database.writing() as session:
            session.execute(
                text("UPDATE city SET geom = st_multi(st_geomfromtext(:wkt, 4326))"),
                {"wkt": rectangle(-50, 50, 150, 250).wkt},
            )

        ground = report(town).ground

        for shape in (ground.within, ground.beyond, ground.districts["W"]):
            assert ground.boundary.buffer(1e-9).covers(shape)
        assert not ground.within.is_empty

    def test_spaces_that_may_not_be_shown_are_not_drawn(self, town: PlannedTown) -> None:
        town.space(0, 100)
        town.space(0, 0, place_privacy="private")
        town.space(0, 0, status="hidden")
        town.space(0, 0, kind="museum")

        assert len(report(town).ground.spots) == 1


class TestOrigins:
    def test_each_source_is_told_with_the_query_that_tells_it(self, peopled: PlannedTown) -> None:
        made = report(peopled)

        told = {each.subject: [source.name for source in each.sources] for each in made.origins}
        assert told["spaces"] == ["test"]
        assert told["people"] == ["count"]
        assert told["districts"] == ["test"]
        with peopled.reading() as session:
            for origin in made.origins:
                rows = session.execute(text(origin.query.shown)).all()
                assert [row.source for row in rows] == told[origin.subject]

    def test_what_is_not_stored_has_no_source(self, town: PlannedTown) -> None:
        told = {each.subject: each.sources for each in report(town).origins}

        assert told["people"] == told["spaces"] == told["districts"] == ()
        assert told["streets"][0].number > 0


class TestChange:
    def test_without_a_kept_coverage_there_is_none(self, peopled: PlannedTown) -> None:
        assert report(peopled).changes is None

    def test_what_was_kept_of_the_same_data_is_no_before(self, peopled: PlannedTown) -> None:
        keep_now(peopled)

        assert report(peopled).changes is None

    def test_since_it_was_kept_last(self, peopled: PlannedTown) -> None:
        keep_now(peopled)
        peopled.space(0, 0)
        keep_now(peopled)

        changes = report(peopled).changes

        assert changes is not None
        assert changes.total.change("share") == 0.75


def keep_now(town: PlannedTown) -> None:
    draft = coverage_draft(town.cover(kinds=("library",), minutes=2))
    with town.database.writing() as session:
        keep(session, draft, now=datetime(2026, 1, 31, tzinfo=UTC))
