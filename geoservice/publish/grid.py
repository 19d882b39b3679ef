"""The grid of tiles: WebMercatorQuad of OGC 17-083r4, rows counted from the north."""

from typing import NamedTuple

from geoservice.errors import NotFoundError

TILE_MATRIX_SET = "WebMercatorQuad"
MAXZOOM = 24
HALF_WORLD_METRES = 20037508.342789244
_VERSION_ZOOM = 10  # of the cells of table layer_version


class Box(NamedTuple):
    """West, south, east, north in degrees (EPSG:4326)."""

    west: float
    south: float
    east: float
    north: float


class TileAddress(NamedTuple):
    """A tile: zoom, column from the west, row from the north."""

    z: int
    x: int
    y: int


def parse_tile_address(z: str, row: str, column: str) -> TileAddress:
    """Return the tile of an address in OGC order; NotFoundError outside the grid."""
    numbers = [_number(text) for text in (z, row, column)]
    zoom, y, x = numbers
    if zoom < 0 or zoom > MAXZOOM or not (0 <= x < 2**zoom and 0 <= y < 2**zoom):
        raise NotFoundError(
            "There is no tile {z}/{row}/{column}: zooms go from 0 to {maxzoom}, rows and columns "
            "from 0 to 2^zoom - 1.",
            z=z[:20],
            row=row[:20],
            column=column[:20],
            maxzoom=MAXZOOM,
        )
    return TileAddress(zoom, x, y)


def _number(text: str) -> int:
    """Return a plain decimal number, -1 for anything else ("1.0", "+1", "١", "01")."""
    plain = text.isascii() and text.isdigit() and len(text) <= 8 and str(int(text)) == text
    return int(text) if plain else -1


def version_cells(tile: TileAddress, *, buffered: bool) -> tuple[int, int, int, int]:
    """Return first and last column, first and last row of the z10 cells that a tile looks at.

    A buffered tile draws what lies just over its edge: its neighbours' cells count too.
    """
    margin = 1 if buffered else 0
    return (*_cells(tile.z, tile.x, margin), *_cells(tile.z, tile.y, margin))


def _cells(z: int, number: int, margin: int) -> tuple[int, int]:
    if z > _VERSION_ZOOM:
        shift = z - _VERSION_ZOOM
        return (number - margin) >> shift, (number + margin) >> shift
    shift = _VERSION_ZOOM - z
    return (number << shift) - margin, ((number + 1) << shift) - 1 + margin
