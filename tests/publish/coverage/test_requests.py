"""What a planner asks for: read as it is meant, or refused in one sentence that names the thing."""

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from geoservice.coverage.asked import (
    MOST_CANDIDATES,
    MOST_CHANGES,
    Addition,
    AskedCoverage,
    Change,
    SiteCandidate,
)
from geoservice.errors import InputError
from geoservice.publish.bodies import read_body
from geoservice.publish.coverage.requests import parse_coverage, parse_scenario
from geoservice.publish.coverage.site_requests import parse_sites

NOW = datetime(2026, 11, 28, 7, 12, 34, tzinfo=UTC)
BANGKOK = timezone(timedelta(hours=7))
SQUARE = [[98.98, 18.79], [98.99, 18.79], [98.99, 18.8], [98.98, 18.79]]
ELSEWHERE = [[lon + 1, lat] for lon, lat in SQUARE]
BOW_TIE = [[98.98, 18.79], [98.99, 18.8], [98.99, 18.79], [98.98, 18.8], [98.98, 18.79]]


def polygon(*rings: Any) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": list(rings)}


def scenario(**members: Any) -> Any:
    body = read_body(json.dumps({"city": "town", **members}).encode())
    return parse_scenario(body, NOW)


def sites(**members: Any) -> Any:
    return parse_sites(read_body(json.dumps({"city": "town", **members}).encode()), NOW)


def test_a_city_alone_asks_for_all_kinds_in_a_quarter_of_an_hour() -> None:
    asked = parse_coverage({"city": "town"}, NOW)

    assert asked == AskedCoverage("town")
    assert (asked.minutes, asked.profile, asked.level, asked.at) == (15, "adult", None, None)
    assert len(asked.all_kinds) == 13


def test_parameters_and_members_ask_for_the_same() -> None:
    arguments = {
        "city": "town",
        "kinds": "library, museum,library",
        "minutes": "20",
        "profile": "stroller",
        "level": "hexagon",
        "at": "2026-11-28T10:00:00+07:00",
        "decay": "zones",
        "f": "csv",
    }

    asked = parse_coverage(arguments, NOW)
    body = scenario(
        kinds=["library", "museum", "library"],
        minutes=20.0,
        profile="stroller",
        level="hexagon",
        at="2026-11-28T10:00:00+07:00",
        decay="zones",
    )

    assert asked == body.coverage
    assert asked == AskedCoverage(
        "town",
        kinds=("library", "museum"),
        minutes=20,
        profile="stroller",
        level="hexagon",
        at=datetime(2026, 11, 28, 10, tzinfo=BANGKOK),
        decay="zones",
    )


def test_now_is_the_minute_that_runs() -> None:
    assert parse_coverage({"city": "town", "at": "now"}, NOW).at == NOW.replace(second=0)


def test_a_plus_sign_that_an_address_made_a_space_is_still_an_offset() -> None:
    asked = parse_coverage({"city": "town", "at": "2026-11-28T10:00:00 07:00"}, NOW)

    assert asked.at == datetime(2026, 11, 28, 10, tzinfo=BANGKOK)


def test_a_scenario_adds_removes_moves_and_changes() -> None:
    asked = scenario(
        add=[
            {"lon": 98.98, "lat": 18.79},
            {"lon": 98.99, "lat": 18.8, "kind": "museum", "opening_hours": "24/7", "capacity": 40},
        ],
        remove=[7, 8],
        change=[
            {"space": 9, "lon": 98.98, "lat": 18.79},
            {"space": 10, "opening_hours": "จันทร์-ศุกร์ 08.30-16.30 น.", "capacity": None},
        ],
        language="th",
    )

    assert asked.add == (
        Addition(98.98, 18.79),
        Addition(98.99, 18.8, "museum", "24/7", 40),
    )
    assert asked.remove == (7, 8)
    assert asked.change == (
        Change(9, 98.98, 18.79),
        Change(10, opening_hours="Mo-Fr 08:30-16:30"),
    )


def test_what_is_null_is_not_given() -> None:
    asked = scenario(add=None, remove=None, change=None, minutes=None, level=None, at=None)

    assert asked.coverage == AskedCoverage("town")
    assert (asked.add, asked.remove, asked.change) == ((), (), ())


def test_sites_are_three_unless_it_is_said_how_many_or_for_how_much() -> None:
    assert (sites().count, sites().budget) == (3, None)
    assert (sites(count=5).count, sites(count=5).goal) == (5, "most")
    assert (sites(budget=1.5e6).count, sites(budget=1.5e6).budget) == (None, 1.5e6)
    assert (sites(goal="all").count, sites(goal="all").goal) == (None, "all")


def test_sites_are_chosen_among_given_places_and_not_where_they_must_not_be() -> None:
    features = [{"type": "Feature", "properties": {}, "geometry": polygon(SQUARE)}]
    asked = sites(
        candidates=[
            {"lon": 98.98, "lat": 18.79, "cost": 2, "name_th": "ที่ว่าง"},
            {"lon": 98.98, "lat": 18.8},
        ],
        avoid={"type": "FeatureCollection", "features": features, "name": "flood"},
        seconds=0.5,
    )

    assert asked.candidates == (
        SiteCandidate(98.98, 18.79, 2, "ที่ว่าง"),
        SiteCandidate(98.98, 18.8),
    )
    assert [each["type"] for each in asked.avoid] == ["Polygon"]
    assert asked.seconds == 0.5


@pytest.mark.parametrize(
    ("drawn", "count"),
    [
        (polygon(SQUARE), 1),
        ({"type": "MultiPolygon", "coordinates": [[SQUARE], [ELSEWHERE]]}, 1),
        ({"type": "Feature", "geometry": polygon(SQUARE)}, 1),
        ({"type": "FeatureCollection", "features": []}, 0),
        (polygon([[*corner, 312.0] for corner in SQUARE]), 1),
    ],
)
def test_areas_come_as_any_geojson_that_holds_polygons(drawn: Any, count: int) -> None:
    assert len(sites(avoid=drawn).avoid) == count


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ({}, "The parameter 'city' is missing"),
        ({"city": "Town Hall"}, "'city' is Town Hall but must be the slug of a city"),
        ({"minutes": "0"}, "'minutes' is 0 but must be a whole number from 1 to 60."),
        ({"minutes": "200"}, "'minutes' is 200 but must be a whole number from 1 to 60."),
        ({"minutes": "-5"}, "'minutes' is -5 but"),
        ({"minutes": "7.5"}, "'minutes' is 7.5 but"),
        ({"minutes": "a quarter"}, "'minutes' is a quarter but must be a whole number"),
        ({"minutes": ""}, "'minutes' is  but"),
        ({"minutes": "NaN"}, "'minutes' is NaN but"),
        ({"minutes": "๑๕"}, "'minutes' is ๑๕ but"),
        ({"minutes": "9" * 400}, "'minutes' is 999"),
        ({"kinds": "library,pub"}, "'kinds' is pub but must be one of: temple, school,"),
        ({"kinds": ""}, "'kinds' is  but must be one of: temple,"),
        ({"profile": "runner"}, "'profile' is runner but must be one of: adult, child, senior,"),
        ({"level": "city"}, "'level' is city but must be one of: province, amphoe, tambon, hex"),
        ({"decay": "steep"}, "'decay' is steep but must be one of: gaussian, linear, exponential"),
        ({"at": "tomorrow"}, "'at' is tomorrow but must be a date and time of RFC 3339"),
        ({"at": "2026-11-28"}, "'at' is 2026-11-28 but must be a date and time"),
        ({"at": "2026-11-28T10:00"}, "does not say in which time zone"),
        ({"at": "2026-11-31T10:00:00Z"}, "'at' is 2026-11-31T10:00:00Z but must be"),
        ({"at": "0001-01-01T00:00:00+14:00"}, "must be in a year from 2000 to 2100"),
    ],
)
def test_parameters_that_cannot_be_meant_are_named(
    arguments: dict[str, str], complaint: str
) -> None:
    given = {"city": "town", **arguments} if arguments else {}

    with pytest.raises(InputError) as refused:
        parse_coverage(given, NOW)

    assert complaint in str(refused.value)


ADD = {"lon": 98.98, "lat": 18.79}


@pytest.mark.parametrize(
    ("members", "complaint"),
    [
        ({"city": None}, "The body names no city"),
        ({"city": 5}, "'city' is 5 but must be the slug of a city"),
        ({"additions": []}, "There is no member 'additions' here; known are: city, kinds,"),
        ({"kinds": "library"}, "'kinds' is library but must be a list."),
        ({"kinds": ["library", 5]}, "'kinds' is 5 but must be one of"),
        ({"minutes": "15"}, "'minutes' is 15 but must be a whole number"),
        ({"minutes": True}, "'minutes' is true but must be a whole number"),
        ({"minutes": float("nan")}, "'minutes' is NaN but must be a whole number"),
        ({"minutes": float("inf")}, "'minutes' is Infinity but"),
        ({"level": ["tambon"]}, "'level' is [\"tambon\"] but must be one of"),
        ({"at": 1790000000}, "'at' is 1790000000 but must be a date and time"),
        ({"language": "fr"}, "'language' is fr but must be th or en."),
        ({"add": {}}, "'add' is {} but must be a list."),
        ({"add": [ADD] * (MOST_CHANGES + 1)}, f"at most {MOST_CHANGES} are taken."),
        ({"add": [ADD] * 10_000}, "'add' has 10000 items; at most 200 are taken."),
        ({"remove": list(range(1, 202))}, "'remove' has 201 items; at most 200"),
        ({"add": [5]}, "'add[0]' is 5 but must be an object with: lon, lat, kind,"),
        ({"add": [ADD, {"lat": 18.79}]}, "'add[1].lon' is null but must be a number of degrees."),
        ({"add": [{**ADD, "lon": "98.98"}]}, "'add[0].lon' is 98.98 but must be a number"),
        ({"add": [{**ADD, "lon": float("nan")}]}, "'add[0].lon' is NaN but must be a number"),
        ({"add": [{"lon": 18.79, "lat": 98.98}]}, "are the two swapped?"),
        ({"add": [{"lon": 400, "lat": 18.79}]}, "longitudes go from -180 to 180"),
        ({"add": [{**ADD, "kind": "pub"}]}, "'add[0].kind' is pub but must be one of: temple,"),
        ({"add": [{**ADD, "name": "x"}]}, "There is no member 'add[0].name' here"),
        ({"add": [{**ADD, "capacity": 0}]}, "'add[0].capacity' is 0 but must be a whole number"),
        ({"add": [{**ADD, "capacity": 2.5}]}, "'add[0].capacity' is 2.5 but"),
        ({"add": [{**ADD, "opening_hours": "sometimes"}]}, "must be opening hours as"),
        ({"add": [{**ADD, "opening_hours": 24}]}, "must be a text of at most 500 characters"),
        ({"add": [{**ADD, "opening_hours": "x" * 501}]}, "of at most 500 characters"),
        ({"add": [{**ADD, "opening_hours": "24/7\x00"}]}, "holds characters that no text can"),
        ({"remove": ["7"]}, "'remove[0]' is 7 but must be the id of a space"),
        ({"remove": [7.5]}, "'remove[0]' is 7.5 but must be the id of a space"),
        ({"remove": [0]}, "'remove[0]' is 0 but must be the id of a space"),
        ({"remove": [True]}, "'remove[0]' is true but must be the id of a space"),
        ({"remove": [10**30]}, "but must be the id of a space"),
        ({"remove": [7, 7]}, "Space 7 is named in 'remove' and again in 'remove'"),
        ({"remove": [7], "change": [{"space": 7, "capacity": 5}]}, "and again in 'change'"),
        ({"change": [{"space": 7, "capacity": 5}] * 2}, "in 'change' and again in 'change'"),
        ({"change": [{"lon": 98.98, "lat": 18.79}]}, "'change[0].space' is null but must be the"),
        ({"change": [{"space": 7}]}, "'change[0]' changes nothing; give it 'lon' and 'lat'"),
        ({"change": [{"space": 7, "lon": 98.98}]}, "'change[0].lat' is null but must be a number"),
        ({"change": [{"space": 7, "kind": "park"}]}, "There is no member 'change[0].kind' here"),
    ],
)
def test_a_scenario_that_cannot_be_meant_is_named(members: dict[str, Any], complaint: str) -> None:
    with pytest.raises(InputError) as refused:
        scenario(**members)

    assert complaint in str(refused.value)
    assert len(str(refused.value)) < 500


@pytest.mark.parametrize(
    ("members", "complaint"),
    [
        ({"count": 0}, "'count' is 0 but must be a whole number from 1 to 50."),
        ({"count": 51}, "'count' is 51 but"),
        ({"count": "3"}, "'count' is 3 but"),
        ({"count": 3, "budget": 5}, "'count' and 'budget' exclude each other; give one."),
        ({"budget": -1}, "'budget' is -1 but must be a number from 0 to 1,000,000,000,000."),
        ({"budget": float("nan")}, "'budget' is NaN but"),
        ({"goal": "some"}, "'goal' is some but must be one of: most, all."),
        ({"goal": "all", "count": 3}, "'goal' all and 'count' exclude each other"),
        ({"seconds": 21}, "'seconds' is 21 but must be a number from 0.1 to 20."),
        ({"seconds": 0}, "'seconds' is 0 but"),
        ({"candidates": "houses"}, "'candidates' is houses but must be junctions, buildings, or"),
        ({"candidates": {}}, "'candidates' is {} but must be junctions"),
        ({"candidates": []}, "'candidates' is an empty list"),
        ({"candidates": [ADD] * (MOST_CANDIDATES + 1)}, "at most 5000 are taken"),
        ({"candidates": [ADD, ADD]}, "'candidates[1]' is 98.98, 18.79, a place that is among"),
        ({"candidates": [{**ADD, "cost": -1}]}, "'candidates[0].cost' is -1 but must be"),
        ({"candidates": [{**ADD, "name_th": 5}]}, "'candidates[0].name_th' is 5 but must be"),
        ({"candidates": [{**ADD, "name_en": "\ud800"}]}, "holds characters that no text can"),
        ({"candidates": [{"lon": 18.79, "lat": 98.98}]}, "are the two swapped?"),
        ({"avoid": []}, "'avoid' is [] but must be GeoJSON with polygons: Polygon,"),
        ({"avoid": {"type": "Point", "coordinates": [98, 18]}}, "must be GeoJSON with polygons"),
        ({"avoid": {"type": "Feature", "geometry": None}}, "'avoid.geometry' is null but must be"),
        ({"avoid": {"type": "FeatureCollection"}}, "'avoid.features' is null but must be a list"),
        ({"avoid": polygon()}, "'avoid.coordinates' is empty"),
        ({"avoid": polygon(SQUARE[:3])}, "'avoid.coordinates[0]' is no ring"),
        ({"avoid": polygon(SQUARE[:2])}, "'avoid.coordinates[0]' is no ring"),
        ({"avoid": polygon([5])}, "'avoid.coordinates[0][0]' is 5 but must be longitude and"),
        ({"avoid": polygon([[18.79, 98.98]])}, "are the two swapped?"),
        ({"avoid": polygon([["a", "b"]])}, "'avoid.coordinates[0][0].lon' is a but must be"),
        ({"avoid": polygon(BOW_TIE)}, "encloses no clear area (Self-intersection"),
        ({"avoid": polygon([[98, 18]] * 10_001)}, "'avoid.coordinates[0]' has 10001 items"),
        ({"avoid": polygon(SQUARE, [[98, 18]] * 9_999)}, "'avoid' has 10003 corners; at most"),
        ({"add": []}, "There is no member 'add' here"),
    ],
)
def test_a_search_that_cannot_be_meant_is_named(members: dict[str, Any], complaint: str) -> None:
    with pytest.raises(InputError) as refused:
        sites(**members)

    assert complaint in str(refused.value)
    assert len(str(refused.value)) < 500


@pytest.mark.parametrize("body", [b"", b"[", b"\xff\xfe", b"[" * 100_000, b"9" * 5000])
def test_a_body_that_is_no_json_says_so(body: bytes) -> None:
    with pytest.raises(InputError, match="The body is not JSON"):
        read_body(body)


def test_a_body_that_is_no_object_says_so() -> None:
    with pytest.raises(InputError, match="must be a JSON object"):
        read_body(b"[1]")
