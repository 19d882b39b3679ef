"""Signing in through the provider of one's organisation, where the settings name one."""

import hmac
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from flask import Blueprint, redirect, request
from itsdangerous import BadData, URLSafeSerializer
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from geoservice.errors import ForbiddenError
from geoservice.web.forms import NEXT, next_path
from geoservice.web.keys import app_key
from geoservice.web.session_cookie import is_secure
from geoservice.web.sign_in import let_in
from geoservice.web.state import state
from geoservice.web.throttle import limited
from geoservice.web.urls import address

if TYPE_CHECKING:
    from geoservice.ecology.accounts.openid import Client

openid = Blueprint("openid", __name__)

_COOKIE, _SALT, _KEY = "openid", "geoservice openid", "sessions"
_PATIENCE = timedelta(minutes=10)
_RATE = "60/hour"


@openid.get("/login/openid")
@limited("sign-ins through a provider", _RATE)
def begin() -> Response:
    """Send the browser to the provider, and let it keep what it is to come back with."""
    from geoservice.ecology.accounts.openid import begin as begin_there  # noqa: PLC0415

    begun = begin_there(_client())
    there = next_path(request.args.get(NEXT, ""))
    response = redirect(begun.url, 303)
    held = [begun.state, begun.nonce, begun.verifier, there, int(datetime.now(UTC).timestamp())]
    response.set_cookie(
        _COOKIE,
        str(_signer().dumps(held)),
        max_age=int(_PATIENCE.total_seconds()),
        path="/login/openid",
        httponly=True,
        samesite="Lax",
        secure=is_secure(),
    )
    response.headers["Cache-Control"] = "no-store"
    return response


@openid.get("/login/openid/done")
def done() -> Response:
    """Let in whom the provider sent back, to the account that is linked to them."""
    from geoservice.ecology.accounts.openid import (  # noqa: PLC0415  (a third of a second)
        Begun,
        find_subject,
        finish,
    )

    client = _client()
    expected, nonce, verifier, there = _held()
    if not hmac.compare_digest(expected.encode(), request.args.get("state", "").encode()):
        raise _stray()
    if "code" not in request.args:
        raise ForbiddenError("Your organisation did not confirm who you are; try to sign in again.")
    subject = finish(client, Begun("", expected, nonce, verifier), request.args["code"])
    with state().database.writing() as session:
        account = find_subject(session, subject)
        session.expunge(account)
    response = let_in(account, there)
    response.delete_cookie(_COOKIE, path="/login/openid")
    return response


def _client() -> "Client":
    from geoservice.ecology.accounts.openid import Client  # noqa: PLC0415

    settings = state().settings
    if not settings.oidc_issuer:
        raise NotFound
    return Client(
        settings.oidc_issuer,
        settings.oidc_client_id,
        settings.oidc_client_secret,
        address("openid.done"),
    )


def _held() -> tuple[str, str, str, str]:
    """Return what the browser kept: state, nonce, verifier, and where to go on to."""
    try:
        held: list[Any] = _signer().loads(request.cookies.get(_COOKIE, ""))
    except BadData:
        raise _stray() from None
    *kept, seconds = held
    if datetime.now(UTC) - datetime.fromtimestamp(seconds, UTC) > _PATIENCE:
        raise _stray()
    return tuple(kept)


def _stray() -> ForbiddenError:
    return ForbiddenError("This sign-in was not begun in this browser, or too long ago; try again.")


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(app_key(_KEY), salt=_SALT)
