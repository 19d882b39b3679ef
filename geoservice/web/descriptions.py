"""What OGC API tells of a collection: where it lies, and where to have it in which form."""

from typing import Any

from geoservice.publish.crs import offered
from geoservice.publish.exports.about import read_about
from geoservice.publish.exports.asked import parse_export
from geoservice.publish.exports.fields import can_hold
from geoservice.publish.exports.formats import DEFAULT, FORMATS
from geoservice.publish.features import read_version
from geoservice.store.catalog import Collection
from geoservice.web.answers import GEOJSON, JSON
from geoservice.web.documents import HTML, SCHEMA_JSON
from geoservice.web.language import request_language, say
from geoservice.web.links import CRS84, REL, link
from geoservice.web.state import state
from geoservice.web.tilesets import extent_of
from geoservice.web.urls import address


def describe(found: Collection) -> dict[str, Any]:
    """Return what is told of a collection."""
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
            *both("ogc.collection", title, collection=found.id),
            link("items", address("features.items", collection=found.id), GEOJSON, title),
            link("items", address("features.items", collection=found.id, f="html"), HTML, title),
            link("about", f"{address('data.page')}?collection={found.id}", HTML, say("Open data")),
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
            *_downloads(found),
            *_terms(found),
        ],
    }


def both(endpoint: str, title: str, **values: str) -> list[dict[str, Any]]:
    """Return the links to a document as it was asked for, as JSON, and as a page."""
    return [
        link("self", address(endpoint, **values), JSON, title),
        link("alternate", address(endpoint, **values, f="html"), HTML, title),
    ]


def _downloads(found: Collection) -> list[dict[str, Any]]:
    """Return the links to the whole collection in every format that holds it."""
    return [
        link(
            "enclosure",
            address("exports.export", collection=found.id, f=form.id),
            form.media_type,
            form.title,
        )
        for form in FORMATS.values()
        if can_hold(form, found)
    ]


def _terms(found: Collection) -> list[dict[str, Any]]:
    """Return the link to the licence, none where the sources name none."""
    whole = parse_export(found, FORMATS[DEFAULT], {})
    with state().database.reading() as session:
        licence = read_about(session, whole, read_version(session, found)).licence
    return [link("license", licence.url, HTML, licence.title)] if licence else []


def _extent(found: Collection) -> dict[str, Any] | None:
    box = extent_of(found)
    return {"spatial": {"bbox": [list(box)], "crs": CRS84}} if box else None
