"""Conditions on single columns that filters of every kind share."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    TableClause,
    Text,
    any_,
    cast,
    func,
    literal,
    select,
)
from sqlalchemy.types import TypeEngine

from geoservice.store.relations import CITY

_NOWHERE = -1


def any_of(column: ColumnElement[Any], values: tuple[Any, ...]) -> ColumnElement[bool]:
    """Return the condition that a column has one of some values."""
    if len(values) == 1:
        return column == literal(values[0], column.type)
    several: TypeEngine[Any] = ARRAY(column.type)
    return column == any_(cast(literal(list(values), several), several))


def of_cities(view: TableClause, slugs: tuple[Any, ...]) -> ColumnElement[bool]:
    """Return the condition that a row belongs to one of some cities.

    By key: a join with the cities would cost the order of the index.
    """
    if len(slugs) == 1:
        one = select(CITY.c.id).where(CITY.c.slug == slugs[0])
        return view.c.city_id == func.coalesce(one.scalar_subquery(), _NOWHERE)
    several = select(CITY.c.id).where(any_of(CITY.c.slug, slugs))
    return view.c.city_id == any_(func.array(several.scalar_subquery()))


def texts(values: Iterable[str]) -> ColumnElement[Any]:
    """Return an array of texts."""
    array: TypeEngine[Any] = ARRAY(Text())
    return cast(literal(list(values), array), array)


def sound(shape: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return a shape whose outline does not cross itself, as PostGIS needs it to compare."""
    return func.published.sound(shape)
