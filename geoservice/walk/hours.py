"""When a space is open: OSM opening hours, with the public holidays of its country.

Syntax: https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification, read by
`opening-hours-py`. That library knows no Thai holidays, so `PH` is written out as the dates that
the `holidays` package knows before the library sees it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache

import holidays
from opening_hours import (  # type: ignore[attr-defined]
    OpeningHours,
    ParserError,
    State,
)

HORIZON_DAYS = 14  # how far a next change is looked for
_HOLIDAY = re.compile(r"\bPH\b")
_HOLIDAY_IN_DAYS = re.compile(
    r"^(?P<days>(?:\w\w(?:-\w\w)?,\s?)*PH(?:,\s?\w\w(?:-\w\w)?)*)\b(?P<rest>.*)$"
)
_RULES = re.compile(r'((?:"[^"]*"|\|\||[^;|"])+?)(;|\|\||$)')


class HoursState(StrEnum):
    """What can be said of a space at a time; unknown hours are never called open."""

    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class HoursNow:
    """The state at a time and when it next changes (in the same time zone, None: not soon)."""

    state: HoursState
    next_change: datetime | None


def open_states(hours: Iterable[str], *, at: datetime, country: str) -> dict[str, HoursState]:
    """Return the state of each distinct opening-hours text at the wall clock time `at`.

    `at` must be in the time zone of the place. A text that is not valid OSM syntax is unknown.
    """
    return {text: describe_hours(text, at=at, country=country).state for text in set(hours)}


def describe_hours(text: str | None, *, at: datetime, country: str) -> HoursNow:
    """Return whether hours are open at the wall clock time `at`, and until when.

    `at` must be in the time zone of the place, `country` is its ISO 3166-1 code.
    """
    if not text:
        return HoursNow(HoursState.UNKNOWN, None)
    clock = at.replace(tzinfo=None)
    hours = _parsed(text, country, clock.date())
    if hours is None:
        return HoursNow(HoursState.UNKNOWN, None)
    change = hours.next_change(clock)
    if change is not None and change - clock > timedelta(days=HORIZON_DAYS):
        change = None
    state = _state(hours, clock, text)
    return HoursNow(state, change.replace(tzinfo=at.tzinfo) if change else None)


_STATES = {
    State.OPEN: HoursState.OPEN,
    State.CLOSED: HoursState.CLOSED,
    State.UNKNOWN: HoursState.UNKNOWN,
}


def _state(hours: OpeningHours, clock: datetime, text: str) -> HoursState:
    state, comment = hours.state(clock)
    # A comment without "open" beside it ("by appointment") says nothing certain: unknown by the
    # specification, open by the library.
    if state is State.OPEN and comment and f'open "{comment}"' not in text:
        return HoursState.UNKNOWN
    return _STATES[state]


@lru_cache(maxsize=8192)
def _parsed(text: str, country: str, day: date) -> OpeningHours | None:
    """Return parsed hours with the holidays around `day` written out, None where not valid."""
    written = text
    if _HOLIDAY.search(text):
        written = with_holidays(text, _holidays_around(country, day))
    try:
        return OpeningHours(written)
    except ParserError:
        return None


@lru_cache(maxsize=512)
def _holidays_around(country: str, day: date) -> tuple[date, ...]:
    try:
        calendar = holidays.country_holidays(country)
    except NotImplementedError:
        return ()
    days = (day + timedelta(days=offset) for offset in range(-1, HORIZON_DAYS + 1))
    return tuple(each for each in days if each in calendar)


def with_holidays(text: str, days: Iterable[date]) -> str:
    """Return opening hours in which `PH` is written out as the given dates.

    "Mo-Fr,PH 09:00-16:00" becomes a rule for Mo-Fr and one for the dates. Where no date is given
    the holiday's part is left out. A rule that binds PH to something else than weekdays becomes
    "unknown" on those dates, for nobody can say.
    """
    dates = ",".join(f"{day:%Y %b %d}" for day in days)
    written = ""
    separator = ""
    for rule, following in _RULES.findall(text):
        replaced = "; ".join(_rule_with_holidays(rule.strip(), dates))
        if replaced:
            written += f"{separator} {replaced}" if written else replaced
            separator = f" {following}" if following == "||" else following
    return written or "closed"


def _rule_with_holidays(rule: str, dates: str) -> list[str]:
    if not _HOLIDAY.search(rule):
        return [rule] if rule else []
    match = _HOLIDAY_IN_DAYS.match(rule)
    if match is None:
        return [f"{dates} unknown"] if dates else []
    others = [day for day in re.split(r",\s?", match["days"]) if day != "PH"]
    plain = [f"{','.join(others)}{match['rest']}"] if others else []
    return plain + ([f"{dates}{match['rest']}"] if dates else [])
