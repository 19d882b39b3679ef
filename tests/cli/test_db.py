"""`geoservice db` as somebody at a shell uses it."""

import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from geoservice.cli import main
from geoservice.store import cluster as embedded
from geoservice.store.database import Database
from tests.conftest import add_city, add_space, count

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command; return its exit code, what it said and what it complained."""
    monkeypatch.setenv("GEOSERVICE_LANGUAGE", "en")

    def run(*arguments: str | Path) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["geoservice", *map(str, arguments)])
        try:
            main()
            code = 0
        except SystemExit as ended:
            code = int(ended.code or 0)
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


@pytest.fixture
def named(database: Database, monkeypatch: pytest.MonkeyPatch) -> Database:
    """A database that the environment names."""
    url = database.owner.url.render_as_string(hide_password=False)
    monkeypatch.setenv("GEOSERVICE_DATABASE_URL", url)
    return database


@pytest.fixture
def own_home(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home beside the one of the shared test server."""
    folder = home / "db"
    monkeypatch.setenv("GEOSERVICE_HOME", str(folder))
    return folder


def test_the_life_of_an_embedded_database(run: Run, own_home: Path, tmp_path: Path) -> None:
    code, said, _ = run("db", "status")
    assert (code, "db init" in said) == (0, True)
    assert not own_home.exists()

    code, said, _ = run("db", "init")
    assert (code, "is ready, with schema" in said) == (0, True)

    code, said, _ = run("db", "status")
    pid = embedded.server_pid(embedded.find_cluster(own_home))
    assert code == 0
    assert f"running with pid {pid}" in said
    assert re.search(r"PostgreSQL \d+\.\d+, PostGIS 3\.\d+\.\d+", said)
    assert "the newest" in said

    assert run("db", "upgrade")[0] == 0
    assert run("db", "stop")[0] == 0
    code, said, _ = run("db", "status")
    assert (code, "not running" in said) == (0, True)
    code, said, _ = run("db", "stop")
    assert (code, said.startswith("No embedded server")) == (0, True)

    assert run("db", "backup", tmp_path / "b")[0] == 0  # it starts again by itself
    assert run("db", "stop")[0] == 0


def test_status_counts_what_is_there(run: Run, named: Database) -> None:
    add_space(named, add_city(named, "chiang-mai", name_th="เชียงใหม่", name_en="Chiang Mai"))

    code, said, _ = run("db", "status")

    assert code == 0
    assert "space 1" in said
    assert "chiang-mai  เชียงใหม่  Chiang Mai" in said


def test_status_speaks_thai(run: Run, named: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GEOSERVICE_LANGUAGE", "th")

    assert run("db", "status")[0] == 0


def test_a_backup_is_restored_over_what_came_after_it(
    run: Run, named: Database, tmp_path: Path
) -> None:
    city = add_city(named)
    add_space(named, city)
    assert run("db", "backup", tmp_path / "b")[0] == 0
    add_space(named, city)

    code, _, complaint = run("db", "restore", tmp_path / "b")
    assert code == 1
    assert complaint.count("\n") == 1
    assert "--replace" in complaint
    assert count(named, "space") == 2

    code, said, _ = run("db", "restore", tmp_path / "b", "--replace")
    assert (code, "Restored" in said) == (0, True)
    assert count(named, "space") == 1
    with named.owner.connect() as connection:
        trail = connection.execute(text("SELECT actor, action, after FROM audit")).one()
    assert (trail.actor, trail.action, trail.after["file"]) == ("shell", "restore", "b")


def test_a_backup_is_replaced_by_force_only(run: Run, named: Database, tmp_path: Path) -> None:
    assert run("db", "backup", tmp_path / "b")[0] == 0
    assert run("db", "backup", tmp_path / "b")[0] == 1
    assert run("db", "backup", tmp_path / "b", "--force")[0] == 0


def test_a_server_of_others_is_not_stopped(run: Run, named: Database) -> None:
    code, said, _ = run("db", "stop")

    assert (code, "not ours to stop" in said) == (0, True)
    assert count(named, "city") == 0


@pytest.mark.parametrize("command", ["init", "upgrade", "status", "backup", "restore"])
def test_a_database_out_of_reach_is_one_line(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, command: str
) -> None:
    monkeypatch.setenv("GEOSERVICE_DATABASE_URL", "postgresql://u:open-sesame@127.0.0.1:1/city")
    files = [tmp_path / "b"] if command in ("backup", "restore") else []

    code, said, complaint = run("db", command, *files)

    assert (code, said) == (1, "")
    assert re.fullmatch(r"geoservice: The database cannot be reached .*\n", complaint)
    assert "open-sesame" not in complaint


def test_a_newer_schema_is_one_line(run: Run, named: Database) -> None:
    with named.owner.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    code, _, complaint = run("db", "upgrade")

    assert code == 1
    assert re.fullmatch(r"geoservice: The database has schema 9999, .*newer.*\n", complaint)


def test_whatever_else_the_database_says_is_one_line(run: Run, named: Database) -> None:
    with named.owner.begin() as connection:
        connection.execute(text("CREATE TABLE published_views (id integer)"))
        connection.execute(text("DROP TABLE layer_version CASCADE"))

    code, _, complaint = run("db", "upgrade")

    assert code == 1
    assert re.fullmatch(r"geoservice: The database refused this .*\n", complaint)
