"""`geoservice report` as a planner runs it before the council meets."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from geoservice.cli import main, outputs, pdf
from geoservice.paths import STATIC
from geoservice.store.database import Database
from tests.walked_town import import_people, import_town

Shell = Callable[..., tuple[int, str, str]]
ASKED = ("--kind", "library", "--minutes", "2")

if not (STATIC / "build" / "embedded" / "report.css").is_file():
    pytest.skip("the pages are not built; run: make setup", allow_module_level=True)


@pytest.fixture(scope="module")
def town(module_database: Database, tmp_path_factory: pytest.TempPathFactory) -> Database:
    folder = tmp_path_factory.mktemp("town")
    import_town(module_database, folder)
    import_people(module_database, folder)
    return module_database


@pytest.fixture
def report(
    town: Database,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
    tmp_path: Path,
) -> Shell:
    """Run `geoservice report town …`."""
    url = town.owner.url.render_as_string(hide_password=False)
    monkeypatch.setenv("GEOSERVICE_DATABASE_URL", url)
    monkeypatch.setenv("GEOSERVICE_LANGUAGE", "en")
    monkeypatch.setenv("GEOSERVICE_HOME", str(tmp_path / "home"))

    def run(*arguments: object, slug: str = "town") -> tuple[int, str, str]:
        words = ["geoservice", "report", slug, *map(str, arguments)]
        monkeypatch.setattr(sys, "argv", words)
        try:
            main()
        except SystemExit as stop:
            code = int(stop.code or 0)
        else:
            code = 0
        said = capfdbinary.readouterr()
        return code, said.out.decode(errors="replace"), said.err.decode()

    return run


def test_without_a_file_the_page_goes_to_the_next_program(report: Shell) -> None:
    code, said, error = report(*ASKED)

    assert (code, error) == (0, "")
    assert said.startswith("<!doctype html>")
    assert "700 of 1,200 people (58.3 %)" in said
    assert "http://127.0.0.1:8000/api/coverage?city=town&amp;kinds=library" in said


def test_the_table_goes_there_too(report: Shell) -> None:
    code, said, _ = report(*ASKED, "--format", "csv")

    assert code == 0
    assert said.startswith("\ufeffcode,level,name_th")


def test_the_ending_of_the_file_says_what_to_write(report: Shell, tmp_path: Path) -> None:
    code, said, error = report(*ASKED, "--language", "th", "--out", tmp_path / "town.xlsx")

    assert (code, said, error) == (0, "", f"เขียน {tmp_path / 'town.xlsx'} แล้ว\n")
    assert "รายเขต" in load_workbook(tmp_path / "town.xlsx").sheetnames


def test_the_pdf_holds_thai_that_can_be_searched(report: Shell, tmp_path: Path) -> None:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed; apt-get install poppler-utils")
    pdf.find_program()

    code, _, error = report(*ASKED, "--language", "th", "--out", tmp_path / "town.pdf")

    assert code == 0, error
    read = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "town.pdf", "-"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    said = " ".join(read.split())
    assert "ใครเดินถึงพื้นที่การเรียนรู้" in said
    assert "อยู่ในระยะเดิน 2 นาที" in said
    assert "ค่าต่ำและค่าสูงคำนวณจาก" in said  # ำ is what other ways to PDF tear apart
    assert said.count("© OpenStreetMap contributors") == 3  # a source, the foot, and on the map
    assert (tmp_path / "town.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("--out", "town.docx"), "town.docx ends in none of .html, .pdf, .csv, .xlsx"),
        (("--out", "town.pdf", "--format", "csv"), "town.pdf ends in none of .csv"),
        (("--out", "/nowhere/town.html"), "There is no folder /nowhere."),
        (("--minutes", "200"), "'minutes' is 200"),
        (("--at", "sometime"), "--at is 'sometime'"),
    ],
)
def test_what_cannot_be_reported_is_one_line(
    report: Shell, arguments: tuple[str, ...], complaint: str
) -> None:
    code, said, error = report(*arguments)

    assert (code, said, len(error.splitlines())) == (1, "", 1)
    assert complaint in error


def test_a_city_that_is_not_there_leaves_no_file(report: Shell, tmp_path: Path) -> None:
    code, _, error = report("--out", tmp_path / "x.html", slug="nowhere")

    assert (code, "There is no city 'nowhere'" in error) == (1, True)
    assert list(tmp_path.glob("*.html")) == []


def test_without_chromium_it_is_said_before_anything_is_done(
    report: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(pdf.shutil, "which", lambda _: None)

    code, _, error = report("--out", tmp_path / "town.pdf")

    assert (code, "apt-get install chromium" in error) == (1, True)


def test_a_print_that_fails_leaves_no_file(
    report: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(pdf, "find_program", lambda: "/bin/false")

    code, _, error = report(*ASKED, "--out", tmp_path / "town.pdf")

    assert (code, "take another format" in error) == (1, True)
    assert list(tmp_path.glob("*.pdf")) == []


def test_a_terminal_is_sent_no_workbook(report: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outputs.sys.stdout, "isatty", lambda: True, raising=False)

    code, said, error = report("--format", "xlsx")

    assert (code, said) == (1, "")
    assert "--out FILE.xlsx" in error
