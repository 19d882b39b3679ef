"""Pictures and recordings in the store: each under a key that nobody guesses.

A medium is a draft until something takes it up. A draft that nothing names is swept away a day
after it was sent; any other is kept, so that what showed it can be brought back. The published
view gives out what something that is published shows (sql/26_published_ecology.sql), for as long
as it does.
"""

import secrets
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, delete, exists, func, select, update
from sqlalchemy.orm import Session

from geoservice.ecology.pictures import MEDIA_TYPE, read_picture
from geoservice.ecology.recordings import recording_type
from geoservice.errors import InputError
from geoservice.store.audit import FROM_NOBODY_KNOWN, Author, record_of_author
from geoservice.store.models import Contribution, Knowledge, Medium, Note, Route

LAYER = "media"
PICTURE, AUDIO = "picture", "audio"
UNUSED_FOR = timedelta(days=1)
_KEY_BYTES = 16
_PARTS = ("pictures", "recordings")


def add_picture(
    session: Session, city_id: int, content: bytes, *, author: Author = FROM_NOBODY_KNOWN
) -> Medium:
    """Keep a picture of a city as a draft; InputError where it cannot be read."""
    picture = read_picture(content)
    return _add(
        session,
        Medium(
            city_id=city_id,
            kind=PICTURE,
            media_type=MEDIA_TYPE,
            width=picture.width,
            height=picture.height,
            content=picture.content,
        ),
        author,
    )


def add_recording(
    session: Session, city_id: int, content: bytes, *, author: Author = FROM_NOBODY_KNOWN
) -> Medium:
    """Keep a recording of a city as a draft; InputError where it is none."""
    media_type = recording_type(content)
    medium = Medium(city_id=city_id, kind=AUDIO, media_type=media_type, content=content)
    return _add(session, medium, author)


def find_medium(session: Session, key: str) -> Medium | None:
    """Return a medium by its key, whatever its status; None where there is none."""
    return session.scalar(select(Medium).where(Medium.key == key))


def find_sent_picture(session: Session, city_id: int, key: str) -> Medium:
    """Return a picture of a city by its key; InputError where none was sent."""
    return _picture(session, city_id, key)


def find_new_picture(session: Session, city_id: int, key: str) -> Medium:
    """Return a picture that was sent to a city and is shown nowhere yet, by its key.

    InputError for any other: whoever sends without an account names nothing that hangs elsewhere.
    """
    return _picture(session, city_id, key, Medium.status == "draft")


def keep_media(session: Session, keys: Iterable[str]) -> None:
    """Keep media that something shows from now on, whatever becomes of it."""
    taken = update(Medium).where(Medium.key.in_(list(keys)), Medium.status == "draft")
    session.execute(taken.values(status="published"))


def sweep_media(session: Session, *, now: datetime) -> int:
    """Erase the drafts that nothing has named for a day; return how many."""
    named = [exists().where(table.medium_id == Medium.id) for table in (Note, Contribution, Route)]
    told = [
        exists().where(Medium.key == func.any(func.media_keys(Knowledge.media, part)))
        for part in _PARTS
    ]
    unused = delete(Medium).where(
        Medium.status == "draft",
        Medium.created_at < now - UNUSED_FOR,
        *(~each for each in (*named, *told)),
    )
    return len(session.scalars(unused.returning(Medium.id)).all())


def _picture(session: Session, city_id: int, key: str, *conditions: ColumnElement[bool]) -> Medium:
    wanted = (Medium.key == key, Medium.city_id == city_id, Medium.kind == PICTURE)
    found = session.scalar(select(Medium).where(*wanted, *conditions))
    if found is None:
        raise InputError(
            "There is no picture '{key}' in this city, or it was sent too long ago; send it again.",
            key=key,
        )
    return found


def _add(session: Session, medium: Medium, author: Author) -> Medium:
    sweep_media(session, now=datetime.now(UTC))
    medium.key = secrets.token_urlsafe(_KEY_BYTES)
    session.add(medium)
    session.flush()
    session.refresh(medium, ("id", "status", "created_at"))
    record_of_author(
        session,
        author,
        "send",
        LAYER,
        city_id=medium.city_id,
        subject_id=medium.id,
        after={"key": medium.key, "type": medium.media_type, "bytes": len(medium.content)},
    )
    return medium
