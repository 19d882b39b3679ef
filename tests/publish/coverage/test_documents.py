"""Coverage as JSON and GeoJSON: what the contract names is there, rounded, in one language."""

import json
from dataclasses import replace
from typing import Any

from shapely import MultiPolygon, Point, Polygon, box
from shapely.geometry import shape

from geoservice.coverage.asked import AskedCoverage, AskedSites
from geoservice.coverage.figures import Remark, Site, Sites
from geoservice.publish.coverage.documents import (
    coverage_document,
    scenario_document,
    sites_document,
)
from geoservice.publish.coverage.geojson import coverage_geojson
from tests.publish.coverage.a_coverage import COVERAGE, SCENARIO, UNPEOPLED

LINKS = [{"rel": "self", "href": "http://localhost/api/coverage?city=town", "type": "text/csv"}]
CONTRACT = [
    *("code", "level", "name_th", "name_en", "people", "people_covered", "share", "share_low"),
    *("share_high", "street_metres", "street_share", "spaces", "nearest_minutes_median", "gini"),
    "people_source",
]


def written(document: Any) -> Any:
    """Return a document as it is read again; NaN is no JSON."""
    return json.loads(json.dumps(document, allow_nan=False))


def test_a_row_begins_with_the_fields_of_the_contract() -> None:
    row = written(coverage_document(COVERAGE, "en", LINKS))["districts"][0]

    assert list(row)[: len(CONTRACT)] == CONTRACT
    assert row["people"] == 1000.0
    assert row["share"] == 0.620001
    assert row["street_metres"] == 12345.7
    assert row["nearest_minutes_median"] == 9.88
    assert row["people_source"] == "DOPA, สำนักทะเบียนกลาง (2021)"
    assert row["shares"] == {"5": 0.1, "10": 0.4, "15": 0.620001}
    assert row["by_age"] == {
        "child": {"people": 300.1, "people_covered": 150.0, "share": 0.5, "variety": 1.26}
    }


def test_the_whole_says_what_was_asked_and_how_sure_it_is() -> None:
    document = written(coverage_document(COVERAGE, "en", LINKS))

    assert document["city"] == "town"
    assert document["kinds"] == ["library", "museum"]
    assert (document["minutes"], document["profile"], document["decay"]) == (
        15,
        "adult",
        "gaussian",
    )
    assert (document["level"], document["at"]) == ("tambon", "2026-11-28T10:00:00+00:00")
    assert document["people_source"] == {
        "source": "DOPA, สำนักทะเบียนกลาง",
        "year": 2021,
        "basis": "district",
        "spread": "buildings",
        "people": 3000.0,
    }
    assert document["total"]["level"] == "city"
    assert document["interval"] == {
        "share_low": 0.58,
        "share_high": 0.663,
        "reasons": [
            {
                "id": "walking_speed",
                "text": "People walk at different speeds",
                "share_low": 0.59,
                "share_high": 0.65,
            }
        ],
    }
    assert document["lorenz"] == {"people": [0, 0.5, 1], "access": [0, 0.25, 1], "gini": 0.25}
    assert document["classes"]["equal"] == [0.2, 0.4, 0.6, 0.8, 1.0]
    assert document["classes"]["natural"] == [0.2, 0.620001]
    assert document["links"] == LINKS


def test_sentences_are_in_the_asked_language() -> None:
    thai = coverage_document(COVERAGE, "th", [])
    english = coverage_document(COVERAGE, "en", [])

    assert thai["remarks"] == [{"id": "partial_district", "text": "บางส่วนอยู่นอกเมือง"}]
    assert english["remarks"][0]["text"] == "A part lies outside the city"
    assert thai["interval"]["reasons"][0]["text"] == "เดินช้าเร็วต่างกัน"


def test_where_nobody_is_counted_people_are_null_and_streets_are_classed() -> None:
    document = written(coverage_document(UNPEOPLED, "en", []))

    assert document["people_source"] is None
    assert document["lorenz"] is None
    assert document["districts"][0]["people"] is None
    assert document["districts"][0]["share"] is None
    assert document["districts"][0]["street_share"] == 0.486
    assert document["classes"]["natural"] == [0.486]


def test_a_scenario_has_rows_before_and_after_and_what_changes() -> None:
    document = written(scenario_document(SCENARIO, "en"))

    assert [row["share"] for row in document["before"]] == [0.620001, 0.2]
    assert [row["share"] for row in document["after"]] == [0.7, 0.2]
    assert document["total_before"]["code"] == document["total_after"]["code"] == "town"
    assert document["difference"][0] == {
        "code": "500101",
        "people_gained": 80.0,
        "share_change": 0.079999,
        "street_metres_gained": 512.3,
    }
    assert (document["people_gained"], document["people_lost"]) == (80.0, 10.0)
    assert document["people_newly_covered"] == 90.0
    assert document["city"] == "town"
    assert document["remarks"][0]["id"] == "partial_district"


def test_sites_come_with_the_proof_of_how_good_they_are() -> None:
    found = Sites(
        sites=(Site(98.98123456789, 18.79, 123.456, 1.0, "ที่ว่าง", None, "500101"),),
        people_gained=123.456,
        bound=130.0,
        gap=0.0503384,
        proven=False,
        goal="most",
        weighed_by="people",
        candidates=40,
        unreachable=2.0,
        timed_out=True,
        remarks=(Remark("timed_out", ("หมดเวลา", "Time ran out")),),
    )

    document = written(sites_document(found, AskedSites(AskedCoverage("town"), count=1), "th"))

    assert document["sites"] == [
        {
            "lon": 98.9812346,
            "lat": 18.79,
            "people_gained": 123.5,
            "cost": 1.0,
            "name_th": "ที่ว่าง",
            "name_en": None,
            "district": "500101",
        }
    ]
    assert (document["people_gained"], document["bound"], document["gap"]) == (123.5, 130, 0.050338)
    assert (document["proven"], document["timed_out"]) == (False, True)
    assert (document["people_unreachable"], document["candidates"]) == (2, 40)
    assert document["remarks"] == [{"id": "timed_out", "text": "หมดเวลา"}]


def test_geojson_draws_the_districts_with_the_same_rows() -> None:
    shapes = {
        "500101": box(98.98, 18.79, 98.99, 18.8),
        "500102": MultiPolygon([box(0, 0, 1 / 3, 1), box(5, 5, 6, 6)]),
    }

    document = json.loads(coverage_geojson(COVERAGE, shapes, "en", LINKS))
    as_json = written(coverage_document(COVERAGE, "en", LINKS))

    assert [each["geometry"]["type"] for each in document["features"]] == ["MultiPolygon"] * 2
    assert shape(document["features"][0]["geometry"]).area > 0
    assert [0.3333333, 1.0] in document["features"][1]["geometry"]["coordinates"][0][0]
    assert [each["properties"] for each in document["features"]] == as_json.pop("districts")
    assert [each["id"] for each in document["features"]] == ["500101", "500102"]
    assert {name: document[name] for name in as_json} == as_json


def test_a_hole_of_a_district_stays_a_hole() -> None:
    ring = Polygon(box(0, 0, 3, 3).exterior, [box(1, 1, 2, 2).exterior])
    one = replace(COVERAGE, districts=COVERAGE.districts[:1])

    document = json.loads(coverage_geojson(one, {"500101": ring}, "en", []))

    drawn = shape(document["features"][0]["geometry"])
    assert drawn.area == 8
    assert not drawn.contains(Point(1.5, 1.5))


def test_a_district_without_a_shape_is_listed_all_the_same() -> None:
    document = json.loads(coverage_geojson(COVERAGE, {}, "en", []))

    assert [each["geometry"] for each in document["features"]] == [None, None]
