"""The page of open data: what there is, and how to have it."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response

from geoservice.config import Settings
from geoservice.publish.catalogue import Holding
from geoservice.publish.cities import read_cities
from geoservice.publish.crs import CoordinateSystem, offered
from geoservice.publish.exports.formats import FORMATS
from geoservice.publish.grid import TILE_MATRIX_SET
from geoservice.publish.schema_org import data_catalog
from geoservice.publish.schemas import property_schema
from geoservice.store.catalog import Collection
from geoservice.web.catalogue import addresses, holdings, publisher
from geoservice.web.language import request_language
from geoservice.web.page_answers import page_answer
from geoservice.web.page_data import PAGES_APART, script_messages, url_template
from geoservice.web.state import state
from geoservice.web.urls import address, template

data = Blueprint("data", __name__)

# Scripts that this page does not run, whose wording it never says
_NOT_HERE = (
    *("coverage*.js", "follow*.js", "offline*.js", "walk*.js", "suggest*.js", "activity*.js"),
    *("living*.js", "note_*.js", *PAGES_APART),
)
_GROUND = "basemap,districts"  # under the little picture of what is chosen
_XYZ = {"matrix_set": TILE_MATRIX_SET, "z": "{z}", "row": "{y}", "column": "{x}"}


@data.get("/data")
def page() -> Response:
    """Show what there is, and build the address of an export of it."""
    return page_answer("data/index.html", data_data)


@data.context_processor
def _for_search_engines() -> dict[str, Callable[[], dict[str, Any]]]:
    return {
        "structured_data": lambda: data_catalog(
            holdings(), addresses(), publisher(), request_language()
        )
    }


def data_data(settings: Settings, language: str, theme: str | None) -> dict[str, Any]:
    """Return what the page is handed; addresses to be copied are whole ones."""
    with state().database.reading() as session:
        cities = read_cities(session)
    return {
        "language": language,
        "theme": theme,
        "urls": {
            "page": url_template("data.page"),
            "mapPage": url_template("pages.map_page"),
            "coveragePage": url_template("pages.coverage_page"),
            "api": address("ogc.landing"),
            "groundTiles": url_template("tiles.composite", **_XYZ) + f"?collections={_GROUND}",
        },
        "collections": [_collection(each, language) for each in holdings()],
        "cities": [_city(each, language) for each in cities],
        "formats": [
            {"id": form.id, "title": form.title, "ending": form.ending, "systems": form.systems}
            for form in FORMATS.values()
        ],
        "systems": [{"id": each.short, "title": _system_title(each)} for each in offered()],
        "messages": script_messages(language, without=_NOT_HERE),
    }


def _collection(holding: Holding, language: str) -> dict[str, Any]:
    found, about = holding.collection, holding.about
    names = {"collection": found.id}
    return {
        "id": found.id,
        "title": found.title(language),
        "titles": {"th": found.title_th, "en": found.title_en},
        "description": found.description(language),
        "count": {"number": holding.count.number, "exact": holding.count.exact},
        "cities": [each.slug for each in holding.places],
        "changed": about.changed if about.version.changed_at else None,
        "attribution": about.attribution,
        "licence": {"title": about.licence.title, "url": about.licence.url}
        if about.licence
        else None,
        "geometry": found.geometry,
        "searchable": found.searchable,
        "hasHours": found.has_hours,
        "clustered": found.clustered,
        "zooms": [found.minzoom, found.maxzoom],
        "fields": _fields(found, language),
        "columns": [
            {"name": name, "title": found.properties[name].title(language)}
            for name in dict.fromkeys((*found.tile_properties, "city"))
        ],
        "formats": [each.id for each in holding.formats],
        "urls": {
            "collection": address("ogc.collection", **names),
            "items": address("features.items", **names),
            "schema": address("ogc.schema", **names),
            "queryables": address("ogc.queryables", **names),
            "fields": address("exports.export", **names, f="fields"),
            "export": address("exports.export", **names),
            "tilejson": address("tilesets.tileset", **names, matrix_set=TILE_MATRIX_SET)
            + "?f=tilejson",
            "tiles": template("tiles.tile", **names, **_XYZ),
        },
    }


def _fields(collection: Collection, language: str) -> list[dict[str, Any]]:
    """Return what a collection can be filtered by, besides its city."""
    fields = []
    for name, each in collection.queryables.items():
        if name == "city":
            continue
        schema = property_schema(name, each, language)
        titles = schema.get("x-ogc-codelist") or schema.get("items", {}).get("x-ogc-codelist", {})
        terms = [{"id": word, "title": titles.get(word, word)} for word in each.enum]
        field = {"name": name, "title": each.title(language), "type": each.type, "terms": terms}
        fields.append(field)
    return fields


def _city(city: dict[str, Any], language: str) -> dict[str, Any]:
    names = (city["name_en"], city["name_th"])
    first, second = names if language == "en" else reversed(names)
    return {"id": city["id"], "title": first or second or city["id"], "bbox": city["bbox"]}


def _system_title(system: CoordinateSystem) -> str:
    return str(system.definition.name).removesuffix(" (CRS84)")
