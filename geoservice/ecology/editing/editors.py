"""Who writes which collection: one way in for every door that creates, changes or hides."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy.orm import Session

from geoservice.ecology.editing import pieces, spaces
from geoservice.ecology.editing.rows import New, hold_row
from geoservice.ecology.editing.states import Act, State
from geoservice.errors import InputError
from geoservice.store.catalog import SPACES
from geoservice.store.models import Space

MODELS: Mapping[str, type[Any]] = {SPACES.id: Space, **pieces.MODELS}
"""The table of each collection that can be edited."""


def create_feature(
    session: Session, act: Act, collection: str, new: New, *, beside_twins: bool = False
) -> State:
    """Add a published feature; of spaces, TwinsError as spaces.create_space says."""
    if collection == SPACES.id:
        return spaces.create_space(session, act, new, beside_twins=beside_twins)
    if beside_twins:
        raise InputError("The parameter 'duplicate' is for spaces only; leave it out.")
    return pieces.create_piece(session, act, collection, new)


def hold_feature(
    session: Session, act: Act, collection: str, row_id: int, *, marks: Collection[str] | None
) -> Any:
    """Return the row of a published feature, held until the transaction ends (rows.hold_row)."""
    return hold_row(session, act, (MODELS[collection], collection), row_id, marks=marks)


def change_feature(
    session: Session, act: Act, what: tuple[str, str], row: Any, values: Mapping[str, Any]
) -> State:
    """Set fields of a feature that is held; `what` is the action and the collection."""
    action, collection = what
    if collection == SPACES.id:
        return spaces.change_space(session, act, row, values, action=action)
    return pieces.change_piece(session, act, what, row, values)


def hide_feature(session: Session, act: Act, collection: str, row: Any) -> State:
    """Take a feature that is held off every list and map; it stays in the store."""
    if collection == SPACES.id:
        return spaces.hide_space(session, act, row)
    return pieces.hide_piece(session, act, collection, row)
