"""The planner's page: coverage, what if, where next."""

from typing import Any

from flask import Response

from geoservice.config import Settings
from geoservice.web.page_answers import page_answer
from geoservice.web.page_data import PAGES_APART, page_data, url_template

# Scripts of the map page alone, whose wording this page never says
_NOT_HERE = (
    *("follow*.js", "offline*.js", "walk*.js", "suggest*.js"),
    *("activity*.js", "living*.js", "note_*.js", *PAGES_APART),
)


def coverage_page() -> Response:
    """Show who reaches what on foot, what would change it, and where it helps most."""
    return page_answer("coverage/index.html", coverage_data)


def coverage_data(settings: Settings, language: str, theme: str | None) -> dict[str, Any]:
    """Return what the page is handed."""
    data = page_data(settings, language, theme, without=_NOT_HERE)
    return {**data, "urls": {**data["urls"], **_coverage_urls()}}


def _coverage_urls() -> dict[str, str]:
    """Return the addresses that this page asks beside those of every page."""
    return {
        "coverage": url_template("coverage.coverage"),
        "scenario": url_template("coverage.scenario"),
        "sites": url_template("coverage.sites"),
        "streets": url_template("coverage.streets"),
        "report": url_template("pages.report"),
        "kept": url_template("kept.scenarios"),
        "keptOne": f"{url_template('kept.scenarios')}/{{id}}",
        "snapshots": url_template("kept.snapshot"),
    }
