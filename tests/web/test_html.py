"""The open data API as pages: for whoever comes with a browser, in Thai and in English."""

import re

import pytest
from flask.testing import FlaskClient

from geoservice.store.database import Database
from tests.conftest import add_city, add_space
from tests.web.conftest import Town

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
PAGES = [
    "/api/",
    "/api/conformance",
    "/api/collections",
    "/api/collections/spaces",
    "/api/collections/spaces/queryables",
    "/api/collections/spaces/sortables",
    "/api/collections/spaces/schema",
    "/api/collections/spaces/items",
    "/api/collections/spaces/items/1",
    "/api/collections/districts/items",
    "/api/limits",
    "/api/tiles",
    "/api/tiles/WebMercatorQuad",
    "/api/collections/spaces/tiles",
    "/api/collections/spaces/tiles/WebMercatorQuad?kind=library",
    "/api/tileMatrixSets",
    "/api/tileMatrixSets/WebMercatorQuad",
]


def hrefs(page: str) -> set[str]:
    found = re.findall(r'<a [^>]*href="([^"]*)"', page)
    return {each.replace("&amp;", "&").removeprefix("http://localhost") for each in found}


@pytest.mark.parametrize("path", PAGES)
def test_a_browser_gets_a_page_and_a_program_gets_json(town: Town, path: str) -> None:
    join = "&" if "?" in path else "?"
    page = town.client.get(path, headers={"Accept": BROWSER})
    asked = town.client.get(f"{path}{join}f=html")
    plain = town.client.get(path, headers={"Accept": "*/*"})
    named = town.client.get(f"{path}{join}f=json", headers={"Accept": BROWSER})

    for each in (page, asked):
        assert each.content_type == "text/html; charset=utf-8"
        assert "Accept" in each.headers["Vary"]
        assert '<html lang="th"' in each.text
    for each in (plain, named):
        assert each.json is not None
        assert "Accept" in each.headers["Vary"]
    assert town.client.get(f"{path}{join}f=html&lang=en").text.count('<html lang="en"') == 1


@pytest.mark.parametrize(
    ("accept", "is_page"),
    [
        ("application/geo+json, text/html;q=0.5", False),
        ("text/html;q=0.3, application/schema+json;q=0.9", False),
        ("application/json;q=0.1, text/html;q=0.2", True),
        ("text/html;q=0, */*", False),
        ("text/html, application/xhtml+xml, */*", True),
        ("image/png", False),
    ],
)
def test_what_is_rather_wanted_is_given(town: Town, accept: str, is_page: bool) -> None:
    for path in PAGES:
        answer = town.client.get(path, headers={"Accept": accept})

        assert answer.content_type.startswith("text/html") == is_page, path


def test_the_page_of_a_tile_set_says_what_is_in_its_tiles(town: Town) -> None:
    path = "/api/collections/spaces/tiles/WebMercatorQuad"
    page = town.client.get(f"{path}?kind=library&f=html&lang=en")
    grid = town.client.get("/api/tileMatrixSets/WebMercatorQuad?f=html").text

    assert f"{path}/{{tileMatrix}}/{{tileRow}}/{{tileCol}}?kind=library" in page.text
    assert f"{path}?kind=library&f=tilejson" in hrefs(page.text)
    assert "/api/tileMatrixSets/WebMercatorQuad" in hrefs(page.text)
    assert "<code>name_th</code> Thai name" in page.text
    assert "559,082,264" in grid


def test_a_page_is_not_mistaken_for_the_json_that_was_read_before(client: FlaskClient) -> None:
    for path in ("/api/collections", "/api/collections/spaces/items"):
        tag = client.get(path).headers["ETag"]

        page = client.get(path, headers={"Accept": BROWSER, "If-None-Match": tag})
        again = client.get(path, headers={"Accept": BROWSER, "If-None-Match": page.headers["ETag"]})

        assert (page.status_code, again.status_code) == (200, 304)


def test_from_page_to_page_one_reaches_every_feature(town: Town) -> None:
    seen, ahead = set(), {"/api/"}
    while ahead:
        path = ahead.pop()
        seen.add(path)
        answer = town.client.get(path, headers={"Accept": BROWSER})
        assert answer.status_code == 200, path
        if answer.content_type.startswith("text/html"):
            near = {each.partition("?")[0] for each in hrefs(answer.text)}
            ahead |= {each for each in near - seen if each.startswith("/api/")}

    assert {f"/api/collections/spaces/items/{each}" for each in (town.library, town.online)} <= seen


def test_a_table_says_properties_and_words_in_the_language_asked_for(town: Town) -> None:
    thai = town.client.get("/api/collections/spaces/items?f=html&lang=th").text
    english = town.client.get("/api/collections/spaces/items?f=html&lang=en").text

    assert "ประเภท" in thai
    assert "ห้องสมุด" in thai
    assert "Opening hours" in english
    assert "<td>Library</td>" in english


def test_what_a_place_is_called_can_put_nothing_into_a_page(
    client: FlaskClient, database: Database
) -> None:
    name, website = "<script>alert(1)</script>", "javascript:alert(1)"
    space = add_space(database, add_city(database), name_th=name, website=website)

    for path in ("items", f"items/{space}"):
        page = client.get(f"/api/collections/spaces/{path}?f=html").text
        assert "&lt;script&gt;alert(1)" in page
        assert name not in page
        assert website not in hrefs(page)


def test_the_definition_is_there_to_read(town: Town) -> None:
    page = town.client.get("/api/docs?lang=en")

    assert page.content_type == "text/html; charset=utf-8"
    assert "GET /api/collections/spaces/items" in page.text
    assert "How many features at most." in page.text
