"""The doors that the curator's desk stands on, and who may pass them."""

from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from geoservice.intake.spaces import SpaceImport, import_spaces
from geoservice.store.database import Database
from geoservice.store.models import Activity, Knowledge, Partner
from tests.conftest import add_city, add_space
from tests.intake.tables_on_disk import write_csv
from tests.living import add_row
from tests.pictures import a_picture
from tests.web.browsers import browser
from tests.web.editors import ITEMS, Editor, editor

JSON = "application/json"
AGENDA = {
    "city": "town",
    "slug": "clean-river",
    "title_th": "แม่น้ำสะอาด",
    "title_en": "A clean river",
    "figures": ["reach_park"],
}


@pytest.fixture
def city(database: Database) -> int:
    return add_city(database)


@pytest.fixture
def anong(app: Flask, database: Database, city: int) -> Editor:
    return editor(app, database, city="town")


def get(who: Editor, path: str) -> Any:
    return who.send("GET", path)


def post(who: Editor, path: str, body: Any, **headers: str) -> Any:
    return who.send("POST", path, body, type=JSON, **headers)


# The page


def test_nobody_is_led_to_the_login_and_a_contributor_is_told_what_it_takes(
    app: Flask, database: Database, city: int
) -> None:
    asked = {"Accept": "text/html", "Accept-Language": "en"}
    led = app.test_client().get("/curate?tab=twins", headers=asked)

    assert led.status_code == 303
    assert "/login" in led.headers["Location"]
    assert "tab%3Dtwins" in led.headers["Location"].replace("%253D", "%3D")

    refused = browser(app, database, "boon", role="contributor", city="town").client.get(
        "/curate", headers=asked
    )
    assert refused.status_code == 403
    assert "it takes the role curator" in refused.get_data(as_text=True)


# Twins


def twins(who: Editor) -> list[dict[str, Any]]:
    return list(get(who, "/api/duplicates?city=town").json["duplicates"])


def add_twins(database: Database, city: int) -> tuple[int, int]:
    """Store a library that two sources list, the second one with a telephone."""
    one = add_space(database, city, name_th="ห้องสมุดประชาชน", source="osm")
    other = add_space(
        database, city, lon=98.9802, name_th="ห้องสมุดประชาชน", source="school", phone="053"
    )
    return one, other


def test_spaces_that_seem_to_be_one_are_shown_whole_with_what_hangs_on_them(
    anong: Editor, database: Database, city: int
) -> None:
    one, other = add_twins(database, city)
    add_row(database, Knowledge, city, space_id=other)

    [pair] = twins(anong)

    assert {pair["keep"]["id"], pair["other"]["id"]} == {one, other}
    sides = {side["id"]: side for side in (pair["keep"], pair["other"])}
    assert sides[other]["properties"]["phone"] == "053"
    assert sides[other]["hangs"] == {"knowledge": 1}
    assert sides[one]["geometry"]["coordinates"] == [98.98, 18.79]
    assert pair["metres"] == pytest.approx(21, abs=1)
    assert pair["reasons"] == ["the same name"]


def test_two_places_are_not_asked_about_again(anong: Editor, database: Database, city: int) -> None:
    one, other = add_twins(database, city)

    said = post(
        anong,
        "/api/duplicates/dismissals?reason=seen",
        {"city": "town", "keep": one, "other": other},
    )

    assert said.status_code == 204
    assert twins(anong) == []


def test_twins_that_were_made_one_are_no_longer_offered(
    anong: Editor, database: Database, city: int
) -> None:
    add_twins(database, city)
    [pair] = twins(anong)

    post(anong, f"/api/spaces/{pair['other']['id']}/merge", {"into": pair["keep"]["id"]})

    assert twins(anong) == []


def test_a_pair_of_another_city_is_not_touched(
    app: Flask, anong: Editor, database: Database, city: int
) -> None:
    one, other = add_twins(database, city)
    add_city(database, "city")
    stranger = editor(app, database, "boon", city="city")

    assert get(stranger, "/api/duplicates?city=town").status_code == 403
    body = {"city": "city", "keep": one, "other": other}
    assert post(stranger, "/api/duplicates/dismissals", body).status_code == 404
    assert get(stranger, f"/api/spaces/{one}/whole").status_code == 403
    assert len(twins(anong)) == 1


# Whole spaces


def test_a_curator_sees_and_moves_a_place_that_the_public_does_not_see(
    anong: Editor, database: Database, city: int
) -> None:
    home = add_space(database, city, kind="sage", place_privacy="private", address="12 ถนนใหญ่")
    public = anong.app.test_client().get(f"{ITEMS}/{home}").json

    whole = get(anong, f"/api/spaces/{home}/whole")

    assert (public["geometry"], public["properties"]["address"]) == (None, None)
    assert whole.json["geometry"]["coordinates"] == [98.98, 18.79]
    assert whole.json["properties"]["address"] == "12 ถนนใหญ่"
    moved = {"geometry": {"type": "Point", "coordinates": [98.99, 18.8]}, "properties": {}}
    tag = whole.headers["ETag"]
    answer = anong.send(
        "PATCH", f"{ITEMS}/{home}", moved, type="application/merge-patch+json", if_match=tag
    )
    assert answer.status_code == 200
    again = get(anong, f"/api/spaces/{home}/whole").json
    assert again["geometry"]["coordinates"] == [98.99, 18.8]
    assert again["properties"]["address"] == "12 ถนนใหญ่"
    assert get(anong, f"/api/spaces/{2**70}/whole").status_code == 404


def test_a_partner_that_runs_a_space_must_be_one_of_its_city(
    anong: Editor, database: Database, city: int
) -> None:
    space = add_space(database, city)
    partner = add_row(database, Partner, city)
    tag = anong.read(space).headers["ETag"]

    refused = anong.patch(space, tag, partner_id=partner + 1000)
    taken = anong.patch(space, tag, partner_id=partner)

    assert refused.status_code == 400
    assert "'partner_id'" in refused.json["detail"]
    assert taken.json["properties"]["partner_id"] == partner
    shown = anong.app.test_client().get(f"/api/collections/partners/items/{partner}").json
    assert shown["properties"]["spaces"] == 1


# Imports


def test_what_an_import_refused_is_read_with_its_row_and_reason(
    anong: Editor, database: Database, city: int, tmp_path: Path
) -> None:
    good = {"id": "7", "name": "วัดสวนดอก", "kind": "temple", "lon": "98.9676", "lat": "18.7881"}
    rows = [good, *({**good, "id": str(n), "lon": "9"} for n in (8, 9))]
    path = tmp_path / "temples.csv"
    write_csv(path, rows)
    with database.writing() as session:
        import_spaces(session, path, SpaceImport(city="town"))

    [found] = get(anong, "/api/imports?city=town").json["imports"]
    thai = get(anong, "/api/imports?city=town&lang=th").json["imports"][0]

    assert (found["file"], found["action"], found["refused"]) == (
        "temples.csv",
        "import spaces",
        2,
    )
    assert found["figures"]["new"] == 1
    [refusal] = found["refusals"]
    assert (refusal["row"], refusal["count"]) == ("row 3", 2)
    assert "outside" in refusal["reason"]
    assert "นอก" in thai["refusals"][0]["reason"]


# What the city works on


def test_an_agenda_of_the_city_is_named_changed_and_removed(
    anong: Editor, database: Database
) -> None:
    named = post(anong, "/api/agendas", AGENDA)
    again = post(anong, "/api/agendas", AGENDA)
    url = named.headers["Location"].removeprefix("http://localhost")
    body, tag = {"title_en": "A clean Ping river"}, named.headers["ETag"]

    changed = anong.send("PUT", url, body, type=JSON, if_match=tag)
    stale = anong.send("PUT", url, body | {"title_th": "น้ำ"}, type=JSON, if_match=tag)
    without = anong.send("PUT", url, body, type=JSON)

    assert (named.status_code, again.status_code) == (201, 409)
    assert changed.json["title_en"] == "A clean Ping river"
    assert changed.json["title_th"] == "แม่น้ำสะอาด"
    assert (stale.status_code, stale.headers["ETag"]) == (412, changed.json["etag"])
    assert without.status_code == 428
    profile = anong.app.test_client().get("/api/cities/town/profile").get_data(as_text=True)
    assert "A clean Ping river" in profile
    gone = anong.send("DELETE", f"{url}?reason=done", if_match=changed.json["etag"])
    assert gone.status_code == 204
    with database.owner.connect() as connection:
        trail = connection.execute(
            text("SELECT action, reason, address FROM audit ORDER BY id DESC LIMIT 1")
        ).one()
    assert tuple(trail) == ("remove", "done", "127.0.0.1")
    assert get(anong, "/api/agendas?city=town").json == {"agendas": []}


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({**AGENDA, "slug": "Clean River"}, "small letters"),
        ({**AGENDA, "title_th": ""}, "'title_th' is missing"),
        ({**AGENDA, "figures": ["happiness"]}, "must be one of"),
        ({**AGENDA, "colour": "blue"}, "no member 'colour'"),
    ],
)
def test_an_agenda_that_is_not_whole_is_refused(anong: Editor, body: Any, said: str) -> None:
    refused = post(anong, "/api/agendas", body)

    assert refused.status_code == 400
    assert said in refused.json["detail"]


def test_an_outcome_is_reported_of_an_agenda_that_the_city_has(
    anong: Editor, database: Database, city: int
) -> None:
    space = add_space(database, city)
    activity = add_row(database, Activity, city, space_id=space)
    outcome = {"city": "town", "agenda": "learning", "text_th": "อ่านคล่อง", "people": 30}
    outcome |= {"happened_on": "2026-11-01", "activity_id": activity}

    kept = post(anong, "/api/outcomes", outcome)
    unknown = post(anong, "/api/outcomes", outcome | {"agenda": "wealth"})
    never = post(anong, "/api/outcomes", outcome | {"happened_on": "yesterday"})
    nowhere = post(anong, "/api/outcomes", outcome | {"activity_id": activity + 99})

    assert (kept.status_code, kept.json["happened_on"]) == (201, "2026-11-01")
    assert [each.status_code for each in (unknown, never, nowhere)] == [400, 400, 400]
    url = kept.headers["Location"].removeprefix("http://localhost")
    anong.send("DELETE", url, if_match=kept.json["etag"])
    assert get(anong, "/api/outcomes?city=town").json == {"outcomes": []}
    assert anong.send("DELETE", url, if_match="*").status_code == 404


def test_the_work_of_another_city_is_left_alone(
    app: Flask, anong: Editor, database: Database
) -> None:
    named = post(anong, "/api/agendas", AGENDA)
    url = named.headers["Location"].removeprefix("http://localhost")
    add_city(database, "city")
    stranger = editor(app, database, "boon", city="city")

    body = {"title_en": "Mine"}
    assert stranger.send("PUT", url, body, type=JSON, if_match="*").status_code == 403
    assert post(stranger, "/api/agendas", AGENDA | {"slug": "new"}).status_code == 403


# Pictures of knowledge


@pytest.fixture
def piece(database: Database, city: int) -> str:
    space = add_space(database, city)
    row = add_row(database, Knowledge, city, space_id=space)
    return f"/api/collections/knowledge/items/{row}"


def sent(anong: Editor) -> str:
    answer = anong.send(
        "POST", "/api/media?city=town&for=knowledge", a_picture(), type="image/jpeg"
    )
    return str(answer.json["key"])


def test_pictures_of_a_piece_are_described_shown_and_taken_off(anong: Editor, piece: str) -> None:
    key = sent(anong)
    tag = get(anong, f"{piece}/media").headers["ETag"]
    entry = {"key": key, "caption_th": "ลายคำ", "credit": "ครูคำ", "licence": "CC BY 4.0"}

    put = anong.send("PUT", f"{piece}/media", {"pictures": [entry]}, type=JSON, if_match=tag)
    again = anong.send("PUT", f"{piece}/media", {"pictures": []}, type=JSON, if_match=tag)

    anybody = anong.app.test_client()
    assert put.json["pictures"][0]["caption_th"] == "ลายคำ"
    assert anybody.get(piece).json["properties"]["pictures"] == [key]
    assert anybody.get(f"/media/{key}").status_code == 200
    assert again.status_code == 412
    tag = again.headers["ETag"]
    anong.send("PUT", f"{piece}/media", {"pictures": []}, type=JSON, if_match=tag)
    assert anybody.get(f"/media/{key}").status_code == 404
    assert anybody.get(piece).json["properties"]["pictures"] == []


def test_pictures_follow_a_piece_that_is_hidden_and_brought_back(anong: Editor, piece: str) -> None:
    key, anybody = sent(anong), anong.app.test_client()
    body = {"pictures": [{"key": key}]}
    anong.send("PUT", f"{piece}/media", body, type=JSON, if_match="*")

    anong.send("DELETE", piece, if_match="*")
    hidden = anybody.get(f"/media/{key}").status_code
    [newest, *_] = get(anong, "/api/history?city=town").json["writes"]
    post(anong, f"/api/history/{newest['id']}/undo", {})

    assert newest["action"] == "hide"
    assert (hidden, anybody.get(f"/media/{key}").status_code) == (404, 200)


def test_a_picture_that_nobody_sent_here_is_refused(anong: Editor, piece: str) -> None:
    for key in ("nothing", ""):
        body = {"pictures": [{"key": key}]}
        refused = anong.send("PUT", f"{piece}/media", body, type=JSON, if_match="*")
        assert refused.status_code == 400
    body = {"recordings": [{"key": sent(anong)}]}
    assert anong.send("PUT", f"{piece}/media", body, type=JSON, if_match="*").status_code == 400
    assert anong.send("PUT", f"{piece}/media", {}, type=JSON).status_code == 428


# History and sheets


def test_the_history_is_found_by_who_wrote(
    app: Flask, anong: Editor, database: Database, city: int
) -> None:
    space = add_space(database, city)
    tag = anong.read(space).headers["ETag"]
    tag = anong.patch(space, tag, phone="053").headers["ETag"]
    editor(app, database, "boon", city="town").patch(space, tag, phone="054")

    found = get(anong, "/api/history?city=town&actor=BOON").json["writes"]
    nobody = get(anong, "/api/history?city=town&actor=%25").json["writes"]

    assert [each["actor"] for each in found] == ["account:boon"]
    assert nobody == []


def test_sheets_of_several_spaces_stand_on_one_page(
    app: Flask, database: Database, city: int
) -> None:
    spaces = [add_space(database, city, name_th=f"ห้องสมุด {n}") for n in (1, 2)]
    anong = browser(app, database, city="town")
    listed = ",".join(map(str, spaces))

    doors = anong.client.get(f"/curate/sheets?spaces={listed}&lang=en").get_data(as_text=True)
    stamps = anong.client.get(f"/curate/sheets?spaces={spaces[0]}&what=stamp&lang=en")

    assert doors.count("<svg") == 2
    assert "ห้องสมุด 2" in doors
    assert "No stamp sheet is in force here yet" in stamps.get_data(as_text=True)
    anong.send("POST", f"/api/spaces/{spaces[0]}/stamp-sheets")
    stamps = anong.client.get(f"/curate/sheets?spaces={spaces[0]}&what=stamp&lang=en")
    assert stamps.get_data(as_text=True).count("<svg") == 1
    for query in ("", "spaces=", "spaces=x", "spaces=1&what=poster"):
        assert anong.client.get(f"/curate/sheets?{query}").status_code == 400


def test_twins_found_by_an_import_do_not_stand_among_suggestions(
    anong: Editor, database: Database, city: int
) -> None:
    one, other = add_twins(database, city)
    with database.writing() as session:
        session.execute(
            text(
                "INSERT INTO contribution (city_id, layer, subject_id, proposal) VALUES "
                "(:city, 'spaces', :one, jsonb_build_object('merge', jsonb_build_array("
                "CAST(:one AS bigint), CAST(:other AS bigint)), 'score', 0.9, 'metres', 21, "
                "'reasons', jsonb_build_array('same_name')))"
            ),
            {"city": city, "one": one, "other": other},
        )

    queue = get(anong, "/api/contributions?city=town").json
    body = {"ids": [1], "decision": "approve"}
    [result] = post(anong, "/api/contributions/decisions", body).json["results"]

    assert (queue["contributions"], queue["counts"]["pending"]) == ([], 0)
    assert result["problem"]["status"] == 404
    assert len(twins(anong)) == 1
