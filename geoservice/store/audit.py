"""The audit trail: every write by a person or an import leaves a row.

Where people without an account write from is told by a mark of the day and the address, which
leads back to none. Stamps of a passport leave no row: it would say who was where, and when.
"""

import hashlib
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from geoservice.store.models import Audit

SHELL, CITIZEN = "shell", "citizen"


@dataclass(frozen=True)
class Author:
    """Who writes, as the trail calls them, from which address, and why if they say so."""

    actor: str = SHELL
    address: str | None = None
    reason: str | None = None


@dataclass(frozen=True)
class Write:
    """One write: who did what to which row of a layer, how it was and is, why, and from where."""

    actor: str
    action: str
    layer: str
    city_id: int | None = None
    subject_id: int | None = None
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None
    reason: str | None = None
    address: str | None = None


FROM_SHELL, FROM_NOBODY_KNOWN = Author(), Author(CITIZEN)


def record_of_author(
    session: Session, author: Author, action: str, layer: str, **told: Any
) -> None:
    """Write down what an author did; `told` are the other fields of a Write."""
    write = Write(author.actor, action, layer, address=author.address, reason=author.reason, **told)
    record_write(session, write)


def record_write(session: Session, write: Write) -> int:
    """Write down a write and return the id of its row, by which it can be undone."""
    row = Audit(**asdict(write))
    session.add(row)
    session.flush()
    return row.id


def record_import(
    session: Session, *, city_id: int, action: str, file: Path, told: dict[str, Any]
) -> None:
    """Write down that `file` was imported into a city from the shell, and what that did.

    `action` is what the command is called ("import osm"), `told` what it tells of itself: its
    figures, what it refused.
    """
    after = {"file": file.name, "sha256": file_sum(file), **told}
    session.add(Audit(city_id=city_id, actor=SHELL, action=action, layer=action, after=after))


def last_import(session: Session, *, city_id: int, action: str) -> str | None:
    """Return the SHA-256 of the file that was last imported into a city, None for none."""
    newest = select(Audit.after).where(Audit.city_id == city_id, Audit.action == action)
    after = session.scalar(newest.order_by(Audit.id.desc()).limit(1))
    return after["sha256"] if after else None


def file_sum(file: Path) -> str:
    """Return the SHA-256 of a file's content."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
