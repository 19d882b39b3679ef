"""Field notes in the report for a council: those that wait first, and what was done."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from geoservice.coverage.asked import AskedCoverage
from geoservice.coverage.report import Report, make_report
from geoservice.coverage.report_notes import read_field_notes
from geoservice.coverage.shelf import CoverageShelf
from geoservice.paths import STATIC
from geoservice.publish.coverage.report_notes import notes_table
from geoservice.publish.coverage.report_page import report_page
from geoservice.publish.coverage.report_queries import report_queries
from geoservice.store.database import Database
from geoservice.store.models import Note
from geoservice.walk.shelf import NetworkShelf
from tests.conftest import add_city
from tests.living import add_row
from tests.town import position
from tests.walked_town import import_people, import_town

NOW = datetime(2026, 11, 28, 3, tzinfo=UTC)
BASE = "https://city.example"
needs_build = pytest.mark.skipif(
    not (STATIC / "build" / "embedded" / "report.css").is_file(),
    reason="the pages are not built; run: make setup",
)


def note(database: Database, city: int, said: str, day: int, **fields: object) -> None:
    lon, lat = position(50, 150)
    at = datetime(2026, 11, day, 18, tzinfo=UTC)  # one in the morning of the next day in Bangkok
    place = f"SRID=4326;POINT({lon} {lat})"
    add_row(database, Note, city, text=said, created_at=at, geom=place, **fields)


@pytest.fixture(scope="module")
def report(module_database: Database, tmp_path_factory: pytest.TempPathFactory) -> Report:
    """The fixture town with two notes that wait, one that is solved, and one not let through."""
    database, folder = module_database, tmp_path_factory.mktemp("town")
    city = import_town(database, folder)
    import_people(database, folder)
    note(database, city, "<b>Broken</b> path", 1)
    note(database, city, "A bench would do good", 9, kind="chance")
    note(database, city, "Dark lane", 20, solution="A lamp", solved_at=NOW)
    note(database, city, "Rude words", 21, status="draft")
    shelf = CoverageShelf(folder / "coverage", NetworkShelf(folder / "networks"))
    with database.reading() as session:
        return make_report(session, shelf, AskedCoverage("town", kinds=("library",)), now=NOW)


def test_those_that_wait_come_first_the_newest_before_older_ones(report: Report) -> None:
    table = notes_table(report, "en")

    assert table is not None
    assert [row[0] for row in table.rows] == ["10 Nov 2026", "2 Nov 2026", "21 Nov 2026"]
    assert [row[1] for row in table.rows] == ["Chance", "Problem", "Problem"]
    assert {row[2] for row in table.rows} == {"ตำบลเมือง"}
    assert table.rows[2][3:] == ["Dark lane", "A lamp"]
    assert table.notes == ["3 notes, of which 2 wait for something to be done."]


def test_they_can_be_had_again(report: Report) -> None:
    told = {each.what: each.how for each in report_queries(report, "en", base=BASE)}

    assert told["The notes from the field"] == f"{BASE}/api/collections/notes/items?city=town"


@needs_build
def test_the_page_has_a_section_for_them_and_their_text_is_text(report: Report) -> None:
    html = report_page(report, "th", base=BASE).html

    assert "บันทึกภาคสนาม" in html
    assert "&lt;b&gt;Broken&lt;/b&gt; path" in html
    assert "Rude words" not in html


def test_a_city_without_notes_has_none(database: Database) -> None:
    add_city(database, "quiet")

    with database.reading() as session:
        found = read_field_notes(session, "quiet", ZoneInfo("Asia/Bangkok"))

    assert (found.notes, found.count, found.waiting) == ((), 0, 0)
