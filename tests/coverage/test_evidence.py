"""The evidence of a learning city: every value by hand, and no zero where nothing is stored."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from geoservice.coverage.evidence import (
    Evidence,
    Finding,
    evidence_draft,
    gather_evidence,
    read_figure,
)
from geoservice.coverage.indicators import focus_areas, indicators
from geoservice.coverage.shelf import CoverageShelf
from geoservice.coverage.snapshots import keep
from geoservice.errors import NotFoundError
from geoservice.paths import EVIDENCE
from geoservice.store.database import Database
from geoservice.walk.shelf import NetworkShelf
from tests.conftest import add_city, count
from tests.coverage.conftest import WHOLE, PlannedTown

FILL = (Path(__file__).parents[1] / "store" / "every_table.sql").read_text("utf-8")
# What is true of a city whatever is stored: none.
NOW = datetime(2026, 11, 28, 3, tzinfo=UTC)


def gather(database: Database, shelf: CoverageShelf, city: str = "town") -> Evidence:
    with database.reading() as session:
        return gather_evidence(session, shelf, city, now=NOW)


def values(evidence: Evidence) -> dict[str, float | None]:
    return {each.indicator.id: each.value for each in evidence.findings}


def finding(evidence: Evidence, name: str) -> Finding:
    return next(each for each in evidence.findings if each.indicator.id == name)


@pytest.fixture
def shelf(tmp_path: Path) -> CoverageShelf:
    return CoverageShelf(tmp_path / "coverage", NetworkShelf(tmp_path / "networks"))


class TestTheList:
    def test_the_twelve_areas_are_there_in_their_groups(self) -> None:
        groups = [area.group for area in focus_areas()]

        assert [area.id for area in focus_areas()] == list(range(1, 13))
        assert [groups.count(each) for each in dict.fromkeys(groups)] == [3, 6, 3]

    def test_every_area_is_measured_by_something(self) -> None:
        assert {each.area for each in indicators()} == set(range(1, 13))
        assert [each.area for each in indicators()] == sorted(each.area for each in indicators())

    def test_every_indicator_has_its_words_in_both_languages_and_a_unit(self) -> None:
        for each in indicators():
            assert all([*each.title, *each.definition]), each.id
            assert each.unit in {"share", "count", "decimal", "index"}, each.id
        assert len({each.id for each in indicators()}) == len(indicators())

    def test_every_query_belongs_to_an_indicator_and_the_other_way_round(self) -> None:
        asked = {each.id for each in indicators() if not each.asked}

        assert {file.stem for file in EVIDENCE.glob("*.sql")} == asked
        assert all(each.figure for each in indicators() if each.asked)


class TestNothingStored:
    def test_a_city_with_nothing_has_no_data_and_no_zero(
        self, database: Database, shelf: CoverageShelf
    ) -> None:
        add_city(database)

        found = gather(database, shelf)

        assert set(values(found).values()) == {None}
        assert {each.as_of for each in found.findings} == {None}

    def test_what_another_city_has_is_not_known_of_this_one(
        self, database: Database, shelf: CoverageShelf
    ) -> None:
        with database.owner.begin() as connection:
            connection.exec_driver_sql(FILL.replace("%", "%%"))
        add_city(database, "empty")

        assert set(values(gather(database, shelf, "empty")).values()) == {None}

    def test_kinds_without_a_space_are_not_known_rather_than_unreached(
        self, town: PlannedTown
    ) -> None:
        town.space(0, 100)
        town.people(10, at=(0, 250))

        found = values(gather(town.database, town.shelf))

        assert found["reach_any"] == 1
        assert found["reach_community"] == 1
        assert (found["reach_park"], found["reach_school"], found["schools"]) == (None, None, None)

    def test_without_people_nothing_is_said_of_people(self, town: PlannedTown) -> None:
        town.space(0, 100)

        found = values(gather(town.database, town.shelf))

        of_people = ("reach_any", "access_gini", "variety", "spaces_per_1000")
        assert [found[name] for name in of_people] == [None] * 4
        assert found["culture_spaces"] == 1

    def test_a_city_that_is_not_there(self, database: Database, shelf: CoverageShelf) -> None:
        with pytest.raises(NotFoundError, match="There is no city 'nowhere'"):
            gather(database, shelf, "nowhere")


class TestValues:
    def test_what_is_published_is_counted(self, database: Database, shelf: CoverageShelf) -> None:
        with database.owner.begin() as connection:
            connection.exec_driver_sql(FILL.replace("%", "%%"))
            for table in ("activity", "offering", "route", "note"):
                connection.execute(text(f"UPDATE {table} SET status = 'published'"))

        found = values(gather(database, shelf))

        assert {name: found[name] for name in ("knowledge_pieces", "knowledge_bodies")} == {
            "knowledge_pieces": 1,
            "knowledge_bodies": 1,
        }
        counted = ("offerings", "activities", "routes", "notes", "partners", "partner_actors")
        assert [found[name] for name in counted] == [1] * 6
        assert found["work_partners"] == 0  # partners are stored, and none is from business
        assert found["capacity"] == 200

    def test_drafts_do_not_count(self, database: Database, shelf: CoverageShelf) -> None:
        with database.owner.begin() as connection:
            connection.exec_driver_sql(FILL.replace("%", "%%"))
            connection.execute(text("UPDATE knowledge SET status = 'draft'"))

        assert values(gather(database, shelf))["knowledge_pieces"] is None

    def test_shares_of_spaces_by_hand(self, town: PlannedTown) -> None:
        town.space(0, 100, opening_hours="24/7", name_en="Library", wheelchair="yes")
        town.space(0, 100, wheelchair="no", website="https://a.example", capacity=30)
        town.space(0, 100, description_en="Old", wheelchair="limited", agendas=["health"])
        town.space(0, 100, kind="market")
        town.space(0, 100, kind="bank", status="hidden", capacity=500)

        found = values(gather(town.database, town.shelf))

        shares = ("hours_known", "described", "named_in_both", "websites", "capacity_known")
        assert [found[name] for name in shares] == [0.25] * 5
        assert found["wheelchair_known"] == 0.75
        assert found["wheelchair_spaces"] == pytest.approx(2 / 3)
        assert (found["agenda_spaces"], found["kinds_present"]) == (1, 2)
        assert (found["market_spaces"], found["work_spaces"]) == (1, None)

    def test_figures_of_coverage_are_those_that_coverage_answers(self, town: PlannedTown) -> None:
        town.space(0, 100)
        town.space(0, 100, kind="school")
        town.district("1", WHOLE)
        town.people(10, at=(0, 250), by_age={"child": 4, "adult": 6})
        town.people(30, at=(0, 0), by_age={"child": 10, "senior": 20})

        found = gather(town.database, town.shelf)

        coverage = town.cover()
        assert finding(found, "access_gini").value == coverage.total.gini
        assert finding(found, "spaces_per_1000").value == pytest.approx(2 / 40 * 1000)
        assert finding(found, "reach_school_children").value == 1
        assert finding(found, "variety").value == 2
        assert finding(found, "reach_any").people_year == 2021
        assert read_figure(coverage, "by_age.youth.share") is None


class TestQueries:
    def test_every_query_that_is_shown_gives_what_is_told(self, town: PlannedTown) -> None:
        town.space(0, 100, opening_hours="24/7")
        town.space(0, 0, kind="museum")

        for each in gather(town.database, town.shelf).findings:
            if not each.indicator.asked:
                with town.reading() as session:
                    rows = session.execute(text(each.query)).all()
                told = rows[0].value if rows else None
                assert each.value == (None if told is None else pytest.approx(float(told)))

    def test_the_reader_may_ask_all_of_them(self, database: Database, shelf: CoverageShelf) -> None:
        add_city(database)

        found = gather(database, shelf)

        assert all("'town'" in each.query or "city=town" in each.query for each in found.findings)
        assert all(
            "published." in each.query for each in found.findings if not each.indicator.asked
        )


class TestKept:
    def keep(self, town: PlannedTown, day: int = 1) -> bool:
        draft = evidence_draft(gather(town.database, town.shelf))
        with town.database.writing() as session:
            return keep(session, draft, now=datetime(2026, 1, day, tzinfo=UTC))[1]

    def test_the_next_pack_tells_what_changed(self, town: PlannedTown) -> None:
        town.space(0, 100)
        town.space(0, 100, kind="school")
        assert self.keep(town)
        town.space(0, 0, opening_hours="24/7")

        found = gather(town.database, town.shelf)

        assert found.since is not None
        assert found.since.date().isoformat() == "2026-01-01"
        assert finding(found, "culture_spaces").change == 1
        assert finding(found, "hours_known").change == pytest.approx(1 / 3)
        assert finding(found, "schools").change == 0
        assert finding(found, "routes").change is None

    def test_what_was_not_known_before_has_no_change(self, town: PlannedTown) -> None:
        self.keep(town)
        town.space(0, 100)

        assert finding(gather(town.database, town.shelf), "culture_spaces").change is None

    def test_what_was_asked_otherwise_is_not_compared(self, town: PlannedTown) -> None:
        town.space(0, 100)
        self.keep(town)
        with town.database.writing() as session:
            session.execute(
                text(
                    "UPDATE coverage_snapshot SET figures = jsonb_set("
                    "figures, '{culture_spaces,query}', '\"SELECT 1\"')"
                )
            )

        assert finding(gather(town.database, town.shelf), "culture_spaces").change is None

    def test_the_same_values_are_not_kept_twice(self, town: PlannedTown) -> None:
        town.space(0, 100)

        assert self.keep(town, 1)
        assert not self.keep(town, 2)
        town.space(0, 0)
        assert self.keep(town, 3)
        assert count(town.database, "coverage_snapshot") == 2

    def test_values_that_come_back_are_news_again(self, town: PlannedTown) -> None:
        number = town.space(0, 100)
        self.keep(town, 1)
        for status, day in (("hidden", 2), ("published", 3)):
            with town.database.writing() as session:
                session.execute(
                    text("UPDATE space SET status = :status WHERE id = :id"),
                    {"status": status, "id": number},
                )
            assert self.keep(town, day)

    def test_a_pack_is_no_coverage(self, town: PlannedTown) -> None:
        town.space(0, 100)
        self.keep(town)

        assert values(gather(town.database, town.shelf))["coverage_kept"] is None
