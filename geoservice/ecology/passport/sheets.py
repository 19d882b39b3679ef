"""Sheets with a QR code that hang at spaces: a new one lets the older ones end."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from geoservice.ecology.editing.merging import survivor
from geoservice.ecology.editing.states import Act
from geoservice.ecology.passport.signing import SHEETS, Keys, read_signed, sign, unsigned
from geoservice.errors import ConflictError, InputError, NotFoundError
from geoservice.store.audit import Write, record_write
from geoservice.store.models import Space, StampSheet

LAYER = "stamp_sheets"
HOLDS = timedelta(days=365)
OVERLAP = timedelta(days=7)
"""How long an older sheet still stamps once a new one is printed."""


@dataclass(frozen=True)
class Sheet:
    """A sheet in force: what its code says, and until when it stamps."""

    space_id: int
    serial: int
    token: str
    issued_at: datetime
    ends_at: datetime


def issue_sheet(session: Session, act: Act, space_id: int, *, now: datetime, keys: Keys) -> Sheet:
    """Make a new sheet for a published space; older ones end within a week.

    NotFoundError for no such space, ForbiddenError where its city is not the asker's.
    """
    space = _held(session, act, space_id)
    newest = select(func.max(StampSheet.serial)).where(StampSheet.space_id == space_id)
    serial = (session.scalar(newest) or 0) + 1
    session.execute(
        update(StampSheet)
        .where(StampSheet.space_id == space_id, StampSheet.ends_at > now + OVERLAP)
        .values(ends_at=now + OVERLAP)
    )
    row = StampSheet(
        space_id=space_id,
        serial=serial,
        account_id=act.asker.account_id,
        issued_at=now,
        ends_at=now + HOLDS,
    )
    session.add(row)
    session.flush()
    _write_down(session, act, space, serial)
    return _sheet(space, row, keys)


def find_sheet(
    session: Session, act: Act, space_id: int, *, now: datetime, keys: Keys
) -> Sheet | None:
    """Return the newest sheet of a space that is in force, None where there is none."""
    space = _held(session, act, space_id)
    query = select(StampSheet).where(
        StampSheet.space_id == space_id,
        StampSheet.ends_at > now,
        StampSheet.revoked_at.is_(None),
    )
    row = session.scalar(query.order_by(StampSheet.serial.desc()).limit(1))
    return _sheet(space, row, keys) if row else None


def read_sheet(session: Session, keys: Keys, token: str, *, now: datetime) -> Space:
    """Return the space at which the code of a sheet stamps now.

    InputError for a code that is none of ours or of a space of another city, NotFoundError for a
    space that is gone, ConflictError for a sheet that was replaced or has ended.
    """
    city_id, space_id, serial = _numbers(read_signed(keys, SHEETS, token))
    space = _standing(session, session.get(Space, space_id))
    if space is None:
        raise NotFoundError("The learning space of this code is no longer there.")
    if space.city_id != city_id:
        raise InputError("This code is of another city than the place where it hangs.")
    wanted = (StampSheet.space_id == space_id, StampSheet.serial == serial)
    row = session.scalar(select(StampSheet).where(*wanted))
    if row is None or row.revoked_at is not None or row.ends_at <= now:
        raise ConflictError(
            "This sheet no longer stamps: a newer one hangs there, or should; please ask at the "
            "desk."
        )
    return space


def _standing(session: Session, space: Space | None) -> Space | None:
    """Return a space that is shown, or the one that it became by mergers since."""
    if space is None or space.status == "published":
        return space
    into = session.get(Space, survivor(session, space.id))
    return into if into is not None and into.status == "published" else None


def _numbers(value: object) -> tuple[int, int, int]:
    if isinstance(value, list) and len(value) == 3 and all(type(each) is int for each in value):
        return value[0], value[1], value[2]
    raise unsigned(SHEETS)


def _held(session: Session, act: Act, space_id: int) -> Space:
    query = select(Space).where(Space.id == space_id, Space.status == "published")
    space = session.scalar(query.with_for_update())
    if space is None:
        raise NotFoundError("There is no space {space}.", space=space_id)
    act.asker.require_city(space.city_id)
    return space


def _sheet(space: Space, row: StampSheet, keys: Keys) -> Sheet:
    token = sign(keys, SHEETS, [space.city_id, space.id, row.serial])
    return Sheet(
        space.id, row.serial, token, row.issued_at.astimezone(UTC), row.ends_at.astimezone(UTC)
    )


def _write_down(session: Session, act: Act, space: Space, serial: int) -> None:
    write = Write(
        actor=act.asker.actor,
        action="issue",
        layer=LAYER,
        city_id=space.city_id,
        subject_id=space.id,
        after={"serial": serial},
        reason=act.reason,
        address=act.address,
    )
    record_write(session, write)
