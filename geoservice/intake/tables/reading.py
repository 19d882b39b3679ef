"""Opening a table of any known format and giving its rows, placed on the map."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from shapely.geometry.base import BaseGeometry

from geoservice.errors import InputError
from geoservice.intake.tables.coordinates import Locator
from geoservice.intake.tables.formats import find_format
from geoservice.intake.tables.geojson import open_geojson
from geoservice.intake.tables.layers import open_layer
from geoservice.intake.tables.places import Placing, find_placing
from geoservice.intake.tables.records import Record, Source
from geoservice.intake.tables.text_files import open_text
from geoservice.intake.tables.workbooks import open_workbook

_SAMPLE = 1000


@dataclass(frozen=True)
class TableOptions:
    """How to read a table where it does not say so itself.

    `crs` names the CRS of its coordinates, `lon` and `lat` the columns that hold them, `layer` a
    layer or sheet, `encoding` that of a text file. `near` (lon, lat) is where places are expected:
    it helps to name an undeclared CRS.
    """

    crs: str | None = None
    lon: str | None = None
    lat: str | None = None
    layer: str | None = None
    encoding: str | None = None
    near: tuple[float, float] | None = None


@dataclass(frozen=True)
class Row:
    """One row: its cells as text (empty ones are not there) and its place in EPSG:4326, if any.

    `number` counts as a spreadsheet does (the header is row 1), features from 1. A row with a
    `problem` cannot be used, and it says why.
    """

    number: int
    values: dict[str, str]
    geom: BaseGeometry | None = None
    problem: InputError | None = None


@dataclass(frozen=True)
class Table:
    """An opened table, whose `rows` can be gone through once.

    They raise InputError where the whole file turns out to be unusable, at the latest after the
    last row.

    `columns` are those of the first 1,000 records where a format does not list them (GeoJSON).
    """

    file: str
    columns: tuple[str, ...]
    has_places: bool
    rows: Iterator[Row]


_DEFAULTS = TableOptions()


def open_table(path: Path, *, options: TableOptions = _DEFAULTS) -> Table:
    """Open a table; InputError says in one sentence what is wrong with it."""
    source = _open(path, options)
    sample = list(itertools.islice(source.records, _SAMPLE))
    if not sample:
        raise InputError("{file} has no rows.", file=path.name)
    placing = find_placing(source, sample, lon=options.lon, lat=options.lat)
    locator = Locator(path.name, options.crs or source.crs, options.near)
    records = itertools.chain(sample, source.records)
    return Table(path.name, source.columns, placing is not None, _rows(records, placing, locator))


def _open(path: Path, options: TableOptions) -> Source:
    match find_format(path):
        case "csv":
            return open_text(path, encoding=options.encoding)
        case "xlsx":
            return open_workbook(path, sheet=options.layer)
        case "geojson":
            return open_geojson(path, encoding=options.encoding)
        case _:
            return open_layer(path, layer=options.layer, encoding=options.encoding)


def _rows(records: Iterator[Record], placing: Placing | None, locator: Locator) -> Iterator[Row]:
    for record in records:
        yield _row(record, placing, locator)
    locator.finish()


def _row(record: Record, placing: Placing | None, locator: Locator) -> Row:
    number, values, _, problem = record
    if problem is not None:
        return Row(number, values, problem=problem)
    try:
        shape = placing(record) if placing else None
        if shape is None or shape.is_empty:
            return Row(number, values)
        return Row(number, values, locator.place(shape))
    except InputError as error:
        return Row(number, values, problem=error)
