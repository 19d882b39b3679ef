"""What operations of the OpenAPI definition refer to: shared parameters, and the problem."""

from geoservice.language import LANGUAGES, translate
from geoservice.publish.cql2 import LANGUAGES as FILTER_LANGUAGES
from geoservice.publish.cql2 import TEXT as CQL2_TEXT
from geoservice.publish.crs import CRS84_URI
from geoservice.publish.openapi.parts import (
    NOW_OR_TIME,
    NUMBER,
    TEXT,
    WHOLE,
    Document,
    listed,
    members,
    one_of,
    parameter,
    several,
)
from geoservice.publish.paging import DEFAULT_LIMIT, MOST
from geoservice.publish.sorting import MOST_KEYS, sortables
from geoservice.store.catalog import COLLECTIONS, Collection

_SYSTEM = r"http://www\.opengis\.net/def/crs/(OGC/(1\.3|0)/CRS84|EPSG/[0-9.]{1,10}/[1-9][0-9]{3,5})"
_CURIE = r"\[(OGC:CRS84|EPSG:[1-9][0-9]{3,5})\]"
_CRS: Document = {"type": "string", "pattern": f"^({_SYSTEM}|{_CURIE})$", "default": CRS84_URI}
CONTENT_CRS: Document = {"type": "string", "pattern": f"^<?({_SYSTEM}|{_CURIE})>?$"}
_WORDS: Document = {"type": "string", "minLength": 1}
_BOX: Document = listed(NUMBER) | {"oneOf": [{"minItems": n, "maxItems": n} for n in (4, 6)]}
_LIMIT: Document = {"type": "integer", "minimum": 1, "maximum": MOST, "default": DEFAULT_LIMIT}
_FILTER_LANGUAGE: Document = {**one_of(FILTER_LANGUAGES), "default": CQL2_TEXT}
_IN_QUERY: tuple[tuple[str, str, Document], ...] = (
    ("bbox", "West, south, east, north in degrees.", _BOX),
    ("bbox-crs", "The coordinate system of the box.", _CRS),
    ("crs", "The coordinate system of the answer.", _CRS),
    ("datetime", "A time or an interval of RFC 3339.", TEXT),
    ("limit", "How many features at most.", _LIMIT),
    ("offset", "How many features to pass over.", {**WHOLE, "default": 0}),
    ("next", "Where the next page begins, as the link 'next' says.", TEXT),
    (
        "near",
        "Longitude and latitude to sort by distance from.",
        listed(NUMBER, minItems=2, maxItems=2),
    ),
    ("q", "Words to look for in names.", _WORDS),
    ("filter", "A condition in CQL2, like kind = 'library'.", _WORDS),
    ("filter-lang", "Whether the condition is text or JSON.", _FILTER_LANGUAGE),
    ("filter-crs", "The coordinate system of shapes in the condition.", _CRS),
    ("open_at", "Only what is open then: now, or a time of RFC 3339.", NOW_OR_TIME),
    ("collections", "The collections in the tile.", several(COLLECTIONS)),
    ("lang", "The language of the answer.", one_of(LANGUAGES)),
)
_IN_PATH: tuple[tuple[str, str, Document], ...] = (
    ("featureId", "The id of a feature.", {"type": "integer"}),
    ("tileMatrix", "The zoom.", {"type": "integer", "minimum": 0, "maximum": 24}),
    ("tileRow", "The row, from the north.", WHOLE),
    ("tileCol", "The column, from the west.", WHOLE),
)


def shared_parameters(language: str) -> Document:
    """Return the parameters that several operations share."""
    return {
        name: parameter(name, translate(text, language), schema, place=place)
        for place, known in (("query", _IN_QUERY), ("path", _IN_PATH))
        for name, text, schema in known
    }


def sortby(collection: Collection, language: str) -> Document:
    """Return the parameter that orders the features of a collection."""
    about = translate("Properties to sort by, a minus before those that go down.", language)
    keys = one_of([sign + name for name in sortables(collection) for sign in ("", "-")])
    return parameter("sortby", about, listed(keys, minItems=1, maxItems=MOST_KEYS))


def chosen_properties(collection: Collection, language: str) -> Document:
    """Return the parameter that chooses among the properties of a collection."""
    about = translate("The properties wanted; all if it is left out.", language)
    return parameter("properties", about, listed(one_of(collection.properties), minItems=1))


def problem_response(language: str) -> Document:
    """Return the answer of a request that failed."""
    fields = ("type", "title", "detail", "instance")
    schema = members(*fields, "status", **dict.fromkeys(fields, TEXT), status={"type": "integer"})
    return {
        "description": translate("What went wrong (RFC 9457).", language),
        "content": {"application/problem+json": {"schema": schema}},
    }
