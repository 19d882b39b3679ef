"""DXF for CAD: a layer for each kind, names as text on a layer beside it.

GDAL's writer takes no texts out of tables, and ezdxf keeps the whole drawing in memory; this one is
a stream. The id of a feature is extended data of what is drawn of it.
"""

import itertools
import re
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from geoservice.publish.exports import dxf_frame
from geoservice.publish.exports.dxf_frame import Tags
from geoservice.publish.exports.dxf_text import text_tags
from geoservice.publish.exports.places import has_points
from geoservice.publish.exports.records import Record, each_record, name_of, records
from geoservice.publish.exports.rows import Export, chosen_rows
from geoservice.publish.exports.streams import Stream

_LAYERS_BY = ("kind", "level", "class", "highway")
_NOT_PLAIN = re.compile("[^A-Za-z0-9_-]")
_LONGEST_LAYER = 60
_LABEL_METRES = {True: 3.0, False: 30.0}  # at points, in areas
_METRES_A_DEGREE = 111_320.0


def dxf(session: Session, export: Export) -> Stream:
    """Return a drawing; what has no place is left out."""
    about = export.about
    dated = f"{about.changed}, v{about.version.number}, {export.crs.short}"
    head = dxf_frame.head(
        (about.title, about.credit, dated),
        _layers(session, export),
        in_metres=not export.crs.definition.is_geographic,
    )
    areas = "Polygon" in export.asked.collection.geometry
    shapes = ("place", "inner") if areas else ("place",)
    return Stream(
        head=dxf_frame.write(head).encode() + b"\n",
        rows=records(export, *shapes, placed=True),
        dress=each_record(_writer(export)),
        tail=lambda count: (
            (b"\n" if count else b"") + dxf_frame.write(dxf_frame.tail()).encode() + b"\n"
        ),
    )


def _layers(session: Session, export: Export) -> list[str]:
    """Return the layers that the drawing needs."""
    name = _layers_by(export)
    if not name:
        return [export.asked.collection.id]
    rows = chosen_rows(export, placed=True)
    found = session.scalars(select(rows.c[name]).distinct())
    return sorted({_layer(word, export) for word in found})


def _layers_by(export: Export) -> str:
    return next((name for name in _LAYERS_BY if name in export.properties), "")


def _layer(word: str | None, export: Export) -> str:
    plain = _NOT_PLAIN.sub("_", word or "")[:_LONGEST_LAYER]
    return plain or export.asked.collection.id


def _writer(export: Export) -> Callable[[Record], str]:
    """Return what draws a record: each entity gets the next handle."""
    handles = itertools.count(dxf_frame.FIRST_HANDLE)
    by = _layers_by(export)
    size = _LABEL_METRES[has_points(export)]
    if export.crs.definition.is_geographic:
        size /= _METRES_A_DEGREE

    def write(record: Record) -> str:
        layer = _layer(record[by] if by else None, export)
        identity = ["1001", dxf_frame.APPLICATION, "1000", f"{export.asked.collection.id}."
                    f"{record['id']}"]  # fmt: skip
        tags: Tags = []
        for kind, record_name, shape in _shapes(record["place"]):
            tags += [*_entity(kind, record_name, layer, next(handles)), *shape, *identity]
        spot = record.get("inner") or record["place"]
        name = name_of(record)
        if name and spot["type"] == "Point":
            on = dxf_frame.names_layer(layer)
            tags += _entity("MTEXT", "MText", on, next(handles))
            tags += [*_place(spot["coordinates"]), "40", f"{size:.7g}", "71", "1"]
            tags += [*text_tags(name), "7", dxf_frame.TEXT_STYLE, *identity]
        return dxf_frame.write(tags)

    return write


def _entity(kind: str, record: str, layer: str, handle: int) -> Tags:
    known = ["0", kind, "5", f"{handle:X}", "330", dxf_frame.MODEL_SPACE, "100", "AcDbEntity"]
    return [*known, "8", layer, "100", f"AcDb{record}"]


def _shapes(place: dict[str, Any]) -> Iterator[tuple[str, str, Tags]]:
    """Yield what is drawn of a geometry: a point, or each of its lines and rings."""
    shape, pairs = place["type"], place["coordinates"]
    if shape == "Point":
        yield "POINT", "Point", _place(pairs)
    elif shape == "LineString":
        yield "LWPOLYLINE", "Polyline", _line(pairs, closed=False)
    elif shape == "Polygon":
        for ring in pairs:  # a closed line does not repeat its first point
            yield "LWPOLYLINE", "Polyline", _line(ring[:-1], closed=True)
    else:
        for part in pairs:
            yield from _shapes({"type": shape.removeprefix("Multi"), "coordinates": part})


def _place(pair: list[float]) -> Tags:
    return ["10", repr(pair[0]), "20", repr(pair[1]), "30", "0.0"]


def _line(pairs: list[list[float]], *, closed: bool) -> Tags:
    points = [tag for x, y, *_ in pairs for tag in ("10", repr(x), "20", repr(y))]
    return ["90", str(len(pairs)), "70", "1" if closed else "0", "43", "0.0", *points]
