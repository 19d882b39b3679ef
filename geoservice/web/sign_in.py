"""Signing in and out with a browser, by forms that work without a script."""

import logging
from typing import Any

from flask import Blueprint, Response, redirect, request, url_for
from werkzeug.wrappers import Response as Redirect

from geoservice.ecology.accounts.passing import end_sessions, find_who_signs_in, plain_name
from geoservice.store.models import Account
from geoservice.web.forms import NEXT, next_path, read_form, require_same_site
from geoservice.web.language import say
from geoservice.web.page_answers import form_page
from geoservice.web.session_cookie import current_visit, sign_in, sign_out
from geoservice.web.state import state
from geoservice.web.throttle import Throttle, sender_address, throttle

log = logging.getLogger(__name__)
signing = Blueprint("sign_in", __name__)

_WRONG = "wrong passwords"
_OF_AN_ADDRESS = "20/5minutes"
_OF_A_NAME_FROM_THERE = ("10/5minutes", "30/hour")
_OF_A_NAME = "100/hour"
"""From everywhere: so many that no address alone keeps whoever has the name out."""


@signing.get("/login")
def page() -> Response | Redirect:
    """Show the form; whoever has signed in already goes on."""
    there = next_path(request.args.get(NEXT, ""))
    if current_visit():
        return _go_on(there)
    return _form(there)


@signing.post("/login", endpoint="enter")
def enter() -> Response | Redirect:
    """Sign in, and go on to where one was sent here from."""
    require_same_site()
    given = read_form("name", "password", NEXT)
    there = next_path(given[NEXT])
    if not given["name"] or not given["password"]:
        return _form(there, given["name"], say("Give your name and your password."), status=400)
    pause = pause_seconds(given["name"])
    if pause:
        return paused_form("people/login.html", pause, **_filled(there, given["name"]))
    with state().database.writing() as session:
        account = find_who_signs_in(session, given["name"], given["password"])
        session.expunge_all()
    if account is None:
        note_wrong(given["name"])
        refusal = say("The name and the password do not belong together.")
        return _form(there, given["name"], refusal, status=403)
    return let_in(account, there)


@signing.post("/logout", endpoint="leave")
def leave() -> Redirect:
    """Sign out, here and everywhere else: a cookie that was copied opens nothing any more."""
    visit = current_visit()
    if visit is not None:
        with state().database.writing() as session:
            end_sessions(session, visit.asker.account_id, address=request.remote_addr)
    response = redirect(url_for("pages.map_page"), 303)
    sign_out(response)
    return response


def let_in(account: Account, there: str) -> Redirect:
    """Give who proved who they are a session, and send them on."""
    log.info("%s signed in", account.name)
    response = _go_on(there)
    sign_in(response, account)
    response.headers["Cache-Control"] = "no-store"
    return response


def pause_seconds(name: str) -> int:
    """Return how long to wait after wrong passwords from this address, for that name above all."""
    return max(each.pause_seconds(key) for each, key in _counts(name))


def note_wrong(name: str) -> None:
    """Count a wrong password."""
    for each, key in _counts(name):
        each.note(key)


def paused_form(template: str, seconds: int, **values: object) -> Response:
    """Show a form to whoever has to wait before it is taken again."""
    refusal = say(
        "There were too many wrong passwords; try again in {seconds} seconds.", seconds=seconds
    )
    response = form_page(template, status=429, **values, refusal=refusal)
    response.headers["Retry-After"] = str(seconds)
    return response


def _counts(name: str) -> tuple[tuple[Throttle, str], ...]:
    there, whose = f"from {sender_address()}", f"for {plain_name(name)}"
    return (
        (throttle(_WRONG, _OF_AN_ADDRESS), there),
        *((throttle(_WRONG, rate), f"{whose} {there}") for rate in _OF_A_NAME_FROM_THERE),
        (throttle(_WRONG, _OF_A_NAME), whose),
    )


def _form(there: str, name: str = "", refusal: str = "", *, status: int = 200) -> Response:
    return form_page("people/login.html", status=status, **_filled(there, name), refusal=refusal)


def _filled(there: str, name: str) -> dict[str, Any]:
    return {"there": there, "name": name, "openid": bool(state().settings.oidc_issuer)}


def _go_on(there: str) -> Redirect:
    return redirect(there or url_for("account.page"), 303)
