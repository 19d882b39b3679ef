"""Signing in by a form: what it lets in, what it tells nobody, and when a session ends."""

import logging
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import text
from werkzeug.test import TestResponse

from geoservice.ecology.accounts.passing import issue_reset
from geoservice.ecology.accounts.register import disable_account
from geoservice.store.database import Database
from geoservice.web import session_cookie
from geoservice.web.assets import is_built
from geoservice.web.forms import next_path
from tests.conftest import Server, add_city
from tests.web.browsers import PASSWORD, Browser, browser
from tests.web.conftest import close_app, make_app
from tests.web.editors import ITEMS, Editor, feature

NEW = "แม่น้ำปิงไหลลงใต้"
needs_build = pytest.mark.skipif(not is_built(), reason="the pages are not built")


@pytest.fixture
def anong(app: Flask, database: Database) -> Browser:
    """A curator who signed in."""
    add_city(database)
    return browser(app, database, city="town")


@pytest.fixture
def stranger(app: Flask) -> Browser:
    """A browser in which nobody signed in."""
    return Browser(app.test_client())


def is_in(browser: Browser) -> bool:
    return browser.client.get("/account").status_code == 200


def test_the_form_is_there_in_both_languages_and_is_kept_by_no_cache(stranger: Browser) -> None:
    thai = stranger.client.get("/login")
    english = stranger.client.get("/login?lang=en")

    assert "เข้าสู่ระบบ" in thai.text
    assert "Sign in" in english.text
    assert thai.headers["Cache-Control"] == "no-store"


def test_who_signs_in_is_known_and_writes_with_the_csrf_token(anong: Browser) -> None:
    page = anong.client.get("/account?lang=en")
    assert "anong" in page.text
    assert "Role: Curator, in Town." in page.text
    assert 'href="/curate?lang=en"' in page.text

    written = anong.send("POST", ITEMS, json=feature(), content_type="application/geo+json")

    assert written.status_code == 201


def test_the_cookie_is_for_this_site_alone_and_out_of_reach_of_scripts(
    stranger: Browser, anong: Browser
) -> None:
    cookie = stranger.sign_in("anong").headers["Set-Cookie"]

    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Path=/" in cookie
    assert "Max-Age=43200" in cookie
    assert "Secure" not in cookie  # the test asks without TLS


def test_behind_tls_the_cookie_is_secure(server: Server, database: Database) -> None:
    app = make_app(server, database, base_url="https://map.example")
    browser(app, database)

    cookie = Browser(app.test_client()).sign_in("anong").headers["Set-Cookie"]

    assert "Secure" in cookie
    close_app(app)


def test_a_wrong_name_is_refused_like_a_wrong_password(stranger: Browser, anong: Browser) -> None:
    for name, password in (("anong", "wrong password"), ("nobody", PASSWORD)):
        answer = stranger.sign_in(name, password)

        assert answer.status_code == 403
        assert "do not belong together" in answer.text
        assert f'value="{name}"' in answer.text
        assert "session=" not in answer.headers.get("Set-Cookie", "")
    assert stranger.sign_in("anong", "").status_code == 400
    assert not is_in(stranger)


@pytest.mark.parametrize(
    ("there", "led"),
    [
        ("/coverage?city=town", "/coverage?city=town"),
        ("/แผนที่", "/แผนที่"),
        ("", ""),
        ("https://evil.example/", ""),
        ("//evil.example/", ""),
        ("/\\evil.example/", ""),
        ("javascript:alert(1)", ""),
        ("/a\nb", ""),
        ("coverage", ""),
    ],
)
def test_a_path_to_go_on_to_is_one_of_this_site(there: str, led: str) -> None:
    assert next_path(there) == led


def test_signing_in_leads_back_to_where_one_came_from(stranger: Browser, anong: Browser) -> None:
    there = "/coverage?city=town"

    assert stranger.sign_in("anong", form={"next": there}).headers["Location"] == there
    assert stranger.client.get(f"/login?next={there}").headers["Location"] == there
    away = {"next": "//evil.example/"}
    assert (
        Browser(stranger.client.application.test_client())
        .sign_in("anong", form=away)
        .headers["Location"]
        == "/account"
    )


def test_another_site_cannot_sign_anybody_in(stranger: Browser, anong: Browser) -> None:
    for headers in (
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ):
        assert stranger.sign_in("anong", headers=headers).status_code == 403

    ours = {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"}
    assert stranger.sign_in("anong", headers=ours).status_code == 303


def from_address(app: Flask, number: int, name: str, password: str) -> TestResponse:
    """Sign in from an address of its own."""
    there = {"REMOTE_ADDR": f"192.0.2.{number}"}
    return Browser(app.test_client()).sign_in(name, password, environ_base=there)


@pytest.mark.parametrize("name", ["anong", "nobody"])
def test_many_wrong_passwords_pause_the_name_where_they_come_from_known_or_not(
    app: Flask, anong: Browser, name: str
) -> None:
    tries = [from_address(app, 1, name, "wrong password") for _ in range(11)]

    assert [each.status_code for each in tries] == [403] * 10 + [429]
    assert 1 <= int(tries[-1].headers["Retry-After"]) <= 300
    assert "too many wrong passwords" in tries[-1].text
    assert from_address(app, 1, name.upper(), PASSWORD).status_code == 429
    assert from_address(app, 2, "anong", PASSWORD).status_code == 303
    assert is_in(anong)


def test_very_many_wrong_passwords_pause_the_name_from_everywhere(
    app: Flask, anong: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("geoservice.web.sign_in._OF_A_NAME", "4/hour")  # of a hundred
    for number in range(4):
        assert from_address(app, number, "anong", "wrong password").status_code == 403

    assert from_address(app, 5, "anong", PASSWORD).status_code == 429
    assert is_in(anong)  # who is in stays in


def test_many_wrong_passwords_pause_the_address_for_every_name(
    app: Flask, anong: Browser, stranger: Browser
) -> None:
    tries = [stranger.sign_in(f"name{number}", "wrong password") for number in range(20)]

    assert {each.status_code for each in tries} == {403}
    assert stranger.sign_in("anong").status_code == 429
    elsewhere = {"REMOTE_ADDR": "192.0.2.7"}
    assert Browser(app.test_client()).sign_in("anong", environ_base=elsewhere).status_code == 303


def test_signing_out_ends_the_session_everywhere_and_every_copy_of_it(
    anong: Browser, stranger: Browser, database: Database
) -> None:
    stranger.sign_in("anong")
    copy = anong.another()
    assert "in every browser" in anong.client.get("/account?lang=en").text

    answer = anong.send("POST", "/logout")

    assert answer.status_code == 303
    assert not any(is_in(each) for each in (anong, copy, stranger))
    assert stranger.sign_in("anong").status_code == 303
    with database.owner.connect() as connection:
        trail = connection.scalar(text("SELECT action FROM audit ORDER BY id DESC LIMIT 1"))
    assert trail == "sign out"


def test_a_closed_account_has_no_session_left(anong: Browser, database: Database) -> None:
    with database.writing() as session:
        disable_account(session, "anong", now=datetime.now(UTC))

    assert anong.client.get("/account").headers["Location"] == "/login?next=/account&lang=th"
    assert anong.send("POST", ITEMS, json=feature(), csrf=False).status_code == 401


def test_a_session_that_was_idle_for_long_ends_and_one_in_use_goes_on(
    anong: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Clock(datetime):
        passed = timedelta()

        @classmethod
        def now(cls, tz=None):  # type: ignore[no-untyped-def]
            return datetime.now(tz) + cls.passed

    monkeypatch.setattr(session_cookie, "datetime", Clock)
    for hours in (11, 22, 33):
        Clock.passed = timedelta(hours=hours)
        assert is_in(anong)

    Clock.passed = timedelta(hours=46)
    assert not is_in(anong)


def test_a_changed_password_signs_every_other_browser_out(
    anong: Browser, stranger: Browser
) -> None:
    stranger.sign_in("anong")
    wrong = anong.send("POST", "/account/password", data={"old": NEW, "new": NEW})
    short = anong.send("POST", "/account/password", data={"old": PASSWORD, "new": "short"})

    done = anong.send("POST", "/account/password", data={"old": PASSWORD, "new": NEW})

    assert (wrong.status_code, short.status_code, done.status_code) == (400, 400, 303)
    assert "That is not the password you have now." in wrong.text
    assert is_in(anong)
    assert not is_in(stranger)
    assert stranger.sign_in("anong", NEW).status_code == 303


def test_a_token_made_on_the_page_is_shown_once_and_can_be_ended(
    app: Flask, anong: Browser, database: Database
) -> None:
    form = {"title": "QGIS <b>", "scope": "write", "days": "30"}
    made = anong.send("POST", "/account/tokens", data=form)
    secret = made.text.split('tabindex="0">')[1].split("<")[0]
    assert made.status_code == 201
    program = Editor(app, secret)
    assert program.send("POST", ITEMS, feature()).status_code == 201
    page = anong.client.get("/account").text
    assert "QGIS &lt;b&gt;" in page
    assert secret not in page

    with database.owner.connect() as connection:
        number = connection.scalar(text("SELECT id FROM token"))
    ended = anong.send("POST", f"/account/tokens/{number}/revoke")

    assert ended.status_code == 303
    assert program.send("POST", ITEMS, feature()).status_code == 401
    with database.owner.connect() as connection:
        rows = connection.execute(
            text("SELECT actor, action, address FROM audit WHERE layer = 'tokens' ORDER BY id")
        ).all()
    assert [tuple(row) for row in rows] == [
        ("account:anong", "add token", "127.0.0.1"),
        ("account:anong", "revoke token", "127.0.0.1"),
    ]


def test_nobody_ends_the_token_of_another(app: Flask, anong: Browser, database: Database) -> None:
    other = browser(app, database, "fah", role="admin")
    other.send("POST", "/account/tokens", data={"title": "x", "scope": "read", "days": "1"})
    with database.owner.connect() as connection:
        number = connection.scalar(text("SELECT id FROM token"))

    assert anong.send("POST", f"/account/tokens/{number}/revoke").status_code == 404


def test_a_token_for_a_wrong_number_of_days_is_refused(anong: Browser) -> None:
    for days in ("0", "3651", "-1", "x", "", "9" * 30):
        form = {"title": "QGIS", "scope": "read", "days": days}

        assert anong.send("POST", "/account/tokens", data=form).status_code == 400, days


def test_a_key_from_the_shell_sets_a_new_password_and_signs_in(
    stranger: Browser, anong: Browser, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    with database.writing() as session:
        key = issue_reset(session, "anong", now=datetime.now(UTC)).key
    with caplog.at_level(logging.INFO):
        page = stranger.client.get(f"/reset?key={key}&lang=en")
    assert "Set it and sign in" in page.text
    assert key not in caplog.text

    short = stranger.client.post("/reset", data={"key": key, "new": "short"})
    done = stranger.client.post("/reset", data={"key": key, "new": NEW})
    again = stranger.client.post("/reset", data={"key": key, "new": NEW})

    assert (short.status_code, done.status_code, again.status_code) == (400, 303, 404)
    assert is_in(stranger)
    assert not is_in(anong)
    assert stranger.client.get(f"/reset?key={key}").status_code == 404


def test_keys_cannot_be_tried_for_ever(stranger: Browser) -> None:
    tries = [stranger.client.post("/reset", data={"key": "x", "new": NEW}) for _ in range(21)]

    assert [each.status_code for each in tries] == [404] * 20 + [429]


@needs_build
def test_a_page_with_a_map_tells_its_scripts_who_signed_in(
    anong: Browser, stranger: Browser
) -> None:
    page, nobodys = anong.client.get("/"), stranger.client.get("/")

    assert '"account": {"city": "town", "name": "anong", "role": "curator"}' in page.text
    assert f'"csrf": "{anong.csrf}"' in page.text
    assert "private" in page.headers["Cache-Control"]
    assert '"account": null' in nobodys.text
    assert 'name="csrf"' not in nobodys.text


def test_no_cache_shares_a_page_that_says_who_signed_in(anong: Browser, stranger: Browser) -> None:
    for path in ("/", "/coverage", "/data", "/cities", "/api/limits?f=html", "/nowhere"):
        private, shared = (each.client.get(path).headers for each in (anong, stranger))

        assert "public" not in private["Cache-Control"], path
        assert {"private, no-cache", "no-store"} & {private["Cache-Control"]}, path
        assert "Cookie" in private["Vary"], path
        assert "Cookie" in shared["Vary"], path


def test_a_cookie_that_somebody_made_up_is_nobodys(stranger: Browser) -> None:
    stranger.client.set_cookie("session", "made.up")

    assert not is_in(stranger)
    assert stranger.client.get("/login").status_code == 200


def test_the_error_page_is_shown_without_a_database_to_whoever_has_a_cookie(
    server: Server, anong: Browser
) -> None:
    gone = server.database("no_such_database")
    app = make_app(server, gone)
    lost = Browser(app.test_client())
    lost.client.set_cookie("session", "any")

    assert lost.client.get("/account").status_code == 503
    assert lost.client.get("/nowhere").status_code == 404
    close_app(app)
    gone.close()
