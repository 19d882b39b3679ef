"""What every operation of the OpenAPI definition is made of."""

from collections.abc import Iterable
from typing import Any

GEOJSON = "application/geo+json"
MVT = "application/vnd.mapbox-vector-tile"
Document = dict[str, Any]


def parameter(name: str, description: str, schema: Document, *, place: str = "query") -> Document:
    """Return a parameter of the path, or one of the query that may be left out."""
    found = {"name": name, "in": place, "description": description, "schema": schema}
    if place == "path":
        return found | {"required": True}
    return found | {"required": False, "style": "form", "explode": False}


def required(parameter: Document) -> Document:
    """Return a parameter that must be given."""
    return parameter | {"required": True}


def degrees(most: int) -> Document:
    """Return the schema of longitudes (180) or latitudes (90)."""
    return {"type": "number", "minimum": -most, "maximum": most}


def one_of(words: Iterable[str]) -> Document:
    """Return the schema of a word out of a closed list."""
    return {"type": "string", "enum": list(words)}


def several(words: Iterable[str]) -> Document:
    """Return the schema of a list of such words."""
    return {"type": "array", "items": one_of(words)}


def ref(name: str) -> Document:
    """Return a reference to a parameter that several operations share."""
    return {"$ref": f"#/components/parameters/{name}"}


def responses(*media_types: str) -> Document:
    """Return the answers of an operation: what was asked for, in its formats, or a problem."""
    problem = {"$ref": "#/components/responses/problem"}
    content = {each: {"schema": _schema_of(each)} for each in media_types}
    found = {"description": "OK", "content": content}
    return {"200": found, "400": problem, "404": problem, "default": problem}


def _schema_of(media_type: str) -> Document:
    if media_type == MVT:
        return {"type": "string", "format": "binary"}
    return {"type": "string" if media_type.endswith("+xml") else "object"}
