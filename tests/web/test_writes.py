"""OGC API - Features, part 4: spaces created, replaced, updated and taken away."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from flask import Flask
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV30SpecValidator
from owslib import ogcapi
from owslib.ogcapi.features import Features
from sqlalchemy import Row, text
from werkzeug.serving import make_server

from geoservice.store.database import Database
from tests.conftest import Server, add_city, add_space, count
from tests.web.conftest import close_app, make_app
from tests.web.editors import GEOJSON, ITEMS, MERGE_PATCH, Editor, editor, feature

HOST = "http://localhost"


@dataclass(frozen=True)
class Town:
    """A town, its app, and a curator of it, shared by the tests of this module."""

    app: Flask
    database: Database
    city: int
    anong: Editor


@pytest.fixture(scope="module")
def town(server: Server, module_database: Database) -> Iterator[Town]:
    city = add_city(module_database)
    app = make_app(server, module_database)
    yield Town(app, module_database, city, editor(app, module_database, city="town"))
    close_app(app)


@pytest.fixture
def anong(town: Town) -> Editor:
    return town.anong


@pytest.fixture
def database(town: Town) -> Database:
    return town.database


def create(anong: Editor, **properties: object) -> tuple[int, str]:
    """Add a space; return its id and its ETag."""
    answer = anong.send("POST", ITEMS, feature(**properties))
    assert answer.status_code == 201, answer.text
    return answer.json["id"], answer.headers["ETag"]


def trail(database: Database, space: int) -> list:
    """Return the writes to a space."""
    columns = "action, actor, before, after, reason"
    written = f"SELECT {columns} FROM audit WHERE layer = 'spaces' AND subject_id = :id ORDER BY id"
    with database.owner.connect() as connection:
        return list(connection.execute(text(written), {"id": space}))


def stored(database: Database, space: int, columns: str) -> Row:
    """Return what is stored of a space."""
    with database.owner.connect() as connection:
        query = text(f"SELECT {columns} FROM space WHERE id = :id")
        return connection.execute(query, {"id": space}).one()


def test_a_created_space_stands_where_location_says(anong: Editor, database: Database) -> None:
    given = feature(age_groups=["senior", "child"], opening_hours="Mo-Fr 08:30-16:30", capacity=40)

    answer = anong.send("POST", f"{ITEMS}?reason=new+here", given)

    assert answer.status_code == 201
    assert answer.content_type == GEOJSON
    location = answer.headers["Location"].removeprefix(HOST)
    read = anong.app.test_client().get(location, headers={"Accept-Language": "en"})
    assert read.json == answer.json
    assert read.headers["ETag"] == answer.headers["ETag"]
    assert read.json["geometry"] == {"type": "Point", "coordinates": [98.98, 18.79]}
    properties = read.json["properties"]
    assert properties["age_groups"] == ["child", "senior"]
    assert (properties["capacity"], properties["city"]) == (40, "town")
    assert (properties["version"], properties["source"]) == (1, "curators")
    ((action, actor, before, _, reason),) = trail(database, answer.json["id"])
    assert (action, actor, before, reason) == ("create", "account:anong", None, "new here")


def test_what_is_read_can_be_sent_back_as_it_is_and_nothing_changes(
    anong: Editor, database: Database
) -> None:
    space, tag = create(anong, opening_hours="24/7")
    for query, system in (("", {}), ("?crs=[EPSG:32647]", {"Content_Crs": "[EPSG:32647]"})):
        read = anong.read(space, query)

        answer = anong.send("PUT", f"{ITEMS}/{space}", read.json, if_match=tag, **system)

        assert answer.status_code == 200, answer.text
        assert answer.json["properties"]["version"] == 1
        assert answer.json["geometry"] == read.json["geometry"]
    assert len(trail(database, space)) == 1


def test_a_replacement_empties_what_it_leaves_out(anong: Editor, database: Database) -> None:
    space, tag = create(anong, phone="053 000 000", other_names=["ก"], capacity=5)
    there = feature((98.99, 18.8), kind="museum", name_th=None, name_en="Museum")

    answer = anong.send("PUT", f"{ITEMS}/{space}", there, if_match=tag)

    known = answer.json["properties"]
    assert answer.status_code == 200
    assert (known["kind"], known["name_th"], known["name_en"]) == ("museum", None, "Museum")
    assert (known["phone"], known["other_names"], known["capacity"]) == (None, [], None)
    assert answer.json["geometry"]["coordinates"] == [98.99, 18.8]
    assert known["version"] == 2
    assert [row.action for row in trail(database, space)] == ["create", "replace"]


def test_a_merge_patch_changes_what_it_names_and_null_empties(
    anong: Editor, database: Database
) -> None:
    space, tag = create(anong, phone="053 000 000", capacity=5)

    answer = anong.patch(space, tag, phone=None, name_en="Library", age_groups=["child"])

    known = answer.json["properties"]
    assert answer.status_code == 200
    assert (known["phone"], known["name_en"], known["capacity"]) == (None, "Library", 5)
    assert known["age_groups"] == ["child"]
    moved = {"geometry": {"coordinates": [98.99, 18.8]}}
    answer = anong.send(
        "PATCH",
        f"{ITEMS}/{space}?reason=ย้ายแล้ว",
        moved,
        type=MERGE_PATCH,
        if_match=answer.headers["ETag"],
    )
    assert answer.json["geometry"] == {"type": "Point", "coordinates": [98.99, 18.8]}
    last = trail(database, space)[-1]
    assert (last.action, last.reason) == ("update", "ย้ายแล้ว")
    (origins,) = stored(database, space, "provenance")
    assert set(origins.values()) == {"curator:anong"}
    assert {"phone", "name_en", "geom"} <= set(origins)


def test_a_deleted_space_is_gone_from_every_door_and_kept_in_the_store(
    anong: Editor, database: Database
) -> None:
    space, tag = create(anong)

    answer = anong.send("DELETE", f"{ITEMS}/{space}?reason=closed", if_match=tag)

    assert (answer.status_code, answer.data) == (204, b"")
    assert anong.read(space).status_code == 404
    everything = anong.app.test_client().get(f"{ITEMS}?limit=1000").json["features"]
    assert space not in [each["id"] for each in everything]
    assert anong.send("DELETE", f"{ITEMS}/{space}", if_match=tag).status_code == 404
    assert stored(database, space, "status") == ("hidden",)
    assert [row.action for row in trail(database, space)] == ["create", "hide"]


def test_a_change_without_if_match_is_a_428_and_of_another_state_a_412(anong: Editor) -> None:
    space, first = create(anong)
    one = f"{ITEMS}/{space}"
    second = anong.patch(space, first, name_en="Library").headers["ETag"]
    methods = (("PUT", feature()), ("PATCH", {"properties": {}}), ("DELETE", None))
    for method, body in methods:
        type = MERGE_PATCH if method == "PATCH" else GEOJSON
        without = anong.send(method, one, body, type=type)
        assert without.status_code == 428
        assert "If-Match" in without.json["detail"]
        for tag in (first, f"W/{second}", '"x"', '""', "x"):
            stale = anong.send(method, one, body, type=type, if_match=tag)
            assert stale.status_code == 412, (method, tag)
            assert stale.headers["ETag"] == second
            assert "version 2 stands there now" in stale.json["detail"]
    assert anong.read(space).json["properties"]["version"] == 2


@pytest.mark.parametrize("given", ["*", '{}, "x"', '"x", {}'])
def test_if_match_may_name_several_states_or_any(anong: Editor, given: str) -> None:
    space, tag = create(anong)

    assert anong.patch(space, given.format(tag), name_en="Library").status_code == 200


def test_the_etag_of_any_language_and_system_names_the_state(anong: Editor) -> None:
    space, _ = create(anong)
    for query in ("?lang=en", "?lang=th", "?crs=[EPSG:32647]&lang=th"):
        tag = anong.read(space, query).headers["ETag"]

        assert anong.patch(space, tag, name_en=query).status_code == 200


def test_an_edit_changes_the_etags_of_what_it_touched_and_no_other(
    anong: Editor, database: Database
) -> None:
    elsewhere = add_city(database, slug="elsewhere")
    add_space(database, elsewhere, lon=100.5, lat=13.75)
    first, tag = create(anong)
    second, _ = create(anong, kind="museum")
    far = f"{ITEMS}?bbox=98,17,98.1,17.1"
    tiles = "/api/collections/spaces/tiles/WebMercatorQuad/10"
    touched = [f"{ITEMS}/{first}", ITEMS, f"{ITEMS}?city=town", f"{tiles}/457/793"]
    others = [f"{ITEMS}/{second}", far, f"{ITEMS}?city=elsewhere", f"{tiles}/473/797"]
    addresses = touched + others
    client = anong.app.test_client()
    before = [client.get(path).headers["ETag"] for path in addresses]

    anong.patch(first, tag, name_en="Library")

    answers = [
        client.get(path, headers={"If-None-Match": each}).status_code
        for path, each in zip(addresses, before, strict=True)
    ]
    assert answers == [200] * len(touched) + [304] * len(others)


REFUSED = [
    ({"colour": "red"}, "There is no property 'colour' in spaces; there are: kind"),
    ({"kind": "cafe"}, "'kind' is cafe but must be one of: temple"),
    ({"kind": None}, "'kind' is null but must be one of"),
    ({"kind": ["library"]}, "must be one of"),
    ({"name_th": 5}, "'name_th' is 5 but must be a text of at most 300"),
    ({"name_th": "ก" * 301}, "text of at most 300"),
    ({"name_th": "  ", "name_en": ""}, "It has no name."),
    ({"name_en": "a\x00b"}, "'name_en' holds characters that no text can hold"),
    ({"description_th": "ก" * 5001}, "text of at most 5000"),
    ({"opening_hours": "ทุกวัน"}, "syntax of OpenStreetMap"),
    ({"opening_hours": "Mo-Fr 08:30-16:30 and more"}, "syntax of OpenStreetMap"),
    ({"age_groups": ["baby"]}, "'age_groups[0]' is baby but must be one of: early_childhood"),
    ({"age_groups": "child"}, "'age_groups' is child but must be a list"),
    ({"age_groups": ["child"] * 21}, "at most 20 are taken"),
    ({"other_names": ["ก" * 301]}, "'other_names[0]'"),
    ({"capacity": 0}, "whole number from 1 to 1000000"),
    ({"capacity": 1.5}, "whole number"),
    ({"capacity": "40"}, "whole number"),
    ({"capacity": True}, "whole number"),
    ({"wheelchair": "maybe"}, "must be one of: yes, limited, no"),
    ({"website": "javascript:alert(1)"}, "must look like https://example.org"),
    ({"email": "nobody"}, "must look like library@example.org"),
    ({"wikidata": "42"}, "must look like Q42"),
    ({"city": "no such city!"}, "slug of a city"),
    ({"version": 7}, "'version' cannot be set"),
    ({"source": "mine"}, "'source' cannot be set"),
    ({"updated_at": "2026-01-01T00:00:00Z"}, "'updated_at' cannot be set"),
]


@pytest.mark.parametrize(("given", "said"), REFUSED, ids=lambda each: str(each)[:40])
def test_a_feature_that_is_not_right_is_refused_with_what_would_be(
    anong: Editor, database: Database, given: dict, said: str
) -> None:
    before = count(database, "space"), count(database, "audit")

    answer = anong.send("POST", ITEMS, feature(**given))

    assert answer.status_code == 400
    assert said in answer.json["detail"]
    assert (count(database, "space"), count(database, "audit")) == before


@pytest.mark.parametrize(("given", "said"), REFUSED, ids=lambda each: str(each)[:40])
def test_a_patch_that_is_not_right_is_refused_too(anong: Editor, given: dict, said: str) -> None:
    if given in ({"kind": None}, {"city": "no such city!"}):
        said = "'"  # null takes it away; a city is not changed at all
    space, tag = create(anong)

    answer = anong.patch(space, tag, **given)

    assert answer.status_code == 400
    assert said in answer.json["detail"]
    assert anong.read(space).json["properties"]["version"] == 1


PLACES = [
    ((18.79, 98.98), "are the two swapped?"),
    ((98.5, 18.79), "outside the city and the 1500 m around it"),
    ((0, 0), "outside the city"),
    ((98.98,), "must be two numbers"),
    ((98.98, "18.79"), "must be two numbers"),
    ((98.98, True), "must be two numbers"),
    ((98.98, 1e400), "must be two numbers"),
    ((1e18, 1e18), "which no place on earth has"),
]


@pytest.mark.parametrize(("place", "said"), PLACES, ids=lambda each: str(each)[:30])
def test_a_place_that_cannot_be_is_refused(anong: Editor, place: tuple, said: str) -> None:
    answer = anong.send("POST", ITEMS, feature(place))

    assert answer.status_code == 400
    assert said in answer.json["detail"]


@pytest.mark.parametrize(
    "geometry",
    [
        {"type": "LineString", "coordinates": [[98.98, 18.79], [98.99, 18.79]]},
        {"type": "MultiPoint", "coordinates": [[98.98, 18.79]]},
        {"type": "Point"},
        [98.98, 18.79],
        "POINT(98.98 18.79)",
        {},
    ],
)
def test_a_geometry_that_is_no_point_is_refused(anong: Editor, geometry: object) -> None:
    answer = anong.send("POST", ITEMS, {**feature(), "geometry": geometry})

    assert answer.status_code == 400
    assert "'geometry" in answer.json["detail"]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"{", "not JSON"),
        (b"\xff\xfe", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"[]", "must be a JSON object"),
        (b"{}", "one GeoJSON Feature"),
        (b'{"type":"FeatureCollection","features":[]}', "There is no member 'features'"),
        (b'{"type":"Feature","geometry":null}', "'properties' must be an object"),
        (b'{"type":"Feature","properties":{"kind":"library"}}', "has no 'geometry'"),
        (b'{"type":"Feature","geometry":null,"properties":{},"crs":{}}', "no member 'crs'"),
    ],
)
def test_a_body_that_is_no_feature_is_refused(anong: Editor, body: bytes, said: str) -> None:
    answer = anong.send("POST", ITEMS, body)

    assert answer.status_code == 400
    assert said in answer.json["detail"]


def test_a_body_of_another_type_is_a_415_that_names_the_right_one(anong: Editor) -> None:
    space, tag = create(anong)
    wrong = (
        ("POST", ITEMS, "text/plain", "Accept-Post", "application/geo+json, application/json"),
        ("PUT", f"{ITEMS}/{space}", MERGE_PATCH, "Accept-Post", GEOJSON),
        ("PATCH", f"{ITEMS}/{space}", "application/json", "Accept-Patch", MERGE_PATCH),
    )
    for method, path, type, header, right in wrong:
        answer = anong.send(method, path, b"{}", type=type, if_match=tag)

        assert answer.status_code == 415
        assert right in answer.headers[header]
        assert right in answer.json["detail"]


def test_a_body_too_large_is_a_413(anong: Editor) -> None:
    assert anong.send("POST", ITEMS, b" " * 1_000_001).status_code == 413


def test_a_parameter_that_is_not_known_is_refused(anong: Editor) -> None:
    space, tag = create(anong)
    for path in (f"{ITEMS}?colour=red", f"{ITEMS}?duplicate=maybe", f"{ITEMS}?reason={'x' * 501}"):
        assert anong.send("POST", path, feature()).status_code == 400
    assert anong.send("DELETE", f"{ITEMS}/{space}?f=json", if_match=tag).status_code == 400


def test_html_is_kept_as_the_plain_text_it_is(anong: Editor) -> None:
    said = "<script>alert(1)</script> &amp; <b>ก</b>"

    space, _ = create(anong, name_en=said, description_th=f"บรรทัดแรก\n{said}")

    answer = anong.read(space)
    assert answer.json["properties"]["name_en"] == said
    assert answer.json["properties"]["description_th"] == f"บรรทัดแรก\n{said}"
    assert answer.content_type == GEOJSON
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_place_may_come_in_another_coordinate_system(anong: Editor) -> None:
    utm = "http://www.opengis.net/def/crs/EPSG/0/32647"
    space, _ = create(anong)
    there = anong.read(space, "?crs=[EPSG:32647]").json["geometry"]["coordinates"]

    answer = anong.send("POST", ITEMS, feature(there, kind="museum"), Content_Crs=f"<{utm}>")
    turned = anong.send(
        "POST",
        ITEMS,
        feature((18.79, 98.98), kind="park"),
        Content_Crs="<http://www.opengis.net/def/crs/EPSG/0/4326>",
    )

    assert answer.headers["Content-Crs"] == f"<{utm}>"
    assert answer.json["geometry"]["coordinates"] == there
    plain = anong.read(answer.json["id"]).json["geometry"]["coordinates"]
    assert plain == pytest.approx([98.98, 18.79], abs=1e-7)
    assert anong.read(turned.json["id"]).json["geometry"]["coordinates"] == [98.98, 18.79]
    beyond = anong.send("POST", ITEMS, feature((1e9, 1e9)), Content_Crs=f"<{utm}>")
    unknown = anong.send("POST", ITEMS, feature(), Content_Crs="<EPSG:32647>")
    assert (beyond.status_code, unknown.status_code) == (400, 400)
    assert "EPSG:32647" in beyond.json["detail"]


def test_a_space_may_be_online_only(anong: Editor) -> None:
    space, tag = create(anong, geometry=None)

    assert anong.read(space).json["geometry"] is None
    moved = {"geometry": {"type": "Point", "coordinates": [98.98, 18.79]}}
    there = anong.send("PATCH", f"{ITEMS}/{space}", moved, type=MERGE_PATCH, if_match=tag)
    assert there.json["geometry"]["coordinates"] == [98.98, 18.79]
    away = anong.send(
        "PATCH", f"{ITEMS}/{space}", {"geometry": None}, type=MERGE_PATCH,
        if_match=there.headers["ETag"],
    )  # fmt: skip
    assert away.json["geometry"] is None


def test_a_place_that_is_not_public_is_not_lost_by_an_edit(town: Town, anong: Editor) -> None:
    database = town.database
    space = add_space(
        database, town.city, kind="sage", address="ซอย 3", place_privacy="private", name_th="แม่ครูคำ"
    )
    read = anong.read(space)
    there = read.json
    assert (there["geometry"], there["properties"]["address"]) == (None, None)
    there["properties"]["phone"] = "053"

    answer = anong.send("PUT", f"{ITEMS}/{space}", there, if_match=read.headers["ETag"])

    assert answer.status_code == 200
    kept = stored(database, space, "address, phone, st_astext(geom)")
    assert kept == ("ซอย 3", "053", "POINT(98.98 18.79)")


def test_what_an_import_brought_in_wrongly_hinders_no_other_edit(town: Town, anong: Editor) -> None:
    space = add_space(town.database, town.city, opening_hours="เปิดทุกวัน", website="ftp:old")
    read = anong.read(space)
    there = read.json
    there["properties"]["capacity"] = 12

    answer = anong.send("PUT", f"{ITEMS}/{space}", there, if_match=read.headers["ETag"])

    assert answer.status_code == 200
    assert answer.json["properties"]["opening_hours"] == "เปิดทุกวัน"
    assert answer.json["properties"]["capacity"] == 12


def test_a_feature_is_not_moved_to_another_id_or_city(anong: Editor, database: Database) -> None:
    add_city(database, "other")
    space, tag = create(anong)
    for given in ({**feature(), "id": space + 1}, feature(city="other")):
        answer = anong.send("PUT", f"{ITEMS}/{space}", given, if_match=tag)

        assert answer.status_code == 400
        assert "cannot be set" in answer.json["detail"]


def test_a_place_that_is_there_already_is_a_409_that_names_it(anong: Editor) -> None:
    space, _ = create(anong, name_th="หอศิลป์ริมน้ำ")
    again = feature((98.9801, 18.79), name_th="หอศิลป์ริมน้ำ")

    answer = anong.send("POST", ITEMS, again)

    assert answer.status_code == 409
    assert f"หอศิลป์ริมน้ำ ({space})" in answer.json["detail"]
    (twin,) = answer.json["duplicates"]
    assert (twin["id"], twin["href"]) == (space, f"{HOST}{ITEMS}/{space}")
    assert twin["metres"] == pytest.approx(10.5, abs=0.2)
    beside = anong.send("POST", f"{ITEMS}?duplicate=allow", again)
    assert beside.status_code == 201


@pytest.mark.parametrize("id", ["0", "99", "x", "-1", "9" * 30, "%F0%9F%98%80"])
def test_a_feature_that_is_not_there_is_a_404(anong: Editor, id: str) -> None:
    for method, body in (("PUT", feature()), ("DELETE", None)):
        answer = anong.send(method, f"{ITEMS}/{id}", body, if_match="*")

        assert answer.status_code == 404


def test_only_spaces_are_edited(anong: Editor) -> None:
    for path in ("/api/collections/districts/items", "/api/collections/streets/items/1"):
        method = "DELETE" if path.endswith("1") else "POST"
        answer = anong.send(method, path, if_match="*")

        assert answer.status_code == 405
        assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert anong.send("POST", "/api/collections/cafes/items", feature()).status_code == 404


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        (ITEMS, {"GET", "HEAD", "OPTIONS", "POST"}),
        (f"{ITEMS}/1", {"GET", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE"}),
        ("/api/collections/districts/items", {"GET", "HEAD", "OPTIONS"}),
        ("/api/collections/districts/items/1", {"GET", "HEAD", "OPTIONS"}),
    ],
)
def test_options_tell_what_can_be_done(anong: Editor, path: str, allowed: set) -> None:
    answer = anong.app.test_client().options(path)

    assert answer.status_code == 204
    assert set(answer.headers["Allow"].split(", ")) == allowed
    assert (answer.headers.get("Accept-Patch") == MERGE_PATCH) is ("PATCH" in allowed)


def test_of_two_curators_at_once_one_writes_and_one_learns_of_it(
    anong: Editor, database: Database
) -> None:
    space, tag = create(anong)
    other = editor(anong.app, database, "dao", city="town")
    ready, statuses = threading.Barrier(2), []

    def write(who: Editor, name: str) -> None:
        ready.wait()
        answer = who.patch(space, tag, name_th=name, name_en=name)
        statuses.append((answer.status_code, name, answer.headers["ETag"]))

    threads = [
        threading.Thread(target=write, args=each) for each in ((anong, "หนึ่ง"), (other, "สอง"))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)

    (_, won, won_tag), (status, _, told) = sorted(statuses)
    known = anong.read(space, "?lang=en").json["properties"]
    assert [each[0] for each in sorted(statuses)] == [200, 412]
    assert status == 412
    assert told == won_tag
    assert (known["name_th"], known["name_en"], known["version"]) == (won, won, 2)
    assert len(trail(database, space)) == 2


def test_who_cannot_get_at_a_row_in_time_is_told_to_come_again(
    server: Server, database: Database, anong: Editor
) -> None:
    space, tag = create(anong)
    app = make_app(server, database, statement_timeout_ms=600)

    with database.owner.begin() as connection:
        connection.execute(text("SELECT FROM space FOR UPDATE"))
        answer = replace(anong, app=app).patch(space, tag, name_en="Library")
    close_app(app)

    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    assert "Somebody else is writing this" in answer.json["detail"]


def test_the_conformance_classes_of_part_4_are_claimed(anong: Editor) -> None:
    claims = anong.app.test_client().get("/api/conformance").json["conformsTo"]

    part = "http://www.opengis.net/spec/ogcapi-features-4/1.0/conf/"
    assert {claim.removeprefix(part) for claim in claims if claim.startswith(part)} == {
        "create-replace-delete",
        "update",
        "features",
        "optimistic-locking-etags",
    }


def test_the_definition_describes_writing(anong: Editor) -> None:
    client = anong.app.test_client()
    definition = client.get("/api/openapi.json?lang=en").json

    OpenAPIV30SpecValidator(definition).validate()
    one = definition["paths"]["/collections/spaces/items/{featureId}"]
    items = definition["paths"]["/collections/spaces/items"]
    assert {"get", "put", "patch", "delete"} <= set(one)
    assert {"get", "post"} <= set(items)
    assert set(definition["paths"]["/collections/districts/items"]) == {"get"}
    for operation in (items["post"], one["put"], one["patch"], one["delete"]):
        assert operation["security"] == [{"token": []}]
        assert {"401", "403"} <= set(operation["responses"])
    scheme = definition["components"]["securitySchemes"]["token"]
    assert scheme == {"type": "http", "scheme": "bearer"}
    for operation in (one["put"], one["patch"], one["delete"]):
        names = [each.get("name") for each in operation["parameters"]]
        assert "If-Match" in names
    document = json.dumps(definition, ensure_ascii=False)
    assert '"readOnly": true' in document


def test_the_schema_says_what_no_curator_sets(anong: Editor) -> None:
    schema = anong.app.test_client().get("/api/collections/spaces/schema").json

    Draft202012Validator.check_schema(schema)
    fixed = {name for name, each in schema["properties"].items() if each.get("readOnly")}
    derived = {"tambon_th", "tambon_en", "origins"}
    assert fixed == {"id", "source", "source_id", "version", "updated_at"} | derived


@pytest.fixture
def live(town: Town) -> Iterator[str]:
    """The town's API on a real port."""
    listening = make_server("127.0.0.1", 0, town.app, threaded=True)
    thread = threading.Thread(target=listening.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{listening.port}/api/"
    listening.shutdown()
    thread.join()
    listening.server_close()


def test_owslib_adds_replaces_and_takes_away(
    live: str, anong: Editor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    # OWSLib writes the headers of one client into those of every other
    monkeypatch.setattr(ogcapi, "REQUEST_HEADERS", dict(ogcapi.REQUEST_HEADERS))
    headers = {"Authorization": f"Bearer {anong.token}", "Content-Type": GEOJSON}
    client = Features(live, headers=headers)
    given = feature(kind="park", name_th="สวนของนักพัฒนา")

    assert client.collection_item_create("spaces", json.dumps(given))
    space = client.response_headers["Location"].rsplit("/", 1)[1]
    given["properties"]["name_en"] = "Developers' Garden"
    client.collection_item("spaces", space)
    client.headers["If-Match"] = client.response_headers["ETag"]
    assert client.collection_item_update("spaces", space, json.dumps(given))

    known = anong.read(int(space)).json["properties"]
    assert (known["name_en"], known["version"]) == ("Developers' Garden", 2)
    with pytest.raises(RuntimeError, match='"status":412'):
        client.collection_item_update("spaces", space, json.dumps(given))
    client.headers["If-Match"] = "*"
    assert client.collection_item_delete("spaces", space)
    assert anong.read(int(space)).status_code == 404


def test_each_field_says_where_it_comes_from_but_not_who_wrote_it(town: Town) -> None:
    space = add_space(
        town.database, town.city, source="osm", provenance={"kind": "osm", "name_th": "osm"}
    )
    tag = town.anong.read(space).headers["ETag"]

    answer = town.anong.patch(space, tag, phone="053 000 000")

    assert answer.json["properties"]["origins"] == ["phone=curator"]
    exported = town.app.test_client().get("/api/collections/spaces/export?f=csv").text
    assert "phone=curator" in exported
    assert "anong" not in exported
