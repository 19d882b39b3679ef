"""Coverage kept as it was: once for the same data, and compared between two dates by hand."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import text

from geoservice.coverage.changes import AskedChanges, Changes, find_changes
from geoservice.coverage.snapshots import (
    Snapshot,
    coverage_draft,
    keep,
    list_snapshots,
    read_snapshot,
)
from geoservice.errors import NotFoundError
from tests.conftest import count
from tests.coverage.conftest import WHOLE, PlannedTown, rectangle

NORTH = rectangle(-190, 90, 590, 490)
SOUTH = rectangle(-190, -190, 590, 90)


@pytest.fixture
def peopled(town: PlannedTown) -> PlannedTown:
    """A library at H (0, 100); 10 people 150 m from it, 30 people 300 m over the bridge."""
    town.space(0, 100)
    town.district("N", NORTH)
    town.district("S", SOUTH)
    town.people(10, at=(0, 250))
    town.people(30, at=(0, 0))
    return town


def keep_on(town: PlannedTown, day: str, **asked: object) -> tuple[Snapshot, bool]:
    """Keep coverage at 10:00 in Chiang Mai, 03:00 UTC."""
    asked = {"kinds": ("library",), "minutes": 2, **asked}
    draft = coverage_draft(town.cover(**asked))
    now = datetime.fromisoformat(f"{day}T03:00").replace(tzinfo=UTC)
    with town.database.writing() as session:
        return keep(session, draft, now=now)


def changes(town: PlannedTown, **asked: object) -> Changes:
    with town.reading() as session:
        return find_changes(session, AskedChanges("town", **asked))


def remarks(found: Changes) -> set[str]:
    return {each.id for each in found.remarks}


class TestKeeping:
    def test_every_figure_is_kept_with_its_version(self, peopled: PlannedTown) -> None:
        found = peopled.cover(kinds=("library",), minutes=2)

        kept, is_new = keep_on(peopled, "2026-01-31")

        assert is_new
        with peopled.reading() as session:
            read = read_snapshot(session, kept.id)
        assert read.data_version == found.data_version
        assert read.parameters == {
            "kinds": ["library"],
            "minutes": 2,
            "profile": "adult",
            "level": "tambon",
            "at": None,
            "decay": "gaussian",
        }
        assert read.figures["total"]["share"] == found.total.share == 0.25
        assert [row["people_covered"] for row in read.figures["districts"]] == [10, 0]
        assert read.figures["people_source"]["year"] == 2021

    def test_the_same_data_is_not_kept_twice(self, peopled: PlannedTown) -> None:
        first, _ = keep_on(peopled, "2026-01-31")

        again, is_new = keep_on(peopled, "2026-02-28")

        assert (again.id, is_new) == (first.id, False)
        assert again.taken_at == first.taken_at
        assert count(peopled.database, "coverage_snapshot") == 1

    def test_other_settings_are_kept_beside(self, peopled: PlannedTown) -> None:
        keep_on(peopled, "2026-01-31")

        assert keep_on(peopled, "2026-01-31", minutes=5)[1]
        assert keep_on(peopled, "2026-01-31", profile="senior")[1]
        assert keep_on(peopled, "2026-01-31", at=datetime(2026, 1, 31, 10))[1]
        with peopled.reading() as session:
            assert len(list_snapshots(session, "town")) == 4

    def test_other_data_is_kept_anew(self, peopled: PlannedTown) -> None:
        keep_on(peopled, "2026-01-31")
        peopled.space(0, 0)

        assert keep_on(peopled, "2026-02-28")[1]

    def test_coverage_of_nobody_is_kept_too(self, town: PlannedTown) -> None:
        kept, _ = keep_on(town, "2026-01-31")

        assert kept.figures["people_source"] is None
        assert kept.figures["total"]["people"] is None

    def test_the_reader_cannot_keep_anything(self, peopled: PlannedTown) -> None:
        draft = coverage_draft(peopled.cover())

        with peopled.reading() as session, pytest.raises(Exception, match="permission denied"):
            keep(session, draft, now=datetime.now(UTC))

    def test_a_kept_coverage_goes_with_its_city(self, peopled: PlannedTown) -> None:
        keep_on(peopled, "2026-01-31")

        with peopled.database.writing() as session:
            session.execute(text("DELETE FROM city"))

        assert count(peopled.database, "coverage_snapshot") == 0


class TestChanges:
    def test_a_new_library_covers_those_beside_it(self, peopled: PlannedTown) -> None:
        keep_on(peopled, "2026-01-31")
        peopled.space(0, 0)
        keep_on(peopled, "2026-11-28")

        found = changes(peopled)

        north, south = found.districts
        assert (north.change("people_covered"), south.change("people_covered")) == (0, 30)
        assert (south.before["share"], south.after["share"]) == (0, 1)
        assert found.total.change("share") == 0.75
        assert south.change("spaces") == 1
        assert remarks(found) == set()

    def test_the_dates_are_days_of_the_city(self, peopled: PlannedTown) -> None:
        keep_on(peopled, "2026-01-31")
        peopled.space(0, 0)
        keep_on(peopled, "2026-11-28")
        peopled.space(100, 0)
        keep_on(peopled, "2026-12-24")

        found = changes(peopled, since=date(2026, 1, 31), until=date(2026, 11, 28))

        assert found.before.taken_at.isoformat()[:10] == "2026-01-31"
        assert found.after.taken_at.isoformat()[:10] == "2026-11-28"

    def test_a_day_before_the_first_is_told(self, peopled: PlannedTown) -> None:
        keep_on(peopled, "2026-01-31")
        peopled.space(0, 0)
        keep_on(peopled, "2026-11-28")

        found = changes(peopled, since=date(2025, 1, 1))

        assert remarks(found) == {"first_kept"}
        assert found.before.taken_at.month == 1

    def test_where_nothing_was_kept_in_between_nothing_has_changed(
        self, peopled: PlannedTown
    ) -> None:
        keep_on(peopled, "2026-01-31")

        found = changes(peopled, since=date(2026, 2, 1), until=date(2026, 11, 28))

        assert remarks(found) == {"same_snapshot"}
        assert found.total.change("people_covered") == 0

    def test_districts_that_come_and_go_are_told(self, peopled: PlannedTown) -> None:
        keep_on(peopled, "2026-01-31")
        with peopled.database.writing() as session:
            session.execute(text("DELETE FROM district WHERE code = 'S'"))
        peopled.district("W", WHOLE)
        keep_on(peopled, "2026-11-28")

        found = changes(peopled)

        assert {each.code: each.status for each in found.districts} == {
            "N": "kept",
            "W": "appeared",
            "S": "vanished",
        }
        assert {each.code: each.change("people") for each in found.districts} == {
            "N": 0,
            "W": None,
            "S": None,
        }

    def test_other_settings_are_not_compared_but_said(self, peopled: PlannedTown) -> None:
        keep_on(peopled, "2026-01-31")
        keep_on(peopled, "2026-06-01", minutes=5)
        peopled.space(0, 0)
        keep_on(peopled, "2026-11-28")

        found = changes(peopled)

        assert found.before.parameters == found.after.parameters
        (said,) = [each for each in found.remarks if each.id == "other_settings"]
        assert "minutes=5" in said.text[1]

    def test_settings_choose_what_is_compared(self, peopled: PlannedTown) -> None:
        keep_on(peopled, "2026-01-31", minutes=5)
        peopled.space(0, 0)
        keep_on(peopled, "2026-11-28", minutes=5)
        keep_on(peopled, "2026-11-29")

        found = changes(peopled, settings={"minutes": 5})

        assert found.after.parameters["minutes"] == 5
        assert found.total.change("share") == 0  # in 5 minutes all were covered before

    def test_another_count_of_people_is_told(self, peopled: PlannedTown) -> None:
        keep_on(peopled, "2026-01-31")
        peopled.people(40, at=(0, 250), year=2023)
        keep_on(peopled, "2026-11-28")

        found = changes(peopled)

        (said,) = found.remarks
        assert (said.id, "2021" in said.text[1], "2023" in said.text[0]) == (
            "people_source",
            True,
            True,
        )
        assert found.total.change("people") == 0
        assert found.total.change("share") == 0.75

    def test_people_who_were_not_known_before_are_no_growth(self, town: PlannedTown) -> None:
        town.space(0, 100)
        town.district("N", NORTH)
        keep_on(town, "2026-01-31")
        town.people(40, at=(0, 250))
        keep_on(town, "2026-11-28")

        (row,) = changes(town).districts

        assert (row.change("people"), row.change("share")) == (None, None)
        assert row.change("street_share") == 0


class TestNothingToCompare:
    def test_nothing_kept_says_how_to_keep(self, peopled: PlannedTown) -> None:
        with pytest.raises(NotFoundError, match="geoservice coverage snapshot --city town"):
            changes(peopled)

    def test_one_alone_is_compared_with_nothing(self, peopled: PlannedTown) -> None:
        keep_on(peopled, "2026-01-31")

        with pytest.raises(NotFoundError, match=r"only one .* is kept until 2026-01-31"):
            changes(peopled)

    def test_settings_that_were_never_kept_name_those_that_were(self, peopled: PlannedTown) -> None:
        keep_on(peopled, "2026-01-31")

        with pytest.raises(NotFoundError, match="kept are: kinds=library minutes=2 profile=adult"):
            changes(peopled, settings={"minutes": 30})

    def test_days_before_anything_was_kept_name_the_first(self, peopled: PlannedTown) -> None:
        keep_on(peopled, "2026-01-31")

        with pytest.raises(NotFoundError, match="until 2025-01-01; the first is of 2026-01-31"):
            changes(peopled, until=date(2025, 1, 1))

    def test_a_city_that_is_not_there(self, peopled: PlannedTown) -> None:
        with (
            pytest.raises(NotFoundError, match="There is no city 'nowhere'"),
            peopled.reading() as s,
        ):
            find_changes(s, AskedChanges("nowhere"))
