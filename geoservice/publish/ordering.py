"""What a result is ordered by, and where in that order a page begins.

The id comes last and decides among equals, so every row has a place of its own. Rows without a
value come after all others, whether the order goes up or down.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, UnaryExpression, and_, false, literal, or_, tuple_

from geoservice.publish.paging import Key, KeyType
from geoservice.publish.sorting import TYPES


@dataclass(frozen=True, eq=False)
class OrderKey:
    """An expression that decides the order, and of which type its values are."""

    sql: ColumnElement[Any]
    type: KeyType
    descending: bool = False
    nullable: bool = False

    def ordered(self, column: ColumnElement[Any]) -> UnaryExpression[Any]:
        """Return the ordering by a column that holds this key."""
        direction = column.desc() if self.descending else column.asc()
        return direction.nulls_last() if self.nullable else direction

    def along(self, column: ColumnElement[Any]) -> UnaryExpression[Any]:
        """Return the ordering as an index has it, for rows that all have a value or all none."""
        return column.desc() if self.descending else column.asc()

    def equals(self, value: Any) -> ColumnElement[bool]:
        """Return the condition that a row has this value of the key."""
        return self.sql.is_(None) if value is None else self.sql == self.bound(value)

    def beyond(self, value: Any) -> ColumnElement[bool]:
        """Return the condition that a row comes after this value of the key."""
        if value is None:
            return false()
        bound = self.bound(value)
        later = self.sql < bound if self.descending else self.sql > bound
        return or_(later, self.sql.is_(None)) if self.nullable else later

    def bound(self, value: Any) -> ColumnElement[Any]:
        """Return a value to compare with."""
        return literal(value, TYPES[self.type])


def after(keys: list[OrderKey], values: Key) -> ColumnElement[bool]:
    """Return the condition that a row comes after a place in this order."""
    (key, *others), (value, *rest) = keys, values
    if not others:
        return key.beyond(value)
    return or_(key.beyond(value), and_(key.equals(value), after(others, tuple(rest))))


def beyond_both(keys: list[OrderKey], values: Key) -> ColumnElement[bool]:
    """Return what `after` does for keys that go one way, as one range of an index.

    Only for rows with a value: a comparison with null is not true.
    """
    place = tuple_(*(key.bound(value) for key, value in zip(keys, values, strict=True)))
    row = tuple_(*(key.sql for key in keys))
    return row < place if keys[0].descending else row > place
