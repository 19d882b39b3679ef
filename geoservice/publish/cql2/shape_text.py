"""Well-known text (OGC 06-103r4, clause 7) and boxes inside of CQL2 text, read as GeoJSON."""

from typing import TYPE_CHECKING, Any

from geoservice.errors import InputError
from geoservice.publish.cql2.tokens import Token, unreadable

if TYPE_CHECKING:
    from geoservice.publish.cql2.text import Reader

# The GeoJSON name of each, and how many brackets stand around its positions.
SHAPES = {
    "POINT": ("Point", 0),
    "MULTIPOINT": ("MultiPoint", 1),
    "LINESTRING": ("LineString", 1),
    "MULTILINESTRING": ("MultiLineString", 2),
    "POLYGON": ("Polygon", 2),
    "MULTIPOLYGON": ("MultiPolygon", 3),
    "GEOMETRYCOLLECTION": ("GeometryCollection", 0),
}


def is_shape(token: Token) -> bool:
    """Return whether a word names a kind of geometry."""
    return token.kind == "name" and token.value.upper() in SHAPES


def read_shape(reader: "Reader") -> dict[str, Any]:
    """Return the geometry whose kind is the next word; Z, for heights, may come after it."""
    name, brackets = SHAPES[reader.next.value.upper()]
    reader.take()
    reader.take("Z")
    reader.need("(")
    with reader.deeper():
        if name == "GeometryCollection":
            return {"type": name, "geometries": reader.listed(lambda: _member(reader), ")")}
        if name == "Point":
            position = _position(reader)
            reader.need(")")
            return {"type": name, "coordinates": position}
        return {"type": name, "coordinates": _nested(reader, brackets)}


def _member(reader: "Reader") -> dict[str, Any]:
    if not is_shape(reader.next):
        why = InputError("a shape is expected here, like POINT(98.98 18.79)")
        raise unreadable(reader.next, why)
    return read_shape(reader)


def _nested(reader: "Reader", brackets: int) -> list[Any]:
    """Return lists of positions, whose opening bracket is read, as deep as there are brackets."""
    if brackets > 1:
        return reader.listed(lambda: _opened(reader, brackets - 1), ")")
    return reader.listed(lambda: _bare_or_bracketed(reader), ")")


def _opened(reader: "Reader", brackets: int) -> list[Any]:
    reader.need("(")
    return _nested(reader, brackets)


def _bare_or_bracketed(reader: "Reader") -> list[float]:
    """Return a position; those of a MultiPoint may stand in brackets of their own."""
    if not reader.take("("):
        return _position(reader)
    position = _position(reader)
    reader.need(")")
    return position


def _position(reader: "Reader") -> list[float]:
    """Return two numbers, or three with a height, without commas between them."""
    numbers = [reader.number(), reader.number()]
    if not reader.next.says(",", ")"):
        numbers.append(reader.number())
    return numbers


def read_box(reader: "Reader") -> dict[str, Any]:
    """Return a box, whose opening bracket is read."""
    return {"bbox": reader.listed(reader.number, ")")}
