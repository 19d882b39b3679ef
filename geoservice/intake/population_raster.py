"""People per cell out of a GeoTIFF, such as those of WorldPop or Meta and CIESIN.

Needs `rasterio`, which is an extra of its own: it brings a second GDAL.
"""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS, Transformer

from geoservice.errors import InputError, UnavailableError
from geoservice.intake.area import CityArea
from geoservice.intake.population_rows import Figures
from geoservice.intake.population_store import Counted
from geoservice.intake.tables import TableOptions
from geoservice.intake.tables.coordinates import DEGREES, parse_crs
from geoservice.intake.tables.records import damaged

_MAGIC = (b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+")
_MOST_CELLS = 25_000_000
_ROWS_AT_ONCE = 256


def is_raster(path: Path) -> bool:
    """Return whether a file is a TIFF, told by its first bytes."""
    with path.open("rb") as file:
        return file.read(4) in _MAGIC


def read_raster(path: Path, area: CityArea, *, options: TableOptions) -> Iterator[Counted]:
    """Give the cells whose middle lies in the area and that hold people, as polygons.

    Each cell keeps its count whatever the raster's CRS. Cells without data or with less than no
    one hold nobody. `options.layer` names a band where there are several, `options.crs` the CRS
    where the file does not say.
    """
    rasterio = _rasterio()
    try:
        with rasterio.open(path) as raster:
            cells = _Cells(raster, path, options)
            yield from cells.within(area)
    except (rasterio.errors.RasterioError, ValueError, RuntimeError) as error:
        raise damaged(path, error) from error


def _rasterio() -> Any:
    try:
        import_module("rasterio.errors")
        return import_module("rasterio")
    except ImportError as error:
        raise UnavailableError(
            "Reading a GeoTIFF needs rasterio; install it with: pip install 'geoservice[raster]'"
        ) from error


class _Cells:
    """The cells of one band of an open raster."""

    def __init__(self, raster: Any, path: Path, options: TableOptions) -> None:
        self._raster = raster
        self._file = path.name
        self._band = self._find_band(options.layer)
        self._crs = self._find_crs(options.crs)
        self._to_degrees = Transformer.from_crs(self._crs, DEGREES, always_xy=True)

    def _find_band(self, wanted: str | None) -> int:
        bands = int(self._raster.count)
        if wanted is None and bands == 1:
            return 1
        if wanted is not None and wanted.isdigit() and 1 <= int(wanted) <= bands:
            return int(wanted)
        raise InputError(
            "{file} has {bands} bands; name the one with people, for example --layer 1.",
            file=self._file,
            bands=bands,
        )

    def _find_crs(self, wanted: str | None) -> CRS:
        if wanted is not None:
            return parse_crs(wanted)
        if self._raster.crs is None:
            raise InputError(
                "{file} declares no coordinate system; name it with --crs.", file=self._file
            )
        return CRS.from_wkt(self._raster.crs.to_wkt())

    def within(self, area: CityArea) -> Iterator[Counted]:
        """Give the cells with people whose middle lies in the area, a strip of rows at a time."""
        first_row, last_row, first, last = self._window(area)
        if (last_row - first_row) * (last - first) > _MOST_CELLS:
            raise InputError(
                "{file} has more than {limit} million cells over the city; use a coarser one.",
                file=self._file,
                limit=_MOST_CELLS // 1_000_000,
            )
        found = 0
        for row in range(first_row, last_row, _ROWS_AT_ONCE):
            end = min(row + _ROWS_AT_ONCE, last_row)
            for counted in self._strip(area, (row, end), (first, last)):
                found += 1
                yield counted
        if not found:
            raise InputError("{file} has no people in the city.", file=self._file)

    def _window(self, area: CityArea) -> tuple[int, int, int, int]:
        """Return the rows and columns under the box of the area."""
        box = Transformer.from_crs(DEGREES, self._crs, always_xy=True).transform_bounds(
            *area.shape.bounds
        )
        west, south, east, north = box
        corners = np.array([(west, south), (west, north), (east, south), (east, north)])
        columns, rows = _applied(~self._raster.transform, corners[:, 0], corners[:, 1])
        clip = (int(self._raster.height), int(self._raster.width))
        return (
            max(0, int(np.floor(rows.min()))),
            min(clip[0], int(np.ceil(rows.max()))),
            max(0, int(np.floor(columns.min()))),
            min(clip[1], int(np.ceil(columns.max()))),
        )

    def _strip(
        self, area: CityArea, rows: tuple[int, int], columns: tuple[int, int]
    ) -> Iterator[Counted]:
        if rows[0] >= rows[1] or columns[0] >= columns[1]:
            return
        window = (rows, columns)
        people = self._raster.read(self._band, window=window, masked=True)
        people = np.ma.filled(people.astype(np.float64), np.nan)
        row, column = np.nonzero(np.isfinite(people) & (people > 0))
        count = people[row, column]
        row, column = row + rows[0], column + columns[0]
        lon, lat = self._degrees(column + 0.5, row + 0.5)
        inside = shapely.contains_xy(area.shape, lon, lat)
        boxes = self._boxes(column[inside], row[inside])
        for shape, number in zip(boxes, count[inside].tolist(), strict=True):
            yield Counted(Figures(number), place=shape)

    def _boxes(self, column: NDArray[np.int64], row: NDArray[np.int64]) -> NDArray[np.object_]:
        """Return the outlines of cells as polygons in degrees."""
        around = ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0))
        corners = [
            np.stack(self._degrees(column + right, row + down), axis=-1) for right, down in around
        ]
        rings = np.stack(corners, axis=1) if len(column) else np.empty((0, 5, 2))
        return np.asarray(shapely.polygons(rings), dtype=np.object_)

    def _degrees(self, column: Any, row: Any) -> tuple[Any, Any]:
        """Return lon and lat of positions counted in cells from the raster's corner."""
        x, y = _applied(self._raster.transform, column, row)
        lon, lat = self._to_degrees.transform(x, y)
        return lon, lat


def _applied(affine: Any, x: Any, y: Any) -> tuple[Any, Any]:
    return affine.a * x + affine.b * y + affine.c, affine.d * x + affine.e * y + affine.f
