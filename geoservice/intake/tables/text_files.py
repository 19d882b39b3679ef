"""CSV and its kin: any encoding, comma, semicolon, tab or bar, quoted line breaks."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from geoservice.errors import InputError
from geoservice.intake.tables.cells import cell_text
from geoservice.intake.tables.encodings import find_encoding
from geoservice.intake.tables.records import Record, Source, unique_columns

_DELIMITERS = ",;\t|"
_SAMPLE_CHARACTERS = 65_536
_SAMPLE_ROWS = 50
# A cell may hold the outline of a province as text.
_LONGEST_CELL = 50_000_000


def open_text(path: Path, *, encoding: str | None = None) -> Source:
    """Open a delimited text file; the first row that is not empty is the header."""
    encoding = find_encoding(path, wanted=encoding)
    csv.field_size_limit(_LONGEST_CELL)
    with path.open(encoding=encoding, newline="") as file:
        delimiter = _delimiter(file.read(_SAMPLE_CHARACTERS))
    rows = _rows(path, encoding, delimiter)
    for _, header in rows:
        columns = unique_columns([cell_text(cell) for cell in header])
        named = tuple(column for column in columns if column is not None)
        return Source(columns=named, records=_records(rows, columns))
    raise InputError("{file} is empty.", file=path.name)


def _delimiter(sample: str) -> str:
    """Return the delimiter that cuts the sample into the most columns in the most even way."""
    hint = sample.partition("\n")[0].strip("\r")
    if hint.lower().startswith("sep=") and len(hint) == 5:
        return hint[-1]

    def evenness(delimiter: str) -> float:
        try:
            reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
            widths = [len(row) for _, row in zip(range(_SAMPLE_ROWS), reader, strict=False) if row]
        except csv.Error:
            return 0.0
        # The last row of a sample may be cut through.
        whole = widths[:-1] if len(widths) > 2 else widths
        if not whole or whole[0] < 2:
            return 0.0
        return sum(width == whole[0] for width in whole) / len(whole) * whole[0]

    return max(_DELIMITERS, key=evenness)


def _rows(path: Path, encoding: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Give the rows that are not empty, numbered as a spreadsheet would."""
    number = 0
    with path.open(encoding=encoding, newline="") as file:
        try:
            # Strict: a quote left open would swallow all rows after it into one cell.
            for number, row in enumerate(csv.reader(file, delimiter=delimiter, strict=True), 1):
                is_hint = number == 1 and "".join(row).lower().startswith("sep=")
                if any(cell.strip() for cell in row) and not is_hint:
                    yield number, row
        except csv.Error as error:
            raise InputError(
                "{file}, after row {row}: a quotation mark is not closed or stands alone inside a "
                "cell; put the whole cell in quotation marks and double those inside.",
                file=path.name,
                row=number,
            ) from error


def _records(rows: Iterator[tuple[int, list[str]]], columns: list[str | None]) -> Iterator[Record]:
    for number, row in rows:
        values = {
            column: text
            for column, cell in zip(columns, row, strict=False)
            if column is not None and (text := cell_text(cell)) is not None
        }
        problem = None
        if any(cell.strip() for cell in row[len(columns) :]):
            problem = InputError(
                "It has {cells} cells but the header has {columns}.",
                cells=len(row),
                columns=len(columns),
            )
        yield Record(number, values, problem=problem)
