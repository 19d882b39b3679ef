"""The history over HTTP: who wrote what, undoing it, and merging two spaces."""

from collections.abc import Iterator

import pytest
from flask import Flask

from geoservice.store.database import Database
from tests.conftest import Server, add_city
from tests.web.conftest import close_app, make_app
from tests.web.editors import ITEMS, MERGE_PATCH, Editor, editor, feature


@pytest.fixture(scope="module")
def app(server: Server, module_database: Database) -> Iterator[Flask]:
    add_city(module_database)
    add_city(module_database, "city")
    app = make_app(server, module_database)
    yield app
    close_app(app)


@pytest.fixture(scope="module")
def anong(app: Flask, module_database: Database) -> Editor:
    return editor(app, module_database, city="town")


def make(anong: Editor, **properties: object) -> tuple[int, str]:
    answer = anong.send("POST", f"{ITEMS}?duplicate=allow", feature(**properties))
    return answer.json["id"], answer.headers["ETag"]


def of(anong: Editor, space: int) -> dict:
    return anong.send("GET", f"/api/history?layer=spaces&id={space}&lang=en").json


def test_each_write_says_who_when_what_from_where_and_why(anong: Editor) -> None:
    space, tag = make(anong, phone="053")
    changed = {"properties": {"phone": "054"}, "geometry": {"coordinates": [98.99, 18.8]}}
    anong.send(
        "PATCH", f"{ITEMS}/{space}?reason=new+number", changed, type=MERGE_PATCH, if_match=tag
    )

    newest, first = of(anong, space)["writes"]

    assert (newest["action"], newest["actor"], newest["reason"]) == (
        "update",
        "account:anong",
        "new number",
    )
    assert newest["address"] == "127.0.0.1"
    assert newest["diff"] == [
        {"field": "phone", "title": "Telephone", "before": "053", "after": "054"},
        {
            "field": "geom",
            "title": "Position on the map",
            "before": [98.98, 18.79],
            "after": [98.99, 18.8],
        },
    ]
    assert (newest["undoable"], first["undoable"]) == (True, False)


def test_undoing_brings_back_what_was_and_only_the_newest_can_be_undone(anong: Editor) -> None:
    space, tag = make(anong, phone="053")
    anong.patch(space, tag, phone="054")
    newest, first = of(anong, space)["writes"]

    stale = anong.send("POST", f"/api/history/{first['id']}/undo")
    undone = anong.send("POST", f"/api/history/{newest['id']}/undo?reason=a+slip")

    assert (stale.status_code, undone.status_code) == (409, 200)
    assert anong.read(space).json["properties"]["phone"] == "053"
    undo = of(anong, space)["writes"][0]
    assert (undo["action"], undo["reason"]) == ("undo", "a slip")
    long = anong.send("POST", f"/api/history/{undo['id']}/undo?reason={'x' * 501}")
    assert long.status_code == 400
    assert anong.send("POST", "/api/history/999999/undo").status_code == 404


def test_the_history_of_a_city_goes_on_where_it_ended(anong: Editor) -> None:
    for _ in range(3):
        make(anong)

    first = anong.send("GET", "/api/history?city=town&limit=2").json
    second = anong.send("GET", f"/api/history?city=town&limit=2&after={first['next']}").json

    ids = [each["id"] for each in (*first["writes"], *second["writes"])]
    assert len(set(ids)) == 4
    assert ids == sorted(ids, reverse=True)


def test_a_merger_is_a_write_of_both(anong: Editor) -> None:
    into, _ = make(anong, name_th="หอสมุด")
    twin, _ = make(anong, name_th="หอสมุดเก่า", phone="053")

    answer = anong.send(
        "POST",
        f"/api/spaces/{twin}/merge?reason=one+house",
        {"into": into},
        type="application/json",
    )

    assert answer.status_code == 200, answer.text
    assert answer.json["id"] == into
    assert anong.read(into).json["properties"]["phone"] == "053"
    assert anong.read(twin).status_code == 404
    for each in (into, twin):
        newest = of(anong, each)["writes"][0]
        assert (newest["action"], newest["reason"]) == ("merge", "one house")


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({}, "'into'"),
        ({"into": "x"}, "'into'"),
        ({"into": 1, "fields": ["id"]}, "fields[0]"),
        ({"into": 1, "why": "x"}, "why"),
    ],
)
def test_a_merger_that_cannot_be_says_why(anong: Editor, body: dict, told: str) -> None:
    space, _ = make(anong)

    answer = anong.send("POST", f"/api/spaces/{space}/merge", body, type="application/json")

    assert answer.status_code == 400, answer.text
    assert told in answer.json["detail"]


def test_a_curator_reads_the_history_of_the_own_city_only(
    app: Flask, module_database: Database, anong: Editor
) -> None:
    kaew = editor(app, module_database, name="kaew", city="city")
    space, _ = make(anong)

    elsewhere = kaew.send("GET", "/api/history?city=town")
    hers = kaew.send("GET", f"/api/history?layer=spaces&id={space}")

    assert elsewhere.status_code == 403
    assert hers.json["writes"] == []
    assert app.test_client().get("/api/history").status_code == 401
    assert (
        kaew.send(
            "POST", f"/api/spaces/{space}/merge", {"into": 1}, type="application/json"
        ).status_code
        == 403
    )


def test_half_a_feature_is_refused(anong: Editor) -> None:
    answer = anong.send("GET", "/api/history?layer=spaces&lang=en")

    assert answer.status_code == 400
    assert "go together" in answer.json["detail"]


def test_the_work_of_a_city_is_undone_too(anong: Editor) -> None:
    named = {"slug": "clean-air", "title_th": "อากาศสะอาด"}
    made = anong.send("POST", "/api/agendas", {"city": "town", **named}, type="application/json")
    number, tag = made.json["id"], made.headers["ETag"]
    changed = anong.send(
        "PUT",
        f"/api/agendas/{number}",
        {**named, "title_en": "Clean air"},
        type="application/json",
        if_match=tag,
    )
    assert changed.status_code == 200, changed.text
    read = f"/api/history?layer=agendas&id={number}&lang=en"

    def undo() -> int:
        newest = anong.send("GET", read).json["writes"][0]
        assert newest["undoable"]
        return anong.send("POST", f"/api/history/{newest['id']}/undo").status_code

    def agendas() -> list[str | None]:
        listed = anong.send("GET", "/api/agendas?city=town").json["agendas"]
        return [each["title_en"] for each in listed]

    assert (agendas(), undo(), agendas()) == (["Clean air"], 200, [None])
    removed = anong.send("DELETE", f"/api/agendas/{number}", if_match="*")
    assert (removed.status_code, agendas()) == (204, [])
    assert (undo(), agendas()) == (200, [None])
