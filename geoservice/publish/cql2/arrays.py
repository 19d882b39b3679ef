"""Comparisons of several values: a list is a set, in which order and repetition do not count."""

from typing import Any

from sqlalchemy import ColumnElement, and_

from geoservice.errors import InputError
from geoservice.publish.cql2.comparisons import check_word
from geoservice.publish.cql2.operands import KIND_NAMES, Operand, read_operand
from geoservice.publish.cql2.scope import Scope
from geoservice.publish.matching import texts

ARRAY_FUNCTIONS = ("a_equals", "a_contains", "a_containedBy", "a_overlaps")


def compare_arrays(name: str, arguments: list[Any], scope: Scope) -> ColumnElement[bool]:
    """Return the condition of a function of arrays."""
    if len(arguments) != 2:
        raise InputError(
            "In the parameter 'filter', {name} takes {count} arguments.",
            name=name.upper(),
            count=2,
        )
    left, right = (_array(name, each, scope) for each in arguments)
    scope.spent.take("conditions")
    for asked, given in ((left, right), (right, left)):
        for item in given.value or ():
            check_word(asked, item)
    return _compared(name, left.sql, right.sql)


def _compared(
    name: str, left: ColumnElement[Any], right: ColumnElement[Any]
) -> ColumnElement[bool]:
    contains = left.op("@>", is_comparison=True)(right)
    contained = left.op("<@", is_comparison=True)(right)
    match name:
        case "a_contains":
            return contains
        case "a_containedBy":
            return contained
        case "a_equals":
            return and_(contains, contained)
    return left.op("&&", is_comparison=True)(right)


def _array(name: str, node: Any, scope: Scope) -> Operand:
    if isinstance(node, list):
        return _listed(name, node, scope)
    found = read_operand(node, scope)
    if found.kind != "array":
        raise _not_an_array(name, found)
    return found


def _listed(name: str, node: list[Any], scope: Scope) -> Operand:
    scope.spent.take("items", len(node))
    items = [read_operand(each, scope) for each in node]
    for item in items:
        if not isinstance(item.value, str):
            raise _not_an_array(name, item)
    values = tuple(item.value for item in items)
    return Operand("array", texts(values), str(values), value=tuple(items))


def _not_an_array(name: str, found: Operand) -> InputError:
    return InputError(
        "In the parameter 'filter', {name} is given {what} ({kind}); it takes a property with "
        "several values and a list of texts, like {name}(age_groups, ('child','adult')).",
        name=name.upper(),
        what=found.shown,
        kind=KIND_NAMES[found.kind],
    )
