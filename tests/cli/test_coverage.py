"""`geoservice coverage` at a shell: 700 people live by the library of the town, 500 on a hill."""

import csv
import json
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pyogrio
import pytest

from geoservice.cli import main
from geoservice.store.database import Database
from tests.conftest import add_city
from tests.intake.tables_on_disk import write_geojson
from tests.town import boundary, position
from tests.walked_town import CREDIT, import_people, import_town

Shell = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def town(module_database: Database, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the home of a town with people, and of one without."""
    folder = tmp_path_factory.mktemp("town")
    import_town(module_database, folder)
    import_people(module_database, folder)
    add_city(module_database, "bare")
    return folder / "home"


@pytest.fixture
def shell(
    module_database: Database,
    town: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Shell:
    """Run `geoservice coverage` with words."""
    url = module_database.owner.url.render_as_string(hide_password=False)
    monkeypatch.setenv("GEOSERVICE_DATABASE_URL", url)
    monkeypatch.setenv("GEOSERVICE_LANGUAGE", "en")
    monkeypatch.setenv("GEOSERVICE_HOME", str(town))

    def run(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["geoservice", "coverage", *map(str, arguments)])
        try:
            main()
        except SystemExit as stop:
            code = int(stop.code or 0)
        else:
            code = 0
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


LIBRARIES = ("--city", "town", "--kind", "library", "--minutes", "2")


def test_districts_are_told_with_the_interval_of_their_share(shell: Shell) -> None:
    code, said, _ = shell(*LIBRARIES)

    title, _, headings, district, whole, *notes = said.splitlines()
    assert code == 0
    assert title == "Town: within 2 minutes on foot of Library"
    assert headings.split("  ")[0] == "District"
    assert district.split()[:3] == ["ตำบลเมือง", "1,200", "700"]
    assert "58.3 %" in district
    assert whole.split()[:3] == ["Town", "1,200", "700"]
    assert notes[1] == "Walking as adults do · whatever the hour"
    assert "People: people-2021 (2021)" in notes
    assert notes[-1] == CREDIT


def test_the_interval_stands_behind_the_share(shell: Shell) -> None:
    _, said, _ = shell(*LIBRARIES, "--at", "2026-11-28T10:00")

    assert "0.0 % (0.0–58.3)" in said.splitlines()[3]
    assert "open Saturday 28 November 2026 at 10:00" in said
    assert "The hours of 1 spaces are not known" in said


def test_coverage_speaks_thai(shell: Shell) -> None:
    _, said, _ = shell(*LIBRARIES, "--language", "th")

    assert said.splitlines()[0] == "เมือง: เดินถึงห้องสมุดภายใน 2 นาที"
    assert "เขตการปกครอง" in said
    assert "ไม่ว่าเวลาใด" in said


def test_without_people_the_shares_of_streets_are_told(
    shell: Shell, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_town(database, tmp_path)
    url = database.owner.url.render_as_string(hide_password=False)
    monkeypatch.setenv("GEOSERVICE_DATABASE_URL", url)
    monkeypatch.setenv("GEOSERVICE_HOME", str(tmp_path / "home"))

    code, said, _ = shell("--city", "town")

    assert code == 0
    assert "Share of streets" in said.splitlines()[2]
    assert "People" not in said.splitlines()[2]
    assert "No population is loaded for this city" in said


class TestFiles:
    def test_csv(self, shell: Shell, tmp_path: Path) -> None:
        file = tmp_path / "coverage.csv"

        code, _, error = shell(*LIBRARIES, "--out", file)

        assert (code, error) == (0, f"{file} is written.\n")
        with file.open(encoding="utf-8-sig", newline="") as text:
            lines = list(csv.DictReader(text))
        assert [line["people_covered"] for line in lines] == ["700.0", "700.0"]

    def test_json(self, shell: Shell, tmp_path: Path) -> None:
        shell(*LIBRARIES, "--out", tmp_path / "coverage.json")

        document = json.loads((tmp_path / "coverage.json").read_text("utf-8"))
        assert document["kinds"] == ["library"]
        assert document["districts"][0]["people_covered"] == 700

    def test_geojson_opens_as_a_layer(self, shell: Shell, tmp_path: Path) -> None:
        shell(*LIBRARIES, "--out", tmp_path / "coverage.geojson")

        meta, _, geometries, fields = pyogrio.raw.read(tmp_path / "coverage.geojson")
        assert meta["geometry_type"] == "MultiPolygon"
        assert len(geometries) == 1
        covered = list(meta["fields"]).index("people_covered")
        assert fields[covered].tolist() == [700]

    def test_xlsx_has_titles_people_read_and_says_what_to_know(
        self, shell: Shell, tmp_path: Path
    ) -> None:
        shell(*LIBRARIES, "--language", "th", "--out", tmp_path / "coverage.xlsx")

        book = openpyxl.load_workbook(tmp_path / "coverage.xlsx")
        titles, row, *_ = book["ความครอบคลุม"].iter_rows()
        assert titles[4].value == "ประชากร (คน)"
        assert [cell.value for cell in row[2:6]] == ["ตำบลเมือง", None, 1200, 700]
        assert row[6].number_format == "0.0%"
        about = [line[0] for line in book["เกี่ยวกับตัวเลข"].iter_rows(values_only=True)]
        assert about[0] == "เมือง: เดินถึงห้องสมุดภายใน 2 นาที"
        assert about[-1] == CREDIT

    def test_a_file_takes_the_place_of_the_one_before_and_keeps_its_rights(
        self, shell: Shell, tmp_path: Path
    ) -> None:
        file = tmp_path / "coverage.csv"
        file.write_text("before")
        file.chmod(0o640)

        shell(*LIBRARIES, "--out", file)

        assert file.read_bytes().startswith(b"\xef\xbb\xbf")
        assert stat.S_IMODE(file.stat().st_mode) == 0o640
        assert [each.name for each in tmp_path.iterdir()] == ["coverage.csv"]

    def test_what_fails_leaves_the_file_as_it_was(self, shell: Shell, tmp_path: Path) -> None:
        file = tmp_path / "coverage.csv"
        file.write_text("before")

        code, _, _ = shell("--city", "nowhere", "--out", file)

        assert code == 1
        assert file.read_text() == "before"
        assert [each.name for each in tmp_path.iterdir()] == ["coverage.csv"]


class TestSites:
    def test_the_best_place_is_told_with_its_proof(self, shell: Shell) -> None:
        code, said, _ = shell("sites", *LIBRARIES, "--count", 1)

        assert code == 0
        assert "500" in said.splitlines()[1]
        assert "1 places: 500 people more within reach." in said
        assert "No other choice of places reaches more." in said

    def test_places_are_written_as_points_and_as_lines(self, shell: Shell, tmp_path: Path) -> None:
        shell("sites", *LIBRARIES, "--count", 1, "--out", tmp_path / "sites.geojson")
        shell("sites", *LIBRARIES, "--count", 1, "--out", tmp_path / "sites.csv")

        meta, _, points, _ = pyogrio.raw.read(tmp_path / "sites.geojson")
        assert (meta["geometry_type"], len(points)) == ("Point", 1)
        with (tmp_path / "sites.csv").open(encoding="utf-8-sig", newline="") as text:
            (line,) = csv.DictReader(text)
        assert (line["number"], line["people_gained"]) == ("1", "500.0")

    def test_where_nothing_may_stand_nothing_is_put(self, shell: Shell, tmp_path: Path) -> None:
        everywhere = write_geojson(tmp_path / "avoid.geojson", (boundary(), {}))

        code, _, error = shell("sites", *LIBRARIES, "--avoid", everywhere)

        assert code == 1
        assert len(error.splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ((*LIBRARIES, "--out", "coverage.docx"), "coverage.docx ends in none of .csv, .json,"),
        ((*LIBRARIES, "--out", "/nowhere/coverage.csv"), "There is no folder /nowhere."),
        (("--city", "nowhere"), "There is no city 'nowhere'; there are: bare, town."),
        (("--city", "bare"), "no streets one can walk"),
        (("--city", "town", "--minutes", "0"), "'minutes' is 0 but must be a whole number"),
        (("--city", "town", "--minutes", "200"), "'minutes' is 200 but must be"),
        (("--city", "town", "--at", "noon"), "--at is 'noon' but must be a date and a time"),
        (("sites", *LIBRARIES, "--count", "0"), "'count' is 0 but must be"),
        (("sites", *LIBRARIES, "--goal", "all", "--count", "3"), "'goal' all and 'count' exclude"),
        (("sites", *LIBRARIES, "--seconds", "60"), "'seconds' is 60.0 but must be"),
        (("sites", *LIBRARIES, "--avoid", "{no_json}"), "avoid.txt cannot be read (The body"),
        (("sites", *LIBRARIES, "--avoid", "{point}"), "must be GeoJSON with polygons"),
        (("sites", *LIBRARIES, "--out", "sites.xlsx"), "sites.xlsx ends in none of .geojson, .csv"),
    ],
)
def test_what_cannot_be_told_is_one_line(
    shell: Shell, tmp_path: Path, arguments: tuple[str, ...], complaint: str
) -> None:
    no_json, point = tmp_path / "avoid.txt", tmp_path / "point.geojson"
    no_json.write_text("here")
    point.write_text(json.dumps({"type": "Point", "coordinates": position(0, 0)}))
    words = [word.format(no_json=no_json, point=point) for word in arguments]

    code, _, error = shell(*words)

    assert code == 1
    assert len(error.splitlines()) == 1
    assert complaint in error


def test_without_a_city_the_way_to_ask_is_shown(shell: Shell) -> None:
    code, _, error = shell()

    assert code == 2
    assert "Missing option '--city'." in error
