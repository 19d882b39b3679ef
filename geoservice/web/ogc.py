"""OGC API: landing page, conformance, collections and what can be asked of them."""

from typing import Any

from flask import Blueprint, Response

from geoservice.publish import schemas
from geoservice.publish.collections import find_collection
from geoservice.publish.crs import offered
from geoservice.publish.openapi import MEDIA_TYPE as OPENAPI
from geoservice.publish.openapi import api_definition
from geoservice.store.catalog import COLLECTIONS, Collection
from geoservice.web.answers import GEOJSON, JSON, json_answer
from geoservice.web.language import request_language, say
from geoservice.web.limits import limits
from geoservice.web.links import CRS84, REL, link
from geoservice.web.params import read_parameters
from geoservice.web.tilesets import extent_of
from geoservice.web.urls import address, asked_address

ogc = Blueprint("ogc", __name__, url_prefix="/api")
ogc.add_url_rule("/limits", endpoint="limits", view_func=limits)

SCHEMA_JSON = "application/schema+json"
# Only what holds, each shown by a test.
CONFORMS_TO = (
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/json",
    "http://www.opengis.net/spec/ogcapi-common-2/1.0/conf/collections",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
    "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables-query-parameters",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/filter",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/features-filter",
    "http://www.opengis.net/spec/ogcapi-features-4/1.0/conf/create-replace-delete",
    "http://www.opengis.net/spec/ogcapi-features-4/1.0/conf/update",
    "http://www.opengis.net/spec/ogcapi-features-4/1.0/conf/features",
    "http://www.opengis.net/spec/ogcapi-features-4/1.0/conf/optimistic-locking-etags",
    "http://www.opengis.net/spec/ogcapi-features-5/1.0/conf/schemas",
    "http://www.opengis.net/spec/ogcapi-features-5/1.0/conf/core-roles-features",
    "http://www.opengis.net/spec/ogcapi-features-5/1.0/conf/queryables",
    "http://www.opengis.net/spec/ogcapi-features-5/1.0/conf/sortables",
    "http://www.opengis.net/spec/cql2/1.0/conf/cql2-text",
    "http://www.opengis.net/spec/cql2/1.0/conf/cql2-json",
    "http://www.opengis.net/spec/cql2/1.0/conf/basic-cql2",
    "http://www.opengis.net/spec/cql2/1.0/conf/advanced-comparison-operators",
    "http://www.opengis.net/spec/cql2/1.0/conf/case-insensitive-comparison",
    "http://www.opengis.net/spec/cql2/1.0/conf/accent-insensitive-comparison",
    "http://www.opengis.net/spec/cql2/1.0/conf/basic-spatial-functions",
    "http://www.opengis.net/spec/cql2/1.0/conf/basic-spatial-functions-plus",
    "http://www.opengis.net/spec/cql2/1.0/conf/spatial-functions",
    "http://www.opengis.net/spec/cql2/1.0/conf/temporal-functions",
    "http://www.opengis.net/spec/cql2/1.0/conf/array-functions",
    "http://www.opengis.net/spec/cql2/1.0/conf/property-property",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/tileset",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/tilesets-list",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/dataset-tilesets",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/geodata-tilesets",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/collections-selection",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/mvt",
)


@ogc.get("/")
def landing() -> Response:
    """Answer where everything begins."""
    read_parameters(formats=("json",))
    conforms = (address("ogc.conformance"), JSON, say("What it conforms to"))
    data = (address("ogc.collections"), JSON, say("The collections"))
    links = [
        link("self", asked_address(), JSON, say("This page")),
        link("service-desc", address("ogc.openapi"), OPENAPI, say("What this API answers")),
        link("conformance", *conforms),
        link(REL + "conformance", *conforms),
        link("data", *data),
        link(REL + "data", *data),
        link("help", address("ogc.limits"), JSON, say("What a request may ask")),
        link(REL + "tilesets-vector", address("tilesets.all_tilesets"), JSON, say("Vector tiles")),
        link(
            REL + "tiling-schemes",
            address("tilesets.matrix_sets"),
            JSON,
            say("The grid of the tiles"),
        ),
    ]
    about = say("The map on which a city learns: its learning spaces as open data.")
    return json_answer({"title": "geoservice", "description": about, "links": links})


@ogc.get("/conformance")
def conformance() -> Response:
    """Answer the conformance classes that hold."""
    read_parameters(formats=("json",))
    return json_answer({"conformsTo": list(CONFORMS_TO)})


@ogc.get("/openapi.json")
def openapi() -> Response:
    """Answer the OpenAPI definition, made from the catalog."""
    read_parameters(formats=("json",))
    return json_answer(api_definition(address("ogc.landing"), request_language()), OPENAPI)


@ogc.get("/collections")
def collections() -> Response:
    """Answer every collection."""
    read_parameters(formats=("json",))
    return json_answer(
        {
            "links": [link("self", asked_address(), JSON, say("The collections"))],
            "collections": [_describe(each) for each in COLLECTIONS.values()],
        }
    )


@ogc.get("/collections/<collection>")
def collection(collection: str) -> Response:
    """Answer one collection."""
    found = find_collection(collection)
    read_parameters(formats=("json",))
    return json_answer(_describe(found))


@ogc.get("/collections/<collection>/queryables")
def queryables(collection: str) -> Response:
    """Answer what a collection can be asked by, as JSON Schema."""
    found = find_collection(collection)
    read_parameters(formats=("json",))
    url = address("ogc.queryables", collection=found.id)
    return json_answer(schemas.queryables_schema(found, request_language(), url), SCHEMA_JSON)


@ogc.get("/collections/<collection>/sortables")
def sortables(collection: str) -> Response:
    """Answer what a collection can be sorted by, as JSON Schema."""
    found = find_collection(collection)
    read_parameters(formats=("json",))
    url = address("ogc.sortables", collection=found.id)
    return json_answer(schemas.sortables_schema(found, request_language(), url), SCHEMA_JSON)


@ogc.get("/collections/<collection>/schema")
def schema(collection: str) -> Response:
    """Answer what the features of a collection look like, as JSON Schema."""
    found = find_collection(collection)
    read_parameters(formats=("json",))
    url = address("ogc.schema", collection=found.id)
    return json_answer(schemas.features_schema(found, request_language(), url), SCHEMA_JSON)


def _describe(found: Collection) -> dict[str, Any]:
    title = found.title(request_language())
    extent = _extent(found)
    return {
        "id": found.id,
        "title": title,
        "description": found.description(request_language()),
        "itemType": "feature",
        **({"extent": extent} if extent else {}),
        "crs": [each.uri for each in offered()],
        "storageCrs": CRS84,
        "links": [
            link("self", address("ogc.collection", collection=found.id), JSON, title),
            link("items", address("features.items", collection=found.id), GEOJSON, title),
            link(
                REL + "queryables",
                address("ogc.queryables", collection=found.id),
                SCHEMA_JSON,
                say("What it can be asked by"),
            ),
            link(
                REL + "sortables",
                address("ogc.sortables", collection=found.id),
                SCHEMA_JSON,
                say("What it can be sorted by"),
            ),
            link(
                REL + "schema",
                address("ogc.schema", collection=found.id),
                SCHEMA_JSON,
                say("What its features look like"),
            ),
            link(
                "describedby",
                address("ogc.schema", collection=found.id),
                SCHEMA_JSON,
                say("What its features look like"),
            ),
            link(
                REL + "tilesets-vector",
                address("tilesets.tilesets_of", collection=found.id),
                JSON,
                say("Vector tiles"),
            ),
        ],
    }


def _extent(found: Collection) -> dict[str, Any] | None:
    box = extent_of(found)
    return {"spatial": {"bbox": [list(box)], "crs": CRS84}} if box else None
