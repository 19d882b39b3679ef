"""Vector tiles over HTTP.

Two addresses of one kind: a collection's own tiles, and tiles of several collections in one. A
tile's ETag is its version and what was asked; a 304 costs one short question to the database.
"""

import re

from flask import Blueprint, Response, request

from geoservice.errors import NotFoundError
from geoservice.publish.collections import find_collection, find_collections
from geoservice.publish.filters import Filter, filter_parameters, parse_filter
from geoservice.publish.grid import TILE_MATRIX_SET, parse_tile_address
from geoservice.publish.opening import with_open_hours
from geoservice.publish.tiles import MEDIA_TYPE, TileRequest, find_tile, fingerprint
from geoservice.store.catalog import Collection
from geoservice.web.params import read_parameters
from geoservice.web.state import state

tiles = Blueprint("tiles", __name__, url_prefix="/api")

# A cache may show a tile for a minute, then for one more while it asks again, and for a day when
# this server is gone.
_CACHING = "public, max-age=60, stale-while-revalidate=60, stale-if-error=86400"
_CACHING_NOW = "private, max-age=30"  # what is open changes with the clock
_VERSION_IN_TAG = re.compile(r'"([0-9a-f]{1,16})-([0-9a-f]{12})(?:-gz)?"')


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
    found = find_tile(state().glance, state().shelf, wanted, known=_known_versions(mark))
    packed = found.packed if "gzip" in request.headers.get("Accept-Encoding", "") else None
    response = _response(found.body, packed)
    response.headers["ETag"] = f'"{found.version:x}-{mark}{"-gz" if packed else ""}"'
    response.headers["Cache-Control"] = (
        _CACHING_NOW if arguments.get("open_at") == "now" else _CACHING
    )
    response.headers["Vary"] = "Accept-Encoding"
    return response


def _filter(collection: Collection, arguments: dict[str, str]) -> Filter:
    if not arguments:
        return Filter()
    asked = parse_filter(collection, arguments)
    return with_open_hours(state().database, state().hours, asked) if asked.open_at else asked


def _response(body: bytes | None, packed: bytes | None) -> Response:
    if body is None:
        return Response(status=304)
    if not body:
        return Response(status=204)
    response = Response(packed or body, content_type=MEDIA_TYPE)
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    return response


def _known_versions(mark: str) -> set[int]:
    """Return the versions of this very tile that the asker says it has."""
    tags = request.headers.get("If-None-Match", "")
    return {int(version, 16) for version, of in _VERSION_IN_TAG.findall(tags[:4000]) if of == mark}
