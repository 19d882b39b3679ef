"""Coverage as an Excel workbook: the table under titles people read, and what to know of it."""

import io
import re
from collections.abc import Iterable

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from geoservice.coverage.figures import Coverage
from geoservice.language import translate
from geoservice.publish.coverage.documents import in_one
from geoservice.publish.coverage.table import Column, Value, columns, rows
from geoservice.publish.coverage.texts import say_question, say_reason

_FORMATS = {0: "#,##0", 1: "#,##0.0", 2: "#,##0.00"}
_PER_CENT = "0.0%"
_WIDTH = 16
_WIDE = 100
# What a workbook cannot hold (ECMA-376, as openpyxl refuses it).
_NO_CELL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


def coverage_workbook(coverage: Coverage, language: str) -> bytes:
    """Return the table on the first sheet, what is known about it on the second."""
    book = Workbook(write_only=True)
    table = book.create_sheet(translate("Coverage", language))
    _set_up(table, [_WIDTH] * len(columns()), frozen="E2")
    _append(table, [column.title(language) for column in columns()], bold=True)
    for row in rows(coverage):
        table.append(
            [_cell(table, value, column) for value, column in zip(row, columns(), strict=True)]
        )
    about = book.create_sheet(translate("About the figures", language))
    _set_up(about, [_WIDE])
    for line in about_lines(coverage, language):
        _append(about, [line])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def about_lines(coverage: Coverage, language: str) -> Iterable[str]:
    """Give what was asked, why the figures are not sure, what to know, and whose data it is."""
    yield from say_question(coverage, language)
    yield from (say_reason(each, language) for each in coverage.reasons)
    yield from (in_one(each.text, language) for each in coverage.remarks)
    if coverage.people_source is not None:
        yield translate("People: {source}", language, source=coverage.people_source.name)
    yield coverage.attribution


def _set_up(sheet: WriteOnlyWorksheet, widths: list[int], frozen: str | None = None) -> None:
    for position, width in enumerate(widths):
        sheet.column_dimensions[_letters(position)].width = width
    sheet.freeze_panes = frozen


def _letters(position: int) -> str:
    """Return the letters of a column, counted from 0."""
    before, last = divmod(position, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + last)


def _append(sheet: WriteOnlyWorksheet, texts: list[str], *, bold: bool = False) -> None:
    cells = [_cell(sheet, text) for text in texts]
    for cell in cells:
        cell.font = Font(bold=bold)
    sheet.append(cells)


def _cell(sheet: WriteOnlyWorksheet, value: Value, column: Column | None = None) -> WriteOnlyCell:
    """Return a cell whose text is a text, though it begins as a formula does."""
    if isinstance(value, str):
        cell = WriteOnlyCell(sheet, _NO_CELL.sub("", value))
        cell.data_type = "s"
        return cell
    cell = WriteOnlyCell(sheet, value)
    if column is not None and column.decimals is not None:
        cell.number_format = (
            _PER_CENT if column.is_share else _FORMATS.get(column.decimals, "0.0000")
        )
    return cell
