"""Pictures over HTTP: sent by anybody, seen once they are published."""

import io
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import text

from geoservice.store.database import Database
from geoservice.store.models import Knowledge, Medium, Note, Route
from tests.conftest import Server, add_city, add_space, count
from tests.living import add_row
from tests.pictures import a_picture
from tests.web.conftest import close_app, make_app
from tests.web.editors import ITEMS, editor

MEDIA = "/api/media?city=town&for=note"


@pytest.fixture
def city(database: Database) -> int:
    return add_city(database)


def send(client: FlaskClient, content: bytes, type: str = "image/jpeg", url: str = MEDIA):
    return client.post(url, data=content, content_type=type, headers={"Accept-Language": "en"})


def test_a_picture_is_sent_and_seen_once_it_is_published(
    client: FlaskClient, database: Database, city: int
) -> None:
    sent = send(client, a_picture(size=(3200, 1600)))

    assert (sent.status_code, sent.json["width"], sent.json["height"]) == (201, 1600, 800)
    path = f"/media/{sent.json['key']}"
    assert sent.headers["Location"] == sent.json["url"] == f"http://localhost{path}"
    assert client.get(path).status_code == 404

    hang(database, city, sent.json["key"])
    shown = client.get(path)

    assert (shown.status_code, shown.mimetype) == (200, "image/webp")
    assert Image.open(io.BytesIO(shown.data)).size == (1600, 800)
    assert shown.headers["Content-Security-Policy"] == "default-src 'none'"
    assert shown.headers["Content-Disposition"] == "inline"
    assert "immutable" in shown.headers["Cache-Control"]
    again = client.get(path, headers={"If-None-Match": shown.headers["ETag"]})
    assert again.status_code == 304
    assert client.get(path, headers={"Range": "bytes=0-9"}).status_code == 206


@pytest.mark.parametrize("shows", [Knowledge, Note, Route])
def test_a_picture_is_given_out_only_while_what_shows_it_is_published(
    client: FlaskClient, database: Database, city: int, shows: type[Any]
) -> None:
    """Whatever its own status says: nothing has to be written down to take it away."""
    key = send(client, a_picture()).json["key"]
    row = hang(database, city, key, shows)
    seen = []

    for status in ("published", "hidden", "draft", "published"):
        with database.writing() as session:
            session.get_one(shows, row).status = status
        seen.append(client.get(f"/media/{key}").status_code)

    assert seen == [200, 404, 404, 200]


def test_a_picture_of_a_space_that_is_hidden_is_for_curators_alone(
    app: Flask, database: Database, city: int
) -> None:
    curator, anybody = editor(app, database), app.test_client()
    key = send(anybody, a_picture()).json["key"]
    hang(database, city, key)
    with database.reading() as session:
        space = session.scalar(text("SELECT space_id FROM published.knowledge"))

    curator.send("DELETE", f"{ITEMS}/{space}", if_match="*")
    hidden = anybody.get(f"/media/{key}").status_code
    kept = curator.send("GET", f"/media/{key}")
    (newest, *_) = curator.send("GET", "/api/history?city=town").json["writes"]
    curator.send("POST", f"/api/history/{newest['id']}/undo", {}, type="application/json")

    assert (hidden, kept.status_code) == (404, 200)
    assert kept.headers["Cache-Control"] == "private, no-store"
    assert anybody.get(f"/media/{key}").status_code == 200


def hang(database: Database, city: int, key: str, shows: type[Any] = Knowledge) -> int:
    """Let something that is published show a picture, and return its id."""
    if shows is Knowledge:
        at = {"space_id": add_space(database, city), "media": {"pictures": [{"key": key}]}}
        return add_row(database, Knowledge, city, **at)
    with database.writing() as session:
        medium = session.query(Medium).filter_by(key=key).one().id
    return add_row(database, shows, city, medium_id=medium)


def test_a_file_of_60_megabytes_is_refused_without_being_read(
    app: Flask, database: Database, city: int
) -> None:
    class Unread(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            pytest.fail("it was read")

    answer = app.test_client().post(
        MEDIA,
        input_stream=Unread(bytes(60_000_000)),
        content_type="image/jpeg",
        headers={"Accept-Language": "en"},
    )

    assert answer.status_code == 413
    assert answer.json["detail"] == (
        "The file is larger than the 15 MB taken here; make it smaller."
    )
    assert count(database, "medium") == 0


@pytest.mark.parametrize(("beyond", "status"), [(0, 400), (1, 413), (60_000_000, 413)])
def test_a_file_that_does_not_say_how_large_it_is_is_refused_for_its_size_too(
    client: FlaskClient, database: Database, city: int, beyond: int, status: int
) -> None:
    """As gunicorn hands on what comes with Transfer-Encoding: chunked."""
    answer = client.post(
        MEDIA,
        input_stream=io.BytesIO(bytes(15_000_000 + beyond)),
        content_type="image/jpeg",
        headers={"Accept-Language": "en", "Transfer-Encoding": "chunked"},
        environ_overrides={"wsgi.input_terminated": True},
    )

    assert answer.status_code == status
    assert ("larger than the 15 MB" in answer.json["detail"]) == (status == 413)
    assert count(database, "medium") == 0


def test_the_limit_can_be_set(server: Server, database: Database, city: int) -> None:
    app = make_app(server, database, max_picture_bytes=2_500_000)
    answer = send(app.test_client(), bytes(2_500_001))
    close_app(app)

    assert (answer.status_code, "2.5 MB" in answer.json["detail"]) == (413, True)


@pytest.mark.parametrize(
    ("content", "type", "status"),
    [
        (b"<svg><script>alert(1)</script></svg>", "image/svg+xml", 415),
        (b"<svg><script>alert(1)</script></svg>", "image/png", 400),
        (b"<html><script>alert(1)</script>", "text/html", 415),
        (b"<html><script>alert(1)</script>", "image/webp", 400),
        (b"OggS" + bytes(20) + b"OpusHead", "audio/ogg", 415),
        (b"", "image/jpeg", 400),
    ],
)
def test_what_is_no_picture_is_refused(
    client: FlaskClient, city: int, content: bytes, type: str, status: int
) -> None:
    answer = send(client, content, type)

    assert (answer.status_code, answer.content_type) == (status, "application/problem+json")


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("/api/media?city=town", 400),
        ("/api/media?for=note", 400),
        ("/api/media?city=nowhere&for=note", 404),
        ("/api/media?city=town&for=fun", 400),
        ("/api/media?city=town&for=note&more=1", 400),
    ],
)
def test_an_address_that_says_too_little_or_too_much_is_refused(
    client: FlaskClient, city: int, url: str, status: int
) -> None:
    assert send(client, a_picture(), url=url).status_code == status


class TestCurators:
    OGG = b"OggS\x00\x02" + bytes(20) + b"\x01\x13OpusHead" + bytes(100)
    URL = "/api/media?city=town&for=knowledge"

    def test_a_curator_sends_a_recording_and_hears_it_before_it_is_published(
        self, app: Flask, database: Database, city: int
    ) -> None:
        curator = editor(app, database)

        sent = curator.send("POST", self.URL, self.OGG, type="audio/ogg")

        assert (sent.status_code, sent.json["type"], sent.json["width"]) == (201, "audio/ogg", None)
        path = f"/media/{sent.json['key']}"
        heard = curator.send("GET", path)
        assert (heard.data, heard.headers["Cache-Control"]) == (self.OGG, "private, no-store")
        assert app.test_client().get(path).status_code == 404

    def test_a_curator_of_another_city_neither_sends_nor_sees(
        self, app: Flask, database: Database, city: int
    ) -> None:
        add_city(database, "other")
        stranger = editor(app, database, city="other")
        key = send(app.test_client(), a_picture()).json["key"]

        assert stranger.send("POST", self.URL, self.OGG, type="audio/ogg").status_code == 403
        assert stranger.send("GET", f"/media/{key}").status_code == 404

    def test_nobody_else_sends_for_knowledge_or_routes(
        self, app: Flask, database: Database, city: int
    ) -> None:
        contributor = editor(app, database, "malee", role="contributor")
        reading = editor(app, database, "reader", scopes=("read",))

        for purpose in ("knowledge", "route"):
            url = f"/api/media?city=town&for={purpose}"
            assert send(app.test_client(), a_picture(), url=url).status_code == 401
            for one in (contributor, reading):
                assert one.send("POST", url, a_picture(), type="image/jpeg").status_code == 403


def test_who_sends_too_many_has_to_wait(client: FlaskClient, city: int) -> None:
    answers = [send(client, b"no picture").status_code for _ in range(31)]

    assert (set(answers[:30]), answers[30]) == ({400}, 429)
