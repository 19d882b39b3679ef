"""Spatial functions of CQL2, as PostGIS reckons them on the plane of longitude and latitude."""

from collections.abc import Mapping
from typing import Any

import shapely
from sqlalchemy import (
    Boolean,
    ColumnElement,
    LargeBinary,
    and_,
    func,
    literal,
    not_,
    or_,
    type_coerce,
)

from geoservice.errors import InputError
from geoservice.publish.cql2.operands import KIND_NAMES, read_operand
from geoservice.publish.cql2.scope import Scope
from geoservice.publish.cql2.shapes import read_shapes
from geoservice.publish.matching import sound

SPATIAL_FUNCTIONS: Mapping[str, str] = {
    "s_intersects": "st_intersects",
    "s_disjoint": "st_disjoint",
    "s_equals": "st_equals",
    "s_touches": "st_touches",
    "s_crosses": "st_crosses",
    "s_within": "st_within",
    "s_contains": "st_contains",
    "s_overlaps": "st_overlaps",
}


def compare_shapes(name: str, arguments: list[Any], scope: Scope) -> ColumnElement[bool]:
    """Return the condition of a function of shapes."""
    if len(arguments) != 2:
        raise InputError(
            "In the parameter 'filter', {name} takes {count} arguments.",
            name=name.upper(),
            count=2,
        )
    scope.spent.take("shapes")
    left, right = (_shapes(name, each, scope) for each in arguments)
    if name in ("s_intersects", "s_disjoint"):
        touching = or_(
            *(_applied("st_intersects", one, two, scope) for one in left for two in right)
        )
        return touching if name == "s_intersects" else not_(touching)
    if len(left) > 1 or len(right) > 1:
        raise InputError(
            "In the parameter 'filter', {name} takes no collection of several kinds of shapes; "
            "S_INTERSECTS and S_DISJOINT do.",
            name=name.upper(),
        )
    return _applied(SPATIAL_FUNCTIONS[name], left[0], right[0], scope)


def _applied(
    function: str, one: ColumnElement[Any], two: ColumnElement[Any], scope: Scope
) -> ColumnElement[bool]:
    compare = getattr(func, function)
    if not scope.collection.is_areal:
        return type_coerce(compare(one, two), Boolean())
    near = one.op("&&", is_comparison=True)(two)  # what the index knows of areas as they are
    return and_(near, type_coerce(compare(sound(one), sound(two)), Boolean()))


def _shapes(name: str, node: Any, scope: Scope) -> list[ColumnElement[Any]]:
    if isinstance(node, dict) and ("bbox" in node or "type" in node):
        return [
            func.st_geomfromwkb(literal(shapely.to_wkb(each), LargeBinary()), 4326)
            for each in read_shapes(node, scope)
        ]
    found = read_operand(node, scope)
    if found.kind != "geometry":
        raise InputError(
            "In the parameter 'filter', {name} is given {what} ({kind}); it takes the property "
            "geometry and a shape, like {name}(geometry, BBOX(98.9,18.7,99.1,18.9)).",
            name=name.upper(),
            what=found.shown,
            kind=KIND_NAMES[found.kind],
        )
    return [found.sql]
