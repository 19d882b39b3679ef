"""Clients that others wrote, on a real port: GDAL, OWSLib, and what QGIS asks in a row."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

import pyogrio
import pytest
from jsonschema import Draft202012Validator
from owslib.ogcapi.features import Features
from werkzeug.serving import make_server

from geoservice.store.catalog import COLLECTIONS
from tests.conftest import Server
from tests.web import ogc_schemas
from tests.web.conftest import Town, close_app, make_app

EPSG = "http://www.opengis.net/def/crs/EPSG/0/"


@dataclass
class Live:
    """The town's API on a port, and every address that was asked."""

    url: str = ""
    asked: list[tuple[str, dict[str, list[str]]]] = field(default_factory=list)

    def items(self) -> list[dict[str, list[str]]]:
        """Return the parameters of the pages that were asked for."""
        return [query for path, query in self.asked if path.endswith("/items")]


@pytest.fixture(scope="module")
def live_town(server: Server, town: Town) -> Iterator[Live]:
    app = make_app(server, town.database)
    live = Live()

    def listening(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        live.asked.append((environ["PATH_INFO"], parse_qs(environ["QUERY_STRING"])))
        return app(environ, start_response)

    running = make_server("127.0.0.1", 0, listening, threaded=True)
    live.url = f"http://127.0.0.1:{running.port}/api"
    thread = threading.Thread(target=running.serve_forever)
    thread.start()
    yield live
    running.shutdown()
    thread.join()
    running.server_close()
    close_app(app)


@pytest.fixture
def live(live_town: Live, monkeypatch: pytest.MonkeyPatch) -> Live:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    live_town.asked.clear()
    return live_town


# In a process of its own: GDAL waits for the answer without letting our server thread run.
READ = """
import json, sys
import pyogrio, shapely
options = json.loads(sys.argv[2])
box = tuple(options.pop("bbox", ())) or None
meta, _, geometry, fields = pyogrio.raw.read("OAPIF:" + sys.argv[1], bbox=box, **options)
columns = dict(zip(meta["fields"], fields))
print(json.dumps({
    "kinds": list(columns["kind"]), "names": list(columns["name_th"]), "crs": meta["crs"],
    "places": [g and shapely.get_coordinates(shapely.from_wkb(g))[0].tolist() for g in geometry],
}))
"""


def gdal(live: Live, **options: object) -> dict[str, Any]:
    if "OAPIF" not in pyogrio.list_drivers():
        pytest.skip("this GDAL has no driver for OGC API - Features")
    done = subprocess.run(
        [sys.executable, "-c", READ, live.url, json.dumps({"layer": "spaces", **options})],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env={**os.environ, "GDAL_HTTP_TIMEOUT": "20"},
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_gdal_follows_pages_and_asks_the_server_by_its_queryables(live: Live) -> None:
    read = gdal(live, where="kind = 'library' OR kind = 'museum'", PAGE_SIZE=2)
    one = gdal(live, where="kind = 'museum' AND name_en LIKE '%Lanna%'")

    assert read["kinds"] == ["library", "museum"]
    assert one["names"] == ["พิพิธภัณฑ์พื้นถิ่นล้านนา"]
    assert any("next" in query for query in live.items())
    assert any(query.get("kind") == ["museum"] for query in live.items())


def test_gdal_asks_for_another_coordinate_system_and_boxes_in_it(live: Live) -> None:
    metres = gdal(live, CRS="EPSG:32647", bbox=[497800, 2077500, 498000, 2077700])
    degrees = gdal(live, CRS="EPSG:4326", bbox=[98.97, 18.78, 98.985, 18.8])
    thai = gdal(live, CRS="EPSG:24047", max_features=1)

    assert metres["places"] == [pytest.approx([497892.376, 2077591.796], abs=1e-3)]
    assert metres["crs"] == "EPSG:32647"
    assert degrees["places"] == [[98.98, 18.79]]
    assert thai["places"] == [pytest.approx([498409.189, 2077238.973], abs=2e-3)]
    boxes = [query for query in live.items() if "bbox" in query]
    assert any(query.get("bbox-crs") == [EPSG + "32647"] for query in boxes)


def test_owslib_finds_its_way_filters_sorts_and_pages(live: Live) -> None:
    client = Features(live.url)

    assert "cql2-text" in " ".join(client.conformance()["conformsTo"])
    assert client.feature_collections() == list(COLLECTIONS)
    assert "kind" in client.collection_queryables("spaces")["properties"]
    found = client.collection_items(
        "spaces",
        filter="kind IN ('library','museum') AND S_INTERSECTS(geometry, BBOX(98.9,18.7,99,19))",
        sortby=("name_th", "desc"),
        limit=1,
        bbox=[98, 18, 100, 20],
        datetime_="2026-01-01/..",
    )
    assert [each["properties"]["kind"] for each in found["features"]] == ["library"]
    assert found["numberMatched"] == 2
    single = client.collection_item("spaces", str(found["features"][0]["id"]))
    assert single["properties"]["name_en"] == "Chiang Mai City Library"


def test_what_qgis_asks_one_after_the_other_is_answered(town: Town) -> None:
    """As its provider for OGC API - Features does when a layer is added, filtered and moved."""
    client, uri = town.client, EPSG + "32647"
    landing = client.get("/api", headers={"Accept": "application/json"})
    links = {each["rel"]: each["href"] for each in landing.json["links"]}
    definition = client.get(links["service-desc"]).json
    collection = client.get("/api/collections/spaces").json
    about = {each["rel"]: each["href"] for each in collection["links"]}
    queryables = client.get(about["http://www.opengis.net/def/rel/ogc/1.0/queryables"]).json
    pages = [
        {"limit": "10"},
        {"limit": "2", "crs": uri},
        {"limit": "1000", "crs": uri, "bbox-crs": uri, "bbox": "497000,2077000,499500,2078000"},
        {
            "limit": "1000",
            "crs": uri,
            "filter-lang": "cql2-text",
            "filter-crs": uri,
            "filter": '(("kind" = \'library\') OR ("capacity" > 100)) AND '
            'S_INTERSECTS("geometry",BBOX(497000,2077000,499500,2078000))',
        },
        {
            "filter-lang": "cql2-text",
            "filter": 'CASEI("name_en") LIKE CASEI(\'%LIBRARY%\') AND NOT ("capacity" IS NULL)',
        },
    ]

    found = [client.get("/api/collections/spaces/items", query_string=each) for each in pages]

    assert "filter-lang" in definition["components"]["parameters"]
    assert queryables["properties"]["geometry"]["format"] == "geometry-point"
    assert uri in collection["crs"]
    assert [len(answer.json["features"]) for answer in found] == [6, 2, 2, 1, 1]
    assert all(answer.headers["Content-Crs"] == f"<{uri}>" for answer in found[1:4])


def test_documents_are_as_the_ogc_requires(town: Town) -> None:
    items = "/api/collections/spaces/items"
    documents = {
        "/api": ogc_schemas.LANDING_PAGE,
        "/api/conformance": ogc_schemas.CONFORMANCE,
        "/api/collections": ogc_schemas.COLLECTIONS,
        "/api/collections/spaces": ogc_schemas.COLLECTION,
        "/api/collections/spaces/queryables": ogc_schemas.QUERYABLES,
        "/api/collections/spaces/sortables": ogc_schemas.QUERYABLES,
        "/api/collections/spaces/schema": ogc_schemas.QUERYABLES,
        "/api/tiles": ogc_schemas.TILE_SETS,
        "/api/tiles/WebMercatorQuad": ogc_schemas.TILE_SET,
        "/api/collections/spaces/tiles": ogc_schemas.TILE_SETS,
        "/api/collections/spaces/tiles/WebMercatorQuad": ogc_schemas.TILE_SET,
        "/api/collections/spaces/tiles/WebMercatorQuad/99/0/0": ogc_schemas.PROBLEM,
        "/api/tileMatrixSets": ogc_schemas.TILE_MATRIX_SETS,
        "/api/tileMatrixSets/WebMercatorQuad": ogc_schemas.TILE_MATRIX_SET,
        items: ogc_schemas.FEATURES,
        f"{items}?crs=[EPSG:24047]&limit=2": ogc_schemas.FEATURES,
        f"{items}/{town.library}": ogc_schemas.FEATURE,
        f"{items}?filter=oops": ogc_schemas.PROBLEM,
        f"{items}/0": ogc_schemas.PROBLEM,
    }
    for address, schema in documents.items():
        Draft202012Validator.check_schema(schema)
        rules = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
        found = list(rules.iter_errors(town.client.get(address).json))
        assert found == [], address
