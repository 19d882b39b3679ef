"""Routes written by curators: kept as drafts, changed, published, hidden, and undone.

Each write is the next version and leaves a row of the trail, from which it can be undone. A
published route is never one that cannot be walked.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from geoalchemy2.shape import from_shape
from shapely import LineString, MultiLineString
from sqlalchemy import select
from sqlalchemy.orm import Session

from geoservice.ecology.agendas import check_agendas
from geoservice.ecology.editing.rows import state_of
from geoservice.ecology.editing.states import Act, State, stale
from geoservice.ecology.media import find_sent_picture, keep_media
from geoservice.ecology.routes.checking import RouteCheck, check_route
from geoservice.ecology.routes.drafts import Draft, check_whole
from geoservice.ecology.routes.findings import Finding
from geoservice.ecology.routes.records import (
    WORDS,
    put_back_route,
    route_record,
    store_stops,
    stored_draft,
)
from geoservice.ecology.routes.slugs import new_slug
from geoservice.errors import ConflictError, InputError, NotFoundError
from geoservice.store.audit import Write, record_write
from geoservice.store.cities import find_city
from geoservice.store.models import Audit, City, Route
from geoservice.walk.shelf import NetworkShelf

LAYER = "routes"


@dataclass(frozen=True)
class Desk:
    """What a write needs beside the route: who acts, the streets, and the time."""

    act: Act
    networks: NetworkShelf
    now: datetime


def create_route(session: Session, desk: Desk, draft: Draft) -> State:
    """Keep a new route as a draft that only curators see."""
    city = find_city(session, draft.city)
    desk.act.asker.require_city(city.id)
    slug = new_slug(session, city.id, (draft.title_en, draft.title_th))
    route = Route(city_id=city.id, slug=slug, status="draft")
    _draw(session, desk, route, draft)
    return _write_down(session, desk.act, "create", route, before=None)


def hold_route(
    session: Session, act: Act, route_id: int, *, marks: Collection[str] | None
) -> Route:
    """Return a route, held against other writers until the transaction ends, whatever its status.

    NotFoundError, ForbiddenError and StaleError as for spaces (rows.hold_row).
    """
    route = session.scalar(select(Route).where(Route.id == route_id).with_for_update())
    if route is None:
        raise NotFoundError("There is no route {id}.", id=route_id)
    act.asker.require_city(route.city_id)
    state = state_of(route)
    if marks is not None and state.mark not in marks:
        raise stale(state)
    return route


def change_route(session: Session, desk: Desk, route: Route, draft: Draft) -> State:
    """Put another draft in the place of a route that is held; it keeps its address and status."""
    city = session.get_one(City, route.city_id)
    if draft.city != city.slug:
        raise InputError("A route stays in its city, which is {city}.", city=city.slug)
    before = route_record(session, route)
    check = _draw(session, desk, route, draft)
    if route.status == "published":
        _refuse(check.in_the_way)
    return _write_again(session, desk.act, "update", route, before=before)


def publish_route(session: Session, desk: Desk, route: Route) -> State:
    """Show a route that is held to everybody; refused where it cannot be walked.

    Nothing is written where it is published already.
    """
    if route.status == "published":
        return state_of(route)
    before = route_record(session, route)
    check = _draw(session, desk, route, _draft(session, route))
    _refuse(check.in_the_way)
    route.status = "published"
    route.published_at = route.published_at or desk.now
    return _write_again(session, desk.act, "publish", route, before=before)


def hide_route(session: Session, desk: Desk, route: Route) -> State:
    """Take a route that is held off every list and map; it stays in the store."""
    if route.status == "hidden":
        return state_of(route)
    before = route_record(session, route)
    route.status = "hidden"
    return _write_again(session, desk.act, "hide", route, before=before)


def undo_route_write(session: Session, act: Act, trail: Audit) -> State:
    """Undo the newest write to a route, given its row of the trail; a created one is hidden.

    NotFoundError where it cannot be undone, StaleError where the route was written again since.
    """
    if trail.layer != LAYER or trail.after is None or trail.subject_id is None:
        raise NotFoundError("There is no write {id} that can be undone.", id=trail.id)
    route = hold_route(session, act, trail.subject_id, marks=None)
    if route.version != trail.after["version"]:
        raise stale(state_of(route))
    now = route_record(session, route)
    put_back_route(session, route, trail.before or {**trail.after, "status": "hidden"})
    return _write_again(session, act, "undo", route, before=now)


def _draft(session: Session, route: Route) -> Draft:
    return stored_draft(session, route, session.get_one(City, route.city_id).slug)


def _draw(session: Session, desk: Desk, route: Route, draft: Draft) -> RouteCheck:
    """Give a route what its draft says, and what is found when it is checked."""
    check_whole(draft)
    check_agendas(session, draft.city, draft.agendas)
    check = check_route(session, desk.networks, draft, now=desk.now)
    refused = [each for each in check.findings if each.kind == "refused"]
    if refused:
        _refuse(refused)
    for name in WORDS:
        value = getattr(draft, name)
        setattr(route, name, list(value) if isinstance(value, tuple) else value)
    key = draft.picture
    route.medium_id = find_sent_picture(session, route.city_id, key).id if key else None
    keep_media(session, [key] if key else [])
    route.checks, route.metres, route.seconds = _noted(check), check.metres, check.walk_seconds
    route.geom = _line(check)
    session.add(route)
    session.flush()
    store_stops(session, route.id, draft.stops)
    return check


def _noted(check: RouteCheck) -> dict[str, Any]:
    """Return what is kept of a check: what was found, and where the spaces stood."""
    stood = {str(each.candidate.space): list(each.candidate.place) for each in check.stops}
    stood.pop("None", None)
    findings = [{"kind": each.kind, "stop": each.stop, "leg": each.leg} for each in check.findings]
    return {"findings": findings, "stood": stood}


def _line(check: RouteCheck) -> Any:
    legs = [each.leg.coordinates for each in check.legs if each.leg]
    lines = [LineString(line) for line in legs if len(set(line)) > 1]
    return from_shape(MultiLineString(lines), srid=4326) if lines else None


def _refuse(findings: Collection[Finding]) -> None:
    """Raise ConflictError with what is in the way, InputError for what can be no stop at all."""
    for each in findings:
        error = InputError if each.kind == "refused" else ConflictError
        raise error("{reason}", reason=_SaidError(each))


class _SaidError(InputError):
    """What was found, as a reason inside of an error."""

    def __init__(self, found: Finding) -> None:
        super().__init__(found.text[1])
        self._found = found

    def text(self, language: str) -> str:
        """Say it in a language."""
        return self._found.sentence(language)


def _write_again(
    session: Session, act: Act, action: str, route: Route, *, before: dict[str, Any]
) -> State:
    route.version += 1
    route.updated_at = datetime.now(UTC)
    return _write_down(session, act, action, route, before=before)


def _write_down(
    session: Session, act: Act, action: str, route: Route, *, before: dict[str, Any] | None
) -> State:
    session.flush()
    session.refresh(route)
    write = Write(
        actor=act.asker.actor,
        action=action,
        layer=LAYER,
        city_id=route.city_id,
        subject_id=route.id,
        before=before,
        after=route_record(session, route),
        reason=act.reason,
        address=act.address,
    )
    record_write(session, write)
    return state_of(route)
