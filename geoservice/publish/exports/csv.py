"""CSV (RFC 4180) in UTF-8: points as longitude and latitude, other shapes as WKT.

A text that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, CSV
Injection); a telephone number, which begins with + too, stays as it is.
"""

from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, literal, not_
from sqlalchemy.orm import Session

from geoservice.publish.exports.places import has_points, point_columns, text_column
from geoservice.publish.exports.rows import Export, as_text, chosen_rows, lines
from geoservice.publish.exports.streams import Stream
from geoservice.store.catalog import Property
from geoservice.store.copy_out import CSV_WITH_NAMES

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_FORMULA_BEGINS = tuple(map(ord, "=+-@\t\r\n＝＋－＠"))  # full width ones too
_TELEPHONE = "^[+][0-9][0-9 ().-]*$"


def csv(session: Session, export: Export) -> Stream:
    """Return a table whose first line is the names of its columns."""
    rows = chosen_rows(export)
    columns = [_column(rows.c[name], each).label(name) for name, each in export.properties.items()]
    place = point_columns(export, rows) if has_points(export) else [text_column(export, rows)]
    return Stream(
        head=BYTE_ORDER_MARK if export.asked.bom else b"",
        rows=lines(rows, rows.c.id, *columns, *place),
        copied=CSV_WITH_NAMES,
    )


def _column(column: ColumnElement[Any], about: Property) -> ColumnElement[Any]:
    if about.type == "boolean":
        return case((column, "true"), (not_(column), "false"))
    found = as_text(column, about) if about.type in ("array", "datetime") else column
    return _harmless(found) if about.type in ("string", "array") else found


def _harmless(text: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return a text that no spreadsheet takes for a formula."""
    begins = func.ascii(text).in_(_FORMULA_BEGINS)  # much cheaper than a pattern, and mostly false
    formula = and_(begins, not_(text.regexp_match(_TELEPHONE)))
    return case((formula, literal("'").concat(text)), else_=text)
