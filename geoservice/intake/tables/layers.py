"""GeoPackage, FlatGeobuf, shapefiles and KML, read with pyogrio a piece at a time."""

import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import shapely
from pyproj import CRS
from pyproj.exceptions import CRSError
from shapely.errors import ShapelyError

from geoservice.errors import InputError
from geoservice.intake.tables.cells import cell_text
from geoservice.intake.tables.records import Record, Source, damaged

_CHUNK = 20_000
_FAILURES = (RuntimeError, ValueError, OSError, UnicodeError, ShapelyError)


def open_layer(path: Path, *, layer: str | None = None, encoding: str | None = None) -> Source:
    """Open a layer; one must be named where the file has several with places."""
    with _reading(path):
        name = _layer(path, layer)
        info = pyogrio.read_info(path, layer=name, encoding=encoding)
    return Source(
        columns=tuple(map(str, info["fields"])),
        records=_records(path, name, encoding),
        crs=_crs(path, info["crs"]),
        has_shapes=info["geometry_type"] is not None,
    )


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    """Turn what GDAL raises into one sentence; what it only warns of is no news to anyone."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except _FAILURES as error:
        raise damaged(path, error) from error


def _layer(path: Path, wanted: str | None) -> str:
    layers = [(str(name), kind) for name, kind in pyogrio.list_layers(path)]
    placed = [name for name, kind in layers if kind is not None]
    candidates = placed or [name for name, _ in layers]
    if wanted is not None and wanted in (name for name, _ in layers):
        return wanted
    if wanted is None and len(candidates) == 1:
        return candidates[0]
    if not layers:
        raise InputError("{file} has no layer.", file=path.name)
    listed = ", ".join(name for name, _ in layers)
    if wanted is not None:
        raise InputError(
            "{file} has no layer '{layer}'; it has: {layers}.",
            file=path.name,
            layer=wanted,
            layers=listed,
        )
    raise InputError(
        "{file} has several layers; name one with --layer: {layers}.",
        file=path.name,
        layers=listed,
    )


def _crs(path: Path, declared: str | None) -> str | None:
    """Return what the file declares; "undefined" as GeoPackage writes it is no declaration."""
    if not declared or "undefined" in declared.lower():
        return None
    try:
        CRS.from_user_input(declared)
    except CRSError as error:
        raise InputError(
            "{file} declares a coordinate system that is not understood; name it with --crs.",
            file=path.name,
        ) from error
    return declared


def _records(path: Path, layer: str, encoding: str | None) -> Iterator[Record]:
    number = 0
    while True:
        meta, shapes, cells = _piece(path, layer, encoding, number)
        columns = [str(name) for name in meta["fields"]]
        read = len(shapes) if shapes is not None else len(cells[0]) if cells else 0
        for index in range(read):
            number += 1
            values = {
                name: text
                for name, column in zip(columns, cells, strict=True)
                if (text := cell_text(_plain(column[index]))) is not None
            }
            yield _record(number, values, None if shapes is None else shapes[index])
        if read < _CHUNK:
            return


def _piece(
    path: Path, layer: str, encoding: str | None, start: int
) -> tuple[Mapping[str, Any], Any, Any]:
    with _reading(path):
        meta, _, shapes, cells = pyogrio.raw.read(
            path,
            layer=layer,
            encoding=encoding,
            skip_features=start,
            max_features=_CHUNK,
            datetime_as_string=True,
        )
    return meta, shapes, cells


def _record(number: int, values: dict[str, str], wkb: bytes | None) -> Record:
    try:
        return Record(number, values, shapely.from_wkb(wkb) if wkb else None)
    except ShapelyError:
        return Record(number, values, problem=InputError("Its geometry cannot be read."))


def _plain(value: Any) -> object:
    """Return a plain Python value for what numpy holds."""
    if isinstance(value, np.datetime64):
        return None if np.isnat(value) else str(value)
    if isinstance(value, np.ndarray):
        return value.tolist()
    return value.item() if isinstance(value, np.generic) else value
