"""The order that is asked for by `sortby`: properties, each up or down."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, Boolean, ColumnElement, DateTime, Double, Text, func
from sqlalchemy.sql import literal_column
from sqlalchemy.types import TypeEngine

from geoservice.errors import InputError
from geoservice.publish.values import shown
from geoservice.store.catalog import Collection, Property, ValueType
from geoservice.store.relations import view_of

MOST_KEYS = 3
# Of a text as many characters decide; what is equal so far goes by id.
TEXT_CHARACTERS = 100
TYPES: dict[ValueType, TypeEngine[Any]] = {
    "string": Text(),
    "integer": BigInteger(),
    "number": Double(),
    "boolean": Boolean(),
    "datetime": DateTime(timezone=True),
}


@dataclass(frozen=True)
class SortKey:
    """A property that decides the order, from the greatest down if `descending`."""

    name: str
    descending: bool = False

    def __str__(self) -> str:
        return ("-" if self.descending else "+") + self.name


def sortables(collection: Collection) -> dict[str, Property]:
    """Return the properties one can sort by: those that hold one value."""
    return {name: each for name, each in collection.queryables.items() if each.type != "array"}


def parse_sort(collection: Collection, text: str) -> tuple[SortKey, ...]:
    """Return the keys of `sortby`: names between commas, a minus before those that go down.

    A plus in an address reaches us as a space and means up. InputError names the properties.
    """
    keys = tuple(_key(collection, part) for part in text.split(","))
    if len(keys) > MOST_KEYS:
        raise InputError(
            "The parameter 'sortby' has {count} properties; at most {most} are taken.",
            count=len(keys),
            most=MOST_KEYS,
        )
    if len({key.name for key in keys}) < len(keys):
        raise InputError("The parameter 'sortby' names a property twice.")
    return keys


def _key(collection: Collection, part: str) -> SortKey:
    name = part.strip().removeprefix("+")
    descending = name.startswith("-")
    name = name.removeprefix("-")
    known = sortables(collection)
    if name not in known:
        raise InputError(
            "The parameter 'sortby' names '{name}', by which {collection} cannot be sorted; there "
            "are: {known}.",
            name=shown(name),
            collection=collection.id,
            known=", ".join(known),
        )
    return SortKey(name, descending)


def sort_expression(collection: Collection, key: SortKey) -> ColumnElement[Any]:
    """Return what rows are compared by; text in the order of a Thai dictionary."""
    column: ColumnElement[Any] = view_of(collection.id).c[key.name]
    if collection.properties[key.name].type != "string":
        return column
    words = column.op("COLLATE", return_type=Text())(literal_column("dictionary"))
    return func.left(words, TEXT_CHARACTERS, type_=Text())
