"""Dates and times of a filter. A date is the whole of its day in UTC, to its last instant."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

from geoservice.errors import InputError
from geoservice.publish.values import shown

OPEN = ".."
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(
    _DAY.pattern + r"[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?([Zz]|[+-][0-9:]{5})"
)


def read_date(text: Any) -> tuple[datetime, datetime]:
    """Return the first and the last instant of a day."""
    try:
        if not isinstance(text, str) or not _DAY.fullmatch(text):
            raise ValueError
        begin = datetime.combine(date.fromisoformat(text), datetime.min.time(), UTC)
    except ValueError:
        raise _no_time(text) from None
    return begin, begin + timedelta(hours=23, minutes=59, seconds=59, microseconds=999_999)


def read_timestamp(text: Any) -> datetime:
    """Return an instant of RFC 3339, in UTC."""
    try:
        if not isinstance(text, str) or not _TIME.fullmatch(text):
            raise ValueError
        return datetime.fromisoformat(text.upper()).astimezone(UTC)
    except (ValueError, OverflowError):
        raise _no_time(text) from None


def read_either(text: Any) -> tuple[datetime, datetime]:
    """Return the first and the last instant of a date or of a time."""
    if isinstance(text, str) and _DAY.fullmatch(text):
        return read_date(text)
    instant = read_timestamp(text)
    return instant, instant


def _no_time(text: Any) -> InputError:
    return InputError(
        "The parameter 'filter' has '{value}' for a time; write TIMESTAMP('2026-01-31T07:00:00Z'), "
        "DATE('2026-01-31') or INTERVAL('2026-01-31','..').",
        value=shown(str(text), 40),
    )
