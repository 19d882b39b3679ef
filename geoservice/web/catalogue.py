"""The catalogue for machines: DCAT-AP for other catalogues, sitemap and robots for crawlers."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, Response, render_template, request
from sqlalchemy import select

from geoservice.errors import NotFoundError
from geoservice.language import LANGUAGES
from geoservice.publish.catalogue import Holding, catalogue_version, read_holdings
from geoservice.publish.cities import read_cities
from geoservice.publish.dcat import MEDIA_TYPE, Addresses, dcat_document
from geoservice.publish.grid import TILE_MATRIX_SET
from geoservice.publish.spaces.listing import count_parts, list_named
from geoservice.store.relations import view_of
from geoservice.web.answers import json_answer
from geoservice.web.params import read_parameters
from geoservice.web.state import state
from geoservice.web.urls import address, template

catalogue = Blueprint("catalogue", __name__)

NAME = "geoservice"
_COLLECTION = "{collection}"
_PAGES = ("pages.map_page", "pages.coverage_page", "data.page", "city_pages.cities")
_CITY_PAGES = ("pages.map_page", "pages.coverage_page", "route_pages.index")
_PAGES_OF_CITIES = ("city_pages.page", "city_pages.providers", "city_pages.partners")
_MOST_CITIES = 1000
_MOST_ROUTES = 10_000
_VIEW = view_of("routes")
_ROUTES = select(_VIEW.c.slug, _VIEW.c.city, _VIEW.c.updated_at).order_by(_VIEW.c.id)


@catalogue.get("/api/catalog")
def catalog() -> Response:
    """Answer every collection as a dataset, in both languages at once."""
    read_parameters(formats=("jsonld",))
    return json_answer(dcat_document(holdings(), addresses(), publisher()), MEDIA_TYPE)


@catalogue.get("/sitemap.xml")
def sitemap() -> Response:
    """Answer the pages that there are, each in both languages."""
    with state().database.reading() as session:
        cities = [each["id"] for each in read_cities(session)[:_MOST_CITIES]]
        routes = session.execute(_ROUTES.limit(_MOST_ROUTES)).all()
    asked: list[tuple[str, dict[str, str]]] = [(page, {}) for page in _PAGES]
    asked += [(page, {"city": city}) for city in cities for page in _CITY_PAGES]
    asked += [(page, {"slug": city}) for city in cities for page in _PAGES_OF_CITIES]
    pages = [_page(page, values) for page, values in asked]
    pages += [
        _page("route_pages.route", {"slug": row.slug, "city": row.city}, row.updated_at)
        for row in routes
    ]
    return _text(render_template("data/sitemap.xml", pages=pages), "application/xml")


@catalogue.get("/sitemap-spaces-<int:part>.xml")
def sitemap_of_spaces(part: int) -> Response:
    """Answer the pages of spaces that have a name, ten thousand of them in a part."""
    with state().database.reading() as session:
        spaces = list_named(session, part)
    if not spaces:
        raise NotFoundError("There are not so many spaces.")
    pages = [_page("space_pages.page", {"space_id": each}, changed) for each, changed in spaces]
    return _text(render_template("data/sitemap.xml", pages=pages), "application/xml")


@catalogue.get("/robots.txt")
def robots() -> Response:
    """Answer what crawlers may read: the pages and the catalogue, not a million features."""
    with state().database.reading() as session:
        parts = count_parts(session)
    lines = (
        "User-agent: *",
        "Allow: /api/catalog",
        "Allow: /api/cities",  # what the pages are drawn from
        "Disallow: /api/",
        *(f"Disallow: /walks/{page}" for page in ("print", "qr", "edit")),
        "Disallow: /metrics",
        f"Sitemap: {address('catalogue.sitemap')}",
        *(
            f"Sitemap: {address('catalogue.sitemap_of_spaces', part=part)}"
            for part in range(1, parts + 1)
        ),
    )
    return _text("\n".join(lines) + "\n", "text/plain; charset=utf-8")


def holdings() -> tuple[Holding, ...]:
    """Return what there is, read once for each version of it."""
    with state().database.reading() as session:
        version = catalogue_version(session)
        return state().catalogues.recall(version, lambda: read_holdings(session))


def publisher() -> str:
    """Return who gives the data out."""
    return state().settings.publisher or NAME


def addresses() -> Addresses:
    """Return where the catalogue and what it tells of are."""
    return Addresses(
        catalogue=address("catalogue.catalog"),
        page=address("data.page"),
        page_of=f"{address('data.page')}?collection={_COLLECTION}",
        api=address("ogc.landing"),
        definition=address("ogc.openapi"),
        collection=template("ogc.collection", collection=_COLLECTION),
        items=template("features.items", collection=_COLLECTION),
        export=template("exports.export", collection=_COLLECTION),
        tilejson=template(
            "tilesets.tileset", collection=_COLLECTION, matrix_set=TILE_MATRIX_SET, f="tilejson"
        ),
    )


def _page(
    endpoint: str, values: Mapping[str, Any], changed: datetime | None = None
) -> dict[str, Any]:
    """Return the addresses of a page by language, and when it changed last where that is known."""
    urls = {language: address(endpoint, lang=language, **values) for language in LANGUAGES}
    told = changed.astimezone(UTC).isoformat(timespec="seconds") if changed else None
    return {"urls": urls, "changed": told}


def _text(body: str, content_type: str) -> Response:
    response = Response(body, content_type=content_type)
    response.add_etag()
    response.headers["Cache-Control"] = "public, max-age=3600"
    response.make_conditional(request.environ)
    return response
