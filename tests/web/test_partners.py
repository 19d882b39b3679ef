"""The organisations of a city over HTTP: what each runs, offers and found out; who is missing."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient

from geoservice.store.database import Database
from geoservice.store.models import Activity, Knowledge, Partner
from tests.conftest import Server, add_city, add_space
from tests.living import add_row
from tests.web.conftest import close_app, make_app


@pytest.fixture(scope="module")
def client(server: Server, module_database: Database) -> Iterator[FlaskClient]:
    city = add_city(module_database)
    temple = add_row(module_database, Partner, city, contact="053 111 222")
    school = add_row(
        module_database, Partner, city, actor="school", name_th="มหาวิทยาลัย", name_en="University"
    )
    add_row(module_database, Partner, city, actor="bank", name_th="ธนาคาร", status="hidden")
    shrine = add_space(module_database, city, kind="temple", name_en="Shrine", partner_id=temple)
    hidden = add_space(module_database, city, partner_id=temple, status="hidden", name_en="Gone")
    add_row(module_database, Activity, city, space_id=shrine, partner_id=school)
    add_row(module_database, Knowledge, city, space_id=shrine, partner_id=school, year=2020)
    add_row(module_database, Activity, city, space_id=hidden, partner_id=temple)
    app = make_app(server, module_database)
    yield app.test_client()
    close_app(app)


def test_each_says_what_it_runs_offers_and_found_out(client: FlaskClient) -> None:
    told: dict[str, Any] = client.get("/api/cities/town/partners").json

    temple, school = told["partners"]
    assert [each["name_en"] for each in temple["spaces"]] == ["Shrine"]
    assert temple["activities"] == []  # the one it has is at a hidden space
    assert [each["name_en"] for each in school["activities"]] == ["Story hour"]
    assert [each["name_en"] for each in school["research"]] == ["Gilded patterns"]
    assert client.get(school["href"]).json["properties"]["actor"] == "school"


def test_kinds_of_actor_of_which_nobody_takes_part_are_named(client: FlaskClient) -> None:
    told = client.get("/api/cities/town/partners").json

    assert told["missing"] == ["hospital", "government", "company", "bank", "citizens"]


@pytest.mark.parametrize(("language", "word"), [("th", "วัดพระสิงห์"), ("en", "Wat Phra Singh")])
def test_the_page_says_it_in_the_readers_language_and_tells_no_contact(
    client: FlaskClient, language: str, word: str
) -> None:
    page = client.get(f"/cities/town/partners?lang={language}")

    assert page.status_code == 200
    assert word in page.text
    assert "053 111 222" not in page.text


def test_an_unknown_city_names_what_there_is(client: FlaskClient) -> None:
    assert client.get("/api/cities/nowhere/partners").status_code == 404
    assert client.get("/cities/nowhere/partners").status_code == 404
