"""Who signed in with a browser: the cookie of a session, and what its pages send along.

A session is looked up once a request, and only where a cookie is there.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flask import Flask, Response, g, request
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response as AnyResponse

from geoservice.ecology.accounts.asker import Asker
from geoservice.ecology.accounts.sessions import (
    IDLE,
    KEY,
    SignedIn,
    begin_session,
    csrf_token,
    find_signed_in,
    is_csrf_token,
    read_session,
    write_session,
)
from geoservice.errors import ForbiddenError
from geoservice.store.models import Account, City
from geoservice.web.keys import app_key
from geoservice.web.state import state, writing

COOKIE = "session"
CSRF_HEADER, CSRF_FIELD = "X-CSRF-Token", "csrf_token"


@dataclass(frozen=True)
class Visit:
    """A session that holds, and whose it is; `city` is the slug of theirs, None for all."""

    signed_in: SignedIn
    asker: Asker
    city: str | None

    @property
    def csrf(self) -> str:
        """Return what its pages send along when they write."""
        return csrf_token(app_key(KEY), self.signed_in)


def set_up(app: Flask) -> None:
    """Let sessions in use go on, and let no cache share what is shown to one person."""
    app.after_request(_renew)
    app.after_request(_keep_private)


def current_visit() -> Visit | None:
    """Return the session of the request, None where there is none that holds."""
    if "visit" not in g:
        g.visit = _visit() if COOKIE in request.cookies else None
    found: Visit | None = g.visit
    return found


def account_data() -> dict[str, Any]:
    """Return what pages are told of who signed in: `account` and `csrf`, both None for nobody.

    A page that says that something is wrong can be shown without a database too.
    """
    try:
        visit = current_visit()
    except SQLAlchemyError:
        visit = None
    if visit is None:
        return {"account": None, "csrf": None}
    asker = visit.asker
    account = {"name": asker.name, "role": asker.role, "city": visit.city}
    return {"account": account, "csrf": visit.csrf}


def require_csrf(visit: Visit) -> None:
    """Raise ForbiddenError where another site may have sent the request."""
    if not has_csrf(visit):
        raise ForbiddenError(
            "This page is not the one you signed in with; load it again, then try once more."
        )


def has_csrf(visit: Visit) -> bool:
    """Return whether a page of this session sent the request."""
    given = request.headers.get(CSRF_HEADER) or request.form.get(CSRF_FIELD, "")
    return is_csrf_token(app_key(KEY), visit.signed_in, given)


def sign_in(response: AnyResponse, account: Account) -> None:
    """Give the browser a new session of an account."""
    now = datetime.now(UTC)
    _set(response, write_session(app_key(KEY), begin_session(account, now=now), now=now))


def sign_out(response: AnyResponse) -> None:
    """Take the session from the browser."""
    g.visit = None
    response.delete_cookie(COOKIE, path="/", httponly=True, samesite="Lax", secure=is_secure())


def _visit() -> Visit | None:
    now = datetime.now(UTC)
    signed_in = read_session(app_key(KEY), request.cookies[COOKIE], now=now)
    if signed_in is None:
        return None
    with writing() as session:
        asker = find_signed_in(session, signed_in)
        city = session.get_one(City, asker.city_id) if asker and asker.city_id else None
        return Visit(signed_in, asker, city.slug if city else None) if asker else None


def _renew(response: Response) -> Response:
    """Sign the session again now and then, so that it does not end while it is used."""
    visit: Visit | None = g.get("visit")
    now = datetime.now(UTC)
    written = any(each.startswith(f"{COOKIE}=") for each in response.headers.getlist("Set-Cookie"))
    if visit and not written and visit.signed_in.is_old(now):
        _set(response, write_session(app_key(KEY), visit.signed_in, now=now))
        response.headers["Cache-Control"] = "no-store"
    return response


def _keep_private(response: Response) -> Response:
    """Let a page that says who signed in be kept by nobody else; each carries their CSRF token."""
    if response.mimetype == "text/html":
        response.vary.add("Cookie")
        if g.get("visit") and not response.cache_control.no_store:
            response.headers["Cache-Control"] = "private, no-cache"
    return response


def _set(response: AnyResponse, text: str) -> None:
    response.set_cookie(
        COOKIE,
        text,
        max_age=int(IDLE.total_seconds()),
        path="/",
        httponly=True,
        samesite="Lax",
        secure=is_secure(),
    )


def is_secure() -> bool:
    """Return whether the browser asks by TLS, here or at the proxy in front."""
    return request.is_secure or state().settings.base_url.startswith("https:")
