"""The pages people see."""

from typing import Any

from flask import Blueprint, Response

from geoservice.language import LANGUAGES
from geoservice.web.assets import asset_url, send_asset
from geoservice.web.coverage_pages import coverage_page
from geoservice.web.language import request_language
from geoservice.web.offline import send_manifest, send_worker
from geoservice.web.page_answers import asked_theme, page_answer
from geoservice.web.page_data import map_data
from geoservice.web.report_pages import report
from geoservice.web.session_cookie import account_data
from geoservice.web.walk_pages import print_walk, walk_qr

pages = Blueprint("pages", __name__)
pages.add_url_rule("/assets/<name>", endpoint="asset", view_func=send_asset)
pages.add_url_rule("/sw.js", endpoint="worker", view_func=send_worker)
pages.add_url_rule("/manifest.webmanifest", endpoint="manifest", view_func=send_manifest)
pages.add_url_rule("/walks/print", endpoint="print_walk", view_func=print_walk)
pages.add_url_rule("/walks/qr", endpoint="walk_qr", view_func=walk_qr)
pages.add_url_rule("/coverage", endpoint="coverage_page", view_func=coverage_page)
pages.add_url_rule("/coverage/report", endpoint="report", view_func=report)


@pages.get("/")
def map_page() -> Response:
    """Show the map."""
    return page_answer("map/index.html", map_data)


@pages.app_context_processor
def _everywhere() -> dict[str, Any]:
    language = request_language()
    other = next(each for each in LANGUAGES if each != language)
    return {
        "language": language,
        "other_language": other,
        "theme": asked_theme(),
        "asset": asset_url,
        **account_data(),
    }
