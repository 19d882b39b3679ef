"""The report for a council: one file of HTML that can be kept, sent on and printed."""

from datetime import UTC, datetime

from flask import Response, request

from geoservice.coverage.report import make_report
from geoservice.publish.coverage.report_page import report_page
from geoservice.publish.coverage.requests import COVERAGE, parse_coverage
from geoservice.web.language import request_language
from geoservice.web.params import read_parameters
from geoservice.web.state import state


def report() -> Response:
    """Show the report of a city, under its own policy: it fetches nothing."""
    now = datetime.now(UTC)
    asked = parse_coverage(read_parameters(COVERAGE), now)
    language = request_language()
    with state().database.reading() as session:
        made = make_report(session, state().coverage, asked, now=now)
    base = (state().settings.base_url or request.host_url).rstrip("/")
    page = report_page(made, language, base=base)
    response = Response(page.html, content_type="text/html; charset=utf-8")
    name = f"coverage-{asked.city}-{made.made_at:%Y-%m-%d}-{language}.html"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    response.headers["Content-Security-Policy"] = page.policy
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Content-Language"] = language
    response.vary.update(("Accept-Language", "Cookie"))
    return response
