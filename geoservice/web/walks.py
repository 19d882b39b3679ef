"""Walks over HTTP: one planned for a wish, one planned again from its token, and where one gets."""

import hashlib
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import NamedTuple

from flask import Blueprint, Response, request

from geoservice.ecology.asked import AskedWalk
from geoservice.ecology.planner import PlannedWalk, find_reach_from, plan
from geoservice.ecology.wishes import Moment
from geoservice.errors import InputError
from geoservice.publish.walks.documents import walk_document
from geoservice.publish.walks.gpx import MEDIA_TYPE as GPX
from geoservice.publish.walks.gpx import walk_gpx
from geoservice.publish.walks.kml import MEDIA_TYPE as KML
from geoservice.publish.walks.kml import walk_kml
from geoservice.publish.walks.reach import parse_reach, reach_document
from geoservice.publish.walks.requests import parse_request
from geoservice.publish.walks.tokens import read_walk, write_walk
from geoservice.web.answers import GEOJSON, JSON, TEXT_VARIES, json_answer, to_json
from geoservice.web.language import request_language
from geoservice.web.params import FORMAT, read_json_body, read_parameters
from geoservice.web.state import state
from geoservice.web.urls import address

walks = Blueprint("walks", __name__, url_prefix="/api")

PLAN = "plan"
_FORMATS = {"geojson": GEOJSON, "json": GEOJSON, "gpx": GPX, "kml": KML}
_READ = ("city", "lon", "lat", "minutes", "profile")


class _Written(NamedTuple):
    body: bytes
    media_type: str


@walks.post("/walks", endpoint="plan")
def plan_wish() -> Response:
    """Plan the walk that a body asks for; nobody keeps the answer but who asked."""
    arguments = read_parameters(formats=tuple(_FORMATS))
    planned = plan_now(parse_request(read_json_body()))
    response = _respond(_write(planned, arguments), planned)
    response.headers["Cache-Control"] = "no-store"
    return response


@walks.get("/walks")
def planned() -> Response:
    """Plan the walk of a share token: for links, downloads, and to be kept for later."""
    arguments = read_parameters((PLAN,), formats=tuple(_FORMATS))
    found = plan_token(arguments)
    written = _write(found, arguments)
    response = _respond(written, found)
    response.set_etag(hashlib.sha256(written.body).hexdigest()[:16])
    response.headers["Cache-Control"] = "no-cache"
    response.make_conditional(request.environ)
    return response


@walks.get("/reach")
def reach() -> Response:
    """Answer where one gets on foot in so many minutes."""
    asked = parse_reach(read_parameters(_READ, formats=("json", "geojson")))
    with state().database.reading() as session:
        found = find_reach_from(session, state().networks, asked)
    return json_answer(reach_document(found), GEOJSON)


def plan_now(asked: AskedWalk, *, saved: bool = False) -> PlannedWalk:
    """Return a planned walk; `saved` is one out of a link, which may have passed."""
    with state().database.reading() as session:
        return plan(session, state().networks, asked, Moment(datetime.now(UTC), saved))


def plan_token(arguments: Mapping[str, str]) -> PlannedWalk:
    """Return the planned walk of the parameter `plan`."""
    return plan_now(asked_token(arguments), saved=True)


def asked_token(arguments: Mapping[str, str]) -> AskedWalk:
    """Return the walk that the parameter `plan` asks for."""
    if not arguments.get(PLAN):
        raise InputError("The parameter 'plan' is missing; it is the token of a shared walk.")
    return read_walk(arguments[PLAN])


def link_of(asked: AskedWalk) -> str:
    """Return where the map shows a walk."""
    return address("pages.map_page", walk=write_walk(asked))


def _write(planned: PlannedWalk, arguments: Mapping[str, str]) -> _Written:
    """Return a walk in the format asked for: by `f`, else by Accept, else GeoJSON."""
    media_type = _FORMATS.get(arguments.get(FORMAT, "")) or _accepted()
    language, link = request_language(), link_of(planned.asked)
    files: Mapping[str, Callable[..., bytes]] = {GPX: walk_gpx, KML: walk_kml}
    if media_type in files:
        return _Written(files[media_type](planned, language, link=link), media_type)
    return _Written(to_json(walk_document(planned, language, link=link)).encode(), GEOJSON)


def _accepted() -> str:
    return request.accept_mimetypes.best_match((GEOJSON, JSON, GPX, KML)) or GEOJSON


def _respond(written: _Written, planned: PlannedWalk) -> Response:
    response = Response(written.body, content_type=written.media_type)
    response.headers["Vary"] = f"Accept, {TEXT_VARIES}"
    response.headers["Content-Language"] = request_language()
    if written.media_type != GEOJSON:
        ending = "gpx" if written.media_type == GPX else "kml"
        name = f"{planned.city.slug}-{planned.walk.depart:%Y%m%d-%H%M}.{ending}"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
