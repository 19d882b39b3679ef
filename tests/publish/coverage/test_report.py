"""A report as a page, a table and a workbook: what a council reads, in Thai and in English."""

import csv
import io
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import text

from geoservice.coverage.asked import AskedCoverage
from geoservice.coverage.report import Report, make_report
from geoservice.coverage.shelf import CoverageShelf
from geoservice.paths import STATIC
from geoservice.publish.coverage.report_files import report_csv, report_workbook
from geoservice.publish.coverage.report_map import SHADES, UNKNOWN_SHADE, shade_of
from geoservice.publish.coverage.report_page import report_page
from geoservice.publish.coverage.report_tables import districts_table
from geoservice.publish.one_file import page_policy
from geoservice.store.database import Database
from geoservice.walk.shelf import NetworkShelf
from tests.walked_town import CREDIT, import_people, import_town

BASE = "https://city.example"
HOSTILE = "</script><script>alert(1)</script>"
needs_build = pytest.mark.skipif(
    not (STATIC / "build" / "embedded" / "report.css").is_file(),
    reason="the pages are not built; run: make setup",
)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> CoverageShelf:
    folder = tmp_path_factory.mktemp("shelf")
    return CoverageShelf(folder / "coverage", NetworkShelf(folder / "networks"))


def make(database: Database, shelf: CoverageShelf, **asked: object) -> Report:
    now = datetime(2026, 11, 28, 3, tzinfo=UTC)
    with database.reading() as session:
        return make_report(session, shelf, AskedCoverage("town", **asked), now=now)


@pytest.fixture(scope="module")
def town(
    module_database: Database, shelf: CoverageShelf, tmp_path_factory: pytest.TempPathFactory
) -> Database:
    """The fixture town: 700 people by the library, 500 on the hill behind the stairs."""
    folder = tmp_path_factory.mktemp("town")
    import_town(module_database, folder)
    import_people(module_database, folder)
    with module_database.writing() as session:
        session.execute(
            text("UPDATE space SET name_th = :name WHERE kind = 'park'"), {"name": HOSTILE}
        )
    return module_database


@pytest.fixture(scope="module")
def report(town: Database, shelf: CoverageShelf) -> Report:
    """Who reaches the library in 2 minutes: those beside it, not those on the hill."""
    return make(town, shelf, kinds=("library",), minutes=2)


@pytest.fixture(scope="module")
def html(report: Report) -> str:
    return report_page(report, "th", base=BASE).html


def words(page: str) -> str:
    """Return what is read: no scripts, no styles, no tags."""
    read = re.sub(r"<(script|style)>.*?</\1>", "", page, flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", read).split())


@needs_build
class TestPage:
    def test_it_says_in_one_sentence_who_reaches_and_who_does_not(self, html: str) -> None:
        assert '<html lang="th">' in html
        assert (
            "คน 700 จาก 1,200 คน (58.3 %) อยู่ในระยะเดิน 2 นาทีจากพื้นที่ประเภทห้องสมุด อีก 500 คนอยู่ไกลกว่านั้น"
        ) in words(html)
        assert "28 พฤศจิกายน 2569, 10:00" in html
        assert CREDIT in html

    def test_it_says_so_in_english(self, report: Report) -> None:
        said = words(report_page(report, "en", base=BASE).html)

        assert (
            "700 of 1,200 people (58.3 %) live within 2 minutes on foot of one of these: Library. "
            "500 live farther away."
        ) in said
        assert "District by district" in said
        assert "How evenly access is spread" in said

    def test_it_asks_nobody_for_anything(self, html: str) -> None:
        assert re.findall(r"<(?:link|img|iframe|base|script\s)[^>]*>", html) == []
        assert re.findall(r"url\((?!\"?data:|#)[^)]*\)", html) == []
        assert "@import" not in html
        assert "font/woff2;base64" in html

    def test_its_policy_lets_run_its_own_scripts_alone(self, report: Report) -> None:
        made = report_page(report, "th", base=BASE)

        scripts = re.findall(r"<script>(.*?)</script>", made.html, re.S)
        assert page_policy(scripts) == made.policy
        assert f'content="{made.policy}"'.replace("'", "&#39;") in made.html

    def test_names_are_text_and_never_markup(self, town: Database, shelf: CoverageShelf) -> None:
        made = report_page(make(town, shelf, kinds=("park",), minutes=2), "th", base=BASE).html

        assert HOSTILE not in made
        assert "alert(1)" in made

    def test_the_map_shows_the_district_the_streets_and_the_library(self, html: str) -> None:
        script = re.findall(r"<script>(.*?)</script>", html, re.S)[1]

        assert SHADES[2] in script  # 58 per cent
        assert '"type": "MultiLineString"' in script
        assert "\\u0e2b\\u0e2d\\u0e2a\\u0e21\\u0e38\\u0e14" in script  # หอสมุด

    def test_every_figure_has_its_address(self, html: str) -> None:
        said = words(html).replace("&amp;", "&")

        asked = "city=town&kinds=library&minutes=2&profile=adult&level=tambon&decay=gaussian"
        assert f"{BASE}/api/coverage?{asked} " in said
        assert f"{BASE}/api/coverage?{asked}&f=csv" in said
        assert "geoservice coverage --city town --kind library --minutes 2" in said
        assert "WHERE space.city = &#39;town&#39;" in said

    def test_the_lorenz_curve_and_the_bars_are_drawn_here(self, html: str) -> None:
        assert html.count('class="lorenz"') == 1
        assert html.count('class="share"') == 2  # the district and the city

    def test_the_same_figures_make_the_same_page(self, report: Report, html: str) -> None:
        assert report_page(report, "th", base=BASE).html == html

    def test_all_kinds_are_told_one_by_one(self, town: Database, shelf: CoverageShelf) -> None:
        said = words(report_page(make(town, shelf), "en", base=BASE).html)

        assert "Kind by kind" in said
        assert "Local sage 1,200 0.0 %" in said
        assert "live within 15 minutes on foot of a learning space. Nobody lives farther" in said


@needs_build
class TestFallbacks:
    def test_without_people_it_says_so_and_tells_of_streets(
        self, database: Database, shelf: CoverageShelf, tmp_path: Path
    ) -> None:
        import_town(database, tmp_path)

        said = words(report_page(fresh(database, tmp_path), "en", base=BASE).html)

        assert "km of street" in said
        assert "How many people live along them is not known." in said
        assert "No population is loaded for this city" in said
        assert "Share of people" not in said
        assert "People none is stored" in said

    def test_without_districts_hexagons_stand_in_and_are_told_as_places(
        self, database: Database, tmp_path: Path
    ) -> None:
        import_town(database, tmp_path)
        import_people(database, tmp_path)
        with database.writing() as session:
            session.execute(text("DELETE FROM district"))

        said = words(report_page(fresh(database, tmp_path), "en", base=BASE).html)

        assert "hexagons (H3) stand in for them" in said
        assert "Most is missing in" not in said

    def test_without_a_space_of_the_kind_nobody_is_reached(
        self, database: Database, tmp_path: Path
    ) -> None:
        import_town(database, tmp_path)
        import_people(database, tmp_path)

        made = fresh(database, tmp_path, kinds=("museum",))
        said = words(report_page(made, "en", base=BASE).html)

        assert "0 of 1,200 people (0.0 %)" in said
        assert "The city has no space of these kinds" in said

    def test_districts_with_few_people_or_none_are_named(self, report: Report) -> None:
        (row,) = report.coverage.districts
        few = replace(row, code="1", name_en="Little", people=3.0)
        none = replace(row, code="2", name_en="Forest", people=0.0, share=None)
        away = replace(row, code="3", name_en="Far", people=90_000.0, share=None)
        made = replace(report, coverage=replace(report.coverage, districts=(few, none, away)))

        notes = districts_table(made, "en").notes

        assert any("Fewer than 100 people are counted in: Little." in note for note in notes)
        assert any("Nobody is counted in: Forest." in note for note in notes)
        assert any("Where dashes stand" in note for note in notes)


def fresh(database: Database, folder: Path, **asked: object) -> Report:
    shelf = CoverageShelf(folder / "coverage", NetworkShelf(folder / "networks"))
    return make(database, shelf, **{"kinds": ("library",), "minutes": 2, **asked})


class TestFiles:
    def test_the_table_holds_every_figure_of_every_district(self, report: Report) -> None:
        written = report_csv(report).decode("utf-8-sig")

        rows = list(csv.DictReader(io.StringIO(written)))
        assert [row["level"] for row in rows] == ["tambon", "city"]
        assert rows[-1]["share"] == "0.583333"

    def test_the_workbook_has_a_sheet_for_each_part(self, report: Report) -> None:
        book = load_workbook(io.BytesIO(report_workbook(report, "en", base=BASE)))

        assert book.sheetnames == [
            "Coverage",
            "About the figures",
            "In words",
            "District by district",
            "Where the gaps are",
            "Kind by kind",
            "Lorenz curve",
            "Sources",
            "Queries",
        ]
        districts = book["District by district"]
        total = [cell.value for cell in districts[districts.max_row]]
        assert total[:4] == ["Town", 1200, 500, pytest.approx(0.583333)]
        assert districts.cell(districts.max_row, 4).number_format == "0.0%"
        assert book["Lorenz curve"].max_row > 3

    def test_a_name_is_no_formula(self, report: Report) -> None:
        (row,) = report.coverage.districts
        named = replace(row, name_th='=HYPERLINK("http://evil.example")')
        made = replace(report, coverage=replace(report.coverage, districts=(named,)))

        book = load_workbook(io.BytesIO(report_workbook(made, "th", base=BASE)))

        cells = [cell for row in book["รายเขต"].iter_rows() for cell in row]
        assert any(str(cell.value).startswith("=HYPERLINK") for cell in cells)
        assert all(cell.data_type != "f" for cell in cells)


@pytest.mark.parametrize(
    ("share", "shade"),
    [(0, 0), (0.199, 0), (0.2, 1), (0.5, 2), (0.99, 4), (1, 4)],
)
def test_a_share_has_the_shade_of_its_fifth(share: float, shade: int) -> None:
    assert shade_of(share) == SHADES[shade]
    assert shade_of(None) == UNKNOWN_SHADE
