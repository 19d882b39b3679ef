"""Documents of the API: JSON for programs, and a page for whoever comes with a browser."""

from collections.abc import Mapping
from typing import Any

from flask import Response, render_template, request

from geoservice.web.answers import GEOJSON, JSON, answer, asked_tag, to_json
from geoservice.web.language import PARAMETER as LANGUAGE
from geoservice.web.language import say
from geoservice.web.links import link
from geoservice.web.params import FORMAT
from geoservice.web.urls import address, asked_address, in_format

HTML = "text/html"
PAGE = "text/html; charset=utf-8"
FORMATS = ("json", "html")
SCHEMA_JSON = "application/schema+json"
_DATA = (JSON, GEOJSON, SCHEMA_JSON)  # whoever would rather have one of these is a program


def wants_page() -> bool:
    """Return whether a page is asked for: by `f`, else by Accept; JSON where nothing is said."""
    if FORMAT in request.args:
        return request.args[FORMAT] == "html"
    return request.accept_mimetypes.best_match((*_DATA, HTML), JSON) == HTML


def page_link(url: str, title: str) -> dict[str, Any]:
    """Return the link to what stands at a URL as a page (OGC 17-069r4, 7.15.7 and others)."""
    return link("alternate", in_format(url, "html"), HTML, title)


def document_answer(body: Mapping[str, Any], page: str, media_type: str = JSON) -> Response:
    """Answer a document as JSON, or as the page of a template."""
    as_page = wants_page()
    text = write_page(page, body) if as_page else to_json(body)
    response = answer(lambda: text, tag=asked_tag(text), media_type=PAGE if as_page else media_type)
    response.vary.add("Accept")
    return response


def write_page(page: str, body: Mapping[str, Any], **more: Any) -> str:
    """Return a document as a page, with the way back and the other ways to have it."""
    return render_template(
        f"api/{page}.html", document=body, crumbs=_crumbs(), asked=asked_as, say=say, **more
    )


def asked_as(**changed: str) -> str:
    """Return the address of the request with some of its parameters changed."""
    kept = {**request.args.to_dict(), **changed}
    return address(str(request.endpoint), **(request.view_args or {}), **kept)


def _crumbs() -> list[tuple[str, str]]:
    """Return the pages above this one, the topmost first."""
    language = {LANGUAGE: request.args[LANGUAGE]} if LANGUAGE in request.args else {}
    places = request.view_args or {}
    crumbs = [("geoservice API", address("ogc.landing", **language))]
    if "collection" in places:
        name = places["collection"]
        crumbs.append((say("The collections"), address("ogc.collections", **language)))
        crumbs.append((name, address("ogc.collection", collection=name, **language)))
    if "feature_id" in places:
        crumbs.append((say("All features"), address("features.items", collection=name, **language)))
    if "matrix_set" in places:
        crumbs.append(_tiles_crumb(places, language))
    here = asked_address().partition("?")[0]
    return [each for each in crumbs if each[1].partition("?")[0] != here]


def _tiles_crumb(places: Mapping[str, Any], language: dict[str, str]) -> tuple[str, str]:
    """Return the page above a tile set, or above a grid."""
    if request.endpoint == "tilesets.matrix_set":
        return say("The grid of the tiles"), address("tilesets.matrix_sets", **language)
    if "collection" in places:
        of = address("tilesets.tilesets_of", collection=places["collection"], **language)
        return say("Vector tiles"), of
    return say("Vector tiles"), address("tilesets.all_tilesets", **language)
