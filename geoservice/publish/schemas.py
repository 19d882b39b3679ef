"""What the features of a collection look like, as JSON Schema made from the catalog."""

from typing import Any

from geoservice.publish.sorting import sortables
from geoservice.store.catalog import Collection, Property
from geoservice.store.labels import VOCABULARIES

DRAFT = "https://json-schema.org/draft/2020-12/schema"
_TYPES = {"datetime": "string"}
# What the parameter `datetime` is held against (OGC API - Features, part 5, core roles).
_ROLES = {"starts_at": "primary-interval-start", "ends_at": "primary-interval-end"}


def queryables_schema(collection: Collection, language: str, url: str) -> dict[str, Any]:
    """Return the queryables of a collection (OGC API - Features, part 3, 6.2)."""
    properties = {
        name: property_schema(name, each, language) for name, each in collection.queryables.items()
    }
    return {
        **_head(collection, language, url),
        "properties": {"geometry": _geometry(collection, language), **properties},
        "additionalProperties": False,
    }


def sortables_schema(collection: Collection, language: str, url: str) -> dict[str, Any]:
    """Return the properties one can sort a collection by (OGC API - Features, part 5)."""
    properties = {
        name: property_schema(name, each, language) for name, each in sortables(collection).items()
    }
    return {
        **_head(collection, language, url),
        "properties": properties,
        "additionalProperties": False,
    }


def features_schema(collection: Collection, language: str, url: str) -> dict[str, Any]:
    """Return the schema of a collection's features (OGC API - Features, part 5)."""
    identifier = {"type": "integer", "title": "id", "x-ogc-role": "id", "readOnly": True}
    properties = {
        name: property_schema(name, each, language)
        | ({"readOnly": True} if each.read_only and collection.editable else {})
        | ({"x-ogc-role": _ROLES[name]} if name in _ROLES else {})
        for name, each in collection.properties.items()
    }
    return {
        **_head(collection, language, url),
        "properties": {
            "id": identifier,
            "geometry": {**_geometry(collection, language), "x-ogc-role": "primary-geometry"},
            **properties,
        },
    }


def property_schema(name: str, about: Property, language: str) -> dict[str, Any]:
    """Return the schema of one property, its words named in `language` where they are closed."""
    plain: dict[str, Any] = {"title": about.title(language)}
    items = {"type": "string"} | _enum(name, about, language)
    if about.type == "array":
        return plain | {"type": "array", "items": items}
    form = {"format": about.format} if about.format else {}
    return (
        plain | {"type": _TYPES.get(about.type, about.type)} | form | _enum(name, about, language)
    )


def _enum(name: str, about: Property, language: str) -> dict[str, Any]:
    if not about.enum:
        return {}
    titles = {
        label.id: label.title(language) for label in VOCABULARIES.get(about.vocabulary or name, ())
    }
    return {"enum": list(about.enum), "x-ogc-codelist": titles}


def _head(collection: Collection, language: str, url: str) -> dict[str, Any]:
    return {
        "$schema": DRAFT,
        "$id": url,
        "type": "object",
        "title": collection.title(language),
        "description": collection.description(language),
    }


def _geometry(collection: Collection, language: str) -> dict[str, str]:
    title = "Geometry" if language == "en" else "ตำแหน่งหรือขอบเขต"
    return {"title": title, "format": f"geometry-{collection.geometry.lower()}"}
