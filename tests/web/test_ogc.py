"""OGC API as its clients meet it: landing, conformance, collections, definition, GDAL."""

import json
import os
import re
import subprocess
import sys
import threading
from collections import defaultdict
from collections.abc import Iterator

import pyogrio
import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV30SpecValidator
from werkzeug.serving import make_server

from geoservice.store.catalog import COLLECTIONS
from tests.conftest import Server
from tests.web.conftest import Town, close_app, make_app

HOST = "http://localhost"
PAGE = ("alternate", "text/html")
OPEN_DATA = ("ogc", "features", "writes", "exports", "tiles", "tilesets", "walks", "coverage")


def get(town: Town, href: str) -> dict:
    answer = town.client.get(href.removeprefix(HOST))
    assert answer.status_code == 200, href
    return answer.json


def links(document: dict) -> dict[str, dict]:
    return {each["rel"]: each for each in document["links"]}


def leads_somewhere(town: Town, link: dict) -> None:
    """Follow a link; of a file the head is enough."""
    if link["rel"] == "license":  # elsewhere
        assert link["href"].startswith("https://")
        return
    ask = town.client.head if link["rel"] == "enclosure" else town.client.get
    answer = ask(link["href"].removeprefix(HOST))
    assert answer.status_code == 200, link
    assert answer.content_type.split("; ")[0] == link["type"].split("; ")[0], link


def test_every_link_of_the_landing_page_leads_somewhere(town: Town) -> None:
    for path in ("/api", "/api/"):
        landing = get(town, path)

        assert {"self", "service-desc", "conformance", "data"} <= set(links(landing))
        for each in landing["links"]:
            leads_somewhere(town, each)


def test_every_link_of_every_collection_leads_somewhere(town: Town) -> None:
    collections = get(town, "/api/collections")["collections"]

    assert [each["id"] for each in collections] == list(COLLECTIONS)
    for collection in collections:
        assert get(town, f"/api/collections/{collection['id']}") == collection
        for each in collection["links"]:
            leads_somewhere(town, each)


def test_every_document_links_to_itself_and_to_its_page(town: Town) -> None:
    """17-069r4, requirements fc-links, f-links, fc-md-links; 20-057, tileset and tilesets-list."""
    for path in (
        "/api/",
        "/api/collections",
        "/api/collections/spaces",
        "/api/collections/spaces/items?limit=2&kind=library",
        f"/api/collections/spaces/items/{town.library}?crs=[EPSG:32647]",
        "/api/tiles",
        "/api/collections/spaces/tiles/WebMercatorQuad?kind=library",
        "/api/tileMatrixSets",
    ):
        given = get(town, path)["links"]
        (own,) = (each for each in given if each["rel"] == "self")
        (page,) = (each for each in given if (each["rel"], each["type"]) == PAGE)

        assert own["href"].removeprefix(HOST) == path
        assert {*page["href"].removeprefix(HOST).split("&")} >= {*path.split("&")[1:]}
        leads_somewhere(town, page)
    items = [
        each for each in get(town, "/api/collections/spaces")["links"] if each["rel"] == "items"
    ]
    assert {each["type"] for each in items} == {"application/geo+json", "text/html"}


def test_a_collection_says_where_its_features_lie(town: Town) -> None:
    spaces = get(town, "/api/collections/spaces")

    (box,) = spaces["extent"]["spatial"]["bbox"]
    assert box == pytest.approx([98.98, 18.79, 99.38, 19.09])
    assert spaces["itemType"] == "feature"
    assert spaces["crs"][0] == spaces["storageCrs"]
    assert spaces["storageCrs"] == "http://www.opengis.net/def/crs/OGC/1.3/CRS84"


def test_an_unknown_collection_is_a_404_at_every_address(town: Town) -> None:
    for address in ("", "/items", "/items/1", "/queryables", "/schema", "/tiles"):
        answer = town.client.get(f"/api/collections/cafes{address}?lang=en")

        assert answer.status_code == 404
        assert answer.json["detail"].startswith("There is no collection 'cafes'")


def test_titles_are_in_the_language_asked_for(town: Town) -> None:
    thai = get(town, "/api/collections/spaces")
    english = get(town, "/api/collections/spaces?lang=en")

    assert thai["title"] == "พื้นที่การเรียนรู้"
    assert english["title"] == "Learning spaces"


def test_every_address_refuses_what_it_does_not_know(town: Town) -> None:
    for address in (
        "/api/",
        "/api/docs",
        "/api/conformance",
        "/api/openapi.json",
        "/api/collections",
        "/api/collections/spaces",
        "/api/collections/spaces/queryables",
        "/api/collections/spaces/schema",
        "/api/collections/spaces/items",
        "/api/collections/spaces/items/1",
        "/api/collections/spaces/tiles",
        "/api/collections/spaces/tiles/WebMercatorQuad",
        "/api/tiles",
        "/api/tiles/WebMercatorQuad",
        "/api/tileMatrixSets",
        "/api/tileMatrixSets/WebMercatorQuad",
        "/api/cities",
    ):
        unknown = town.client.get(f"{address}?colour=red&lang=en")
        unknown_format = town.client.get(f"{address}?f=xml&lang=en")

        assert unknown.status_code == 400, address
        assert "'colour'" in unknown.json["detail"]
        assert unknown_format.status_code == 400, address
        form = "html" if address == "/api/docs" else "json"
        assert town.client.get(f"{address}?f={form}").status_code == 200, address


def test_the_definition_is_valid_openapi_and_its_addresses_answer(town: Town) -> None:
    for language in ("th", "en"):
        definition = get(town, f"/api/openapi.json?lang={language}")

        OpenAPIV30SpecValidator(definition).validate()
    names = {"featureId": town.library, "tileMatrix": 0, "tileRow": 0, "tileCol": 0}
    (server,) = definition["servers"]
    for path, operations in definition["paths"].items():
        place = defaultdict(lambda: 1, names | {"featureId": 1, "city": "town"})
        answer = town.client.get(server["url"].removeprefix(HOST) + path.format_map(place))
        if "get" not in operations:
            assert answer.status_code == 405, path
            continue
        if "security" in operations["get"]:
            assert answer.status_code == 401, path
            continue
        needed = [each for each in operations["get"]["parameters"] if each.get("in") == "query"]
        if any(each["required"] for each in needed):
            assert (answer.status_code, "'" in answer.json["detail"]) == (400, True), path
        else:
            assert answer.status_code in (200, 204), path


def test_the_definition_names_every_parameter_that_is_answered(town: Town) -> None:
    definition = get(town, "/api/openapi.json?lang=en")
    shared = definition["components"]["parameters"]

    for name in COLLECTIONS:
        operation = definition["paths"][f"/collections/{name}/items"]["get"]
        named = {
            shared[each["$ref"].rsplit("/", 1)[1]]["name"] if "$ref" in each else each["name"]
            for each in operation["parameters"]
        }
        refusal = town.client.get(f"/api/collections/{name}/items?colour=1&lang=en").json
        known = refusal["detail"].partition("known are: ")[2].rstrip(".").split(", ")

        assert named == set(known)


def test_the_definition_names_every_address_of_the_api(town: Town) -> None:
    definition = get(town, "/api/openapi.json")
    filled = {"matrix_set": "WebMercatorQuad", "z": "{tileMatrix}", "row": "{tileRow}"}
    filled |= {"column": "{tileCol}", "feature_id": "{featureId}", "collection": "spaces"}
    filled |= {"city": "{city}"}

    missing = []
    for rule in town.client.application.url_map.iter_rules():
        path = re.sub("<(?:[a-z]+:)?([a-z_]+)>", r"{\1}", rule.rule.removeprefix("/api"))
        for name, value in filled.items():
            path = path.replace(f"{{{name}}}", value)
        told = definition["paths"].get(path, {})
        if rule.endpoint.partition(".")[0] in OPEN_DATA and path != "/openapi.json":
            methods = rule.methods - {"HEAD", "OPTIONS"}
            missing += [(each, path) for each in methods if each.lower() not in told]

    assert missing == []


def test_the_definition_names_exactly_the_formats_that_are_answered(town: Town) -> None:
    definition = get(town, "/api/openapi.json")
    places = {**dict.fromkeys(("tileMatrix", "tileRow", "tileCol"), "0"), "city": "town"}

    for path, operations in definition["paths"].items():
        for method, operation in operations.items():
            given = operation.get("parameters", ())
            named = [each for each in given if each.get("name") == "f"]
            address = "/api" + path.format_map(defaultdict(lambda: "1", places))
            answer = town.client.open(f"{address}?f=none&lang=en", method=method.upper())
            known = answer.json["detail"].partition("must be one of: ")[2].rstrip(".")
            told = named[0]["schema"]["enum"] if named else [""]
            if path.endswith("/export"):  # GPX and DXF say themselves that they hold no areas
                assert set(told) <= set(known.split(", ")), path
            elif answer.status_code != 401:  # no stranger is told what else is wrong
                assert told == known.split(", "), path


def test_every_queryable_is_a_parameter_and_the_schema_fits_the_features(town: Town) -> None:
    for name in COLLECTIONS:
        queryables = get(town, f"/api/collections/{name}/queryables")
        schema = get(town, f"/api/collections/{name}/schema")
        features = get(town, f"/api/collections/{name}/items")["features"]

        for queryable in queryables["properties"]:
            if queryable != "geometry":
                refusal = town.client.get(f"/api/collections/{name}/items?{queryable}=%00&lang=en")
                assert f"'{queryable}'" in refusal.json["detail"]
        Draft202012Validator.check_schema(queryables)
        Draft202012Validator.check_schema(schema)
        for feature in features:
            given = {key: v for key, v in feature["properties"].items() if v is not None}
            Draft202012Validator(schema).validate({"id": feature["id"], **given})


def test_the_schema_says_what_is_the_time_and_the_place_of_a_feature(town: Town) -> None:
    schema = get(town, "/api/collections/activities/schema")["properties"]

    roles = {each["x-ogc-role"]: name for name, each in schema.items() if "x-ogc-role" in each}
    assert roles == {
        "id": "id",
        "primary-geometry": "geometry",
        "primary-interval-start": "starts_at",
        "primary-interval-end": "ends_at",
    }


def test_conformance_claims_only_classes_that_ogc_defines(town: Town) -> None:
    claims = get(town, "/api/conformance")["conformsTo"]

    assert len(set(claims)) == len(claims)
    for standard in ("features-1/1.0/conf/core", "features-1/1.0/conf/geojson", "tiles-1"):
        assert any(standard in claim for claim in claims)
    known = "http://www.opengis.net/spec/ogcapi-", "http://www.opengis.net/spec/cql2/1.0/conf/"
    assert all(claim.startswith(known) for claim in claims)


def test_cities_tell_what_a_map_begins_with(town: Town) -> None:
    (city,) = get(town, "/api/cities")["cities"]

    assert city == {
        "id": "town",
        "name_th": "เมือง",
        "name_en": "Town",
        "country": "TH",
        "timezone": "Asia/Bangkok",
        "bbox": [98.9, 18.7, 99.1, 18.9],
        "attribution": "© Somebody",
        "spaces": {"company": 1, "library": 1, "market": 1, "museum": 1, "sage": 1, "school": 1},
        "levels": {"tambon": 1},
    }


@pytest.fixture(scope="module")
def live(server: Server, town: Town) -> Iterator[str]:
    """The town's API on a real port."""
    app = make_app(server, town.database)
    listening = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=listening.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{listening.port}/api"
    listening.shutdown()
    thread.join()
    listening.server_close()
    close_app(app)


# In a process of its own: GDAL waits for the answer without letting our server thread run.
_READ = """
import json, sys
import pyogrio
url = "OAPIF:" + sys.argv[1]
layers = [name for name, _ in pyogrio.list_layers(url)]
meta, _, geometry, fields = pyogrio.raw.read(url, layer="spaces")
names = list(dict(zip(meta["fields"], fields))["name_en"])
print(json.dumps({"layers": layers, "names": names, "crs": meta["crs"]}))
"""


def test_gdal_reads_the_collections_and_their_features(live: str) -> None:
    if "OAPIF" not in pyogrio.list_drivers():
        pytest.skip("this GDAL has no driver for OGC API - Features")

    done = subprocess.run(
        [sys.executable, "-c", _READ, live],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env={**os.environ, "no_proxy": "127.0.0.1", "GDAL_HTTP_TIMEOUT": "20"},
    )

    assert done.returncode == 0, done.stderr
    read = json.loads(done.stdout)
    assert read["layers"] == list(COLLECTIONS)
    assert len(read["names"]) == 6
    assert "Chiang Mai City Library" in read["names"]
