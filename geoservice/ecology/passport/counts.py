"""How many stamps spaces gave in a month, in full fives: one more could tell who was there."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import BigInteger, Date, Integer, column, select, table
from sqlalchemy.orm import Session

LEAST = 5
_COUNTS = table(
    "stamp_count",
    column("city_id", BigInteger()),
    column("space_id", BigInteger()),
    column("month", Date()),
    column("stamps", Integer()),
    schema="published",
)


class Count(NamedTuple):
    """The stamps of a space in a month, by its first day, in full fives; None: fewer than five."""

    space: int
    month: date
    stamps: int | None


def read_counts(session: Session, city_id: int) -> Sequence[Count]:
    """Return the counts of a city, the newest month first."""
    wanted = _COUNTS.c
    query = select(wanted.space_id, wanted.month, wanted.stamps).where(wanted.city_id == city_id)
    rows = session.execute(query.order_by(wanted.month.desc(), wanted.space_id))
    return [Count(*row) for row in rows]
