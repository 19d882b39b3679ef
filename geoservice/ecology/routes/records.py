"""A stored route with its stops: as a record to be put back, and as its curator drew it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from geoalchemy2.shape import from_shape, to_shape
from shapely import Point
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from geoservice.ecology.editing.records import put_back, record_of
from geoservice.ecology.routes.drafts import Draft, DraftStop
from geoservice.store.models import Medium, Route, RouteStop

WORDS = (
    *("title_th", "title_en", "story_th", "story_en", "age_groups", "agendas", "themes"),
    *("difficulty", "best_hours", "profile", "loop"),
)
"""The columns of a route that its draft says as they are."""

STOP_WORDS = ("title_th", "title_en", "story_th", "story_en", "dwell_minutes")
_STOPS = "stops"


def read_stops(session: Session, route_id: int) -> Sequence[RouteStop]:
    """Return the stored stops of a route in their order."""
    query = select(RouteStop).where(RouteStop.route_id == route_id).order_by(RouteStop.position)
    return session.scalars(query).all()


def route_record(session: Session, route: Route) -> dict[str, Any]:
    """Return what is stored of a route, its stops within."""
    return {**record_of(route), _STOPS: [record_of(each) for each in read_stops(session, route.id)]}


def put_back_route(session: Session, route: Route, record: Mapping[str, Any]) -> None:
    """Give a route the values of a record, and the stops that it had then."""
    put_back(route, record)
    stops = []
    for each in record[_STOPS]:
        stop = RouteStop(route_id=route.id, position=each["position"])
        put_back(stop, {name: value for name, value in each.items() if name != "route_id"})
        stops.append(stop)
    _replace(session, route.id, stops)


def store_stops(session: Session, route_id: int, stops: Iterable[DraftStop]) -> None:
    """Store the stops of a draft in the place of those that are."""
    rows = [
        RouteStop(
            route_id=route_id,
            position=number,
            space_id=stop.space,
            geom=_point(stop),
            **{name: getattr(stop, name) for name in STOP_WORDS},
        )
        for number, stop in enumerate(stops, 1)
    ]
    _replace(session, route_id, rows)


def _replace(session: Session, route_id: int, rows: list[RouteStop]) -> None:
    session.execute(delete(RouteStop).where(RouteStop.route_id == route_id))
    session.add_all(rows)
    session.flush()


def _point(stop: DraftStop) -> Any:
    if stop.lon is None or stop.lat is None:
        return None
    return from_shape(Point(stop.lon, stop.lat), srid=4326)


def stored_draft(session: Session, route: Route, city: str) -> Draft:
    """Return a stored route as its curator drew it; `city` is the slug of its city."""
    values = {name: _frozen(getattr(route, name)) for name in WORDS}
    picture = session.scalar(select(Medium.key).where(Medium.id == route.medium_id))
    stops = tuple(_stop(each) for each in read_stops(session, route.id))
    return Draft(city=city, picture=picture, stops=stops, **values)


def _stop(row: RouteStop) -> DraftStop:
    words = {name: getattr(row, name) for name in STOP_WORDS}
    if row.space_id is not None or row.geom is None:
        return DraftStop(space=row.space_id, **words)
    place = to_shape(row.geom)
    return DraftStop(lon=place.x, lat=place.y, **words)


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
