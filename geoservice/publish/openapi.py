"""The OpenAPI 3.0 definition of the open API, made from the catalog."""

import geoservice
from geoservice.language import LANGUAGES, translate
from geoservice.publish.cql2 import LANGUAGES as FILTER_LANGUAGES
from geoservice.publish.cql2 import TEXT
from geoservice.publish.crs import CRS84_URI
from geoservice.publish.filters import CQL2_PARAMETERS, filter_parameters
from geoservice.publish.openapi_coverage import coverage_paths, coverage_schemas
from geoservice.publish.openapi_editing import (
    SECURITY_SCHEMES,
    create_operation,
    item_operations,
)
from geoservice.publish.openapi_exports import export_path
from geoservice.publish.openapi_parts import GEOJSON, MVT, Document, parameter, ref, responses
from geoservice.publish.openapi_walks import walk_paths, walk_schemas
from geoservice.publish.paging import DEFAULT_LIMIT, MOST
from geoservice.publish.schemas import property_schema
from geoservice.store.catalog import COLLECTIONS, Collection, Property

MEDIA_TYPE = "application/vnd.oai.openapi+json;version=3.0"
_TILE = "/tiles/WebMercatorQuad/{tileMatrix}/{tileRow}/{tileCol}"
_PAGING = (
    *("bbox", "bbox-crs", "crs", "datetime", "limit", "offset", "next", "near"),
    *("sortby", "properties"),
)
_SHARED = ("q", "open_at", *CQL2_PARAMETERS)
_CRS: Document = {"type": "string", "format": "uri", "default": CRS84_URI}


def api_definition(url: str, language: str) -> Document:
    """Return the definition of the API at `url`, its texts in `language`."""
    paths: Document = {
        "/": _json_path(language, "The landing page of this API."),
        "/conformance": _json_path(language, "The conformance classes that hold."),
        "/collections": _json_path(language, "The collections."),
        "/limits": _json_path(language, "What a request may ask"),
        "/tileMatrixSets": _json_path(language, "The grid of the tiles"),
        "/tiles": _json_path(language, "Vector tiles"),
        "/catalog": _catalog_path(language),
        "/cities": _json_path(language, "The cities with their names, boxes and counts."),
        **walk_paths(language),
        **coverage_paths(language),
    }
    for collection in COLLECTIONS.values():
        paths |= _collection_paths(collection, language)
    paths["/tiles/WebMercatorQuad/{tileMatrix}/{tileRow}/{tileCol}"] = {
        "get": _tile_operation("tile", [ref("collections"), *map(ref, CQL2_PARAMETERS)], language)
    }
    return {
        "openapi": "3.0.3",
        "info": {
            "title": "geoservice",
            "version": geoservice.__version__,
            "description": translate(
                "The map on which a city learns: its learning spaces as open data.", language
            ),
        },
        "servers": [{"url": url.rstrip("/")}],
        "paths": paths,
        "components": _components(language),
    }


def _json_path(language: str, summary: str) -> Document:
    return {
        "get": {
            "summary": translate(summary, language),
            "parameters": [ref("f"), ref("lang")],
            "responses": responses("application/json"),
        }
    }


def _catalog_path(language: str) -> Document:
    return {
        "get": {
            "summary": translate("Open data of cities that learn", language),
            "operationId": "catalog",
            "parameters": [ref("f"), ref("lang")],
            "responses": responses("application/ld+json"),
        }
    }


def _collection_paths(collection: Collection, language: str) -> Document:
    base = f"/collections/{collection.id}"
    filters = [_filter(collection, name, language) for name in filter_parameters(collection)]
    paging = [ref(name) for name in _PAGING]
    items: Document = {
        "summary": collection.description(language),
        "operationId": f"{collection.id}.items",
        "parameters": [*paging, *filters, ref("f"), ref("lang")],
        "responses": _in_a_system(responses(GEOJSON), language),
    }
    item: Document = {
        "summary": collection.description(language),
        "operationId": f"{collection.id}.item",
        "parameters": [ref("featureId"), ref("crs"), ref("f"), ref("lang")],
        "responses": _in_a_system(responses(GEOJSON), language),
    }
    return {
        base: _json_path(language, "One collection."),
        f"{base}/queryables": _json_path(language, "What it can be asked by"),
        f"{base}/sortables": _json_path(language, "What it can be sorted by"),
        f"{base}/schema": _json_path(language, "What its features look like"),
        f"{base}/items": {"get": items} | _creating(collection, language),
        f"{base}/items/{{featureId}}": {"get": item} | _editing(collection, language),
        **export_path(collection, filters, language),
        f"{base}/tiles": _json_path(language, "Vector tiles"),
        f"{base}/tiles/WebMercatorQuad": _json_path(language, "Vector tiles"),
        base + _TILE: {"get": _tile_operation(f"{collection.id}.tile", filters, language)},
    }


def _in_a_system(answers: Document, language: str) -> Document:
    """Return answers that say in a header which coordinate system they are in."""
    said = translate("The coordinate system of the answer.", language)
    answers["200"]["headers"] = {"Content-Crs": {"description": said, "schema": {"type": "string"}}}
    return answers


def _creating(collection: Collection, language: str) -> Document:
    return {"post": create_operation(collection, language)} if collection.editable else {}


def _editing(collection: Collection, language: str) -> Document:
    return item_operations(collection, language) if collection.editable else {}


def _tile_operation(name: str, filters: list[Document], language: str) -> Document:
    places = [ref(each) for each in ("tileMatrix", "tileRow", "tileCol")]
    empty = {"description": translate("The tile is empty.", language)}
    return {
        "summary": translate("Vector tiles", language),
        "operationId": name,
        "parameters": [*places, *filters, ref("lang")],
        "responses": {**responses(MVT), "204": empty},
    }


def _filter(collection: Collection, name: str, language: str) -> Document:
    """Return a parameter that filters; its values are parted by commas."""
    if name in _SHARED:
        return ref(name)
    about = collection.properties[collection.parameters.get(name, name)]
    schema = property_schema(name, about, language)
    return parameter(name, about.title(language), _values(about, schema))


def _values(about: Property, schema: Document) -> Document:
    one = schema.get("items", schema) if about.type == "array" else schema
    kept = {key: one[key] for key in ("type", "format", "enum") if key in one}
    return {"type": "array", "items": kept, "minItems": 1}


def _components(language: str) -> Document:
    number: Document = {"type": "number"}
    whole: Document = {"type": "integer", "minimum": 0}

    def box(length: int) -> Document:
        return {"type": "array", "items": number, "minItems": length, "maxItems": length}

    limit = {"type": "integer", "minimum": 1, "maximum": MOST, "default": DEFAULT_LIMIT}
    words = {"type": "string", "minLength": 1}
    listed: list[tuple[str, str, Document]] = [
        ("bbox", "West, south, east, north in degrees.", {"oneOf": [box(4), box(6)]}),
        ("bbox-crs", "The coordinate system of the box.", _CRS),
        ("crs", "The coordinate system of the answer.", _CRS),
        ("datetime", "A time or an interval of RFC 3339.", {"type": "string"}),
        ("limit", "How many features at most.", limit),
        ("offset", "How many features to pass over.", {**whole, "default": 0}),
        ("next", "Where the next page begins, as the link 'next' says.", {"type": "string"}),
        ("near", "Longitude and latitude to sort by distance from.", box(2)),
        ("sortby", "Properties to sort by, a minus before those that go down.", _listed()),
        ("properties", "The properties wanted; all if it is left out.", _listed()),
        ("q", "Words to look for in names.", words),
        ("filter", "A condition in CQL2, like kind = 'library'.", words),
        ("filter-lang", "Whether the condition is text or JSON.", _word(FILTER_LANGUAGES, TEXT)),
        ("filter-crs", "The coordinate system of shapes in the condition.", _CRS),
        ("open_at", "Only what is open then: now, or a time of RFC 3339.", {"type": "string"}),
        ("collections", "The collections in the tile.", _several(list(COLLECTIONS))),
        ("f", "The format of the answer.", {"type": "string"}),
        ("lang", "The language of the answer.", {"type": "string", "enum": list(LANGUAGES)}),
    ]
    in_path: list[tuple[str, str, Document]] = [
        ("featureId", "The id of a feature.", {"type": "integer"}),
        ("tileMatrix", "The zoom.", {"type": "integer", "minimum": 0, "maximum": 24}),
        ("tileRow", "The row, from the north.", whole),
        ("tileCol", "The column, from the west.", whole),
    ]
    parameters = {
        name: parameter(name, translate(text, language), schema) for name, text, schema in listed
    }
    parameters |= {
        name: parameter(name, translate(text, language), schema, place="path")
        for name, text, schema in in_path
    }
    return {
        "parameters": parameters,
        "responses": {"problem": _problem(language)},
        "securitySchemes": SECURITY_SCHEMES,
        "schemas": {**walk_schemas(), **coverage_schemas(language)},
    }


def _listed() -> Document:
    return {"type": "array", "items": {"type": "string"}, "minItems": 1}


def _word(words: tuple[str, ...], default: str) -> Document:
    return {"type": "string", "enum": list(words), "default": default}


def _several(words: list[str]) -> Document:
    return {"type": "array", "items": {"type": "string", "enum": words}}


def _problem(language: str) -> Document:
    fields = ("type", "title", "detail", "instance")
    properties: Document = {name: {"type": "string"} for name in fields}
    schema = {"type": "object", "properties": {**properties, "status": {"type": "integer"}}}
    return {
        "description": translate("What went wrong (RFC 9457).", language),
        "content": {"application/problem+json": {"schema": schema}},
    }
