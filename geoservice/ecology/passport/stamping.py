"""Stamping a device at a space: once a day, counted by the month, and signed."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from geoservice.ecology.passport.sheets import read_sheet
from geoservice.ecology.passport.signing import SEEN, STAMPS, Keys, sign
from geoservice.ecology.routes.knowledge import bodies_of
from geoservice.ecology.stays import dwell_minutes
from geoservice.errors import ConflictError
from geoservice.store.cities import zone
from geoservice.store.models import City, Space, StampCount, StampSeen

_DEVICE_DIGITS = 16


@dataclass(frozen=True)
class Stamp:
    """A stamp: where, on which day of the city, for how many minutes of which bodies.

    `signed` is what the device keeps; nothing of it is kept here.
    """

    signed: str
    space: int
    name_th: str | None
    name_en: str | None
    kind: str
    city: str
    at: datetime
    minutes: int
    bodies: tuple[str, ...]


def stamp(session: Session, keys: Keys, token: str, device: str, *, now: datetime) -> Stamp:
    """Return the stamp that the code of a sheet gives a device now.

    ConflictError where the device was stamped there today; else as read_sheet.
    """
    space = read_sheet(session, keys, token, now=now)
    city = session.get_one(City, space.city_id)
    at = now.astimezone(zone(city.timezone)).replace(second=0, microsecond=0)
    _see(session, keys, space, device, at.date())
    _count(session, space, at.date())
    minutes, bodies = dwell_minutes(space.kind), bodies_of(session, space.id)
    said = [city.slug, space.id, at.date().isoformat(), minutes, list(bodies)]
    return Stamp(
        signed=sign(keys, STAMPS, [*said, hide_device(keys, device)]),
        space=space.id,
        name_th=space.name_th,
        name_en=space.name_en,
        kind=space.kind,
        city=city.slug,
        at=at,
        minutes=minutes,
        bodies=bodies,
    )


def hide_device(keys: Keys, device: str) -> str:
    """Return what stands for a device in its stamps: 16 digits that lead back to nothing."""
    return _hash(keys, f"device {device}")[:_DEVICE_DIGITS]


def _see(session: Session, keys: Keys, space: Space, device: str, day: date) -> None:
    """Remember until the day is over that a device was here; two at once are told apart."""
    # The earliest and the latest clock on earth are more than a day apart.
    session.execute(delete(StampSeen).where(StampSeen.day < day - timedelta(days=1)))
    mark = _hash(keys, f"{day} {space.id} {device}")
    seen: Any = session.execute(
        insert(StampSeen).values(mark=mark, day=day).on_conflict_do_nothing()
    )
    if not seen.rowcount:
        raise ConflictError(
            "You have today's stamp of this place already; another day gives another one."
        )


def _count(session: Session, space: Space, day: date) -> None:
    first = insert(StampCount).values(
        city_id=space.city_id, space_id=space.id, month=day.replace(day=1), stamps=1
    )
    session.execute(
        first.on_conflict_do_update(
            index_elements=[StampCount.space_id, StampCount.month],
            set_={"stamps": StampCount.stamps + 1},
        )
    )


def _hash(keys: Keys, said: str) -> str:
    return hmac.new(keys(SEEN).encode(), said.encode(), hashlib.sha256).hexdigest()
