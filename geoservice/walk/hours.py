"""When a space is open: OSM opening hours, with the public holidays of its country.

Syntax: https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification, read by
`opening-hours-py`. That library knows no Thai holidays, so `PH` is written out as the dates that
the `holidays` package knows before the library sees it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache

import holidays
from opening_hours import (  # type: ignore[attr-defined]
    OpeningHours,
    ParserError,
    State,
)

HORIZON_DAYS = 14  # how far a next change is looked for
_LOOK_BACK = timedelta(days=2)  # for when what is open now has opened
_LOOK_AHEAD = timedelta(days=1)  # after the horizon, for when what is open then will close
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


@dataclass(frozen=True)
class Span:
    """A time in which the state stays the same; None: it began or ends days away, if ever."""

    start: datetime | None
    end: datetime | None
    state: HoursState


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
    return _judged(state, comment, text)


def _judged(state: State, comment: str, text: str) -> HoursState:
    # A comment without "open" beside it ("by appointment") says nothing certain: unknown by the
    # specification, open by the library.
    if state is State.OPEN and comment and f'open "{comment}"' not in text:
        return HoursState.UNKNOWN
    return _STATES[state]


def open_spans(
    text: str | None, *, start: datetime, horizon: timedelta, country: str
) -> tuple[Span, ...] | None:
    """Return the spans that follow each other from `start` until `horizon` after it.

    `start` must be in the time zone of the place. The first span is the one that holds `start`,
    the last one the one that holds the end: both are told as they are, not cut. None where
    nobody knows the hours. The horizon may be up to 12 days, for holidays are known no further.
    """
    clock = start.replace(tzinfo=None)
    hours = _parsed(text, country, clock.date()) if text else None
    if hours is None or text is None:
        return None
    first, last = clock - _LOOK_BACK, clock + horizon + _LOOK_AHEAD
    spans = _joined(
        Span(
            begin if begin > first else None,
            end if end < last else None,
            _judged(state, comment, text),
        )
        for begin, end, state, comment in _intervals(hours, first, last)
    )
    return tuple(
        _in_zone(span, start)
        for span in spans
        if (span.end is None or span.end > clock)
        and (span.start is None or span.start <= clock + horizon)
    )


def _intervals(
    hours: OpeningHours, first: datetime, last: datetime
) -> Iterator[tuple[datetime, datetime, State, str]]:
    # Day by day: over several days the library passes over those after a "||" with a rule that
    # holds always (2.1.4: 'Mo-Fr 08:00-16:00 || "by appointment"' is open on Monday only).
    while first < last:
        midnight = datetime.combine(first.date() + timedelta(days=1), time.min)
        yield from hours.intervals(first, min(midnight, last))
        first = midnight


def _joined(spans: Iterable[Span]) -> Iterator[Span]:
    """Yield spans with those of one state in a row made one: comments and midnights part them."""
    held: Span | None = None
    for span in spans:
        if held is not None and held.state is span.state:
            held = replace(held, end=span.end)
            continue
        if held is not None:
            yield held
        held = span
    if held is not None:
        yield held


def _in_zone(span: Span, near: datetime) -> Span:
    return replace(
        span,
        start=span.start and span.start.replace(tzinfo=near.tzinfo),
        end=span.end and span.end.replace(tzinfo=near.tzinfo),
    )


def visiting_seconds(
    spans: Sequence[Span] | None, *, depart: datetime, horizon: timedelta
) -> tuple[tuple[int, int], ...] | None:
    """Return when one may be there, as seconds after `depart`; what is over is left out.

    What is open without end is open for a day after the horizon. None where nobody knows: no
    hours, or hours that are never surely open but perhaps.
    """
    if spans is None:
        return None
    opened = [span for span in spans if span.state is HoursState.OPEN]
    if not opened and any(span.state is HoursState.UNKNOWN for span in spans):
        return None
    endless = int((horizon + _LOOK_AHEAD).total_seconds())
    seconds = [
        (
            0 if span.start is None else max(0, _seconds_between(depart, span.start)),
            endless if span.end is None else _seconds_between(depart, span.end),
        )
        for span in opened
    ]
    return tuple((begin, end) for begin, end in seconds if begin < end)


def _seconds_between(earlier: datetime, later: datetime) -> int:
    # Through UTC: two wall clocks of one zone are subtracted without minding summer time.
    return int((later.astimezone(UTC) - earlier.astimezone(UTC)).total_seconds())


def span_at(spans: Sequence[Span] | None, at: datetime) -> Span | None:
    """Return the span that holds a time, None where nobody knows."""
    for span in spans or ():
        if (span.start is None or span.start <= at) and (span.end is None or at < span.end):
            return span
    return None


def next_opening(text: str | None, *, after: datetime, country: str) -> datetime | None:
    """Return when a place next opens after a time, None where that is not known or not soon."""
    horizon = timedelta(days=HORIZON_DAYS - 2)
    spans = open_spans(text, start=after, horizon=horizon, country=country) or ()
    starts = (span.start for span in spans if span.state is HoursState.OPEN and span.start)
    return next((start for start in starts if start > after), None)


def holiday_name(day: date, *, country: str, language: str) -> str | None:
    """Return the name of a public holiday, in English where it has none in `language`."""
    calendar = _calendar(country, language)
    return calendar.get(day) if calendar is not None else None


@lru_cache(maxsize=32)
def _calendar(country: str, language: str) -> holidays.HolidayBase | None:
    try:
        known = holidays.country_holidays(country).supported_languages
    except NotImplementedError:
        return None
    speaks = language if language in known else "en_US"
    return holidays.country_holidays(country, language=speaks if speaks in known else None)


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
    days = (
        day + timedelta(days=offset) for offset in range(-_LOOK_BACK.days - 1, HORIZON_DAYS + 1)
    )
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
