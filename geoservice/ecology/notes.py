"""Field notes: sent by anybody, shown once a curator lets them through, solved one day.

A note that comes twice is kept once: a phone that lost its connection sends it again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from geoalchemy2.shape import from_shape
from shapely import Point
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from geoservice.ecology.agendas import check_agendas
from geoservice.ecology.editing.records import record_of
from geoservice.ecology.editing.rows import (
    Change,
    check_place,
    check_reference,
    state_of,
    write_again,
)
from geoservice.ecology.editing.states import Act, State
from geoservice.ecology.media import find_new_picture, keep_media
from geoservice.errors import ConflictError, NotFoundError
from geoservice.store.audit import FROM_NOBODY_KNOWN, Author, record_of_author
from geoservice.store.catalog import NOTES
from geoservice.store.cities import find_city
from geoservice.store.models import Medium, Note, Space

PUBLISH, REJECT, REOPEN = DECISIONS = ("publish", "reject", "reopen")
AGAIN_WITHIN = timedelta(days=7)
STATUS_OF = {PUBLISH: "published", REJECT: "hidden", REOPEN: "draft"}


@dataclass(frozen=True)
class NewNote:
    """What somebody saw: where, in longitude and latitude, and what they want to say of it.

    `picture` is the key of a picture that was sent before.
    """

    kind: str
    text: str
    place: Point
    agendas: tuple[str, ...] = ()
    space: int | None = None
    picture: str | None = None


def send_note(
    session: Session,
    city: str,
    new: NewNote,
    *,
    now: datetime,
    author: Author = FROM_NOBODY_KNOWN,
) -> State:
    """Keep a note of a city as a draft; the same one again is the one that is there."""
    found = find_city(session, city)
    check_place(session, found.id, new.place)
    if new.space is not None:
        check_reference(session, found.id, ("space", Space), new.space)
    check_agendas(session, city, new.agendas)
    known = _sent_before(session, found.id, new, since=now - AGAIN_WITHIN)
    if known is not None:
        return state_of(known)
    picture = find_new_picture(session, found.id, new.picture) if new.picture else None
    note = Note(
        city_id=found.id,
        space_id=_tied(session, new.space),
        kind=new.kind,
        text=new.text,
        agendas=list(new.agendas),
        medium_id=picture.id if picture else None,
        geom=from_shape(new.place, srid=4326),
    )
    session.add(note)
    session.flush()
    session.refresh(note)
    _write_down(session, note, author)
    return state_of(note)


def _write_down(session: Session, note: Note, author: Author) -> None:
    record_of_author(
        session,
        author,
        "send",
        NOTES.id,
        city_id=note.city_id,
        subject_id=note.id,
        after=record_of(note),
    )


def decide_note(session: Session, act: Act, note_id: int, decision: str) -> State:
    """Publish a note, reject it, or let one that was decided wait again.

    ConflictError where it was decided before, and where one that waits is to be reopened.
    """
    note = _held(session, act, note_id)
    if decision == REOPEN and note.status == "draft":
        raise ConflictError("Note {id} waits already.", id=note_id)
    if decision != REOPEN and note.status != "draft":
        raise ConflictError(
            "Note {id} was decided already: it is {status}.", id=note_id, status=note.status
        )
    before = record_of(note)
    note.status = STATUS_OF[decision]
    keep_media(session, session.scalars(select(Medium.key).where(Medium.id == note.medium_id)))
    return write_again(session, act, Change(decision, NOTES.id, before), note)


def solve_note(session: Session, act: Act, note_id: int, solution: str, *, now: datetime) -> State:
    """Say what was done about a published note; said again it replaces what was said."""
    note = _held(session, act, note_id)
    if note.status != "published":
        raise ConflictError(
            "Note {id} is not published, so that nobody could see what was done about it.",
            id=note_id,
        )
    if note.solution == solution:
        return state_of(note)
    before = record_of(note)
    note.solution = solution
    note.solved_at = note.solved_at or now
    return write_again(session, act, Change("solve", NOTES.id, before), note)


@dataclass(frozen=True)
class NotePage:
    """Notes of a status, the oldest first, each with its place, its picture and its space."""

    rows: Sequence[Any]
    counts: dict[str, int]
    next: int | None


def read_notes(session: Session, city_id: int, status: str, *, limit: int, after: int) -> NotePage:
    """Return a page of the notes of a city, those whose ids come after one."""
    rows = session.execute(
        select(
            Note,
            Medium.key.label("picture"),
            Space.name_th,
            Space.name_en,
            func.st_x(Note.geom).label("lon"),
            func.st_y(Note.geom).label("lat"),
        )
        .join(Medium, Medium.id == Note.medium_id, isouter=True)
        .join(Space, Space.id == Note.space_id, isouter=True)
        .where(Note.city_id == city_id, Note.status == status, Note.id > after)
        .order_by(Note.id)
        .limit(limit + 1)
    ).all()
    counted = select(Note.status, func.count().label("number")).where(Note.city_id == city_id)
    rows_by = session.execute(counted.group_by(Note.status).order_by(Note.status))
    counts = {row.status: row.number for row in rows_by}
    page = rows[:limit]
    return NotePage(page, counts, page[-1].Note.id if len(rows) > limit else None)


def _held(session: Session, act: Act, note_id: int) -> Note:
    """Return a note, held against other writers until the transaction ends."""
    note = session.scalar(select(Note).where(Note.id == note_id).with_for_update())
    if note is None:
        raise NotFoundError("There is no note {id}.", id=note_id)
    act.asker.require_city(note.city_id)
    return note


def _tied(session: Session, space_id: int | None) -> int | None:
    """Return the space that a note is tied to; none whose place is not for everybody to know."""
    if space_id is None:
        return None
    is_public = Space.place_privacy == "public"
    return session.scalar(select(Space.id).where(Space.id == space_id, is_public))


def _sent_before(session: Session, city_id: int, new: NewNote, *, since: datetime) -> Note | None:
    """Return the same note, sent a while ago and from the very same place."""
    return session.scalar(
        select(Note).where(
            Note.city_id == city_id,
            Note.kind == new.kind,
            Note.text == new.text,
            Note.created_at >= since.astimezone(UTC),
            func.st_equals(Note.geom, from_shape(new.place, srid=4326)),
        )
    )
