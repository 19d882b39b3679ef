"""Tolerant search in names: what contains the words first, then what resembles them.

The key of a name (SQL function search_key) has no accents, no Thai tone marks and no spaces between
Thai words; trigrams of it find what is spelt a little otherwise.
"""

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Double,
    Text,
    and_,
    case,
    cast,
    func,
    literal,
    null,
    or_,
)

_BEGINS, _CONTAINS = 3.0, 2.0
MOST_WORDS = 8


def search_key(words: str) -> ColumnElement[str]:
    """Return the key of what is looked for, made as the keys of names are."""
    return func.search_key(literal(words), null(), cast(literal([], ARRAY(Text())), ARRAY(Text())))


def matches(key: ColumnElement[str], words: str) -> ColumnElement[bool]:
    """Return the condition that a key contains, or has something like, every one of the words."""
    return and_(*(_has(key, search_key(word)) for word in words.split()[:MOST_WORDS]))


def _has(key: ColumnElement[str], wanted: ColumnElement[str]) -> ColumnElement[bool]:
    # A key holds no punctuation, so nothing in it is a wildcard.
    contains = key.like(literal("%").concat(wanted).concat("%"))
    return and_(wanted != "", or_(contains, wanted.op("<%", is_comparison=True)(key)))


def match_score(key: ColumnElement[str], words: str) -> ColumnElement[float]:
    """Return how well a key matches: begins with 3, contains 2, resembles 0 to 1."""
    wanted = search_key(words)
    return case(
        (func.starts_with(key, wanted), literal(_BEGINS, Double())),
        (func.strpos(key, wanted) > 0, literal(_CONTAINS, Double())),
        else_=cast(func.word_similarity(wanted, key), Double()),
    )
