"""What a city works on, written by its curators: its agendas, and what came of them."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from geoservice.ecology.agendas import check_agendas
from geoservice.ecology.editing.records import put_back, record_of
from geoservice.ecology.editing.rows import (
    Change,
    New,
    changed_values,
    check_reference,
    city_of,
    set_values,
    state_of,
    write_again,
    write_first,
)
from geoservice.ecology.editing.states import Act, State, stale
from geoservice.errors import ConflictError, InputError, NotFoundError
from geoservice.store.audit import Write, record_write
from geoservice.store.models import Activity, Agenda, Audit, City, Outcome

MODELS: Mapping[str, type[Any]] = {"agendas": Agenda, "outcomes": Outcome}
"""The table of each layer of a city's work."""
_NEEDED = {"agendas": ("slug", "title_th"), "outcomes": ("agenda", "text_th", "happened_on")}


def list_work(session: Session, layer: str, city_id: int) -> list[Any]:
    """Return the rows of a layer in a city, the first ones first."""
    model = MODELS[layer]
    query = select(model).where(model.city_id == city_id).order_by(model.id)
    if layer == "outcomes":
        query = query.where(Outcome.status == "published")
    return list(session.scalars(query))


def named_agendas(session: Session, city_id: int | None) -> list[tuple[str, Agenda]]:
    """Return the agendas that cities named, each with its city's slug; None: those of all."""
    query = select(City.slug, Agenda).join(City, City.id == Agenda.city_id).order_by(Agenda.id)
    if city_id is not None:
        query = query.where(Agenda.city_id == city_id)
    return [(row[0], row[1]) for row in session.execute(query)]


def add_work(session: Session, act: Act, layer: str, new: New) -> State:
    """Add an agenda or an outcome to a city."""
    city = city_of(session, act, new)
    row = MODELS[layer](city_id=city.id)
    set_values(row, new.values)
    _check_whole(session, layer, row, new.values)
    return write_first(session, act, layer, row)


def hold_work(
    session: Session, act: Act, layer: str, row_id: int, *, marks: Collection[str] | None
) -> Any:
    """Return an agenda or an outcome, held until the transaction ends (as rows.hold_row does)."""
    row = session.scalar(select(MODELS[layer]).where(MODELS[layer].id == row_id).with_for_update())
    if row is None or getattr(row, "status", "published") != "published":
        raise NotFoundError(
            "There is no feature '{id}' in {collection}.", id=row_id, collection=layer
        )
    act.asker.require_city(row.city_id)
    if marks is not None and state_of(row).mark not in marks:
        raise stale(state_of(row))
    return row


def change_work(
    session: Session, act: Act, layer: str, row: Any, values: Mapping[str, Any]
) -> State:
    """Set fields of an agenda or an outcome that is held; its slug stays, things carry it."""
    changed = changed_values(row, values)
    if not changed:
        return state_of(row)
    if "slug" in changed:
        raise InputError("'{name}' cannot be set: the store keeps it. Leave it out.", name="slug")
    before = record_of(row)
    set_values(row, changed)
    _check_whole(session, layer, row, changed)
    return write_again(session, act, Change("update", layer, before), row)


def remove_work(session: Session, act: Act, layer: str, row: Any) -> State:
    """Take an outcome off every page, or an agenda out of the city; the trail keeps both.

    Returns the state in which it is hidden, or was last.
    """
    before, state = record_of(row), state_of(row)
    if layer == "outcomes":
        row.status = "hidden"
        return write_again(session, act, Change("hide", layer, before), row)
    write = Write(
        act.asker.actor,
        "remove",
        layer,
        row.city_id,
        row.id,
        before,
        reason=act.reason,
        address=act.address,
    )
    record_write(session, write)
    session.delete(row)
    session.flush()
    return state


def undo_work(session: Session, act: Act, trail: Audit) -> State:
    """Undo a write to an agenda or an outcome; what was added is taken away.

    NotFoundError where nothing is left to undo, StaleError where it was written again since.
    """
    model, layer = MODELS[trail.layer], trail.layer
    row = session.scalar(select(model).where(model.id == trail.subject_id).with_for_update())
    if row is None:
        return _bring_back(session, act, trail)
    act.asker.require_city(row.city_id)
    if trail.after is None or row.version != trail.after["version"]:
        raise stale(state_of(row))
    if trail.before is None:
        return remove_work(session, act, layer, row)
    now = record_of(row)
    put_back(row, trail.before)
    return write_again(session, act, Change("undo", layer, now), row)


def _bring_back(session: Session, act: Act, trail: Audit) -> State:
    """Store an agenda again that was removed, under its number."""
    if trail.before is None or trail.after is not None:
        raise NotFoundError("There is no write {id} that can be undone.", id=trail.id)
    city_id = trail.before["city_id"]
    act.asker.require_city(city_id)
    row = MODELS[trail.layer](id=trail.subject_id, city_id=city_id)
    put_back(row, trail.before)
    _check_new(session, row)
    session.add(row)
    session.flush()
    row.version = trail.before["version"]
    return write_again(session, act, Change("undo", trail.layer), row)


def _check_whole(session: Session, layer: str, row: Any, changed: Mapping[str, Any]) -> None:
    for name in _NEEDED[layer]:
        if not getattr(row, name):
            raise InputError("'{name}' is missing; it is needed.", name=name)
    if layer == "agendas" and "slug" in changed:
        _check_new(session, row)
    if layer == "outcomes" and "agenda" in changed:
        city = session.get_one(City, row.city_id)
        check_agendas(session, city.slug, [row.agenda])
    if changed.get("activity_id") is not None:
        check_reference(session, row.city_id, ("activity_id", Activity), changed["activity_id"])


def _check_new(session: Session, agenda: Agenda) -> None:
    same = select(Agenda.id).where(Agenda.city_id == agenda.city_id, Agenda.slug == agenda.slug)
    with session.no_autoflush:
        if session.scalar(same) is not None:
            raise ConflictError(
                "The city has an agenda '{slug}' already; change that one.", slug=agenda.slug
            )
