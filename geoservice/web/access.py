"""Who asks, and whether they may: one table of rules for every door.

A door is an endpoint and a method. One that is not safe (RFC 9110, 9.2.1) and that the table does
not know lets nobody through; a safe one is open to everybody unless the table says otherwise. Two
ways in: a token, or the session of a browser, whose pages send its CSRF token along.
"""

import logging

from flask import Flask, Response, g, redirect, request, url_for
from werkzeug.wrappers import Response as Redirect

from geoservice.ecology.accounts.asker import Asker
from geoservice.ecology.accounts.roles import Deed
from geoservice.errors import AccessError, ForbiddenError
from geoservice.web.bearer import CHALLENGE, has_token, require_write_scope, token_asker
from geoservice.web.language import request_language
from geoservice.web.problems import problem, wants_page
from geoservice.web.session_cookie import current_visit, has_csrf, require_csrf

log = logging.getLogger(__name__)

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
PUBLIC = None
RULES: dict[tuple[str, str], Deed | None] = {
    ("walks.plan", "POST"): PUBLIC,
    ("coverage.scenario", "POST"): PUBLIC,
    ("coverage.sites", "POST"): PUBLIC,
    ("media.add", "POST"): PUBLIC,
    ("notes.send", "POST"): PUBLIC,
    ("notes.listed", "GET"): Deed.CURATE,
    ("notes.decide", "POST"): Deed.CURATE,
    ("notes.solve", "POST"): Deed.CURATE,
    ("sign_in.enter", "POST"): PUBLIC,
    ("sign_in.leave", "POST"): Deed.SUGGEST,
    ("account.page", "GET"): Deed.SUGGEST,
    ("account.password", "POST"): Deed.SUGGEST,
    ("account.add_token", "POST"): Deed.SUGGEST,
    ("account.revoke_token", "POST"): Deed.SUGGEST,
    ("account.reset", "POST"): PUBLIC,
    ("kept.scenarios", "GET"): Deed.KEEP_FIGURES,
    ("kept.keep_one", "POST"): Deed.KEEP_FIGURES,
    ("kept.forget", "DELETE"): Deed.KEEP_FIGURES,
    ("kept.snapshot", "POST"): Deed.KEEP_FIGURES,
    ("route_pages.edit", "GET"): Deed.CURATE,
    ("history.writes", "GET"): Deed.CURATE,
    ("history.undo", "POST"): Deed.CURATE,
    ("history.merge", "POST"): Deed.CURATE,
    ("contributions.send", "POST"): PUBLIC,
    ("contributions.queue", "GET"): Deed.CONTRIBUTE,
    ("contributions.decisions", "POST"): Deed.CURATE,
    ("desk.page", "GET"): Deed.CURATE,
    ("desk.sheets", "GET"): Deed.CURATE,
    ("desk.imports", "GET"): Deed.CURATE,
    ("duplicates.twins", "GET"): Deed.CURATE,
    ("duplicates.dismiss", "POST"): Deed.CURATE,
    ("duplicates.whole", "GET"): Deed.CURATE,
    ("city_work.listed", "GET"): Deed.CURATE,
    ("city_work.add", "POST"): Deed.CURATE,
    ("city_work.change", "PUT"): Deed.CURATE,
    ("city_work.remove", "DELETE"): Deed.CURATE,
    ("attachments.listed", "GET"): Deed.CURATE,
    ("attachments.attach", "PUT"): Deed.CURATE,
    ("writes.create", "POST"): Deed.EDIT_SPACES,
    ("writes.replace", "PUT"): Deed.EDIT_SPACES,
    ("writes.update", "PATCH"): Deed.EDIT_SPACES,
    ("writes.hide", "DELETE"): Deed.EDIT_SPACES,
    ("routes.list", "GET"): Deed.CURATE,
    ("routes.create", "POST"): Deed.CURATE,
    ("routes.replace", "PUT"): Deed.CURATE,
    ("routes.publish", "POST"): Deed.CURATE,
    ("routes.hide", "POST"): Deed.CURATE,
    ("routes.check", "POST"): Deed.CURATE,
    ("routes.rate", "POST"): PUBLIC,
    ("passport.stamp", "POST"): PUBLIC,
    ("passport.certificate", "POST"): PUBLIC,
    ("passport.issue", "POST"): Deed.CURATE,
    ("passport_pages.sheet", "GET"): Deed.CURATE,
    ("passport_pages.renew", "POST"): Deed.CURATE,
}
"""What it takes to pass each door: a deed that the asker's role is allowed, or nothing.

Whoever reads through a door of GET that stands here needs its deed too.
"""

BY_BROWSER = ("sign_in", "account")
"""Blueprints whose guarded doors open to the session of a browser only: no token makes tokens."""


def set_up(app: Flask) -> None:
    """Stand at every door."""
    app.before_request(_guard)
    app.register_error_handler(AccessError, _answer_unknown)
    app.register_error_handler(ForbiddenError, _answer_forbidden)


def asker() -> Asker:
    """Return who asks the current request, which came through a door that takes a deed."""
    found = g.asker
    assert isinstance(found, Asker)  # noqa: S101  (set by the guard)
    return found


def optional_asker() -> Asker | None:
    """Return who asks at an open door; None for nobody we know, and never a refusal.

    Whoever writes with a browser's session is known only by its CSRF token.
    """
    if "asker" in g:
        return asker()
    if has_token():
        try:
            return token_asker()
        except AccessError:
            return None
    visit = current_visit()
    if visit is None or (request.method not in SAFE and not has_csrf(visit)):
        return None
    return visit.asker


def _guard() -> None:
    if request.endpoint is None or request.method == "OPTIONS":
        return
    is_safe = request.method in SAFE
    door = (request.endpoint, "GET" if is_safe else request.method)
    if door not in RULES:
        if is_safe:
            return
        log.error("no rule says who may pass %s %s", *door)
        raise ForbiddenError("Nobody may do that here.")
    deed = RULES[door]
    if deed is not PUBLIC:
        g.asker = _asker(is_safe=is_safe)
        g.asker.require_deed(deed)


def _asker(*, is_safe: bool) -> Asker:
    """Return who asks by a token, or else by a session; AccessError for nobody."""
    visit = None if has_token() else current_visit()
    if visit is None:
        if has_token() and request.blueprint in BY_BROWSER:
            raise ForbiddenError("This is done in a browser: sign in there.")
        found = token_asker()
        if not is_safe:
            require_write_scope(found)
        return found
    if not is_safe:
        require_csrf(visit)
    return visit.asker


def _login() -> str:
    """Return where people sign in, in their language, to come back to what they asked for."""
    there = request.full_path.rstrip("?")
    return url_for("sign_in.page", next=there, lang=request_language())


def _answer_unknown(error: AccessError) -> Response | Redirect:
    """Answer 401, but lead people who open a page to where they sign in."""
    if request.method in SAFE and wants_page() and not has_token():
        return redirect(_login(), 303)
    response = problem(401, error.text(request_language()))
    wrong = ', error="invalid_token"' if has_token() else ""
    response.headers["WWW-Authenticate"] = CHALLENGE + wrong
    return response


def _answer_forbidden(error: ForbiddenError) -> Response:
    response = problem(403, error.text(request_language()))
    if "challenge" in g:
        response.headers["WWW-Authenticate"] = g.challenge
    return response
