"""Routes as they are read: those that are published by everybody, every one by its curators."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import shapely
from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Integer,
    Text,
    column,
    func,
    select,
    table,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Session

from geoservice.ecology.accounts.asker import Asker
from geoservice.ecology.editing.states import State
from geoservice.ecology.routes.drafts import Draft, DraftStop
from geoservice.ecology.routes.records import STOP_WORDS, WORDS, stored_draft
from geoservice.errors import NotFoundError
from geoservice.store.models import City, Route
from geoservice.store.relations import view_of
from geoservice.walk.itinerary import Place

_SKETCH_METRES = 12.0
_ROUTES = view_of("routes")
_CHECKS: ColumnElement[Any] = column("checks", JSONB())
_STOPS = table(
    "route_stop",
    column("route_id", BigInteger()),
    column("position", Integer()),
    column("space_id", BigInteger()),
    *(column(name, Text()) for name in STOP_WORDS),
    column("geom"),
    schema="published",
)


@dataclass(frozen=True)
class KeptRoute:
    """A stored route: its draft, and what became of it.

    `stood` is where its spaces stood when it was last checked. Stars are the mean, None unrated.
    """

    id: int
    slug: str
    status: str
    state: State
    draft: Draft
    stood: Mapping[int, Place]
    published_at: datetime | None
    stars: float | None = None
    ratings: int = 0


@dataclass(frozen=True)
class ListedRoute:
    """A published route as it stands in a list; `lines` in metres of EPSG:3857, to be sketched."""

    id: int
    slug: str
    title_th: str
    title_en: str | None
    story_th: str | None
    story_en: str | None
    age_groups: tuple[str, ...]
    agendas: tuple[str, ...]
    themes: tuple[str, ...]
    difficulty: str | None
    loop: bool
    profile: str
    metres: float | None
    seconds: float | None
    stops: int
    stars: float | None
    ratings: int
    picture: str | None
    updated_at: datetime
    lines: tuple[tuple[tuple[float, float], ...], ...] = ()


def find_published(session: Session, city: str | None, slug: str) -> KeptRoute:
    """Return a published route by the name in its address; without a city the first so called."""
    found = [_ROUTES.c.slug == slug, *([_ROUTES.c.city == city] if city else [])]
    kept = _published(session, *found)
    if kept is None:
        raise NotFoundError(
            "There is no route '{slug}' here; it may have been taken away.", slug=slug
        )
    return kept


def read_published(session: Session, route_id: int) -> KeptRoute:
    """Return a published route by its id."""
    kept = _published(session, _ROUTES.c.id == route_id)
    if kept is None:
        raise NotFoundError("There is no route {id}.", id=route_id)
    return kept


def read_stored(session: Session, asker: Asker, route_id: int) -> KeptRoute:
    """Return a route of whatever status, for a curator of its city, out of the store itself."""
    route = session.get(Route, route_id)
    if route is None:
        raise NotFoundError("There is no route {id}.", id=route_id)
    asker.require_city(route.city_id)
    return kept_route(session, route)


def kept_route(session: Session, route: Route) -> KeptRoute:
    """Return a stored row of whatever status as it is read."""
    city = session.get_one(City, route.city_id).slug
    return KeptRoute(
        id=route.id,
        slug=route.slug,
        status=route.status,
        state=State(route.id, route.version, route.updated_at),
        draft=stored_draft(session, route, city),
        stood=_stood(route.checks),
        published_at=route.published_at,
    )


def _published(session: Session, *found: ColumnElement[bool]) -> KeptRoute | None:
    row = session.execute(select(_ROUTES, _CHECKS).where(*found).order_by(_ROUTES.c.id)).first()
    if row is None:
        return None
    words = {name: _frozen(getattr(row, name)) for name in WORDS}
    draft = Draft(city=row.city, picture=row.picture, stops=_stops(session, row.id), **words)
    return KeptRoute(
        id=row.id,
        slug=row.slug,
        status="published",
        state=State(row.id, row.version, row.updated_at),
        draft=draft,
        stood=_stood(row.checks),
        published_at=row.published_at,
        stars=row.stars,
        ratings=row.ratings,
    )


def _stops(session: Session, route_id: int) -> tuple[DraftStop, ...]:
    columns = [_STOPS.c[name] for name in ("space_id", *STOP_WORDS)]
    place = (func.st_x(_STOPS.c.geom).label("lon"), func.st_y(_STOPS.c.geom).label("lat"))
    query = select(*columns, *place).where(_STOPS.c.route_id == route_id)
    return tuple(map(_stop, session.execute(query.order_by(_STOPS.c.position))))


def _stop(row: Any) -> DraftStop:
    words = {name: getattr(row, name) for name in STOP_WORDS}
    return DraftStop(space=row.space_id, lon=row.lon, lat=row.lat, **words)


def _stood(checks: Mapping[str, Any]) -> Mapping[int, Place]:
    return {int(number): Place(*place) for number, place in checks.get("stood", {}).items()}


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def list_published(session: Session, city: str) -> Sequence[ListedRoute]:
    """Return the published routes of a city, the newest first."""
    names = tuple(name for name in ListedRoute.__dataclass_fields__ if name != "lines")
    drawn = func.st_asbinary(func.st_simplify(_ROUTES.c.geom_3857, _SKETCH_METRES)).label("drawn")
    query = select(*(_ROUTES.c[name] for name in names), drawn).where(_ROUTES.c.city == city)
    rows = session.execute(query.order_by(_ROUTES.c.published_at.desc(), _ROUTES.c.id))
    return [
        ListedRoute(
            **{name: _frozen(getattr(row, name)) for name in names}, lines=_lines(row.drawn)
        )
        for row in rows
    ]


def _lines(drawn: bytes | None) -> tuple[tuple[tuple[float, float], ...], ...]:
    if drawn is None:
        return ()
    shape = shapely.from_wkb(bytes(drawn))
    return tuple(tuple((x, y) for x, y in each.coords) for each in shapely.get_parts(shape))


def list_stored(session: Session, city_id: int) -> Sequence[KeptRoute]:
    """Return the routes of a city of whatever status, the last changed first, for its curators."""
    query = select(Route).where(Route.city_id == city_id).order_by(Route.updated_at.desc())
    return [kept_route(session, route) for route in session.scalars(query)]
