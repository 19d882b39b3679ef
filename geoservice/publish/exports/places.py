"""Places as columns of a table: what a spreadsheet can hold of a geometry."""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, Numeric, cast, func

from geoservice.publish.exports.rows import Export


def axes(export: Export) -> tuple[str, str]:
    """Return what the columns of a point are called, east first."""
    return ("lon", "lat") if export.crs.definition.is_geographic else ("x", "y")


def has_points(export: Export) -> bool:
    """Return whether every place is a point."""
    return export.asked.collection.geometry == "Point"


def point_columns(export: Export, rows: FromClause) -> list[ColumnElement[Any]]:
    """Return the two columns of each row's place, rounded where it was reckoned."""
    pair: list[ColumnElement[Any]] = [func.st_x(rows.c.place), func.st_y(rows.c.place)]
    if export.transform is not None:
        pair = [_rounded(each, export.crs.decimals) for each in pair]
    return [each.label(name) for each, name in zip(pair, axes(export), strict=True)]


def text_column(export: Export, rows: FromClause) -> ColumnElement[Any]:
    """Return the column of each row's place as WKT."""
    return func.st_astext(rows.c.place, export.crs.decimals).label("wkt")


def _rounded(number: ColumnElement[Any], decimals: int) -> ColumnElement[Any]:
    return func.trim_scale(func.round(cast(number, Numeric()), decimals))
