"""Coverage over HTTP on the fixture town: 700 people by its library, 500 on the temple's hill.

An adult walks 1.34 m a second. Nobody on the hill reaches the library in 2 minutes: the steps
alone take that long.
"""

import csv
import gzip
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pytest
from flask.testing import FlaskClient
from openapi_schema_validator import OAS30Validator
from shapely.geometry import shape
from sqlalchemy import text

from geoservice.store.database import Database
from tests.conftest import Server, add_city, add_space
from tests.publish.coverage.test_binary import unpack
from tests.town import position
from tests.walked_town import CREDIT, import_people, import_town, spaces_by_kind
from tests.web.conftest import close_app, make_app

LIBRARY, HILL = 700.0, 500.0
EVERYBODY = LIBRARY + HILL
STREETS = "application/vnd.geoservice.streets"
PROBLEM = "application/problem+json"
ON_THE_HILL = dict(zip(("lon", "lat"), position(260, 300), strict=True))
ASKED = {"city": "town", "kinds": ["library"], "minutes": 2}


@dataclass(frozen=True)
class Planner:
    """The town's API and its spaces; `elsewhere` is a space of another city."""

    client: FlaskClient
    database: Database
    spaces: dict[str, int]
    elsewhere: int

    def get(self, query: str = "", *, path: str = "", **headers: str) -> Any:
        """Ask for coverage of libraries in 2 minutes, in English."""
        address = f"/api/coverage{path}?city=town&kinds=library&minutes=2{query}"
        return self.client.get(address, headers={"Accept-Language": "en", **headers})

    def post(self, path: str, query: str = "", **members: Any) -> Any:
        headers = {"Accept-Language": "en"}
        body = {name: value for name, value in {**ASKED, **members}.items() if value is not None}
        return self.client.post(f"/api/coverage/{path}{query}", json=body, headers=headers)

    def scenario(self, **members: Any) -> Any:
        answer = self.post("scenario", **members)
        assert answer.status_code == 200, answer.text
        return answer.json

    def sites(self, **members: Any) -> Any:
        answer = self.post("sites", **members)
        assert answer.status_code == 200, answer.text
        return answer.json


@pytest.fixture(scope="module")
def planner(
    server: Server, module_database: Database, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Planner]:
    folder = tmp_path_factory.mktemp("town")
    import_town(module_database, folder)
    import_people(module_database, folder)
    elsewhere = add_space(module_database, add_city(module_database, "other"))
    app = make_app(server, module_database)
    spaces = spaces_by_kind(module_database)
    yield Planner(app.test_client(), module_database, spaces, elsewhere)
    close_app(app)


def detail(answer: Any, status: int = 400) -> str:
    assert answer.status_code == status, answer.text
    assert answer.content_type == PROBLEM
    assert answer.headers["Cache-Control"] == "no-store"
    return str(answer.json["detail"])


def test_who_reaches_a_library_is_told_by_district(planner: Planner) -> None:
    answer = planner.get()

    document = answer.json
    (row,) = document["districts"]
    assert answer.content_type == "application/json"
    assert (row["code"], row["level"], row["name_th"]) == ("500101", "tambon", "ตำบลเมือง")
    assert (row["people"], row["people_covered"]) == (EVERYBODY, LIBRARY)
    assert row["share"] == pytest.approx(LIBRARY / EVERYBODY, abs=1e-6)
    assert row["share_low"] <= row["share"] <= row["share_high"]
    assert row["spaces"] == 1
    assert row["street_metres"] == pytest.approx(1990, abs=1)
    assert document["total"]["people_covered"] == LIBRARY
    assert (document["total"]["level"], document["total"]["name_en"]) == ("city", "Town")
    assert document["people_source"]["basis"] == "point"
    assert {each["id"] for each in document["interval"]["reasons"]} >= {"walking_speed", "snapping"}
    assert document["attribution"] == CREDIT


def test_all_kinds_in_a_quarter_of_an_hour_are_asked_by_a_city_alone(planner: Planner) -> None:
    document = planner.client.get("/api/coverage?city=town").json

    assert (document["minutes"], document["profile"]) == (15, "adult")
    assert len(document["kinds"]) == 13
    assert document["total"]["people_covered"] == EVERYBODY


def test_the_sentences_are_thai_for_a_thai_reader(planner: Planner) -> None:
    answer = planner.get("&lang=th")

    assert answer.headers["Content-Language"] == "th"
    assert all(max(each["text"]) >= "ก" for each in answer.json["remarks"])
    assert planner.get().headers["ETag"] != answer.headers["ETag"]


def test_the_links_lead_to_the_same_in_every_format(planner: Planner) -> None:
    links = {each["title"]: each for each in planner.get().json["links"]}

    assert links["json"]["rel"] == "self"
    for name, link in links.items():
        path = link["href"].removeprefix("http://localhost")
        assert planner.client.get(path).content_type == link["type"], name
        assert "kinds=library" in path


def test_csv_has_the_districts_and_the_city_and_opens_in_a_spreadsheet(planner: Planner) -> None:
    answer = planner.get("&f=csv")

    lines = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"), newline="")))
    assert answer.data.startswith(b"\xef\xbb\xbf")
    assert answer.content_type == "text/csv; charset=utf-8"
    assert 'filename="coverage-town-2min.csv"' in answer.headers["Content-Disposition"]
    assert [line["code"] for line in lines] == ["500101", "city"]
    assert lines[0]["people_covered"] == "700.0"


def test_geojson_draws_each_district_with_its_row(planner: Planner) -> None:
    answer = planner.get("&f=geojson")

    (feature,) = answer.json["features"]
    assert answer.content_type == "application/geo+json"
    assert shape(feature["geometry"]).contains(
        shape({"type": "Point", "coordinates": position(0, 0)})
    )
    assert feature["properties"] == planner.get().json["districts"][0]


def test_hexagons_stand_in_where_they_are_asked_for(planner: Planner) -> None:
    answer = planner.get("&level=hexagon&f=geojson")

    rows = [each["properties"] for each in answer.json["features"]]
    assert {row["level"] for row in rows} == {"hexagon"}
    assert sum(row["people_covered"] or 0 for row in rows) == pytest.approx(LIBRARY, abs=1)
    assert all(each["geometry"]["type"] == "MultiPolygon" for each in answer.json["features"])


def test_what_is_unchanged_is_a_304_until_something_is_written(planner: Planner) -> None:
    before = planner.get()

    again = planner.get(**{"If-None-Match": before.headers["ETag"]})
    with planner.database.writing() as session:
        session.execute(text("UPDATE space SET capacity = capacity + 1 WHERE kind = 'school'"))
    later = planner.get(**{"If-None-Match": before.headers["ETag"]})

    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Cache-Control"].startswith("public, max-age=0")
    assert later.status_code == 200
    assert planner.get("&f=csv").headers["ETag"] != later.headers["ETag"]


def test_what_is_open_now_is_not_kept_for_longer_than_a_minute(planner: Planner) -> None:
    answer = planner.get("&at=now")

    assert answer.status_code == 200
    assert answer.json["at"].endswith(":00+07:00")
    assert answer.headers["Cache-Control"] == "public, max-age=30"


def test_at_an_hour_unknown_hours_make_an_interval(planner: Planner) -> None:
    answer = planner.get("&at=2026-11-28T10:00:00%2B07:00").json

    assert answer["at"] == "2026-11-28T10:00:00+07:00"
    assert (answer["total"]["share_low"], answer["total"]["share_high"]) == (
        0,
        pytest.approx(7 / 12, abs=1e-6),
    )
    assert "unknown_hours" in {each["id"] for each in answer["remarks"]}


@pytest.mark.parametrize(
    ("query", "complaint"),
    [
        ("minutes=0", "'minutes' is 0 but must be a whole number from 1 to 60."),
        ("minutes=200", "'minutes' is 200 but must be"),
        ("minutes=soon", "'minutes' is soon but must be"),
        ("kinds=pub", "'kinds' is pub but must be one of: temple,"),
        ("profile=runner", "'profile' is runner but must be one of: adult,"),
        ("level=moo", "'level' is moo but must be one of: province,"),
        ("at=noon", "'at' is noon but must be a date and time"),
        ("decay=steep", "'decay' is steep but must be one of: gaussian,"),
        ("f=xlsx", "'f' is 'xlsx' but must be one of: json, csv, geojson."),
        ("kind=library", "There is no parameter 'kind' here; did you mean 'kinds'?"),
        ("minutes=5&minutes=6", "is given 2 times"),
        ("minutes=%00", "holds a NUL character"),
    ],
)
def test_a_bad_parameter_is_one_sentence(planner: Planner, query: str, complaint: str) -> None:
    answer = planner.client.get(
        f"/api/coverage?city=town&{query}", headers={"Accept-Language": "en"}
    )

    assert complaint in detail(answer)


def test_a_refusal_speaks_thai(planner: Planner) -> None:
    answer = planner.client.get("/api/coverage?city=town&minutes=200&lang=th")

    assert detail(answer) == "'minutes' มีค่าเป็น 200 แต่ต้องเป็นจำนวนเต็มตั้งแต่ 1 ถึง 60"


def test_a_city_that_is_not_there_or_has_no_streets_is_a_404(planner: Planner) -> None:
    english = {"Accept-Language": "en"}

    nowhere = planner.client.get("/api/coverage?city=nowhere", headers=english)
    bare = planner.client.get("/api/coverage?city=other", headers=english)
    missing = planner.client.get("/api/coverage", headers=english)

    assert "There is no city 'nowhere'; there are: other, town." in detail(nowhere, 404)
    assert "no streets one can walk" in detail(bare, 404)
    assert "The parameter 'city' is missing" in detail(missing)


class TestScenario:
    def test_a_library_on_the_hill_brings_the_hill_within_reach(self, planner: Planner) -> None:
        answer = planner.post("scenario", add=[{**ON_THE_HILL, "kind": "library"}])

        document = answer.json
        (difference,) = document["difference"]
        assert answer.headers["Cache-Control"] == "no-store"
        assert document["total_before"]["people_covered"] == LIBRARY
        assert document["total_after"]["people_covered"] == EVERYBODY
        assert document["people_gained"] == document["people_newly_covered"] == HILL
        assert document["people_lost"] == 0
        assert difference["people_gained"] == HILL
        assert difference["share_change"] == pytest.approx(HILL / EVERYBODY, abs=1e-6)
        assert difference["street_metres_gained"] == pytest.approx(60, abs=1)  # the steps
        assert [row["spaces"] for row in (*document["before"], *document["after"])] == [1, 2]

    def test_without_the_library_its_people_are_lost(self, planner: Planner) -> None:
        document = planner.scenario(remove=[planner.spaces["library"]])

        assert document["people_gained"] == -LIBRARY
        assert (document["people_newly_covered"], document["people_lost"]) == (0, LIBRARY)
        assert document["after"][0]["people_covered"] == 0

    def test_moved_to_the_hill_it_serves_the_others(self, planner: Planner) -> None:
        moved = {"space": planner.spaces["library"], **ON_THE_HILL}
        document = planner.scenario(change=[moved])

        assert (document["people_newly_covered"], document["people_lost"]) == (HILL, LIBRARY)
        assert document["people_gained"] == HILL - LIBRARY

    def test_opened_on_saturday_its_hours_are_known(self, planner: Planner) -> None:
        saturday = "2026-11-28T10:00:00+07:00"
        opened = {"space": planner.spaces["library"], "opening_hours": "Mo-Sa 08:00-18:00"}
        document = planner.scenario(at=saturday, change=[opened])

        assert document["total_before"]["share_low"] == 0
        assert document["total_after"]["share_low"] > 0

    def test_nothing_changed_changes_nothing(self, planner: Planner) -> None:
        document = planner.scenario()

        assert document["before"] == document["after"]
        assert document["people_gained"] == 0
        assert document["before"] == planner.get().json["districts"]

    def test_the_streets_come_with_the_same_answer(self, planner: Planner) -> None:
        add = [{**ON_THE_HILL, "kind": "library"}]

        answer = planner.post("scenario", "?f=streets", add=add)
        header, after = unpack(answer.data)
        _, before = unpack(planner.get(path="/streets").data)

        assert answer.content_type == STREETS
        assert "Content-Encoding" not in answer.headers
        assert header["scenario"] == planner.scenario(add=add)
        assert header["pieces"] == len(after["begin"]) == len(before["begin"])
        assert "points" not in after
        assert (after["begin"] <= before["begin"]).all()
        assert (after["begin"] < before["begin"]).any()
        assert len(after["door_piece"]) == len(before["door_piece"]) + 1

    def test_a_body_may_say_its_language(self, planner: Planner) -> None:
        answer = planner.post("scenario", language="th")

        assert answer.headers["Content-Language"] == "th"

    @pytest.mark.parametrize(
        ("members", "complaint"),
        [
            ({"city": None}, "The body names no city"),
            ({"minutes": 0}, "'minutes' is 0 but must be"),
            ({"kinds": ["pub"]}, "'kinds' is pub but must be one of"),
            ({"profile": "runner"}, "'profile' is runner but must be one of"),
            ({"level": "moo"}, "'level' is moo but must be one of"),
            ({"at": "noon"}, "'at' is noon but must be a date and time"),
            ({"decay": "steep"}, "'decay' is steep but must be one of"),
            ({"added": []}, "There is no member 'added' here"),
            ({"add": [ON_THE_HILL] * 10_000}, "'add' has 10000 items; at most 200 are taken."),
            ({"add": [{"lon": 18.79, "lat": 98.98}]}, "are the two swapped?"),
            ({"add": [{"lon": 0, "lat": 0}]}, "outside"),
            ({"remove": ["library"]}, "'remove[0]' is library but must be the id of a space"),
            ({"change": [{"space": 1.5}]}, "'change[0].space' is 1.5 but must be the id"),
        ],
    )
    def test_a_bad_member_is_one_sentence(
        self, planner: Planner, members: dict[str, Any], complaint: str
    ) -> None:
        assert complaint in detail(planner.post("scenario", **members))

    def test_a_space_that_is_not_in_the_city_is_a_404(self, planner: Planner) -> None:
        for space in (999_999, planner.elsewhere):
            assert str(space) in detail(planner.post("scenario", remove=[space]), 404)
            change = [{"space": space, "capacity": 5}]
            assert str(space) in detail(planner.post("scenario", change=change), 404)

    @pytest.mark.parametrize("at", ["scenario", "sites"])
    def test_a_body_that_is_none_says_so(self, planner: Planner, at: str) -> None:
        def post(body: bytes, media_type: str = "application/json") -> Any:
            english = {"Accept-Language": "en"}
            path = f"/api/coverage/{at}"
            return planner.client.post(path, data=body, content_type=media_type, headers=english)

        assert "not JSON" in detail(post(b"{"))
        assert "must be a JSON object" in detail(post(b"[]"))
        assert "must be a number" in detail(
            post(b'{"city":"town","add":[{"lon":NaN,"lat":1}]}')
        ) or (at == "sites")
        assert "must be JSON" in detail(post(b"city=town", "text/plain"), 415)
        assert "larger than" in detail(post(b" " * 1_000_001), 413)

    @pytest.mark.parametrize("at", ["scenario", "sites"])
    def test_what_is_posted_to_is_not_got(self, planner: Planner, at: str) -> None:
        assert planner.client.get(f"/api/coverage/{at}").status_code == 405


class TestSites:
    def test_the_best_place_for_one_more_serves_the_hill(self, planner: Planner) -> None:
        answer = planner.post("sites", count=1)

        document = answer.json
        (site,) = document["sites"]
        assert answer.headers["Cache-Control"] == "no-store"
        assert document["people_gained"] == site["people_gained"] == HILL
        assert (document["bound"], document["gap"], document["proven"]) == (HILL, 0, True)
        assert (document["goal"], document["weighed_by"]) == ("most", "people")
        assert site["district"] == "500101"

    def test_a_chosen_place_does_in_a_scenario_what_was_promised(self, planner: Planner) -> None:
        (site,) = planner.sites(count=1)["sites"]

        add = [{"lon": site["lon"], "lat": site["lat"], "kind": "library"}]

        assert planner.scenario(add=add)["people_gained"] == site["people_gained"]

    def test_given_places_are_chosen_within_a_budget(self, planner: Planner) -> None:
        far = dict(zip(("lon", "lat"), position(0, 0), strict=True))
        candidates = [{**far, "cost": 1}, {**ON_THE_HILL, "cost": 5, "name_th": "ลานวัด"}]

        rich = planner.sites(candidates=candidates, budget=5)
        poor = planner.sites(candidates=candidates, budget=4)

        assert [site["name_th"] for site in rich["sites"]] == ["ลานวัด"]
        assert rich["people_gained"] == HILL
        assert poor["people_gained"] == 0
        assert rich["candidates"] == 2

    def test_nothing_stands_where_it_must_not(self, planner: Planner) -> None:
        west, south, east, north = *position(150, 250), *position(350, 350)
        ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
        avoid = {"type": "Polygon", "coordinates": [ring]}

        document = planner.sites(count=1, avoid=avoid)

        for site in document["sites"]:
            assert not (west < site["lon"] < east and south < site["lat"] < north)

    def test_all_are_served_by_the_fewest_places(self, planner: Planner) -> None:
        document = planner.sites(goal="all")

        assert (document["goal"], document["proven"]) == ("all", True)
        assert len(document["sites"]) == document["bound"] == 1
        assert document["people_unreachable"] == 0

    @pytest.mark.parametrize(
        ("members", "complaint"),
        [
            ({"city": None}, "The body names no city"),
            ({"minutes": 200}, "'minutes' is 200 but must be"),
            ({"kinds": ["pub"]}, "'kinds' is pub but must be one of"),
            ({"profile": "runner"}, "'profile' is runner but must be one of"),
            ({"at": "noon"}, "'at' is noon but must be a date and time"),
            ({"count": 0}, "'count' is 0 but must be"),
            ({"count": 2, "budget": 3}, "'count' and 'budget' exclude each other"),
            ({"budget": "much"}, "'budget' is much but must be a number"),
            ({"goal": "some"}, "'goal' is some but must be one of: most, all."),
            ({"candidates": []}, "'candidates' is an empty list"),
            ({"candidates": [ON_THE_HILL] * 5001}, "at most 5000 are taken"),
            ({"candidates": "houses"}, "'candidates' is houses but must be"),
            ({"avoid": {"type": "Point"}}, "'avoid' is {"),
            ({"seconds": 60}, "'seconds' is 60 but must be a number from 0.1 to 20."),
            ({"place": 1}, "There is no member 'place' here"),
        ],
    )
    def test_a_bad_member_is_one_sentence(
        self, planner: Planner, members: dict[str, Any], complaint: str
    ) -> None:
        assert complaint in detail(planner.post("sites", **members))


class TestStreets:
    """The clinic at (150, 110) is 10 m from the middle of the street from I to J."""

    QUERY = "/api/coverage/streets?city=town&kinds=hospital"

    def test_the_minutes_of_a_street_are_right_by_hand(self, planner: Planner) -> None:
        answer = planner.client.get(self.QUERY)

        header, arrays = unpack(answer.data)
        piece = piece_between(arrays, position(100, 100), position(200, 100))
        (door,) = range(len(arrays["door_piece"]))
        assert answer.content_type == STREETS
        assert (header["city"], header["attribution"]) == ("town", CREDIT)
        assert arrays["begin"][piece] == pytest.approx((10 + 50) / 1.34 * 10, abs=2)
        assert arrays["end"][piece] == pytest.approx((10 + 50) / 1.34 * 10, abs=2)
        assert arrays["walk"][piece] == pytest.approx(100 / 1.34 * 10, abs=2)
        assert arrays["door_piece"][door] == piece
        assert arrays["door_along"][door] == pytest.approx(0.5, abs=0.001)
        assert arrays["door_seconds"][door] == pytest.approx(10 / 1.34 * 10, abs=2)

    def test_the_lane_that_nothing_leads_to_has_no_minutes(self, planner: Planner) -> None:
        header, arrays = unpack(planner.client.get(self.QUERY).data)
        lane = piece_between(arrays, position(400, 0), position(450, 0))

        assert arrays["begin"][lane] == arrays["end"][lane] == header["none"]

    def test_parts_come_alone_and_belong_together(self, planner: Planner) -> None:
        both, whole = unpack(planner.client.get(self.QUERY).data)
        shapes, shape_arrays = unpack(planner.client.get(f"{self.QUERY}&part=shape").data)
        minutes, minute_arrays = unpack(planner.client.get(f"{self.QUERY}&part=minutes").data)

        assert shapes["version"] == minutes["version"] == both["version"]
        assert {*shape_arrays} | {*minute_arrays} == {*whole}
        assert not {*shape_arrays} & {*minute_arrays}

    def test_shapes_are_packed_for_who_can_unpack(self, planner: Planner) -> None:
        plain = planner.client.get(self.QUERY)
        packed = planner.client.get(self.QUERY, headers={"Accept-Encoding": "gzip"})

        assert packed.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(packed.data) == plain.data
        assert "Accept-Encoding" in packed.headers["Vary"]

    def test_unchanged_minutes_are_a_304(self, planner: Planner) -> None:
        tag = planner.client.get(f"{self.QUERY}&part=minutes").headers["ETag"]

        again = planner.client.get(f"{self.QUERY}&part=minutes", headers={"If-None-Match": tag})
        other = planner.client.get(f"{self.QUERY}&part=shape", headers={"If-None-Match": tag})

        assert (again.status_code, again.data) == (304, b"")
        assert other.status_code == 200

    @pytest.mark.parametrize(
        ("query", "complaint"),
        [
            ("part=names", "'part' is 'names' but must be one of: shape, minutes."),
            ("minutes=0", "'minutes' is 0 but must be"),
            ("f=json", "There is no parameter 'f' here"),
            ("level=tambon", "There is no parameter 'level' here"),
        ],
    )
    def test_a_bad_parameter_is_one_sentence(
        self, planner: Planner, query: str, complaint: str
    ) -> None:
        answer = planner.client.get(f"{self.QUERY}&{query}", headers={"Accept-Language": "en"})

        assert complaint in detail(answer)


def piece_between(arrays: Any, *ends: tuple[float, float]) -> int:
    """Return the number of the piece with these ends, in either direction."""
    wanted = {tuple(round(each * 1e7) for each in end) for end in ends}
    points = [tuple(map(int, each)) for each in arrays["points"].reshape(-1, 2)]
    offsets = arrays["offsets"].tolist()
    found = [
        piece
        for piece, (first, last) in enumerate(pairwise(offsets))
        if {points[first], points[last - 1]} == wanted
    ]
    assert len(found) == 1
    return found[0]


def test_an_answer_is_json_that_every_reader_takes(planner: Planner) -> None:
    for query in ("", "&level=hexagon", "&at=now"):
        body = planner.get(query).data.decode()
        json.loads(body, parse_constant=pytest.fail)


def test_answers_are_what_the_openapi_definition_says(planner: Planner) -> None:
    definition = planner.client.get("/api/openapi.json").json
    answers = {
        "coverage": planner.get("&at=now").json,
        "changed": planner.scenario(add=[ON_THE_HILL]),
        "chosen": planner.sites(count=1),
    }

    for name, answer in answers.items():
        schema = {"$ref": f"#/components/schemas/{name}", "components": definition["components"]}
        OAS30Validator(schema).validate(answer)
        assert {*definition["components"]["schemas"][name]["properties"]} <= {*answer}, name
    row = definition["components"]["schemas"]["district_row"]["properties"]
    assert {*row} == {*answers["coverage"]["total"]}
