"""Excel: the features on one sheet, what its columns mean on the next, where they come from last.

Written row by row in flat memory. A text never becomes a formula. What is no point is told by a
point inside of it.
"""

import errno
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from geoservice.errors import InputError
from geoservice.language import say_both
from geoservice.publish.exports.drafts import Draft
from geoservice.publish.exports.places import axes, has_points
from geoservice.publish.exports.records import Record, as_words, records
from geoservice.publish.exports.rows import Export, count_rows
from geoservice.store.copy_out import copy_out

MOST_ROWS = 1_048_575  # and the line of names
_LONGEST_TEXT = 32_767  # of a cell, in units of UTF-16
_UNIT_BYTES = 2
_TIME = "yyyy-mm-dd hh:mm:ss"
_WIDTH = 18  # of a column, in digits
Sheet = Any
Write = Callable[[int, int, Any], None]


def write_xlsx(draft: Draft) -> None:
    """Write the workbook; InputError for more rows than a sheet has."""
    count = count_rows(draft.session, draft.export)
    if count > MOST_ROWS:
        raise InputError(
            "Excel has room for {most} features, these are {count}; ask for fewer, or take csv "
            "or gpkg.",
            most=MOST_ROWS,
            count=count,
        )
    about = draft.export.about
    made = {"title": about.title, "comments": about.credit, "author": about.attribution}
    options = {"constant_memory": True, "tmpdir": str(draft.path.parent)}
    book = xlsxwriter.Workbook(str(draft.path), options)
    try:
        book.set_properties({**made, "created": about.changed_at.replace(tzinfo=None)})
        head = book.add_format({"bold": True, "bottom": 1})
        _write_features(book, draft, head)
        _write_table(book.add_worksheet("fields"), head, _fields(draft.export))
        _write_table(book.add_worksheet("about"), head, _about(draft.export))
        book.close()
    except FileCreateError as error:
        raise OSError(errno.ENOSPC, str(error)) from error
    finally:
        for sheet in book.worksheets():
            with suppress(OSError):  # what a full disk does not let it write
                sheet.row_data_fh.close()


def _write_features(book: Any, draft: Draft, head: Any) -> None:
    export = draft.export
    sheet = book.add_worksheet(export.asked.collection.id)
    names = ["id", *export.properties, *axes(export)]
    sheet.freeze_panes(1, 1)
    sheet.set_column(0, len(names) - 1, _WIDTH)
    sheet.write_row(0, 0, names, head)
    writers = _writers(book, sheet, export)
    last = 0
    for last, record in enumerate(_read(draft), 1):
        for column, (write, value) in enumerate(zip(writers, record, strict=True)):
            if value is not None:
                write(last, column, value)
    sheet.autofilter(0, 0, last, len(names) - 1)


def _read(draft: Draft) -> Iterator[list[Any]]:
    """Yield the values of each row."""
    export, done = draft.export, 0
    shape = "place" if has_points(export) else "inner"
    for text, count in copy_out(draft.session, records(export, shape)):
        for line in text.splitlines():
            record: Record = json.loads(line)
            place = record.pop(shape)
            yield [*record.values(), *(place["coordinates"] if place else (None, None))]
        done += count
        draft.tell(done)


def _writers(book: Any, sheet: Sheet, export: Export) -> list[Write]:
    """Return what writes a value that is not null, for each column."""
    time = book.add_format({"num_format": _TIME})

    def write_text(row: int, column: int, value: Any) -> None:
        text = as_words(value)
        if text:
            sheet.write_string(row, column, _cut(text))

    def write_time(row: int, column: int, value: str) -> None:
        moment = datetime.fromisoformat(value).astimezone(UTC).replace(tzinfo=None)
        sheet.write_datetime(row, column, moment, time)

    known: dict[str, Write] = {
        "integer": sheet.write_number,
        "number": sheet.write_number,
        "boolean": sheet.write_boolean,
        "datetime": write_time,
    }
    properties = [known.get(each.type, write_text) for each in export.properties.values()]
    return [sheet.write_number, *properties, sheet.write_number, sheet.write_number]


def _cut(text: str) -> str:
    """Return as much of a text as a cell holds; what is beyond 16 bits counts twice there."""
    if len(text) * _UNIT_BYTES <= _LONGEST_TEXT:
        return text
    units = text.encode("utf-16-le")[: _LONGEST_TEXT * _UNIT_BYTES]
    return units.decode("utf-16-le", errors="ignore")


def _write_table(sheet: Sheet, head: Any, rows: Iterable[Iterable[str]]) -> None:
    sheet.set_column(0, 3, 2 * _WIDTH)
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            sheet.write_string(number, column, text, *([head] if number == 0 else []))


def _fields(export: Export) -> Iterator[tuple[str, ...]]:
    yield ("field", "title_th", "title_en", "unit", "type")
    yield ("id", "รหัส", "Identifier", "", "integer")
    for name, each in export.properties.items():
        kind = "datetime (UTC)" if each.type == "datetime" else each.type
        yield (name, each.title_th, each.title_en, each.unit, kind)
    for name in axes(export):
        unit = "deg" if export.crs.definition.is_geographic else "m"
        yield (name, *say_both("Place, in {crs}", crs=export.crs.short), unit, "number")


def _about(export: Export) -> Iterator[tuple[str, str]]:
    yield ("", export.about.title)
    yield from export.about.facts().items()
    yield ("crs", export.crs.short)
    for note in say_both(
        "A cell holds 32,767 characters at most; what was longer is cut. Arrays are joined by "
        "semicolons, times are in UTC."
    ):
        yield ("note", note)
