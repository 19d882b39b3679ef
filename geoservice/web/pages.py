"""The pages people see."""

import gzip
from typing import Any

from flask import Blueprint, Response, make_response, render_template, request

from geoservice.errors import UnavailableError
from geoservice.language import LANGUAGES
from geoservice.web.answers import accepts_gzip
from geoservice.web.assets import asset_url, is_built, send_asset
from geoservice.web.language import COOKIE, PARAMETER, request_language
from geoservice.web.offline import send_manifest, send_worker
from geoservice.web.page_data import map_data
from geoservice.web.state import state
from geoservice.web.walk_pages import print_walk, walk_qr

pages = Blueprint("pages", __name__)
pages.add_url_rule("/assets/<name>", endpoint="asset", view_func=send_asset)
pages.add_url_rule("/sw.js", endpoint="worker", view_func=send_worker)
pages.add_url_rule("/manifest.webmanifest", endpoint="manifest", view_func=send_manifest)
pages.add_url_rule("/walks/print", endpoint="print_walk", view_func=print_walk)
pages.add_url_rule("/walks/qr", endpoint="walk_qr", view_func=walk_qr)

_THEMES = ("light", "dark")
_YEAR_SECONDS = 31_536_000
_FIRST_FONTS = {
    "th": ("noto-sans-thai-thai-400-normal.woff2", "noto-sans-thai-latin-400-normal.woff2"),
    "en": ("noto-sans-thai-latin-400-normal.woff2", "noto-sans-thai-latin-600-normal.woff2"),
}


@pages.get("/")
def map_page() -> Response:
    """Show the map; the rest of its state stands in the query and is read by its script."""
    if not is_built():
        raise UnavailableError("The pages are not built yet; build them with: make setup")
    language = request_language()
    page = map_data(state().settings, language, _theme())
    response = _packed(render_template("map/index.html", page=page, fonts=_FIRST_FONTS[language]))
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Content-Language"] = language
    response.vary.update(("Accept-Language", "Cookie"))
    _remember_language(response)
    return response


def _packed(page: str) -> Response:
    """Return a page, compressed if the browser takes that."""
    response = make_response(page)
    response.vary.add("Accept-Encoding")
    if accepts_gzip():
        response.set_data(gzip.compress(page.encode(), mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    return response


@pages.app_context_processor
def _everywhere() -> dict[str, Any]:
    language = request_language()
    other = next(each for each in LANGUAGES if each != language)
    return {
        "language": language,
        "other_language": other,
        "theme": _theme(),
        "asset": asset_url,
    }


def _theme() -> str | None:
    """Return the colours asked for, None where the device is to decide."""
    for asked in (request.args.get("theme"), request.cookies.get("theme")):
        if asked in _THEMES:
            return asked
    return None


def _remember_language(response: Response) -> None:
    """Let a language chosen once hold for the other pages too."""
    asked = request.args.get(PARAMETER)
    if asked in LANGUAGES and asked != request.cookies.get(COOKIE):
        response.set_cookie(COOKIE, asked, max_age=_YEAR_SECONDS, samesite="Lax")
