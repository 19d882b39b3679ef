"""The planner's page: what it is handed, and where it leads."""

import json
import re

import pytest

from geoservice.web.assets import is_built

needs_build = pytest.mark.skipif(not is_built(), reason="the pages are not built")
QUESTIONS = ("coverage", "scenario", "sites", "streets")


def _data(page: str) -> dict:
    found = re.search(r'<script type="application/json" id="page-data">(.*?)</script>', page, re.S)
    assert found
    return json.loads(found[1])


@needs_build
def test_the_page_is_handed_the_addresses_it_asks(client):
    urls = _data(client.get("/coverage").text)["urls"]

    found = {client.get(urls["coverage"]).status_code, client.get(urls["streets"]).status_code}
    assert found == {400}  # they are there, and miss the city
    assert all(urls[name].startswith("/api/coverage") for name in QUESTIONS)


@needs_build
@pytest.mark.parametrize("language", ["th", "en"])
def test_the_page_speaks_both_languages(client, language):
    answer = client.get(f"/coverage?lang={language}")

    assert answer.headers["Content-Language"] == language
    title = {"th": "ใครเดินถึงแหล่งเรียนรู้", "en": "Who reaches learning on foot"}[language]
    assert title in answer.text


@needs_build
def test_map_and_coverage_lead_to_each_other(client):
    assert 'href="/coverage?lang=th"' in client.get("/?lang=th").text
    assert 'href="/?lang=th"' in client.get("/coverage?lang=th").text


@needs_build
def test_the_page_brings_its_own_wording_and_none_of_the_walks(client):
    thai = _data(client.get("/coverage?lang=th").text)["messages"]

    assert "Add a space and drag it: the streets, the table and the sentence follow." not in thai
    assert thai["Find the best places"] == "หาจุดที่ดีที่สุด"
    assert "Where I am" not in thai
