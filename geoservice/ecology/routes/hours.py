"""When one comes to each stop of a route, started at the moment in its best hours that suits."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from geoservice.ecology.candidates import WalkCity
from geoservice.ecology.routes.drafts import Draft
from geoservice.ecology.routes.findings import Finding, closed, never_open, too_long
from geoservice.ecology.routes.places import PlacedStop
from geoservice.walk.hours import HoursState, Span, open_spans
from geoservice.walk.timetable import Visit, find_visit, later

_AHEAD = timedelta(days=8)  # what comes once a week comes within it
_BETWEEN_STARTS = timedelta(minutes=30)
_MOST_STARTS = 24


@dataclass(frozen=True)
class Times:
    """When one comes to each stop: seconds after the start, and what the clock says then.

    `starts_at` and `visits` are None where the route has no best hours that come within a week.
    """

    seconds: tuple[int, ...]
    starts_at: datetime | None = None
    visits: tuple[Visit, ...] | None = None
    findings: tuple[Finding, ...] = ()


def find_times(
    draft: Draft,
    stops: Sequence[PlacedStop],
    walked: Sequence[int],
    *,
    city: WalkCity,
    now: datetime,
) -> Times:
    """Return the times of a route; `walked` are the seconds of its legs, `now` the city's clock.

    Started at the first moment of the best hours at which the fewest stops are shut.
    """
    seconds = tuple(_arrivals(stops, walked))
    if not draft.best_hours or not stops:
        return Times(seconds)
    whole = sum(walked) + sum(60 * each.candidate.dwell_minutes for each in stops)
    spans = open_spans(draft.best_hours, start=now, horizon=_AHEAD, country=city.country) or ()
    opened = [span for span in spans if span.state is HoursState.OPEN]
    if not opened:
        return Times(seconds, findings=(never_open(),))
    starts = list(islice(_starts(opened, now, whole), _MOST_STARTS))
    found = () if starts else (too_long(-(-whole // 60)),)
    tried = (_visits(stops, seconds, at, city.country) for at in starts or [_begin(opened[0], now)])
    best: tuple[Visit, ...] | None = None
    for visits in tried:
        if best is None or _shut(visits) < _shut(best):
            best = visits
        if not _shut(best):
            break
    assert best is not None  # noqa: S101  (one start at least is tried)
    shut = tuple(
        closed(each.number, each.candidate, f"{visit.arrive:%H:%M}")
        for each, visit in zip(stops, best, strict=True)
        if visit.is_open is False
    )
    return Times(seconds, later(best[0].arrive, -seconds[0]), best, (*found, *shut))


def _arrivals(stops: Sequence[PlacedStop], walked: Sequence[int]) -> Iterator[int]:
    """Yield the seconds after which one comes to each stop."""
    clock = 0
    for number, each in enumerate(stops):
        yield clock
        clock += 60 * each.candidate.dwell_minutes
        clock += walked[number] if number < len(walked) else 0


def _starts(spans: Sequence[Span], now: datetime, whole: int) -> Iterator[datetime]:
    """Yield the moments, half an hour apart, at which the whole walk fits into the best hours."""
    for span in spans:
        at = _begin(span, now)
        last = span.end or at + timedelta(days=1)
        while later(at, whole) <= last:
            yield at
            at = later(at, int(_BETWEEN_STARTS.total_seconds()))


def _begin(span: Span, now: datetime) -> datetime:
    """Return when one can start in a span, on the whole minute."""
    begun = span.start if span.start and span.start > now else now + timedelta(minutes=1)
    return begun.replace(second=0, microsecond=0)


def _visits(
    stops: Sequence[PlacedStop], seconds: Sequence[int], at: datetime, country: str
) -> tuple[Visit, ...]:
    return tuple(
        find_visit(each.candidate, later(at, after), wait=0, country=country)
        for each, after in zip(stops, seconds, strict=True)
    )


def _shut(visits: Sequence[Visit]) -> int:
    return sum(visit.is_open is False for visit in visits)
