"""Every door that writes has a rule, and every role is tried at every door, both ways in."""

import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from flask import Flask
from sqlalchemy import text

from geoservice.ecology.accounts.roles import may
from geoservice.ecology.accounts.tokens import list_tokens, revoke_token
from geoservice.store.database import Database
from geoservice.store.words import ROLES
from geoservice.web.access import BY_BROWSER, PUBLIC, RULES, SAFE
from tests.conftest import Server, add_city, add_space
from tests.web.browsers import browser
from tests.web.conftest import close_app, make_app
from tests.web.editors import ITEMS, Editor, editor, feature

GUARDED = sorted(door for door, deed in RULES.items() if deed is not PUBLIC)
OPEN = sorted(door for door, deed in RULES.items() if deed is PUBLIC)
WRITING = [door for door in GUARDED if door[1] not in SAFE]
READ_BY_ALL = {
    "account": "reset_page",
    "activities": "calendar programme",
    "catalogue": "catalog robots sitemap sitemap_of_spaces",
    "cities": "cities city compare learning partners profile providers",
    "city_pages": "cities compare page partners providers",
    "contributions": "similar",
    "coverage": "coverage streets",
    "data": "page",
    "exports": "export",
    "features": "item items",
    "health": "alive ready",
    "media": "show",
    "metrics": "read_metrics",
    "ogc": "landing docs openapi conformance limits "
    "collections collection queryables schema sortables",
    "openid": "begin done",
    "pages": "asset coverage_page manifest map_page print_walk report walk_qr worker",
    "passport": "counts",
    "passport_pages": "certificate page scanned",
    "route_pages": "index route",
    "routes": "read",
    "sign_in": "page",
    "snapshots": "changes",
    "space_pages": "door living page qr",
    "static": "",
    "tiles": "composite tile",
    "tilesets": "all_tilesets composite matrix_set matrix_sets tileset tilesets_of",
    "walks": "planned reach",
}
"""Doors through which everybody may read, by blueprint: a new one is thought about first."""
_ONE_OF = re.compile(r"<any\((\w+).*?>")
_PLACE = re.compile(r"<(?:\w+:)?\w+>")


def doors(app: Flask) -> dict[tuple[str, str], str]:
    """Return every door, and its address."""
    return {
        (rule.endpoint, method): rule.rule
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }


def address(app: Flask, door: tuple[str, str], space: int) -> str:
    found = _ONE_OF.sub(r"\1", doors(app)[door].replace("<collection>", "spaces"))
    return _PLACE.sub(str(space), found)


def is_by_browser(door: tuple[str, str]) -> bool:
    return door[0].split(".")[0] in BY_BROWSER


@pytest.fixture(scope="module")
def town(server: Server, module_database: Database) -> Iterator[tuple[Flask, int]]:
    """An app in whose town somebody of each role has a token, and the space they would change."""
    space = add_space(module_database, add_city(module_database))
    add_city(module_database, "other")
    app = make_app(server, module_database)
    app.extensions["by_role"] = {
        role: editor(app, module_database, role, role=role, city="town") for role in ROLES
    }
    app.extensions["browsers"] = {
        role: browser(app, module_database, f"{role}-at-home", role=role, city="town")
        for role in ROLES
    }
    app.extensions["reader"] = editor(
        app, module_database, "admin-who-reads", role="admin", scopes=("read",)
    )
    yield app, space
    close_app(app)


def test_every_door_that_may_write_has_a_rule_and_every_rule_a_door(town) -> None:
    app, _ = town

    writing = {door for door in doors(app) if door[1] not in SAFE}

    assert {door for door in RULES if door[1] not in SAFE} == writing
    assert set(RULES) <= set(doors(app))


def test_a_door_to_read_through_has_a_rule_or_is_known_to_be_open(town) -> None:
    app, _ = town
    open_to_all = {
        f"{part}.{view}".rstrip(".")
        for part in READ_BY_ALL
        for view in READ_BY_ALL[part].split(" ")
    }

    unruled = {door[0] for door in set(doors(app)) - set(RULES) if door[1] == "GET"}

    assert unruled == open_to_all


def test_a_door_without_a_rule_lets_nobody_through(town, monkeypatch: pytest.MonkeyPatch) -> None:
    app, _ = town
    monkeypatch.delitem(RULES, ("writes.create", "POST"))

    answer = app.extensions["by_role"]["admin"].send("POST", ITEMS, feature())

    assert answer.status_code == 403
    assert answer.json["detail"] == "Nobody may do that here."


@pytest.mark.parametrize("door", GUARDED, ids=" ".join)
@pytest.mark.parametrize("role", ROLES)
def test_with_a_token_each_role_passes_the_doors_of_its_deeds_and_no_other(
    town, door, role: str
) -> None:
    app, space = town
    someone = app.extensions["by_role"][role]

    answer = someone.send(door[1], address(app, door, space), {"what": "no feature"})

    allowed = may(role, RULES[door]) and not is_by_browser(door)
    assert (answer.status_code == 403) is not allowed
    assert answer.status_code != 401
    if not allowed and address(app, door, space).startswith("/api/"):
        assert answer.content_type == "application/problem+json"
        assert f"has the role {role}" in answer.json["detail"]


@pytest.mark.parametrize("door", GUARDED, ids=" ".join)
@pytest.mark.parametrize("role", ROLES)
def test_by_browser_each_role_passes_the_doors_of_its_deeds_and_no_other(
    town, door, role: str
) -> None:
    app, space = town
    someone = app.extensions["browsers"][role].another()

    answer = someone.send(door[1], address(app, door, space), json={"what": "no feature"})
    if door == ("sign_in.leave", "POST"):  # which signs out everywhere
        app.extensions["browsers"][role].sign_in(f"{role}-at-home")

    assert (answer.status_code == 403) is not may(role, RULES[door])
    assert answer.status_code != 401
    assert not answer.headers.get("Location", "").startswith("/login")


@pytest.mark.parametrize("door", WRITING, ids=" ".join)
@pytest.mark.parametrize("key", ["", "of another session"])
def test_by_browser_nothing_is_written_without_the_csrf_token(town, door, key: str) -> None:
    app, space = town
    admin = app.extensions["browsers"]["admin"]
    other = app.extensions["browsers"]["planner"].csrf if key else ""

    answer = admin.send(
        door[1], address(app, door, space), json={}, csrf=False, headers={"X-CSRF-Token": other}
    )

    assert answer.status_code == 403
    assert "load it again" in answer.get_data(as_text=True)


@pytest.mark.parametrize("door", GUARDED, ids=" ".join)
def test_a_token_that_may_only_read_writes_nowhere(town, door) -> None:
    app, space = town
    reader = app.extensions["reader"]

    answer = reader.send(door[1], address(app, door, space), {"what": "no feature"})

    passes = door[1] in SAFE and not is_by_browser(door)
    assert (answer.status_code == 403) is not passes
    if door[1] not in SAFE and not is_by_browser(door):
        assert 'error="insufficient_scope", scope="write"' in answer.headers["WWW-Authenticate"]


@pytest.mark.parametrize("door", GUARDED, ids=" ".join)
def test_nobody_passes_a_guarded_door(town, door) -> None:
    app, space = town
    where = address(app, door, space)

    answer = app.test_client().open(
        where, method=door[1], json={}, headers={"Accept-Language": "en"}
    )

    if door[1] in SAFE and not where.startswith("/api/"):  # people are led to where they sign in
        assert answer.status_code == 303
        assert answer.headers["Location"] == url_of_login(where)
        return
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="geoservice"'
    assert "Authorization: Bearer" in answer.get_data(as_text=True)


def url_of_login(where: str) -> str:
    return f"/login?next={quote(where, safe='/')}&lang=en"


@pytest.mark.parametrize("door", OPEN, ids=" ".join)
def test_everybody_passes_an_open_door(town, door) -> None:
    app, space = town

    answer = app.test_client().open(address(app, door, space), method=door[1], json={})

    assert answer.status_code in (400, 404)  # the body says nothing


def test_reading_asks_for_no_token_and_minds_no_wrong_one(town) -> None:
    app, space = town

    for token in ("", "gs_wrong"):
        assert Editor(app, token).send("GET", f"{ITEMS}/{space}").status_code == 200


@pytest.fixture
def app(server: Server, module_database: Database) -> Iterator[Flask]:
    """An app of this test alone, which has counted no wrong token yet."""
    app = make_app(server, module_database)
    yield app
    close_app(app)


@pytest.fixture
def database(town, module_database: Database) -> Database:
    return module_database


@pytest.fixture
def anong(app: Flask, town) -> Editor:
    """The curator of the town."""
    return Editor(app, town[0].extensions["by_role"]["curator"].token)


@pytest.mark.parametrize(
    "header",
    ["", "Bearer", "Bearer  ", "Basic YTpi", "Token {}", "{}", "Bearer gs_wrong", "Bearer {}x"],
)
def test_what_is_no_token_of_ours_is_a_401(anong: Editor, header: str) -> None:
    answer = anong.send("POST", ITEMS, feature(), Authorization=header.format(anong.token))

    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer realm=")


def test_the_scheme_is_read_in_any_case(anong: Editor) -> None:
    answer = anong.send("POST", ITEMS, feature(), Authorization=f"bearer  {anong.token}")

    assert answer.status_code == 201


def test_a_token_that_ended_was_revoked_or_belongs_to_a_closed_account_is_a_401(
    app: Flask, database: Database, anong: Editor
) -> None:
    ended = editor(app, database, "dao", days_ago=2)
    closed = editor(app, database, "fah")
    revoked = editor(app, database, "mek")
    with database.writing() as session:
        (token,) = list_tokens(session, "mek")
        revoke_token(session, token.id, now=token.expires_at)
        session.execute(text("UPDATE account SET disabled_at = now() WHERE name = 'fah'"))

    for who in (ended, closed, revoked):
        answer = who.send("POST", ITEMS, feature())
        assert answer.status_code == 401
        assert 'error="invalid_token"' in answer.headers["WWW-Authenticate"]
        assert answer.json["detail"] == (
            "This token is not known here, or it has ended or was revoked."
        )


def test_a_curator_of_another_city_is_a_403_at_every_door(town, database: Database) -> None:
    app, space = town
    stranger = editor(app, database, "stranger", city="other")
    one = f"{ITEMS}/{space}"

    answers = [
        stranger.send("POST", ITEMS, feature()),
        stranger.send("PUT", one, feature(), if_match="*"),
        stranger.patch(space, "*", name_th="x"),
        stranger.send("DELETE", one, if_match="*"),
    ]

    assert [answer.status_code for answer in answers] == [403] * 4
    assert all(answer.json["detail"].endswith("another city.") for answer in answers)


def test_the_refusals_are_in_the_language_asked_for(app: Flask, anong: Editor) -> None:
    thai = app.test_client().post(ITEMS, json={})
    forbidden = anong.send("POST", f"{ITEMS}?lang=th", feature(), Authorization="Bearer gs_x")

    assert thai.json["title"] == "ไม่ทราบว่าใครขอ"
    assert "โทเค็น" in thai.json["detail"]
    assert "โทเค็น" in forbidden.json["detail"]


def test_who_tries_many_wrong_tokens_has_to_wait_and_nobody_else(anong: Editor) -> None:
    tries = [anong.send("POST", ITEMS, {}, Authorization=f"Bearer gs_{n}") for n in range(21)]

    assert [answer.status_code for answer in tries] == [401] * 20 + [429]
    assert 1 <= int(tries[-1].headers["Retry-After"]) <= 60
    assert "try again in" in tries[-1].json["detail"]
    assert anong.send("POST", ITEMS, feature()).status_code == 429
    elsewhere = anong.app.test_client().post(
        ITEMS,
        json=feature(),
        headers={"Authorization": f"Bearer {anong.token}"},
        environ_base={"REMOTE_ADDR": "192.0.2.7"},
    )
    assert elsewhere.status_code == 201


def test_a_request_without_a_token_counts_as_no_wrong_one(anong: Editor) -> None:
    for _ in range(30):
        assert anong.send("POST", ITEMS, {}, Authorization="").status_code == 401

    assert anong.send("POST", ITEMS, feature()).status_code == 201


def test_behind_a_proxy_who_asks_is_told_to_wait_and_not_the_proxy(
    server: Server, database: Database, anong: Editor
) -> None:
    behind = Editor(make_app(server, database, proxies=1), anong.token)
    for number in range(21):
        wrong = {"Authorization": f"Bearer gs_{number}", "X-Forwarded-For": "192.0.2.1, 192.0.2.7"}
        last = behind.send("POST", ITEMS, {}, **wrong)

    assert last.status_code == 429
    other = behind.send("POST", ITEMS, feature(), X_Forwarded_For="192.0.2.7, 192.0.2.8")
    assert other.status_code == 201
    close_app(behind.app)
