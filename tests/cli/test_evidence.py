"""`geoservice evidence` as the city's office runs it every two years, and in between."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from geoservice.cli import main
from geoservice.paths import STATIC
from geoservice.store.database import Database
from tests.conftest import count
from tests.walked_town import import_people, import_town

Shell = Callable[..., tuple[int, str, str]]

if not (STATIC / "build" / "embedded" / "report.css").is_file():
    pytest.skip("the pages are not built; run: make setup", allow_module_level=True)


@pytest.fixture(scope="module")
def town(module_database: Database, tmp_path_factory: pytest.TempPathFactory) -> Database:
    folder = tmp_path_factory.mktemp("town")
    import_town(module_database, folder)
    import_people(module_database, folder)
    return module_database


@pytest.fixture
def evidence(
    town: Database,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
    tmp_path: Path,
) -> Shell:
    """Run `geoservice evidence town …`; no pack of it is kept yet."""
    with town.writing() as session:
        session.execute(text("DELETE FROM coverage_snapshot"))
    url = town.owner.url.render_as_string(hide_password=False)
    monkeypatch.setenv("GEOSERVICE_DATABASE_URL", url)
    monkeypatch.setenv("GEOSERVICE_LANGUAGE", "en")
    monkeypatch.setenv("GEOSERVICE_HOME", str(tmp_path / "home"))

    def run(*arguments: object, slug: str = "town") -> tuple[int, str, str]:
        words = ["geoservice", "evidence", slug, *map(str, arguments)]
        monkeypatch.setattr(sys, "argv", words)
        try:
            main()
        except SystemExit as stop:
            code = int(stop.code or 0)
        else:
            code = 0
        said = capfdbinary.readouterr()
        return code, said.out.decode(), said.err.decode()

    return run


def test_a_pack_is_kept_once_and_then_compared(evidence: Shell, town: Database) -> None:
    code, said, error = evidence("--format", "json", "--keep")
    assert (code, "is kept" in error, json.loads(said)["since"]) == (0, True, None)

    code, said, error = evidence("--format", "json", "--keep")
    assert (code, "not kept twice" in error) == (0, True)
    assert json.loads(said)["since"] is not None
    assert count(town, "coverage_snapshot") == 1


def test_without_keep_nothing_is_written_down(evidence: Shell, town: Database) -> None:
    code, said, error = evidence()

    assert (code, error) == (0, "")
    assert "evidence of a learning city" in said
    assert "no data" in said
    assert count(town, "coverage_snapshot") == 0


def test_it_is_written_by_the_ending_of_the_file(evidence: Shell, tmp_path: Path) -> None:
    for ending in ("csv", "xlsx", "html", "json"):
        file = tmp_path / f"town.{ending}"
        code, said, error = evidence("--language", "th", "--out", file)
        assert (code, said, error) == (0, "", f"เขียน {file} แล้ว\n")
        assert file.stat().st_size > 1000


@pytest.mark.parametrize(
    ("arguments", "slug", "complaint"),
    [
        ((), "nowhere", "There is no city 'nowhere'"),
        (("--out", "town.pdf"), "town", "town.pdf ends in none of .html, .csv, .json, .xlsx"),
        (("--out", "/nowhere/town.csv"), "town", "There is no folder /nowhere."),
    ],
)
def test_what_cannot_be_written_is_one_line(
    evidence: Shell, arguments: tuple[str, ...], slug: str, complaint: str
) -> None:
    code, said, error = evidence(*arguments, slug=slug)

    assert (code, said, len(error.splitlines())) == (1, "", 1)
    assert complaint in error
