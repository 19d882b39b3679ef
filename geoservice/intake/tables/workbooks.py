"""Excel workbooks (.xlsx), read row by row with openpyxl."""

import itertools
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from geoservice.errors import InputError
from geoservice.intake.tables.cells import cell_text
from geoservice.intake.tables.records import Record, Source, damaged, unique_columns

# A workbook is a zip: what comes out may be far larger than the file.
_LARGEST_BYTES = 2_000_000_000
_FAILURES = (
    InvalidFileException,
    ParseError,
    zipfile.BadZipFile,
    KeyError,
    ValueError,
    TypeError,
    IndexError,
    AttributeError,
    EOFError,
    OSError,
    RuntimeError,
)


def open_workbook(path: Path, *, sheet: str | None = None) -> Source:
    """Open a sheet of a workbook, by default the first that holds a table.

    The header is the first row with more than one cell: a title above it is passed over.
    """
    rows = _first_table(path, sheet)
    for _, header in rows:
        columns = unique_columns(header)
        named = tuple(column for column in columns if column is not None)
        return Source(columns=named, records=_records(rows, columns))
    raise InputError("{file} has no table: none of its sheets has a header row.", file=path.name)


def _sheets(path: Path, names: list[str], wanted: str | None) -> list[str]:
    if wanted is None:
        return names
    if wanted in names:
        return [wanted]
    raise InputError(
        "{file} has no sheet '{sheet}'; it has: {sheets}.",
        file=path.name,
        sheet=wanted,
        sheets=", ".join(names),
    )


def _load(path: Path) -> Any:
    with zipfile.ZipFile(path) as archive:
        if sum(part.file_size for part in archive.infolist()) > _LARGEST_BYTES:
            raise InputError(
                "{file} unpacks to more than {limit} MB; save it as CSV and import that.",
                file=path.name,
                limit=_LARGEST_BYTES // 1_000_000,
            )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(path, read_only=True, data_only=True)


def _first_table(path: Path, wanted: str | None) -> Iterator[tuple[int, list[str | None]]]:
    """Give the rows of the first sheet that has any with two cells or more."""
    try:
        with closing(_load(path)) as book:
            for name in _sheets(path, list(book.sheetnames), wanted):
                rows = _rows(book[name])
                title_passed = itertools.dropwhile(_is_title, rows)
                if (header := next(title_passed, None)) is not None:
                    yield header
                    yield from title_passed
                    return
    except _FAILURES as error:
        raise damaged(path, error) from error


def _is_title(row: tuple[int, list[str | None]]) -> bool:
    return sum(cell is not None for cell in row[1]) < 2


def _rows(sheet: Any) -> Iterator[tuple[int, list[str | None]]]:
    if not hasattr(sheet, "iter_rows"):
        return  # a sheet that is one chart
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
        cells = [cell_text(cell) for cell in row]
        if any(cell is not None for cell in cells):
            yield number, cells


def _records(
    rows: Iterator[tuple[int, list[str | None]]], columns: list[str | None]
) -> Iterator[Record]:
    for number, row in rows:
        values = {
            column: cell
            for column, cell in zip(columns, row, strict=False)
            if column is not None and cell is not None
        }
        yield Record(number, values)
