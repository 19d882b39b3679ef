"""What vector tiles there are: OGC tile sets, TileJSON 3.0, and the grid they lie on."""

from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response

from geoservice.publish.cities import read_credits
from geoservice.publish.collections import find_collection
from geoservice.publish.features import read_extent, read_version
from geoservice.publish.filters import filter_parameters
from geoservice.publish.grid import TILE_MATRIX_SET, Box
from geoservice.publish.tiles import MEDIA_TYPE as MVT
from geoservice.publish.tilesets import (
    TILE_MATRIX_SET_URI,
    tile_json,
    tile_matrix_set,
    tile_set,
    tile_set_item,
)
from geoservice.store.catalog import COLLECTIONS, Collection
from geoservice.web.answers import JSON, json_answer
from geoservice.web.documents import FORMATS, document_answer, page_link
from geoservice.web.language import PARAMETER as LANGUAGE
from geoservice.web.language import request_language, say
from geoservice.web.links import REL, link
from geoservice.web.params import FORMAT, read_parameters
from geoservice.web.state import state
from geoservice.web.tiles import asked_collections, check_matrix_set
from geoservice.web.urls import address, asked_address, template

tilesets = Blueprint("tilesets", __name__, url_prefix="/api")


@tilesets.get("/collections/<collection>/tiles")
def tilesets_of(collection: str) -> Response:
    """Answer the tile sets of a collection: there is one."""
    found = find_collection(collection)
    read_parameters(formats=FORMATS)
    return _list((found,), address("tilesets.tileset", collection=found.id, **_GRID))


@tilesets.get("/tiles")
def all_tilesets() -> Response:
    """Answer the tile sets of everything: there is one."""
    read_parameters(formats=FORMATS)
    return _list(tuple(COLLECTIONS.values()), address("tilesets.composite", **_GRID))


@tilesets.get("/collections/<collection>/tiles/<matrix_set>")
def tileset(collection: str, matrix_set: str) -> Response:
    """Answer the tile set of a collection, or its TileJSON."""
    found = find_collection(collection)
    check_matrix_set(matrix_set)
    arguments = read_parameters(filter_parameters(found), formats=_TILE_SET_FORMATS)
    return _describe((found,), "tiles.tile", {"collection": found.id}, arguments)


@tilesets.get("/tiles/<matrix_set>")
def composite(matrix_set: str) -> Response:
    """Answer the tile set of several collections, or its TileJSON."""
    check_matrix_set(matrix_set)
    found = asked_collections()
    names = dict.fromkeys(name for each in found for name in filter_parameters(each))
    arguments = read_parameters(("collections", *names), formats=_TILE_SET_FORMATS)
    return _describe(found, "tiles.composite", {}, arguments)


@tilesets.get("/tileMatrixSets")
def matrix_sets() -> Response:
    """Answer the grids that tiles lie on: there is one."""
    read_parameters(formats=FORMATS)
    href = address("tilesets.matrix_set", **_GRID)
    return document_answer(
        {
            "tileMatrixSets": [
                {
                    "id": TILE_MATRIX_SET,
                    "title": tile_matrix_set()["title"],
                    "uri": TILE_MATRIX_SET_URI,
                    "links": [link("self", href, JSON, TILE_MATRIX_SET)],
                }
            ],
            "links": _here(say("The grid of the tiles")),
        },
        "matrix_sets",
    )


@tilesets.get("/tileMatrixSets/<matrix_set>")
def matrix_set(matrix_set: str) -> Response:
    """Answer the grid that tiles lie on."""
    check_matrix_set(matrix_set)
    read_parameters(formats=FORMATS)
    return document_answer(tile_matrix_set(), "matrix_set")


_TILE_SET_FORMATS = (*FORMATS, "tilejson")
_GRID = {"matrix_set": TILE_MATRIX_SET}
_OGC_PLACES = {"z": "{tileMatrix}", "row": "{tileRow}", "column": "{tileCol}"}
_XYZ_PLACES = {"z": "{z}", "row": "{y}", "column": "{x}"}


def _list(collections: tuple[Collection, ...], href: str) -> Response:
    links = [link("self", href, JSON, say("Vector tiles"))]
    item = tile_set_item(collections, request_language(), links=links)
    document = {"tilesets": [item], "links": _here(say("Vector tiles"))}
    return document_answer(document, "tilesets")


def _here(title: str) -> list[dict[str, Any]]:
    """Return the links to a document itself, as it was asked for and as a page."""
    return [link("self", asked_address(), JSON, title), page_link(asked_address(), title)]


def _describe(
    collections: tuple[Collection, ...],
    endpoint: str,
    values: dict[str, str],
    arguments: dict[str, str],
) -> Response:
    """Answer metadata or TileJSON; what was asked of the tile set is asked of its tiles too."""
    asked = {name: text for name, text in arguments.items() if name not in (FORMAT, LANGUAGE)}
    query = f"?{urlencode(asked)}" if asked else ""
    box = _extent(collections)
    if arguments.get(FORMAT) == "tilejson":
        tiles = template(endpoint, **values, **_GRID, **_XYZ_PLACES) + query
        with state().database.reading() as session:
            credit = read_credits(session)
        return json_answer(
            tile_json(collections, request_language(), tiles=tiles, box=box, credit=credit)
        )
    ogc_tiles = template(endpoint, **values, **_GRID, **_OGC_PLACES) + query
    document = tile_set(collections, request_language(), box=box, links=_links(ogc_tiles, asked))
    return document_answer(document, "tileset")


def _links(tiles: str, asked: dict[str, str]) -> list[dict[str, Any]]:
    tilejson = f"{_bare_address()}?{urlencode({**asked, FORMAT: 'tilejson'})}"
    return [
        *_here(say("Vector tiles")),
        link("item", tiles, MVT, say("Vector tiles"), templated=True),
        link("alternate", tilejson, JSON, "TileJSON"),
        link(
            REL + "tiling-scheme",
            address("tilesets.matrix_set", **_GRID),
            JSON,
            TILE_MATRIX_SET,
        ),
    ]


def _bare_address() -> str:
    return asked_address().split("?")[0]


def _extent(collections: tuple[Collection, ...]) -> Box | None:
    boxes = [box for box in map(extent_of, collections) if box]
    if not boxes:
        return None
    wests, souths, easts, norths = zip(*boxes, strict=True)
    return Box(min(wests), min(souths), max(easts), max(norths))


def extent_of(collection: Collection) -> Box | None:
    """Return the box around a collection's features, measured once for each version."""
    with state().database.reading() as session:
        version = read_version(session, collection)
        return state().extents.recall(
            (collection.id, version.number), lambda: read_extent(session, collection)
        )
