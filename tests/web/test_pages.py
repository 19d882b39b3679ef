"""The pages, their data and their files, without a browser."""

import gzip
import html
import json
import re

import pytest

from geoservice.paths import STATIC
from geoservice.web import assets
from geoservice.web.page_data import script_msgids
from tests.web.conftest import close_app, make_app

needs_build = pytest.mark.skipif(
    not (STATIC / "build" / "manifest.json").is_file(),
    reason="the pages are not built; run: make setup",
)


@pytest.fixture(scope="module")
def app(server, module_database):
    app = make_app(server, module_database)
    yield app
    close_app(app)


@pytest.fixture
def client(app):
    return app.test_client()


def _data(page: str) -> dict:
    block = re.search(r'<script type="application/json" id="page-data">(.*?)</script>', page, re.S)
    assert block is not None
    return json.loads(html.unescape(block[1]))


@needs_build
@pytest.mark.parametrize(
    ("query", "accepted", "language"),
    [
        ("", "", "th"),
        ("", "en-GB,en;q=0.9", "en"),
        ("?lang=th", "en-GB", "th"),
        ("?lang=en", "th", "en"),
        ("?lang=xx", "", "th"),
    ],
)
def test_the_page_speaks_the_asked_language(client, query, accepted, language):
    answer = client.get(f"/{query}", headers={"Accept-Language": accepted})

    assert answer.status_code == 200
    assert f'<html lang="{language}"' in answer.text
    assert answer.headers["Content-Language"] == language
    assert _data(answer.text)["language"] == language


@needs_build
def test_a_language_once_chosen_holds(client):
    client.get("/?lang=en", headers={"Accept-Language": "th"})

    assert '<html lang="en"' in client.get("/", headers={"Accept-Language": "th"}).text


@needs_build
def test_the_chosen_colours_are_there_before_any_script(client):
    assert 'data-theme="dark"' in client.get("/?theme=dark").text
    assert "data-theme" not in client.get("/?theme=%22%3E%3Cscript%3E").text


@needs_build
def test_every_address_the_scripts_get_leads_somewhere(client):
    urls = _data(client.get("/").text)["urls"]

    for name, url in urls.items():
        places = {"z": "14", "x": "12696", "y": "7336", "id": "1", "city": "town", "key": "x"}
        places["slug"] = "x"
        filled = re.sub(r"\{(\w+)\}", lambda match, at=places: at[match[1]], url)
        status = client.get(filled).status_code
        # some want parameters, a curator, or to be posted to; of the others there is none here
        missing = {"space": 404, "district": 404, "calendar": 404, "medium": 404, "living": 404}
        missing |= {
            "routePage": 404,
            "spacePage": 404,
            "contributions": 401,
            "suggestionMedia": 405,
            "notes": 401,
            "noteMedia": 405,
        }
        assert status in {200, 204, missing.get(name, 400)}, url


@needs_build
def test_the_page_brings_the_wording_of_its_scripts(client):
    thai = _data(client.get("/?lang=th").text)["messages"]
    english = _data(client.get("/?lang=en").text)["messages"]

    own = {"Tap the map where the place is.", "Loading …", "There is no connection to the server."}
    others = {"All suggestions", "All kinds"}  # of the curator's desk
    assert own <= set(thai) < set(script_msgids())
    assert others <= set(script_msgids()) - set(thai)
    assert english == {}


@needs_build
def test_no_script_or_style_stands_in_the_page_itself(client):
    page = client.get("/").text

    kinds = re.findall(r"<script([^>]*)>", page)
    assert kinds
    assert all("src=" in each or 'type="application/json"' in each for each in kinds)
    assert not re.search(r"\son\w+=", page)


@needs_build
def test_built_files_are_kept_for_ever_and_come_compressed(client):
    url = re.search(r'src="(/assets/map-[^"]+\.js)"', client.get("/").text)[1]

    with client.get(url) as answer:
        plain, headers = answer.data, answer.headers
    with client.get(url, headers={"Accept-Encoding": "gzip"}) as answer:
        packed, packed_headers = answer.data, answer.headers

    assert "immutable" in headers["Cache-Control"]
    assert headers["Content-Type"].startswith("text/javascript")
    assert packed_headers["Content-Encoding"] == "gzip"
    assert packed_headers["Vary"] == "Accept-Encoding"
    assert gzip.decompress(packed) == plain
    assert len(packed) < len(plain) / 2


@needs_build
@pytest.mark.parametrize("name", ["nothing.js", "manifest.json", "..%2f..%2fsetup.cfg", "x.map"])
def test_only_built_files_are_sent(client, name):
    assert client.get(f"/assets/{name}").status_code == 404


def test_pages_that_are_not_built_say_how_to_build_them(client, monkeypatch, tmp_path):
    monkeypatch.setattr(assets, "BUILT", tmp_path)

    answer = client.get("/", headers={"Accept-Language": "en", "Accept": "application/json"})

    assert answer.status_code == 503
    assert "make setup" in answer.json["detail"]


def test_a_page_that_does_not_exist_is_answered_as_a_page(client):
    answer = client.get("/nowhere?lang=en", headers={"Accept": "text/html"})

    assert answer.status_code == 404
    assert '<html lang="en"' in answer.text
    assert 'href="/"' in answer.text
