"""Somebody of another city reads and changes nothing of this one, at whatever door.

Each door that takes a deed is tried with a request that would do something, were its sender of
this city. A new door belongs into the table below; until it stands there, its test fails.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from geoservice.ecology.editing.pieces import MODELS as PIECES
from geoservice.store.database import Database
from geoservice.store.models import (
    Agenda,
    Base,
    Contribution,
    KeptScenario,
    Knowledge,
    Note,
    Route,
    RouteStop,
)
from geoservice.web.access import BY_BROWSER, PUBLIC, RULES, SAFE
from tests.conftest import Server, add_city, add_space
from tests.web.conftest import close_app, make_app
from tests.web.editors import Editor, editor, feature

SECRET = "ความลับของเมือง"
POINT = "SRID=4326;POINT(98.98 18.79)"
DOORS = sorted(
    door
    for door, deed in RULES.items()
    if deed is not PUBLIC and door[0].split(".")[0] not in BY_BROWSER
)
_ROUTE = {"city": "town", "title_th": "เส้นทาง", "stops": [{"space": 1}, {"space": 1}]}
BODIES: dict[tuple[str, str], Any] = {
    ("attachments.attach", "PUT"): {"pictures": [], "recordings": []},
    ("city_work.add", "POST"): {"city": "town", "slug": "river", "title_th": "แม่น้ำ"},
    ("city_work.change", "PUT"): {"title_th": "แม่น้ำ"},
    ("city_work.remove", "DELETE"): None,
    ("contributions.decisions", "POST"): {"ids": [1], "decision": "approve"},
    ("duplicates.dismiss", "POST"): {"city": "town", "keep": 1, "other": 2},
    ("history.merge", "POST"): {"into": 2},
    ("history.undo", "POST"): {},
    ("kept.forget", "DELETE"): None,
    ("kept.keep_one", "POST"): {"name": "what if", "token": "x", "city": "town"},
    ("kept.snapshot", "POST"): {"city": "town"},
    ("notes.decide", "POST"): {"decision": "publish"},
    ("notes.solve", "POST"): {"solution": "ซ่อมแล้ว"},
    ("passport.issue", "POST"): {},
    ("passport_pages.renew", "POST"): {},
    ("routes.check", "POST"): _ROUTE,
    ("routes.create", "POST"): _ROUTE,
    ("routes.hide", "POST"): {},
    ("routes.publish", "POST"): {},
    ("routes.replace", "PUT"): _ROUTE,
    ("writes.create", "POST"): feature(),
    ("writes.hide", "DELETE"): None,
    ("writes.replace", "PUT"): feature(),
    ("writes.update", "PATCH"): {"properties": {"name_th": "ของเรา"}},
}
"""What would do something, were its sender of this city."""

TYPES = {("writes.update", "PATCH"): "application/merge-patch+json"}
REFUSED = {403, 404}
LAST = ("kept.forget", "writes.hide", "history.merge")  # they take away what others are tried with
READING = {
    "contributions.queue",
    "duplicates.whole",
    "kept.scenarios",
    "notes.listed",
    "routes.list",
}
WANTS_STREETS = ("routes", "kept.snapshot")  # which this town has none of
DECIDED_APART = ("contributions.decisions", "POST")  # it answers for each contribution
KEPT_NOWHERE = {("routes.check", "POST")}  # it says how one could walk between open places


@dataclass(frozen=True)
class Town:
    """A city with something of everything in it, and an administrator of another one."""

    app: Flask
    database: Database
    stranger: Editor
    ids: dict[str, int]

    def address(self, door: tuple[str, str]) -> str:
        """Return the address of a door, about what is in the town."""
        (rule,) = (
            each
            for each in self.app.url_map.iter_rules(door[0])
            if door[1] in (each.methods or set())
        )
        known = {"collection": "spaces", "layer": "agendas"}
        values = {name: {**self.ids, **known}[name] for name in rule.arguments}
        return str(rule.build(values)[1])  # type: ignore[index]

    def ask(self, door: tuple[str, str]) -> Any:
        """Try a door as the stranger."""
        where = self.address(door)
        is_list = door[1] in SAFE and not any(each.isdigit() for each in where)
        query = "?city=town&lang=en" if is_list else "?lang=en"
        type_ = TYPES.get(door, "application/json")
        if door[0].startswith("writes.") and door not in TYPES:
            type_ = "application/geo+json"
        return self.stranger.send(
            door[1], where + query, BODIES.get(door), type=type_, if_match="*"
        )

    def rows(self) -> dict[str, list[str]]:
        """Return every row of every table, but for the trail of who came in."""
        tables = [each for each in Base.metadata.sorted_tables if each.name != "token"]
        with self.database.owner.connect() as connection:
            return {
                each.name: sorted(
                    str(row) for row in connection.execute(text(f'SELECT * FROM "{each.name}"'))
                )
                for each in tables
            }


@pytest.fixture(scope="module")
def town(server: Server, module_database: Database) -> Iterator[Town]:
    city = add_city(module_database)
    add_city(module_database, "other")
    space = add_space(module_database, city, name_th="ห้องสมุดเมือง")
    museum = add_space(module_database, city, name_th="พิพิธภัณฑ์", kind="museum", lon=98.99)
    private = {"place_privacy": "private", "address": SECRET, "lon": 98.97}
    home = add_space(module_database, city, kind="sage", name_th="แม่ครูคำ", **private)
    app = make_app(server, module_database)
    own = editor(app, module_database, "own", city="town")
    assert own.patch(home, "*", name_en="Khru Kham").status_code == 200  # a write to undo
    ids = {**_fill(module_database, city, space), "space_id": home, "feature_id": museum}
    stranger = editor(app, module_database, "stranger", role="admin", city="other")
    yield Town(app, module_database, stranger, ids)
    close_app(app)


def _fill(database: Database, city: int, space: int) -> dict[str, int]:
    """Keep something of everything that is not for everybody; return the ids."""
    rows = {
        "piece_id": Knowledge(
            city_id=city, space_id=space, body="city", title_th="ก", status="published"
        ),
        "note_id": Note(city_id=city, kind="problem", text=SECRET, geom=POINT),
        "route_id": Route(city_id=city, slug="old-town", title_th=SECRET),
        "contribution": Contribution(
            city_id=city,
            layer="spaces",
            action="update",
            subject_id=space,
            proposal={"set": {"name_en": SECRET}, "seen": {"name_en": None}},
            message=SECRET,
        ),
        "row_id": Agenda(city_id=city, slug="clean-river", title_th="แม่น้ำสะอาด"),
        "number": KeptScenario(city_id=city, name=SECRET, token="x"),
    }
    with database.writing() as session:
        session.add_all(rows.values())
        session.flush()
        route = rows["route_id"]
        session.add_all(RouteStop(route_id=route.id, position=n, space_id=space) for n in range(2))
        write = session.execute(
            text("SELECT id FROM audit WHERE layer = 'spaces' ORDER BY id DESC LIMIT 1")
        ).scalar_one()
        return {name: row.id for name, row in rows.items()} | {"write_id": write}


def test_every_door_that_writes_stands_in_the_table() -> None:
    assert {door for door in DOORS if door[1] not in SAFE} == set(BODIES)
    assert PIECES  # the other collections are written by the same doors as spaces


@pytest.mark.parametrize("door", DOORS, ids=" ".join)
def test_who_is_of_another_city_reads_and_changes_nothing_here(
    town: Town, door: tuple[str, str]
) -> None:
    before = town.rows()

    answer = town.ask(door)

    assert town.rows() == before
    assert SECRET not in answer.get_data(as_text=True)
    if door == DECIDED_APART:
        (result,) = answer.json["results"]
        assert result["problem"]["status"] in REFUSED
    elif door[1] not in SAFE and door not in KEPT_NOWHERE:
        assert answer.status_code in REFUSED, answer.get_data(as_text=True)


def test_the_same_requests_do_something_for_who_is_of_this_city(town: Town) -> None:
    own = editor(town.app, town.database, "boss", role="admin", city="town")
    here = replace(town, stranger=own)
    writing = sorted(BODIES, key=lambda door: door[0] in LAST)

    told = {
        door[0]
        for door in DOORS
        if door[1] in SAFE and SECRET in here.ask(door).get_data(as_text=True)
    }
    answers = {door[0]: here.ask(door).status_code for door in writing}

    assert told >= READING
    failed = {name for name, status in answers.items() if status >= 400}
    assert {name for name in failed if not name.startswith(WANTS_STREETS)} == set()
