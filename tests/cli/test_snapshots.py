"""`geoservice coverage snapshot` and `changes` as a timer and a planner use them."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from geoservice.cli import main
from geoservice.store.database import Database
from tests.conftest import count
from tests.walked_town import import_town

Shell = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def town(module_database: Database, tmp_path_factory: pytest.TempPathFactory) -> Database:
    import_town(module_database, tmp_path_factory.mktemp("town"))
    return module_database


@pytest.fixture
def shell(
    town: Database,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> Shell:
    """Run `geoservice coverage …` about the fixture town, of which nothing is kept yet."""
    with town.writing() as session:
        session.execute(text("DELETE FROM coverage_snapshot"))
    url = town.owner.url.render_as_string(hide_password=False)
    monkeypatch.setenv("GEOSERVICE_DATABASE_URL", url)
    monkeypatch.setenv("GEOSERVICE_LANGUAGE", "en")
    monkeypatch.setenv("GEOSERVICE_HOME", str(tmp_path / "home"))

    def run(command: str, *arguments: str) -> tuple[int, str, str]:
        words = ["geoservice", "coverage", command, "--city", "town", *arguments]
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


def test_coverage_is_kept_once_and_compared_later(shell: Shell, town: Database) -> None:
    code, said, _ = shell("snapshot", "--kind", "library", "--minutes", "2")
    assert (code, "is kept" in said) == (0, True)

    code, said, _ = shell("snapshot", "--kind", "library", "--minutes", "2")
    assert (code, "not kept twice" in said) == (0, True)
    assert count(town, "coverage_snapshot") == 1

    with town.writing() as session:
        session.execute(text("UPDATE coverage_snapshot SET taken_at = taken_at - interval '1 day'"))
        session.execute(text("UPDATE space SET kind = 'library' WHERE kind = 'bank'"))
    shell("snapshot", "--kind", "library", "--minutes", "2")
    code, said, _ = shell("changes")

    lines = said.splitlines()
    assert code == 0
    assert lines[0].startswith("Town: 20")
    assert lines[1] == "kinds=library minutes=2 profile=adult level=tambon decay=gaussian"
    assert lines[-1].startswith("Town")
    assert "+" in lines[-1]  # the share of streets grew


def test_settings_that_are_not_typed_need_not_match(shell: Shell, town: Database) -> None:
    for minutes in ("2", "5"):
        shell("snapshot", "--minutes", minutes)
    with town.writing() as session:
        session.execute(text("UPDATE coverage_snapshot SET taken_at = taken_at - interval '1 day'"))
        session.execute(text("DELETE FROM space WHERE kind = 'library'"))
    for minutes in ("5", "2"):
        shell("snapshot", "--minutes", minutes)

    assert " minutes=2 " in shell("changes")[1]
    assert " minutes=5 " in shell("changes", "--minutes", "5")[1]


def test_changes_speak_thai(shell: Shell) -> None:
    code, _, error = shell("changes", "--from", "เมื่อวาน")
    assert (code, len(error.splitlines())) == (1, 1)

    code, said, _ = shell("snapshot", "--language", "th")
    assert (code, "เก็บความครอบคลุมของ town ไว้แล้ว" in said) == (0, True)


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ((), "No coverage of town is kept yet"),
        (("--from", "soon"), "'--from' is 'soon' but must be a day"),
        (("--from", "2026-02-01", "--to", "2026-01-01"), "the earlier day comes first"),
    ],
)
def test_what_cannot_be_compared_is_one_line(
    shell: Shell, arguments: tuple[str, ...], complaint: str
) -> None:
    code, _, error = shell("changes", *arguments)

    assert (code, len(error.splitlines())) == (1, 1)
    assert complaint in error
