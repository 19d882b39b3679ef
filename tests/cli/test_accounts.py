"""`geoservice account` and `geoservice token` as an administrator uses them."""

import io
import re
import sys
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from geoservice.cli import main
from geoservice.ecology.accounts.passing import use_reset
from geoservice.ecology.accounts.passwords import is_password
from geoservice.ecology.accounts.register import find_account
from geoservice.ecology.accounts.tokens import find_asker
from geoservice.store.database import Database
from tests.conftest import add_city

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(
    database: Database, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    """Run a command in a town; return its exit code, what it said and what it complained."""
    add_city(database)
    url = database.owner.url.render_as_string(hide_password=False)
    monkeypatch.setenv("GEOSERVICE_DATABASE_URL", url)
    monkeypatch.setenv("GEOSERVICE_LANGUAGE", "en")

    def run(*arguments: str, typed: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["geoservice", *arguments])
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        try:
            main()
            code = 0
        except SystemExit as ended:
            code = int(ended.code or 0)
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def test_an_account_gets_a_token_that_stands_alone_on_the_last_line(
    run: Run, database: Database
) -> None:
    code, said, _ = run("account", "add", "anong", "--role", "curator", "--city", "town")
    assert (code, "anong is stored" in said) == (0, True)

    code, said, _ = run("token", "add", "anong", "--title", "QGIS", "--scope", "write")

    last = said.rstrip("\n").split("\n")[-1]
    assert code == 0
    assert re.fullmatch(r"gs_[\w-]{43}", last)
    with database.writing() as session:
        found = find_asker(session, last, now=datetime.now(UTC))
    assert found is not None
    assert (found.name, found.scopes) == ("anong", ("write",))
    code, said, _ = run("token", "list", "anong")
    assert (code, last in said) == (0, False)
    assert "QGIS" in said


def test_a_password_is_read_from_the_first_line_of_standard_input(
    run: Run, database: Database
) -> None:
    arguments = ("account", "add", "anong", "--role", "admin", "--password-stdin")

    assert run(*arguments, typed="ดอกคำใต้ 2569\r\nmore\n")[0] == 0

    with database.writing() as session:
        assert is_password("ดอกคำใต้ 2569", find_account(session, "anong").password_hash)
    code, _, complained = run("account", "add", "dao", *arguments[3:], typed="\n")
    assert (code, "10 to 200 characters" in complained) == (1, True)


def test_what_is_disabled_and_revoked_is_listed_so(run: Run, database: Database) -> None:
    run("account", "add", "anong", "--role", "planner")
    first = run("token", "add", "anong")[1].split("\n")[-2]
    number = run("token", "list")[1].split("\n")[1].split()[0]

    assert run("token", "revoke", number)[0] == 0
    assert run("account", "disable", "anong")[0] == 0

    today = f"{datetime.now(UTC):%Y-%m-%d}"
    assert today in run("account", "list")[1]
    assert run("token", "list")[1].rstrip().endswith(today)
    with database.writing() as session:
        assert find_asker(session, first, now=datetime.now(UTC)) is None


def test_a_mistake_is_one_line_that_names_the_way_out(run: Run) -> None:
    run("account", "add", "anong", "--role", "curator")
    run("account", "add", "closed", "--role", "curator")
    run("account", "disable", "closed")
    mistakes = (
        (("account", "add", "anong", "--role", "curator"), "account 'anong' already"),
        (("account", "add", "dao", "--role", "mayor"), "no role 'mayor'; there are: citizen"),
        (("account", "add", "dao", "--role", "curator", "--city", "x"), "there are: town"),
        (("account", "disable", "nobody"), "geoservice account list"),
        (("token", "add", "nobody"), "no account 'nobody'"),
        (("token", "add", "closed"), "'closed' is disabled"),
        (("token", "add", "anong", "--scope", "fly"), "no scope 'fly'"),
        (("token", "add", "anong", "--days", "0"), "1 to 3650 days"),
        (("token", "list", "nobody"), "no account 'nobody'"),
        (("token", "revoke", "99"), "no token 99"),
    )
    for command, way_out in mistakes:
        code, said, complained = run(*command)

        assert (code, said) == (1, ""), command
        assert complained.count("\n") == 1, command
        assert way_out in complained


def test_an_empty_register_says_how_to_fill_it(run: Run) -> None:
    assert "geoservice account add NAME" in run("account", "list")[1]
    assert "geoservice token add NAME" in run("token", "list")[1]


def test_a_link_to_set_a_password_stands_alone_on_the_last_line(
    run: Run, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("account", "add", "anong", "--role", "curator")
    monkeypatch.setenv("GEOSERVICE_BASE_URL", "https://map.example/")

    code, said, _ = run("account", "reset", "anong")

    last = said.rstrip("\n").split("\n")[-1]
    assert code == 0
    assert re.fullmatch(r"https://map\.example/reset\?key=[\w-]{43}", last)
    with database.writing() as session:
        use_reset(session, last.split("=")[1], "a new password", now=datetime.now(UTC))
        assert is_password("a new password", find_account(session, "anong").password_hash)
    assert run("account", "reset", "nobody")[0] == 1


def test_a_link_for_a_new_password_leads_to_where_the_service_answers(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("account", "add", "anong", "--role", "curator")
    monkeypatch.setenv("GEOSERVICE_HOST", "192.0.2.7")
    monkeypatch.setenv("GEOSERVICE_PORT", "8123")

    _, said, _ = run("account", "reset", "anong")

    *_, before, link = said.rstrip("\n").split("\n")
    assert "GEOSERVICE_BASE_URL" in before
    assert link.startswith("http://192.0.2.7:8123/reset?key=")


def test_an_account_is_linked_to_one_subject_of_the_provider(run: Run, database: Database) -> None:
    for name in ("anong", "fah"):
        run("account", "add", name, "--role", "curator")

    assert run("account", "link", "anong", "anong@town.example")[0] == 0
    assert run("account", "link", "anong", "anong@town.example")[0] == 0
    code, _, complaint = run("account", "link", "fah", "anong@town.example")

    assert code == 1
    assert "signs in to the account 'anong' already" in complaint
    assert run("account", "link", "fah", " ")[0] == 1
    with database.writing() as session:
        assert find_account(session, "anong").subject == "anong@town.example"
