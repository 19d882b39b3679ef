"""The app around its pages: health, languages, errors, headers."""

import logging

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from geoservice.errors import ConflictError, InputError, UnavailableError
from geoservice.web.access import PUBLIC, RULES
from geoservice.web.security import basemap_origin
from tests.conftest import Server
from tests.web.conftest import close_app, make_app


def test_it_is_alive_and_ready(client: FlaskClient) -> None:
    assert client.get("/healthz").json == {"status": "alive"}
    assert client.get("/readyz").json == {"status": "ready"}


def test_it_is_alive_but_not_ready_on_another_schema(client: FlaskClient, database) -> None:
    with database.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    answer = client.get("/readyz?lang=en")

    assert client.get("/healthz").status_code == 200
    assert answer.status_code == 503
    assert answer.json["detail"] == "The database has another schema than this program needs."


def test_a_database_that_is_gone_is_a_503_that_says_nothing_of_it(server: Server) -> None:
    gone = server.database("no_such_database")
    app = make_app(server, gone)

    for path in ("/readyz", "/api/cities", "/api/collections/spaces/tiles/WebMercatorQuad/0/0/0"):
        answer = app.test_client().get(path, headers={"Accept-Language": "en"})

        assert answer.status_code == 503
        assert answer.content_type == "application/problem+json"
        assert "no_such_database" not in answer.text
        assert answer.headers["Retry-After"]
    close_app(app)
    gone.close()


def test_it_answers_again_after_its_connections_were_cut(client: FlaskClient, database) -> None:
    tile = "/api/collections/spaces/tiles/WebMercatorQuad/0/0/0"
    assert client.get(tile).status_code == 204

    with database.owner.connect() as connection:
        connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE usename = 'geoservice_reader' AND datname = current_database()"
            )
        )

    assert client.get(tile).status_code == 204
    assert client.get("/api/cities").status_code == 200


@pytest.mark.parametrize(
    ("asked", "cookie", "accepted", "answered"),
    [
        ("?lang=en", "th", "th", "en"),
        ("?lang=th", "en", "en", "th"),
        ("", "en", "th", "en"),
        ("", "fr", "en-GB,en;q=0.8", "en"),
        ("", "", "fr, en;q=0.4, th;q=0.9", "th"),
        ("", "", "fr", "th"),
        ("", "", "", "th"),
        ("", "", "*", "th"),
    ],
)
def test_the_language_is_the_parameters_then_the_cookies_then_the_browsers_then_thai(
    client: FlaskClient, asked: str, cookie: str, accepted: str, answered: str
) -> None:
    client.set_cookie("lang", cookie)

    answer = client.get(f"/api/nothing{asked}", headers={"Accept-Language": accepted})

    assert answer.headers["Content-Language"] == answered


def test_errors_are_problems_for_machines_and_pages_for_people(client: FlaskClient) -> None:
    for_machines = client.get("/api/nothing?lang=en")
    for_people = client.get("/nothing?lang=en", headers={"Accept": "text/html"})

    assert for_machines.status_code == 404
    assert for_machines.content_type == "application/problem+json"
    assert for_machines.json == {
        "type": "about:blank",
        "title": "Not found",
        "status": 404,
        "detail": "There is nothing at this address.",
        "instance": "/api/nothing",
    }
    assert for_people.status_code == 404
    assert for_people.content_type == "text/html; charset=utf-8"
    assert "There is nothing at this address." in for_people.text


def test_a_method_that_is_not_answered_names_those_that_are(client: FlaskClient) -> None:
    answer = client.delete("/api/cities?lang=en")

    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]
    assert answer.json["detail"].startswith("This address does not answer DELETE")


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (InputError("Wrong."), 400),
        (ConflictError("Taken."), 409),
        (UnavailableError("Gone."), 503),
        (RuntimeError("a secret of the inside"), 500),
    ],
)
def test_each_kind_of_error_has_its_status(app: Flask, error: Exception, status: int) -> None:
    @app.get("/api/failing")
    def fail() -> str:
        raise error

    app.testing = False  # errors are answered, not raised into the test
    answer = app.test_client().get("/api/failing?lang=en")

    assert answer.status_code == status
    assert answer.json["status"] == status
    assert "secret" not in answer.text


def test_an_unexpected_error_names_the_request_that_the_log_knows(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    @app.get("/api/failing")
    def fail() -> str:
        raise RuntimeError("inside")

    app.testing = False
    answer = app.test_client().get("/api/failing?lang=en", headers={"X-Request-Id": "abc-123"})

    assert "abc-123" in answer.json["detail"]
    assert answer.headers["X-Request-Id"] == "abc-123"
    assert any("abc-123" in record.getMessage() for record in caplog.records)


def test_a_statement_that_takes_too_long_is_a_503_with_a_way_out(
    app: Flask, client: FlaskClient, database
) -> None:
    @app.get("/api/slow")
    def slow() -> str:
        with database.reading() as session:
            session.execute(text("SET statement_timeout = 20"))
            session.execute(text("SELECT pg_sleep(5)"))
        return ""

    answer = client.get("/api/slow?lang=en")

    assert answer.status_code == 503
    assert "smaller area" in answer.json["detail"]


def test_a_body_that_is_too_large_is_refused(
    server: Server, database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(RULES, ("take", "POST"), PUBLIC)
    app = make_app(server, database, max_body_bytes=100)

    @app.post("/api/taking")
    def take() -> str:
        from flask import request

        return request.get_data(as_text=True)

    answer = app.test_client().post("/api/taking?lang=en", data=b"x" * 101)

    assert answer.status_code == 413
    assert "100 bytes" in answer.json["detail"]
    close_app(app)


def test_one_line_a_request_is_logged_and_no_line_can_be_forged(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="geoservice"):
        client.get("/healthz?x=%0aforged", headers={"X-Request-Id": "bad id\tforged"})

    (line,) = [r.getMessage() for r in caplog.records if "/healthz" in r.getMessage()]
    assert "GET /healthz" in line
    assert "\n" not in line
    assert "\t" not in line


def test_pages_may_only_do_what_they_are_meant_to(server: Server, database) -> None:
    app = make_app(server, database, basemap_url="https://{s}.tiles.example/{z}/{x}/{y}.png")

    headers = app.test_client().get("/nothing", headers={"Accept": "text/html"}).headers

    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "script-src 'self';" in policy
    assert "img-src 'self' data: blob: https://*.tiles.example;" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "geolocation=(self)" in headers["Permissions-Policy"]
    assert "Referrer-Policy" in headers
    close_app(app)


def test_the_origin_of_a_basemap_is_found() -> None:
    assert basemap_origin("") == ""
    assert basemap_origin("/tiles/{z}/{x}/{y}.png") == ""
    assert basemap_origin("https://a.example:8443/{z}") == "https://a.example:8443"


def test_the_open_api_may_be_read_from_any_page(client: FlaskClient) -> None:
    answer = client.get("/api/cities")
    asked_first = client.options("/api/cities")

    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "ETag" in answer.headers["Access-Control-Expose-Headers"]
    assert asked_first.status_code == 200
    assert "GET" in asked_first.headers["Access-Control-Allow-Methods"]
    assert "Access-Control-Allow-Origin" not in client.get("/healthz").headers


def test_requests_are_counted_by_route(client: FlaskClient) -> None:
    client.get("/healthz")
    client.get("/api/collections/spaces/items/1")
    tile = "/api/collections/spaces/tiles/WebMercatorQuad/3/3/3"
    client.get(tile)
    client.get(tile)

    text = client.get("/metrics").text

    counted = 'geoservice_requests_total{method="GET",route="%s",status="%s"} 1.0'
    assert counted % ("/healthz", 200) in text
    assert counted % ("/api/collections/<collection>/items/<feature_id>", 404) in text
    assert counted % ("tiles kept in memory", 204) in text
    assert "geoservice_request_seconds_bucket" in text
