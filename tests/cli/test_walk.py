"""`geoservice walk` as somebody at a shell uses it."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pyogrio
import pytest

from geoservice.cli import main, pdf
from geoservice.paths import STATIC
from geoservice.store.database import Database
from tests.town import position
from tests.walked_town import import_town, spaces_by_kind

Shell = Callable[..., tuple[int, str, str]]
CORNER = ",".join(map(str, position(0, 100)))


@pytest.fixture(scope="module")
def spaces(module_database: Database, tmp_path_factory: pytest.TempPathFactory) -> dict[str, int]:
    import_town(module_database, tmp_path_factory.mktemp("town"))
    return spaces_by_kind(module_database)


@pytest.fixture
def walk(
    module_database: Database,
    spaces: dict[str, int],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> Shell:
    """Run `geoservice walk --city town` from a corner past library and park."""
    url = module_database.owner.url.render_as_string(hide_password=False)
    monkeypatch.setenv("GEOSERVICE_DATABASE_URL", url)
    monkeypatch.setenv("GEOSERVICE_LANGUAGE", "en")
    monkeypatch.setenv("GEOSERVICE_HOME", str(tmp_path / "home"))
    wish = ("--from", CORNER, "--stop", spaces["library"], "--stop", spaces["park"])

    def run(*arguments: object, wish: tuple[object, ...] = wish) -> tuple[int, str, str]:
        words = ["geoservice", "walk", "--city", "town", *map(str, (*wish, *arguments))]
        monkeypatch.setattr(sys, "argv", words)
        try:
            main()
        except SystemExit as stop:
            code = int(stop.code or 0)
        else:
            code = 0
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def test_a_walk_is_read_stop_by_stop_and_step_by_step(walk: Shell) -> None:
    code, said, _ = walk("--loop", "--depart", "2027-01-09T14:00")

    lines = said.splitlines()
    assert code == 0
    assert lines[0] == "A walk in Town"
    assert lines[1].startswith("Saturday 9 January 2027, 14:00–")
    assert any("Town Library" in line and "opening hours not known" in line for line in lines)
    assert "Back to the start" in said
    assert any(line.startswith("  1. Head ") for line in lines)
    assert lines[-1].startswith("http://127.0.0.1:8000/?walk=ctown_ap")


def test_a_walk_speaks_thai(walk: Shell) -> None:
    _, said, _ = walk("--language", "th")

    assert said.splitlines()[0] == "เดินเมืองเมือง"
    assert "มุ่งหน้าไปทาง" in said


def test_a_walk_is_written_by_the_ending_of_the_file(walk: Shell, tmp_path: Path) -> None:
    for name in ("walk.geojson", "walk.gpx", "walk.kml"):
        code, _, error = walk("--out", tmp_path / name)
        assert (code, error) == (0, f"{tmp_path / name} is written.\n")

    written = json.loads((tmp_path / "walk.geojson").read_text("utf-8"))
    assert len([each for each in written["features"] if "stop" in each["id"]]) == 2
    assert len(pyogrio.raw.read(tmp_path / "walk.gpx", layer="waypoints")[2]) == 2
    assert len(pyogrio.list_layers(tmp_path / "walk.kml")) == 2


def test_the_pdf_holds_thai_that_can_be_searched(walk: Shell, tmp_path: Path) -> None:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed; apt-get install poppler-utils")
    if not (STATIC / "build" / "manifest.json").is_file():
        pytest.skip("the pages are not built; run: make setup")
    pdf.find_program()

    code, _, error = walk("--language", "th", "--out", tmp_path / "walk.pdf")

    assert code == 0, error
    done = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "walk.pdf", "-"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "หอสมุดเมือง" in done.stdout
    assert "หนังสือพันเล่มกับน้ำชา" in done.stdout
    assert "ไม่ทราบเวลาเปิดปิด" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("--out", "walk.docx"), "walk.docx ends in none of .geojson, .json, .gpx, .kml, .pdf"),
        (("--out", "/nowhere/walk.gpx"), "There is no folder /nowhere."),
        (("--depart", "tomorrow"), "--depart is 'tomorrow' but must be a date and a time"),
        (("--to", "here"), "'--to' is 'here' but must be a whole number"),
        (("--to", "98.9"), "'--to' is '98.9' but must be a whole number"),
        (("--to", "98.9,x"), "'--to' is 'x' but must be a number"),
        (("--minutes", "3000"), "3000 minutes (50 hours)"),
        (("--stop", "999999"), "There is no space 999999 to walk to"),
        (("--depart", "2020-01-01T10:00"), "more than a day past"),
    ],
)
def test_what_cannot_be_walked_is_one_line(
    walk: Shell, arguments: tuple[str, ...], complaint: str
) -> None:
    code, _, error = walk(*arguments)

    assert code == 1
    assert len(error.splitlines()) == 1
    assert complaint in error


def test_without_chromium_a_pdf_says_how_to_install_it(
    walk: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(pdf.shutil, "which", lambda _: None)

    code, _, error = walk("--out", tmp_path / "walk.pdf")

    assert code == 1
    assert "apt-get install chromium" in error.splitlines()[-1]
