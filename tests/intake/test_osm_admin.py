"""Administrative boundaries as districts."""

import pytest
from shapely import MultiPolygon, box

from geoservice.intake.osm.admin import (
    IncomingDistrict,
    district_code,
    district_level,
    with_unique_codes,
)

SQUARE = MultiPolygon([box(0, 0, 1, 1)])


@pytest.mark.parametrize(
    ("country", "admin_level", "level"),
    [
        ("TH", "4", "province"),
        ("TH", "6", "amphoe"),
        ("TH", "8", "tambon"),
        ("TH", "10", None),
        ("LI", "8", "tambon"),
        ("FI", "9", "amphoe"),
        ("FI", "10", "tambon"),
        ("FI", "8", None),
        ("TH", "", None),
    ],
)
def test_levels_by_country(country: str, admin_level: str, level: str | None) -> None:
    tags = {"type": "boundary", "boundary": "administrative", "admin_level": admin_level}

    assert district_level(tags, country=country) == level


def test_only_administrative_areas_are_districts() -> None:
    assert district_level({"type": "boundary", "boundary": "political"}, country="TH") is None
    tags = {"type": "route", "boundary": "administrative", "admin_level": "8"}
    assert district_level(tags, country="TH") is None


@pytest.mark.parametrize(
    ("tags", "code"),
    [
        ({"ref": "500101"}, "500101"),
        ({"ref:dopa": "5001", "ISO3166-2": "TH-50"}, "5001"),
        ({"ISO3166-2": "TH-50"}, "TH-50"),
        ({}, "relation/7"),
    ],
)
def test_a_code_is_the_official_one_or_the_relations_id(tags: dict[str, str], code: str) -> None:
    assert district_code(tags, 7) == code


def test_districts_that_share_a_code_go_by_their_relation() -> None:
    rows = [
        IncomingDistrict(1, "tambon", "A", None, None, SQUARE),
        IncomingDistrict(2, "tambon", "A", None, None, SQUARE),
        IncomingDistrict(3, "amphoe", "A", None, None, SQUARE),
    ]

    assert [row.code for row in with_unique_codes(rows)] == ["relation/1", "relation/2", "A"]
