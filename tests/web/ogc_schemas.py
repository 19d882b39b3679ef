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
# OGC 17-083r4 (Two Dimensional Tile Matrix Set and Tile Set Metadata 2.0), clauses 7.3, 7.4, 9.3
_PAIR = _array({"type": "number"}, minItems=2, maxItems=2)
TEMPLATED = _object("href", "rel", href=TEXT, rel=TEXT, type=TEXT, templated={"type": "boolean"})
_TILE_SET = {
    "title": TEXT,
    "dataType": {"enum": ["map", "vector", "coverage"]},
    "crs": URI,
    "tileMatrixSetURI": URI,
    "links": _array(TEMPLATED, minItems=1),
}
TILE_SETS = _object(
    "tilesets",
    links=LINKS,
    tilesets=_array(_object("dataType", "crs", "links", "tileMatrixSetURI", **_TILE_SET)),
)
LAYER = _object(
    *("id", "dataType"),
    id=TEXT,
    dataType={"const": "vector"},
    geometryDimension={"enum": [0, 1, 2]},
    minTileMatrix=TEXT,
    maxTileMatrix=TEXT,
    propertiesSchema=_object(
        *("type", "properties"),
        type={"const": "object"},
        properties={"type": "object", "additionalProperties": _object("type")},
    ),
)
TILE_SET = _object(
    *("dataType", "crs", "links", "tileMatrixSetURI"),
    **_TILE_SET,
    layers=_array(LAYER, minItems=1),
    boundingBox=_object("lowerLeft", "upperRight", lowerLeft=_PAIR, upperRight=_PAIR, crs=URI),
)
TILE_MATRIX_SETS = _object(
    "tileMatrixSets",
    tileMatrixSets=_array(_object("links", id=TEXT, title=TEXT, uri=URI, links=LINKS), minItems=1),
)
_NUMBER: Schema = {"type": "number", "exclusiveMinimum": 0}
_SIZE: Schema = {"type": "integer", "minimum": 1}
_MATRIX = {
    "id": TEXT,
    **dict.fromkeys(("scaleDenominator", "cellSize"), _NUMBER),
    "pointOfOrigin": _PAIR,
    "cornerOfOrigin": {"enum": ["topLeft", "bottomLeft"]},
    **dict.fromkeys(("tileWidth", "tileHeight", "matrixWidth", "matrixHeight"), _SIZE),
}
TILE_MATRIX_SET = _object(
    *("crs", "tileMatrices"),
    id=TEXT,
    uri=URI,
    crs=URI,
    orderedAxes=_array(TEXT, minItems=1),
    wellKnownScaleSet=URI,
    tileMatrices=_array(_object(*sorted(set(_MATRIX) - {"cornerOfOrigin"}), **_MATRIX), minItems=1),
)
