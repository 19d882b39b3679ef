"""Features as records that Python writes out: for formats that are neither JSON nor tables.

PostgreSQL writes each as a line of JSON, which costs it little; the line is read and written anew
while PostgreSQL writes the next ones.
"""

import json
from collections.abc import Callable
from typing import Any

from sqlalchemy import JSON, ColumnElement, Select, cast, func, select, true

from geoservice.publish.exports.rows import SEPARATOR, Export, chosen_rows, lines
from geoservice.publish.walks.xml_text import clean

Record = dict[str, Any]
"""The id, the properties and `place` of a feature, and what was asked besides."""

_NO_CRS_IN_GEOMETRY = 0
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
_MARKUP = str.maketrans(_ESCAPES)


def records(
    export: Export, *, placed: bool, as_kml: bool = False, inner: bool = False
) -> Select[Any]:
    """Return the query for a line of JSON of each feature.

    `place` is GeoJSON, or KML as a text; `inner` adds a point inside of it.
    """
    rows = chosen_rows(export, placed=placed)
    decimals = export.crs.decimals
    place = func.st_askml(rows.c.place, decimals) if as_kml else _geojson(rows.c.place, decimals)
    within = [_geojson(func.st_pointonsurface(rows.c.place), decimals).label("inner")]
    listed = [rows.c.id, *(rows.c[name] for name in export.properties), place.label("place")]
    record = select(*listed, *(within if inner else [])).correlate(rows).lateral("record")
    return lines(rows, func.row_to_json(record.table_valued()), source=rows.join(record, true()))


def _geojson(geometry: ColumnElement[Any], decimals: int) -> ColumnElement[Any]:
    return cast(func.st_asgeojson(geometry, decimals, _NO_CRS_IN_GEOMETRY), JSON())


def each_record(write: Callable[[Record], str]) -> Callable[[bytes], bytes]:
    """Return what writes every line of a text of whole lines anew."""

    def dress(rows: bytes) -> bytes:
        return b"\n".join(
            write(json.loads(line)).encode() if line else b"" for line in rows.split(b"\n")
        )

    return dress


def name_of(record: Record) -> str:
    """Return what a feature is called on a map: its Thai name, else the English one, else ""."""
    return record.get("name_th") or record.get("name_en") or ""


def as_words(value: Any) -> str:
    """Return a value that is not null as a text: arrays joined, truth in lower case."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return SEPARATOR.join(value)
    return str(value)


def escaped(text: str) -> str:
    """Return a text as it stands in XML, without what XML cannot hold."""
    return clean(text).translate(_MARKUP)
