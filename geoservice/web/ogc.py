"""OGC API: landing page, conformance, collections and what can be asked of them."""

from typing import Any

from flask import Blueprint, Response, url_for

from geoservice.publish import schemas
from geoservice.publish.collections import find_collection
from geoservice.publish.dcat import MEDIA_TYPE as DCAT
from geoservice.publish.openapi.definition import MEDIA_TYPE as OPENAPI
from geoservice.publish.openapi.definition import api_definition
from geoservice.store.catalog import COLLECTIONS
from geoservice.web.answers import JSON, answer, asked_tag, json_answer
from geoservice.web.conformance import CONFORMS_TO
from geoservice.web.descriptions import describe
from geoservice.web.documents import (
    FORMATS,
    HTML,
    PAGE,
    SCHEMA_JSON,
    document_answer,
    write_page,
)
from geoservice.web.language import request_language, say
from geoservice.web.limits import limits
from geoservice.web.links import REL, link
from geoservice.web.params import read_parameters
from geoservice.web.urls import address, asked_address

ogc = Blueprint("ogc", __name__, url_prefix="/api")
ogc.add_url_rule("/limits", endpoint="limits", view_func=limits)


@ogc.get("/")
def landing() -> Response:
    """Answer where everything begins."""
    read_parameters(formats=FORMATS)
    conforms = (address("ogc.conformance"), JSON, say("What it conforms to"))
    data = (address("ogc.collections"), JSON, say("The collections"))
    links = [
        link("self", asked_address(), JSON, say("This page")),
        _as_page("ogc.landing", say("This page")),
        link("service-desc", address("ogc.openapi"), OPENAPI, say("What this API answers")),
        link("service-doc", address("ogc.docs"), HTML, say("What this API answers")),
        link(
            "describedby", address("catalogue.catalog"), DCAT, say("Open data of cities that learn")
        ),
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
    return document_answer({"title": "geoservice", "description": about, "links": links}, "landing")


@ogc.get("/conformance")
def conformance() -> Response:
    """Answer the conformance classes that hold."""
    read_parameters(formats=FORMATS)
    return document_answer({"conformsTo": list(CONFORMS_TO)}, "conformance")


@ogc.get("/openapi.json")
def openapi() -> Response:
    """Answer the OpenAPI definition, made from the catalog."""
    read_parameters(formats=("json",))
    return json_answer(api_definition(address("ogc.landing"), request_language()), OPENAPI)


@ogc.get("/docs")
def docs() -> Response:
    """Show the definition to people."""
    read_parameters(formats=("html",))
    definition = api_definition(address("ogc.landing"), request_language())
    shared = definition["components"]["parameters"]

    def told(parameter: dict[str, Any]) -> Any:
        return shared[parameter["$ref"].rsplit("/", 1)[1]] if "$ref" in parameter else parameter

    places = {"base": url_for("ogc.landing").rstrip("/"), "plain": address("ogc.openapi")}
    text = write_page("docs", definition, shared=told, **places)
    return answer(lambda: text, tag=asked_tag(text), media_type=PAGE, weak=True)


@ogc.get("/collections")
def collections() -> Response:
    """Answer every collection."""
    read_parameters(formats=FORMATS)
    return document_answer(
        {
            "links": [
                link("self", asked_address(), JSON, say("The collections")),
                _as_page("ogc.collections", say("The collections")),
            ],
            "collections": [describe(each) for each in COLLECTIONS.values()],
        },
        "collections",
    )


@ogc.get("/collections/<collection>")
def collection(collection: str) -> Response:
    """Answer one collection."""
    found = find_collection(collection)
    read_parameters(formats=FORMATS)
    return document_answer(describe(found), "collection")


@ogc.get("/collections/<collection>/queryables")
def queryables(collection: str) -> Response:
    """Answer what a collection can be asked by, as JSON Schema."""
    found = find_collection(collection)
    read_parameters(formats=FORMATS)
    url = address("ogc.queryables", collection=found.id)
    schema = schemas.queryables_schema(found, request_language(), url)
    return document_answer(schema, "schema", SCHEMA_JSON)


@ogc.get("/collections/<collection>/sortables")
def sortables(collection: str) -> Response:
    """Answer what a collection can be sorted by, as JSON Schema."""
    found = find_collection(collection)
    read_parameters(formats=FORMATS)
    url = address("ogc.sortables", collection=found.id)
    schema = schemas.sortables_schema(found, request_language(), url)
    return document_answer(schema, "schema", SCHEMA_JSON)


@ogc.get("/collections/<collection>/schema")
def schema(collection: str) -> Response:
    """Answer what the features of a collection look like, as JSON Schema."""
    found = find_collection(collection)
    read_parameters(formats=FORMATS)
    url = address("ogc.schema", collection=found.id)
    schema = schemas.features_schema(found, request_language(), url)
    return document_answer(schema, "schema", SCHEMA_JSON)


def _as_page(endpoint: str, title: str) -> dict[str, Any]:
    return link("alternate", address(endpoint, f="html"), HTML, title)
