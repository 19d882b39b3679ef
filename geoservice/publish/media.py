"""Media as answers: which one, of what type, and what was kept of one that was sent."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, DateTime, LargeBinary, Text, column, select, table
from sqlalchemy.orm import Session

from geoservice.errors import NotFoundError
from geoservice.publish.values import shown
from geoservice.store.models import Medium

PICTURE_TYPES = ("image/jpeg", "image/png", "image/webp")
NOTE, SUGGESTION, KNOWLEDGE, ROUTE = PURPOSES = ("note", "suggestion", "knowledge", "route")
OPEN_PURPOSES = (NOTE, SUGGESTION)
"""What anybody may send a picture for; the others are a curator's."""

_MEDIUM = table(
    "medium",
    column("city_id", BigInteger()),
    column("key", Text()),
    column("media_type", Text()),
    column("content", LargeBinary()),
    column("created_at", DateTime(timezone=True)),
    schema="published",
)


@dataclass(frozen=True)
class MediumFile:
    """The bytes of a medium and what they are."""

    media_type: str
    content: bytes
    created_at: datetime


def read_medium(session: Session, key: str) -> MediumFile:
    """Return a medium that is published; NotFoundError for any other."""
    wanted = _MEDIUM.c
    row = session.execute(
        select(wanted.media_type, wanted.content, wanted.created_at).where(wanted.key == key)
    ).one_or_none()
    if row is None:
        raise no_medium(key)
    return MediumFile(row.media_type, bytes(row.content), row.created_at)


def is_given_out(session: Session, key: str) -> bool:
    """Return whether everybody may see a medium: something that is published shows it."""
    return session.scalar(select(_MEDIUM.c.key).where(_MEDIUM.c.key == key)) is not None


def no_medium(key: str) -> NotFoundError:
    """Return the refusal of a key that names nothing that may be seen."""
    return NotFoundError("There is no picture or recording '{key}'.", key=shown(key))


def medium_document(medium: Medium, url: str) -> dict[str, Any]:
    """Return what is told of a medium to whoever sent it."""
    return {
        "key": medium.key,
        "kind": medium.kind,
        "type": medium.media_type,
        "width": medium.width,
        "height": medium.height,
        "url": url,
    }
