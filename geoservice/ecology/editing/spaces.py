"""Spaces written by curators: created, changed and hidden, each in one transaction.

Every field a curator sets is a curator's from then on: no import overwrites it
(sql/30_merge_spaces.sql).
"""

import secrets
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from geoservice.ecology.editing.records import record_of
from geoservice.ecology.editing.rows import (
    PLACE,
    Change,
    New,
    changed_values,
    check_agendas_of,
    check_place,
    check_reference,
    city_of,
    hold_row,
    set_values,
    state_of,
    write_again,
    write_first,
)
from geoservice.ecology.editing.states import Act, State
from geoservice.ecology.editing.twins import Wanted, refuse_twins
from geoservice.errors import InputError
from geoservice.store.catalog import SPACES
from geoservice.store.models import Partner, Space

FIELDS = SPACES.editable_properties
"""The properties a curator may set; the place (`geom`) comes beside them."""

SOURCE = "curators"
_RANK = 0.7  # as a place of a city's own list (intake/space_rows.py)


def create_space(session: Session, act: Act, new: New, *, beside_twins: bool = False) -> State:
    """Add a published space; TwinsError where it seems to be there, unless `beside_twins`."""
    city = city_of(session, act, new)
    # Two people who add the same place at once: the second one sees the first one's.
    session.execute(select(func.pg_advisory_xact_lock(func.hashtext("add space"), city.id)))
    space = Space(
        city_id=city.id,
        source=SOURCE,
        source_id=secrets.token_hex(8),
        rank=_RANK,
        provenance=dict.fromkeys(new.values, act.asker.origin),
    )
    set_values(space, new.values)
    _check_whole(session, space, new.values)
    if not beside_twins:
        refuse_twins(session, _wanted(space, new.values))
    return write_first(session, act, SPACES.id, space)


def hold_space(
    session: Session, act: Act, space_id: int, *, marks: Collection[str] | None
) -> Space:
    """Return a published space, held against other writers until the transaction ends.

    Raises what rows.hold_row does.
    """
    space = hold_row(session, act, (Space, SPACES.id), space_id, marks=marks)
    assert isinstance(space, Space)  # noqa: S101  (that model was asked for)
    return space


def change_space(
    session: Session, act: Act, space: Space, values: Mapping[str, Any], *, action: str = "update"
) -> State:
    """Set fields of a space that is held; nothing is written where nothing changes.

    `action` is what the trail calls it: "update" or "replace".
    """
    changed = changed_values(space, values)
    if not changed:
        return state_of(space)
    before = record_of(space)
    set_values(space, changed)
    _check_whole(session, space, changed)
    claim(space, act, changed)
    return write_again(session, act, Change(action, SPACES.id, before), space)


def hide_space(session: Session, act: Act, space: Space) -> State:
    """Take a space that is held off every list and map; it stays in the store.

    Imports leave it hidden.
    """
    before = record_of(space)
    space.status = "hidden"
    claim(space, act, ["status"])
    return write_again(session, act, Change("hide", SPACES.id, before), space)


def claim(space: Space, act: Act, fields: Iterable[str]) -> None:
    """Let fields come from who acts."""
    space.provenance = {**space.provenance, **dict.fromkeys(fields, act.asker.origin)}


def _check_whole(session: Session, space: Space, changed: Mapping[str, Any]) -> None:
    """Refuse a space that after its change has no name, or stands in another place."""
    if not space.name_th and not space.name_en:
        raise InputError("It has no name.")
    if changed.get("partner_id") is not None:
        check_reference(session, space.city_id, ("partner_id", Partner), changed["partner_id"])
    place = changed.get(PLACE)
    if place is not None:
        check_place(session, space.city_id, place)
    check_agendas_of(session, space.city_id, changed)


def _wanted(space: Space, values: Mapping[str, Any]) -> Wanted:
    place = values.get(PLACE)
    names = (space.name_th, space.name_en, *(space.other_names or ()))
    return Wanted(space.city_id, space.kind, names, (place.x, place.y) if place else None)
