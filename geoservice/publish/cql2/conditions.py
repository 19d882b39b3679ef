"""The tree of a filter into one SQL condition: what is not listed here does not exist."""

from typing import Any

from sqlalchemy import ColumnElement, and_, false, not_, or_, true

from geoservice.errors import InputError
from geoservice.publish.cql2.arrays import ARRAY_FUNCTIONS, compare_arrays
from geoservice.publish.cql2.comparisons import COMPARISONS, between, compare, is_null, one_of
from geoservice.publish.cql2.operands import KIND_NAMES, read_operand
from geoservice.publish.cql2.patterns import like
from geoservice.publish.cql2.scope import Scope
from geoservice.publish.cql2.spatial import SPATIAL_FUNCTIONS, compare_shapes
from geoservice.publish.cql2.times import TIME_FUNCTIONS, compare_times
from geoservice.publish.values import shown

_LOGIC = {"and": and_, "or": or_}
_SINGLE = {"like": like, "between": between, "in": one_of, "isNull": is_null}
_FAMILIES = (
    (COMPARISONS, compare),
    (SPATIAL_FUNCTIONS, compare_shapes),
    (TIME_FUNCTIONS, compare_times),
    (ARRAY_FUNCTIONS, compare_arrays),
)
OPERATORS = (*_LOGIC, "not", *_SINGLE, *(name for names, _ in _FAMILIES for name in names))
FUNCTIONS = ("casei", "accenti")


def read_condition(node: Any, scope: Scope) -> ColumnElement[bool]:
    """Return the condition of a node; InputError for one that is neither true nor false."""
    if isinstance(node, bool):
        return true() if node else false()
    if isinstance(node, dict) and "op" in node and node["op"] not in FUNCTIONS:
        return _operation(node, scope)
    found = read_operand(node, scope)
    if found.kind != "boolean":
        raise InputError(
            "The parameter 'filter' has {what} ({kind}) where a condition is expected, like "
            "{what} = …, {what} IS NULL.",
            what=found.shown,
            kind=KIND_NAMES[found.kind],
        )
    scope.spent.take("conditions")
    return found.sql


def _operation(node: dict[str, Any], scope: Scope) -> ColumnElement[bool]:
    name, arguments = node["op"], node.get("args")
    if not isinstance(name, str) or name not in OPERATORS:
        raise InputError(
            "The parameter 'filter' uses {name}, which is not known here; known are: {known}.",
            name=f"'{shown(str(name), 40)}'",
            known=", ".join((*OPERATORS, *FUNCTIONS)),
        )
    if set(node) != {"op", "args"} or not isinstance(arguments, list):
        raise InputError(
            "In the parameter 'filter', {name} has no list of arguments 'args', or something "
            "besides.",
            name=f"'{name}'",
        )
    if name in _SINGLE:
        return _SINGLE[name](arguments, scope)
    for names, read in _FAMILIES:
        if name in names:
            return read(name, arguments, scope)
    return _logic(name, arguments, scope)


def _logic(name: str, arguments: list[Any], scope: Scope) -> ColumnElement[bool]:
    within = scope.deeper()
    read = [read_condition(each, within) for each in arguments]
    if not read or (name == "not" and len(read) != 1):
        raise InputError(
            "In the parameter 'filter', {name} takes {count} arguments.",
            name=name.upper(),
            count=1 if name == "not" else 2,
        )
    return not_(read[0]) if name == "not" else _LOGIC[name](*read)
