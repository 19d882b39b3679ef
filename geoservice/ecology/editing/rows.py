"""Rows that people write: held against each other, counted by version, and written down.

A writer first holds the row, so that whoever comes second sees what the first one did.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, NamedTuple

import shapely
from geoalchemy2.shape import from_shape, to_shape
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from geoservice.ecology.agendas import check_agendas
from geoservice.ecology.editing.records import record_of
from geoservice.ecology.editing.states import Act, State, stale
from geoservice.errors import InputError, NotFoundError
from geoservice.geo import CITY_MARGIN_METRES
from geoservice.store.audit import Write, record_write
from geoservice.store.cities import find_city
from geoservice.store.models import City

PLACE = "geom"
_SAME_DEGREES = 7  # as many decimals are published


@dataclass(frozen=True)
class New:
    """A row to add: its city (None: the only one its editor works in), and its values."""

    city: str | None
    values: Mapping[str, Any]


def hold_row(
    session: Session,
    act: Act,
    at: tuple[type[Any], str],
    row_id: int,
    *,
    marks: Collection[str] | None,
) -> Any:
    """Return a published row, held against other writers until the transaction ends.

    `at` is its model and its collection. NotFoundError where there is none; ForbiddenError where
    its city is not the asker's; StaleError unless the mark of its state is among `marks` (None:
    whatever its state).
    """
    model, collection = at
    wanted = select(model).where(model.id == row_id, model.status == "published")
    row = session.scalar(wanted.with_for_update())
    if row is None:
        raise NotFoundError(
            "There is no feature '{id}' in {collection}.", id=row_id, collection=collection
        )
    act.asker.require_city(row.city_id)
    state = state_of(row)
    if marks is not None and state.mark not in marks:
        raise stale(state)
    return row


def state_of(row: Any) -> State:
    """Return the state a stored row is in."""
    return State(row.id, row.version, row.updated_at)


class Change(NamedTuple):
    """What the trail says of a write: its name, its layer, the row before it, and what else."""

    action: str
    layer: str
    before: dict[str, Any] | None = None
    told: Mapping[str, Any] = MappingProxyType({})


def write_first(session: Session, act: Act, layer: str, row: Any) -> State:
    """Store a new row, and write it down."""
    session.add(row)
    return _write_down(session, act, Change("create", layer), row)


def write_again(session: Session, act: Act, change: Change, row: Any) -> State:
    """Store a changed row as its next version, and write the change down."""
    row.version += 1
    row.updated_at = datetime.now(UTC)
    return _write_down(session, act, change, row)


def _write_down(session: Session, act: Act, change: Change, row: Any) -> State:
    session.flush()
    session.refresh(row)
    write = Write(
        actor=act.asker.actor,
        action=change.action,
        layer=change.layer,
        city_id=row.city_id,
        subject_id=row.id,
        before=change.before,
        after={**record_of(row), **change.told},
        reason=act.reason,
        address=act.address,
    )
    record_write(session, write)
    return state_of(row)


def city_of(session: Session, act: Act, new: New) -> City:
    """Return the city of a new row, one in which the asker works."""
    if new.city is not None:
        city = find_city(session, new.city)
    elif act.asker.city_id is not None:
        city = session.get_one(City, act.asker.city_id)
    else:
        raise InputError("It does not say in which city it is; give it in 'city'.")
    act.asker.require_city(city.id)
    return city


def set_values(row: Any, values: Mapping[str, Any]) -> None:
    """Set columns of a row; a place is given as a shape in longitude and latitude."""
    for name, value in values.items():
        if name == PLACE:
            row.geom = from_shape(value, srid=4326) if value is not None else None
        else:
            setattr(row, name, list(value) if isinstance(value, tuple) else value)


def changed_values(row: Any, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values that a row does not have already; a place, to the published decimals."""
    return {name: value for name, value in values.items() if not _is_so(row, name, value)}


def _is_so(row: Any, name: str, value: object) -> bool:
    stored = getattr(row, name)
    if name != PLACE or stored is None or value is None:
        return bool(stored == (list(value) if isinstance(value, tuple) else value))
    return _rounded(to_shape(stored)) == _rounded(value)


def _rounded(place: Any) -> list[float]:
    return [round(each, _SAME_DEGREES) for each in shapely.get_coordinates(place)[0]]


def check_place(session: Session, city_id: int, place: shapely.Point) -> None:
    """Refuse a place that is not in the city or just around it."""
    inside = func.place_in_city(city_id, place.x, place.y, CITY_MARGIN_METRES)
    where = session.scalar(select(inside))
    if where == "exchanged":
        raise InputError("It lies in the city only with longitude and latitude exchanged.")
    if where != "inside":
        raise InputError(
            "It lies outside the city and the {metres} m around it.", metres=int(CITY_MARGIN_METRES)
        )


def check_agendas_of(session: Session, city_id: int, changed: Mapping[str, Any]) -> None:
    """Refuse a word among changed values that is no agenda of the city."""
    if changed.get("agendas"):
        check_agendas(session, session.get_one(City, city_id).slug, changed["agendas"])


def check_reference(session: Session, city_id: int, at: tuple[str, type[Any]], row_id: int) -> None:
    """Refuse a reference to what is not published in the same city."""
    column, model = at
    wanted = select(model.id).where(
        model.id == row_id, model.city_id == city_id, model.status == "published"
    )
    with session.no_autoflush:  # the store would refuse it too, in its own words
        found = session.scalar(wanted)
    if found is None:
        raise InputError(
            "'{name}' is {value}, and there is nothing published with this id in the city.",
            name=column,
            value=row_id,
        )
