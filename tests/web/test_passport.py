"""The learning passport over HTTP: who may print sheets, what is refused, what nobody is told."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from flask import Flask
from itsdangerous import URLSafeSerializer
from sqlalchemy import text
from werkzeug.test import TestResponse

from geoservice.paths import STATIC
from geoservice.store.database import Database
from tests.conftest import Server, add_city, add_space
from tests.web.conftest import close_app, make_app
from tests.web.editors import Editor, editor

DEVICE = "0123456789abcdef0123456789abcdef"
needs_build = pytest.mark.skipif(
    not (STATIC / "build" / "manifest.json").is_file(),
    reason="the pages are not built; run: make setup",
)


@dataclass(frozen=True)
class Wall:
    """A library of a town, and who comes by."""

    app: Flask
    database: Database
    curator: Editor
    library: int
    others: dict[str, Editor] = field(default_factory=dict)

    def post(self, path: str, body: Any, address: str = "192.0.2.1") -> TestResponse:
        return self.app.test_client().post(
            f"/api/passport{path}",
            json=body,
            headers={"Accept-Language": "en"},
            environ_overrides={"REMOTE_ADDR": address},
        )

    def issue(self, who: Editor | None = None) -> TestResponse:
        return (who or self.curator).send("POST", f"/api/spaces/{self.library}/stamp-sheets")

    def token(self) -> str:
        return self.issue().json["link"].partition("?s=")[2]

    def stamp(self, token: str, device: str = DEVICE, **more: str) -> TestResponse:
        return self.post("/stamps", {"token": token, "device": device}, **more)

    def run(self, statement: str) -> list:
        with self.database.writing() as session:
            result = session.execute(text(statement))
            return list(result) if result.returns_rows else []


@pytest.fixture(scope="module")
def whole(server: Server, module_database: Database) -> Iterator[Wall]:
    city = add_city(module_database, "town", timezone="Asia/Bangkok")
    add_city(module_database, "elsewhere")
    library = add_space(module_database, city, name_th="หอสมุด", name_en="Library")
    app = make_app(server, module_database, base_url="https://city.example")
    others = {
        "stranger": editor(app, module_database, "boon", city="elsewhere"),
        "contributor": editor(app, module_database, "chai", role="contributor"),
        "reader": editor(app, module_database, "dao", scopes=("read",)),
        "nobody": Editor(app, "gs_nobody"),
    }
    curator = editor(app, module_database, city="town")
    yield Wall(app, module_database, curator, library, others)
    close_app(app)


@pytest.fixture
def wall(whole: Wall) -> Iterator[Wall]:
    yield whole
    for table in ("stamp_seen", "stamp_count", "stamp_sheet"):
        whole.run(f"DELETE FROM {table}")


def test_a_scan_is_answered_with_a_stamp_that_the_device_keeps(wall: Wall) -> None:
    answer = wall.stamp(wall.token())

    assert answer.status_code == 201
    assert answer.headers["Cache-Control"] == "no-store"
    space = {"id": wall.library, "name_th": "หอสมุด", "name_en": "Library", "kind": "library"}
    assert answer.json["space"] == space
    assert answer.json["minutes"] == 30
    assert answer.json["bodies"] == ["city"]
    assert answer.json["at"].endswith("+07:00")


def test_a_second_scan_of_a_day_is_a_409_and_a_forged_code_a_400(wall: Wall) -> None:
    token = wall.token()
    wall.stamp(token)

    again, forged = wall.stamp(token), wall.stamp(token[:-2] + "xx")
    elsewhere = wall.stamp(URLSafeSerializer("guessed", salt="stamp sheets").dumps([1, 1, 1]))

    assert again.status_code == 409
    assert "today's stamp" in again.json["detail"]
    assert (forged.status_code, elsewhere.status_code) == (400, 400)
    assert "not one that this service printed" in forged.json["detail"]


def test_a_code_moved_to_another_city_is_refused(wall: Wall) -> None:
    token = wall.token()
    wall.run("UPDATE space SET city_id = (SELECT id FROM city WHERE slug = 'elsewhere')")
    try:
        answer = wall.stamp(token)
    finally:
        wall.run("UPDATE space SET city_id = (SELECT id FROM city WHERE slug = 'town')")

    assert answer.status_code == 400
    assert "another city" in answer.json["detail"]


def test_a_sheet_that_was_replaced_stamps_for_a_week_and_then_no_more(wall: Wall) -> None:
    old, new = wall.token(), wall.token()

    assert wall.stamp(old).status_code == 201
    wall.run("UPDATE stamp_sheet SET ends_at = now() WHERE serial = 1")
    refused = wall.stamp(old, DEVICE + "-2")

    assert refused.status_code == 409
    assert "newer one" in refused.json["detail"]
    assert wall.stamp(new, DEVICE + "-2").status_code == 201


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"token": "x"},
        {"token": "x", "device": "short"},
        {"token": 1, "device": DEVICE},
        {"token": "x" * 5000, "device": DEVICE},
        {"token": "x", "device": DEVICE, "name": "Nida"},
        {"token": "x", "device": "ก" * 20},
    ],
)
def test_a_scan_that_says_something_else_is_refused(wall: Wall, body: dict) -> None:
    assert wall.post("/stamps", body).status_code == 400


def test_stamps_add_up_to_a_certificate_that_its_address_verifies(wall: Wall) -> None:
    stamp = wall.stamp(wall.token()).json["stamp"]

    answer = wall.post("/certificate", {"stamps": [stamp, stamp], "name": "  Nida  Jaidee "})

    assert answer.status_code == 200
    assert answer.json["total_minutes"] == 30
    assert answer.json["minutes"]["city"] == 30
    assert answer.json["name"] == "Nida Jaidee"
    assert answer.json["link"].startswith("https://city.example/passport/certificate?c=")


def test_no_certificate_is_made_of_forged_or_of_other_peoples_stamps(wall: Wall) -> None:
    token = wall.token()
    mine = wall.stamp(token).json["stamp"]
    yours = wall.stamp(token, DEVICE + "-2").json["stamp"]

    for stamps, said in (
        ([mine, yours], "more than one passport"),
        ([mine + "x"], "not given"),
        ([token], "not given"),
        ([], "no stamps"),
        ("x", "list"),
        ([1], "text"),
    ):
        answer = wall.post("/certificate", {"stamps": stamps})
        assert answer.status_code == 400
        assert said in answer.json["detail"]


def test_counts_are_told_from_five_on_and_never_who(wall: Wall) -> None:
    token = wall.token()

    def counts() -> list[dict[str, Any]]:
        return wall.app.test_client().get("/api/passport/counts?city=town").json["counts"]

    for number in range(4):
        wall.stamp(token, f"{DEVICE}-{number}")
    (few,) = counts()
    wall.stamp(token, f"{DEVICE}-5")
    (enough,) = counts()

    assert (few["stamps"], few["fewer_than"]) == (None, 5)
    assert (enough["stamps"], enough["fewer_than"]) == (5, None)
    assert enough["space"] == wall.library
    assert wall.app.test_client().get("/api/passport/counts?city=nowhere").status_code == 404


@pytest.mark.parametrize(
    ("who", "status"),
    [("stranger", 403), ("contributor", 403), ("reader", 403), ("nobody", 401)],
)
def test_only_a_curator_of_the_city_prints_sheets(wall: Wall, who: str, status: int) -> None:
    asker = wall.others[who]
    page = f"/spaces/{wall.library}/stamp-sheet"

    assert wall.issue(asker).status_code == status
    assert asker.send("POST", page).status_code == status
    if who != "reader":  # whose token may read
        assert asker.send("GET", page).status_code == status
    assert wall.run("SELECT id FROM stamp_sheet") == []


def test_an_unknown_space_has_no_sheet(wall: Wall) -> None:
    for number in (999_999, 10**30):
        answer = wall.curator.send("POST", f"/api/spaces/{number}/stamp-sheets")
        assert answer.status_code == 404


def test_scans_from_one_address_are_limited(wall: Wall) -> None:
    statuses = {wall.stamp("x", address="203.0.113.7").status_code for _ in range(301)}

    assert statuses == {400, 429}


@needs_build
def test_a_sheet_is_printed_in_both_languages_with_its_code(wall: Wall) -> None:
    page = f"/spaces/{wall.library}/stamp-sheet"
    empty = wall.curator.send("GET", page).text

    made = wall.curator.send("POST", page)
    shown = wall.curator.send("GET", page).text

    assert "has no sheet yet" in empty
    assert made.status_code == 303
    assert "หอสมุด" in shown
    assert "Library" in shown
    assert "<svg" in shown
    assert "https://city.example/passport/stamp?s=" in shown


@needs_build
def test_a_certificates_page_says_what_was_issued_and_no_other(wall: Wall) -> None:
    stamp = wall.stamp(wall.token()).json["stamp"]
    sent = {"stamps": [stamp], "name": "<b>Nida</b>"}
    token = wall.post("/certificate", sent).json["certificate"]
    client = wall.app.test_client()

    page = client.get(f"/passport/certificate?c={token}&lang=en")
    forged = client.get(f"/passport/certificate?c={token[:-3]}&lang=en")

    assert page.status_code == 200
    assert "&lt;b&gt;Nida&lt;/b&gt;" in page.text
    assert "30 min" in page.text
    assert forged.status_code == 400
    assert "not issued" in forged.text


@needs_build
def test_the_passport_and_a_scanned_code_are_pages_for_anybody(wall: Wall) -> None:
    client = wall.app.test_client()

    assert client.get("/passport?lang=th").status_code == 200
    scanned = client.get("/passport/stamp?s=anything&lang=th")
    assert scanned.status_code == 200
    assert scanned.headers["Cache-Control"] == "no-store"
    assert wall.run("SELECT id FROM stamp_seen") == []  # looking is not stamping
