"""Undoing a write: the state before it is put back, as a write of its own."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from geoservice.ecology.editing.city_work import MODELS as WORK
from geoservice.ecology.editing.city_work import undo_work
from geoservice.ecology.editing.editors import MODELS
from geoservice.ecology.editing.merging import move_back
from geoservice.ecology.editing.records import put_back, record_of
from geoservice.ecology.editing.rows import Change, state_of, write_again
from geoservice.ecology.editing.states import Act, State, stale
from geoservice.ecology.routes.saving import LAYER as ROUTES
from geoservice.ecology.routes.saving import undo_route_write
from geoservice.errors import NotFoundError
from geoservice.store.models import Audit


def undo_write(session: Session, act: Act, audit_id: int) -> State:
    """Undo the newest write to a feature, known by its row of the trail; a created one is hidden.

    NotFoundError for no such row, StaleError where the feature was written again since.
    """
    trail = session.get(Audit, audit_id)
    if trail is not None and trail.layer == ROUTES:
        return undo_route_write(session, act, trail)
    if trail is not None and trail.layer in WORK:
        return undo_work(session, act, trail)
    if trail is None or trail.layer not in MODELS or trail.after is None:
        raise _no_write(audit_id)
    model = MODELS[trail.layer]
    row = session.scalar(select(model).where(model.id == trail.subject_id).with_for_update())
    if row is None:
        raise _no_write(audit_id)
    act.asker.require_city(row.city_id)
    if row.version != trail.after["version"]:
        raise stale(state_of(row))
    now = record_of(row)
    put_back(row, trail.before or {**trail.after, "status": "hidden"})
    move_back(session, row.id, trail.after)
    return write_again(session, act, Change("undo", trail.layer, now), row)


def _no_write(audit_id: int) -> NotFoundError:
    return NotFoundError("There is no write {id} that can be undone.", id=audit_id)
