"""Who asks with a token in the header Authorization (RFC 6750)."""

from datetime import UTC, datetime

from flask import g, request
from werkzeug.exceptions import TooManyRequests

from geoservice.ecology.accounts.asker import Asker
from geoservice.ecology.accounts.tokens import find_asker
from geoservice.errors import AccessError, ForbiddenError
from geoservice.web.language import say
from geoservice.web.state import writing
from geoservice.web.throttle import paused, sender_address, throttle

CHALLENGE = 'Bearer realm="geoservice"'
_SCOPE = "write"
_WRONG_TOKENS = "20/minute"


def has_token() -> bool:
    """Return whether the request names who asks in its header."""
    return bool(request.headers.get("Authorization"))


def token_asker() -> Asker:
    """Return who holds the token of the request; AccessError where none holds, a pause of many."""
    address, wrong = sender_address(), throttle("wrong tokens", _WRONG_TOKENS)
    pause = wrong.pause_seconds(address)
    if pause:
        detail = say(
            "Too many wrong tokens came from your address; try again in {seconds} seconds.",
            seconds=pause,
        )
        raise TooManyRequests(response=paused(pause, detail))
    secret = _secret()
    with writing() as session:
        found = find_asker(session, secret, now=datetime.now(UTC))
    if found is None:
        wrong.note(address)
        raise AccessError("This token is not known here, or it has ended or was revoked.")
    return found


def require_write_scope(asker: Asker) -> None:
    """Raise ForbiddenError where a token may only read."""
    if _SCOPE not in asker.scopes:
        g.challenge = f'{CHALLENGE}, error="insufficient_scope", scope="{_SCOPE}"'
        raise ForbiddenError(
            "This token may only read; take one with the scope {scope}.", scope=_SCOPE
        )


def _secret() -> str:
    """Return the token of the request (RFC 6750, 2.1)."""
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not secret.strip():
        raise AccessError("This takes a token; send it in the header Authorization: Bearer TOKEN.")
    return secret.strip()
