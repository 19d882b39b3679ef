"""Areas whose outline crosses itself, stored by an earlier import or another program."""

from itertools import product

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text

from geoservice.publish.cql2.spatial import SPATIAL_FUNCTIONS
from geoservice.publish.exports.formats import FORMATS
from geoservice.store.database import Database
from tests.conftest import add_city

COLLECTIONS = ("districts", "basemap")
OUTLINES = {
    "a bow tie": "(((98.9 18.7, 99.1 18.9, 99.1 18.7, 98.9 18.9, 98.9 18.7)))",
    "a hole that sticks out": "(((98.9 18.7, 99.1 18.7, 99.1 18.9, 98.9 18.9, 98.9 18.7), "
    "(98.95 18.75, 99.2 18.75, 99.2 18.8, 98.95 18.8, 98.95 18.75)))",
    "two parts that overlap": "(((98.9 18.7, 99 18.7, 99 18.9, 98.9 18.9, 98.9 18.7)), "
    "((98.95 18.75, 99.2 18.75, 99.2 18.8, 98.95 18.8, 98.95 18.75)))",
}
SHAPES = (
    "BBOX(98.95,18.75,99.05,18.85)",
    "POLYGON((98.95 18.7,99.05 18.7,99 18.9,98.95 18.7))",
    "LINESTRING(98.9 18.7,99.1 18.9)",
    "POINT(98.92 18.75)",
)
TILES = ((0, 0, 0), (8, 114, 198), (10, 457, 793), (12, 1830, 3174), (14, 7320, 12697))


@pytest.fixture(params=OUTLINES)
def outline(request: pytest.FixtureRequest, database: Database) -> str:
    """One such area as a district and as a pond."""
    city = add_city(database)
    given = {"city": city, "shape": f"SRID=4326;MULTIPOLYGON{OUTLINES[request.param]}"}
    with database.writing() as session:
        session.execute(
            text(
                "INSERT INTO district (city_id, level, code, name_th, source, geom) "
                "VALUES (:city, 'tambon', '500101', 'ศรีภูมิ', 'test', :shape)"
            ),
            given,
        )
        session.execute(
            text(
                "INSERT INTO basemap_area (city_id, class, source_id, area, geom) "
                "VALUES (:city, 'water', 'a1', 1e6, :shape)"
            ),
            given,
        )
    return request.param


def test_every_filter_of_shapes_bears_them(client: FlaskClient, outline: str) -> None:
    for collection, function, shape in product(COLLECTIONS, SPATIAL_FUNCTIONS, SHAPES):
        asked = {"filter": f"{function.upper()}(geometry, {shape})"}

        answer = client.get(f"/api/collections/{collection}/items", query_string=asked)

        assert answer.status_code == 200, (asked, answer.text)
        if function == "s_intersects":
            assert answer.json["numberReturned"] == 1, (collection, shape)


def test_boxes_tiles_and_exports_bear_them(client: FlaskClient, outline: str) -> None:
    asked = ["items?bbox=98.95,18.75,99.05,18.85", "items?crs=[EPSG:32647]", "items"]
    asked += ["items?bbox=495000,2073000,505000,2080000&bbox-crs=[EPSG:32647]"]
    asked += [f"tiles/WebMercatorQuad/{z}/{row}/{column}" for z, row, column in TILES]
    asked += [f"export?f={each.id}" for each in FORMATS.values() if each.surfaces]

    for collection, query in product(COLLECTIONS, asked):
        answer = client.get(f"/api/collections/{collection}/{query}")
        answer.close()

        assert answer.status_code in (200, 204), (collection, query)


def test_an_area_is_found_where_it_is_and_not_beside_it(client: FlaskClient, outline: str) -> None:
    inside = {"filter": "S_CONTAINS(geometry, POINT(98.92 18.75))"}
    beside = {"filter": "S_INTERSECTS(geometry, POINT(98.92 18.95))"}

    for collection in COLLECTIONS:
        path = f"/api/collections/{collection}/items"
        assert client.get(path, query_string=inside).json["numberReturned"] == 1
        assert client.get(path, query_string=beside).json["numberReturned"] == 0
