"""What is kept beside spaces, written by curators: knowledge, activities, offerings and so on.

Each is a row of its own table; most stand where their space stands.
"""

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from babel.numbers import get_territory_currencies
from sqlalchemy.orm import Session

from geoservice.ecology.activities.checking import check_activity
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
    set_values,
    state_of,
    write_again,
    write_first,
)
from geoservice.ecology.editing.states import Act, State
from geoservice.errors import InputError
from geoservice.store.catalog import ACTIVITIES, KNOWLEDGE, NOTES, OFFERINGS, PARTNERS
from geoservice.store.models import Activity, City, Knowledge, Note, Offering, Partner, Space

MODELS: Mapping[str, type[Any]] = {
    KNOWLEDGE.id: Knowledge,
    ACTIVITIES.id: Activity,
    OFFERINGS.id: Offering,
    PARTNERS.id: Partner,
    NOTES.id: Note,
}
"""The table of each collection whose features are pieces."""

_NAMES = {PARTNERS.id: "name_th", NOTES.id: "text"}
_TIMES = ("starts_at", "ends_at", "repeats", "skips")
USUAL_CURRENCY = "THB"
_REFERENCES = (("space_id", Space), ("partner_id", Partner))


def create_piece(session: Session, act: Act, collection: str, new: New) -> State:
    """Add a published piece to a collection."""
    city = city_of(session, act, new)
    piece = MODELS[collection](city_id=city.id, status="published")
    set_values(piece, new.values)
    _check_whole(session, collection, piece, new.values)
    return write_first(session, act, collection, piece)


def change_piece(
    session: Session, act: Act, what: tuple[str, str], piece: Any, values: Mapping[str, Any]
) -> State:
    """Set fields of a piece that is held; nothing is written where nothing changes.

    `what` is what the trail calls it and the collection: ("update", "knowledge").
    """
    changed = changed_values(piece, values)
    if not changed:
        return state_of(piece)
    before = record_of(piece)
    set_values(piece, changed)
    _check_whole(session, what[1], piece, changed)
    return write_again(session, act, Change(*what, before), piece)


def hide_piece(session: Session, act: Act, collection: str, piece: Any) -> State:
    """Take a piece that is held off every list and map; it stays in the store."""
    before = record_of(piece)
    piece.status = "hidden"
    return write_again(session, act, Change("hide", collection, before), piece)


def _check_whole(session: Session, collection: str, piece: Any, changed: Mapping[str, Any]) -> None:
    """Refuse a piece that after its change is not whole, or hangs on what is not there."""
    name = _NAMES.get(collection, "title_th")
    if not getattr(piece, name):
        raise InputError("'{name}' is missing; it is needed.", name=name)
    for column, model in _REFERENCES:
        if changed.get(column) is not None:
            check_reference(session, piece.city_id, (column, model), changed[column])
    check_agendas_of(session, piece.city_id, changed)
    if collection in (KNOWLEDGE.id, ACTIVITIES.id, OFFERINGS.id) and piece.space_id is None:
        raise InputError("'{name}' is missing; it is needed.", name="space_id")
    if collection == KNOWLEDGE.id and piece.body is None:
        raise InputError("'{name}' is missing; it is needed.", name="body")
    if collection == ACTIVITIES.id:
        _check_activity(session, piece)
    if collection == NOTES.id and changed.get(PLACE) is not None:
        check_place(session, piece.city_id, changed[PLACE])


def currency_of(country: str) -> str:
    """Return the currency in which a country pays (ISO 4217, by CLDR); baht where none is known."""
    return next(iter(get_territory_currencies(country)), USUAL_CURRENCY)


def _check_activity(session: Session, activity: Activity) -> None:
    for name in ("starts_at", "ends_at"):
        if getattr(activity, name) is None:
            raise InputError("'{name}' is missing; it is needed.", name=name)
    city = session.get_one(City, activity.city_id)
    values = {name: getattr(activity, name) for name in _TIMES}
    check_activity(values, ZoneInfo(city.timezone))
    activity.currency = activity.currency or currency_of(city.country)
    left, places = activity.places_left, activity.places
    if left is not None and places is not None and left > places:
        raise InputError(
            "It has {left} places left but takes {places} people; mend one of the two.",
            left=left,
            places=places,
        )
