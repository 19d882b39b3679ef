"""Names in Thai and in English out of OSM's name tags; the script tells which one a name is.

See https://wiki.openstreetmap.org/wiki/Names and, for Thailand,
https://wiki.openstreetmap.org/wiki/Thailand (a bare `name` is Thai as a rule).
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from geoservice.names import is_latin, is_thai, name_parts, normalised, tidy

_OTHER_KEYS = ("int_name", "official_name", "short_name", "alt_name", "old_name", "loc_name")
_OTHER_LANGUAGES = ("", ":th", ":en")


class Names(NamedTuple):
    """A place's names; `other` holds further ones in the order they were found."""

    th: str | None
    en: str | None
    other: tuple[str, ...]


_NAMELESS = Names(None, None, ())


def read_names(tags: Mapping[str, str]) -> Names:
    """Return the names of an object.

    `name:th` and `name:en` count first, then a bare `name` by its script (Latin script counts as
    English, as people who read no Thai read it), then `int_name`. A name in a third script stands
    in for English only where there is no other.
    """
    if not any("name" in key for key in tags):
        return _NAMELESS
    thai, english = tidy(tags.get("name:th")), tidy(tags.get("name:en"))
    bare = tidy(tags.get("name"))
    for part in name_parts(bare):
        if is_thai(part):
            thai = thai or part
        elif is_latin(part):
            english = english or part
    english = english or tidy(tags.get("int_name"))
    if not thai and not english:
        english = bare
    return Names(thai, english, _others(tags, known=(thai, english)))


def _others(tags: Mapping[str, str], *, known: Iterable[str | None]) -> tuple[str, ...]:
    """Return the further names, each spelling once."""
    seen = {normalised(name) for name in known}
    others: list[str] = []
    for value in _other_values(tags):
        name = tidy(value)
        if name and normalised(name) not in seen:
            seen.add(normalised(name))
            others.append(name)
    return tuple(others)


def _other_values(tags: Mapping[str, str]) -> Iterable[str]:
    yield from name_parts(tidy(tags.get("name")))
    for key in _OTHER_KEYS:
        for language in _OTHER_LANGUAGES:
            yield from tags.get(key + language, "").split(";")
