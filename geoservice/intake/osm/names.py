"""Names in Thai and in English out of OSM's name tags; the script tells which one a name is.

See https://wiki.openstreetmap.org/wiki/Names and, for Thailand,
https://wiki.openstreetmap.org/wiki/Thailand (a bare `name` is Thai as a rule).
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import NamedTuple

_THAI = re.compile(r"[\u0e01-\u0e5b]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_OTHER_KEYS = (
    "name",
    "int_name",
    "official_name",
    "short_name",
    "alt_name",
    "old_name",
    "loc_name",
)
_OTHER_LANGUAGES = ("", ":th", ":en")
# "วัดสวนดอก (Wat Suan Dok)" and the other way round
_WITH_BRACKET = re.compile(r"^(?P<before>[^()]+?)\s*\((?P<inside>[^()]+)\)$")
_THAI_MARKS = re.compile(r"[\u0e48-\u0e4e]")


class Names(NamedTuple):
    """A place's names; `other` holds further ones in the order they were found."""

    th: str | None
    en: str | None
    other: tuple[str, ...]


def read_names(tags: Mapping[str, str]) -> Names:
    """Return the names of an object.

    `name:th` and `name:en` count first, then a bare `name` by its script (Latin script counts as
    English, as people who read no Thai read it), then `int_name`. A name in a third script stands
    in for English only where there is no other.
    """
    thai, english = _clean(tags.get("name:th")), _clean(tags.get("name:en"))
    for bare in _parts(_clean(tags.get("name"))):
        if _THAI.search(bare):
            thai = thai or bare
        elif _LATIN.search(bare):
            english = english or bare
    english = english or _clean(tags.get("int_name"))
    if not thai and not english:
        english = _clean(tags.get("name"))
    return Names(thai, english, _others(tags, known=(thai, english)))


def normalised(name: str | None) -> str:
    """Return what two spellings of one name share: no case, spaces, punctuation or tone marks."""
    composed = unicodedata.normalize("NFKC", name or "").casefold()
    letters = (char for char in composed if unicodedata.category(char)[0] in "LMN")
    return _THAI_MARKS.sub("", "".join(letters))


def _parts(name: str | None) -> tuple[str, ...]:
    """Return a name, or its two halves where one in brackets says it in the other script."""
    if name is None:
        return ()
    match = _WITH_BRACKET.match(name)
    if match:
        halves = (match["before"], match["inside"])
        if {bool(_THAI.search(half)) for half in halves} == {True, False}:
            return halves
    return (name,)


def _others(tags: Mapping[str, str], *, known: Iterable[str | None]) -> tuple[str, ...]:
    seen = {normalised(name) for name in known}
    others: list[str] = []
    bare = _clean(tags.get("name"))
    split_name = len(_parts(bare)) > 1
    for key in _OTHER_KEYS:
        for language in _OTHER_LANGUAGES:
            if key == "name" and (language or split_name):
                continue
            for value in tags.get(key + language, "").split(";"):
                name = _clean(value)
                if name and normalised(name) not in seen:
                    seen.add(normalised(name))
                    others.append(name)
    return tuple(others)


def _clean(name: str | None) -> str | None:
    return " ".join(name.split()) or None if name else None
