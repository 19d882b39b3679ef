"""The values of a proposal: as the editing of spaces takes them, and as plain JSON to keep."""

from collections.abc import Mapping
from typing import Any

import shapely
from geoalchemy2 import WKBElement
from geoalchemy2.shape import to_shape
from shapely import Point

from geoservice.ecology.editing.rows import PLACE

_DECIMALS = 7


def plain_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return values as JSON holds them: lists, and a place as longitude and latitude."""
    return {name: _plain(value) for name, value in values.items()}


def edited_values(plain: Mapping[str, Any]) -> dict[str, Any]:
    """Return kept values as the editing of spaces takes them."""
    return {name: _edited(name, value) for name, value in plain.items()}


def _plain(value: object) -> Any:
    if isinstance(value, WKBElement):
        value = to_shape(value)
    if isinstance(value, Point):
        return [round(each, _DECIMALS) for each in shapely.get_coordinates(value)[0].tolist()]
    return list(value) if isinstance(value, tuple | list) else value


def _edited(name: str, value: Any) -> Any:
    if name == PLACE:
        return Point(value) if value is not None else None
    return tuple(value) if isinstance(value, list) else value
