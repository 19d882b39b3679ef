"""The words of CQL2 text, each with the place where it stands."""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from geoservice.errors import InputError
from geoservice.publish.values import shown

Kind = Literal["name", "quoted", "text", "number", "sign", "end"]

_WORDS = re.compile(
    r"""(?P<space>\s+)
    |(?P<name>[^\W\d][\w.:\u0300-\u036f\u0e31-\u0e4e]*|:[\w.:]*)
    |(?P<quoted>"(?:[^"]|"")*")
    |(?P<text>'(?:[^'\\]|''|\\'|\\(?!'))*')
    |(?P<number>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)
    |(?P<sign><>|<=|>=|[<>=(),+\-*/^%\[\]])""",
    re.VERBOSE,
)
_CURLED = "’‘‚‛′＇“”„＂´`"


class Token(NamedTuple):
    """A word: what it is, what it says, and at which character it stands, from 1."""

    kind: Kind
    value: str
    place: int

    def says(self, *words: str) -> bool:
        """Return whether it is one of these keywords or signs, in whatever case."""
        return self.kind in ("name", "sign") and self.value.upper() in words


def read_tokens(text: str) -> list[Token]:
    """Return the words of a text and an "end"; InputError at a character that begins no word."""
    return [*_tokens(text), Token("end", "", len(text) + 1)]


def _tokens(text: str) -> Iterator[Token]:
    place = 0
    while place < len(text):
        found = _WORDS.match(text, place)
        if found is None or found.lastgroup is None:
            raise unreadable(Token("sign", text[place], place + 1), _why(text[place]))
        if found.lastgroup != "space":
            yield Token(found.lastgroup, _value(found.lastgroup, found[0]), place + 1)  # type: ignore[arg-type]
        place = found.end()


def _value(kind: str, word: str) -> str:
    if kind == "text":
        return re.sub(r"''|\\'", "'", word[1:-1])
    if kind == "quoted":
        return word[1:-1].replace('""', '"')
    return word


def _why(character: str) -> InputError:
    if character == "'":
        return InputError("this quote is never closed; write a quote inside of a text twice")
    if character == '"':
        return InputError('this quote is never closed; a property\'s name stands between " and "')
    if character in _CURLED:
        return InputError("text stands between straight quotes, like 'วัด'")
    if character == "!":
        return InputError("unequal is written <>")
    return InputError("this character has no meaning here; text stands between quotes, like 'วัด'")


def unreadable(token: Token, why: InputError) -> InputError:
    """Return the refusal of a filter at a word, and what belongs there."""
    if token.kind == "end":
        return InputError("The parameter 'filter' ends too early: {why}.", why=why)
    return InputError(
        "The parameter 'filter' cannot be read at character {place}, '{word}': {why}.",
        place=token.place,
        word=shown(token.value, 40),
        why=why,
    )
