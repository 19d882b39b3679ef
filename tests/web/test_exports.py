"""Exports over HTTP: named, versioned, bounded, and gone when somebody hangs up."""

import gzip
import json
import re
import socket
import time
from datetime import datetime
from email.utils import parsedate_to_datetime
from http.client import IncompleteRead
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text

from geoservice.publish.exports.formats import FORMATS
from geoservice.publish.exports.room import FILES_AT_ONCE, STREAMS_AT_ONCE
from geoservice.store.database import Database
from tests.conftest import Server, add_city, add_space
from tests.serving import running
from tests.web.conftest import Town, close_app, make_app
from tests.web.exported import settle

EXPORT = "/api/collections/spaces/export"
PATIENCE_SECONDS = 10
MOST_SECONDS = 4  # for an export of the library


def get(client: FlaskClient, url: str, **headers: str):
    """Answer a request, read to its end and closed as a web server does it."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    answer = client.get(url, headers=named)
    answer.get_data()
    answer.close()
    return answer


def test_an_export_is_a_download_named_by_city_date_and_version(town: Town) -> None:
    answer = get(town.client, f"{EXPORT}?f=csv&city=town")
    disposition = answer.headers["Content-Disposition"]
    version = int(re.search(r"-v([0-9]+)", disposition)[1])

    assert re.fullmatch(r'attachment; filename="spaces-town-20[0-9]{6}-v[0-9]+\.csv"', disposition)
    assert answer.headers["ETag"].startswith(f'"{version:x}-')
    assert isinstance(parsedate_to_datetime(answer.headers["Last-Modified"]), datetime)
    assert "Accept-Ranges" not in answer.headers
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_geojson_is_what_comes_where_nothing_is_said(town: Town) -> None:
    answer = get(town.client, EXPORT)

    assert answer.content_type == "application/geo+json"
    assert answer.json["numberReturned"] == 6


def test_features_come_as_items_tell_them(town: Town) -> None:
    items = town.client.get("/api/collections/spaces/items?city=town").json["features"]

    assert get(town.client, f"{EXPORT}?city=town").json["features"] == items


def test_a_filter_is_the_one_of_items(town: Town) -> None:
    for query in (
        "kind=library,museum",
        "q=หอสมุด",
        "bbox=98.97,18.78,98.985,18.8",
        "bbox=18.78,98.97,18.8,98.985&bbox-crs=http://www.opengis.net/def/crs/EPSG/0/4326",
        "filter=capacity > 100",
        "age_group=child&wheelchair=yes",
        "open_at=2026-11-28T14:00:00Z",
        "datetime=2026-01-01T00:00:00Z/..",
    ):
        items = town.client.get(f"/api/collections/spaces/items?{query}").json["features"]
        found = get(town.client, f"{EXPORT}?{query}").json["features"]
        assert sorted(each["id"] for each in found) == sorted(each["id"] for each in items), query


def test_who_has_it_is_told_so_and_nothing_is_read(client: FlaskClient, database: Database) -> None:
    add_space(database, add_city(database))
    tags = {form: get(client, f"{EXPORT}?f={form}").headers["ETag"] for form in FORMATS}
    with database.writing() as session:
        session.execute(text("ALTER VIEW published.space RENAME TO nowhere"))

    for form, tag in tags.items():
        known = get(client, f"{EXPORT}?f={form}", If_None_Match=tag)
        head = client.head(f"{EXPORT}?f={form}")

        assert (known.status_code, known.data) == (304, b"")
        assert known.headers["ETag"] == tag
        assert (head.status_code, head.data) == (200, b"")
        assert head.headers["ETag"] == tag
        assert "Content-Length" not in head.headers
        assert head.content_type == FORMATS[form].media_type
    assert get(client, EXPORT).status_code == 500  # what is read is not there


def test_the_tag_changes_with_the_data_and_not_with_the_language(
    client: FlaskClient, database: Database
) -> None:
    city = add_city(database)
    add_space(database, city)
    before = get(client, f"{EXPORT}?f=csv").headers
    thai, english = (get(client, f"{EXPORT}?f=csv&lang={each}") for each in ("th", "en"))

    add_space(database, city)
    after = get(client, f"{EXPORT}?f=csv", If_None_Match=before["ETag"])

    assert thai.headers["ETag"] == english.headers["ETag"] == before["ETag"]
    assert thai.data == english.data
    assert after.status_code == 200
    assert after.headers["ETag"] != before["ETag"]
    assert after.headers["Content-Disposition"] != before["Content-Disposition"]


def test_a_city_that_changes_its_attribution_changes_the_tag(
    client: FlaskClient, database: Database
) -> None:
    add_space(database, add_city(database))
    before = get(client, EXPORT).headers["ETag"]

    with database.writing() as session:
        session.execute(text("UPDATE city SET attribution = '© Somebody else'"))

    answer = get(client, EXPORT, If_None_Match=before)
    assert answer.status_code == 200
    assert answer.json["attribution"] == "© Somebody else"


def test_equal_data_gives_equal_bytes_whenever_it_is_asked_for(
    client: FlaskClient, database: Database
) -> None:
    settle(database)
    first = {form: get(client, f"{EXPORT}?f={form}").data for form in FORMATS}

    time.sleep(2.1)  # what a ZIP archive tells apart

    again = {form: get(client, f"{EXPORT}?f={form}").data for form in FORMATS}
    assert [form for form in FORMATS if again[form] != first[form]] == []


@pytest.mark.parametrize("form", [name for name, each in FORMATS.items() if not each.streamed])
def test_a_file_that_broke_off_is_gone_on_with(town: Town, form: str) -> None:
    url = f"{EXPORT}?f={form}"
    whole = get(town.client, url)
    tag, size = whole.headers["ETag"], len(whole.data)

    rest = get(town.client, url, Range="bytes=500-", If_Range=tag)
    changed = get(town.client, url, Range="bytes=500-", If_Range='"before"')

    assert get(town.client, url).headers["Accept-Ranges"] == "bytes"
    assert (rest.status_code, rest.data) == (206, whole.data[500:])
    assert rest.headers["Content-Range"] == f"bytes 500-{size - 1}/{size}"
    assert (changed.status_code, changed.data) == (200, whole.data)


def test_what_is_behind_the_end_or_has_no_ranges_is_said(town: Town) -> None:
    beyond = get(town.client, f"{EXPORT}?f=gpkg", Range="bytes=999999999-")
    text = get(town.client, f"{EXPORT}?f=csv", Range="bytes=10-20")

    assert beyond.status_code == 416
    assert beyond.mimetype == "application/problem+json"
    assert text.status_code == 200
    assert "Accept-Ranges" not in text.headers


def test_a_text_is_packed_for_who_can_unpack_it_under_another_tag(town: Town) -> None:
    plain = get(town.client, f"{EXPORT}?f=csv")
    packed = get(town.client, f"{EXPORT}?f=csv", Accept_Encoding="gzip")
    file = get(town.client, f"{EXPORT}?f=gpkg", Accept_Encoding="gzip")
    known = get(
        town.client, f"{EXPORT}?f=csv", Accept_Encoding="gzip", If_None_Match=packed.headers["ETag"]
    )

    assert gzip.decompress(packed.data) == plain.data
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"
    assert packed.headers["ETag"] != plain.headers["ETag"]
    assert known.status_code == 304
    assert "Content-Encoding" not in file.headers
    assert int(file.headers["Content-Length"]) == len(file.data)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("f=mif", "'f' is 'mif' but must be one of: geojson, geojsonseq, csv"),
        ("limit=5", "no parameter 'limit' here"),
        ("f=gpx&crs=EPSG:32647", "GPX is always in longitude and latitude"),
        ("crs=EPSG:999999", "EPSG:999999"),
        ("properties=colour", "names 'colour', which spaces does not have"),
        ("filter=kind%20=%20", "'filter'"),
        ("bbox=1,2,3", "'bbox' has 3 numbers"),
        ("kind=castle", "'kind' is 'castle' but must be one of"),
        ("f=csv&f=gpkg", "given 2 times"),
    ],
)
def test_a_wrong_wish_is_refused_in_a_sentence(town: Town, query: str, said: str) -> None:
    answer = get(town.client, f"{EXPORT}?{query}&lang=en")

    assert answer.status_code == 400
    assert answer.content_type == "application/problem+json"
    assert said in answer.json["detail"]


def test_areas_have_no_gpx_and_what_is_not_there_no_export(town: Town) -> None:
    refused = get(town.client, "/api/collections/basemap/export?f=gpx&lang=th")

    assert refused.status_code == 400
    assert "GPX เก็บได้เฉพาะจุดและเส้น" in refused.json["detail"]
    assert get(town.client, "/api/collections/castles/export").status_code == 404
    assert town.client.post(EXPORT).status_code == 405


def test_what_fields_mean_is_told_in_one_document(town: Town) -> None:
    told = get(town.client, f"{EXPORT}?f=fields&lang=en").json
    fields = {each["name"]: each for each in told["fields"]}
    forms = {each["f"]: each for each in told["formats"]}

    assert fields["capacity"]["unit"] == "{person}"
    assert fields["capacity"]["title_th"] == "ความจุ (คน)"
    assert fields["opening_hours"]["shapefile_name"] == "opnng_hrs"
    assert fields["kind"]["x-ogc-codelist"]["library"] == "Library"
    assert list(forms) == list(FORMATS)
    assert forms["gpx"]["crs"] == "OGC:CRS84"
    assert forms["gpkg"]["crs"] == "any"
    areas = get(town.client, "/api/collections/districts/export?f=fields").json
    assert "gpx" not in [each["f"] for each in areas["formats"]]


def test_the_definition_of_the_api_knows_every_export(town: Town) -> None:
    paths = town.client.get("/api/openapi.json?lang=en").json["paths"]
    operation = paths["/collections/spaces/export"]["get"]
    (form,) = [each for each in operation["parameters"] if each.get("name") == "f"]

    assert form["schema"]["enum"] == [*FORMATS, "fields"]
    assert set(operation["responses"]["200"]["content"]) == {
        "application/json",
        *(each.media_type.split(";")[0] for each in FORMATS.values()),
    }
    names = {each.get("name") or each["$ref"].rpartition("/")[2]
             for each in operation["parameters"]}  # fmt: skip
    assert {"crs", "bom", "bbox", "bbox-crs", "filter", "kind", "properties", "q"} <= names


def test_no_more_are_written_at_once_than_there_are_places(server: Server, town: Town) -> None:
    app = make_app(server, town.database)
    client, room = app.test_client(), app.extensions["geoservice"].exports
    for _ in range(FILES_AT_ONCE):
        room.files.acquire()

    refused = get(client, f"{EXPORT}?f=gpkg&lang=en")
    text = get(client, f"{EXPORT}?f=csv")

    assert refused.status_code == 503
    assert refused.headers["Retry-After"] == "5"
    assert "try again in a moment" in refused.json["detail"]
    assert text.status_code == 200
    room.files.release()
    assert get(client, f"{EXPORT}?f=gpkg").status_code == 200
    for _ in range(STREAMS_AT_ONCE + 2):  # each gives its place back
        assert get(client, f"{EXPORT}?f=csv").status_code == 200
    close_app(app)


@pytest.mark.parametrize("form", ["geojson", "gpkg", "pmtiles"])
def test_what_takes_too_long_is_said_before_the_first_byte(
    server: Server, town: Town, form: str
) -> None:
    app = make_app(server, town.database, export_timeout_ms=100)
    with town.database.owner.begin() as writer:
        writer.execute(text("LOCK TABLE space IN ACCESS EXCLUSIVE MODE"))

        answer = get(app.test_client(), f"{EXPORT}?f={form}&lang=en")

    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
    assert answer.json["detail"].startswith("The export took longer than it may")
    close_app(app)


@pytest.fixture(scope="module")
def library(server: Server, module_database: Database, tmp_path_factory: pytest.TempPathFactory):
    """A real web server on a town with 30 MB of stories, and the folder of its drafts."""
    city = add_city(module_database, "tales")
    with module_database.writing() as session:
        session.execute(
            text(
                "INSERT INTO space (city_id, kind, name_en, description_en, source, source_id,"
                " geom) SELECT :city, 'library', 'Tale ' || i, repeat(md5(i::text), 300), 'test', "
                "'tale' || i, st_setsrid(st_makepoint(98.9 + i / 1e5, 18.8), 4326) "
                "FROM generate_series(1, 3000) AS i"
            ),
            {"city": city},
        )
    drafts = tmp_path_factory.mktemp("drafts")
    settings = {
        "GEOSERVICE_DATABASE_URL": module_database.owner.url.render_as_string(False),
        "GEOSERVICE_WORKERS": "1",
        "GEOSERVICE_EXPORT_TIMEOUT_MS": str(1000 * MOST_SECONDS),
        "TMPDIR": str(drafts),
    }
    with running("serve", settings=settings) as address:
        yield address, drafts


@pytest.fixture
def copying(module_database: Database):
    def count() -> int:
        with module_database.owner.connect() as connection:
            return connection.scalar(
                text(
                    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
                    "AND state = 'active' AND query LIKE 'COPY%'"
                )
            )

    return count


def hang_up_in_the_middle(address: str, path: str) -> None:
    place = urlsplit(address)
    with socket.create_connection((place.hostname, place.port)) as line:
        line.sendall(f"GET {path} HTTP/1.1\r\nHost: {place.netloc}\r\n\r\n".encode())
        assert line.recv(1000).startswith(b"HTTP/1.1 200 OK")


def wait_until(settled) -> None:
    ends = time.monotonic() + PATIENCE_SECONDS
    while not settled():
        assert time.monotonic() < ends, "it goes on"
        time.sleep(0.05)


def test_who_hangs_up_ends_the_query_and_frees_the_place(library, copying) -> None:
    address, _ = library
    for _ in range(STREAMS_AT_ONCE + 1):
        hang_up_in_the_middle(address, f"{EXPORT}?city=tales")

        wait_until(lambda: copying() == 0)

    with urlopen(f"{address}{EXPORT}?city=tales", timeout=30) as answer:
        assert json.load(answer)["numberReturned"] == 3000


def test_who_hangs_up_leaves_no_file_behind(library) -> None:
    address, drafts = library
    for _ in range(FILES_AT_ONCE + 1):
        hang_up_in_the_middle(address, f"{EXPORT}?f=gpkg&city=tales")

        assert list(Path(drafts).iterdir()) == []

    with urlopen(f"{address}{EXPORT}?f=gpkg&city=tales", timeout=30) as answer:
        assert answer.read(16) == b"SQLite format 3\x00"
    wait_until(lambda: not list(Path(drafts).iterdir()))


def test_a_text_that_breaks_off_is_not_taken_for_whole(library) -> None:
    address, _ = library
    with urlopen(f"{address}{EXPORT}?city=tales", timeout=30) as answer:
        begun = answer.read(1000)
        time.sleep(MOST_SECONDS + 1)  # a reader so slow that the query is ended

        with pytest.raises(IncompleteRead):
            answer.read()

    assert begun.startswith(b'{"type": "FeatureCollection"')
