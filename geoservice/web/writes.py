"""OGC API - Features, part 4: features created, replaced, updated and taken away by curators.

Whoever changes a feature says by If-Match which state they read; another state is a 412 that
tells the ETag of the one that is (class optimistic-locking-etags).
"""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, Response, request
from sqlalchemy.orm import Session
from werkzeug.exceptions import MethodNotAllowed, PreconditionRequired, UnsupportedMediaType

from geoservice.ecology.editing.editors import (
    change_feature,
    create_feature,
    hide_feature,
    hold_feature,
)
from geoservice.ecology.editing.states import Act, StaleError
from geoservice.ecology.editing.twins import TwinsError
from geoservice.publish.bodies import check_one_of, check_text, read_body
from geoservice.publish.collections import find_collection
from geoservice.publish.crs import CRS84_URI, LONLAT, CoordinateSystem, parse_crs
from geoservice.publish.editing.merge_patch import MEDIA_TYPE as MERGE_PATCH
from geoservice.publish.editing.requests import (
    Feature,
    parse_new,
    parse_patch,
    parse_replacement,
)
from geoservice.publish.features import parse_feature_id, read_feature
from geoservice.store.catalog import SPACES, Collection
from geoservice.web.access import SAFE, asker
from geoservice.web.answers import GEOJSON, JSON
from geoservice.web.language import request_language, say
from geoservice.web.params import read_parameters
from geoservice.web.problems import problem
from geoservice.web.single import answer_single, marks_in, read_single
from geoservice.web.state import writing
from geoservice.web.throttle import sender_address
from geoservice.web.urls import address

writes = Blueprint("writes", __name__, url_prefix="/api/collections/<collection>/items")

DUPLICATE, REASON = "duplicate", "reason"
ALLOW = "allow"
LONGEST_REASON = 500
_FORMATS = ("json", "geojson")
_FEATURE = (GEOJSON, JSON)
_PATCH = (MERGE_PATCH,)
_ON_ITEMS = ("POST",)
_ON_ITEM = ("PUT", "PATCH", "DELETE")

Parse = Callable[[Collection, Feature, Feature, CoordinateSystem], Mapping[str, Any]]


# The first of an address: each of the others would answer OPTIONS by itself, for itself alone.
@writes.route("", methods=["OPTIONS"])
def options(collection: str) -> Response:
    """Answer what can be done with the features of a collection."""
    return _options(collection, _ON_ITEMS, ("Accept-Post", _FEATURE))


@writes.route("/<feature_id>", methods=["OPTIONS"])
def options_of_one(collection: str, feature_id: str) -> Response:
    """Answer what can be done with a feature."""
    return _options(collection, _ON_ITEM, ("Accept-Patch", _PATCH))


@writes.post("")
def create(collection: str) -> Response:
    """Add a feature; its address is told in Location."""
    found = _editable(collection)
    arguments = read_parameters((DUPLICATE, REASON), formats=_FORMATS)
    beside = DUPLICATE in arguments
    if beside:
        check_one_of(DUPLICATE, arguments[DUPLICATE], (ALLOW,))
    act, crs = _act(arguments), _content_crs()
    new = parse_new(found, _body(_FEATURE), crs)
    with writing() as session:
        written = create_feature(session, act, found.id, new, beside_twins=beside)
        response = _answer(session, found, str(written.id), crs)
    response.status_code = 201
    response.headers["Location"] = address(
        "features.item", collection=found.id, feature_id=written.id
    )
    return response


@writes.put("/<feature_id>")
def replace(collection: str, feature_id: str) -> Response:
    """Put another feature in the place of one; what it leaves out is emptied."""
    return _change(collection, feature_id, _FEATURE, parse_replacement)


@writes.patch("/<feature_id>")
def update(collection: str, feature_id: str) -> Response:
    """Change what a merge patch names."""
    return _change(collection, feature_id, _PATCH, parse_patch)


@writes.delete("/<feature_id>")
def hide(collection: str, feature_id: str) -> Response:
    """Take a feature away; it is hidden, not erased."""
    found = _editable(collection)
    arguments = read_parameters((REASON,))
    act, marks = _act(arguments), _marks()
    with writing() as session:
        held = hold_feature(
            session, act, found.id, parse_feature_id(found, feature_id), marks=marks
        )
        hide_feature(session, act, found.id, held)
    return Response(status=204)


def _change(
    collection: str, feature_id: str, media_types: tuple[str, ...], parse: Parse
) -> Response:
    found = _editable(collection)
    arguments = read_parameters((REASON,), formats=_FORMATS)
    act, marks, crs = _act(arguments), _marks(), _content_crs()
    body = _body(media_types)
    action = "replace" if parse is parse_replacement else "update"
    with writing() as session:
        held = hold_feature(
            session, act, found.id, parse_feature_id(found, feature_id), marks=marks
        )
        values = parse(found, body, read_feature(session, found, feature_id, crs), crs)
        change_feature(session, act, (action, found.id), held, values)
        return _answer(session, found, feature_id, crs)


def _answer(
    session: Session, found: Collection, feature_id: str, crs: CoordinateSystem
) -> Response:
    """Answer a feature as it was just written, read from where it was written."""
    single = read_single(session, found, feature_id, crs)
    asked = {} if crs == LONLAT else {"crs": crs.uri}
    url = address("features.item", collection=found.id, feature_id=feature_id, **asked)
    response = answer_single(single, url)
    response.headers["Cache-Control"] = "no-store"
    return response


def _editable(collection: str) -> Collection:
    """Return a collection that can be edited; 405 tells what another one can."""
    found = find_collection(collection)
    if not found.editable:
        raise MethodNotAllowed(valid_methods=sorted(SAFE))
    return found


def _act(arguments: Mapping[str, str]) -> Act:
    reason = check_text(REASON, arguments.get(REASON, ""), most=LONGEST_REASON).strip()
    return Act(asker(), reason or None, sender_address())


def _marks() -> list[str] | None:
    """Return the marks of the states that If-Match names, None for `*`; 428 without it."""
    if "If-Match" not in request.headers:
        raise PreconditionRequired
    given = request.if_match
    return None if given.star_tag else marks_in(given.as_set())


def _content_crs() -> CoordinateSystem:
    """Return the coordinate system that the body is in (OGC 20-002, Content-Crs)."""
    text = request.headers.get("Content-Crs", f"<{CRS84_URI}>").strip()
    inside = text[1:-1] if text.startswith("<") and text.endswith(">") else text
    return parse_crs("Content-Crs", inside)


def _body(media_types: tuple[str, ...]) -> dict[str, Any]:
    if request.mimetype not in media_types:
        known = ", ".join(media_types)
        refusal = problem(415, say("The body must be sent as Content-Type: {known}.", known=known))
        refusal.headers["Accept-Patch" if request.method == "PATCH" else "Accept-Post"] = known
        raise UnsupportedMediaType(response=refusal)
    return read_body(request.get_data())


def _options(
    collection: str, methods: tuple[str, ...], takes: tuple[str, tuple[str, ...]]
) -> Response:
    editable = find_collection(collection).editable
    response = Response(status=204)
    response.headers["Allow"] = ", ".join([*sorted(SAFE), *(methods if editable else ())])
    if editable:
        response.headers[takes[0]] = ", ".join(takes[1])
    return response


@writes.errorhandler(StaleError)
def answer_stale(error: StaleError) -> Response:
    """Answer 412 with the ETag of the state that is, as whoever reads it now is given it."""
    found = find_collection((request.view_args or {})["collection"])
    with writing() as session:
        current = _answer(session, found, str(error.state.id), LONLAT)
    response = problem(412, error.text(request_language()))
    response.headers["ETag"] = current.headers["ETag"]
    return response


@writes.errorhandler(TwinsError)
def answer_twins(error: TwinsError) -> Response:
    """Answer 409 with the places that are there already."""
    duplicates = [
        {
            "id": twin.id,
            "name_th": twin.name_th,
            "name_en": twin.name_en,
            "metres": None if twin.metres is None else round(twin.metres, 1),
            "href": address("features.item", collection=SPACES.id, feature_id=twin.id),
        }
        for twin in error.twins
    ]
    return problem(409, error.text(request_language()), duplicates=duplicates)
