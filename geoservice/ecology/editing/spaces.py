"""Spaces written by curators: created, changed and hidden, each in one transaction.

A writer first holds the row, so that whoever comes second sees what the first one did. Every
field a curator sets is a curator's from then on: no import overwrites it
(sql/30_merge_spaces.sql).
"""

import secrets
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import shapely
from geoalchemy2.shape import from_shape, to_shape
from shapely import Point
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from geoservice.ecology.editing.records import record_of
from geoservice.ecology.editing.states import Act, State, stale
from geoservice.ecology.editing.twins import Wanted, refuse_twins
from geoservice.errors import InputError, NotFoundError
from geoservice.geo import CITY_MARGIN_METRES
from geoservice.store.audit import Write, record_write
from geoservice.store.catalog import SPACES
from geoservice.store.cities import find_city
from geoservice.store.models import City, Space

PLACE = "geom"
FIELDS = tuple(
    name for name, about in SPACES.properties.items() if not about.read_only and name != "city"
)
"""The properties a curator may set; the place (`geom`) comes beside them."""

SOURCE = "curators"
_RANK = 0.7  # as a place of a city's own list (intake/space_rows.py)
_SAME_DEGREES = 7  # as many decimals are published


@dataclass(frozen=True)
class NewSpace:
    """A space to add: its city (None: the only one its editor works in), its fields, its place."""

    city: str | None
    values: Mapping[str, Any]


def create_space(session: Session, act: Act, new: NewSpace, *, beside_twins: bool = False) -> State:
    """Add a published space; TwinsError where it seems to be there, unless `beside_twins`."""
    city = _city_of(session, act, new)
    act.asker.require_city(city.id)
    # Two people who add the same place at once: the second one sees the first one's.
    session.execute(select(func.pg_advisory_xact_lock(func.hashtext("add space"), city.id)))
    space = Space(
        city_id=city.id,
        source=SOURCE,
        source_id=secrets.token_hex(8),
        rank=_RANK,
        provenance=dict.fromkeys(new.values, act.asker.origin),
    )
    _set(space, new.values)
    _check_whole(session, space, new.values)
    if not beside_twins:
        refuse_twins(session, _wanted(space, new.values))
    session.add(space)
    session.flush()
    session.refresh(space)
    return _write_down(session, act, "create", space, before=None)


def hold_space(
    session: Session, act: Act, space_id: int, *, marks: Collection[str] | None
) -> Space:
    """Return a published space, held against other writers until the transaction ends.

    NotFoundError where there is none; ForbiddenError where its city is not the asker's;
    StaleError unless the mark of its state is among `marks` (None: whatever its state).
    """
    space = session.scalar(
        select(Space).where(Space.id == space_id, Space.status == "published").with_for_update()
    )
    if space is None:
        raise NotFoundError(
            "There is no feature '{id}' in {collection}.", id=space_id, collection=SPACES.id
        )
    act.asker.require_city(space.city_id)
    state = state_of(space)
    if marks is not None and state.mark not in marks:
        raise stale(state)
    return space


def change_space(
    session: Session, act: Act, space: Space, values: Mapping[str, Any], *, action: str = "update"
) -> State:
    """Set fields of a space that is held; nothing is written where nothing changes.

    `action` is what the trail calls it: "update" or "replace".
    """
    changed = {name: value for name, value in values.items() if not _is_so(space, name, value)}
    if not changed:
        return state_of(space)
    before = record_of(space)
    _set(space, changed)
    _check_whole(session, space, changed)
    _claim(space, act, changed)
    return write_again(session, act, action, space, before=before)


def hide_space(session: Session, act: Act, space: Space) -> State:
    """Take a space that is held off every list and map; it stays in the store.

    Imports leave it hidden.
    """
    before = record_of(space)
    space.status = "hidden"
    _claim(space, act, ["status"])
    return write_again(session, act, "hide", space, before=before)


def state_of(space: Space) -> State:
    """Return the state a stored space is in."""
    return State(space.id, space.version, space.updated_at)


def write_again(
    session: Session, act: Act, action: str, space: Space, *, before: dict[str, Any]
) -> State:
    """Store a changed space as its next version, and write the change down."""
    space.version += 1
    space.updated_at = datetime.now(UTC)
    session.flush()
    session.refresh(space)
    return _write_down(session, act, action, space, before=before)


def _write_down(
    session: Session, act: Act, action: str, space: Space, *, before: dict[str, Any] | None
) -> State:
    write = Write(
        actor=act.asker.actor,
        action=action,
        layer=SPACES.id,
        city_id=space.city_id,
        subject_id=space.id,
        before=before,
        after=record_of(space),
        reason=act.reason,
    )
    record_write(session, write)
    return state_of(space)


def _claim(space: Space, act: Act, fields: Iterable[str]) -> None:
    """Let fields come from who acts."""
    space.provenance = {**space.provenance, **dict.fromkeys(fields, act.asker.origin)}


def _city_of(session: Session, act: Act, new: NewSpace) -> City:
    if new.city is not None:
        return find_city(session, new.city)
    if act.asker.city_id is not None:
        return session.get_one(City, act.asker.city_id)
    raise InputError("It does not say in which city it is; give it in 'city'.")


def _set(space: Space, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        if name == PLACE:
            space.geom = from_shape(value, srid=4326) if value is not None else None
        else:
            setattr(space, name, list(value) if isinstance(value, tuple) else value)


def _is_so(space: Space, name: str, value: object) -> bool:
    """Return whether a field has a value already; a place, to the decimals that are published."""
    stored = getattr(space, name)
    if name != PLACE or stored is None or value is None:
        return bool(stored == (list(value) if isinstance(value, tuple) else value))
    return _rounded(to_shape(stored)) == _rounded(value)


def _rounded(place: Any) -> list[float]:
    return [round(each, _SAME_DEGREES) for each in shapely.get_coordinates(place)[0]]


def _check_whole(session: Session, space: Space, changed: Mapping[str, Any]) -> None:
    """Refuse a space that after its change has no name, or stands in another place."""
    if not space.name_th and not space.name_en:
        raise InputError("It has no name.")
    place = changed.get(PLACE)
    if place is not None:
        _check_place(session, space.city_id, place)


def _check_place(session: Session, city_id: int, place: Point) -> None:
    inside = func.place_in_city(city_id, place.x, place.y, CITY_MARGIN_METRES)
    where = session.scalar(select(inside))
    if where == "exchanged":
        raise InputError("It lies in the city only with longitude and latitude exchanged.")
    if where != "inside":
        raise InputError(
            "It lies outside the city and the {metres} m around it.", metres=int(CITY_MARGIN_METRES)
        )


def _wanted(space: Space, values: Mapping[str, Any]) -> Wanted:
    place = values.get(PLACE)
    names = (space.name_th, space.name_en, *(space.other_names or ()))
    return Wanted(space.city_id, space.kind, names, (place.x, place.y) if place else None)
