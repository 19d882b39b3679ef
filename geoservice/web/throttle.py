"""Slowing down: whoever tries keys that are wrong, and whoever sends too much without one.

Counted by `limits`, the engine of Flask-Limiter, in each process or where GEOSERVICE_LIMITS_STORAGE
says; a count is forgotten when its time is over, so that memory stays small.
"""

import hashlib
import hmac
import ipaddress
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import wraps
from typing import Any

from flask import Flask, Response, current_app, request
from limits import parse, parse_many
from limits.storage import Storage, storage_from_string
from limits.strategies import FixedWindowRateLimiter
from werkzeug.exceptions import TooManyRequests

from geoservice.config import Settings
from geoservice.web.keys import app_key
from geoservice.web.language import say
from geoservice.web.problems import problem
from geoservice.web.state import state

_STORAGE = "geoservice.limits"
_SENDERS = "senders"
_ONE_LINE_BITS = 64  # what one customer is given of IPv6 at least


class Throttle:
    """Counts what went wrong from each address, or under each name, at a rate of its own."""

    def __init__(self, name: str, rate: str, storage: Storage) -> None:
        self._name = name
        self._rate = parse(rate)
        self._limiter = FixedWindowRateLimiter(storage)

    def note(self, key: str) -> None:
        """Count one that went wrong."""
        self._limiter.hit(self._rate, self._name, key)

    def pause_seconds(self, key: str) -> int:
        """Return how long to wait, 0 where it may be tried."""
        if self._limiter.test(self._rate, self._name, key):
            return 0
        ends = self._limiter.get_window_stats(self._rate, self._name, key).reset_time
        return max(1, round(ends - time.time()))


def set_up(app: Flask) -> None:
    """Give the app its counts."""
    with app.app_context():
        place = state().settings.limits_storage or "memory://"
    app.extensions[_STORAGE] = storage_from_string(place)


def throttle(name: str, rate: str) -> Throttle:
    """Return the count of that name."""
    return Throttle(name, rate, current_app.extensions[_STORAGE])


View = Callable[..., Any]
Rate = str | Callable[[Settings], str]
"""How often, like "10/hour; 30/day", or what reads it from the settings."""


def limited(name: str, rate: Rate) -> Callable[[View], View]:
    """Let an address pass a door only so often, counted under a name; else it is a 429."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            check_rate(name, rate)
            return view(*args, **kwargs)

        return guarded

    return decorate


def check_rate(name: str, rate: Rate) -> None:
    """Count a request of its address under a name; abort with a 429 where it came too often."""
    with counted(name, rate):
        pass


@contextmanager
def counted(name: str, rate: Rate, *, sender: str | None = None) -> Iterator[None]:
    """Count what its address sends under a name once it is taken; a refused one counts nothing.

    `sender` stands for the address where that shall not be kept for so long. Abort with a 429,
    before it is read, where too much was taken from there.
    """
    address = sender or sender_address()
    rates = parse_many(rate if isinstance(rate, str) else rate(state().settings))
    counts = [Throttle(name, str(each), current_app.extensions[_STORAGE]) for each in rates]
    seconds = max(each.pause_seconds(address) for each in counts)
    if seconds:
        raise TooManyRequests(response=_too_often(seconds))
    yield
    for each in counts:
        each.note(address)


def _too_often(seconds: int) -> Response:
    """Answer with the minutes to wait: nobody counts hours in seconds."""
    minutes = -(-seconds // 60)
    detail = say(
        "So many came from your address already that the next can come in {minutes} minutes.",
        minutes=minutes,
    )
    return paused(seconds, detail)


def paused(seconds: int, detail: str) -> Response:
    """Return the answer for who has to wait: a 429 that says how long."""
    response = problem(429, detail)
    response.headers["Retry-After"] = str(seconds)
    return response


def sender_address() -> str:
    """Return the address that a request came from; of IPv6 the line, not the one in it."""
    text = request.remote_addr or ""
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return text
    if address.version == 4:
        return text
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((address, _ONE_LINE_BITS), strict=False).network_address)


def sender_mark() -> str:
    """Return what tells the senders of one day apart and leads back to no address: 16 digits."""
    said = f"{datetime.now(UTC):%Y-%m-%d} {sender_address()}".encode()
    return hmac.new(app_key(_SENDERS).encode(), said, hashlib.sha256).hexdigest()[:16]
