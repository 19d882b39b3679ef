"""Knowledge, activities, offerings, partners and notes, written over the same doors as spaces."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from sqlalchemy import text

from geoservice.store.database import Database
from geoservice.store.models import Note, Partner
from tests.conftest import Server, add_city, add_space
from tests.living import add_row
from tests.web.conftest import close_app, make_app
from tests.web.editors import MERGE_PATCH, Editor, editor


@dataclass(frozen=True)
class Town:
    """A town with a library and a temple, its app, and a curator of it."""

    app: Flask
    database: Database
    city: int
    library: int
    temple: int
    anong: Editor


@pytest.fixture(scope="module")
def town(server: Server, module_database: Database) -> Iterator[Town]:
    city = add_city(module_database)
    library = add_space(module_database, city)
    temple = add_space(module_database, city, kind="temple", name_th="วัดพระสิงห์", lon=98.981)
    app = make_app(server, module_database)
    anong = editor(app, module_database, city="town")
    yield Town(app, module_database, city, library, temple, anong)
    close_app(app)


def items(collection: str, feature: int | None = None) -> str:
    path = f"/api/collections/{collection}/items"
    return path if feature is None else f"{path}/{feature}"


def piece(**properties: object) -> dict:
    return {"type": "Feature", "geometry": None, "properties": properties}


def read(town: Town, path: str) -> dict:
    return town.app.test_client().get(path, headers={"Accept-Language": "en"}).json


STORY = {
    "title_th": "เล่านิทาน",
    "starts_at": "2026-11-28T10:00:00+07:00",
    "ends_at": "2026-11-28T12:00:00+07:00",
}
GOOD = {
    "knowledge": {"body": "faith", "title_th": "ลายคำ", "doi": "https://doi.org/10.1000/182"},
    "activities": {**STORY, "fee": 0, "languages": ["TH"], "skips": ["2026-12-05"]},
    "offerings": {"title_th": "ร่มบ่อสร้าง", "season": "ตลอดปี"},
}


@pytest.mark.parametrize("collection", GOOD)
def test_a_piece_stands_where_its_space_stands(town: Town, collection: str) -> None:
    given = piece(space_id=town.temple, **GOOD[collection])

    answer = town.anong.send("POST", items(collection), given)

    assert answer.status_code == 201, answer.text
    assert answer.json["geometry"]["coordinates"] == [98.981, 18.79]
    known = answer.json["properties"]
    assert (known["space_th"], known["kind"], known["version"]) == ("วัดพระสิงห์", "temple", 1)
    stored = read(town, items(collection, answer.json["id"]))
    assert stored["properties"] == known


def test_what_is_sent_is_brought_into_its_form(town: Town) -> None:
    knowledge = town.anong.send(
        "POST", items("knowledge"), piece(space_id=town.library, **GOOD["knowledge"])
    )
    activity = town.anong.send(
        "POST", items("activities"), piece(space_id=town.library, **GOOD["activities"])
    )

    assert knowledge.json["properties"]["doi"] == "10.1000/182"
    assert activity.json["properties"]["languages"] == ["th"]
    assert activity.json["properties"]["currency"] == "THB"


def test_a_piece_is_changed_on_the_state_that_was_read_and_hidden(town: Town) -> None:
    made = town.anong.send("POST", items("offerings"), piece(space_id=town.library, title_th="ชา"))
    path, tag = items("offerings", made.json["id"]), made.headers["ETag"]

    moved = town.anong.send(
        "PATCH", path, {"properties": {"space_id": town.temple}}, type=MERGE_PATCH, if_match=tag
    )
    late = town.anong.send(
        "PATCH", path, {"properties": {"season": "หนาว"}}, type=MERGE_PATCH, if_match=tag
    )
    gone = town.anong.send("DELETE", path, if_match=moved.headers["ETag"])

    assert moved.json["geometry"]["coordinates"] == [98.981, 18.79]
    assert (late.status_code, late.headers["ETag"]) == (412, moved.headers["ETag"])
    assert gone.status_code == 204
    assert town.app.test_client().get(path).status_code == 404


@pytest.mark.parametrize(
    ("collection", "properties", "told"),
    [
        ("activities", {"ends_at": "2026-11-28T09:00:00+07:00"}, "ends before it begins"),
        ("activities", {"starts_at": None}, "'starts_at' is missing"),
        ("activities", {"starts_at": "2026-11-28T10:00:00"}, "time zone"),
        ("activities", {"places": 5, "places_left": 6}, "6 places left"),
        ("activities", {"fee": -1}, "'fee'"),
        ("activities", {"skips": ["tomorrow"]}, "skips[0]"),
        ("activities", {"space_id": 999_999}, "nothing published with this id"),
        ("activities", {"space_id": None}, "'space_id' is missing"),
        ("activities", {"partner_id": 999_999}, "'partner_id'"),
        ("activities", {"title_th": ""}, "'title_th' is missing"),
        ("activities", {"kind": "temple"}, "'kind' cannot be set"),
        ("activities", {"speaker": "x"}, "There is no property 'speaker'"),
        ("knowledge", {"body": "sport"}, "'body'"),
        ("knowledge", {"doi": "182"}, "10.1000/182"),
        ("knowledge", {"link": "javascript:alert(1)"}, "'link'"),
        ("offerings", {"title_th": "x" * 301}, "at most 300"),
    ],
)
def test_each_refusal_names_the_field_and_nothing_is_stored(
    town: Town, collection: str, properties: dict, told: str
) -> None:
    before = read(town, items(collection))["numberMatched"]

    given = piece(**{"space_id": town.library, **GOOD[collection], **properties})
    answer = town.anong.send("POST", items(collection), given)

    assert answer.status_code == 400, answer.text
    assert told in answer.json["detail"]
    assert read(town, items(collection))["numberMatched"] == before


def test_a_place_of_its_own_is_refused(town: Town) -> None:
    given = piece(space_id=town.library, **GOOD["offerings"])
    given["geometry"] = {"type": "Point", "coordinates": [98.9, 18.8]}

    answer = town.anong.send("POST", items("offerings"), given)

    assert answer.status_code == 400
    assert "'space_id'" in answer.json["detail"]


def test_html_in_a_story_is_kept_as_the_text_that_it_is(town: Town) -> None:
    story = "<script>alert(1)</script>"

    answer = town.anong.send(
        "POST",
        items("knowledge"),
        piece(space_id=town.library, body="city", title_th="เรื่อง", text_th=story),
    )

    assert answer.json["properties"]["text_th"] == story
    assert answer.content_type == "application/geo+json"


def test_a_partner_stands_where_the_spaces_it_runs_stand(town: Town) -> None:
    partner = add_row(town.database, Partner, town.city, contact="053 111 222")
    with town.database.owner.begin() as connection:
        run = text("UPDATE space SET partner_id = :partner WHERE id = :id")
        connection.execute(run, {"partner": partner, "id": town.temple})

    found = read(town, items("partners", partner))

    assert found["geometry"] == {"type": "MultiPoint", "coordinates": [[98.981, 18.79]]}
    assert found["properties"]["spaces"] == 1
    assert "053 111 222" not in str(found)


def test_a_note_is_solved_by_a_curator(town: Town) -> None:
    note = add_row(town.database, Note, town.city)
    path = items("notes", note)
    tag = town.app.test_client().get(path).headers["ETag"]

    solved = {"solution": "ปูใหม่แล้ว", "solved_at": "2026-12-01T09:00:00+07:00"}
    answer = town.anong.send("PATCH", path, {"properties": solved}, type=MERGE_PATCH, if_match=tag)

    assert answer.status_code == 200, answer.text
    assert answer.json["properties"]["solution"] == "ปูใหม่แล้ว"
    assert read(town, "/api/collections/notes/items?f=json")["features"][0]["id"] == note


def test_nothing_hangs_on_a_hidden_space_or_shows_a_private_place(town: Town) -> None:
    home = add_space(
        town.database, town.city, kind="sage", name_th="ครูคำ", place_privacy="private", lon=98.9912
    )
    made = town.anong.send("POST", items("knowledge"), piece(space_id=home, **GOOD["knowledge"]))
    path = items("knowledge", made.json["id"])

    assert made.json["geometry"] is None
    assert "98.9912" not in str(read(town, path))
    with town.database.owner.begin() as connection:
        connection.execute(text("UPDATE space SET status = 'hidden' WHERE id = :id"), {"id": home})
    assert town.app.test_client().get(path).status_code == 404


def test_who_sees_a_home_is_not_changed_by_a_replacement_that_is_silent_about_it(
    town: Town,
) -> None:
    home = add_space(town.database, town.city, kind="sage", name_th="ครูแก้ว")
    path = items("spaces", home)
    client = town.app.test_client()
    hidden = town.anong.send(
        "PATCH",
        path,
        {"properties": {"place_privacy": "private"}},
        type=MERGE_PATCH,
        if_match=client.get(path).headers["ETag"],
    )
    silent = {
        name: each for name, each in hidden.json["properties"].items() if name != "place_privacy"
    }

    answer = town.anong.send(
        "PUT",
        path,
        {"type": "Feature", "geometry": None, "properties": {**silent, "phone": "053"}},
        if_match=hidden.headers["ETag"],
    )

    assert (hidden.json["geometry"], answer.json["geometry"]) == (None, None)
    assert answer.json["properties"]["place_privacy"] == "private"
    with town.database.owner.connect() as connection:
        kept = text("SELECT st_x(geom) FROM space WHERE id = :id")
        assert connection.scalar(kept, {"id": home}) == 98.98


def test_a_home_that_only_its_tambon_may_see_names_the_tambon(town: Town) -> None:
    with town.database.owner.begin() as connection:
        district = text(
            "INSERT INTO district (city_id, level, code, name_th, name_en, source, geom) VALUES "
            "(:city, 'tambon', '1', 'ศรีภูมิ', 'Si Phum', 'test', "
            "st_multi(st_makeenvelope(98.9, 18.7, 99.1, 18.9, 4326)))"
        )
        connection.execute(district, {"city": town.city})
    told = {
        privacy: add_space(
            town.database, town.city, kind="sage", name_th=f"ครู {privacy}", place_privacy=privacy
        )
        for privacy in ("public", "tambon", "private")
    }

    found = {each: read(town, items("spaces", told[each])) for each in told}

    assert [each["geometry"] is None for each in found.values()] == [False, True, True]
    assert [each["properties"]["tambon_en"] for each in found.values()] == [None, "Si Phum", None]


@pytest.mark.parametrize(
    ("repeats", "told"),
    [
        ("FREQ=SECONDLY", "FREQ"),
        ("every Saturday", "FREQ"),
        ("FREQ=WEEKLY;BYDAY=SU", "does not name"),  # it begins on a Saturday
    ],
)
def test_a_rule_that_cannot_be_followed_is_refused(town: Town, repeats: str, told: str) -> None:
    given = piece(space_id=town.library, **STORY, repeats=repeats)

    answer = town.anong.send("POST", items("activities"), given)

    assert answer.status_code == 400, answer.text
    assert told in answer.json["detail"]
