"""The parameter `datetime` of OGC API - Features (17-069r4, 7.15.4) where features have times.

Activities match when they happen at any time of the interval, whatever their rule. The features
of other collections are bound to no time: every time matches.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from geoservice.ecology.activities.reading import matching_activities
from geoservice.publish.filters import Filter
from geoservice.publish.values import check_interval, parse_instant
from geoservice.store.catalog import ACTIVITIES, Collection
from geoservice.store.database import Database

_DATE_LENGTH = len("2026-11-28")
_OPEN = ("", "..")
_MOMENT = timedelta(microseconds=1)
_LAST = timedelta(days=1) - _MOMENT
_FIRST = datetime.min.replace(tzinfo=UTC) + _MOMENT


def with_interval(database: Database, collection: Collection, asked: Filter, text: str) -> Filter:
    """Return the filter with what happens in an interval; InputError for one that is none."""
    check_interval(text)
    if collection.id != ACTIVITIES.id:
        return asked
    begin, _, end = text.partition("/")
    end = end if "/" in text else begin
    with database.reading() as session:
        found = matching_activities(session, _begin(begin), _end(end))
        return replace(asked, ids=tuple(found))


def _begin(text: str) -> datetime | None:
    """Return the begin of an interval, a moment earlier: what ends just then is of it too."""
    if text in _OPEN:
        return None
    return max(parse_instant("datetime", text), _FIRST) - _MOMENT


def _end(text: str) -> datetime | None:
    """Return the end of an interval; a bare date is over when its day is, in UTC."""
    if text in _OPEN:
        return None
    instant = parse_instant("datetime", text)
    return instant + _LAST if len(text) == _DATE_LENGTH else instant
