"""When an activity happens: its rule followed on the wall clock of its city.

What begins at nine begins at nine in summer and in winter. Each occurrence lasts as long on that
clock as the first one.
"""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

from geoservice.ecology.activities.rules import is_rule, parts_of, until_of

MOST_IN_WINDOW = 400
"""How often one activity is told within a window: daily for a year, and some."""

_STEPS = {"DAILY": timedelta(days=1), "WEEKLY": timedelta(weeks=1)}
_FARTHEST = datetime(2300, 1, 1, tzinfo=UTC)
_ENDLESS = timedelta(days=366 * 10)  # how far ahead one looks where no end is asked for


@dataclass(frozen=True)
class Timing:
    """When an activity begins and ends first, its rule and the days it skips ("2026-12-31")."""

    starts_at: datetime
    ends_at: datetime
    repeats: str | None = None
    skips: tuple[str, ...] = ()


@dataclass(frozen=True)
class Occurrence:
    """One time that an activity happens, in the time of its city."""

    starts_at: datetime
    ends_at: datetime


def find_occurrences(
    timing: Timing, zone: ZoneInfo, *, begin: datetime, end: datetime
) -> list[Occurrence]:
    """Return what happens at any time from `begin` to before `end`, in order.

    A rule that cannot be followed is left aside: the activity happens once.
    """
    begin, end = max(begin, timing.starts_at), min(end, _FARTHEST)
    lasts = _wall(timing.ends_at, zone) - _wall(timing.starts_at, zone)
    early = _wall(begin, zone) - lasts - timedelta(days=1)  # a day more: the clock may change
    late = _wall(end, zone) + timedelta(days=1)
    starts = itertools.takewhile(lambda start: start < late, _starts(timing, zone, since=early))
    found = (_occurrence(start, lasts, zone) for start in starts if start >= early)
    within = (each for each in found if each.starts_at < end and _reaches(each, begin))
    return list(itertools.islice(within, MOST_IN_WINDOW))


def happens(
    timing: Timing, zone: ZoneInfo, *, begin: datetime | None, end: datetime | None
) -> bool:
    """Return whether it happens at any time from `begin` to `end`; None: open to that side."""
    since = max(begin, timing.starts_at) if begin else timing.starts_at
    until = min(end or since + _ENDLESS, _FARTHEST) + timedelta(microseconds=1)
    return bool(find_occurrences(timing, zone, begin=since, end=until))


def begins_with_rule(timing: Timing, zone: ZoneInfo) -> bool:
    """Return whether the first time is one that the rule names."""
    if not is_rule(timing.repeats):
        return True
    start = _wall(timing.starts_at, zone)
    return next(iter(_ruled(timing, zone, start)), None) == start


def _reaches(occurrence: Occurrence, begin: datetime) -> bool:
    """Return whether it is not over yet; what takes no time is over once it began."""
    if occurrence.ends_at == occurrence.starts_at:
        return occurrence.starts_at >= begin
    return occurrence.ends_at > begin


def _starts(timing: Timing, zone: ZoneInfo, *, since: datetime) -> Iterator[datetime]:
    """Yield when it begins, on the wall clock, none that is skipped; from before `since` on."""
    first = _wall(timing.starts_at, zone)
    if not is_rule(timing.repeats):
        starts: Iterator[datetime] = iter([first])
    else:
        starts = iter(_ruled(timing, zone, _closer(timing, first, since)))
    return (start for start in starts if f"{start:%Y-%m-%d}" not in timing.skips)


def _closer(timing: Timing, first: datetime, since: datetime) -> datetime:
    """Return a beginning nearer to `since` that gives the same days: nobody counts up to it."""
    parts = parts_of(timing.repeats or "")
    step = _STEPS.get(parts["FREQ"])
    if step is None or "COUNT" in parts or since <= first:
        return first
    step *= int(parts.get("INTERVAL", "1"))
    return first + step * ((since - first) // step)


def _ruled(timing: Timing, zone: ZoneInfo, start: datetime) -> Iterator[datetime]:
    parts = parts_of(timing.repeats or "")
    if "UNTIL" in parts:
        until, in_utc = until_of(parts["UNTIL"])
        local = _wall(until.replace(tzinfo=UTC), zone) if in_utc else until
        parts["UNTIL"] = f"{local:%Y%m%dT%H%M%S}"
    text = ";".join(f"{name}={value}" for name, value in parts.items())
    return iter(rrulestr(text, dtstart=start))


def _occurrence(start: datetime, lasts: timedelta, zone: ZoneInfo) -> Occurrence:
    return Occurrence(_on_clock(start, zone), _on_clock(start + lasts, zone))


def _on_clock(wall: datetime, zone: ZoneInfo) -> datetime:
    """Return a time of the wall clock; one that a change of the clock leaves out comes later."""
    return wall.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)


def _wall(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None)
