"""Vector tiles over HTTP: addresses, versions, filters, and what is never stale."""

import gzip
import json
import time

import mapbox_vector_tile
import pytest
from flask.testing import FlaskClient
from sqlalchemy import text

from geoservice.store.catalog import COLLECTIONS
from geoservice.store.database import Database
from tests.conftest import add_city, add_space
from tests.web.conftest import Town

SPACES = "/api/collections/spaces/tiles/WebMercatorQuad"
STREETS = "/api/collections/streets/tiles/WebMercatorQuad"
HERE = "12/1830/3174"  # zoom, row, column of the town
ALL = f"{SPACES}/0/0/0"


def spaces_in(body: bytes) -> int:
    layer = mapbox_vector_tile.decode(body).get("spaces", {"features": []})
    return sum(feature["properties"]["count"] for feature in layer["features"])


def test_a_tile_holds_the_spaces_that_are_published_and_have_a_place(town: Town) -> None:
    answer = town.client.get(ALL)

    assert answer.status_code == 200
    assert answer.content_type == "application/vnd.mapbox-vector-tile"
    assert spaces_in(answer.data) == 4


def test_an_empty_tile_is_204_and_one_outside_the_grid_404(town: Town) -> None:
    empty = town.client.get(f"{SPACES}/12/0/0")

    assert empty.status_code == 204
    assert "Content-Type" not in empty.headers
    assert empty.data == b""
    outside = ["12/4096/0", "12/0/4096", "25/0/0", "-1/0/0", "1/-1/0", "1.0/0/0", "a/0/0", "01/0/0"]
    for address in [*outside, "1/0/0x", "٣/0/0", "99999999999999999999/0/0"]:
        answer = town.client.get(f"{SPACES}/{address}?lang=en")
        assert answer.status_code == 404, address
        assert answer.json["detail"].startswith("There is no tile"), address


def test_another_grid_or_collection_names_what_there_is(town: Town) -> None:
    grid = town.client.get("/api/collections/spaces/tiles/WorldCRS84Quad/0/0/0?lang=en")
    collection = town.client.get("/api/collections/cafes/tiles/WebMercatorQuad/0/0/0?lang=en")
    composite = town.client.get("/api/tiles/WebMercatorQuad/0/0/0?collections=spaces,cafes&lang=en")

    assert grid.status_code == 404
    assert "WebMercatorQuad" in grid.json["detail"]
    assert collection.status_code == 404
    assert composite.status_code == 400
    for answer in (collection, composite):
        assert "'cafes'" in answer.json["detail"]
        assert ", ".join(COLLECTIONS) in answer.json["detail"]


def test_a_composite_tile_has_a_layer_for_each_collection(town: Town) -> None:
    address = "/api/tiles/WebMercatorQuad/14/7321/12696"

    some = mapbox_vector_tile.decode(town.client.get(f"{address}?collections=basemap,streets").data)
    every = mapbox_vector_tile.decode(town.client.get(address).data)

    assert list(some) == ["basemap", "streets"]
    assert set(every) == set(COLLECTIONS)
    assert every["basemap"]["features"][0]["properties"]["name_th"] == "คูเมือง"
    assert every["streets"]["features"][0]["properties"]["name_th"] == "ถนนท่าแพ"
    assert every["districts"]["features"][0]["properties"]["name_en"] == "Si Phum"


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ("kind=library", 1),
        ("kind=library,museum", 2),
        ("kind=bank", 0),
        ("city=town", 4),
        ("city=elsewhere", 0),
        ("city=town,elsewhere", 4),
        ("age_group=child", 2),
        ("age_groups=adult,senior", 1),
        ("wheelchair=yes,limited", 2),
        ("kind=museum&wheelchair=yes", 0),
        ("capacity=120", 1),
        ("operator=Chiang Mai, the municipality", 1),
        ("q=library", 1),
        ("q=ล้านนา", 1),
        ("open_at=2026-07-06T10:00:00%2B07:00", 2),  # a Monday: not the museum
        ("open_at=2026-07-05T10:00:00%2B07:00", 2),  # a Sunday: not the library
        ("open_at=2026-07-06T03:00:00Z", 2),  # the same Monday, said in UTC
        ("open_at=2026-07-06T22:00:00%2B07:00", 1),
        ("lang=en", 4),
        ("f=mvt", 4),
    ],
)
def test_any_queryable_is_a_parameter_of_a_tile(town: Town, asked: str, count: int) -> None:
    answer = town.client.get(f"{ALL}?{asked}")

    assert spaces_in(answer.data) == count
    assert answer.status_code == (200 if count else 204)


def test_a_filter_holds_for_the_layers_that_know_it(town: Town) -> None:
    answer = town.client.get(
        "/api/tiles/WebMercatorQuad/14/7321/12696?collections=streets,spaces&kind=school"
    )

    layers = mapbox_vector_tile.decode(answer.data)

    assert len(layers["streets"]["features"]) == 1
    assert "spaces" not in layers  # the school lies in the next tile


def test_what_is_open_now_is_for_one_asker_and_a_short_time(town: Town) -> None:
    answer = town.client.get(f"{ALL}?open_at=now")

    assert spaces_in(answer.data) >= 1  # the market never closes
    assert answer.headers["Cache-Control"] == "private, max-age=30"


def test_what_is_open_now_is_drawn_in_its_own_tile_alone(town: Town) -> None:
    whole = town.client.get(f"{ALL}?open_at=now")
    elsewhere = town.client.get(f"{SPACES}/12/0/0?open_at=now")

    assert whole.status_code == 200
    assert elsewhere.status_code == 204


def test_a_cache_may_keep_a_tile_and_must_ask_again(town: Town) -> None:
    headers = town.client.get(ALL).headers

    assert headers["Cache-Control"].startswith("public, max-age=60, stale-while-revalidate=")
    assert headers["Vary"] == "Accept-Encoding"
    assert headers["ETag"].startswith('"')
    assert headers["Access-Control-Allow-Origin"] == "*"


def test_who_has_the_tile_gets_a_304(client: FlaskClient, database: Database) -> None:
    add_space(database, add_city(database))
    tag = client.get(ALL).headers["ETag"]

    for tags in (tag, f"W/{tag}", f'"other", {tag}', f'{tag}, "other"'):
        answer = client.get(ALL, headers={"If-None-Match": tags})
        assert answer.status_code == 304, tags
        assert answer.data == b""
        assert answer.headers["ETag"] == tag
    for tags in ('"other"', tag.replace('"', ""), '"', "", tag.upper(), f"{tag[:-2]}0{tag[-1]}"):
        assert client.get(ALL, headers={"If-None-Match": tags}).status_code == 200, tags


def test_a_304_needs_no_tile_in_memory(server, client: FlaskClient, database: Database) -> None:
    from tests.web.conftest import close_app, make_app

    add_space(database, add_city(database))
    tag = client.get(ALL).headers["ETag"]
    another = make_app(server, database)

    answer = another.test_client().get(ALL, headers={"If-None-Match": tag})

    assert answer.status_code == 304
    assert answer.headers["ETag"] == tag
    close_app(another)


def test_a_tile_is_packed_for_those_who_can_unpack_it(
    client: FlaskClient, database: Database
) -> None:
    city = add_city(database)
    for number in range(60):
        add_space(database, city, lon=98.9 + number * 0.01, name_en=f"Place {number} " * 50)
    tile = f"{SPACES}/10/457/793"

    for _ in range(2):  # the long way, then the short one
        plain = client.get(tile)
        packed = client.get(tile, headers={"Accept-Encoding": "gzip, br"})
        refused = client.get(tile, headers={"Accept-Encoding": "gzip;q=0"})

        assert packed.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(packed.data) == plain.data
        assert len(packed.data) < len(plain.data)
        assert packed.headers["ETag"] != plain.headers["ETag"]
        assert refused.data == plain.data
    tag = packed.headers["ETag"]
    assert client.get(tile, headers={"If-None-Match": tag}).status_code == 304


def test_head_says_what_get_would(client: FlaskClient, database: Database) -> None:
    add_space(database, add_city(database))

    for _ in range(2):
        head, get = client.head(ALL), client.get(ALL)

        assert head.data == b""
        assert head.headers["Content-Length"] == str(len(get.data))
        assert head.headers["ETag"] == get.headers["ETag"]


def test_a_tile_asked_for_again_is_the_same_in_every_header_but_its_id(town: Town) -> None:
    address = f"{SPACES}/13/3660/6348"

    first, second = town.client.get(address), town.client.get(address)

    ours = {name: value for name, value in first.headers.items() if name != "X-Request-Id"}
    theirs = {name: value for name, value in second.headers.items() if name != "X-Request-Id"}
    assert ours == theirs
    assert first.data == second.data
    assert first.headers["X-Request-Id"] != second.headers["X-Request-Id"]


def test_an_edit_is_seen_at_once_and_changes_no_other_cell(
    client: FlaskClient, database: Database
) -> None:
    city = add_city(database)
    space = add_space(database, city, lon=98.98, lat=18.79)
    add_space(database, city, lon=100.5, lat=13.75)
    here, there = f"{SPACES}/{HERE}", f"{SPACES}/10/472/797"
    before = {address: client.get(address) for address in (here, there, ALL)}

    for number in range(3):
        with database.writing() as session:
            session.execute(
                text("UPDATE space SET name_en = :name WHERE id = :id"),
                {"name": f"Name {number}", "id": space},
            )
        after = client.get(here, headers={"If-None-Match": before[here].headers["ETag"]})
        (feature,) = mapbox_vector_tile.decode(after.data)["spaces"]["features"]

        assert after.status_code == 200
        assert feature["properties"]["name_en"] == f"Name {number}"
        assert after.headers["ETag"] != before[here].headers["ETag"]
        before[here] = after
    assert client.get(there).headers["ETag"] == before[there].headers["ETag"]
    assert client.get(ALL).headers["ETag"] != before[ALL].headers["ETag"]


def test_a_space_that_moves_away_leaves_its_old_tile(
    client: FlaskClient, database: Database
) -> None:
    space = add_space(database, add_city(database))
    assert spaces_in(client.get(f"{SPACES}/{HERE}").data) == 1

    with database.writing() as session:
        session.execute(
            text("UPDATE space SET geom = st_setsrid(st_makepoint(100.5, 13.75), 4326)")
        )

    assert client.get(f"{SPACES}/{HERE}").status_code == 204
    with database.writing() as session:
        session.execute(text("UPDATE space SET status = 'hidden' WHERE id = :id"), {"id": space})
    assert client.get(ALL).status_code == 204


def test_another_layer_keeps_its_version(client: FlaskClient, database: Database) -> None:
    city = add_city(database)
    before = client.get(f"{STREETS}/{HERE}").headers["ETag"]

    add_space(database, city)

    assert client.get(f"{STREETS}/{HERE}").headers["ETag"] == before


def test_each_filter_has_its_own_etag(town: Town) -> None:
    tags = [
        town.client.get(f"{ALL}?{asked}").headers["ETag"]
        for asked in ("", "kind=library", "kind=museum", "kind=library,museum", "q=library")
    ]

    assert len(set(tags)) == len(tags)


@pytest.mark.parametrize(
    "asked",
    [
        "kind=cafe",
        "knid=library",
        "kind=library&kind=museum",
        "kind=",
        "capacity=many",
        "capacity=99999999999999999999",
        "age_group=12",
        "open_at=yesterday",
        "open_at=2026-13-01T00:00:00Z",
        "q=",
        "q=%20",
        "q=%00",
        "city=a%00b",
        "f=png",
        "lang=fr",
        "limit=5",
        "q=" + "x" * 2001,
    ],
)
def test_a_parameter_that_cannot_be_meant_is_a_400_that_names_it(town: Town, asked: str) -> None:
    answer = town.client.get(f"{ALL}?{asked}", headers={"Accept-Language": "en"})

    assert answer.status_code == 400
    assert answer.content_type == "application/problem+json"
    assert f"'{asked.partition('=')[0]}'" in answer.json["detail"]


def test_an_unknown_parameter_is_told_what_was_meant_and_what_is_known(town: Town) -> None:
    detail = town.client.get(f"{ALL}?weelchair=yes&lang=en").json["detail"]

    assert "did you mean 'wheelchair'?" in detail
    assert "city, kind, subkind" in detail


HOSTILE = [
    "'; DROP TABLE space; --",
    "' OR '1'='1",
    "%25' UNION SELECT * FROM account --",
    "$1); SELECT pg_sleep(10); --",
    "\\'; \\\\",
    "%(name)s %s {0} :kind",
    "＇ ʼ OR 1=1",
    "\u202egnirts\u202c 👩‍👩‍👧 ก็",
]


@pytest.mark.parametrize("text_", HOSTILE)
@pytest.mark.parametrize("name", ["city", "name_th", "q", "other_names", "operator"])
def test_a_hostile_text_is_only_a_text(town: Town, name: str, text_: str) -> None:
    for address in (ALL, "/api/collections/spaces/items"):
        answer = town.client.get(f"{address}?{name}={text_.replace('#', '%23')}")

        assert answer.status_code in (200, 204)
        if answer.status_code == 200:
            assert answer.is_json
            assert answer.json["numberMatched"] == 0
    assert spaces_in(town.client.get(ALL).data) == 4


@pytest.mark.parametrize("bytes_", ["%ed%a0%80", "%ff%fe"])
@pytest.mark.parametrize("name", ["city", "name_th", "q", "other_names", "operator"])
def test_bytes_that_are_no_text_are_refused(town: Town, name: str, bytes_: str) -> None:
    answer = town.client.get(f"{ALL}?{name}={bytes_}", headers={"Accept-Language": "en"})

    assert answer.status_code == 400
    assert f"'{name}' holds bytes that are not UTF-8" in answer.json["detail"]


def test_what_nobody_may_see_is_on_no_tile(town: Town) -> None:
    for asked in ("", "?kind=sage", "?kind=bank", "?q=แม่ครูคำ", "?name_th=แม่ครูคำ"):
        body = town.client.get(f"{ALL}{asked}").data
        assert "แม่ครูคำ".encode() not in body
        for feature in mapbox_vector_tile.decode(body).get("spaces", {"features": []})["features"]:
            assert feature["id"] not in {*town.unseen, town.private}


def test_tiles_can_be_asked_for_by_many_at_once_while_somebody_edits(
    app, database: Database
) -> None:
    """Whoever asks after a write sees it, whatever the others do."""
    from concurrent.futures import ThreadPoolExecutor

    city = add_city(database)
    space = add_space(database, city)
    seen: list[int] = []

    def read(_: int) -> int:
        started = written[0]
        body = app.test_client().get(f"{SPACES}/{HERE}").data
        (feature,) = mapbox_vector_tile.decode(body)["spaces"]["features"]
        number = int(feature["properties"]["name_en"].split()[-1])
        assert number >= started
        return number

    written = [-1]

    def write() -> None:
        for number in range(15):
            with database.writing() as session:
                session.execute(
                    text("UPDATE space SET name_en = :name WHERE id = :id"),
                    {"name": f"Name {number}", "id": space},
                )
            written[0] = number
            time.sleep(0.005)

    with database.writing() as session:
        session.execute(text("UPDATE space SET name_en = 'Name -1'"))
    with ThreadPoolExecutor(4) as threads:
        writing = threads.submit(write)
        while not writing.done():
            seen += threads.map(read, range(4))
        writing.result()
    assert read(0) == 14
    assert len(seen) > 4


def test_tilejson_describes_the_layers_and_where_the_tiles_are(town: Town) -> None:
    document = town.client.get(f"{SPACES}?f=tilejson&kind=library&lang=en").json

    assert document["tilejson"] == "3.0.0"
    assert document["tiles"] == [f"http://localhost{SPACES}/{{z}}/{{y}}/{{x}}?kind=library"]
    (layer,) = document["vector_layers"]
    assert layer["id"] == "spaces"
    assert layer["fields"]["count"] == "Number"
    assert document["attribution"] == "© Somebody"
    west, south, east, north = document["bounds"]
    assert [west, south, east, north] == pytest.approx([98.98, 18.79, 99.38, 19.09])
    filled = document["tiles"][0].replace("{z}", "0").replace("{y}", "0").replace("{x}", "0")
    assert spaces_in(town.client.get(filled.removeprefix("http://localhost")).data) == 1


def test_tilejson_of_several_collections_keeps_their_order(town: Town) -> None:
    document = town.client.get(
        "/api/tiles/WebMercatorQuad?collections=basemap,spaces&f=tilejson"
    ).json

    assert [layer["id"] for layer in document["vector_layers"]] == ["basemap", "spaces"]
    assert "collections=basemap%2Cspaces" in document["tiles"][0]


def test_the_fields_named_in_tilejson_are_those_of_the_tiles(town: Town) -> None:
    document = town.client.get("/api/tiles/WebMercatorQuad?f=tilejson").json
    fields = {layer["id"]: set(layer["fields"]) for layer in document["vector_layers"]}

    layers = mapbox_vector_tile.decode(
        town.client.get("/api/tiles/WebMercatorQuad/14/7321/12696").data
    )

    for name, layer in layers.items():
        drawn = set().union(*(feature["properties"] for feature in layer["features"]))
        assert drawn <= fields[name] | {"id"}


def test_a_tile_set_links_to_its_tiles_and_its_grid(town: Town) -> None:
    listed = town.client.get("/api/collections/spaces/tiles?lang=en").json["tilesets"]
    (link,) = listed[0]["links"]
    tile_set = town.client.get(link["href"].removeprefix("http://localhost")).json
    links = {each["rel"]: each for each in tile_set["links"]}

    assert tile_set["dataType"] == "vector"
    assert tile_set["tileMatrixSetURI"].endswith("/WebMercatorQuad")
    assert tile_set["layers"][0]["id"] == "spaces"
    item = links["item"]
    assert item["templated"] is True
    address = item["href"].format(tileMatrix=0, tileRow=0, tileCol=0)
    assert town.client.get(address.removeprefix("http://localhost")).status_code == 200
    grid = links["http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme"]["href"]
    matrices = town.client.get(grid.removeprefix("http://localhost")).json["tileMatrices"]
    assert [matrix["matrixWidth"] for matrix in matrices] == [2**z for z in range(25)]
    # OGC 17-083r4, table E.1: zoom 0 and 18 of WebMercatorQuad
    assert matrices[0]["scaleDenominator"] == pytest.approx(559082264.028717)
    assert matrices[18]["cellSize"] == pytest.approx(0.597164283559817)


def test_the_public_address_is_the_one_that_was_set(server, database: Database) -> None:
    from tests.web.conftest import close_app, make_app

    app = make_app(server, database, base_url="https://maps.example/city/")

    document = app.test_client().get(f"{SPACES}?f=tilejson").json

    assert document["tiles"] == [f"https://maps.example/city{SPACES}/{{z}}/{{y}}/{{x}}"]
    assert json.dumps(document).count("localhost") == 0
    close_app(app)
