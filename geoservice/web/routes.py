"""Routes over HTTP: read by everybody once published, drawn and published by curators, rated.

Whoever changes a route says by If-Match which state they read; another state is a 412 that tells
the ETag of the one that is.
"""

import hashlib
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, Response, request
from sqlalchemy.orm import Session
from werkzeug.exceptions import PreconditionRequired

from geoservice.ecology.accounts.asker import Asker
from geoservice.ecology.accounts.roles import Deed, may
from geoservice.ecology.editing.states import Act, StaleError, State
from geoservice.ecology.routes.checking import check_route
from geoservice.ecology.routes.drafts import Draft
from geoservice.ecology.routes.knowledge import read_knowledge
from geoservice.ecology.routes.rating import has_rated, rate_route
from geoservice.ecology.routes.reading import (
    KeptRoute,
    kept_route,
    list_stored,
    read_published,
    read_stored,
)
from geoservice.ecology.routes.saving import (
    Desk,
    change_route,
    create_route,
    hide_route,
    hold_route,
    publish_route,
)
from geoservice.errors import NotFoundError
from geoservice.publish.bodies import LARGEST_ID, check_city, check_text
from geoservice.publish.routes.documents import Shown, route_document
from geoservice.publish.routes.requests import parse_draft, parse_rating
from geoservice.store.cities import find_city
from geoservice.store.models import Route
from geoservice.web.access import asker, optional_asker
from geoservice.web.answers import JSON, json_answer, to_json
from geoservice.web.authors import author
from geoservice.web.keys import app_key
from geoservice.web.language import request_language
from geoservice.web.params import read_json_body, read_parameters
from geoservice.web.problems import problem
from geoservice.web.single import marks_in
from geoservice.web.state import state, writing
from geoservice.web.throttle import counted, limited, sender_address, sender_mark
from geoservice.web.urls import address, template

routes = Blueprint("routes", __name__, url_prefix="/api/routes")

CITY, REASON = "city", "reason"
RATING_RATE = "30/hour"
NEW_RATING_RATE = "3/day"
"""How many devices of one address may rate one route: a family, no crowd made up by one."""

_LONGEST_REASON = 500
_RATERS = "raters"


@routes.get("", endpoint="list")
def list_all() -> Response:
    """Answer a city's routes of whatever status, for its curators."""
    slug = check_city(CITY, read_parameters((CITY,), formats=("json",)).get(CITY))
    with writing() as session:
        city = find_city(session, slug)
        asker().require_city(city.id)
        listed = [_listed(each) for each in list_stored(session, city.id)]
    return _fresh(json_answer({"routes": listed}))


def _listed(kept: KeptRoute) -> dict[str, Any]:
    return {
        "id": kept.id,
        "slug": kept.slug,
        "status": kept.status,
        "title_th": kept.draft.title_th,
        "title_en": kept.draft.title_en,
        "stops": len(kept.draft.stops),
        "updated_at": kept.state.updated_at.isoformat(),
    }


@routes.get("/<int:route_id>")
def read(route_id: int) -> Response:
    """Answer a route as it can be walked now: to everybody once published, to curators any."""
    read_parameters(formats=("json",))
    curator = optional_asker()
    if curator is not None and may(curator.role, Deed.CURATE):
        with writing() as session:
            kept = _readable(session, curator, _id(route_id))
            return _fresh(_answer(session, kept))
    with state().database.reading() as session:
        return _answer(session, read_published(session, _id(route_id)))


def _readable(session: Session, curator: Asker, route_id: int) -> KeptRoute:
    """Return a route for a curator: any of their city, of another city what is published."""
    route = session.get(Route, route_id)
    mine = route is None or curator.city_id in (None, route.city_id)
    return read_stored(session, curator, route_id) if mine else read_published(session, route_id)


@routes.post("")
def create() -> Response:
    """Keep a new route as a draft; its address is told in Location."""
    return _write(create_route, created=True)


@routes.put("/<int:route_id>")
def replace(route_id: int) -> Response:
    """Put another draft in the place of a route."""
    marks = _marks()

    def change(session: Session, desk: Desk, draft: Draft) -> State:
        held = hold_route(session, desk.act, _id(route_id), marks=marks)
        return change_route(session, desk, held, draft)

    return _write(change)


@routes.post("/<int:route_id>/publish")
def publish(route_id: int) -> Response:
    """Show a route to everybody."""
    return _settle(route_id, publish_route)


@routes.post("/<int:route_id>/hide")
def hide(route_id: int) -> Response:
    """Take a route off every list and map."""
    return _settle(route_id, hide_route)


@routes.post("/check")
def check() -> Response:
    """Answer how a draft can be walked; nothing is kept."""
    read_parameters(formats=("json",))
    draft = parse_draft(read_json_body())
    with state().database.reading() as session:
        document = _document(session, None, draft)
    return _fresh(json_answer(document))


@routes.post("/<int:route_id>/ratings")
@limited("ratings", RATING_RATE)
def rate(route_id: int) -> Response:
    """Keep how many stars a device gives a route."""
    read_parameters(formats=("json",))
    rating = parse_rating(_id(route_id), read_json_body())
    key, who = app_key(_RATERS), author()
    with writing() as session:
        known = has_rated(session, rating, key=key)
        with nullcontext() if known else _counted_new(rating.route_id):
            rated = rate_route(session, rating, key=key, author=who)
    return _fresh(json_answer({"stars": rated.stars, "ratings": rated.ratings}))


def _counted_new(route_id: int) -> AbstractContextManager[None]:
    """Count a device that rates a route for the first time: one address has few of them a day."""
    return counted(f"new ratings of {route_id}", NEW_RATING_RATE, sender=sender_mark())


def _write(act: Callable[[Session, Desk, Draft], State], *, created: bool = False) -> Response:
    desk = _desk(read_parameters((REASON,), formats=("json",)))
    draft = parse_draft(read_json_body())
    with writing() as session:
        written = act(session, desk, draft)
        response = _answer(session, kept_route(session, session.get_one(Route, written.id)))
    if created:
        response.status_code = 201
        response.headers["Location"] = address("routes.read", route_id=written.id)
    return _fresh(response)


def _settle(route_id: int, act: Callable[[Session, Desk, Route], State]) -> Response:
    """Do something with a route that takes no body; If-Match is heeded where it is sent."""
    desk = _desk(read_parameters((REASON,), formats=("json",)))
    marks = _marks() if "If-Match" in request.headers else None
    with writing() as session:
        held = hold_route(session, desk.act, _id(route_id), marks=marks)
        act(session, desk, held)
        return _fresh(_answer(session, kept_route(session, held)))


def _desk(arguments: dict[str, str]) -> Desk:
    reason = check_text(REASON, arguments.get(REASON, ""), most=_LONGEST_REASON).strip()
    act = Act(asker(), reason or None, sender_address())
    return Desk(act, state().networks, datetime.now(UTC))


def _marks() -> list[str] | None:
    """Return the marks of the states that If-Match names, None for `*`; 428 without it."""
    if "If-Match" not in request.headers:
        raise PreconditionRequired
    given = request.if_match
    return None if given.star_tag else marks_in(given.as_set())


def _id(route_id: int) -> int:
    if route_id > LARGEST_ID:
        raise NotFoundError("There is no route {id}.", id=str(route_id)[:20])
    return route_id


def _answer(session: Session, kept: KeptRoute) -> Response:
    """Answer a route; its ETag begins with the mark of its state."""
    text = to_json(_document(session, kept, kept.draft))
    response = Response(text, content_type=JSON)
    response.set_etag(f"{kept.state.mark}-{hashlib.sha256(text.encode()).hexdigest()[:16]}")
    response.headers["Content-Language"] = request_language()
    response.vary.update(("Accept-Language", "Cookie"))
    response.headers["Cache-Control"] = "no-cache"
    if request.method in ("GET", "HEAD"):
        response.make_conditional(request.environ)
    return response


def _document(session: Session, kept: KeptRoute | None, draft: Draft) -> dict[str, Any]:
    return route_document(look_at(session, kept, draft), request_language())


def look_at(session: Session, kept: KeptRoute | None, draft: Draft) -> Shown:
    """Return what a document or a page of a route is made of, checked now."""
    stood = kept.stood if kept else None
    checked = check_route(session, state().networks, draft, now=datetime.now(UTC), stood=stood)
    spaces = [each.candidate.space for each in checked.stops if each.candidate.space is not None]
    pictures = template("media.show", key="{key}")
    return Shown(kept, checked, read_knowledge(session, spaces), pictures)


def _fresh(response: Response) -> Response:
    """Let nobody keep an answer: it is for who asked, now."""
    response.headers["Cache-Control"] = "no-store"
    return response


@routes.errorhandler(StaleError)
def answer_stale(error: StaleError) -> Response:
    """Answer 412 with the ETag of the state that is."""
    with writing() as session:
        current = _answer(session, kept_route(session, session.get_one(Route, error.state.id)))
    response = problem(412, error.text(request_language()))
    response.headers["ETag"] = current.headers["ETag"]
    return response
