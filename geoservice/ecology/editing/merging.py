"""Two spaces that are one place, made one: the duplicate is hidden, what hangs on it moves over."""

from collections.abc import Collection, Mapping
from typing import Any

from geoalchemy2.shape import to_shape
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from geoservice.ecology.editing.records import record_of
from geoservice.ecology.editing.rows import PLACE, Change, hold_row, state_of, write_again
from geoservice.ecology.editing.spaces import FIELDS, change_space, claim
from geoservice.ecology.editing.states import Act, State
from geoservice.errors import InputError
from geoservice.store.catalog import SPACES
from geoservice.store.models import Activity, Audit, Knowledge, Note, Offering, RouteStop, Space

MOVED_WITH: Mapping[str, type[Any]] = {
    "knowledge": Knowledge,
    "activity": Activity,
    "offering": Offering,
    "note": Note,
    "route_stop": RouteStop,
}
"""What hangs on a space and moves with it, by the table that the trail names."""

_AT = (Space, SPACES.id)


def merge_twin(
    session: Session, act: Act, twin_id: int, into_id: int, *, taken: Collection[str] = ()
) -> State:
    """Hide a space as a duplicate of another, and return the state of the other.

    What the other leaves empty it takes from its twin, and the fields in `taken` (properties, or
    "geom") even where it has its own. Knowledge, activities, offerings, notes and stops move over.
    """
    if twin_id == into_id:
        raise InputError("A space cannot be merged into itself; name another one in 'into'.")
    # In one order for everybody: no two mergers wait for each other.
    held = {
        each: hold_row(session, act, _AT, each, marks=None) for each in sorted((twin_id, into_id))
    }
    twin, into = held[twin_id], held[into_id]
    if twin.city_id != into.city_id:
        raise InputError("The two spaces lie in different cities; they cannot be one.")
    change_space(session, act, into, _values(twin, into, taken), action="merge")
    moved = _move(session, twin, into)
    before = record_of(twin)
    twin.status = "hidden"
    claim(twin, act, ["status"])
    told = {"merged_into": into_id, "moved": moved}
    write_again(session, act, Change("merge", SPACES.id, before, told), twin)
    return state_of(into)


def _values(twin: Space, into: Space, taken: Collection[str]) -> dict[str, Any]:
    record = {name: getattr(twin, name) for name in FIELDS}
    values = {
        name: value
        for name, value in record.items()
        if value not in (None, []) and (name in taken or getattr(into, name) in (None, []))
    }
    if PLACE in taken and twin.geom is not None:
        values[PLACE] = to_shape(twin.geom)
    return values


def _move(session: Session, twin: Space, into: Space) -> dict[str, list[int]]:
    """Let what hangs on the twin hang on the other; return the ids by table."""
    moved = {}
    for name, model in MOVED_WITH.items():
        ids = session.scalars(select(model.id).where(model.space_id == twin.id)).all()
        if ids:
            session.execute(update(model).where(model.id.in_(ids)).values(space_id=into.id))
            moved[name] = sorted(ids)
    return moved


def move_back(session: Session, space_id: int, record: Mapping[str, Any]) -> None:
    """Let what a merger moved hang on the space again, as far as it was not moved since."""
    for name, ids in record.get("moved", {}).items():
        model = MOVED_WITH[name]
        where = [record["merged_into"], *successors(session, record["merged_into"])]
        still = (model.id.in_(ids), model.space_id.in_(where))
        session.execute(update(model).where(*still).values(space_id=space_id))


def successors(session: Session, space_id: int) -> list[int]:
    """Return the spaces that a space became by mergers, one after the other; none where by none.

    Only where the space is hidden as a duplicate still: an undone merger counts no more.
    """
    found: list[int] = []
    while (following := _merged_into(session, space_id)) is not None and following not in found:
        found.append(following)
        space_id = following
    return found


def survivor(session: Session, space_id: int) -> int:
    """Return the space that a space is by now: itself, or what it became by mergers."""
    return [space_id, *successors(session, space_id)][-1]


def _merged_into(session: Session, space_id: int) -> int | None:
    newest = (
        select(Audit.after["merged_into"].as_integer())
        .join(Space, Space.id == Audit.subject_id)
        .where(Audit.layer == SPACES.id, Audit.subject_id == space_id, Space.status == "hidden")
        .order_by(Audit.id.desc())
        .limit(1)
    )
    return session.scalar(newest)
