"""CQL2 text (OGC 21-065r2, annex B) into the tree that CQL2 JSON writes, in one pass.

A reader of our own: `cql2` 0.6.0 takes twice as long for each further bracket once there is an
error behind it (25 of them stop a process for a minute, all its threads too). Here every word is
looked at once, and the depth is counted on the way down.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from geoservice.errors import InputError
from geoservice.publish.cql2.limits import DEEPEST, too_deep
from geoservice.publish.cql2.shape_text import is_shape, read_box, read_shape
from geoservice.publish.cql2.tokens import Token, read_tokens, unreadable

Tree = Any
"""A node of CQL2 JSON: an object, a list, a text, a number or a truth value."""

_COMPARISONS = ("=", "<>", "<", ">", "<=", ">=")
_ARITHMETIC = ("+", "-", "*", "/", "^", "%", "DIV")
_KEYWORDS = ("AND", "OR", "NOT", "LIKE", "BETWEEN", "IN", "IS", "NULL")
# What JSON spells with a capital letter inside.
_SPELT = {
    each.lower(): each
    for each in ("t_finishedBy", "t_metBy", "t_overlappedBy", "t_startedBy", "a_containedBy")
}


def read_text(text: str) -> Tree:
    """Return the tree of a filter; InputError names the place and what belongs there."""
    reader = Reader(read_tokens(text))
    tree = reader.either()
    if reader.next.kind != "end":
        raise unreadable(reader.next, _why_not_the_end(reader.next))
    return tree


def _why_not_the_end(token: Token) -> InputError:
    if token.says(*_ARITHMETIC):
        return InputError("nothing is calculated here; write the result of the calculation")
    return InputError("AND, OR or the end is expected here")


class Reader:
    """The words of a filter and how far they are read."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._at = 0
        self._depth = 0

    @property
    def next(self) -> Token:
        """Return the word that is read next."""
        return self._tokens[self._at]

    def follows(self, sign: str) -> bool:
        """Return whether a sign comes after the next word."""
        return self.next.kind != "end" and self._tokens[self._at + 1].says(sign)

    def take(self, *words: str) -> Token | None:
        """Return the next word and go on, if it is one of these or none are given."""
        token = self.next
        if words and not token.says(*words):
            return None
        self._at += token.kind != "end"
        return token

    def need(self, sign: str) -> None:
        """Go on over a sign or keyword that must come now."""
        if not self.take(sign):
            raise unreadable(self.next, InputError("'{sign}' is expected here", sign=sign))

    @contextmanager
    def deeper(self) -> Iterator[None]:
        """Read one level down; InputError where it goes too deep."""
        self._depth += 1
        if self._depth > DEEPEST:
            raise too_deep()
        yield
        self._depth -= 1

    def listed(self, read: Callable[[], Tree], closing: str) -> list[Tree]:
        """Return what is read between commas up to a closing bracket."""
        found = [read()]
        while self.take(","):
            found.append(read())
        self.need(closing)
        return found

    def either(self) -> Tree:
        """Return what OR joins, or less."""
        return self._joined("OR", self._both)

    def _both(self) -> Tree:
        return self._joined("AND", self._negated)

    def _joined(self, word: str, read: Callable[[], Tree]) -> Tree:
        found = [read()]
        while self.take(word):
            found.append(read())
        return {"op": word.lower(), "args": found} if len(found) > 1 else found[0]

    def _negated(self) -> Tree:
        if not self.take("NOT"):
            return self._predicate()
        with self.deeper():
            return _not(self._negated())

    def _predicate(self) -> Tree:
        left = self._operand()
        if compared := self.take(*_COMPARISONS):
            return {"op": compared.value, "args": [left, self._operand()]}
        if self.take("IS"):
            return self._null(left)
        negated = self.take("NOT")
        tree = self._listing_or_range(left)
        if negated and tree is left:
            raise unreadable(self.next, InputError("LIKE, BETWEEN or IN is expected here"))
        return _not(tree) if negated else tree

    def _null(self, left: Tree) -> Tree:
        negated = self.take("NOT")
        self.need("NULL")
        tree = {"op": "isNull", "args": [left]}
        return _not(tree) if negated else tree

    def _listing_or_range(self, left: Tree) -> Tree:
        if self.take("LIKE"):
            return {"op": "like", "args": [left, self._operand()]}
        if self.take("BETWEEN"):
            low = self._operand()
            self.need("AND")
            return {"op": "between", "args": [left, low, self._operand()]}
        if self.take("IN"):
            self.need("(")
            return {"op": "in", "args": [left, self.listed(self._operand, ")")]}
        return left

    def _operand(self) -> Tree:
        token = self.next
        if token.kind in ("text", "quoted", "number"):
            return _literal(self._taken())
        if token.says("(", "["):
            return self._bracketed()
        if token.says("+", "-"):
            return self.number()
        if token.says("TRUE", "FALSE") and not self.follows("("):
            return self._taken().value.upper() == "TRUE"
        if token.kind == "name" and not token.says(*_KEYWORDS):
            return self._called() if self.follows("(") or is_shape(token) else self._named()
        if token.says("NULL"):
            raise unreadable(token, InputError("nothing equals NULL; write IS NULL"))
        raise unreadable(token, InputError("a property or a value is expected here"))

    def _taken(self) -> Token:
        token = self.next
        self._at += 1
        return token

    def _bracketed(self) -> Tree:
        """Return what stands in brackets: several things are a list."""
        opening = self._taken().value
        closing = ")" if opening == "(" else "]"
        with self.deeper():
            if self.take(closing):
                return []
            found = self.listed(self.either, closing)
        return found[0] if len(found) == 1 and opening == "(" else found

    def number(self) -> int | float:
        """Return a number with its sign."""
        sign = self.take("+", "-")
        if self.next.kind != "number":
            raise unreadable(self.next, InputError("a number is expected here"))
        value = _number(self._taken().value)
        return -value if sign and sign.value == "-" else value

    def _named(self) -> Tree:
        return {"property": self._taken().value}

    def _called(self) -> Tree:
        if is_shape(self.next):
            return read_shape(self)
        name = self._taken().value.lower()
        self.need("(")
        with self.deeper():
            if name == "bbox":
                return read_box(self)
            if name in ("date", "timestamp"):
                return {name: self._string()}
            if name == "interval":
                return {"interval": self.listed(self._operand, ")")}
            return self._function(name)

    def _function(self, name: str) -> Tree:
        read = self._array if name.startswith("a_") else self.either
        arguments = [] if self.take(")") else self.listed(read, ")")
        return {"op": _SPELT.get(name, name), "args": arguments}

    def _array(self) -> Tree:
        """Return an argument of a function of arrays: even one value in brackets is a list."""
        if not self.next.says("("):
            return self.either()
        tree = self._bracketed()
        return tree if isinstance(tree, list) else [tree]

    def _string(self) -> str:
        """Return the one text in brackets, and go on over the closing one."""
        if self.next.kind != "text":
            raise unreadable(self.next, InputError("text in quotes is expected here"))
        text = self._taken().value
        self.need(")")
        return text


def _literal(token: Token) -> Tree:
    if token.kind == "quoted":
        return {"property": token.value}
    return token.value if token.kind == "text" else _number(token.value)


def _number(text: str) -> int | float:
    return int(text) if text.isdigit() else float(text)


def _not(tree: Tree) -> Tree:
    return {"op": "not", "args": [tree]}
