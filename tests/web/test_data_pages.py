"""The page of open data, and what crawlers are told: what it is handed, and where it leads."""

import json
import re
from datetime import datetime
from xml.etree import ElementTree

import pytest

from geoservice.web.assets import is_built
from tests.conftest import add_city, add_space
from tests.web.conftest import close_app, make_app

needs_build = pytest.mark.skipif(not is_built(), reason="the pages are not built")
SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def _script(page: str, kind: str) -> dict:
    found = re.search(rf'<script type="application/{kind}"[^>]*>(.*?)</script>', page, re.S)
    assert found
    return json.loads(found[1])


def _path(url: str) -> str:
    return url.removeprefix("http://localhost")


@needs_build
def test_the_page_is_handed_what_there_is(town):
    page = _script(town.client.get("/data?lang=en").text, "json")

    spaces = next(each for each in page["collections"] if each["id"] == "spaces")
    assert spaces["count"] == {"number": 6, "exact": True}  # the sage too, without a place
    assert spaces["cities"] == ["town"]
    assert spaces["attribution"] == "© Somebody"
    assert spaces["licence"] is None  # nobody said under which
    kind = next(each for each in spaces["fields"] if each["name"] == "kind")
    assert {"id": "library", "title": "Library"} in kind["terms"]
    districts = next(each for each in page["collections"] if each["id"] == "districts")
    assert "gpx" in spaces["formats"]
    assert "gpx" not in districts["formats"]


@needs_build
def test_every_address_that_is_handed_out_answers(town):
    page = _script(town.client.get("/data").text, "json")

    for collection in page["collections"]:
        urls = {name: url for name, url in collection["urls"].items() if "{" not in url}
        found = {name: town.client.get(_path(url)).status_code for name, url in urls.items()}
        assert set(found.values()) == {200}, found
    ground = re.sub(r"\{.\}", "0", page["urls"]["groundTiles"])
    assert town.client.get(ground).status_code in (200, 204)


@needs_build
def test_every_filter_that_is_offered_is_one_of_the_api(town):
    page = _script(town.client.get("/data").text, "json")

    for collection in page["collections"]:
        known = town.client.get(_path(collection["urls"]["queryables"])).json["properties"]
        names = {field["name"] for field in collection["fields"]}
        assert names == set(known) - {"geometry", "city"}


@needs_build
@pytest.mark.parametrize(("language", "title"), [("th", "ข้อมูลเปิด"), ("en", "Open data")])
def test_the_page_speaks_both_languages(town, language, title):
    answer = town.client.get(f"/data?lang={language}")

    assert answer.headers["Content-Language"] == language
    assert f"<title>{title} — geoservice</title>" in answer.text


@needs_build
def test_map_and_data_lead_to_each_other(client):
    assert 'href="/data?lang=th"' in client.get("/?lang=th").text
    assert 'href="/?lang=th"' in client.get("/data?lang=th").text


@needs_build
def test_pages_with_a_map_bring_no_wording_of_this_one(client):
    for path in ("/?lang=th", "/coverage?lang=th"):
        assert "Counting …" not in _script(client.get(path).text, "json")["messages"]
    assert "Counting …" in _script(client.get("/data?lang=th").text, "json")["messages"]


@needs_build
def test_search_engines_find_the_datasets_in_the_page(town):
    found = _script(town.client.get("/data?lang=th").text, "ld\\+json")

    assert (found["@context"], found["@type"]) == ("https://schema.org", "DataCatalog")
    spaces = found["dataset"][0]
    assert (spaces["name"], spaces["alternateName"]) == ("พื้นที่การเรียนรู้", "Learning spaces")
    assert len(spaces["description"]) >= 50  # what Google asks for at least
    assert spaces["creditText"] == "© Somebody"
    assert spaces["spatialCoverage"][0]["geo"]["box"] == "18.7 98.9 18.9 99.1"
    downloads = {each["contentUrl"] for each in spaces["distribution"]}
    assert "http://localhost/api/collections/spaces/export?f=gpkg" in downloads


@needs_build
def test_a_number_is_counted_anew_once_something_was_written(client, database):
    city = add_city(database)
    assert "<dd>0</dd>" in client.get("/data").text

    add_space(database, city)

    page = _script(client.get("/data").text, "json")
    assert page["collections"][0]["count"]["number"] == 1


def test_the_sitemap_has_each_page_in_both_languages(town):
    answer = town.client.get("/sitemap.xml")

    assert answer.mimetype == "application/xml"
    urls = ElementTree.fromstring(answer.text).findall("s:url", SITEMAP)
    found = {url.findtext("s:loc", "", SITEMAP): url for url in urls}
    assert {"http://localhost/data?lang=th", "http://localhost/data?lang=en"} <= set(found)
    assert "http://localhost/?lang=th&city=town" in found or (
        "http://localhost/?city=town&lang=th" in found
    )
    assert {"http://localhost/cities?lang=th", "http://localhost/cities/town?lang=en"} <= set(found)
    assert any("/walks/old-town?" in url for url in found)
    (route,) = {u.findtext("s:lastmod", "", SITEMAP) for a, u in found.items() if "old-town?" in a}
    assert datetime.fromisoformat(route).tzinfo is not None
    links = found["http://localhost/data?lang=en"].findall("x:link", SITEMAP)
    assert [link.get("hreflang") for link in links] == ["th", "en", "x-default"]
    if is_built():
        assert {town.client.get(_path(url)).status_code for url in found} == {200}


def test_robots_are_told_of_the_sitemap_and_kept_from_a_million_features(town):
    lines = town.client.get("/robots.txt").text.splitlines()

    assert "Sitemap: http://localhost/sitemap.xml" in lines
    assert "Disallow: /api/" in lines


def test_crawlers_are_sent_to_the_public_address(server, database):
    app = make_app(server, database, base_url="https://city.example/")

    said = app.test_client().get("/robots.txt").text
    close_app(app)

    assert "Sitemap: https://city.example/sitemap.xml" in said
