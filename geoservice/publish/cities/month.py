"""What happens in a city in a calendar month, on the city's own clock."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from geoservice.ecology.activities.occurrences import happens
from geoservice.ecology.activities.reading import Wanted, read_activities

_BEYOND_A_MONTH = timedelta(days=31)


def count_activities(session: Session, city: str, at: datetime) -> int | None:
    """Return how many activities happen in the month of a moment; None where none is published."""
    begin, end = month_of(at)
    found = read_activities(session, city, Wanted())
    if not found:
        return None
    return sum(happens(each.timing, each.zone, begin=begin, end=end) for each in found)


def month_of(at: datetime) -> tuple[datetime, datetime]:
    """Return the first and the last moment of the month that a moment is in, in its time zone."""
    begin = at.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    following = (begin + _BEYOND_A_MONTH).replace(day=1)
    return begin, following - timedelta(microseconds=1)
