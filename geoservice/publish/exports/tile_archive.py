"""PMTiles (https://github.com/protomaps/PMTiles, version 3): our own vector tiles in one file.

From zoom 0 on they are drawn as the map shows them, gathered and thinned out. The deepest zoom has
every feature as it is; maps enlarge it.
"""

import gzip
from collections.abc import Iterator
from contextlib import closing
from typing import Any

from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer
from sqlalchemy import LargeBinary, Select, func, select, type_coerce

from geoservice.errors import InputError
from geoservice.language import DEFAULT_LANGUAGE
from geoservice.publish.exports.drafts import Draft
from geoservice.publish.exports.rows import Export
from geoservice.publish.exports.tile_cover import DEEPEST, find_tiles
from geoservice.publish.filters import conditions, matching_ids
from geoservice.publish.grid import TileAddress
from geoservice.publish.tilesets import tile_json
from geoservice.store.relations import view_of

_MOST_TILES = 200_000
_UNITS = 4096  # of a tile's side
_BUFFER = 64
_WHOLE_WORLD = (-180.0, -85.0511, 180.0, 85.0511)
_NO_TILE = TileAddress(0, 0, 0)


def write_pmtiles(draft: Draft) -> None:
    """Write the archive; InputError for more tiles than are drawn at once."""
    tiles = find_tiles(draft.session, draft.export)
    if len(tiles) > _MOST_TILES:
        raise InputError(
            "These features lie on {count} tiles, {most} are drawn at most; ask for a smaller area "
            "or fewer features.",
            count=len(tiles),
            most=_MOST_TILES,
        )
    with draft.path.open("wb") as file:
        writer: Any = Writer(file)  # type: ignore[no-untyped-call]
        with closing(writer.tile_f):
            _write(writer, draft, tiles)


def _write(writer: Any, draft: Draft, tiles: list[TileAddress]) -> None:
    drawn = 0
    for tile, body in _drawn(draft, tiles):
        writer.write_tile(zxy_to_tileid(*tile), gzip.compress(body, mtime=0))
        drawn += 1
    if not drawn:  # an archive has one at least
        writer.write_tile(zxy_to_tileid(*_NO_TILE), gzip.compress(b"", mtime=0))
    writer.finalize(_header(draft), _metadata(draft.export))


def _drawn(draft: Draft, tiles: list[TileAddress]) -> Iterator[tuple[TileAddress, bytes]]:
    """Yield the tiles that are not empty, in the order of the archive."""
    for done, tile in enumerate(sorted(tiles, key=lambda each: zxy_to_tileid(*each)), 1):
        draw = _whole if tile.z == DEEPEST else _as_on_the_map
        body = draft.session.scalar(draw(draft.export, tile))
        if body:
            yield tile, bytes(body)
        draft.tell(done)


def _as_on_the_map(export: Export, tile: TileAddress) -> Select[Any]:
    collection, asked = export.asked.collection, export.asked.asked
    draw = getattr(func.published, collection.tiles)
    ids = [func.array(matching_ids(collection, asked, tile).scalar_subquery())] if asked else []
    return select(type_coerce(draw(*tile, *ids), LargeBinary()))


def _whole(export: Export, tile: TileAddress) -> Select[Any]:
    """Return the query for a tile with every feature in it, none gathered, none left out."""
    collection, asked = export.asked.collection, export.asked.asked
    view = view_of(collection.id)
    margin = _BUFFER if collection.buffered else 0
    envelope = func.st_tileenvelope(*tile)
    around = func.st_expand(envelope, (func.st_xmax(envelope) - func.st_xmin(envelope))
                            * margin / _UNITS)  # fmt: skip
    features = (
        select(
            view.c.id.label("feature_id"),
            *(view.c[name] for name in collection.tile_properties),
            func.st_asmvtgeom(view.c.geom_3857, envelope, _UNITS, margin).label("geom"),
        )
        .where(
            view.c.geom_3857.op("&&", is_comparison=True)(around), *conditions(collection, asked)
        )
        .order_by(view.c.id)
        .subquery("feature")
    )
    drawn = func.st_asmvt(features.table_valued(), collection.id, _UNITS, "geom", "feature_id")
    return select(type_coerce(drawn, LargeBinary())).where(features.c.geom.is_not(None))


def _header(draft: Draft) -> dict[str, Any]:
    west, south, east, north = _box(draft)
    corners = {"min_lon": west, "min_lat": south, "max_lon": east, "max_lat": north}
    centre = {"center_lon": (west + east) / 2, "center_lat": (south + north) / 2}
    placed = {f"{name}_e7": round(degrees * 1e7) for name, degrees in (corners | centre).items()}
    return {
        **placed,
        "tile_type": TileType.MVT,
        "tile_compression": Compression.GZIP,
        "center_zoom": DEEPEST - 2,
    }


def _box(draft: Draft) -> tuple[float, ...]:
    """Return the box around what was asked for in degrees, the world where there is nothing."""
    asked = draft.export.asked
    view = view_of(asked.collection.id)
    extent = func.st_extent(view.c.geom)
    edges = (func.st_xmin, func.st_ymin, func.st_xmax, func.st_ymax)
    found = select(*(edge(extent) for edge in edges)).where(
        *conditions(asked.collection, asked.asked)
    )
    box = draft.session.execute(found).one()
    return _WHOLE_WORLD if box[0] is None else tuple(float(edge) for edge in box)


def _metadata(export: Export) -> dict[str, Any]:
    """Return what TileJSON 3.0 knows of tiles, and where the data comes from."""
    about, collection = export.about, export.asked.collection
    told = tile_json([collection], DEFAULT_LANGUAGE, tiles="", box=None, credit=about.credit)
    (layer,) = told["vector_layers"]
    return {
        **about.facts(),
        "name": about.title,
        "attribution": about.credit,
        "version": f"1.0.{about.version.number}",
        "type": "overlay",
        "vector_layers": [{**layer, "maxzoom": DEEPEST}],
    }
