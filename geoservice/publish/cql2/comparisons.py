"""Comparisons of CQL2: = <> < > <= >=, LIKE, BETWEEN, IN and IS NULL."""

from collections.abc import Callable, Mapping
from operator import eq, ge, gt, le, lt, ne
from typing import Any

from sqlalchemy import ColumnElement, and_, not_, or_

from geoservice.errors import InputError
from geoservice.publish.cql2.operands import (
    KIND_NAMES,
    Kind,
    Operand,
    not_comparable,
    read_operand,
    read_property,
)
from geoservice.publish.cql2.scope import Scope
from geoservice.publish.matching import any_of, of_cities
from geoservice.publish.values import shown

Compare = Callable[[Any, Any], Any]
COMPARISONS: Mapping[str, Compare] = {"=": eq, "<>": ne, "<": lt, ">": gt, "<=": le, ">=": ge}
_TIMES = ("instant", "date")
_HINTS: Mapping[Kind, InputError] = {
    "text": InputError("text stands between quotes, like 'วัด'"),
    "number": InputError("a number stands without quotes, like 12"),
    "boolean": InputError("write true or false without quotes"),
    "instant": InputError("write TIMESTAMP('2026-01-31T07:00:00Z') or DATE('2026-01-31')"),
    "date": InputError("write TIMESTAMP('2026-01-31T07:00:00Z') or DATE('2026-01-31')"),
    "array": InputError(
        "ask several values with A_CONTAINS, like A_CONTAINS(age_groups, ('child'))"
    ),
    "geometry": InputError("ask shapes with S_INTERSECTS, like S_INTERSECTS(geometry, BBOX(…))"),
}


def compare(name: str, arguments: list[Any], scope: Scope) -> ColumnElement[bool]:
    """Return the condition of a comparison of two sides."""
    left, right = (read_operand(each, scope) for each in _two(name, arguments))
    _check_alike(left, right)
    return _compared(name, left, right, scope)


def _two(name: str, arguments: list[Any]) -> list[Any]:
    if len(arguments) != 2:
        raise InputError(
            "In the parameter 'filter', {name} takes {count} arguments.", name=name, count=2
        )
    return arguments


def _check_alike(left: Operand, right: Operand) -> None:
    """Refuse to compare what is not of one kind, and words that a property never holds."""
    plain = left.kind not in ("array", "geometry")
    if not plain or not (left.kind == right.kind or {left.kind, right.kind} <= set(_TIMES)):
        sure = left if left.name or not right.name else right
        raise InputError(
            "The parameter 'filter' compares {left} ({left_kind}) with {right} ({right_kind}); "
            "{hint}.",
            left=left.shown,
            left_kind=KIND_NAMES[left.kind],
            right=right.shown,
            right_kind=KIND_NAMES[right.kind],
            hint=_HINTS[sure.kind],
        )
    check_word(left, right)
    check_word(right, left)


def check_word(asked: Operand, given: Operand) -> None:
    """Refuse a word that a property with closed words never holds."""
    if asked.words and isinstance(given.value, str) and given.value not in asked.words:
        raise InputError(
            "The parameter 'filter' asks for {name} '{value}', which is none of: {known}.",
            name=asked.name,
            value=shown(given.value, 40),
            known=", ".join(asked.words),
        )


def _compared(name: str, left: Operand, right: Operand, scope: Scope) -> ColumnElement[bool]:
    scope.spent.take("conditions")
    if left.kind in _TIMES:
        return _compared_times(name, left, right)
    if left.name == "city" and isinstance(right.value, str) and name in ("=", "<>"):
        found = of_cities(scope.view, (right.value,))
        return found if name == "=" else not_(found)
    compared: ColumnElement[bool] = COMPARISONS[name](left.sql, right.sql)
    return compared


def _compared_times(name: str, left: Operand, right: Operand) -> ColumnElement[bool]:
    """Compare times; a date is a whole day: after it is after its last instant."""
    edges = {
        "<": (left.end, right.sql),
        ">": (left.sql, right.end),
        "<=": (left.sql, right.end),
        ">=": (left.end, right.sql),
    }
    one, two = edges.get(name, (left.sql, right.sql))
    if name in edges or left.kind == right.kind:
        compared: ColumnElement[bool] = COMPARISONS[name](one, two)
        return compared
    within = and_(left.sql <= right.end, left.end >= right.sql)
    return within if name == "=" else not_(within)


def between(arguments: list[Any], scope: Scope) -> ColumnElement[bool]:
    """Return the condition that something lies between two others, both included."""
    if len(arguments) != 3:
        raise InputError(
            "In the parameter 'filter', {name} takes {count} arguments.", name="BETWEEN", count=3
        )
    value, low, high = (read_operand(each, scope) for each in arguments)
    _check_alike(value, low)
    _check_alike(value, high)
    return and_(_compared(">=", value, low, scope), _compared("<=", value, high, scope))


def one_of(arguments: list[Any], scope: Scope) -> ColumnElement[bool]:
    """Return the condition that something is one of several."""
    asked, listed = _two("IN", arguments)
    if not isinstance(listed, list) or not listed:
        raise InputError(
            "In the parameter 'filter', IN takes a list of values, like kind IN ('library','park')."
        )
    value = read_operand(asked, scope)
    scope.spent.take("conditions")
    scope.spent.take("items", len(listed))
    items = [read_operand(each, scope) for each in listed]
    for item in items:
        _check_alike(value, item)
    if value.kind in _TIMES:
        return or_(*(_compared_times("=", value, item) for item in items))
    values = tuple(item.value for item in items)
    if None not in values:
        if value.name == "city":
            return of_cities(scope.view, values)
        if value.kind == "text":
            return any_of(value.sql, values)
    return value.sql.in_([item.sql for item in items])


def is_null(arguments: list[Any], scope: Scope) -> ColumnElement[bool]:
    """Return the condition that a property has no value."""
    if len(arguments) != 1:
        raise InputError(
            "In the parameter 'filter', {name} takes {count} arguments.", name="IS NULL", count=1
        )
    (asked,) = arguments
    scope.spent.take("conditions")
    if isinstance(asked, dict) and set(asked) == {"property"}:
        return read_property(asked["property"], scope).sql.is_(None)
    if asked is None:
        raise not_comparable([])
    return read_operand(asked, scope).sql.is_(None)
