"""Field notes over HTTP: a walker sends one, a curator lets it through, everybody sees it."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from geoservice.store.database import Database
from tests.conftest import add_city, add_space, count
from tests.pictures import a_picture
from tests.web.editors import Editor, editor

NOTES = "/api/notes"
ITEMS = "/api/collections/notes/items"


@pytest.fixture
def city(database: Database) -> int:
    return add_city(database)


def a_note(**fields: Any) -> dict[str, Any]:
    place = {"type": "Point", "coordinates": [98.98, 18.79]}
    note = {"city": "town", "kind": "problem", "text": "ทางเท้าพัง", "geometry": place}
    return {**note, **fields}


def send(client: FlaskClient, **fields: Any):
    return client.post(NOTES, json=a_note(**fields), headers={"Accept-Language": "en"})


def decide(curator: Editor, note: int, **body: Any):
    return curator.send("POST", f"{NOTES}/{note}/decision", body, type="application/json")


def test_a_note_with_a_picture_is_sent_published_and_solved(
    app: Flask, client: FlaskClient, database: Database, city: int
) -> None:
    library = add_space(database, city)
    curator = editor(app, database)
    picture = client.post(
        "/api/media?city=town&for=note", data=a_picture(), content_type="image/jpeg"
    ).json["key"]

    sent = send(client, picture=picture, space=library, agendas=["health"])

    assert (sent.status_code, sent.json["status"]) == (202, "draft")
    assert client.get(ITEMS).json["features"] == []
    waiting = curator.send("GET", f"{NOTES}?city=town").json
    assert waiting["counts"] == {"draft": 1}
    (listed,) = waiting["notes"]
    assert (listed["text"], listed["space"]["id"]) == ("ทางเท้าพัง", library)
    assert listed["picture"] == f"http://localhost/media/{picture}"
    assert curator.send("GET", f"/media/{picture}").status_code == 200

    published = decide(curator, sent.json["id"], decision="publish")
    solved = curator.send(
        "POST",
        f"{NOTES}/{sent.json['id']}/solve",
        {"solution": "ซ่อมแล้ว"},
        type="application/json",
    )

    assert (published.json["status"], solved.status_code) == ("published", 200)
    (feature,) = client.get(ITEMS).json["features"]
    assert feature["properties"]["solution"] == "ซ่อมแล้ว"
    assert feature["properties"]["picture"] == picture
    assert feature["geometry"]["coordinates"] == [98.98, 18.79]
    assert client.get(f"/media/{picture}").status_code == 200


def test_deciding_twice_is_a_conflict(
    app: Flask, client: FlaskClient, database: Database, city: int
) -> None:
    curator = editor(app, database)
    note = send(client).json["id"]

    answers = [decide(curator, note, decision=each) for each in ("reject", "publish")]

    assert [each.status_code for each in answers] == [200, 409]
    assert client.get(ITEMS).json["features"] == []


def test_what_fills_in_everything_is_dropped_without_a_word(
    client: FlaskClient, database: Database, city: int
) -> None:
    answer = send(client, website_2="https://casino.example")

    assert answer.status_code == 202
    assert count(database, "note") == 0


def test_html_in_a_note_is_text(
    app: Flask, client: FlaskClient, database: Database, city: int
) -> None:
    script = "<script>alert(1)</script>"
    note = send(client, text=script).json["id"]
    decide(editor(app, database), note, decision="publish")

    assert client.get(ITEMS).json["features"][0]["properties"]["text"] == script


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"kind": "rant"}, "must be one of: problem, chance, story"),
        ({"text": "   "}, "'text' is missing"),
        ({"text": "x" * 2001}, "at most 2000"),
        ({"geometry": None}, "'geometry' is missing"),
        ({"geometry": {"type": "Point", "coordinates": [98.98]}}, "two numbers"),
        ({"geometry": {"type": "Point", "coordinates": [100.5, 13.7]}}, "outside the city"),
        ({"space": "x"}, "id of a space"),
        ({"agendas": ["war"]}, "none of: health"),
        ({"picture": "nothing"}, "send it again"),
        ({"status": "published"}, "no member 'status'"),
        ({"city": None}, "slug of a city"),
    ],
)
def test_what_is_wrong_is_told(
    client: FlaskClient, city: int, fields: dict[str, Any], said: str
) -> None:
    answer = send(client, **fields)

    assert answer.status_code == 400
    assert said in answer.json["detail"]


def test_curators_doors_are_closed_to_others(
    app: Flask, client: FlaskClient, database: Database, city: int
) -> None:
    note = send(client).json["id"]
    contributor = editor(app, database, "malee", role="contributor")
    add_city(database, "other")
    stranger = editor(app, database, "somchai", city="other")
    doors = [
        ("GET", f"{NOTES}?city=town", None),
        ("POST", f"{NOTES}/{note}/decision", {"decision": "publish"}),
        ("POST", f"{NOTES}/{note}/solve", {"solution": "x"}),
    ]

    for method, path, body in doors:
        assert client.open(path, method=method, json=body).status_code == 401
        for other in (contributor, stranger):
            answer = other.send(method, path, body, type="application/json")
            assert answer.status_code == 403, path
    assert client.get(ITEMS).json["features"] == []


def test_twenty_notes_an_hour_are_enough_for_one_address(client: FlaskClient, city: int) -> None:
    mistakes = [send(client, text="").status_code for _ in range(21)]
    answers = [send(client, text=f"{number}").status_code for number in range(21)]

    assert set(mistakes) == {400}  # which use up nothing
    assert (set(answers[:20]), answers[20]) == ({202}, 429)


def test_a_note_that_was_decided_can_wait_again(
    app: Flask, client: FlaskClient, database: Database, city: int
) -> None:
    note = send(client).json["id"]
    anong = editor(app, database)
    assert decide(anong, note, decision="reopen").status_code == 409
    for decision in ("publish", "reject"):
        decide(anong, note, decision=decision, reason="looked at it")

        opened = decide(anong, note, decision="reopen", reason="a slip")

        assert (opened.status_code, opened.json["status"]) == (200, "draft")
        assert client.get(ITEMS).json["features"] == []
        waiting = anong.send("GET", f"{NOTES}?city=town").json
        assert [each["id"] for each in waiting["notes"]] == [note]


def test_what_nobody_sees_is_no_note_and_turns_no_text_around(
    app: Flask, client: FlaskClient, database: Database, city: int
) -> None:
    assert send(client, text="\u200b\u202e\u2060").status_code == 400
    note = send(client, text="good \u202elive\u202c news").json["id"]
    decide(editor(app, database), note, decision="publish")

    assert client.get(ITEMS).json["features"][0]["properties"]["text"] == "good live news"
