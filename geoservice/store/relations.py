"""The published views as SQLAlchemy knows them, made from the catalog."""

from functools import cache
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    ColumnClause,
    DateTime,
    Double,
    TableClause,
    Text,
    column,
    table,
)
from sqlalchemy.types import TypeEngine, UserDefinedType

from geoservice.store.catalog import COLLECTIONS, Collection, ValueType


class Geometry(UserDefinedType[str]):
    """A geometry column; only ever handed to PostGIS functions."""

    cache_ok = True

    def get_col_spec(self, **_: object) -> str:
        """Return the type's name."""
        return "geometry"


_TYPES: dict[ValueType, TypeEngine[Any]] = {
    "string": Text(),
    "integer": BigInteger(),
    "number": Double(),
    "boolean": Boolean(),
    "datetime": DateTime(timezone=True),
    "array": ARRAY(Text()),
}


@cache
def view_of(collection_id: str) -> TableClause:
    """Return the view behind a collection, with its properties and hidden working columns."""
    collection = COLLECTIONS[collection_id]
    return table(
        collection.view,
        column("id", BigInteger()),
        column("city_id", BigInteger()),
        column("geom", Geometry()),
        column("geom_3857", Geometry()),
        *(column(name, _TYPES[each.type]) for name, each in collection.properties.items()),
        *_working_columns(collection),
        schema="published",
    )


def _working_columns(collection: Collection) -> list[ColumnClause[Any]]:
    searchable = [column("search_key", Text()), column("rank", Double())]
    return searchable if collection.searchable else []


CITY = table(
    "city",
    column("id", BigInteger()),
    column("slug", Text()),
    column("name_th", Text()),
    column("name_en", Text()),
    column("country", Text()),
    column("timezone", Text()),
    column("attribution", Text()),
    column("geom", Geometry()),
    schema="published",
)
