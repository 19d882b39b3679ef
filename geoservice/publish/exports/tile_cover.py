"""Which tiles hold the features of an export, at every zoom of the archive."""

from typing import Any

from sqlalchemy import ColumnElement, Integer, cast, func, select, true
from sqlalchemy.orm import Session

from geoservice.publish.exports.rows import Export
from geoservice.publish.filters import conditions
from geoservice.publish.grid import HALF_WORLD_METRES, TileAddress
from geoservice.store.relations import view_of

DEEPEST = 14
_SIDES = 1 << DEEPEST
_TILE_METRES = 2 * HALF_WORLD_METRES / _SIDES
_BUFFER = 64 / 4096  # of a tile's side, into which lines and areas are drawn


def find_tiles(session: Session, export: Export) -> list[TileAddress]:
    """Return the tiles of all zooms under the boxes of the features."""
    deepest = _deepest(session, export)
    found = {TileAddress(DEEPEST, x, y) for x, y in deepest}
    level = found
    for _ in range(DEEPEST - export.asked.collection.minzoom):
        level = {TileAddress(z - 1, x >> 1, y >> 1) for z, x, y in level}
        found = found | level
    return list(found)


def _deepest(session: Session, export: Export) -> list[tuple[int, int]]:
    """Return columns and rows at the deepest zoom."""
    asked = export.asked
    place = view_of(asked.collection.id).c.geom_3857
    margin = _BUFFER * _TILE_METRES if asked.collection.buffered else 0
    spans = (
        select(
            _cell(HALF_WORLD_METRES + func.st_xmin(place) - margin).label("west"),
            _cell(HALF_WORLD_METRES + func.st_xmax(place) + margin).label("east"),
            _cell(HALF_WORLD_METRES - func.st_ymax(place) - margin).label("north"),
            _cell(HALF_WORLD_METRES - func.st_ymin(place) + margin).label("south"),
        )
        .where(place.is_not(None), *conditions(asked.collection, asked.asked))
        .distinct()
        .subquery("spans")
    )
    columns, rows = (
        _counted("x", spans.c.west, spans.c.east),
        _counted("y", spans.c.north, spans.c.south),
    )
    spread = spans.join(columns, true()).join(rows, true())
    cells = select(columns.c.x, rows.c.y).select_from(spread).distinct()
    return [(x, y) for x, y in session.execute(cells)]


def _counted(name: str, first: ColumnElement[int], last: ColumnElement[int]) -> Any:
    return func.generate_series(first, last).table_valued(name, name=f"all_{name}").render_derived()


def _cell(metres: ColumnElement[Any]) -> ColumnElement[int]:
    """Return the number of the tile so many metres from the edge of the grid, within the grid."""
    number = func.floor(metres / _TILE_METRES)
    return cast(func.least(func.greatest(number, 0), _SIDES - 1), Integer())
