"""How a page people see is answered: packed, in a language that holds from then on."""

import gzip
from collections.abc import Callable
from typing import Any

from flask import Response, make_response, render_template, request

from geoservice.config import Settings
from geoservice.errors import UnavailableError
from geoservice.language import LANGUAGES
from geoservice.web.answers import accepts_gzip
from geoservice.web.assets import is_built
from geoservice.web.language import COOKIE, PARAMETER, request_language, say
from geoservice.web.session_cookie import account_data
from geoservice.web.state import state

_THEMES = ("light", "dark")
_YEAR_SECONDS = 31_536_000
_FIRST_FONTS = {
    "th": ("noto-sans-thai-thai-400-normal.woff2", "noto-sans-thai-latin-400-normal.woff2"),
    "en": ("noto-sans-thai-latin-400-normal.woff2", "noto-sans-thai-latin-600-normal.woff2"),
}
PageData = Callable[[Settings, str, str | None], dict[str, Any]]


def page_answer(template: str, data: PageData) -> Response:
    """Answer a page that a script fills; its state stands in the query and is read there."""
    if not is_built():
        raise UnavailableError("The pages are not built yet; build them with: make setup")
    language = request_language()
    page = data(state().settings, language, asked_theme()) | account_data()
    response = _packed(render_template(template, page=page, fonts=_FIRST_FONTS[language]))
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Content-Language"] = language
    response.vary.update(("Accept-Language", "Cookie"))
    _remember_language(response)
    return response


def form_page(template: str, *, status: int = 200, **values: object) -> Response:
    """Answer a page that works without a script; what it shows is for one person alone."""
    response = _packed(render_template(template, say=say, **values))
    response.status_code = status
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Language"] = request_language()
    _remember_language(response)
    return response


def asked_theme() -> str | None:
    """Return the colours asked for, None where the device is to decide."""
    for asked in (request.args.get("theme"), request.cookies.get("theme")):
        if asked in _THEMES:
            return asked
    return None


def _packed(page: str) -> Response:
    """Return a page, compressed if the browser takes that."""
    response = make_response(page)
    response.vary.add("Accept-Encoding")
    if accepts_gzip():
        response.set_data(gzip.compress(page.encode(), mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    return response


def _remember_language(response: Response) -> None:
    """Let a language chosen once hold for the other pages too."""
    asked = request.args.get(PARAMETER)
    if asked in LANGUAGES and asked != request.cookies.get(COOKIE):
        response.set_cookie(COOKIE, asked, max_age=_YEAR_SECONDS, samesite="Lax")
