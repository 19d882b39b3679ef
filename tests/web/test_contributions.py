"""Contributions over HTTP: what anybody sends, what stops them, and what a curator does with it."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text
from werkzeug.test import TestResponse

from geoservice.store.database import Database
from tests.conftest import Server, add_city, add_space, count
from tests.pictures import a_picture
from tests.web.browsers import browser
from tests.web.conftest import close_app, make_app
from tests.web.editors import Editor, editor

URL, DECISIONS = "/api/contributions", "/api/contributions/decisions"
NAME = "หอสมุดเมืองเชียงใหม่"
PLACE = {"type": "Point", "coordinates": [98.98, 18.79]}


@pytest.fixture
def library(database: Database) -> int:
    return add_space(database, add_city(database), name_th=NAME, opening_hours="Mo-Fr 09:00-17:00")


@pytest.fixture
def anong(app: Flask, database: Database, library: int) -> Editor:
    """The curator of the town."""
    return editor(app, database, city="town")


def send(app: Flask, address: str = "192.0.2.1", **body: Any) -> TestResponse:
    """Send a contribution as somebody without an account."""
    return app.test_client().post(
        f"{URL}?lang=en",
        json={"city": "town", "layer": "spaces", **body},
        environ_base={"REMOTE_ADDR": address},
    )


def correction(space: int, **properties: object) -> dict[str, Any]:
    return {"action": "update", "subject": space, "properties": properties}


def creation(**properties: object) -> dict[str, Any]:
    given = {"kind": "museum", "name_th": "เรือนคำเที่ยง", **properties}
    return {"action": "create", "geometry": PLACE, "properties": given}


def decide(who: Editor, ids: list[int], decision: str = "approve", **more: Any) -> TestResponse:
    body = {"ids": ids, "decision": decision, **more}
    return who.send("POST", DECISIONS, body, type="application/json")


def test_a_citizen_proposes_and_a_curator_approves(app: Flask, anong: Editor, library: int) -> None:
    sent = send(app, **correction(library, name_en="City Library", opening_hours="24/7"))
    assert sent.status_code == 202
    assert sent.json["status"] == "pending"
    assert anong.read(library).json["properties"]["name_en"] is None

    queue = anong.send("GET", f"{URL}?city=town")

    (waiting,) = queue.json["contributions"]
    assert queue.json["counts"] == {"pending": 1, "approved": 0, "rejected": 0}
    assert queue.json["next"] is None
    assert queue.headers["Cache-Control"] == "private, no-store"
    subject = {"id": library, "name_th": NAME, "name_en": None, "kind": "library"}
    assert waiting["subject"] == subject
    assert waiting["geometry"] == PLACE
    assert [each["field"] for each in waiting["diff"]] == ["name_en", "opening_hours"]
    assert waiting["diff"][1] == {
        "field": "opening_hours",
        "title": "Opening hours",
        "before": "Mo-Fr 09:00-17:00",
        "after": "24/7",
        "current": "Mo-Fr 09:00-17:00",
        "conflict": False,
    }
    done = decide(anong, [waiting["id"]])
    assert done.json == {
        "results": [{"id": sent.json["id"], "status": "approved", "result_id": library}]
    }
    assert anong.read(library).json["properties"]["name_en"] == "City Library"


def test_a_new_place_is_shown_what_is_there_already_before_and_after(
    app: Flask, anong: Editor, library: int
) -> None:
    asked = f"city=town&kind=library&name={NAME}&lon=98.9801&lat=18.79"
    before = app.test_client().get(f"/api/spaces/similar?{asked}")
    sent = send(app, **creation(kind="library", name_th=NAME))

    (twin,) = before.json["spaces"]
    assert (twin["id"], twin["name_th"], twin["metres"]) == (library, NAME, 11)
    assert [each["id"] for each in sent.json["duplicates"]] == [library]
    (refused,) = decide(anong, [sent.json["id"]]).json["results"]
    assert refused["status"] is None
    assert refused["problem"]["status"] == 409
    assert refused["problem"]["duplicates"][0]["id"] == library
    (done,) = decide(anong, [sent.json["id"]], duplicate="allow").json["results"]
    assert done["status"] == "approved"
    assert done["result_id"] not in (None, library)


def test_looking_for_the_same_place_names_what_is_missing(app: Flask, library: int) -> None:
    for query in ("", "city=town&kind=library&name=x&lon=1", "city=x&kind=y&name=z&lon=1&lat=1"):
        assert app.test_client().get(f"/api/spaces/similar?{query}").status_code == 400


def test_many_are_decided_at_once_and_each_on_its_own(
    app: Flask, anong: Editor, library: int
) -> None:
    first = send(app, **correction(library, name_en="City Library")).json["id"]
    second = send(app, **creation()).json["id"]

    results = decide(anong, [first, 999, second]).json["results"]
    again = decide(anong, [first], "reject", reason="spam").json["results"]

    assert [each["status"] for each in results] == ["approved", None, "approved"]
    assert results[1]["problem"]["status"] == 404
    assert again[0]["problem"] == {
        "status": 409,
        "title": "Conflict",
        "detail": f"The contribution {first} is decided already.",
    }


def test_a_field_changed_meanwhile_is_decided_by_the_curator(
    app: Flask, anong: Editor, library: int
) -> None:
    id = send(app, **correction(library, opening_hours="24/7")).json["id"]
    tag = anong.read(library).headers["ETag"]
    anong.patch(library, tag, opening_hours="Mo-Su 08:00-20:00")

    (waiting,) = anong.send("GET", URL).json["contributions"]
    (refused,) = decide(anong, [id]).json["results"]
    values = {str(id): {"opening_hours": "Mo-Su 08:00-21:00", "geom": [98.97, 18.79]}}
    (done,) = decide(anong, [id], values=values).json["results"]

    assert waiting["stale"]
    assert waiting["diff"][0]["conflict"]
    assert refused["problem"]["fields"] == ["opening_hours"]
    assert done["status"] == "approved"
    now = anong.read(library).json
    assert now["properties"]["opening_hours"] == "Mo-Su 08:00-21:00"
    assert now["geometry"]["coordinates"] == [98.97, 18.79]


def test_what_is_sent_is_kept_as_text_and_shown_as_text(
    app: Flask, anong: Editor, library: int
) -> None:
    script = "<script>alert(1)</script>"

    send(app, **correction(library, name_en=script), message=script)

    (waiting,) = anong.send("GET", URL).json["contributions"]
    assert waiting["message"] == script
    assert waiting["diff"][0]["after"] == script


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({}, "'action' is null"),
        ({"action": "erase"}, "'action' is erase"),
        ({"action": "update"}, "'subject'"),
        ({"action": "update", "subject": 1, "what": 1}, "no member 'what'"),
        ({"action": "update", "subject": 1, "properties": {"rank": 9}}, "properties.rank"),
        ({"action": "update", "subject": 1, "properties": [1]}, "must be an object"),
        ({"action": "update", "subject": 1, "properties": {"opening_hours": "soon"}}, "syntax"),
        ({"action": "update", "subject": 1, "message": "x" * 1001}, "at most 1000 characters"),
        ({"action": "update", "subject": 1, "message": "\x00"}, "no text can hold"),
        ({"action": "hide", "subject": 1, "properties": {"name_th": "x"}}, "no member"),
        ({"action": "create", "subject": 1, "properties": {"kind": "park"}}, "no 'subject'"),
        ({"action": "create", "properties": {"name_th": "x"}}, "what kind of place"),
        ({"action": "create", "properties": {"kind": "spaceport"}}, "spaceport"),
        ({"action": "create", "properties": {"kind": "park"}, "geometry": 1}, "geometry"),
        ({"action": "create", "properties": {"kind": "park"}, "layer": "notes"}, "'layer'"),
        ({"action": "create", "properties": {"kind": "park"}, "city": "../x"}, "slug"),
    ],
)
def test_what_is_no_proposal_is_refused_in_plain_words(
    server: Server, module_database: Database, body: dict[str, Any], said: str
) -> None:
    app = make_app(server, module_database)

    answer = send(app, **body)

    assert answer.status_code == 400
    assert said in answer.json["detail"]
    close_app(app)


def test_ten_thousand_from_one_address_end_in_a_429_and_lose_nothing(
    server: Server, database: Database, library: int
) -> None:
    app = make_app(server, database, suggestions_per_hour=5, suggestions_per_day=7)
    client = app.test_client()

    answers = [send(app, **correction(library, name_en=f"Library {n}")) for n in range(20)]
    for _ in range(9_980):  # what comes after is refused before it is read
        last = client.post(URL, data=b"x", environ_base={"REMOTE_ADDR": "192.0.2.1"})

    assert [each.status_code for each in answers] == [202] * 5 + [429] * 15
    assert 3000 < int(answers[-1].headers["Retry-After"]) <= 3600
    assert "the next can come in" in answers[-1].json["detail"]
    assert last.status_code == 429
    assert count(database, "contribution") == 5
    other = send(app, "192.0.2.2", **correction(library, name_en="Library"))
    assert other.status_code == 202
    close_app(app)


def test_a_mistake_uses_up_nothing_of_what_one_may_send(
    server: Server, database: Database, library: int
) -> None:
    app = make_app(server, database, suggestions_per_hour=2)
    wrong = correction(library, opening_hours="soon")
    right = [correction(library, name_en=f"Library {number}") for number in range(3)]

    answers = [send(app, **body) for body in (wrong, right[0], wrong, right[1], wrong, right[2])]

    assert [each.status_code for each in answers] == [400, 202, 400, 202, 429, 429]
    close_app(app)


def test_a_program_that_fills_in_what_nobody_sees_is_thanked_and_forgotten(
    app: Flask, database: Database, library: int
) -> None:
    answer = send(app, **correction(library, name_en="Spam"), website_2="http://spam.example")

    assert answer.status_code == 202
    assert answer.json == {"id": None, "status": "pending", "duplicates": []}
    assert count(database, "contribution") == 0


def test_no_address_is_kept_of_who_sends(app: Flask, database: Database, library: int) -> None:
    send(app, **correction(library, name_en="City Library"))

    with database.owner.connect() as connection:
        row = connection.execute(text("SELECT * FROM contribution")).one()

    assert "192.0.2.1" not in str(row)
    assert len(row.sender) == 16


def test_a_contributor_is_known_by_name_sends_without_limit_and_sees_only_their_own(
    server: Server, database: Database, library: int
) -> None:
    app = make_app(server, database, suggestions_per_hour=1)
    fah = editor(app, database, "fah", role="contributor", city="town")
    anong = editor(app, database, city="town")
    for number in range(3):
        body = {"city": "town", **correction(library, name_en=f"Library {number}")}
        assert fah.send("POST", URL, body, type="application/json").status_code == 202
    send(app, **correction(library, name_en="Of somebody else"))

    own = fah.send("GET", URL).json
    every = anong.send("GET", f"{URL}?limit=3").json

    assert own["counts"]["pending"] == 3
    assert {each["account"] for each in own["contributions"]} == {"fah"}
    assert [each["account"] for each in every["contributions"]] == ["fah"] * 3
    rest = anong.send("GET", f"{URL}?after={every['next']}").json
    assert [each["account"] for each in rest["contributions"]] == [None]
    assert rest["contributions"][0]["diff"][0]["after"] == "Of somebody else"
    close_app(app)


def test_by_browser_a_contributor_is_known_only_with_the_csrf_token(
    app: Flask, database: Database, anong: Editor, library: int
) -> None:
    fah = browser(app, database, "fah", role="contributor", city="town")
    for number, csrf in enumerate((True, False)):
        body = {"city": "town", **correction(library, name_en=f"Library {number}")}
        assert fah.send("POST", URL, csrf=csrf, json=body).status_code == 202

    found = anong.send("GET", URL).json["contributions"]

    assert [each["account"] for each in found] == ["fah", None]


def test_a_curator_of_another_city_reads_and_decides_nothing_here(
    app: Flask, database: Database, library: int
) -> None:
    add_city(database, "other")
    stranger = editor(app, database, "stranger", city="other")
    id = send(app, **correction(library, name_en="City Library")).json["id"]

    assert stranger.send("GET", f"{URL}?city=town").status_code == 403
    assert stranger.send("GET", URL).json["contributions"] == []
    (result,) = decide(stranger, [id]).json["results"]
    assert result["problem"]["status"] == 403


@pytest.mark.parametrize(
    "body",
    [
        {"ids": [], "decision": "approve"},
        {"ids": [0], "decision": "approve"},
        {"ids": [1], "decision": "maybe"},
        {"ids": [1], "decision": "approve", "values": {"2": {}}},
        {"ids": [1], "decision": "approve", "values": {"1": {"rank": 1}}},
        {"ids": [1], "decision": "approve", "values": {"1": {"geom": [1]}}},
        {"ids": [1], "decision": "approve", "values": {"1": 5}},
        {"ids": [1], "decision": "approve", "duplicate": "maybe"},
        {"ids": [*range(1, 102)], "decision": "approve"},
    ],
)
def test_a_decision_that_cannot_be_read_is_a_400(
    server: Server, module_database: Database, body: dict[str, Any]
) -> None:
    app = make_app(server, module_database)
    boss = editor(app, module_database, f"boss{abs(hash(str(body)))}", role="admin")

    assert boss.send("POST", DECISIONS, body, type="application/json").status_code == 400
    close_app(app)


def test_a_rejection_without_a_reason_is_refused(app: Flask, anong: Editor, library: int) -> None:
    id = send(app, **correction(library, name_en="City Library")).json["id"]

    (result,) = decide(anong, [id], "reject").json["results"]

    assert result["problem"]["status"] == 400
    assert "'reason'" in result["problem"]["detail"]


def test_a_rejected_one_is_opened_again_with_its_picture_and_can_then_be_approved(
    app: Flask, database: Database, anong: Editor, library: int
) -> None:
    sent = app.test_client().post(
        "/api/media?city=town&for=suggestion", data=a_picture(), content_type="image/jpeg"
    )
    body = correction(library, name_en="City Library")
    id = send(app, **body, picture=sent.json["key"]).json["id"]
    decide(anong, [id], "reject", reason="It could not be confirmed.")

    (opened,) = decide(anong, [id], "reopen", reason="It was confirmed by phone").json["results"]

    assert opened == {"id": id, "status": "pending", "result_id": None}
    (queued,) = anong.send("GET", f"{URL}?city=town").json["contributions"]
    assert queued["picture"] == sent.json["url"]
    assert (queued["reason"], queued["decided_by"], queued["decided_at"]) == (None, None, None)
    with database.owner.connect() as connection:
        trail = connection.execute(
            text("SELECT action, reason FROM audit WHERE layer = 'contributions' ORDER BY id")
        ).all()
    assert [tuple(each) for each in trail] == [
        ("suggest", None),
        ("reject", "It could not be confirmed."),
        ("reopen", "It was confirmed by phone"),
    ]
    assert decide(anong, [id]).json["results"][0]["status"] == "approved"
    assert anong.read(library).json["properties"]["name_en"] == "City Library"


def test_only_what_was_rejected_is_opened_again(app: Flask, anong: Editor, library: int) -> None:
    id = send(app, **correction(library, name_en="City Library")).json["id"]

    (waits,) = decide(anong, [id], "reopen").json["results"]
    decide(anong, [id])
    (taken,) = decide(anong, [id], "reopen").json["results"]

    for each in (waits, taken):
        assert each["problem"]["status"] == 409
        assert "not a rejected one" in each["problem"]["detail"]


def test_the_queue_is_read_page_by_page_and_narrowed_by_what_is_suggested(
    app: Flask, database: Database, anong: Editor, library: int
) -> None:
    contributor = editor(app, database, "fah", role="contributor", city="town")
    for number in range(5):
        body = {"city": "town", **correction(library, name_en=f"Library {number}")}
        contributor.send("POST", URL, body, type="application/json")
    send(app, **creation())
    send(app, action="hide", subject=library)

    def ask(**asked: object) -> Any:
        query = "&".join(f"{name}={value}" for name, value in asked.items())
        return anong.send("GET", f"{URL}?city=town&{query}").json

    first = ask(action="update", limit=3)
    rest = ask(action="update", limit=3, after=first["next"])

    assert (len(first["contributions"]), first["matched"], first["counts"]["pending"]) == (3, 5, 7)
    assert (len(rest["contributions"]), rest["next"]) == (2, None)
    assert [each["action"] for each in ask(kind="museum")["contributions"]] == ["create"]
    assert ask(kind="library")["matched"] == 6
    assert ask(kind="library", action="hide")["matched"] == 1
    assert anong.send("GET", f"{URL}?kind=castle").status_code == 400
