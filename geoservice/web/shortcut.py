"""The short way to a tile that was asked for before.

A map asks for the same tiles again and again. The long way through routing and parameters takes
longer than to see that nothing was committed since; so a tile on the shelf is answered before
Flask. What is not there, or no longer right, or cannot be checked, goes the long way.
"""

import time
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

from flask import Flask
from sqlalchemy.exc import DBAPIError

from geoservice.publish.shelf import Kept
from geoservice.publish.tiles import is_right
from geoservice.web import metrics, request_log, security
from geoservice.web.state import State, state
from geoservice.web.tile_answers import Written, known_versions, shelf_key, write_tile

_ROUTE = "tiles kept in memory"
_REASONS = {code: f"{code} {HTTPStatus(code).phrase}" for code in (200, 204, 304)}
_ALWAYS = [*security.EVERYWHERE, *security.OPEN]


def set_up(app: Flask) -> None:
    """Put the short way before the app."""
    with app.app_context():
        app.wsgi_app = Shortcut(app.wsgi_app, state(), metrics.figures_of(app))  # type: ignore[method-assign]


class Shortcut:
    """A WSGI application that answers kept tiles itself and hands on everything else."""

    def __init__(self, app: Any, state: State, figures: metrics.Figures) -> None:
        self._app = app
        self._state = state
        self._figures = figures

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        """Answer a request."""
        started = time.perf_counter()
        kept = self._kept(environ)
        if kept is None:
            answered: Iterable[bytes] = self._app(environ, start_response)
            return answered
        written = _write(environ, kept)
        request_id = request_log.request_id(environ.get("HTTP_X_REQUEST_ID", ""))
        headers = [*written.headers, *_ALWAYS, ("X-Request-Id", request_id)]
        start_response(_REASONS[written.status], headers)
        self._note(environ, request_id, written.status, started)
        return [b"" if environ["REQUEST_METHOD"] == "HEAD" else written.body]

    def _kept(self, environ: dict[str, Any]) -> Kept | None:
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return None
        kept = self._state.shelf.find(shelf_key(environ))
        try:
            return kept if kept and is_right(self._state.glance, kept) else None
        except DBAPIError:
            return None

    def _note(self, environ: dict[str, Any], request_id: str, status: int, started: float) -> None:
        method = environ["REQUEST_METHOD"]
        path, query = shelf_key(environ)
        asked = f"{path}?{query}" if query else path
        request_log.write_line(request_id, method, asked, status, started)
        self._figures.count(_ROUTE, method, status, time.perf_counter() - started)


def _write(environ: dict[str, Any], kept: Kept) -> Written:
    tags = environ.get("HTTP_IF_NONE_MATCH", "")
    found = kept.version if kept.version in known_versions(tags, kept.mark) else kept
    encodings = environ.get("HTTP_ACCEPT_ENCODING", "")
    packable = "gzip" in encodings and "q=0" not in encodings  # weighed: rare, and plain is right
    return write_tile(found, kept.mark, packable=packable)
