"""Routes over HTTP: drawn by curators, refused to others, read and rated by everybody."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from werkzeug.test import TestResponse

from geoservice.paths import STATIC
from geoservice.store.database import Database
from tests.conftest import Server, add_city
from tests.walked_town import import_town, spaces_by_kind
from tests.web.conftest import close_app, make_app
from tests.web.editors import Editor, editor

ROUTES = "/api/routes"
DEVICE = "a-device-of-random-letters"
needs_build = pytest.mark.skipif(
    not (STATIC / "build" / "manifest.json").is_file(),
    reason="the pages are not built; run: make setup",
)


@dataclass(frozen=True)
class Desk:
    """The walked town, its curator, and whoever else comes by."""

    app: Flask
    database: Database
    curator: Editor
    spaces: dict[str, int]
    others: dict[str, Editor] = field(default_factory=dict)

    @property
    def client(self) -> FlaskClient:
        return self.app.test_client()

    def body(self, *kinds: str, **fields: Any) -> dict[str, Any]:
        stops = [{"space": self.spaces[kind]} for kind in kinds or ("library", "temple")]
        return {"city": "town", "title_th": "เดินเมืองเก่า", "stops": stops, **fields}

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> TestResponse:
        sender = self.others.get(headers.pop("who", ""), self.curator)
        return sender.send(method, ROUTES + path, body, type="application/json", **headers)

    def draw(self, *kinds: str, **fields: Any) -> TestResponse:
        answer = self.send("POST", "", self.body(*kinds, **fields))
        assert answer.status_code == 201, answer.text
        return answer

    def publish(self, *kinds: str, **fields: Any) -> dict[str, Any]:
        drawn = self.draw(*kinds, **fields).json
        answer = self.send("POST", f"/{drawn['id']}/publish")
        assert answer.status_code == 200, answer.text
        return answer.json

    def run(self, statement: str, **values: object) -> None:
        with self.database.writing() as session:
            session.execute(text(statement), values)


@pytest.fixture(scope="module")
def whole(
    server: Server, module_database: Database, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Desk]:
    import_town(module_database, tmp_path_factory.mktemp("town"))
    add_city(module_database, "elsewhere")
    app = make_app(server, module_database, base_url="https://city.example")
    others = {
        "stranger": editor(app, module_database, "boon", city="elsewhere"),
        "contributor": editor(app, module_database, "chai", role="contributor"),
        "reader": editor(app, module_database, "dao", scopes=("read",)),
        "nobody": Editor(app, "gs_nobody"),
    }
    curator = editor(app, module_database, city="town")
    yield Desk(app, module_database, curator, spaces_by_kind(module_database), others)
    close_app(app)


@pytest.fixture
def desk(whole: Desk) -> Iterator[Desk]:
    yield whole
    whole.run("DELETE FROM route")
    whole.run("UPDATE space SET status = 'published', place_privacy = 'public'")


def test_a_route_is_drawn_published_and_read_by_everybody(desk: Desk) -> None:
    drawn = desk.draw(title_en="Old Town", best_hours="Sa,Su 08:00-11:00", themes=["ล้านนา"])
    number = drawn.json["id"]

    assert drawn.headers["Location"] == f"https://city.example/api/routes/{number}"
    assert drawn.json["status"] == "draft"
    assert desk.client.get(f"{ROUTES}/{number}").status_code == 404
    assert desk.send("GET", f"/{number}").json["title_en"] == "Old Town"

    published = desk.send("POST", f"/{number}/publish", if_match=drawn.headers["ETag"])
    shown = desk.client.get(f"{ROUTES}/{number}").json

    assert published.json["version"] == 2
    assert [stop["space"] for stop in shown["stops"]] == [
        desk.spaces["library"],
        desk.spaces["temple"],
    ]
    assert shown["starts_at"].endswith("+07:00")
    (leg,) = shown["legs"]["features"]
    assert leg["geometry"]["type"] == "LineString"
    assert leg["properties"]["metres"] == shown["metres"]
    assert shown["plan"].startswith(f"ctown_s{desk.spaces['library']}_s{desk.spaces['temple']}_o")
    walked = desk.client.get(f"/api/walks?plan={shown['plan']}").json
    assert walked["walk"]["metres"] == pytest.approx(shown["metres"], abs=0.2)


def test_published_routes_are_a_collection_too(desk: Desk) -> None:
    desk.publish(themes=["ล้านนา"])
    desk.draw(title_th="ร่าง")

    found = desk.client.get("/api/collections/routes/items?city=town&theme=ล้านนา").json

    (feature,) = found["features"]
    assert feature["geometry"]["type"] == "MultiLineString"
    assert feature["properties"]["stops"] == 2


def test_checking_keeps_nothing_and_tells_each_problem(desk: Desk) -> None:
    desk.run("UPDATE space SET place_privacy = 'private' WHERE kind = 'temple'")

    answer = desk.send("POST", "/check", desk.body("library", "temple", "park"))

    assert answer.status_code == 200
    (found,) = answer.json["checks"]
    assert (found["kind"], found["stop"], found["in_the_way"]) == ("refused", 2, True)
    assert answer.json["stops"][1]["left_out"]
    assert desk.send("GET", "?city=town").json == {"routes": []}


def test_one_stop_alone_can_be_checked_while_it_is_drawn(desk: Desk) -> None:
    answer = desk.send("POST", "/check", {"city": "town", "stops": desk.body("library")["stops"]})

    assert answer.status_code == 200
    assert answer.json["legs"]["features"] == []
    assert answer.json["plan"] is None


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"title_th": " "}, "title_th"),
        ({"stops": []}, "two stops"),
        ({"stops": [{"space": 1, "lon": 1}] * 2}, "must be a place"),
        ({"stops": [{"lon": 0, "lat": 0}, {"lon": 0.001, "lat": 0}]}, "outside town"),
        ({"stops": "x"}, "list"),
        ({"best_hours": "when it suits"}, "OpenStreetMap"),
        ({"difficulty": "deadly"}, "easy"),
        ({"title_en": "x" * 301}, "300 characters"),
        ({"story_th": "x" * 5001}, "5000 characters"),
        ({"picture": "none"}, "picture"),
        ({"colour": "red"}, "colour"),
        ({"loop": "yes"}, "true or false"),
        ({"profile": "horse"}, "horse"),
        ({"city": None}, "city"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(desk: Desk, change: dict, said: str) -> None:
    answer = desk.send("POST", "", {**desk.body(), **change})

    assert answer.status_code == 400, answer.text
    assert said in answer.json["detail"]


def test_forty_six_stops_are_one_too_many(desk: Desk) -> None:
    stops = [{"lon": 98.98 + n / 1e5, "lat": 18.79} for n in range(46)]

    answer = desk.send("POST", "", desk.body(stops=stops))

    assert answer.status_code == 400
    assert "at most 45" in answer.json["detail"]


def test_html_in_a_story_is_kept_as_it_is_written_and_never_becomes_markup(desk: Desk) -> None:
    story = "<script>alert(1)</script> & <b>ok</b>"
    route = desk.publish(story_th=story, title_en="Story")

    assert desk.client.get(f"{ROUTES}/{route['id']}").json["story_th"] == story


def test_who_changes_a_route_says_which_state_they_read(desk: Desk) -> None:
    drawn = desk.draw()
    path, tag = f"/{drawn.json['id']}", drawn.headers["ETag"]

    assert desk.send("PUT", path, desk.body(title_th="ใหม่")).status_code == 428
    changed = desk.send("PUT", path, desk.body(title_th="ใหม่"), if_match=tag)
    stale = desk.send("PUT", path, desk.body(title_th="อีกแบบ"), if_match=tag)

    assert (changed.status_code, changed.json["title_th"]) == (200, "ใหม่")
    assert stale.status_code == 412
    assert "version 2" in stale.json["detail"]
    again = desk.send("PUT", path, desk.body(title_th="อีกแบบ"), if_match=stale.headers["ETag"])
    assert again.status_code == 200


def test_a_route_with_a_hidden_stop_is_a_409_and_a_published_one_tells_it(desk: Desk) -> None:
    waiting = desk.draw().json["id"]
    shown = desk.publish("library", "temple", "park")["id"]
    desk.run("UPDATE space SET status = 'hidden' WHERE kind = 'temple'")

    refused = desk.send("POST", f"/{waiting}/publish")
    seen = desk.client.get(f"{ROUTES}/{shown}?lang=en").json

    assert refused.status_code == 409
    assert "removed or hidden" in refused.json["detail"]
    assert [each["kind"] for each in seen["checks"]] == ["gone"]
    assert [each["left_out"] for each in seen["stops"]] == [False, True, False]
    assert f"s{desk.spaces['temple']}" not in seen["plan"].split("_")


def test_hiding_takes_a_route_off_and_publishing_brings_it_back(desk: Desk) -> None:
    number = desk.publish()["id"]

    assert desk.send("POST", f"/{number}/hide").json["status"] == "hidden"
    assert desk.client.get(f"{ROUTES}/{number}").status_code == 404
    assert desk.send("POST", f"/{number}/publish").json["status"] == "published"


@pytest.mark.parametrize(
    ("who", "status"),
    [("stranger", 403), ("contributor", 403), ("reader", 403), ("nobody", 401)],
)
def test_every_curators_door_is_shut_to_others(desk: Desk, who: str, status: int) -> None:
    number = desk.draw().json["id"]
    doors: list[tuple[str, str, Any]] = [
        ("POST", "", desk.body()),
        ("PUT", f"/{number}", desk.body()),
        ("POST", f"/{number}/publish", None),
        ("POST", f"/{number}/hide", None),
        ("GET", "?city=town", None),
    ]
    if who == "reader":  # whose token may read
        doors.pop()

    for method, path, body in doors:
        answer = desk.send(method, path, body, who=who, if_match="*")
        assert answer.status_code == status, (method, path, answer.text)
    assert desk.send("GET", f"/{number}").json["status"] == "draft"


def test_a_draft_is_not_seen_by_a_curator_of_another_city(desk: Desk) -> None:
    number = desk.draw().json["id"]

    assert desk.send("GET", f"/{number}", who="stranger").status_code == 404
    published = desk.publish()["id"]
    assert desk.send("GET", f"/{published}", who="stranger").status_code == 200


def test_anybody_rates_once_a_device_and_may_change_it(desk: Desk) -> None:
    number = desk.publish()["id"]

    def rate(stars: object, rater: object = DEVICE) -> TestResponse:
        return desk.client.post(f"{ROUTES}/{number}/ratings", json={"stars": stars, "rater": rater})

    assert rate(5).json == {"stars": 5.0, "ratings": 1}
    assert rate(3).json == {"stars": 3.0, "ratings": 1}
    assert rate(4, DEVICE + "-2").json == {"stars": 3.5, "ratings": 2}
    for stars, rater in ((0, DEVICE), (6, DEVICE), (4.5, DEVICE), (5, "short"), (5, None)):
        assert rate(stars, rater).status_code == 400
    assert (
        desk.client.post(f"{ROUTES}/999/ratings", json={"stars": 5, "rater": DEVICE}).status_code
        == 404
    )


def test_ratings_from_one_address_are_limited(desk: Desk) -> None:
    number = desk.publish()["id"]
    given = {"stars": 5, "rater": DEVICE}
    statuses = set()
    for _ in range(31):
        answer = desk.client.post(
            f"{ROUTES}/{number}/ratings",
            json=given,
            environ_overrides={"REMOTE_ADDR": "203.0.113.9"},
        )
        statuses.add(answer.status_code)

    assert statuses == {200, 429}
    assert int(answer.headers["Retry-After"]) > 0


def test_one_address_has_three_devices_a_day_to_rate_a_route_with(desk: Desk) -> None:
    first, second = desk.publish()["id"], desk.publish("library", "park")["id"]

    def rate(route: int, device: int, address: str = "203.0.113.10") -> TestResponse:
        return desk.client.post(
            f"{ROUTES}/{route}/ratings",
            json={"stars": 1, "rater": f"{DEVICE}-{device}"},
            environ_overrides={"REMOTE_ADDR": address},
        )

    refused = rate(999, 0)
    taken = [rate(first, number).status_code for number in range(5)]
    changed = rate(first, 2)

    assert refused.status_code == 404
    assert taken == [200, 200, 200, 429, 429]
    assert changed.json["ratings"] == 3
    assert rate(second, 4).status_code == 200
    assert rate(first, 4, "203.0.113.11").json["ratings"] == 4


@needs_build
def test_the_list_shows_published_routes_and_chooses_among_them(desk: Desk) -> None:
    desk.publish(title_en="For children", age_groups=["child"], themes=["craft"])
    desk.publish("library", "park", title_en="For all", themes=["temples"])
    desk.draw(title_en="Not yet")

    def listed(query: str) -> str:
        answer = desk.client.get(f"/walks?city=town&lang=en{query}")
        assert answer.status_code == 200
        return answer.text

    assert "For children" in listed("")
    assert "For all" in listed("")
    assert "Not yet" not in listed("")
    assert "For children" not in listed("&topic=temples")
    assert "For children" not in listed("&age=senior")
    assert "For all" in listed("&age=senior")
    assert "For children" not in listed("&minutes=30&topic=nothing")
    assert desk.client.get("/walks?age=old").status_code == 400
    assert desk.client.get("/walks?city=nowhere").status_code == 404


@needs_build
def test_a_routes_page_tells_its_story_in_both_languages(desk: Desk) -> None:
    desk.run(
        "INSERT INTO knowledge (city_id, space_id, body, title_th, title_en, media, status) SELECT "
        "city_id, id, 'wisdom', 'ภูมิปัญญาใบลาน', 'Palm-leaf books', '{}', 'published' FROM space "
        "WHERE kind = 'library'"
    )
    desk.publish(
        title_en="Old Town",
        story_th="เรื่องเล่า <b>เมือง</b>",
        story_en="A story",
        best_hours="Sa 09:00-12:00",
    )

    thai = desk.client.get("/walks/old-town?city=town&lang=th").text
    english = desk.client.get("/walks/old-town?city=town&lang=en").text
    desk.run("DELETE FROM knowledge")

    assert "เดินเมืองเก่า" in thai
    assert "เรื่องเล่า &lt;b&gt;เมือง&lt;/b&gt;" in thai
    assert "ภูมิปัญญาใบลาน" in thai
    assert "A story" in english
    assert "Palm-leaf books" in english
    assert '"@type": "TouristTrip"' in english or '"@type":"TouristTrip"' in english
    assert "<svg" in english
    assert "/api/walks?f=gpx" in english.replace("&amp;", "&")


@needs_build
def test_a_page_leaves_a_hidden_stop_out_with_a_sentence(desk: Desk) -> None:
    desk.publish("library", "temple", "park", title_en="Three")
    desk.run("UPDATE space SET status = 'hidden' WHERE kind = 'temple'")

    page = desk.client.get("/walks/three?city=town&lang=en").text

    assert "Stop 2 is left out" in page
    assert "วัดบนดอย" not in page
    assert desk.client.get("/walks/nothing?city=town").status_code == 404


@needs_build
def test_the_desk_asks_who_one_is(desk: Desk) -> None:
    answer = desk.client.get("/walks/edit?city=town")

    assert answer.status_code == 303
    assert "/login?next=/walks/edit" in answer.headers["Location"].replace("%2F", "/")
    opened = desk.curator.send("GET", "/walks/edit?city=town")
    assert opened.status_code == 200
    assert desk.others["contributor"].send("GET", "/walks/edit").status_code == 403
    assert desk.others["stranger"].send("GET", "/walks/edit?city=town").status_code == 404


def test_undoing_a_write_to_a_route_brings_its_stops_back(desk: Desk) -> None:
    drawn = desk.draw("library", "temple")
    path = f"/{drawn.json['id']}"
    desk.send("PUT", path, desk.body("park", "school", "library"), if_match="*")
    with desk.database.writing() as session:
        audit = session.execute(text("SELECT max(id) FROM audit WHERE layer = 'routes'")).scalar()

    undone = desk.curator.send("POST", f"/api/history/{audit}/undo")

    assert undone.status_code == 200, undone.text
    spaces = [stop["space"] for stop in desk.send("GET", path).json["stops"]]
    assert spaces == [desk.spaces["library"], desk.spaces["temple"]]
