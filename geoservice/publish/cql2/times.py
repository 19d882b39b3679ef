"""Temporal functions of CQL2 (21-065r2, table 8), on intervals that include both their ends."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, DateTime, Text, and_, cast, literal, or_

from geoservice.errors import InputError
from geoservice.publish.cql2.instants import OPEN, read_date, read_either, read_timestamp
from geoservice.publish.cql2.operands import KIND_NAMES, Operand, quoted, read_operand
from geoservice.publish.cql2.scope import Scope

_TIME = DateTime(timezone=True)
Condition = ColumnElement[bool]


class Span(NamedTuple):
    """From the first instant to the last; `is_interval` where both were asked for."""

    begin: ColumnElement[Any]
    end: ColumnElement[Any]
    is_interval: bool


TIME_FUNCTIONS: Mapping[str, Callable[[Span, Span], Condition]] = {
    "t_after": lambda a, b: a.begin > b.end,
    "t_before": lambda a, b: a.end < b.begin,
    "t_disjoint": lambda a, b: or_(a.end < b.begin, a.begin > b.end),
    "t_equals": lambda a, b: and_(a.begin == b.begin, a.end == b.end),
    "t_intersects": lambda a, b: and_(a.begin <= b.end, a.end >= b.begin),
    "t_contains": lambda a, b: and_(a.begin < b.begin, a.end > b.end),
    "t_during": lambda a, b: and_(a.begin > b.begin, a.end < b.end),
    "t_finishedBy": lambda a, b: and_(a.begin < b.begin, a.end == b.end),
    "t_finishes": lambda a, b: and_(a.begin > b.begin, a.end == b.end),
    "t_meets": lambda a, b: a.end == b.begin,
    "t_metBy": lambda a, b: a.begin == b.end,
    "t_overlappedBy": lambda a, b: and_(a.begin > b.begin, a.begin < b.end, a.end > b.end),
    "t_overlaps": lambda a, b: and_(a.begin < b.begin, a.end > b.begin, a.end < b.end),
    "t_startedBy": lambda a, b: and_(a.begin == b.begin, a.end > b.end),
    "t_starts": lambda a, b: and_(a.begin == b.begin, a.end < b.end),
}
_OF_INSTANTS_TOO = ("t_after", "t_before", "t_disjoint", "t_equals", "t_intersects")


def compare_times(name: str, arguments: list[Any], scope: Scope) -> Condition:
    """Return the condition of a function of times."""
    if len(arguments) != 2:
        raise InputError(
            "In the parameter 'filter', {name} takes {count} arguments.",
            name=name.upper(),
            count=2,
        )
    scope.spent.take("times")
    left, right = (_span(name, each, scope) for each in arguments)
    if name not in _OF_INSTANTS_TOO and not (left.is_interval and right.is_interval):
        raise InputError(
            "In the parameter 'filter', {name} compares two intervals, like INTERVAL('2026-01-01',"
            "'..'); T_INTERSECTS, T_BEFORE and T_AFTER take single times too.",
            name=name.upper(),
        )
    return TIME_FUNCTIONS[name](left, right)


def _span(name: str, node: Any, scope: Scope) -> Span:
    if isinstance(node, dict) and set(node) == {"interval"}:
        return _interval(node["interval"], scope)
    found = read_operand(node, scope)
    if found.kind not in ("instant", "date"):
        raise _not_a_time(name, found)
    return Span(found.sql, found.end, is_interval=False)


def _not_a_time(name: str, found: Operand) -> InputError:
    return InputError(
        "In the parameter 'filter', {name} is given {what} ({kind}); it takes a property that is a "
        "time, TIMESTAMP('2026-01-31T07:00:00Z'), DATE('2026-01-31') or "
        "INTERVAL('2026-01-01','..').",
        name=name.upper(),
        what=found.shown,
        kind=KIND_NAMES[found.kind],
    )


def _interval(ends: Any, scope: Scope) -> Span:
    if not isinstance(ends, list) or len(ends) != 2:
        raise InputError(
            "In the parameter 'filter', an interval has two ends, like INTERVAL('2026-01-01','..')."
        )
    begin, end = ends
    first, last = _fixed(begin), _fixed(end)
    if first and last and first[0] > last[1]:
        raise InputError(
            "In the parameter 'filter', the interval {interval} ends before it begins.",
            interval=quoted(ends),
        )
    return Span(_edge(begin, first, 0, scope), _edge(end, last, 1, scope), is_interval=True)


def _fixed(end: Any) -> tuple[datetime, datetime] | None:
    """Return the first and last instant of an end that is a date or a time itself."""
    if isinstance(end, str):
        return None if end == OPEN else read_either(end)
    if isinstance(end, dict) and set(end) == {"date"}:
        return read_date(end["date"])
    if isinstance(end, dict) and set(end) == {"timestamp"}:
        return (read_timestamp(end["timestamp"]),) * 2
    return None


def _edge(
    end: Any, fixed: tuple[datetime, datetime] | None, which: int, scope: Scope
) -> ColumnElement[Any]:
    """Return the begin (0) or the end (1) of an interval."""
    if fixed:
        return literal(fixed[which], _TIME)
    if end == OPEN:
        return cast(literal(("-infinity", "infinity")[which], Text()), _TIME)
    found = read_operand(end, scope)
    if found.kind != "instant":
        raise _not_a_time("interval", found)
    return found.sql
