"""What planners keep: scenarios for each other, figures to compare with later."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import text

from geoservice.store.database import Database
from tests.conftest import Server, add_city
from tests.walked_town import import_people, import_town
from tests.web.conftest import close_app, make_app
from tests.web.editors import Editor, editor

KEPT = "/api/coverage/kept"
SNAPSHOTS = "/api/coverage/snapshots"
SCENARIO = {"city": "town", "name": "ห้องสมุดริมน้ำ", "token": "a9898000x1879000.klibrary"}


@pytest.fixture(scope="module")
def app(
    server: Server, module_database: Database, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Flask]:
    folder = tmp_path_factory.mktemp("town")
    import_town(module_database, folder)
    import_people(module_database, folder)
    add_city(module_database, "city")
    app = make_app(server, module_database)
    yield app
    close_app(app)


@pytest.fixture(scope="module")
def planner(app: Flask, module_database: Database) -> Editor:
    return editor(app, module_database, "prae", role="planner", city="town")


def post(who: Editor, path: str, body: dict) -> object:
    return who.send("POST", path, body, type="application/json")


def names(planner: Editor) -> list[str]:
    listed = planner.send("GET", f"{KEPT}?city=town").json["scenarios"]
    return [each["name"] for each in listed]


def test_a_scenario_is_kept_for_every_planner_of_the_city(
    app: Flask, module_database: Database, planner: Editor
) -> None:
    other = editor(app, module_database, "dao", role="planner", city="town")

    kept = post(planner, KEPT, SCENARIO)

    assert kept.status_code == 201
    (seen,) = other.send("GET", f"{KEPT}?city=town").json["scenarios"]
    assert (seen["name"], seen["token"], seen["by"]) == (
        SCENARIO["name"],
        SCENARIO["token"],
        "prae",
    )


def test_one_of_the_same_name_is_replaced_and_one_that_is_removed_is_gone(planner: Editor) -> None:
    post(planner, KEPT, {**SCENARIO, "name": "สวน"})
    kept = post(planner, KEPT, {**SCENARIO, "name": "สวน", "token": "r7"})

    assert names(planner).count("สวน") == 1
    assert planner.send("DELETE", f"{KEPT}/{kept.json['id']}").status_code == 204
    assert "สวน" not in names(planner)
    assert planner.send("DELETE", f"{KEPT}/{kept.json['id']}").status_code == 404


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"name": "  "}, "'name'"),
        ({"name": "x" * 61}, "at most 60"),
        ({"token": "<script>"}, "token of a scenario"),
        ({"token": "x" * 3001}, "at most 3000"),
        ({"city": "Not a slug"}, "'city'"),
        ({"why": "x"}, "why"),
    ],
)
def test_what_cannot_be_kept_says_why(planner: Editor, change: dict, told: str) -> None:
    before = names(planner)

    answer = post(planner, KEPT, {**SCENARIO, "name": "อื่น", **change})

    assert answer.status_code == 400
    assert told in answer.json["detail"]
    assert names(planner) == before


def test_figures_are_kept_once_for_each_state_of_the_data(
    planner: Editor, module_database: Database
) -> None:
    asked = {"city": "town", "kinds": ["library"], "minutes": 10}

    first = post(planner, SNAPSHOTS, asked)
    again = post(planner, SNAPSHOTS, asked)

    assert (first.status_code, first.json["new"]) == (201, True)
    assert (again.status_code, again.json["new"], again.json["id"]) == (
        200,
        False,
        first.json["id"],
    )
    with module_database.owner.connect() as connection:
        figures = connection.scalar(
            text("SELECT figures FROM coverage_snapshot WHERE id = :id"), {"id": first.json["id"]}
        )
        kept = "SELECT actor, action, subject_id FROM audit WHERE layer = 'snapshots'"
        trail = connection.execute(text(kept)).one()
    assert figures["total"]["people"] > 0
    assert trail[1:] == ("keep figures", first.json["id"])
    assert trail.actor.startswith("account:")


def test_nobody_keeps_for_another_city_or_without_the_role(
    app: Flask, module_database: Database
) -> None:
    far = editor(app, module_database, "far", role="planner", city="city")
    curator = editor(app, module_database, "cura", role="curator", city="town")

    for who in (far, curator):
        assert post(who, KEPT, SCENARIO).status_code == 403
        assert post(who, SNAPSHOTS, {"city": "town"}).status_code == 403
        assert who.send("GET", f"{KEPT}?city=town").status_code == 403
    assert app.test_client().get(f"{KEPT}?city=town").status_code == 401
