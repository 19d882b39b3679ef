"""LIKE: % stands for any characters, _ for one, and a backslash takes that from them."""

import re
from typing import Any

from sqlalchemy import ColumnElement

from geoservice.errors import InputError
from geoservice.publish.cql2.operands import KIND_NAMES, Operand, read_operand
from geoservice.publish.cql2.scope import Scope

_WILDCARD = re.compile(r"\\.|(%+)", re.DOTALL)


def like(arguments: list[Any], scope: Scope) -> ColumnElement[bool]:
    """Return the condition that a text matches a pattern."""
    if len(arguments) != 2:
        raise InputError(
            "In the parameter 'filter', {name} takes {count} arguments.", name="LIKE", count=2
        )
    words, pattern = (read_operand(each, scope) for each in arguments)
    wildcards = _wildcards(_pattern(words, pattern))
    scope.spent.take("conditions")
    scope.spent.take("patterns")
    scope.spent.take("wildcards", wildcards)
    return words.sql.like(pattern.sql)


def _pattern(words: Operand, pattern: Operand) -> str:
    if words.kind != "text":
        raise InputError(
            "The parameter 'filter' looks for a pattern in {what}, which is {kind}; LIKE takes "
            "text, others are compared with = < >.",
            what=words.shown,
            kind=KIND_NAMES[words.kind],
        )
    if pattern.pattern is None:
        raise InputError(
            "The parameter 'filter' has {what} for a pattern; a pattern of LIKE is text between "
            "quotes, like '%วัด%'.",
            what=pattern.shown,
        )
    return pattern.pattern


def _wildcards(pattern: str) -> int:
    """Return how many wildcards a pattern has; InputError for a backslash at its end."""
    if (len(pattern) - len(pattern.rstrip("\\"))) % 2:
        raise InputError(
            "The parameter 'filter' has a pattern of LIKE that ends in a backslash; write two "
            "for one that is meant."
        )
    return sum(bool(found[1]) for found in _WILDCARD.finditer(pattern))
