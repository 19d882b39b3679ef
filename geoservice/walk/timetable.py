"""When one comes to each stop of a walk and leaves it, and whether it is open then."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from geoservice.walk.hours import HoursState, Span, open_spans, visiting_seconds
from geoservice.walk.itinerary import Candidate

Seconds = tuple[tuple[int, int], ...]
"""Spans of time, each from one second after the departure to another."""

_NEXT_OPENING = timedelta(days=8)  # a place that opens once a week is told when
# When a place of which nobody knows the hours may be counted on at all.
_DAYTIME = (time(6), time(21))


@dataclass(frozen=True)
class Visit:
    """A visit by the clock, and what is known of the hours then.

    `opens` and `closes` bound the opening span that one comes in; where one comes to a closed
    door, `opens` is when it opens next. `is_open`: from coming to leaving; None: nobody knows.
    """

    arrive: datetime
    leave: datetime
    opens: datetime | None
    closes: datetime | None
    hours_known: bool
    is_open: bool | None


def later(moment: datetime, seconds: int) -> datetime:
    """Return a moment so many seconds later, by the clock of its zone, summer time minded."""
    return (moment.astimezone(UTC) + timedelta(seconds=seconds)).astimezone(moment.tzinfo)


def find_visit(candidate: Candidate, arrive: datetime, *, wait: int, country: str) -> Visit:
    """Return the visit of one who arrives at a time and first waits some seconds."""
    begin = later(arrive, wait)
    leave = later(begin, candidate.dwell_minutes * 60)
    horizon = max(leave - begin, _NEXT_OPENING)
    spans = open_spans(candidate.hours, start=begin, horizon=horizon, country=country)
    if not spans:
        return Visit(arrive, leave, None, None, hours_known=False, is_open=None)
    at = spans[0]
    known = at.state is not HoursState.UNKNOWN
    whole = _is_open_throughout(spans, leave) if known else None
    return Visit(arrive, leave, *_bounds(at), hours_known=known, is_open=whole)


def _bounds(span: Span) -> tuple[datetime | None, datetime | None]:
    return (span.end, None) if span.state is HoursState.CLOSED else (span.start, span.end)


def _is_open_throughout(spans: Sequence[Span], leave: datetime) -> bool:
    first = spans[0]
    return first.state is HoursState.OPEN and (first.end is None or first.end >= leave)


def open_seconds(
    candidate: Candidate, depart: datetime, *, horizon: int, country: str
) -> Seconds | None:
    """Return when a place is open in the `horizon` seconds after a departure, None: not known."""
    ahead = timedelta(seconds=horizon)
    spans = open_spans(candidate.hours, start=depart, horizon=ahead, country=country)
    return visiting_seconds(spans, depart=depart, horizon=ahead)


def daylight_seconds(depart: datetime, *, horizon: int) -> Seconds:
    """Return the days, from 6 to 21 o'clock, in the `horizon` seconds after a departure."""
    first = depart.date() - timedelta(days=1)
    count = horizon // 86_400 + 3
    days = (first + timedelta(days=number) for number in range(count))
    bounds = (
        tuple(_seconds(depart, datetime.combine(day, at, depart.tzinfo)) for at in _DAYTIME)
        for day in days
    )
    return tuple((max(0, begin), end) for begin, end in bounds if end > 0 and begin < horizon)


def _seconds(earlier: datetime, moment: datetime) -> int:
    return int((moment.astimezone(UTC) - earlier.astimezone(UTC)).total_seconds())
