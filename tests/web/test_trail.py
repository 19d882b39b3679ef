"""Every write of every door leaves a row that says who, what, from where, and why where asked.

A new door that writes belongs into the table below; until it stands there, a test fails.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Row, text

from geoservice.ecology.accounts.passing import issue_reset
from geoservice.ecology.accounts.register import NewAccount, add_account
from geoservice.store.database import Database
from geoservice.store.models import (
    Agenda,
    Contribution,
    KeptScenario,
    Knowledge,
    Note,
    Route,
)
from geoservice.web.access import RULES, SAFE
from tests.conftest import Server, add_city, add_space
from tests.pictures import a_picture
from tests.web.browsers import PASSWORD, Browser, browser
from tests.web.conftest import close_app, make_app
from tests.web.editors import Editor, editor, feature

POINT = "SRID=4326;POINT(98.98 18.79)"
PLACE = {"type": "Point", "coordinates": [98.98, 18.79]}
JSON, MERGE_PATCH = "application/json", "application/merge-patch+json"

CITIZENS = {
    ("contributions.send", "POST"): ("suggest", "contributions"),
    ("media.add", "POST"): ("send", "media"),
    ("notes.send", "POST"): ("send", "notes"),
    ("routes.rate", "POST"): ("rate", "ratings"),
}
BROWSERS = {
    ("account.add_token", "POST"): ("add token", "tokens"),
    ("account.password", "POST"): ("set password", "accounts"),
    ("account.reset", "POST"): ("set password", "accounts"),
    ("account.revoke_token", "POST"): ("revoke token", "tokens"),
    ("sign_in.leave", "POST"): ("sign out", "accounts"),
}
CURATORS = {
    ("attachments.attach", "PUT"): ("update", "knowledge"),
    ("city_work.add", "POST"): ("create", "agendas"),
    ("city_work.change", "PUT"): ("update", "agendas"),
    ("city_work.remove", "DELETE"): ("remove", "agendas"),
    ("contributions.decisions", "POST"): ("approve", "contributions"),
    ("duplicates.dismiss", "POST"): ("dismiss", "duplicates"),
    ("history.merge", "POST"): ("merge", "spaces"),
    ("history.undo", "POST"): ("undo", "spaces"),
    ("kept.forget", "DELETE"): ("forget scenario", "scenarios"),
    ("kept.keep_one", "POST"): ("keep scenario", "scenarios"),
    ("notes.decide", "POST"): ("publish", "notes"),
    ("notes.solve", "POST"): ("solve", "notes"),
    ("passport.issue", "POST"): ("issue", "stamp_sheets"),
    ("passport_pages.renew", "POST"): ("issue", "stamp_sheets"),
    ("routes.hide", "POST"): ("hide", "routes"),
    ("writes.create", "POST"): ("create", "spaces"),
    ("writes.hide", "DELETE"): ("hide", "spaces"),
    ("writes.replace", "PUT"): ("replace", "spaces"),
    ("writes.update", "PATCH"): ("update", "spaces"),
}
WITH_STREETS = {  # tests/web/test_routes.py and test_kept.py, in towns that have some
    ("kept.snapshot", "POST"),
    ("routes.create", "POST"),
    ("routes.publish", "POST"),
    ("routes.replace", "PUT"),
}
WRITE_NOTHING = {
    ("coverage.scenario", "POST"),
    ("coverage.sites", "POST"),
    ("passport.certificate", "POST"),
    ("routes.check", "POST"),
    ("sign_in.enter", "POST"),
    ("walks.plan", "POST"),
}
TOLD_TO_NOBODY = {("passport.stamp", "POST")}
"""A row would say who was where, and when: there are the counts of the month only."""


def test_every_door_that_writes_stands_in_a_table() -> None:
    known = [*CITIZENS, *BROWSERS, *CURATORS, *WITH_STREETS, *WRITE_NOTHING, *TOLD_TO_NOBODY]

    assert len(known) == len(set(known))
    assert set(known) == {door for door in RULES if door[1] not in SAFE}


@dataclass(frozen=True)
class Town:
    """A city with something of everything that is waiting to be written to."""

    app: Flask
    database: Database
    curator: Editor
    browser: Browser
    ids: dict[str, int]

    def last(self) -> Row[Any]:
        """Return the newest row of the trail."""
        columns = "actor, action, layer, subject_id, address, reason, city_id"
        with self.database.owner.connect() as connection:
            return connection.execute(
                text(f"SELECT {columns} FROM audit ORDER BY id DESC LIMIT 1")
            ).one()

    def address(self, door: tuple[str, str], **ids: int) -> str:
        """Return where a door is, about what is in the town."""
        rules = self.app.url_map.iter_rules(door[0])
        (rule,) = (each for each in rules if door[1] in (each.methods or set()))
        known = {**self.ids, "collection": "spaces", "layer": "agendas", **ids}
        return str(rule.build({each: known[each] for each in rule.arguments})[1])  # type: ignore[index]


@pytest.fixture
def town(server: Server, database: Database) -> Iterator[Town]:
    city = add_city(database)
    library = add_space(database, city, name_th="ห้องสมุดเมือง")
    museum = add_space(database, city, name_th="พิพิธภัณฑ์", kind="museum", lon=98.99)
    app = make_app(server, database)
    curator = editor(app, database, city="town", role="admin")
    assert curator.patch(museum, "*", name_en="Museum").status_code == 200
    rows = {
        "piece_id": Knowledge(
            city_id=city, space_id=library, body="city", title_th="ก", status="published"
        ),
        "note_id": Note(city_id=city, kind="problem", text="หลุม", geom=POINT),
        "seen": Note(city_id=city, kind="problem", text="ไฟ", geom=POINT, status="published"),
        "route_id": Route(city_id=city, slug="old", title_th="เมืองเก่า", status="published"),
        "row_id": Agenda(city_id=city, slug="clean-river", title_th="แม่น้ำสะอาด"),
        "number": KeptScenario(city_id=city, name="อะไร", token="x"),
        "contribution": Contribution(
            city_id=city,
            layer="spaces",
            action="update",
            subject_id=library,
            proposal={"set": {"name_en": "Library"}, "seen": {"name_en": None}},
        ),
    }
    with database.writing() as session:
        session.add_all(rows.values())
        session.flush()
        write = session.scalar(text("SELECT max(id) FROM audit WHERE layer = 'spaces'"))
        ids = {name: row.id for name, row in rows.items()}
    more = {"space_id": library, "feature_id": museum, "museum": museum, "write_id": int(write)}
    mine = browser(app, database, "noi", city="town")
    yield Town(app, database, curator, mine, ids | more)
    close_app(app)


def of_citizen(town: Town, door: tuple[str, str]) -> dict[str, Any]:
    bodies: dict[tuple[str, str], Any] = {
        ("contributions.send", "POST"): {
            "city": "town", "action": "update", "subject": town.ids["space_id"],
            "properties": {"phone": "053"}, "message": "ป้ายหน้าประตู",
        },
        ("notes.send", "POST"): {
            "city": "town", "kind": "story", "text": "ร่มเย็น", "geometry": PLACE,
        },
        ("routes.rate", "POST"): {"stars": 4, "rater": "0123456789abcdef-device"},
    }  # fmt: skip
    if door[0] == "media.add":
        return {
            "query_string": {"city": "town", "for": "note"},
            "data": a_picture(),
            "content_type": "image/jpeg",
        }
    return {"json": bodies[door]}


@pytest.mark.parametrize("door", sorted(CITIZENS), ids=" ".join)
def test_what_citizens_send_is_told_of_by_the_mark_of_their_day(
    town: Town, door: tuple[str, str]
) -> None:
    client = town.app.test_client()

    answer = client.post(
        town.address(door),
        **of_citizen(town, door),
        environ_base={"REMOTE_ADDR": "192.0.2.77"},
    )

    assert answer.status_code in (200, 201, 202), answer.text
    told = town.last()
    assert (told.action, told.layer, told.actor) == (*CITIZENS[door], "citizen")
    assert re.fullmatch(r"[0-9a-f]{16}", told.address)
    assert "192.0.2.77" not in str(told)
    assert told.subject_id
    assert told.city_id


@pytest.mark.parametrize("door", sorted(CITIZENS), ids=" ".join)
def test_whoever_has_an_account_is_told_of_by_name(town: Town, door: tuple[str, str]) -> None:
    sent = of_citizen(town, door)
    sent["headers"] = {"Authorization": f"Bearer {town.curator.token}"}

    answer = town.app.test_client().post(town.address(door), **sent)

    assert answer.status_code in (200, 201, 202), answer.text
    assert town.last().actor == "account:anong"


def of_curator(town: Town, door: tuple[str, str]) -> Any:
    ids = town.ids
    bodies: dict[tuple[str, str], Any] = {
        ("city_work.add", "POST"): {"city": "town", "slug": "river", "title_th": "แม่น้ำ"},
        ("city_work.change", "PUT"): {"title_th": "แม่น้ำ"},
        ("contributions.decisions", "POST"): {"ids": [ids["contribution"]], "decision": "approve"},
        ("duplicates.dismiss", "POST"): {
            "city": "town", "keep": ids["space_id"], "other": ids["museum"],
        },
        ("history.merge", "POST"): {"into": ids["museum"]},
        ("kept.keep_one", "POST"): {"name": "ถ้า", "token": "a9898000x1879000.klibrary",
                                    "city": "town"},
        ("notes.decide", "POST"): {"decision": "publish"},
        ("notes.solve", "POST"): {"solution": "ซ่อมแล้ว"},
        ("writes.create", "POST"): feature(),
        ("writes.replace", "PUT"): feature([98.99, 18.79], kind="museum"),
        ("writes.update", "PATCH"): {"properties": {"name_th": "ของเรา"}},
    }  # fmt: skip
    if door[0] == "attachments.attach":
        key = town.curator.send(
            "POST", "/api/media?city=town&for=knowledge", a_picture(), type="image/jpeg"
        ).json["key"]
        return {"pictures": [{"key": key}], "recordings": []}
    return bodies.get(door, {} if door[1] == "POST" else None)


@pytest.mark.parametrize("door", sorted(CURATORS), ids=" ".join)
def test_what_curators_and_planners_write_is_told_of(town: Town, door: tuple[str, str]) -> None:
    body = of_curator(town, door)
    of_note = {"note_id": town.ids["seen"]} if door[0] == "notes.solve" else {}
    kind = MERGE_PATCH if door[1] == "PATCH" else JSON
    if door[0].startswith("writes.") and kind == JSON:
        kind = "application/geo+json"

    answer = town.curator.send(
        door[1], town.address(door, **of_note), body, type=kind, if_match="*"
    )

    assert answer.status_code in (200, 201, 204, 303), answer.text
    told = town.last()
    assert (told.action, told.layer) == CURATORS[door]
    assert (told.actor, told.address) == ("account:anong", "127.0.0.1")


@pytest.mark.parametrize("door", sorted(BROWSERS), ids=" ".join)
def test_what_people_do_with_their_account_is_told_of(town: Town, door: tuple[str, str]) -> None:
    form: dict[str, Any] = {"title": "QGIS", "scope": "read", "days": "30"}
    ids = {}
    if door[0] == "account.password":
        form = {"old": PASSWORD, "new": "ดอกปีบ 2569 งาม"}
    if door[0] == "account.reset":
        with town.database.writing() as session:
            add_account(session, NewAccount("dao", "curator"))
            key = issue_reset(session, "dao", now=datetime.now(UTC)).key
        form = {"key": key, "new": "ดอกปีบ 2569 งาม"}
    if door[0] == "account.revoke_token":
        town.browser.send("POST", "/account/tokens", data=form)
        with town.database.owner.connect() as connection:
            ids = {"token_id": connection.scalar(text("SELECT max(id) FROM token"))}

    answer = town.browser.send("POST", town.address(door, **ids), data=form)

    assert answer.status_code in (201, 303), answer.text
    told = town.last()
    assert (told.action, told.layer) == BROWSERS[door]
    assert (told.actor.startswith("account:"), told.address) == (True, "127.0.0.1")
