"""Which spaces are open at a time: hours are read in Python, matched in SQL.

Cities have many spaces and few different opening-hours texts: each text is judged once, in the
time and with the holidays of its city, and the rows are matched by text.
"""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from geoservice.publish.filters import NOW, Filter, OpenHours
from geoservice.store.cities import zone
from geoservice.store.database import Database
from geoservice.store.relations import CITY, view_of
from geoservice.walk.hours import HoursState, describe_hours, open_states

_KEPT_TIMES = 8


@dataclass(frozen=True)
class CityHours:
    """The different opening hours of a city's spaces, and what is needed to read them."""

    city: int
    country: str
    timezone: str
    hours: tuple[str, ...]


@dataclass
class KnownHours:
    """What was read and judged last: the hours of one version of the spaces, at a few times."""

    version: int = -1
    cities: tuple[CityHours, ...] = ()
    judged: dict[datetime, OpenHours] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)


def with_open_hours(database: Database, known: KnownHours, asked: Filter) -> Filter:
    """Return the filter with what is open at its time; "now" is the current minute."""
    at = datetime.now(UTC) if asked.open_at == NOW else asked.open_at
    assert isinstance(at, datetime)  # noqa: S101  (parse_filter made it)
    at = at.astimezone(UTC).replace(second=0, microsecond=0)
    with database.reading() as session, known.lock:
        _refresh(session, known)
        if at not in known.judged:
            known.judged[at] = _judge(known.cities, at)
        while len(known.judged) > _KEPT_TIMES:
            known.judged.pop(next(iter(known.judged)))
        return replace(asked, open_hours=known.judged[at])


def _refresh(session: Session, known: KnownHours) -> None:
    version = session.scalar(
        select(
            func.published.layers_version(["spaces", "cities"]).table_valued("version").c.version
        )
    )
    if version != known.version:
        known.cities = _read(session)
        known.judged.clear()
        known.version = version or 0


def _read(session: Session) -> tuple[CityHours, ...]:
    spaces = view_of("spaces")
    rows = session.execute(
        select(
            CITY.c.id,
            CITY.c.country,
            CITY.c.timezone,
            func.array_agg(spaces.c.opening_hours.distinct()),
        )
        .join(spaces, spaces.c.city_id == CITY.c.id)
        .where(spaces.c.opening_hours.is_not(None))
        .group_by(CITY.c.id, CITY.c.country, CITY.c.timezone)
        .order_by(CITY.c.id)
    )
    return tuple(
        CityHours(city, country, timezone, tuple(hours)) for city, country, timezone, hours in rows
    )


def _judge(cities: tuple[CityHours, ...], at: datetime) -> OpenHours:
    opened = [
        (city.city, text)
        for city in cities
        for text, what in _states(city, at).items()
        if what is HoursState.OPEN
    ]
    opened.sort()
    return OpenHours(tuple(city for city, _ in opened), tuple(text for _, text in opened))


def _states(city: CityHours, at: datetime) -> dict[str, HoursState]:
    return open_states(city.hours, at=at.astimezone(zone(city.timezone)), country=city.country)


def state_now(session: Session, space: Mapping[str, Any]) -> dict[str, str | None]:
    """Return whether a space is open now ("open", "closed", "unknown") and when that changes."""
    city = session.execute(
        select(CITY.c.country, CITY.c.timezone).where(CITY.c.slug == space["city"])
    ).one_or_none()
    if city is None:
        return {"open_now": HoursState.UNKNOWN.value, "next_change": None}
    at = datetime.now(zone(city.timezone)).replace(second=0, microsecond=0)
    now = describe_hours(space["opening_hours"], at=at, country=city.country)
    return {
        "open_now": now.state.value,
        "next_change": now.next_change.isoformat() if now.next_change else None,
    }
