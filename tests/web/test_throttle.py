"""How often an address may come: one line of IPv6 is one address, and no address is kept."""

from datetime import datetime

import pytest
from flask import Flask, Response
from werkzeug.exceptions import TooManyRequests

from geoservice.web.throttle import limited, sender_address, sender_mark


@limited("tries", "2/minute; 3/hour")
def door() -> Response:
    return Response("in")


def come(app: Flask, address: str) -> Response:
    with app.test_request_context("/", environ_base={"REMOTE_ADDR": address}):
        try:
            return door()
        except TooManyRequests as error:
            return error.get_response()  # type: ignore[return-value]


def mark(app: Flask, address: str) -> str:
    with app.test_request_context("/", environ_base={"REMOTE_ADDR": address}):
        return sender_mark()


def test_who_comes_too_often_waits_and_nobody_else(app: Flask) -> None:
    answers = [come(app, "192.0.2.1") for _ in range(4)]

    assert [each.status_code for each in answers] == [200, 200, 429, 429]
    assert 1 <= int(answers[2].headers["Retry-After"]) <= 60
    assert "นาที" in answers[2].get_data(as_text=True)
    assert come(app, "192.0.2.2").status_code == 200


@pytest.mark.parametrize(
    ("address", "known_as"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2::9", "2001:db8:1:2::"),
        ("2001:db8:1:3::9", "2001:db8:1:3::"),
        ("", ""),
    ],
)
def test_an_address_of_ipv6_counts_as_its_line(app: Flask, address: str, known_as: str) -> None:
    with app.test_request_context("/", environ_base={"REMOTE_ADDR": address}):
        assert sender_address() == known_as


def test_a_sender_is_marked_the_same_for_a_day_and_by_no_address(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    today = mark(app, "192.0.2.1")

    class Tomorrow(datetime):
        @classmethod
        def now(cls, tz=None):  # type: ignore[no-untyped-def]
            return cls(2099, 1, 1, tzinfo=tz)

    assert mark(app, "192.0.2.1") == today
    assert mark(app, "192.0.2.2") != today
    assert len(today) == 16
    assert int(today, 16) >= 0
    monkeypatch.setattr("geoservice.web.throttle.datetime", Tomorrow)
    assert mark(app, "192.0.2.1") != today
