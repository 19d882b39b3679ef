"""The OpenAPI 3.0 definition of the open API, made from the catalog."""

import geoservice
from geoservice.language import translate
from geoservice.publish.filters import CQL2_PARAMETERS, filter_parameters
from geoservice.publish.openapi.answers import answer_schemas
from geoservice.publish.openapi.cities import city_paths, city_schemas
from geoservice.publish.openapi.components import (
    chosen_properties,
    problem_response,
    shared_parameters,
    sortby,
)
from geoservice.publish.openapi.coverage import coverage_paths, coverage_schemas
from geoservice.publish.openapi.desk import desk_paths, desk_schemas
from geoservice.publish.openapi.editing import (
    SECURITY_SCHEMES,
    create_operation,
    item_operations,
)
from geoservice.publish.openapi.exports import export_path
from geoservice.publish.openapi.history import history_paths, history_schemas
from geoservice.publish.openapi.kept import kept_paths, kept_schemas
from geoservice.publish.openapi.living import living_paths, living_schemas
from geoservice.publish.openapi.parts import (
    GEOJSON,
    JSON,
    MVT,
    Document,
    formats,
    listed,
    parameter,
    ref,
    responses,
)
from geoservice.publish.openapi.passport import passport_paths, passport_schemas
from geoservice.publish.openapi.people import people_paths, people_schemas
from geoservice.publish.openapi.routes import route_paths, route_schemas
from geoservice.publish.openapi.walks import walk_paths, walk_schemas
from geoservice.publish.schemas import property_schema
from geoservice.store.catalog import COLLECTIONS, Collection, Property

MEDIA_TYPE = "application/vnd.oai.openapi+json;version=3.0"
_GRID = "/tiles/WebMercatorQuad"
_TILE = _GRID + "/{tileMatrix}/{tileRow}/{tileCol}"
_PAGING = ("bbox", "bbox-crs", "crs", "datetime", "limit", "offset", "next", "near")
_SHARED = ("q", "open_at", *CQL2_PARAMETERS)
_SCHEMA = "application/schema+json"
HTML = "text/html"


def api_definition(url: str, language: str) -> Document:
    """Return the definition of the API at `url`, its texts in `language`."""
    about = translate("The map on which a city learns: its learning spaces as open data.", language)
    return {
        "openapi": "3.0.3",
        "info": {"title": "geoservice", "version": geoservice.__version__, "description": about},
        "servers": [{"url": url.rstrip("/")}],
        "paths": _paths(language),
        "components": {
            "parameters": shared_parameters(language),
            "responses": {"problem": problem_response(language)},
            "securitySchemes": SECURITY_SCHEMES,
            "schemas": {
                **answer_schemas(language),
                **city_schemas(),
                **walk_schemas(),
                **coverage_schemas(language),
                **history_schemas(),
                **desk_schemas(),
                **kept_schemas(),
                **people_schemas(language),
                **route_schemas(),
                **passport_schemas(),
                **living_schemas(),
            },
        },
    }


def _paths(language: str) -> Document:
    composite = [ref("collections"), *map(ref, CQL2_PARAMETERS)]
    paths: Document = {
        "/": _document(language, "The landing page of this API.", "landing"),
        "/conformance": _document(language, "The conformance classes that hold.", "conformance"),
        "/docs": _docs(language),
        "/collections": _document(language, "The collections.", "collections"),
        "/limits": _document(language, "What a request may ask", "limits"),
        "/tileMatrixSets": _document(language, "The grid of the tiles", "matrix_sets"),
        "/tileMatrixSets/WebMercatorQuad": _document(
            language, "The grid of the tiles", "matrix_set"
        ),
        "/tiles": _document(language, "Vector tiles", "tile_sets"),
        _GRID: {"get": _tile_set_operation(composite, language)},
        _TILE: {"get": _tile_operation("tile", composite, language)},
        "/catalog": _catalog_path(language),
        "/cities": _reading(language, "The cities with their names, boxes and counts.", "cities"),
        **city_paths(language),
        **walk_paths(language),
        **coverage_paths(language),
        **history_paths(language),
        **desk_paths(language),
        **living_paths(language),
        **kept_paths(language),
        **people_paths(language),
        **route_paths(language),
        **passport_paths(language),
    }
    for collection in COLLECTIONS.values():
        paths |= _collection_paths(collection, language)
    return paths


def _reading(language: str, summary: str, schema: str = "", media_type: str = JSON) -> Document:
    return {
        "get": {
            "summary": translate(summary, language),
            "parameters": [formats(language, "json"), ref("lang")],
            "responses": responses(media_type, schema=schema),
        }
    }


def _document(language: str, summary: str, schema: str, media_type: str = JSON) -> Document:
    """Return the reading of what can be had as a page too."""
    return {
        "get": {
            "summary": translate(summary, language),
            "parameters": [formats(language, "json", "html"), ref("lang")],
            "responses": responses(media_type, HTML, schema=schema),
        }
    }


def _docs(language: str) -> Document:
    return {
        "get": {
            "summary": translate("What this API answers", language),
            "parameters": [formats(language, "html"), ref("lang")],
            "responses": responses(HTML),
        }
    }


def _catalog_path(language: str) -> Document:
    return {
        "get": {
            "summary": translate("Open data of cities that learn", language),
            "operationId": "catalog",
            "parameters": [formats(language, "jsonld"), ref("lang")],
            "responses": responses("application/ld+json"),
        }
    }


def _collection_paths(collection: Collection, language: str) -> Document:
    base = f"/collections/{collection.id}"
    filters = [_filter(collection, name, language) for name in filter_parameters(collection)]
    items = {"get": _items(collection, filters, language)}
    item = {"get": _item(collection, language)}
    if collection.editable:
        items["post"] = create_operation(collection, language)
        item |= item_operations(collection, language)

    def told(summary: str) -> Document:
        return _document(language, summary, "json_schema", _SCHEMA)

    return {
        base: _document(language, "One collection.", "collection"),
        f"{base}/queryables": told("What it can be asked by"),
        f"{base}/sortables": told("What it can be sorted by"),
        f"{base}/schema": told("What its features look like"),
        f"{base}/items": items,
        f"{base}/items/{{featureId}}": item,
        **export_path(collection, filters, language),
        f"{base}/tiles": _document(language, "Vector tiles", "tile_sets"),
        base + _GRID: {"get": _tile_set_operation(filters, language)},
        base + _TILE: {"get": _tile_operation(f"{collection.id}.tile", filters, language)},
    }


def _items(collection: Collection, filters: list[Document], language: str) -> Document:
    form = formats(language, "json", "geojson", "html")
    chosen = [sortby(collection, language), chosen_properties(collection, language)]
    return {
        "summary": collection.description(language),
        "operationId": f"{collection.id}.items",
        "parameters": [*map(ref, _PAGING), *chosen, *filters, form, ref("lang")],
        "responses": _in_a_system(
            responses(GEOJSON, HTML, schema=f"{collection.id}_features"), language
        ),
    }


def _item(collection: Collection, language: str) -> Document:
    form = formats(language, "json", "geojson", "html")
    return {
        "summary": collection.description(language),
        "operationId": f"{collection.id}.item",
        "parameters": [ref("featureId"), ref("crs"), form, ref("lang")],
        "responses": _in_a_system(
            responses(GEOJSON, HTML, schema=f"{collection.id}_feature"), language
        ),
    }


def _in_a_system(answers: Document, language: str) -> Document:
    """Return answers that say in a header which coordinate system they are in."""
    said = translate("The coordinate system of the answer.", language)
    answers["200"]["headers"] = {"Content-Crs": {"description": said, "schema": {"type": "string"}}}
    return answers


def _tile_set_operation(filters: list[Document], language: str) -> Document:
    return {
        "summary": translate("Vector tiles", language),
        "parameters": [*filters, formats(language, "json", "html", "tilejson"), ref("lang")],
        "responses": responses(JSON, HTML),
    }


def _tile_operation(name: str, filters: list[Document], language: str) -> Document:
    places = [ref(each) for each in ("tileMatrix", "tileRow", "tileCol")]
    empty = {"description": translate("The tile is empty.", language)}
    return {
        "summary": translate("Vector tiles", language),
        "operationId": name,
        "parameters": [*places, *filters, formats(language, "mvt"), ref("lang")],
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
    return listed(kept, minItems=1)
