"""Vector tiles over HTTP.

Two addresses of one kind: a collection's own tiles, and tiles of several collections in one. A
tile's ETag is its version and what was asked; a 304 costs one short question to the database.
"""

from flask import Blueprint, Response, request

from geoservice.errors import NotFoundError
from geoservice.publish.collections import find_collection, find_collections
from geoservice.publish.filters import NOW, Filter, filter_parameters, parse_filter
from geoservice.publish.grid import TILE_MATRIX_SET, parse_tile_address
from geoservice.publish.opening import with_open_hours
from geoservice.publish.tiles import TileRequest, find_tile, fingerprint
from geoservice.store.catalog import Collection
from geoservice.web.answers import accepts_gzip
from geoservice.web.params import read_parameters
from geoservice.web.state import state
from geoservice.web.tile_answers import known_versions, shelf_key, write_tile

tiles = Blueprint("tiles", __name__, url_prefix="/api")


@tiles.get("/collections/<collection>/tiles/<matrix_set>/<z>/<row>/<column>")
def tile(collection: str, matrix_set: str, z: str, row: str, column: str) -> Response:
    """Answer a tile of one collection."""
    found = find_collection(collection)
    arguments = _arguments((found,), ())
    return _answer((found,), arguments, matrix_set, (z, row, column))


@tiles.get("/tiles/<matrix_set>/<z>/<row>/<column>")
def composite(matrix_set: str, z: str, row: str, column: str) -> Response:
    """Answer a tile of several collections, one layer for each."""
    found = asked_collections()
    arguments = _arguments(found, ("collections",))
    return _answer(found, arguments, matrix_set, (z, row, column))


def asked_collections() -> tuple[Collection, ...]:
    """Return the collections that the parameter `collections` names, all where it is not given."""
    return find_collections(request.args.get("collections"))


def _arguments(collections: tuple[Collection, ...], others: tuple[str, ...]) -> dict[str, str]:
    names = dict.fromkeys(name for each in collections for name in filter_parameters(each))
    return read_parameters((*others, *names), formats=("mvt",))


def check_matrix_set(matrix_set: str) -> None:
    """Refuse any tile matrix set but the one there is."""
    if matrix_set != TILE_MATRIX_SET:
        raise NotFoundError(
            "There is no tile matrix set '{name}'; there is {known}.",
            name=matrix_set[:60],
            known=TILE_MATRIX_SET,
        )


def _answer(
    collections: tuple[Collection, ...],
    arguments: dict[str, str],
    matrix_set: str,
    address: tuple[str, str, str],
) -> Response:
    check_matrix_set(matrix_set)
    asked = tuple((each.id, _filter(each, arguments)) for each in collections)
    wanted = TileRequest(parse_tile_address(*address), asked)
    mark = fingerprint(wanted)
    known = known_versions(request.headers.get("If-None-Match", ""), mark)
    # What is open now is asked anew each time; its bytes are kept under their own name.
    by_clock = arguments.get("open_at") == NOW
    key = (mark, wanted.address) if by_clock else shelf_key(request.environ)
    found = find_tile(state().glance, state().shelf, key, wanted, known=known)
    written = write_tile(found, mark, packable=accepts_gzip(), by_clock=by_clock)
    return Response(written.body, written.status, written.headers)


def _filter(collection: Collection, arguments: dict[str, str]) -> Filter:
    if not arguments:
        return Filter()
    asked = parse_filter(collection, arguments)
    return with_open_hours(state().database, state().hours, asked) if asked.open_at else asked
