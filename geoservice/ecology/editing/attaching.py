"""Pictures and recordings of a piece of knowledge: put on it, described, and taken off."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from geoservice.ecology.editing.records import record_of
from geoservice.ecology.editing.rows import Change, state_of, write_again
from geoservice.ecology.editing.states import Act, State
from geoservice.ecology.media import AUDIO, PICTURE, keep_media
from geoservice.errors import InputError
from geoservice.store.catalog import KNOWLEDGE
from geoservice.store.models import Knowledge, Medium

KINDS: Mapping[str, str] = {"pictures": PICTURE, "recordings": AUDIO}
"""The parts of what hangs on a piece, and the kind of medium in each."""

Attached = Mapping[str, list[dict[str, Any]]]


def attach_media(session: Session, act: Act, piece: Knowledge, media: Attached) -> State:
    """Let a piece that is held show these media in this order, and keep others back.

    InputError for a key that is no medium of the kind in the city.
    """
    if dict(piece.media) == dict(media):
        return state_of(piece)
    for part, entries in media.items():
        _check_known(session, piece.city_id, KINDS[part], [each["key"] for each in entries])
    before = record_of(piece)
    piece.media = dict(media)
    keep_media(session, (each["key"] for part in KINDS for each in media.get(part, ())))
    return write_again(session, act, Change("update", KNOWLEDGE.id, before), piece)


def _check_known(session: Session, city_id: int, kind: str, keys: Iterable[str]) -> None:
    wanted = list(keys)
    query = select(Medium.key).where(
        Medium.key.in_(wanted), Medium.city_id == city_id, Medium.kind == kind
    )
    missing = set(wanted) - set(session.scalars(query))
    if missing:
        raise InputError(
            "There is no picture or recording '{key}' in this city; send it again.",
            key=sorted(missing)[0],
        )
