"""Signing in through a provider that really signs, and what it refuses to believe."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from flask import Flask
from joserfc.jwk import RSAKey
from werkzeug.test import TestResponse

from geoservice.ecology.accounts.register import NewAccount, add_account, link_account
from geoservice.store.database import Database
from tests.conftest import Server
from tests.web.browsers import Browser
from tests.web.conftest import close_app, make_app
from tests.web.provider import CLIENT, SECRET, Provider, running_provider

DONE = "/login/openid/done"


@pytest.fixture(scope="module")
def running() -> Iterator[Provider]:
    with running_provider() as provider:
        yield provider


@pytest.fixture
def provider(running: Provider) -> Provider:
    """The provider, honest again."""
    running.subject, running.claims, running.shown_key = "anong@town.example", {}, None
    return running


@pytest.fixture(scope="module")
def app(server: Server, module_database: Database, running: Provider) -> Iterator[Flask]:
    """An app that knows the provider, and an account that is linked."""
    with module_database.writing() as session:
        add_account(session, NewAccount("anong", "curator"))
        link_account(session, "anong", "anong@town.example")
    app = make_app(
        server,
        module_database,
        oidc_issuer=running.issuer,
        oidc_client_id=CLIENT,
        oidc_client_secret=SECRET,
    )
    yield app
    close_app(app)


@pytest.fixture
def stranger(app: Flask) -> Browser:
    return Browser(app.test_client())


def leave(browser: Browser, there: str = "") -> str:
    """Begin to sign in; return where the provider leads back to."""
    out = browser.client.get("/login/openid", query_string={"next": there})
    assert out.status_code == 303
    back = requests.get(out.headers["Location"], allow_redirects=False, timeout=10)
    return urlsplit(back.headers["Location"]).query


def come_back(browser: Browser, query: str) -> TestResponse:
    return browser.client.get(f"{DONE}?{query}", headers={"Accept-Language": "en"})


def is_in(browser: Browser) -> bool:
    return browser.client.get("/account").status_code == 200


def test_whom_the_provider_confirms_is_signed_in_to_the_linked_account(
    stranger: Browser, provider: Provider
) -> None:
    assert "/login/openid" in stranger.client.get("/login").text

    answer = come_back(stranger, leave(stranger, "/coverage?city=town"))

    assert answer.status_code == 303
    assert answer.headers["Location"] == "/coverage?city=town"
    assert "anong" in stranger.client.get("/account").text
    asked = provider.asked
    assert (asked["response_type"], asked["scope"]) == ("code", "openid")
    assert asked["code_challenge_method"] == "S256"
    assert asked["redirect_uri"] == f"http://localhost{DONE}"
    assert len(asked["nonce"]) >= 24


def test_who_is_linked_to_no_account_is_told_by_which_name_to_link(
    stranger: Browser, provider: Provider
) -> None:
    provider.subject = "somebody@town.example"

    answer = come_back(stranger, leave(stranger))

    assert answer.status_code == 403
    assert "somebody@town.example" in answer.text
    assert not is_in(stranger)


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"},
        {"aud": "another client"},
        {"iss": "https://evil.example"},
        {"exp": 1_000_000_000},
        {"sub": None},
    ],
    ids=str,
)
def test_an_identity_that_is_not_for_this_sign_in_is_not_believed(
    stranger: Browser, provider: Provider, claims: dict[str, Any]
) -> None:
    provider.claims = claims

    answer = come_back(stranger, leave(stranger))

    assert answer.status_code == 403
    assert "did not confirm who you are" in answer.text
    assert not is_in(stranger)


def test_an_identity_signed_with_another_key_is_not_believed(
    stranger: Browser, provider: Provider
) -> None:
    provider.shown_key = RSAKey.generate_key(2048, {"kid": "one"})

    assert come_back(stranger, leave(stranger)).status_code == 403


def test_a_way_back_holds_once_in_the_browser_that_left_and_with_its_state(
    app: Flask, stranger: Browser, provider: Provider
) -> None:
    query = leave(stranger)
    other = Browser(app.test_client())
    code = parse_qs(query)["code"][0]

    assert come_back(other, query).status_code == 403
    assert come_back(stranger, f"code={code}&state=another").status_code == 403
    assert come_back(stranger, query).status_code == 303
    assert come_back(stranger, query).status_code == 403  # what it kept is gone


def test_a_code_of_another_sign_in_is_refused_by_its_verifier(
    app: Flask, stranger: Browser, provider: Provider
) -> None:
    other = Browser(app.test_client())
    stolen = parse_qs(leave(other))["code"][0]
    own = parse_qs(leave(stranger))["state"][0]

    answer = come_back(stranger, f"code={stolen}&state={own}")

    assert answer.status_code == 403
    assert not is_in(stranger)


def test_who_changes_their_mind_there_is_not_signed_in(
    stranger: Browser, provider: Provider
) -> None:
    state = parse_qs(leave(stranger))["state"][0]

    answer = come_back(stranger, f"error=access_denied&state={state}")

    assert answer.status_code == 403
    assert "did not confirm" in answer.text


def test_a_provider_that_does_not_answer_is_a_503(server: Server, database: Database) -> None:
    app = make_app(server, database, oidc_issuer="http://127.0.0.1:9", oidc_client_id="x")

    answer = app.test_client().get("/login/openid")

    assert answer.status_code == 503
    close_app(app)


def test_without_the_setting_there_is_no_such_door(server: Server, database: Database) -> None:
    app = make_app(server, database)
    client = app.test_client()

    assert client.get("/login/openid").status_code == 404
    assert client.get(DONE).status_code == 404
    assert "/login/openid" not in client.get("/login").text
    close_app(app)
