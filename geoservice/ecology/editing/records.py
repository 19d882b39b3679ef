"""A stored row as a record of plain JSON values, whole enough to be put back exactly."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import shapely
from geoalchemy2 import Geometry, WKBElement
from geoalchemy2.shape import from_shape, to_shape
from sqlalchemy import Column, Date, DateTime, inspect

from geoservice.store.models import Base

# The store counts and computes these itself.
_NOT_PUT_BACK = ("id", "city_id", "version", "created_at", "updated_at")


def record_of(row: Base) -> dict[str, Any]:
    """Return what is stored in a row; shapes as hexadecimal WKB in longitude and latitude."""
    return {name: _plain(getattr(row, name)) for name in _columns(row)}


def put_back(row: Base, record: Mapping[str, Any]) -> None:
    """Give a row the values of a record, but for its id, its city, its counter and its clocks."""
    for name, column in _columns(row).items():
        if name in record and name not in _NOT_PUT_BACK:
            setattr(row, name, _stored(column, record[name]))


def _columns(row: Base) -> dict[str, Column[Any]]:
    """Return the columns of a row's table that are written, not computed."""
    columns = inspect(type(row)).columns
    return {name: each for name, each in columns.items() if each.computed is None}


def _plain(value: object) -> object:
    if isinstance(value, WKBElement):
        return shapely.to_wkb(to_shape(value), hex=True)
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, list):
        return list(value)
    return dict(value) if isinstance(value, dict) else value


def _stored(column: Column[Any], value: Any) -> Any:
    if value is None:
        return None
    if isinstance(column.type, Geometry):
        return from_shape(shapely.from_wkb(value), srid=4326)
    if isinstance(column.type, DateTime):
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if isinstance(column.type, Date) else value
