"""One's own account: a new password, and tokens for one's programs; and the key to set one with."""

from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, Response, redirect, request, url_for
from werkzeug.wrappers import Response as Redirect

from geoservice.ecology.accounts import tokens
from geoservice.ecology.accounts.passing import change_password, find_reset, use_reset
from geoservice.ecology.accounts.roles import Deed, may
from geoservice.errors import ForbiddenError, GeoserviceError, InputError, NotFoundError
from geoservice.store.audit import Author
from geoservice.store.labels import ROLES, title_of
from geoservice.store.models import City
from geoservice.web.forms import read_form, require_same_site
from geoservice.web.language import request_language
from geoservice.web.page_answers import form_page
from geoservice.web.session_cookie import Visit, current_visit, sign_in
from geoservice.web.sign_in import let_in, note_wrong, pause_seconds, paused_form
from geoservice.web.state import state
from geoservice.web.throttle import limited

account = Blueprint("account", __name__)

_KEYS_TRIED = "20/hour"
_TEMPLATE = "people/account.html"


@account.get("/account")
def page() -> Response:
    """Show who one is here, and one's tokens."""
    return _page(_visit())


@account.post("/account/password", endpoint="password")
def set_password() -> Response:
    """Change one's password; all other sessions end."""
    visit = _visit()
    name = visit.asker.name
    pause = pause_seconds(name)
    if pause:
        return paused_form(_TEMPLATE, pause, **_shown(visit))
    given = read_form("old", "new")
    try:
        with state().database.writing() as session:
            pair = (given["old"], given["new"])
            changed = change_password(
                session, visit.asker.account_id, pair, address=request.remote_addr
            )
            session.expunge(changed)
    except ForbiddenError as error:
        note_wrong(name)
        return _refused(visit, error, 400)
    except InputError as error:
        return _refused(visit, error, 400)
    response = redirect(url_for("account.page", done="password"), 303)
    sign_in(response, changed)
    return response  # type: ignore[return-value]


@account.post("/account/tokens", endpoint="add_token")
def add_token() -> Response:
    """Make a token and show it, this once."""
    visit = _visit()
    given = read_form("title", "scope", "days")
    scopes = ("read", "write") if given["scope"] == "write" else ("read",)
    try:
        new = tokens.NewToken(visit.asker.name, given["title"], scopes, _days(given["days"]))
        with state().database.writing() as session:
            author = Author(visit.asker.actor, request.remote_addr)
            issued = tokens.issue_token(session, new, now=datetime.now(UTC), author=author)
    except InputError as error:
        return _refused(visit, error, 400)
    return form_page(_TEMPLATE, status=201, **_shown(visit), issued=issued)


@account.post("/account/tokens/<int:token_id>/revoke", endpoint="revoke_token")
def revoke_token(token_id: int) -> Redirect:
    """End one of one's own tokens."""
    asker = _visit().asker
    author = Author(asker.actor, request.remote_addr)
    with state().database.writing() as session:
        tokens.revoke_token(
            session, token_id, now=datetime.now(UTC), owner=asker.name, author=author
        )
    return redirect(url_for("account.page", done="token"), 303)


@account.get("/reset")
def reset_page() -> Response:
    """Show the form for a new password to whoever has a key."""
    key = request.args.get("key", "")
    try:
        with state().database.writing() as session:
            find_reset(session, key, now=datetime.now(UTC))
    except NotFoundError as error:
        return _reset_form("", error, 404)
    return _reset_form(key)


@account.post("/reset", endpoint="reset")
@limited("keys tried", _KEYS_TRIED)
def reset() -> Response | Redirect:
    """Set a new password with a key, which holds once, and sign in."""
    require_same_site()
    given = read_form("key", "new")
    try:
        with state().database.writing() as session:
            found = use_reset(
                session,
                given["key"],
                given["new"],
                now=datetime.now(UTC),
                address=request.remote_addr,
            )
            session.expunge(found)
    except NotFoundError as error:
        return _reset_form("", error, 404)
    except InputError as error:
        return _reset_form(given["key"], error, 400)
    return let_in(found, "")


def _visit() -> Visit:
    """Return the session of the browser, by which these doors were passed."""
    visit = current_visit()
    assert visit is not None  # noqa: S101  (access.BY_BROWSER)
    return visit


def _page(visit: Visit) -> Response:
    return form_page(_TEMPLATE, **_shown(visit), done=request.args.get("done", ""))


def _refused(visit: Visit, error: GeoserviceError, status: int) -> Response:
    refusal = error.text(request_language())
    return form_page(_TEMPLATE, status=status, **_shown(visit), refusal=refusal)


def _shown(visit: Visit) -> dict[str, Any]:
    """Return what the page of an account shows of it."""
    language, now = request_language(), datetime.now(UTC)
    with state().database.writing() as session:
        city = session.get(City, visit.asker.city_id) if visit.asker.city_id else None
        listed = tokens.list_tokens(session, visit.asker.name)
        names = {"th": city.name_th, "en": city.name_en} if city else None
    return {
        "who": visit.asker,
        "curates": may(visit.asker.role, Deed.CURATE),
        "role": title_of(ROLES, visit.asker.role, language),
        "city": names and (names[language] or names["th"] or names["en"]),
        "tokens": [each for each in listed if _holds(each, now)],
        "days": tokens.DEFAULT_DAYS,
    }


def _holds(token: tokens.Listed, now: datetime) -> bool:
    return token.revoked_at is None and (token.expires_at is None or token.expires_at > now)


def _days(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 6:
        raise InputError("The days a token holds must be a whole number.")
    return int(text)


def _reset_form(key: str, error: GeoserviceError | None = None, status: int = 200) -> Response:
    refusal = error.text(request_language()) if error else ""
    return form_page("people/reset.html", status=status, key=key, refusal=refusal)
