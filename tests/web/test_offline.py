"""The service worker and the manifest, without a browser."""

import json
import re

import pytest

from geoservice.paths import STATIC
from geoservice.web import assets
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


@needs_build
def test_the_worker_is_a_script_for_the_whole_site_asked_for_at_each_visit(client):
    answer = client.get("/sw.js")

    assert answer.status_code == 200
    assert answer.content_type == "text/javascript; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-cache"
    assert "worker-src 'self'" in answer.headers["Content-Security-Policy"]


@needs_build
def test_the_worker_is_told_the_addresses_of_the_server(client):
    first, script = client.get("/sw.js").text.split("\n", 1)

    addresses = json.loads(re.fullmatch(r"self\.addresses=(.*);", first)[1])
    assert addresses["page"] == "/"
    assert addresses["walks"] == "/api/walks"
    assert client.get(addresses["icon"], buffered=True).status_code == 200
    for name in re.findall(r'"(map-\w+\.(?:js|css)|[\w-]+\.woff2)"', script):
        assert (
            client.get(addresses["asset"].replace("{name}", name), buffered=True).status_code == 200
        )


@needs_build
def test_the_worker_keeps_the_scripts_and_styles_that_the_page_names(client):
    script = client.get("/sw.js").text

    for name in re.findall(r'/assets/([^"]+)"', client.get("/").text):
        assert name in script


@needs_build
def test_a_worker_that_has_not_changed_is_not_sent_again(client):
    tag = client.get("/sw.js").headers["ETag"]

    assert client.get("/sw.js", headers={"If-None-Match": tag}).status_code == 304


def test_without_a_build_there_is_no_worker(client, monkeypatch, tmp_path):
    monkeypatch.setattr(assets, "BUILT", tmp_path)

    assert client.get("/sw.js").status_code == 404


@needs_build
def test_a_phone_can_install_the_map(client):
    answer = client.get("/manifest.webmanifest", buffered=True)
    manifest = json.loads(answer.text)

    assert answer.content_type == "application/manifest+json"
    assert "แผนที่" in manifest["name"]
    assert '<link rel="manifest" href="/manifest.webmanifest">' in client.get("/").text
    assert client.get("/" + manifest["start_url"].removeprefix("./")).status_code == 200
    for icon in manifest["icons"]:
        picture = client.get("/" + icon["src"], buffered=True)
        assert (picture.status_code, picture.mimetype) == (200, icon["type"])
