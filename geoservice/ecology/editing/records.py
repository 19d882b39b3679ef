"""A stored space as a record of plain JSON values, whole enough to be put back exactly."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import shapely
from geoalchemy2 import WKBElement
from geoalchemy2.shape import from_shape, to_shape

from geoservice.store.models import Space

_SHAPES = ("geom", "outline")
# The store counts and computes these itself.
_NOT_PUT_BACK = ("id", "version", "created_at", "updated_at")
_COLUMNS = tuple(
    column.name for column in Space.__table__.columns if getattr(column, "computed", None) is None
)


def record_of(space: Space) -> dict[str, Any]:
    """Return what is stored of a space; shapes as hexadecimal WKB in longitude and latitude."""
    return {name: _plain(getattr(space, name)) for name in _COLUMNS}


def put_back(space: Space, record: Mapping[str, Any]) -> None:
    """Give a space the values of a record, but for its id, its counter and its clock."""
    for name in _COLUMNS:
        if name in record and name not in _NOT_PUT_BACK:
            value = record[name]
            setattr(space, name, _shape(value) if name in _SHAPES and value else value)


def _plain(value: object) -> object:
    if isinstance(value, WKBElement):
        return shapely.to_wkb(to_shape(value), hex=True)
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, list):
        return list(value)
    return dict(value) if isinstance(value, dict) else value


def _shape(value: str) -> WKBElement:
    return from_shape(shapely.from_wkb(value), srid=4326)
