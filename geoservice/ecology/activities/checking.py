"""Whether an activity can be as it is told: times, rule, days that it skips."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from geoservice.ecology.activities.occurrences import Timing, begins_with_rule
from geoservice.ecology.activities.rules import check_repeats
from geoservice.errors import InputError

LONGEST = timedelta(days=366)
EARLIEST_YEAR, LATEST_YEAR = 2000, 2100


def check_activity(values: Mapping[str, Any], zone: ZoneInfo | None = None) -> None:
    """Refuse an activity whose times contradict each other; one clear sentence says how.

    `values` are the fields of the whole activity as they are stored. With the time zone of its
    city the first day is compared with the rule too.
    """
    starts_at, ends_at = values.get("starts_at"), values.get("ends_at")
    if not isinstance(starts_at, datetime) or not isinstance(ends_at, datetime):
        raise InputError("An activity needs a beginning and an end: starts_at and ends_at.")
    _check_times(starts_at, ends_at)
    skips = tuple(values.get("skips") or ())
    for day in skips:
        check_skip(day)
    repeats = values.get("repeats")
    if repeats:
        timing = Timing(starts_at, ends_at, check_repeats(repeats), skips)
        _check_rule(timing, zone)


def check_skip(text: str) -> str:
    """Return a day on which it does not happen."""
    try:
        return date.fromisoformat(text).isoformat()
    except (TypeError, ValueError):
        raise InputError(
            "'{day}' is not a day on which it could be skipped; write it like 2026-12-31.", day=text
        ) from None


def _check_times(starts_at: datetime, ends_at: datetime) -> None:
    if ends_at < starts_at:
        raise InputError("It ends before it begins; exchange the two times or mend one of them.")
    if ends_at - starts_at > LONGEST:
        raise InputError(
            "The activity lasts longer than a year; let it repeat, or make several of it."
        )
    if not EARLIEST_YEAR <= starts_at.year <= LATEST_YEAR:
        raise InputError(
            "The activity begins in the year {year}; years from {first} to {last} are taken.",
            year=starts_at.year,
            first=EARLIEST_YEAR,
            last=LATEST_YEAR,
        )


def _check_rule(timing: Timing, zone: ZoneInfo | None) -> None:
    if zone is not None and not begins_with_rule(timing, zone):
        raise InputError(
            "The activity begins on {day}, a day that its rule {rule} does not name; correct one "
            "of the two.",
            day=f"{timing.starts_at.astimezone(zone):%Y-%m-%d}",
            rule=timing.repeats,
        )
