"""What the fields of an export mean, and what each format makes of them."""

from typing import Any

from geoservice.publish.exports.formats import FORMATS, LONLAT, MERCATOR, Format
from geoservice.publish.exports.short_names import short_names
from geoservice.publish.schemas import property_schema
from geoservice.store.catalog import Collection

_SYSTEMS = {LONLAT: "OGC:CRS84", MERCATOR: "EPSG:3857"}


def fields_document(collection: Collection, language: str) -> dict[str, Any]:
    """Return the fields of a collection's exports, and the formats they come in."""
    short = short_names(collection.properties)
    fields = [
        {
            "name": name,
            "shapefile_name": short[name],
            **property_schema(name, each, language),
            "title_th": each.title_th,
            "title_en": each.title_en,
            **({"unit": each.unit} if each.unit else {}),
        }
        for name, each in collection.properties.items()
    ]
    identifier = {"name": "id", "shapefile_name": "id", "type": "integer"}
    return {
        "collection": collection.id,
        "title": collection.title(language),
        "description": collection.description(language),
        "geometry": collection.geometry,
        "fields": [identifier, *fields],
        "formats": [_format(each) for each in FORMATS.values() if can_hold(each, collection)],
    }


def can_hold(form: Format, collection: Collection) -> bool:
    """Return whether a format knows the shapes of a collection."""
    return form.surfaces or "Polygon" not in collection.geometry


def _format(form: Format) -> dict[str, Any]:
    return {
        "f": form.id,
        "title": form.title,
        "type": form.media_type,
        "ending": form.ending,
        "crs": _SYSTEMS.get(form.systems, "any"),
        "without_place": form.placeless,
    }
