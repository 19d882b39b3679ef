"""Items over HTTP: pages, filters, single features, and who may see what."""

import base64
import gzip
import json
import re
from datetime import datetime

import pytest
from flask.testing import FlaskClient
from pyproj import Geod
from shapely.geometry import shape
from sqlalchemy import text

from geoservice.store.database import Database
from tests.conftest import add_city, add_space
from tests.web.conftest import Town

ITEMS = "/api/collections/spaces/items"


def ids(answer) -> list[int]:
    assert answer.status_code == 200, answer.text
    assert answer.json["numberReturned"] == len(answer.json["features"])
    return [feature["id"] for feature in answer.json["features"]]


def link(document: dict, rel: str) -> str | None:
    found = [each["href"] for each in document["links"] if each["rel"] == rel]
    return found[0].removeprefix("http://localhost") if found else None


def test_items_are_a_geojson_feature_collection(town: Town) -> None:
    answer = town.client.get(ITEMS)
    document = answer.json

    assert answer.content_type == "application/geo+json"
    assert document["type"] == "FeatureCollection"
    assert document["numberMatched"] == 6
    assert datetime.fromisoformat(document["timeStamp"])
    assert link(document, "self") == ITEMS
    assert link(document, "collection") == "/api/collections/spaces"
    assert link(document, "next") is None
    library = document["features"][0]
    assert library["geometry"] == {"type": "Point", "coordinates": [98.98, 18.79]}
    assert library["properties"]["name_en"] == "Chiang Mai City Library"
    assert library["properties"]["age_groups"] == ["child", "adult"]
    assert library["properties"]["capacity"] == 120
    assert library["properties"]["website"] is None


def test_the_properties_are_those_of_the_catalog_and_nothing_else(town: Town) -> None:
    for name in ("spaces", "districts", "streets", "basemap"):
        schema = town.client.get(f"/api/collections/{name}/schema").json["properties"]
        feature = town.client.get(f"/api/collections/{name}/items").json["features"][0]

        assert list(feature["properties"]) == [n for n in schema if n not in ("id", "geometry")]
        assert shape(feature["geometry"]).is_valid


def test_a_space_online_only_has_no_geometry_and_a_private_place_is_not_told(town: Town) -> None:
    features = {each["id"]: each for each in town.client.get(ITEMS).json["features"]}

    assert features[town.online]["geometry"] is None
    assert features[town.private]["geometry"] is None
    assert features[town.private]["properties"]["name_th"] == "แม่ครูคำ"


def test_drafts_and_hidden_spaces_are_behind_no_door(town: Town) -> None:
    assert not set(town.unseen) & set(ids(town.client.get(ITEMS)))
    assert ids(town.client.get(f"{ITEMS}?kind=bank")) == []
    assert ids(town.client.get(f"{ITEMS}?source=test&kind=bank")) == []
    for unseen in town.unseen:
        assert town.client.get(f"{ITEMS}/{unseen}").status_code == 404


def test_a_private_place_is_not_found_by_where_it_is(town: Town) -> None:
    assert town.private not in ids(town.client.get(f"{ITEMS}?bbox=98.9,18.7,99,18.9"))
    assert town.private not in ids(town.client.get(f"{ITEMS}?near=98.98,18.79"))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("kind=library,school", ["library", "school"]),
        ("kind=library&city=town", ["library"]),
        ("age_group=child", ["library", "school"]),
        ("age_groups=adult", ["library"]),
        ("wheelchair=limited", ["museum"]),
        ("name_th=ตลาดวโรรส", ["market"]),
        ("operator=Chiang Mai, the municipality", ["museum"]),
        ("bbox=98.97,18.78,98.985,18.80", ["library"]),
        ("bbox=98.97,18.78,-10,98.985,18.80,900", ["library"]),
        ("bbox=99,19,-170,20", ["market"]),
        ("open_at=2026-07-06T10:00:00%2B07:00", ["library", "market"]),
        ("open_at=2026-07-05T10:00:00%2B07:00", ["museum", "market"]),
        ("open_at=2026-07-06T12:00:00%2B09:00", ["library", "market"]),
        ("open_at=2026-07-28T10:00:00%2B07:00", ["library", "museum", "market"]),
        ("crs=http://www.opengis.net/def/crs/OGC/1.3/CRS84&kind=museum", ["museum"]),
        ("datetime=2026-01-01/..&kind=museum", ["museum"]),
        ("datetime=2026-01-01t00:00:00z/..&kind=museum", ["museum"]),
    ],
)
def test_items_can_be_filtered(town: Town, asked: str, found: list[str]) -> None:
    answer = town.client.get(f"{ITEMS}?{asked}")

    assert ids(answer) == [getattr(town, name) for name in found]
    assert answer.json["numberMatched"] == len(found)


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("library", "library"),
        ("LIBRARY", "library"),
        ("libary", "library"),
        ("city chiang", "library"),
        ("หอสมุด", "library"),
        ("เชียงใหม", "library"),
        ("พระสิงห", "school"),
        ("วัดพระสิงห์", "school"),
        ("พิพิธภันฑ์", "museum"),
        ("Lana", "museum"),
        ("วโรรส", "market"),
    ],
)
def test_search_forgives_case_tone_marks_and_a_typing_error(
    town: Town, words: str, first: str
) -> None:
    assert ids(town.client.get(ITEMS, query_string={"q": words}))[0] == getattr(town, first)


def test_search_puts_what_begins_so_before_what_contains_it_before_what_is_like_it(
    client: FlaskClient, database: Database
) -> None:
    city = add_city(database)
    like = add_space(database, city, name_th=None, name_en="Libary Cafe", rank=99)
    contains_low = add_space(database, city, name_th=None, name_en="Old Library", rank=1)
    contains_high = add_space(database, city, name_th=None, name_en="New Library", rank=2)
    begins = add_space(database, city, name_th=None, name_en="Library of Music", rank=0)
    add_space(database, city, name_th=None, name_en="Fish Market", rank=99)

    found = ids(client.get(f"{ITEMS}?q=library"))

    assert found == [begins, contains_high, contains_low, like]


def test_nothing_is_found_by_words_without_a_letter(town: Town) -> None:
    assert ids(town.client.get(f"{ITEMS}?q=%25_%25")) == []
    assert ids(town.client.get(f"{ITEMS}?q=...")) == []


def test_near_sorts_by_metres_on_the_ground(town: Town) -> None:
    answer = town.client.get(f"{ITEMS}?near=98.981,18.79")
    geod = Geod(ellps="WGS84")

    assert ids(answer) == [town.library, town.school, town.museum, town.market]
    for feature in answer.json["features"]:
        _, _, metres = geod.inv(98.981, 18.79, *feature["geometry"]["coordinates"])
        assert feature["properties"]["distance_metres"] == pytest.approx(metres, abs=0.06)


def test_near_finds_the_nearest_over_the_date_line_and_by_the_pole(
    client: FlaskClient, database: Database
) -> None:
    city = add_city(database)
    west = add_space(database, city, lon=-179.9, lat=10)
    east = add_space(database, city, lon=179.5, lat=10)
    far = add_space(database, city, lon=0, lat=84)
    pole = add_space(database, city, lon=180, lat=84)

    assert ids(client.get(f"{ITEMS}?near=179.95,10&limit=2")) == [west, east]
    assert ids(client.get(f"{ITEMS}?near=-1,89&limit=2")) == [far, pole]


def test_pages_by_key_give_every_feature_once_in_every_order(
    client: FlaskClient, database: Database
) -> None:
    city = add_city(database)
    for number in range(23):
        lon = 98.9 + number % 5 * 0.01
        add_space(database, city, lon=lon, rank=number % 3, name_en=f"Library {number}")

    for asked in ("", "&q=library", "&near=98.93,18.79", "&kind=library&city=town"):
        url: str | None = f"{ITEMS}?limit=7{asked}"
        pages = []
        while url:
            answer = client.get(url)
            pages.append(ids(answer))
            assert answer.json["numberMatched"] == 23
            url = link(answer.json, "next")

        assert [len(page) for page in pages] == [7, 7, 7, 2]
        assert len({each for page in pages for each in page}) == 23
        whole = ids(client.get(f"{ITEMS}?limit=100{asked}"))
        assert [each for page in pages for each in page] == whole


def test_a_feature_added_between_two_pages_pushes_none_out(
    client: FlaskClient, database: Database
) -> None:
    city = add_city(database)
    first = [add_space(database, city) for _ in range(4)]
    page = client.get(f"{ITEMS}?limit=2").json
    with database.writing() as session:
        session.execute(text("DELETE FROM space WHERE id = :id"), {"id": first[0]})
    added = add_space(database, city)

    rest = client.get(link(page, "next") + "&limit=10".replace("&limit=10", ""))

    assert ids(rest) == first[2:]
    assert ids(client.get(link(rest.json, "next"))) == [added]


def test_offset_passes_over_features_and_its_next_page_follows_by_key(town: Town) -> None:
    every = ids(town.client.get(ITEMS))

    page = town.client.get(f"{ITEMS}?offset=2&limit=2")
    following = town.client.get(link(page.json, "next"))

    assert ids(page) == every[2:4]
    assert ids(following) == every[4:6]
    assert ids(town.client.get(f"{ITEMS}?offset=1000")) == []


def test_more_than_ten_thousand_are_given_out_as_ten_thousand(
    client: FlaskClient, database: Database
) -> None:
    city = add_city(database)
    with database.writing() as session:
        session.execute(
            text(
                "INSERT INTO space (city_id, kind, source, source_id) "
                "SELECT :city, 'park', 'test', i::text FROM generate_series(1, 10001) AS i"
            ),
            {"city": city},
        )

    answer = client.get(f"{ITEMS}?limit=99999999999999999999")

    assert answer.json["numberReturned"] == 10_000
    assert answer.json["numberMatched"] == 10_001
    assert len(ids(client.get(link(answer.json, "next")))) == 1


@pytest.mark.parametrize(
    "asked",
    [
        "limit=0",
        "limit=-1",
        "limit=ten",
        "limit=1.5",
        "limit=",
        "offset=-1",
        "bbox=1,2,3",
        "bbox=1,2,3,4,5",
        "bbox=a,b,c,d",
        "bbox=nan,0,1,1",
        "bbox=inf,0,1,1",
        "bbox=1e999,0,1,1",
        "bbox=0,20,1,10",
        "bbox=0,-91,1,1",
        "bbox=-181,0,1,1",
        "bbox=18.7,98.9,18.8,99.0",
        "datetime=never",
        "datetime=2026-02-30",
        "datetime=2026-01-02/2026-01-01",
        "datetime=../..",
        "datetime=2026-01-01/2026-01-02/2026-01-03",
        "near=98.98",
        "near=98.98,18.79,3",
        "near=200,18",
        "near=98,91",
        "next=0",
        "next=%00",
        "next=" + base64.urlsafe_b64encode(b"[" * 300).decode(),
        "next=" + base64.urlsafe_b64encode(b'["id","1; DROP"]').decode().rstrip("="),
        "next=" + base64.urlsafe_b64encode(b'["id",1e400]').decode().rstrip("="),
        "next=" + base64.urlsafe_b64encode(b'["id",true]').decode().rstrip("="),
        "next=" + base64.urlsafe_b64encode(b'["near",1.5,3]').decode().rstrip("="),
        "f=xml",
        "kind=cafe",
        "wheelchair=maybe",
        "capacity=1e3",
        "version=9223372036854775808",
        "updated_at=today",
        "limitt=3",
        "crs=EPSG:4326",
        "bbox-crs=http://www.opengis.net/def/crs/EPSG/0/999999",
    ],
)
def test_a_parameter_that_cannot_be_meant_is_a_400_that_names_it(town: Town, asked: str) -> None:
    answer = town.client.get(f"{ITEMS}?{asked}", headers={"Accept-Language": "en"})

    assert answer.status_code == 400, answer.text
    assert f"'{asked.partition('=')[0]}'" in answer.json["detail"]


@pytest.mark.parametrize("asked", ["q=%FF", "name_th=%E0%B8", "%FF=1", "kind=library&lang=%C0%80"])
def test_bytes_that_are_no_letters_are_a_400_that_says_so(town: Town, asked: str) -> None:
    answer = town.client.get(f"{ITEMS}?{asked}", headers={"Accept-Language": "en"})

    assert answer.status_code == 400
    assert "not UTF-8" in answer.json["detail"]


def test_next_and_offset_exclude_each_other(town: Town) -> None:
    token = re.search(r"next=([\w-]+)", town.client.get(f"{ITEMS}?limit=1").text)
    assert token

    assert town.client.get(f"{ITEMS}?next={token[1]}&offset=1").status_code == 400


def test_a_single_space_says_whether_it_is_open_and_until_when(town: Town) -> None:
    library = town.client.get(f"{ITEMS}/{town.library}").json["properties"]
    market = town.client.get(f"{ITEMS}/{town.market}").json["properties"]
    school = town.client.get(f"{ITEMS}/{town.school}").json["properties"]

    assert library["open_now"] in ("open", "closed")
    assert datetime.fromisoformat(library["next_change"]).utcoffset().total_seconds() == 7 * 3600
    assert (market["open_now"], market["next_change"]) == ("open", None)
    assert (school["open_now"], school["next_change"]) == ("unknown", None)


def test_a_single_feature_is_geojson_with_its_links(town: Town) -> None:
    answer = town.client.get(f"{ITEMS}/{town.museum}")

    assert answer.content_type == "application/geo+json"
    assert answer.json["type"] == "Feature"
    assert answer.json["id"] == town.museum
    assert link(answer.json, "self") == f"{ITEMS}/{town.museum}"
    assert link(answer.json, "collection") == "/api/collections/spaces"


@pytest.mark.parametrize(
    "feature_id", ["0", "999999", "-1", "1.0", "x", "1%00", "9" * 30, "9" * 5000, "01", "١"]
)
def test_an_id_that_is_nobodys_is_a_404(town: Town, feature_id: str) -> None:
    answer = town.client.get(f"{ITEMS}/{feature_id}")

    assert answer.status_code == 404
    assert answer.content_type == "application/problem+json"


def test_who_has_a_page_gets_a_304_until_something_changes(
    client: FlaskClient, database: Database
) -> None:
    space = add_space(database, add_city(database))
    for address in (ITEMS, f"{ITEMS}/{space}", "/api/cities", "/api/collections"):
        before = client.get(address)
        tag = before.headers["ETag"]
        assert client.get(address, headers={"If-None-Match": tag}).status_code == 304

        with database.writing() as session:
            session.execute(
                text(
                    "UPDATE space SET name_en = coalesce(name_en, '') || 'x', "
                    "geom = st_translate(geom, 0.001, 0)"
                )
            )
        after = client.get(address, headers={"If-None-Match": tag})

        assert after.status_code == 200 or address == "/api/cities", address


def test_a_page_within_a_box_keeps_its_version_when_another_place_changes(
    client: FlaskClient, database: Database
) -> None:
    city = add_city(database)
    add_space(database, city)
    elsewhere = add_space(database, city, lon=100.5, lat=13.75)
    box = f"{ITEMS}?bbox=98.9,18.7,99.0,18.8"
    tag = client.get(box).headers["ETag"]

    with database.writing() as session:
        session.execute(text("UPDATE space SET rank = 9 WHERE id = :id"), {"id": elsewhere})

    assert client.get(box, headers={"If-None-Match": tag}).status_code == 304


def test_a_page_of_a_city_is_new_wherever_its_features_come_and_go(
    client: FlaskClient, database: Database
) -> None:
    city, other = add_city(database), add_city(database, slug="elsewhere")
    add_space(database, city)
    page = f"{ITEMS}?city=town"

    def after(sql: str, **values: int) -> int:
        tag = client.get(page).headers["ETag"]
        with database.writing() as session:
            session.execute(text(sql), values)
        return client.get(page, headers={"If-None-Match": tag}).status_code

    assert after("UPDATE space SET rank = 2") == 200
    far = add_space(database, city, lon=100.5, lat=13.75)
    assert after("UPDATE space SET geom = st_translate(geom, 1, 1) WHERE id = :id", id=far) == 200
    dated = client.get(page).headers["Last-Modified"]
    assert after("DELETE FROM space WHERE id = :id", id=far) == 200
    assert client.get(page, headers={"If-Modified-Since": dated}).status_code == 200
    add_space(database, other, lon=100.5, lat=13.75)
    assert after("UPDATE space SET rank = 3 WHERE city_id = :id", id=other) == 304
    assert after("UPDATE space SET geom = NULL WHERE city_id = :id", id=city) == 200


def test_pages_differ_in_their_tags_by_language_and_question(town: Town) -> None:
    tags = [
        town.client.get(address).headers["ETag"]
        for address in (ITEMS, f"{ITEMS}?lang=en", f"{ITEMS}?limit=2", f"{ITEMS}?kind=library")
    ]
    english = town.client.get(ITEMS, headers={"Accept-Language": "en"})

    assert len({*tags, english.headers["ETag"]}) == 5
    assert "Accept-Language" in english.headers["Vary"]


def test_the_time_of_the_last_change_is_told_and_never_hides_another(
    client: FlaskClient, database: Database
) -> None:
    city = add_city(database)
    add_space(database, city)
    first = client.get(ITEMS).headers["Last-Modified"]

    add_space(database, city)  # within the same second
    second = client.get(ITEMS, headers={"If-Modified-Since": first})

    assert second.status_code == 200
    assert second.json["numberMatched"] == 2


def test_large_pages_are_packed_for_those_who_can_unpack_them(town: Town) -> None:
    plain = town.client.get(ITEMS)
    packed = town.client.get(ITEMS, headers={"Accept-Encoding": "gzip"})

    again = town.client.get(ITEMS, headers={"If-None-Match": packed.headers["ETag"]})
    assert (again.status_code, again.headers["Vary"]) == (304, packed.headers["Vary"])
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    features = json.loads(gzip.decompress(packed.data))["features"]
    assert features == plain.json["features"]


def test_streets_and_districts_can_be_asked_by_their_own_queryables(town: Town) -> None:
    streets = "/api/collections/streets/items"
    districts = "/api/collections/districts/items"

    assert len(ids(town.client.get(f"{streets}?lit=true&steps=false&highway=primary"))) == 1
    assert len(ids(town.client.get(f"{streets}?metres=1052"))) == 1
    assert ids(town.client.get(f"{streets}?lit=false")) == []
    assert town.client.get(f"{streets}?lit=yes").status_code == 400
    assert town.client.get(f"{streets}?q=x").status_code == 400
    assert len(ids(town.client.get(f"{districts}?level=tambon&code=500101,500102"))) == 1
    assert town.client.get(f"{districts}?level=region").status_code == 400
