"""What every operation of the OpenAPI definition is made of."""

from collections.abc import Iterable
from typing import Any

from geoservice.language import translate

JSON = "application/json"
GEOJSON = "application/geo+json"
MVT = "application/vnd.mapbox-vector-tile"
Document = dict[str, Any]
NUMBER: Document = {"type": "number"}
TEXT: Document = {"type": "string"}
WHOLE: Document = {"type": "integer", "minimum": 0}
TIME: Document = {"type": "string", "format": "date-time"}
SLUG: Document = {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": 100}
NOW_OR_TIME: Document = {"anyOf": [{"type": "string", "enum": ["now"]}, TIME]}
PROBLEM: Document = {"$ref": "#/components/responses/problem"}
_REFUSED = ("400", "404", "500", "503")
_BODY_REFUSED = ("413", "415")


def parameter(name: str, description: str, schema: Document, *, place: str = "query") -> Document:
    """Return a parameter of the path, or one of the query that may be left out."""
    found = {"name": name, "in": place, "description": description, "schema": schema}
    if place == "path":
        return found | {"required": True}
    return found | {"required": False, "style": "form", "explode": False}


def required(parameter: Document) -> Document:
    """Return a parameter that must be given."""
    return parameter | {"required": True}


def formats(language: str, *words: str) -> Document:
    """Return the parameter that chooses a format, out of those that an operation has."""
    return parameter("f", translate("The format of the answer.", language), one_of(words))


def reason(language: str) -> Document:
    """Return the parameter that says why something is written."""
    told = translate("Why, as the trail keeps it.", language)
    return parameter("reason", told, {"type": "string", "maxLength": 500})


def degrees(most: int) -> Document:
    """Return the schema of longitudes (180) or latitudes (90)."""
    return {"type": "number", "minimum": -most, "maximum": most}


def one_of(words: Iterable[str]) -> Document:
    """Return the schema of a word out of a closed list."""
    return {"type": "string", "enum": list(words)}


def several(words: Iterable[str]) -> Document:
    """Return the schema of a list of such words."""
    return listed(one_of(words))


def listed(items: Document, **limits: int) -> Document:
    """Return the schema of a list."""
    return {"type": "array", "items": items, **limits}


def members(*needed: str, **properties: Document) -> Document:
    """Return the schema of an object, of whose members some are `needed`."""
    found: Document = {"type": "object", "properties": properties}
    return found | ({"required": list(needed)} if needed else {})


def closed(schema: Document) -> Document:
    """Return the schema of an object that takes no other members."""
    return schema | {"additionalProperties": False}


def nullable(schema: Document) -> Document:
    """Return a schema that takes null too (OpenAPI 3.0.3, 4.7.24.1)."""
    words = {"enum": [*schema["enum"], None]} if "enum" in schema else {}
    return schema | words | {"nullable": True}


def ref(name: str) -> Document:
    """Return a reference to a parameter that several operations share."""
    return {"$ref": f"#/components/parameters/{name}"}


def schema_ref(name: str) -> Document:
    """Return a reference to a schema."""
    return {"$ref": f"#/components/schemas/{name}"}


def json_body(name: str) -> Document:
    """Return a body that must be JSON of a named schema."""
    return {"required": True, "content": {JSON: {"schema": schema_ref(name)}}}


def responses(*media_types: str, schema: str = "", body: bool = False) -> Document:
    """Return the answers of an operation: what was asked for, in its formats, or a problem.

    `schema` names what the JSON among them looks like; `body` where one is sent, which may be
    refused too.
    """
    content = {each: {"schema": _schema_of(each, schema)} for each in media_types}
    refused = (*_REFUSED, *(_BODY_REFUSED if body else ()))
    return {"200": {"description": "OK", "content": content}, **dict.fromkeys(refused, PROBLEM)}


def _schema_of(media_type: str, name: str) -> Document:
    if "json" in media_type:
        return schema_ref(name) if name else {"type": "object"}
    text = media_type.startswith("text/") or media_type.endswith("+xml")
    return TEXT if text else {"type": "string", "format": "binary"}
