"""Who asks, and whether they may: tokens in, and one table of rules for every door that writes.

A door is an endpoint and a method that is not safe (RFC 9110, 9.2.1). One that the table does not
know lets nobody through.
"""

import logging
from datetime import UTC, datetime

from flask import Flask, Response, current_app, g, request

from geoservice.ecology.accounts.asker import Asker
from geoservice.ecology.accounts.roles import Deed
from geoservice.ecology.accounts.tokens import find_asker
from geoservice.errors import AccessError, ForbiddenError
from geoservice.web.language import request_language, say
from geoservice.web.problems import problem
from geoservice.web.state import state
from geoservice.web.throttle import Throttle

log = logging.getLogger(__name__)

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
PUBLIC = None
RULES: dict[tuple[str, str], Deed | None] = {
    ("walks.plan", "POST"): PUBLIC,
    ("coverage.scenario", "POST"): PUBLIC,
    ("coverage.sites", "POST"): PUBLIC,
    ("writes.create", "POST"): Deed.EDIT_SPACES,
    ("writes.replace", "PUT"): Deed.EDIT_SPACES,
    ("writes.update", "PATCH"): Deed.EDIT_SPACES,
    ("writes.hide", "DELETE"): Deed.EDIT_SPACES,
}
"""What it takes to pass each door: a deed that the asker's role is allowed, or nothing."""

_SCOPE = "write"
_CHALLENGE = 'Bearer realm="geoservice"'
_NAME = "geoservice.throttle"


def set_up(app: Flask) -> None:
    """Stand at every door."""
    app.extensions[_NAME] = Throttle()
    app.before_request(_guard)
    app.register_error_handler(AccessError, _answer_unknown)
    app.register_error_handler(ForbiddenError, _answer_forbidden)


def asker() -> Asker:
    """Return who asks the current request, which came through a door that takes a token."""
    found = g.asker
    assert isinstance(found, Asker)  # noqa: S101  (set by the guard)
    return found


def _guard() -> Response | None:
    if request.method in SAFE or request.endpoint is None:
        return None
    door = (request.endpoint, request.method)
    if door not in RULES:
        log.error("no rule says who may pass %s %s", *door)
        raise ForbiddenError("Nobody may do that here.")
    deed = RULES[door]
    if deed is PUBLIC:
        return None
    address = request.remote_addr or ""
    pause = _throttle().pause_seconds(address)
    if pause:
        return _paused(pause)
    g.asker = _asker(address, deed)
    return None


def _asker(address: str, deed: Deed) -> Asker:
    secret = _secret()
    with state().database.writing(patience_ms=state().settings.statement_timeout_ms) as session:
        found = find_asker(session, secret, now=datetime.now(UTC))
    if found is None:
        _throttle().note(address)
        raise AccessError("This token is not known here, or it has ended or was revoked.")
    if _SCOPE not in found.scopes:
        g.challenge = f'{_CHALLENGE}, error="insufficient_scope", scope="{_SCOPE}"'
        raise ForbiddenError(
            "This token may only read; take one with the scope {scope}.", scope=_SCOPE
        )
    found.require_deed(deed)
    return found


def _secret() -> str:
    """Return the token of the request (RFC 6750, 2.1)."""
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not secret.strip():
        raise AccessError("This takes a token; send it in the header Authorization: Bearer TOKEN.")
    return secret.strip()


def _throttle() -> Throttle:
    found = current_app.extensions[_NAME]
    assert isinstance(found, Throttle)  # noqa: S101  (set in set_up)
    return found


def _paused(seconds: int) -> Response:
    detail = say(
        "Too many wrong tokens came from your address; try again in {seconds} seconds.",
        seconds=seconds,
    )
    response = problem(429, detail)
    response.headers["Retry-After"] = str(seconds)
    return response


def _answer_unknown(error: AccessError) -> Response:
    response = problem(401, error.text(request_language()))
    wrong = ', error="invalid_token"' if "Authorization" in request.headers else ""
    response.headers["WWW-Authenticate"] = _CHALLENGE + wrong
    return response


def _answer_forbidden(error: ForbiddenError) -> Response:
    response = problem(403, error.text(request_language()))
    if "challenge" in g:
        response.headers["WWW-Authenticate"] = g.challenge
    return response
