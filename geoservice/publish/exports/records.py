"""Features as records that Python writes out: for formats that are neither JSON nor tables.

PostgreSQL writes each as a line of JSON, which costs it little; the line is read and written anew
while PostgreSQL writes the next ones.
"""

import json
from collections.abc import Callable
from html import escape
from typing import Any

from sqlalchemy import JSON, ColumnElement, Select, cast, func, select, true

from geoservice.publish.exports.rows import SEPARATOR, Export, chosen_rows, lines
from geoservice.publish.walks.xml_text import clean

Record = dict[str, Any]
"""The id and the properties of a feature, and what is told of its place."""

_NO_CRS_IN_GEOMETRY = 0


def records(export: Export, *shapes: str, placed: bool = False) -> Select[Any]:
    """Return the query for a line of JSON of each feature.

    `shapes` are what is told of its place: `place` as GeoJSON, `inner` a point inside of it as
    GeoJSON, `kml` as a text. `placed`: only those that have a place.
    """
    rows = chosen_rows(export, placed=placed)
    place = [_SHAPES[shape](rows.c.place, export.crs.decimals).label(shape) for shape in shapes]
    listed = [rows.c.id, *(rows.c[name] for name in export.properties), *place]
    record = select(*listed).correlate(rows).lateral("record")
    return lines(rows, func.row_to_json(record.table_valued()), source=rows.join(record, true()))


def _geojson(geometry: ColumnElement[Any], decimals: int) -> ColumnElement[Any]:
    return cast(func.st_asgeojson(geometry, decimals, _NO_CRS_IN_GEOMETRY), JSON())


def _inner(geometry: ColumnElement[Any], decimals: int) -> ColumnElement[Any]:
    return _geojson(func.st_pointonsurface(geometry), decimals)


_SHAPES: dict[str, Callable[[ColumnElement[Any], int], ColumnElement[Any]]] = {
    "place": _geojson,
    "inner": _inner,
    "kml": func.st_askml,
}


def each_record(write: Callable[[Record], str]) -> Callable[[bytes], bytes]:
    """Return what writes every line of a text of whole lines anew, without what XML cannot hold."""

    def dress(rows: bytes) -> bytes:
        return b"\n".join(
            clean(write(json.loads(line))).encode() if line else b"" for line in rows.split(b"\n")
        )

    return dress


def name_of(record: Record) -> str:
    """Return what a feature is called on a map: its Thai name, else the English one, else ""."""
    names = ("name_th", "name_en", "title_th", "title_en")
    return next((record[name] for name in names if record.get(name)), "")


def as_words(value: Any) -> str:
    """Return a value that is not null as a text: arrays joined, truth in lower case."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return SEPARATOR.join(value)
    return str(value)


def escaped(text: str) -> str:
    """Return a text as it stands in XML; a reader would take a bare CR for a line feed."""
    return escape(text).replace("\r", "&#13;")
