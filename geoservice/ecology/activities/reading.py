"""Activities that are published, and each time that they happen."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Row, Select, and_, any_, func, literal, null, or_, select
from sqlalchemy.orm import Session

from geoservice.ecology.activities.occurrences import (
    Occurrence,
    Timing,
    find_occurrences,
    happens,
)
from geoservice.ecology.activities.windows import Window
from geoservice.errors import NotFoundError
from geoservice.store.cities import zone
from geoservice.store.relations import CITY, view_of

MOST = 2000
_WORKING = ("geom", "geom_3857", "search_key", "rank")


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for; None: whichever. `near` is longitude, latitude.

    What is for no age in particular is for every age.
    """

    age_group: str | None = None
    kinds: tuple[str, ...] = ()
    space: int | None = None
    near: tuple[float, float] | None = None


@dataclass(frozen=True)
class Activity:
    """A published activity: its row with `lon`, `lat` and `metres`, and the clock of its city."""

    row: Row[Any]
    zone: ZoneInfo

    @property
    def timing(self) -> Timing:
        """Return when it happens."""
        row = self.row
        return Timing(row.starts_at, row.ends_at, row.repeats, tuple(row.skips or ()))


@dataclass(frozen=True)
class Happening:
    """One time that an activity happens."""

    activity: Activity
    when: Occurrence


@dataclass(frozen=True)
class Programme:
    """What happens in a window, in order; `more`: there is more than can be told at once."""

    happenings: list[Happening]
    more: bool


@dataclass(frozen=True)
class CityClock:
    """What a city is called, and the zone of its clock."""

    name_th: str | None
    name_en: str | None
    zone: ZoneInfo


def find_clock(session: Session, city: str) -> CityClock:
    """Return the clock of a city; NotFoundError where there is none of this slug."""
    columns = (CITY.c.name_th, CITY.c.name_en, CITY.c.timezone)
    row = session.execute(select(*columns).where(CITY.c.slug == city)).one_or_none()
    if row is None:
        raise NotFoundError("There is no city '{slug}'.", slug=city)
    return CityClock(row.name_th, row.name_en, zone(row.timezone))


def read_programme(session: Session, city: str, wanted: Wanted, window: Window) -> Programme:
    """Return what happens in a city within a window: the nearest first, or the soonest."""
    view = view_of("activities")
    reaching = and_(
        view.c.starts_at < window.end,
        or_(view.c.ends_at >= window.begin, view.c.repeats.is_not(None)),
    )
    found = [
        Happening(each, when)
        for each in read_activities(session, city, wanted, reaching)
        for when in find_occurrences(each.timing, each.zone, begin=window.begin, end=window.end)
    ]
    found.sort(key=_nearest if wanted.near else _soonest)
    return Programme(found[:MOST], len(found) > MOST)


def read_activities(
    session: Session, city: str, wanted: Wanted, *conditions: ColumnElement[bool]
) -> list[Activity]:
    """Return the published activities of a city that are wanted, by their id."""
    clock = find_clock(session, city).zone
    view = view_of("activities")
    rows = session.execute(
        _written(wanted.near)
        .where(view.c.city == city, *_conditions(wanted), *conditions)
        .order_by(view.c.id)
    )
    return [Activity(row, clock) for row in rows]


def matching_activities(
    session: Session, begin: datetime | None, end: datetime | None
) -> Iterator[int]:
    """Yield the ids of the activities of any city that happen from `begin` to `end`."""
    view = view_of("activities")
    columns = (view.c.id, view.c.starts_at, view.c.ends_at, view.c.repeats, view.c.skips)
    asked: Select[Any] = select(*columns, CITY.c.timezone)
    asked = asked.join(CITY, CITY.c.id == view.c.city_id)
    if end:
        asked = asked.where(view.c.starts_at <= end)
    if begin:
        asked = asked.where(or_(view.c.ends_at >= begin, view.c.repeats.is_not(None)))
    for row in session.execute(asked.order_by(view.c.id)):
        each = Activity(row, zone(row.timezone))
        if happens(each.timing, each.zone, begin=begin, end=end):
            yield row.id


def _written(near: tuple[float, float] | None) -> Select[Any]:
    """Return the query for activities with the place of their space, null where none is shown."""
    view = view_of("activities")
    metres: ColumnElement[Any] = null()
    if near:
        here = func.geography(func.st_setsrid(func.st_makepoint(*near), 4326))
        metres = func.st_distance(func.geography(view.c.geom), here)
    columns = [each for each in view.c if each.name not in _WORKING]
    place = (func.st_x(view.c.geom).label("lon"), func.st_y(view.c.geom).label("lat"))
    return select(*columns, *place, metres.label("metres"))


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    view = view_of("activities")
    found: list[ColumnElement[bool]] = []
    if wanted.age_group:
        of_any_age = func.coalesce(func.cardinality(view.c.age_groups), 0) == 0
        found.append(or_(of_any_age, literal(wanted.age_group) == any_(view.c.age_groups)))
    if wanted.kinds:
        found.append(view.c.kind.in_(wanted.kinds))
    if wanted.space is not None:
        found.append(view.c.space_id == wanted.space)
    return found


def _soonest(each: Happening) -> tuple[Any, ...]:
    return (each.when.starts_at, each.activity.row.id)


def _nearest(each: Happening) -> tuple[Any, ...]:
    """Return what puts the nearest first; what stands nowhere comes last."""
    metres = each.activity.row.metres
    return (metres is None, metres or 0.0, *_soonest(each))
