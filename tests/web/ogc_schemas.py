"""What the OGC's OpenAPI documents require of answers (17-069r4, 18-058r1, 19-079r2), in short."""

from typing import Any

Schema = dict[str, Any]


def _object(*required: str, **properties: Schema) -> Schema:
    return {"type": "object", "required": list(required), "properties": properties}


def _array(items: Schema, **others: object) -> Schema:
    return {"type": "array", "items": items, **others}


TEXT: Schema = {"type": "string"}
URI: Schema = {"type": "string", "format": "uri", "pattern": "^https?://"}
COUNT: Schema = {"type": "integer", "minimum": 0}
LINK = _object(
    "href", "rel", href=URI, rel=TEXT, type=TEXT, hreflang=TEXT, title=TEXT, length=COUNT
)
LINKS = _array(LINK)
LANDING_PAGE = _object("links", title=TEXT, description=TEXT, links=LINKS)
CONFORMANCE = _object("conformsTo", conformsTo=_array(URI, uniqueItems=True))
BBOX: Schema = {"oneOf": [_array({"type": "number"}, minItems=n, maxItems=n) for n in (4, 6)]}
EXTENT = _object(spatial=_object(bbox=_array(BBOX, minItems=1), crs=URI), temporal=_object())
COLLECTION = _object(
    "id",
    "links",
    "crs",
    "storageCrs",
    id=TEXT,
    title=TEXT,
    description=TEXT,
    links=LINKS,
    extent=EXTENT,
    itemType={"const": "feature"},
    crs=_array(URI, minItems=1, uniqueItems=True),
    storageCrs=URI,
)
COLLECTIONS = _object("links", "collections", links=LINKS, collections=_array(COLLECTION))
GEOMETRY = _object(
    "type",
    "coordinates",
    type={
        "enum": [
            *("Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon")
        ]
    },
    coordinates=_array({}),
)
FEATURE = _object(
    "type",
    "geometry",
    "properties",
    type={"const": "Feature"},
    id={"type": ["string", "integer"]},
    geometry={"oneOf": [{"type": "null"}, GEOMETRY]},
    properties={"type": ["object", "null"]},
    links=LINKS,
)
FEATURES = _object(
    "type",
    "features",
    type={"const": "FeatureCollection"},
    features=_array(FEATURE),
    links=LINKS,
    timeStamp={"type": "string", "format": "date-time"},
    numberMatched=COUNT,
    numberReturned=COUNT,
)
PROBLEM = _object(
    "type", "title", "status", "detail", type=TEXT, title=TEXT, status=COUNT, detail=TEXT
)
QUERYABLES = _object(
    "$schema",
    "$id",
    "type",
    "properties",
    **{
        "$schema": {
            "enum": [
                "https://json-schema.org/draft/2019-09/schema",
                "https://json-schema.org/draft/2020-12/schema",
            ]
        },
        "$id": URI,
        "type": {"const": "object"},
        "properties": {
            "type": "object",
            "additionalProperties": {
                "anyOf": [
                    _object("type"),
                    _object("format", format={"type": "string", "pattern": "^geometry-"}),
                ]
            },
        },
    },
)
