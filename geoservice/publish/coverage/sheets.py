"""Tables as sheets of an Excel workbook: numbers stay numbers, texts stay texts."""

import re
from collections.abc import Mapping, Sequence

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from geoservice.publish.coverage.paper import Form, Table
from geoservice.publish.coverage.table import Value

_FORMATS: Mapping[Form, str] = {
    "count": "#,##0",
    "share": "0.0%",
    "points": "+0.0%;-0.0%;0.0%",
    "decimal": "#,##0.0",
    "kilometres": "#,##0.0",
    "degrees": "0.00000",
    "index": "0.000",
}
_DECIMALS = 6
_NARROW, _WIDE = 14, 40
# What a cell and the title of a sheet cannot hold (ECMA-376, as openpyxl refuses it).
_NO_CELL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_NO_TITLE = re.compile(r"[\[\]:*?/\\]")
_LONGEST_TITLE = 31


def add_sheet(book: Workbook, table: Table) -> None:
    """Add a table to a workbook, on a sheet of its title; its notes stand below."""
    sheet = book.create_sheet(_NO_TITLE.sub(" ", table.title)[:_LONGEST_TITLE])
    forms = [heading.form for heading in table.headings]
    _write(sheet, [heading.title for heading in table.headings], bold=True)
    for row in table.rows:
        _write(sheet, row, forms)
    if table.total is not None:
        _write(sheet, table.total, forms, bold=True)
    for note in table.notes:
        _write(sheet, [note])
    sheet.freeze_panes = "A2"
    for column, form in enumerate(forms, 1):
        width = _WIDE if form == "text" else _NARROW
        sheet.column_dimensions[get_column_letter(column)].width = width


def _write(
    sheet: Worksheet, values: Sequence[Value], forms: Sequence[Form] = (), *, bold: bool = False
) -> None:
    row = sheet.max_row + 1 if sheet.max_row > 1 or sheet["A1"].value is not None else 1
    for column, value in enumerate(values, 1):
        form = forms[column - 1] if forms else "text"
        cell = sheet.cell(row, column)
        if isinstance(value, str):
            cell.value = _NO_CELL.sub("", value)
            cell.data_type = "s"  # a text is no formula, though it begins as one
        elif value is not None:
            cell.value = round(value / 1000 if form == "kilometres" else value, _DECIMALS)
            cell.number_format = _FORMATS.get(form, "General")
        if bold:
            cell.font = Font(bold=True)
