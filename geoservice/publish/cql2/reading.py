"""A filter as it is asked, checked and compiled: the one way in."""

from dataclasses import dataclass, field

from sqlalchemy import ColumnElement

from geoservice.errors import InputError
from geoservice.publish.cql2.conditions import read_condition
from geoservice.publish.cql2.json_text import read_json
from geoservice.publish.cql2.limits import LONGEST
from geoservice.publish.cql2.scope import Scope
from geoservice.publish.cql2.text import read_text
from geoservice.publish.crs import LONLAT, CoordinateSystem
from geoservice.publish.values import shown
from geoservice.store.catalog import Collection

TEXT = "cql2-text"
JSON = "cql2-json"
LANGUAGES = (TEXT, JSON)


@dataclass(frozen=True)
class Condition:
    """A filter that was read: two that were asked in the same words are equal."""

    text: str
    language: str
    crs: CoordinateSystem
    sql: ColumnElement[bool] = field(compare=False, repr=False)


def parse_condition(
    text: str,
    language: str,
    collection: Collection,
    crs: CoordinateSystem = LONLAT,
) -> Condition:
    """Return the condition that a filter sets on the rows of a collection's view.

    InputError names what cannot be read, is not allowed or costs too much, and what would be right.
    """
    return Condition(text, language, crs, parse_filter(text, language, collection, crs))


def parse_filter(
    text: str,
    language: str,
    collection: Collection,
    crs: CoordinateSystem = LONLAT,
) -> ColumnElement[bool]:
    """Return a filter as a bound expression over `view_of(collection.id)`."""
    check_language(language)
    if len(text) > LONGEST:
        raise InputError(
            "The parameter 'filter' has {length} characters; at most {most} are taken.",
            length=len(text),
            most=LONGEST,
        )
    if not text.strip():
        raise InputError(
            "The parameter 'filter' is empty; write a condition like kind = 'library', or leave "
            "it out."
        )
    tree = read_text(text) if language == TEXT else read_json(text)
    return read_condition(tree, Scope(collection, crs))


def check_language(language: str) -> None:
    """Refuse a `filter-lang` that is not known."""
    if language not in LANGUAGES:
        raise InputError(
            "The parameter '{name}' is '{value}' but must be one of: {known}.",
            name="filter-lang",
            value=shown(language),
            known=", ".join(LANGUAGES),
        )
