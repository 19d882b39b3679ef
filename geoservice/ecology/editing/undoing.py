"""Undoing a write: the state before it is put back, as a write of its own."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from geoservice.ecology.editing.records import put_back, record_of
from geoservice.ecology.editing.spaces import state_of, write_again
from geoservice.ecology.editing.states import Act, State, stale
from geoservice.errors import NotFoundError
from geoservice.store.catalog import SPACES
from geoservice.store.models import Audit, Space


def undo_write(session: Session, act: Act, audit_id: int) -> State:
    """Undo the newest write to a space, known by its row of the trail; a created one is hidden.

    NotFoundError for no such row, StaleError where the space was written again since.
    """
    trail = session.get(Audit, audit_id)
    if trail is None or trail.layer != SPACES.id or trail.after is None:
        raise NotFoundError("There is no write {id} that can be undone.", id=audit_id)
    space = session.scalar(select(Space).where(Space.id == trail.subject_id).with_for_update())
    if space is None:
        raise NotFoundError("There is no write {id} that can be undone.", id=audit_id)
    act.asker.require_city(space.city_id)
    if space.version != trail.after["version"]:
        raise stale(state_of(space))
    now = record_of(space)
    put_back(space, trail.before or {**trail.after, "status": "hidden"})
    return write_again(session, act, "undo", space, before=now)
