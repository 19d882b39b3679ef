"""What is in the tiles and on which grid they lie, as OGC API - Tiles and TileJSON say it."""

from collections.abc import Iterable, Mapping
from typing import Any

from geoservice.publish.grid import HALF_WORLD_METRES, MAXZOOM, TILE_MATRIX_SET, Box
from geoservice.publish.schemas import property_schema
from geoservice.store.catalog import Collection

TILE_MATRIX_SET_URI = "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad"
WEB_MERCATOR = "http://www.opengis.net/def/crs/EPSG/0/3857"
_CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
_STANDARD_PIXEL_METRES = 0.00028  # OGC 17-083r4, 6.1.1
_TILE_PIXELS = 256
_DIMENSIONS = {
    **{"Point": 0, "MultiPoint": 0, "LineString": 1, "MultiLineString": 1},
    **{"Polygon": 2, "MultiPolygon": 2},
}
_TILEJSON_TYPES = {"integer": "Number", "number": "Number", "boolean": "Boolean"}
# What a tile of spaces says of a cell besides the properties of its best space.
_CELL_FIELDS = {"count": "Number", "kinds": "String", "bounds": "String"}


def tile_json(
    collections: Iterable[Collection], language: str, *, tiles: str, box: Box | None, credit: str
) -> dict[str, Any]:
    """Return a TileJSON 3.0 document; `tiles` is the address with {z}, {y} and {x} to fill in."""
    drawn = list(collections)
    west, south, east, north = box or Box(-180, -85.0511, 180, 85.0511)
    return {
        "tilejson": "3.0.0",
        "name": ", ".join(each.title(language) for each in drawn),
        "description": " ".join(each.description(language) for each in drawn),
        "attribution": credit,
        "scheme": "xyz",
        "tiles": [tiles],
        "minzoom": min(each.minzoom for each in drawn),
        "maxzoom": min(max(each.maxzoom for each in drawn), MAXZOOM),
        "bounds": [west, south, east, north],
        "center": [(west + east) / 2, (south + north) / 2, 12],
        "vector_layers": [_vector_layer(each, language) for each in drawn],
    }


def _vector_layer(collection: Collection, language: str) -> dict[str, Any]:
    fields = {
        name: _TILEJSON_TYPES.get(collection.properties[name].type, "String")
        for name in collection.tile_properties
    }
    return {
        "id": collection.id,
        "description": collection.description(language),
        "minzoom": collection.minzoom,
        "maxzoom": min(collection.maxzoom, MAXZOOM),
        "fields": fields | (_CELL_FIELDS if collection.clustered else {}),
    }


def tile_set(
    collections: Iterable[Collection], language: str, *, box: Box | None, links: list[Any]
) -> dict[str, Any]:
    """Return the metadata of a tile set (OGC 17-083r4, 7.4)."""
    drawn = list(collections)
    return {
        **tile_set_item(drawn, language, links=links),
        "layers": [_layer(each, language) for each in drawn],
        **({"boundingBox": _bounding_box(box)} if box else {}),
    }


def tile_set_item(
    collections: Iterable[Collection], language: str, *, links: list[Any]
) -> dict[str, Any]:
    """Return what a list of tile sets says of one."""
    return {
        "title": ", ".join(each.title(language) for each in collections),
        "dataType": "vector",
        "crs": WEB_MERCATOR,
        "tileMatrixSetId": TILE_MATRIX_SET,
        "tileMatrixSetURI": TILE_MATRIX_SET_URI,
        "links": links,
    }


def _layer(collection: Collection, language: str) -> dict[str, Any]:
    properties: Mapping[str, Any] = {
        name: property_schema(name, collection.properties[name], language)
        for name in collection.tile_properties
    }
    return {
        "id": collection.id,
        "title": collection.title(language),
        "description": collection.description(language),
        "dataType": "vector",
        "geometryDimension": _DIMENSIONS[collection.geometry],
        "minTileMatrix": str(collection.minzoom),
        "maxTileMatrix": str(min(collection.maxzoom, MAXZOOM)),
        "propertiesSchema": {"type": "object", "properties": properties},
    }


def _bounding_box(box: Box) -> dict[str, Any]:
    return {
        "lowerLeft": [box.west, box.south],
        "upperRight": [box.east, box.north],
        "crs": _CRS84,
    }


def tile_matrix_set() -> dict[str, Any]:
    """Return WebMercatorQuad as far as tiles are given out (OGC 17-083r4, annex E.1)."""
    return {
        "id": TILE_MATRIX_SET,
        "title": "Google Maps Compatible for the World",
        "uri": TILE_MATRIX_SET_URI,
        "crs": WEB_MERCATOR,
        "orderedAxes": ["X", "Y"],
        "wellKnownScaleSet": "http://www.opengis.net/def/wkss/OGC/1.0/GoogleMapsCompatible",
        "tileMatrices": [_tile_matrix(z) for z in range(MAXZOOM + 1)],
    }


def _tile_matrix(z: int) -> dict[str, Any]:
    cell_metres = 2 * HALF_WORLD_METRES / _TILE_PIXELS / (1 << z)
    return {
        "id": str(z),
        "scaleDenominator": cell_metres / _STANDARD_PIXEL_METRES,
        "cellSize": cell_metres,
        "cornerOfOrigin": "topLeft",
        "pointOfOrigin": [-HALF_WORLD_METRES, HALF_WORLD_METRES],
        "tileWidth": _TILE_PIXELS,
        "tileHeight": _TILE_PIXELS,
        "matrixWidth": 1 << z,
        "matrixHeight": 1 << z,
    }
