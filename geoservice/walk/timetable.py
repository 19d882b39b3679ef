"""When one comes to each stop of a walk and leaves it, and whether it is open then."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from geoservice.walk.hours import HoursState, Span, open_spans
from geoservice.walk.itinerary import Candidate

_DAY = 86_400
_NEXT_OPENING = timedelta(days=8)  # a place that opens once a week is told when


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


def find_visit(candidate: Candidate, arrive: datetime, *, wait: int, country: str) -> Visit:
    """Return the visit of one who arrives at a time and first waits some seconds."""
    begin = arrive + timedelta(seconds=wait)
    leave = begin + timedelta(minutes=candidate.dwell_minutes)
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
) -> tuple[tuple[int, int], ...] | None:
    """Return when a place is open as seconds after `depart`, from 0 to `horizon`.

    None where nobody knows; what is unknown for a part of the time is not counted as open.
    """
    spans = open_spans(
        candidate.hours, start=depart, horizon=timedelta(seconds=horizon), country=country
    )
    if not spans or all(span.state is HoursState.UNKNOWN for span in spans):
        return None
    return tuple(
        (_seconds(span.start, depart, 0), _seconds(span.end, depart, horizon + _DAY))
        for span in spans
        if span.state is HoursState.OPEN
    )


def _seconds(moment: datetime | None, depart: datetime, default: int) -> int:
    """Return whole seconds after `depart`: a visit may begin and end on them, not between."""
    if moment is None:
        return default
    return max(0, int((moment - depart).total_seconds()))
