"""Coverage over HTTP: who reaches what, what if, where next, and minutes along every street."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from typing import Any

from flask import Blueprint, Response, request

from geoservice.coverage import planner
from geoservice.coverage.asked import AskedCoverage
from geoservice.coverage.figures import Coverage
from geoservice.ecology.candidates import read_city
from geoservice.errors import InputError, UnavailableError
from geoservice.publish.coverage.binary import MEDIA_TYPE as STREETS
from geoservice.publish.coverage.binary import PARTS, Part, pack_streets
from geoservice.publish.coverage.documents import (
    coverage_document,
    scenario_document,
    sites_document,
)
from geoservice.publish.coverage.geojson import coverage_geojson
from geoservice.publish.coverage.requests import (
    ABOUT_STREETS,
    COVERAGE,
    NOW,
    parse_coverage,
    parse_scenario,
)
from geoservice.publish.coverage.site_requests import parse_sites
from geoservice.publish.coverage.table import MEDIA_TYPE as CSV
from geoservice.publish.coverage.table import coverage_csv
from geoservice.publish.values import shown
from geoservice.web.answers import GEOJSON, JSON, TEXT_VARIES, answer, asked_tag, to_json
from geoservice.web.language import request_language
from geoservice.web.links import link
from geoservice.web.params import FORMAT, read_json_body, read_parameters
from geoservice.web.state import state
from geoservice.web.urls import address, asked_address

coverage = Blueprint("coverage", __name__, url_prefix="/api/coverage")

_FORMATS = {"json": JSON, "csv": CSV, "geojson": GEOJSON}
_PART = "part"
_PATIENCE_SECONDS = 15  # for the question before, which takes some seconds at most
# What is open changes with the time, so nothing is shown later than the minute after.
_CACHING_BY_CLOCK = "public, max-age=30"


@coverage.get("", endpoint="coverage")
def find_coverage() -> Response:
    """Answer coverage by district, as JSON, CSV or GeoJSON."""
    arguments = read_parameters(COVERAGE, formats=tuple(_FORMATS))
    asked = parse_coverage(arguments, _now())
    form = arguments.get(FORMAT, "json")
    write = partial(_WRITERS[form], asked, arguments)
    response = _answer(write, asked, media_type=_FORMATS[form])
    if form == "csv":
        name = f"coverage-{asked.city}-{asked.minutes}min.csv"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@coverage.post("/scenario")
def scenario() -> Response:
    """Answer what a change would do, the minutes along the streets with it if asked for."""
    arguments = read_parameters(formats=("json", "streets"))
    asked = parse_scenario(read_json_body(), _now())
    with state().database.reading() as session:
        found = planner.try_scenario(session, state().coverage, asked)
        document = scenario_document(found, request_language())
        if arguments.get(FORMAT) == "streets":
            streets = planner.street_minutes(session, state().coverage, asked)
            about = {"city": asked.coverage.city, "attribution": found.after.attribution}
            body = pack_streets(streets, ["minutes"], **about, scenario=document)
            return _fresh(body, STREETS)
    return _fresh(to_json(document), JSON)


@coverage.post("/sites")
def sites() -> Response:
    """Answer the best new places, with the proof of how good they are."""
    read_parameters(formats=("json",))
    asked = parse_sites(read_json_body(), _now())
    with _alone(), state().database.reading() as session:
        found = planner.find_sites(session, state().coverage, asked)
    return _fresh(to_json(sites_document(found, asked, request_language())), JSON)


@contextmanager
def _alone() -> Iterator[None]:
    """Wait until nobody else's best places are sought; UnavailableError after a while."""
    if not state().solving.acquire(timeout=_PATIENCE_SECONDS):
        raise UnavailableError(
            "Another question of where next is being worked on; try again in some seconds."
        )
    try:
        yield
    finally:
        state().solving.release()


@coverage.get("/streets")
def streets() -> Response:
    """Answer the minutes along every street piece, packed (publish/coverage/binary.py)."""
    arguments = read_parameters((*ABOUT_STREETS, _PART))
    asked, parts = parse_coverage(arguments, _now()), _parts(arguments)
    write = partial(_pack, asked, parts)
    return _answer(write, asked, media_type=STREETS, packable="shape" in parts)


def _now() -> datetime:
    return datetime.now(UTC)


def _parts(arguments: Mapping[str, str]) -> tuple[Part, ...]:
    asked = arguments.get(_PART)
    parts = PARTS if asked is None else tuple(part for part in PARTS if part == asked)
    if not parts:
        raise InputError(
            "The parameter '{name}' is '{value}' but must be one of: {known}.",
            name=_PART,
            value=shown(arguments[_PART]),
            known=", ".join(PARTS),
        )
    return parts


def _answer(
    write: Callable[[], str | bytes],
    asked: AskedCoverage,
    *,
    media_type: str,
    packable: bool = True,
) -> Response:
    """Return what is written, or a 304 where the asker has it: found without computing."""
    with state().database.reading() as session:
        version = state().coverage.version(session, asked)
    tag = asked_tag(version, asked, asked_address())
    response = answer(write, tag=tag, media_type=media_type, weak=packable)
    if request.args.get("at") == NOW:
        response.headers["Cache-Control"] = _CACHING_BY_CLOCK
    return response


def _fresh(body: str | bytes, media_type: str) -> Response:
    """Return an answer to a body, which nobody keeps but who asked."""
    response = Response(body, content_type=media_type)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Vary"] = TEXT_VARIES
    response.headers["Content-Language"] = request_language()
    return response


def _pack(asked: AskedCoverage, parts: tuple[Part, ...]) -> bytes:
    with state().database.reading() as session:
        city = read_city(session, asked.city)
        found = planner.street_minutes(session, state().coverage, asked)
    return pack_streets(found, parts, city=city.slug, attribution=city.attribution)


def _cover(asked: AskedCoverage) -> Coverage:
    with state().database.reading() as session:
        return planner.cover(session, state().coverage, asked)


def _write_json(asked: AskedCoverage, arguments: Mapping[str, str]) -> str:
    links = _links(arguments, "json")
    return to_json(coverage_document(_cover(asked), request_language(), links))


def _write_geojson(asked: AskedCoverage, arguments: Mapping[str, str]) -> str:
    with state().database.reading() as session:
        found = planner.cover(session, state().coverage, asked)
        shapes = planner.district_shapes(session, state().coverage, asked)
    return coverage_geojson(found, shapes, request_language(), _links(arguments, "geojson"))


def _write_csv(asked: AskedCoverage, _: Mapping[str, str]) -> str:
    return coverage_csv(_cover(asked))


_WRITERS = {"json": _write_json, "geojson": _write_geojson, "csv": _write_csv}


def _links(arguments: Mapping[str, str], form: str) -> list[dict[str, Any]]:
    """Return where this answer is, and where it is in the other formats."""
    return [
        link(
            "self" if each == form else "alternate",
            address("coverage.coverage", **{**arguments, FORMAT: each}),
            media_type,
            each,
        )
        for each, media_type in _FORMATS.items()
    ]
