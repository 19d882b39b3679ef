"""Walks over HTTP, planned on the fixture town: answers, formats, and every kind of bad input."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from geoservice.store.database import Database
from tests.conftest import Server, add_city, add_space
from tests.town import position
from tests.walked_town import CREDIT, import_town, spaces_by_kind
from tests.web.conftest import close_app, make_app

GEOJSON = "application/geo+json"
CORNER = dict(zip(("lon", "lat"), position(0, 100), strict=True))  # H, a corner of the grid


@dataclass(frozen=True)
class Walks:
    """The town's API and its spaces by name; `hidden`, `draft` and `sage` are not for everybody."""

    client: FlaskClient
    spaces: dict[str, int]
    hidden: int
    draft: int
    sage: int
    online: int
    elsewhere: int

    def plan(self, **wish: Any) -> Any:
        """Post a wish in English; `headers` and `query` aside."""
        headers = {"Accept-Language": "en", **wish.pop("headers", {})}
        query = wish.pop("query", "")
        body = {"city": "town", **wish}
        return self.client.post(f"/api/walks{query}", json=body, headers=headers)

    def refusal(self, status: int = 400, **wish: Any) -> str:
        """Return the one sentence that a wish is refused with."""
        answer = self.plan(**wish)
        assert answer.status_code == status, answer.text
        assert answer.content_type == "application/problem+json"
        return str(answer.json["detail"])

    def get(self, token: str, query: str = "", **headers: str) -> Any:
        given = {"Accept-Language": "en", **headers}
        return self.client.get(f"/api/walks?plan={token}{query}", headers=given)


@pytest.fixture(scope="module")
def walks(
    server: Server, module_database: Database, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Walks]:
    city = import_town(module_database, tmp_path_factory.mktemp("town"))
    other = add_city(module_database, "other")
    lon, lat = position(100, 210)

    def space(city: int = city, **fields: object) -> int:
        return add_space(module_database, city, lon=lon, lat=lat, **fields)

    app = make_app(server, module_database)
    yield Walks(
        app.test_client(),
        spaces_by_kind(module_database),
        hidden=space(status="hidden"),
        draft=space(status="draft"),
        sage=space(kind="sage", name_en="Auntie Kham", place_privacy="private"),
        online=space(name_en="Courses online", geom=None),
        elsewhere=space(other),
    )
    close_app(app)


def stops(walks: Walks, *kinds: str) -> list[dict[str, int]]:
    return [{"space": walks.spaces[kind]} for kind in kinds]


def features(answer: Any, kind: str) -> list[dict[str, Any]]:
    assert answer.status_code == 200, answer.text
    return [each for each in answer.json["features"] if each["properties"]["type"] == kind]


def test_a_walk_past_two_stops_has_a_leg_to_each_and_back(walks: Walks) -> None:
    answer = walks.plan(stops=stops(walks, "library", "park"), start=CORNER, loop=True)

    legs, places = features(answer, "leg"), features(answer, "stop")
    whole = answer.json["walk"]
    assert answer.content_type == GEOJSON
    assert answer.headers["Cache-Control"] == "no-store"
    assert [len(legs), len(places)] == [3, 2]
    assert {each["properties"]["kind"] for each in places} == {"library", "park"}
    assert whole["metres"] == pytest.approx(
        sum(leg["properties"]["metres"] for leg in legs), abs=0.2
    )
    assert whole["seconds"] == whole["walk_seconds"] + whole["dwell_seconds"]
    assert answer.json["attribution"] == CREDIT
    for leg in legs:
        assert leg["properties"]["steps"][0]["kind"] == "depart"
        assert leg["properties"]["steps"][-1]["kind"] == "arrive"


def test_a_budget_chooses_stops_and_is_not_overrun(walks: Walks) -> None:
    noon = datetime.now(UTC).date() + timedelta(days=1)  # at night nothing is counted on
    depart = f"{noon}T12:00:00+07:00"
    answer = walks.plan(start=CORNER, budget_minutes=60, loop=True, depart=depart)

    whole = answer.json["walk"]
    assert features(answer, "stop")
    assert whole["seconds"] <= 3600
    assert all(stop["properties"]["why"] for stop in features(answer, "stop"))
    assert all(left["text"] for left in answer.json["left_out"])


def test_the_token_of_an_answer_plans_the_same_walk(walks: Walks) -> None:
    posted = walks.plan(
        stops=stops(walks, "library", "park", "hospital"),
        start=CORNER,
        depart="2026-11-28T07:00:00Z",
        dwell_minutes={"library": 12},
    ).json

    again = walks.get(posted["walk"]["plan"])

    assert "_d202611281400_" in posted["walk"]["plan"]
    assert posted["walk"]["link"].endswith(f"/?walk={posted['walk']['plan']}")
    assert again.json["features"] == posted["features"]
    assert again.headers["Cache-Control"] == "no-cache"


def test_an_unchanged_walk_is_a_304(walks: Walks) -> None:
    token = f"ctown_s{walks.spaces['library']}_s{walks.spaces['park']}_d202611281400"
    tag = walks.get(token).headers["ETag"]

    again = walks.get(token, **{"If-None-Match": tag})

    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize(
    ("query", "accept", "media_type"),
    [
        ("", "application/gpx+xml", "application/gpx+xml"),
        ("", "application/vnd.google-earth.kml+xml", "application/vnd.google-earth.kml+xml"),
        ("&f=gpx", "application/geo+json", "application/gpx+xml"),
        ("&f=kml", "*/*", "application/vnd.google-earth.kml+xml"),
        ("", "text/html,*/*;q=0.8", GEOJSON),
        ("&f=json", "application/gpx+xml", GEOJSON),
    ],
)
def test_a_walk_comes_in_the_asked_format(
    walks: Walks, query: str, accept: str, media_type: str
) -> None:
    token = f"ctown_s{walks.spaces['library']}_s{walks.spaces['park']}_d202611281400"

    answer = walks.get(token, query, Accept=accept)

    assert answer.status_code == 200
    assert answer.content_type == media_type
    assert ("attachment" in answer.headers.get("Content-Disposition", "")) == (
        media_type != GEOJSON
    )


def test_what_is_written_about_a_stop_is_in_the_file(walks: Walks) -> None:
    token = f"ctown_s{walks.spaces['library']}_s{walks.spaces['park']}"

    assert "หนังสือพันเล่มกับน้ำชา" in walks.get(token, "&f=gpx&lang=th").text
    assert "หนังสือพันเล่มกับน้ำชา" in walks.get(token, "&f=kml&lang=th").text


def test_a_body_says_its_language_and_so_does_the_refusal(walks: Walks) -> None:
    thai = walks.plan(stops=stops(walks, "library", "park"), language="th")
    refused = walks.refusal(stops=[], language="th")

    assert thai.headers["Content-Language"] == "th"
    assert "มุ่งหน้า" in str(thai.json["features"][0]["properties"]["steps"])
    assert refused.startswith("ยังไม่มีที่ให้เดินไป")


def test_a_departure_of_a_saved_walk_may_have_passed(walks: Walks) -> None:
    token = f"ctown_s{walks.spaces['library']}_s{walks.spaces['park']}_d202401051000"

    notes = walks.get(token).json["walk"]["notes"]

    assert "This walk was planned for Friday 5 January 2024, which has passed." in notes


PLACE = {"lon": 98.98, "lat": 18.79}
BAD = [
    ({"stopps": []}, "no member 'stopps' here; known are: city, stops, start"),
    ({"stops": [{"space": 1, "stay": 5}]}, "no member 'stops[0].stay' here; known are: space"),
    ({"city": "twon", "stops": [PLACE], "start": PLACE}, "no city 'twon'; there are: other, town"),
    ({"city": None}, "names no city"),
    ({"city": "a/b"}, "'city' is a/b but must be the slug"),
    ({"stops": "all"}, "'stops' is all but must be a list of places"),
    ({"stops": [812]}, "'stops[0]' is 812 but must be a place"),
    ({"stops": [{"space": "812"}]}, "'stops[0].space' is 812 but must be the id of a space"),
    ({"stops": [{"space": 1, "lon": 1, "lat": 1}]}, "but must be a place: 'space' with an id, or"),
    ({"stops": []}, "There is nothing to walk to"),
    ({"stops": [PLACE]}, "One stop alone makes no walk: add 'start'"),
    ({"stops": [PLACE] * 51}, "51 stops are too many for one walk; at most 50"),
    ({"stops": [PLACE, PLACE]}, "'stops[1]' is a place that is among the stops already"),
    ({"stops": [{"space": 5}, {"space": 5}]}, "'stops[1]' is a place that is among the stops"),
    ({"budget_minutes": 60}, "must start somewhere: add 'start'"),
    ({"budget_minutes": 0, "start": PLACE}, "'budget_minutes' is 0 minutes (0 hours)"),
    ({"budget_minutes": -5, "start": PLACE}, "'budget_minutes' is -5 minutes"),
    ({"budget_minutes": 2400, "start": PLACE}, "2400 minutes (40 hours) but must be from 1 to"),
    ({"budget_minutes": 1.5, "start": PLACE}, "must be a whole number of minutes"),
    ({"budget_minutes": True, "start": PLACE}, "must be a whole number of minutes"),
    ({"budget_minutes": 10**400, "start": PLACE}, "must be a whole number of minutes"),
    ({"profile": "horse", "stops": [PLACE], "start": PLACE}, "'horse'"),
    ({"depart": "2026-11-28T14:00"}, "does not say in which time zone"),
    ({"depart": "tomorrow"}, "must be a date and time of RFC 3339"),
    ({"depart": "2020-01-01T10:00:00+07:00", "stops": [PLACE], "start": PLACE}, "2020-01-01 10:00"),
    ({"depart": "9999-12-31T23:59:59Z", "stops": [PLACE], "start": PLACE}, "more than two years"),
    ({"depart": "0001-01-01T00:00:00+14:00", "stops": [PLACE], "start": PLACE}, "two years"),
    ({"start": {"lon": 18.79, "lat": 98.98}}, "are the two swapped?"),
    ({"start": {"lon": 200, "lat": 98}}, "longitudes go from -180 to 180"),
    ({"start": {"lon": "98", "lat": 18}}, "'start.lon' is 98 but must be a number of degrees"),
    ({"start": {"lon": 98.98}}, "'start' is"),
    ({"stops": [PLACE], "start": {"lon": 100.5, "lat": 13.75}}, "lies outside town"),
    ({"stops": [{"lon": 18.7901, "lat": 89}], "start": PLACE}, "'stops[0]'"),
    ({"fixed": [5], "stops": [PLACE], "start": PLACE}, "'fixed' puts stop 5 at position 5"),
    ({"fixed": [-1], "stops": [PLACE], "start": PLACE}, "'fixed' puts stop -1"),
    ({"fixed": ["first"]}, "'fixed' is"),
    ({"fixed": [{"stop": 0, "position": 0}, {"stop": 0, "position": 1}]}, "at two positions"),
    ({"loop": "yes"}, "'loop' is yes but must be true or false"),
    ({"order": "fastest"}, "must be given or best"),
    ({"loop": True, "end": PLACE, "stops": [PLACE]}, "exclude each other"),
    ({"kinds": ["castle"], "budget_minutes": 60, "start": PLACE}, "'castle', which is none of"),
    ({"kinds": "museum"}, "must be a list of words"),
    ({"age_group": "teen", "stops": [PLACE], "start": PLACE}, "'teen', which is none of"),
    ({"prefer": ["scenic"], "stops": [PLACE], "start": PLACE}, "'scenic', which is none of"),
    ({"seen": ["x"]}, "'seen[0]' is x but must be the id"),
    ({"seen": list(range(1, 600)), "stops": [PLACE], "start": PLACE}, "'seen' has 599 items"),
    ({"dwell_minutes": 900, "stops": [PLACE], "start": PLACE}, "'dwell_minutes' is 900 minutes"),
    ({"dwell_minutes": {"castle": 5}, "stops": [PLACE], "start": PLACE}, "'castle'"),
    ({"dwell_minutes": {"bank": -1}, "stops": [PLACE], "start": PLACE}, "'dwell_minutes.bank'"),
    ({"language": "de"}, "'language' is de but must be th or en"),
]


@pytest.mark.parametrize(("wish", "said"), BAD, ids=lambda each: str(each)[:60])
@pytest.mark.parametrize("language", ["en", "th"])
def test_bad_input_is_refused_in_one_clear_sentence(
    walks: Walks, caplog: pytest.LogCaptureFixture, wish: dict, said: str, language: str
) -> None:
    status = 404 if "there are:" in said else 400

    detail = walks.refusal(status, **wish, headers={"Accept-Language": language})

    if language == "en":
        assert said in detail
    else:
        assert any("ก" <= letter <= "๎" for letter in detail), detail
    assert [record for record in caplog.records if record.levelname != "INFO"] == []


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "not JSON"),
        (b"{", "not JSON"),
        (b"\xff\xfe", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"[]", "must be a JSON object"),
        (b'{"city": "town", "start": {"lon": NaN, "lat": 1}}', "number of degrees"),
        (b'{"city": "\\ud800"}', "the slug of a city"),
    ],
)
def test_a_body_that_is_no_wish_is_refused(walks: Walks, body: bytes, said: str) -> None:
    answer = walks.client.post("/api/walks?lang=en", data=body, content_type="application/json")

    assert answer.status_code == 400
    assert said in answer.json["detail"]


def test_a_body_larger_than_is_taken_is_a_413(walks: Walks) -> None:
    answer = walks.plan(themes=["x" * 1_000_000])

    assert answer.status_code == 413
    assert "1000000 bytes" in answer.json["detail"]


def test_a_way_from_here_to_there_needs_no_stops(walks: Walks) -> None:
    answer = walks.plan(start=CORNER, end={"space": walks.spaces["library"]})

    assert len(features(answer, "leg")) == 1
    assert features(answer, "stop") == []


def test_another_media_type_is_a_415(walks: Walks) -> None:
    answer = walks.client.post("/api/walks?lang=en", data={"city": "town"})

    assert answer.status_code == 415
    assert "application/json" in answer.json["detail"]


def test_a_space_that_nobody_may_see_is_not_there(walks: Walks) -> None:
    for space in (walks.hidden, walks.draft, 10**12):
        detail = walks.refusal(404, stops=[{"space": space}], start=CORNER)
        assert detail.startswith(f"There is no space {space} to walk to;")


def test_a_space_without_a_place_is_named(walks: Walks) -> None:
    for space, name in ((walks.sage, "Auntie Kham"), (walks.online, "Courses online")):
        detail = walks.refusal(stops=[{"space": space}], start=CORNER)
        assert "ห้องสมุด" in detail or name in detail
        assert "has no place on the map to walk to" in detail


def test_a_space_of_another_city_is_refused(walks: Walks) -> None:
    detail = walks.refusal(stops=[{"space": walks.elsewhere}], start=CORNER)

    assert "is not in town" in detail


def test_the_sage_at_home_is_never_chosen(walks: Walks) -> None:
    answer = walks.plan(start=CORNER, budget_minutes=240, loop=True)

    ids = {each["properties"]["space"] for each in features(answer, "stop")}
    assert not ids & {walks.sage, walks.hidden, walks.draft, walks.online, walks.elsewhere}


def test_a_start_in_the_river_says_so(walks: Walks) -> None:
    lon, lat = position(-60, 55)

    detail = walks.refusal(stops=stops(walks, "library"), start={"lon": lon, "lat": lat})

    assert "water" in detail


def test_an_island_of_streets_is_not_walked_to(walks: Walks) -> None:
    lon, lat = position(425, 1)  # beside the lane nobody reaches; the grid is 225 m away

    answer = walks.plan(stops=[{"lon": lon, "lat": lat}], start=CORNER)

    assert answer.status_code in (200, 400)
    if answer.status_code == 400:
        assert "on foot" in answer.json["detail"]


def test_a_missing_or_broken_token_is_refused(walks: Walks) -> None:
    assert "'plan' is missing" in walks.client.get("/api/walks?lang=en").json["detail"]
    assert "cannot be read" in walks.get("nonsense").json["detail"]
    assert "no parameter 'tokn'" in walks.get("ctown", "&tokn=1").json["detail"]


def test_reach_is_streets_and_an_area_for_each_time(walks: Walks) -> None:
    place = f"lon={CORNER['lon']}&lat={CORNER['lat']}"

    answer = walks.client.get(f"/api/reach?city=town&{place}&minutes=5,1")

    kinds = [(each["properties"]["type"], each["properties"]["minutes"])
             for each in answer.json["features"]]  # fmt: skip
    assert answer.content_type == GEOJSON
    assert kinds == [("streets", 1), ("area", 1), ("streets", 5), ("area", 5)]
    assert answer.json["attribution"] == CREDIT


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "'city' is missing"),
        ("city=town&lat=1", "'lon' is missing"),
        ("city=town&lon=x&lat=1", "'lon' is 'x' but must be a number"),
        ("city=town&lon=18.79&lat=98.98", "are the two swapped?"),
        ("city=town&lon=100.5&lat=13.7", "lies outside town"),
        ("city=nowhere&lon=98.98&lat=18.79", "no city 'nowhere'"),
        ("city=town&lon=98.98&lat=18.79&minutes=0", "from 1 to 60"),
        ("city=town&lon=98.98&lat=18.79&minutes=90", "from 1 to 60"),
        ("city=town&lon=98.98&lat=18.79&minutes=1,2,3,4,5,6,7", "has 7 numbers"),
        ("city=town&lon=98.98&lat=18.79&profile=horse", "'horse'"),
        ("city=town&lon=98.98&lat=18.79&hours=1", "no parameter 'hours'"),
    ],
)
def test_bad_reach_is_refused_in_one_clear_sentence(walks: Walks, query: str, said: str) -> None:
    answer = walks.client.get(f"/api/reach?{query}&lang=en")

    assert answer.status_code in (400, 404)
    assert said in answer.json["detail"]
