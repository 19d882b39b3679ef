"""Coordinate systems by reference: answers, boxes and filters in any of EPSG's, axes in order."""

import pytest
import shapely
from flask.testing import FlaskClient
from shapely.geometry import shape
from sqlalchemy import text

from geoservice.store.database import Database
from tests.conftest import add_city, add_space
from tests.web.conftest import Town

ITEMS = "/api/collections/spaces/items"
EPSG = "http://www.opengis.net/def/crs/EPSG/0/"
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
NORTHING_FIRST = (4326, 4240, 2193)


def transformed(database: Database, view: str, code: int) -> dict[int, object]:
    """Return geometries as PostGIS transforms them, easting first as PostGIS has it."""
    with database.owner.connect() as connection:
        rows = connection.execute(
            text(f"SELECT id, st_asbinary(st_transform(geom, {code})) FROM published.{view}")
        )
        return {id: shapely.from_wkb(bytes(wkb)) if wkb else None for id, wkb in rows}


@pytest.mark.parametrize("code", [4326, 3857, 32647, 32648, 24047, 24048, 4240, 2193, 3067])
@pytest.mark.parametrize("collection", ["spaces", "streets", "districts"])
def test_coordinates_are_those_that_postgis_reckons_in_the_order_of_the_axes(
    town: Town, code: int, collection: str
) -> None:
    expected = transformed(town.database, collection.removesuffix("s"), code)
    address = f"/api/collections/{collection}/items"

    answer = town.client.get(address, query_string={"crs": f"{EPSG}{code}"})
    single = town.client.get(f"{address}/{min(expected)}", query_string={"crs": f"[EPSG:{code}]"})

    assert answer.headers["Content-Crs"] == f"<{EPSG}{code}>"
    assert single.headers["Content-Crs"] == f"<{EPSG}{code}>"
    assert single.json["geometry"] == answer.json["features"][0]["geometry"]
    assert len(answer.json["features"]) == len(expected)
    for feature in answer.json["features"]:
        there = expected[feature["id"]]
        if there is None:
            assert feature["geometry"] is None
            continue
        found = shapely.get_coordinates(shape(feature["geometry"]))
        pairs = found[:, ::-1] if code in NORTHING_FIRST else found
        near = 1e-6 if code in (4326, 4240) else 1e-3
        assert pairs == pytest.approx(shapely.get_coordinates(there), abs=near)


def test_without_a_system_it_is_longitude_and_latitude_and_said_so(town: Town) -> None:
    plain = town.client.get(ITEMS)
    named = town.client.get(ITEMS, query_string={"crs": CRS84})

    assert plain.headers["Content-Crs"] == named.headers["Content-Crs"] == f"<{CRS84}>"
    assert plain.json["features"] == named.json["features"]
    assert plain.json["features"][0]["geometry"]["coordinates"] == [98.98, 18.79]


def test_numbers_are_as_long_as_they_mean_something(town: Town) -> None:
    (metres,) = town.client.get(
        ITEMS, query_string={"crs": "[EPSG:32647]", "kind": "library"}
    ).json["features"]

    assert metres["geometry"]["coordinates"] == [497892.376, 2077591.796]


@pytest.mark.parametrize(
    ("crs", "box", "names"),
    [
        (CRS84, "98.97,18.78,98.985,18.80", ["library"]),
        (f"{EPSG}4326", "18.78,98.97,18.80,98.985", ["library"]),
        ("[EPSG:4326]", "18.78,98.97,-9,18.80,98.985,900", ["library"]),
        ("[EPSG:4326]", "19,99,20,-170", ["market"]),
        ("[EPSG:3857]", "11017000,2129000,11019000,2131000", ["library"]),
        (f"{EPSG}32647", "497800,2077500,499000,2077700", ["library", "school"]),
        (f"{EPSG}24047", "498400,2077200,498420,2077300", ["library"]),
        (f"{EPSG}24047", "497880,2077580,497900,2077600", []),
        (f"{EPSG}32647", "497892,2077591,497893,2077592", ["library"]),
        (f"{EPSG}3857", "-20037508.3427892,-20000000,20037508.3427892,20000000",
         ["library", "school", "museum", "market"]),
    ],
)  # fmt: skip
def test_a_box_is_read_in_its_own_system(town: Town, crs: str, box: str, names: list[str]) -> None:
    answer = town.client.get(ITEMS, query_string={"bbox": box, "bbox-crs": crs})

    assert answer.status_code == 200, answer.text
    found = [feature["id"] for feature in answer.json["features"]]
    assert found == [getattr(town, name) for name in names]


def test_a_box_in_metres_over_the_antimeridian_finds_both_sides(
    client: FlaskClient, database: Database
) -> None:
    city = add_city(database)
    west = add_space(database, city, lon=179.9, lat=-17)
    east = add_space(database, city, lon=-179.9, lat=-17)
    add_space(database, city, lon=0, lat=-17)
    fiji = transformed(database, "space", 3460)
    box = shapely.box(*shapely.union_all([fiji[west], fiji[east]]).bounds).buffer(10)
    edges = ",".join(map(str, box.bounds))

    answer = client.get(ITEMS, query_string={"bbox": edges, "bbox-crs": "[EPSG:3460]"})
    filtered = client.get(
        ITEMS,
        query_string={"filter": f"S_WITHIN(geometry, BBOX({edges}))", "filter-crs": "[EPSG:3460]"},
    )

    assert [feature["id"] for feature in answer.json["features"]] == [west, east]
    assert [feature["id"] for feature in filtered.json["features"]] == [west, east]


def test_a_page_within_a_box_in_metres_keeps_its_version_when_another_place_changes(
    client: FlaskClient, database: Database
) -> None:
    city = add_city(database)
    add_space(database, city)
    elsewhere = add_space(database, city, lon=100.5, lat=13.75)
    asked = {"bbox": "497000,2077000,499000,2078000", "bbox-crs": "[EPSG:32647]"}
    first = client.get(ITEMS, query_string=asked)

    with database.writing() as session:
        session.execute(text("UPDATE space SET rank = 9 WHERE id = :id"), {"id": elsewhere})
    again = client.get(ITEMS, query_string=asked, headers={"If-None-Match": first.headers["ETag"]})

    assert len(first.json["features"]) == 1
    assert again.status_code == 304
    assert again.headers["Content-Crs"] == f"<{CRS84}>"


def test_the_next_page_is_in_the_same_system(town: Town) -> None:
    first = town.client.get(ITEMS, query_string={"crs": "[EPSG:32647]", "limit": "2"}).json
    (following,) = [each["href"] for each in first["links"] if each["rel"] == "next"]
    second = town.client.get(following)

    assert second.headers["Content-Crs"] == f"<{EPSG}32647>"
    assert second.json["features"][0]["geometry"]["coordinates"][1] > 2_000_000


def test_a_place_beyond_the_reach_of_a_system_is_a_400_that_says_so(
    client: FlaskClient, database: Database
) -> None:
    add_space(database, add_city(database), lon=9, lat=0)

    answer = client.get(ITEMS, query_string={"crs": "[EPSG:32647]", "lang": "en"})

    assert answer.status_code == 400
    assert "EPSG:32647" in answer.json["detail"]


def test_the_collection_names_the_systems_and_each_of_them_is_answered(town: Town) -> None:
    about = town.client.get("/api/collections/spaces").json

    assert about["storageCrs"] in about["crs"]
    for code in (4326, 3857, 32647, 32648, 24047, 24048):
        assert f"{EPSG}{code}" in about["crs"]
    for uri in about["crs"]:
        answer = town.client.get(ITEMS, query_string={"crs": uri})
        assert answer.headers["Content-Crs"] == f"<{uri}>"


@pytest.mark.parametrize("name", ["crs", "bbox-crs", "filter-crs"])
@pytest.mark.parametrize(
    "crs",
    [
        "",
        "EPSG:4326",
        "4326",
        "[EPSG:4326",
        "EPSG:4326]",
        f"{EPSG}4326]",
        "[epsg:4326]",
        f"{EPSG}999999",
        f"{EPSG}4979",
        f"{EPSG}4978",
        f"{EPSG}5773",
        f"{EPSG}7415",
        f"{EPSG}04326",
        f"{EPSG}4326/",
        "http://www.opengis.net/def/crs/OGC/1.3/CRS83",
        "http://example.com/def/crs/EPSG/0/4326",
        "urn:ogc:def:crs:EPSG::4326",
        "+proj=utm +zone=47",
        "file:///etc/passwd",
        f"{EPSG}{'9' * 300}",
    ],
)
def test_a_system_that_is_not_known_is_a_400_that_names_the_parameter(
    town: Town, name: str, crs: str
) -> None:
    answer = town.client.get(ITEMS, query_string={name: crs, "lang": "en"})

    assert answer.status_code == 400
    assert f"'{name}'" in answer.json["detail"]
    assert "[EPSG:32647]" in answer.json["detail"]


@pytest.mark.parametrize(
    ("crs", "box"),
    [
        ("[EPSG:32647]", "499000,2077500,497800,2077700"),
        ("[EPSG:32647]", "497800,2077700,499000,2077500"),
        ("[EPSG:32647]", "1e12,1e12,2e12,2e12"),
        ("[EPSG:4326]", "98.97,18.78,98.985,18.80"),
        ("[EPSG:4326]", "18.80,98.97,18.78,98.985"),
        ("[EPSG:3857]", "inf,0,1,1"),
        ("[EPSG:3857]", "1,2,3"),
        ("[EPSG:3857]", "-3e7,-1,3e7,1"),
    ],
)
def test_a_box_that_cannot_be_is_a_400(town: Town, crs: str, box: str) -> None:
    answer = town.client.get(ITEMS, query_string={"bbox": box, "bbox-crs": crs, "lang": "en"})

    assert answer.status_code == 400, answer.text[:200]
    assert "'bbox'" in answer.json["detail"]
