"""Which days people mean: today, this weekend, a week, a month, on the clock of a city."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from geoservice.errors import InputError

LONGEST = timedelta(days=366)
USUAL = timedelta(weeks=4)
_SATURDAY = 5


@dataclass(frozen=True)
class Window:
    """A part of time, from `begin` to before `end`."""

    begin: datetime
    end: datetime


def named_window(name: str, now: datetime) -> Window:
    """Return today, this weekend, the coming week or month; `now` is in the time of the city.

    What is over by now is left out: a weekend that has begun begins now.
    """
    return _NAMED[name](now)


def window_between(begin: datetime | None, end: datetime | None, now: datetime) -> Window:
    """Return the window that is asked for; from now, for four weeks, where it is left open."""
    start = begin or (min(now, end - USUAL) if end and end < now else now)
    stop = end or start + USUAL
    if stop <= start:
        raise InputError("The time asked for ends before it begins; exchange 'from' and 'to'.")
    if stop - start > LONGEST:
        raise InputError("The time asked for is longer than a year; ask for a part of it.")
    return Window(start, stop)


def day_begins(day: date, zone: ZoneInfo) -> datetime:
    """Return the midnight at which a day begins."""
    return datetime.combine(day, time(), zone)


def _days_on(now: datetime, days: int) -> datetime:
    return datetime.combine(now.date() + timedelta(days=days), time(), now.tzinfo)


def _weekend(now: datetime) -> Window:
    to_saturday = max(0, _SATURDAY - now.weekday())
    begin = now if now.weekday() >= _SATURDAY else _days_on(now, to_saturday)
    return Window(begin, _days_on(now, 7 - now.weekday()))


_NAMED: dict[str, Callable[[datetime], Window]] = {
    "today": lambda now: Window(now, _days_on(now, 1)),
    "weekend": _weekend,
    "week": lambda now: Window(now, _days_on(now, 7)),
    "month": lambda now: Window(now, _days_on(now, 30)),
}
NAMES = tuple(_NAMED)
