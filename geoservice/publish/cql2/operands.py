"""What stands on either side of a comparison: properties, values, and words made comparable."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import BigInteger, Boolean, ColumnElement, DateTime, Double, Text, func, literal

from geoservice.errors import InputError
from geoservice.publish.cql2.instants import read_date, read_timestamp
from geoservice.publish.cql2.scope import GEOMETRY, Scope
from geoservice.publish.values import shown
from geoservice.store.catalog import ValueType

Kind = Literal["text", "number", "boolean", "instant", "date", "array", "geometry"]

_KINDS: Mapping[ValueType, Kind] = {
    "string": "text",
    "integer": "number",
    "number": "number",
    "boolean": "boolean",
    "datetime": "instant",
    "array": "array",
}
KIND_NAMES: Mapping[Kind, InputError] = {
    "text": InputError("text"),
    "number": InputError("a number"),
    "boolean": InputError("true or false"),
    "instant": InputError("a time"),
    "date": InputError("a date"),
    "array": InputError("several values"),
    "geometry": InputError("a shape"),
}
_FUNCTIONS = ("casei", "accenti")
_LARGEST = 2**63 - 1
_TIME = DateTime(timezone=True)


@dataclass(frozen=True, eq=False)
class Operand:
    """A side of a comparison.

    `name` is that of a property, `words` the only ones that it may hold; `value` is that of a
    plain value; `pattern` is the text that LIKE may read; `until` is the last instant of a date.
    """

    kind: Kind
    sql: ColumnElement[Any]
    shown: str
    until: ColumnElement[Any] | None = None
    value: Any = None
    pattern: str | None = None
    name: str = ""
    words: tuple[str, ...] = ()

    @property
    def end(self) -> ColumnElement[Any]:
        """Return the last instant it covers."""
        return self.sql if self.until is None else self.until


def read_operand(node: Any, scope: Scope) -> Operand:
    """Return what a node of a filter stands for; InputError for what cannot be compared."""
    if isinstance(node, str):
        return read_text(node)
    if isinstance(node, bool):
        return Operand("boolean", literal(node, Boolean()), str(node).lower(), value=node)
    if isinstance(node, int | float):
        return _number(node)
    if isinstance(node, dict):
        return _object(node, scope)
    raise not_comparable(node)


def not_comparable(node: Any) -> InputError:
    """Return the refusal of a node that is no side of a comparison."""
    if node is None:
        return InputError(
            "The parameter 'filter' compares with NULL, which nothing equals; write IS NULL."
        )
    return InputError(
        "The parameter 'filter' has {what} where a property or a value is expected; a value is "
        "like 12, 'วัด', true or DATE('2026-01-31').",
        what=quoted(node),
    )


def quoted(node: Any) -> str:
    """Return a node of a filter as it is quoted back: its operator, or a short text."""
    if isinstance(node, dict):
        inner = node.get("op") or node.get("type") or next(iter(node), "{}")
        return f"'{shown(str(inner), 40)}'"
    return f"'{shown(str(node), 40)}'"


def read_text(text: str) -> Operand:
    """Return a text that the database can hold."""
    if "\x00" in text or any("\ud800" <= each <= "\udfff" for each in text):
        raise InputError("The parameter 'filter' holds a character that no text can hold.")
    word = f"'{shown(text, 40)}'"
    return Operand("text", literal(text, Text()), word, value=text, pattern=text)


def _number(value: int | float) -> Operand:
    if not abs(value) <= 1e300 or _too_long(value):  # which a number that is none is not either
        raise InputError(
            "The parameter 'filter' has the number {value}, which is too large; whole numbers go "
            "up to {most}.",
            value=shown(str(value), 40),
            most=_LARGEST,
        )
    form: Any = BigInteger() if isinstance(value, int) else Double()
    return Operand("number", literal(value, form), shown(str(value), 40), value=value)


def _too_long(value: int | float) -> bool:
    return isinstance(value, int) and abs(value) > _LARGEST


def _object(node: dict[str, Any], scope: Scope) -> Operand:
    if set(node) == {"property"}:
        return read_property(node["property"], scope)
    if set(node) == {"date"}:
        begin, end = read_date(node["date"])
        return Operand("date", literal(begin, _TIME), _named("DATE", node), literal(end, _TIME))
    if set(node) == {"timestamp"}:
        instant = read_timestamp(node["timestamp"])
        return Operand("instant", literal(instant, _TIME), _named("TIMESTAMP", node))
    if node.get("op") in _FUNCTIONS:
        return _function(node, scope)
    raise not_comparable(node)


def _named(name: str, node: dict[str, Any]) -> str:
    return f"{name}('{shown(str(next(iter(node.values()))), 40)}')"


def read_property(name: Any, scope: Scope) -> Operand:
    """Return a property; InputError names those there are."""
    if name == GEOMETRY:
        return Operand("geometry", scope.view.c.geom, GEOMETRY, name=GEOMETRY)
    about = scope.queryable(name if isinstance(name, str) else str(name))
    return Operand(_KINDS[about.type], scope.view.c[name], name, name=name, words=about.enum)


def _function(node: dict[str, Any], scope: Scope) -> Operand:
    """Return words in which case or accents are set aside."""
    name, given = node["op"], node.get("args")
    if not isinstance(given, list) or len(given) != 1:
        raise InputError(
            "In the parameter 'filter', {name} takes one text, like {name}(name_th).",
            name=name.upper(),
        )
    scope.spent.take("functions")
    words = read_operand(given[0], scope.deeper())
    if words.kind != "text":
        raise InputError(
            "In the parameter 'filter', {name} is given {what}, which is {kind}; it takes text.",
            name=name.upper(),
            what=words.shown,
            kind=KIND_NAMES[words.kind],
        )
    applied = getattr(func.published, name)(words.sql)
    applied.type = Text()
    return Operand("text", applied, f"{name.upper()}({words.shown})", pattern=words.pattern)
