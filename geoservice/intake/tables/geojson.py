"""GeoJSON (RFC 7946), its newline-delimited kin, and the older files that declare a `crs`.

Features are decoded one after another from a sliding piece of the text, so a file of any size
needs the memory of its largest feature.
"""

import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

from shapely.errors import ShapelyError
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from geoservice.errors import InputError
from geoservice.intake.tables.cells import cell_text
from geoservice.intake.tables.encodings import find_encoding
from geoservice.intake.tables.records import Record, Source, damaged

_SAMPLE = 1000
_CHUNK_CHARACTERS = 1 << 20
_LONGEST_VALUE = 200_000_000
_BLANK = " \t\r\n\x1e"
_GEOMETRIES = {
    "Point",
    "LineString",
    "Polygon",
    "MultiPoint",
    "MultiLineString",
    "MultiPolygon",
    "GeometryCollection",
}
# What RFC 7946 has made the only CRS, under the names older files give it.
_DEGREES = ("CRS84", "EPSG::4326", "EPSG:4326", "4326")


def open_geojson(path: Path, *, encoding: str | None = None) -> Source:
    """Open a GeoJSON file; its columns are the properties of its first 1,000 features.

    A feature collection, a single feature, a bare geometry, or one feature a line.
    """
    text = _Text(path, find_encoding(path, wanted=encoding))
    head: dict[str, Any] = {}
    features = _features(text, head)
    first = list(itertools.islice(features, _SAMPLE))
    crs = _declared_crs(path, head)
    records = _records(path, itertools.chain(first, features), head, crs)
    names = dict.fromkeys(name for feature in first for name, _ in _pairs(feature))
    return Source(columns=tuple(names), records=records, crs=crs, has_shapes=True)


class _Text:
    """The text of a file, of which only what is not yet decoded is in memory."""

    def __init__(self, path: Path, encoding: str) -> None:
        self._path = path
        self._file = path.open(encoding=encoding, newline="")
        self._decoder = json.JSONDecoder()
        self._buffer = ""
        self._at = 0
        self._ended = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def peek(self) -> str:
        """Return the next character that is not blank, "" at the end of the file."""
        while True:
            while self._at < len(self._buffer):
                if self._buffer[self._at] not in _BLANK:
                    return self._buffer[self._at]
                self._at += 1
            if not self._more():
                return ""

    def take(self, expected: str) -> None:
        """Step over one character, which must be `expected`."""
        found = self.peek()
        if found != expected:
            raise damaged(self._path, f"'{expected}' expected, not '{found}'")
        self._at += 1

    def value(self) -> Any:
        """Return the next JSON value."""
        self.peek()
        while True:
            try:
                value, end = self._decoder.raw_decode(self._buffer, self._at)
            except RecursionError as error:
                raise damaged(self._path, "nested too deeply") from error
            except ValueError as error:
                if self._is_final(error) or not self._more():
                    raise damaged(self._path, error) from error
                continue
            # A number at the edge of the buffer may go on.
            if end < len(self._buffer) or not self._more():
                self._at = end
                return value

    def _is_final(self, error: ValueError) -> bool:
        """Return whether reading on cannot mend an error: it is not at the edge of the buffer."""
        if not isinstance(error, json.JSONDecodeError) or error.msg.startswith("Unterminated"):
            return False
        return error.pos < len(self._buffer) - 16

    def _more(self) -> bool:
        """Read on, doubling what is at hand; return whether there was more."""
        rest = self._buffer[self._at :]
        if len(rest) > _LONGEST_VALUE:
            raise damaged(self._path, "one feature is larger than 200 MB")
        chunk = "" if self._ended else self._file.read(max(_CHUNK_CHARACTERS, len(rest)))
        if not chunk:
            self._ended = True
            return False
        self._buffer, self._at = rest + chunk, 0
        return True


def _features(text: _Text, head: dict[str, Any]) -> Iterator[Any]:
    """Give the features; members before and after them are put into `head`."""
    with text:
        yield from _collections(text, head)


def _collections(text: _Text, head: dict[str, Any]) -> Iterator[Any]:
    while text.peek():
        members = dict[str, Any]()
        for name, value in _members(text):
            if name == "features":
                head.update(members)
                yield from _elements(text)
            else:
                members[name] = value()
        if members.get("type") == "Feature":
            yield members
        elif members.get("type") in _GEOMETRIES:
            yield {"geometry": members, "properties": {}}
        else:
            head.update(members)


def _members(text: _Text) -> Iterator[tuple[str, Any]]:
    text.take("{")
    while text.peek() not in ("}", ""):
        name = text.value()
        text.take(":")
        if name == "features" and text.peek() != "[":
            text.value()
        else:
            yield name, text.value
        if text.peek() != ",":
            break
        text.take(",")
    text.take("}")


def _elements(text: _Text) -> Iterator[Any]:
    text.take("[")
    while text.peek() not in ("]", ""):
        yield text.value()
        if text.peek() != ",":
            break
        text.take(",")
    text.take("]")


def _declared_crs(path: Path, head: dict[str, Any]) -> str | None:
    """Return the CRS of the 2008 `crs` member, None where there is none."""
    crs = head.get("crs")
    if not isinstance(crs, dict):
        return None
    name = str((crs.get("properties") or {}).get("name") or "") if crs.get("type") else ""
    if not name:
        raise InputError(
            "{file} declares a coordinate system that is not understood; name it with --crs.",
            file=path.name,
        )
    return "EPSG:4326" if name.endswith(_DEGREES) else name


def _records(
    path: Path, features: Iterator[Any], head: dict[str, Any], crs: str | None
) -> Iterator[Record]:
    number = 0
    for number, feature in enumerate(features, start=1):
        yield _record(number, feature)
    if _declared_crs(path, head) not in (crs, "EPSG:4326"):
        raise InputError(
            "{file} declares its coordinate system after its features; name it with --crs {crs}.",
            file=path.name,
            crs=_declared_crs(path, head),
        )
    if not number and head.get("type") != "FeatureCollection":
        raise InputError("{file} is JSON but not GeoJSON: it has no features.", file=path.name)


def _record(number: int, feature: Any) -> Record:
    if not isinstance(feature, dict):
        return Record(number, {}, problem=InputError("It is not a GeoJSON feature."))
    values = {
        name: text for name, value in _pairs(feature) if (text := cell_text(value)) is not None
    }
    try:
        return Record(number, values, _shape(feature.get("geometry")))
    except (TypeError, ValueError, LookupError, AttributeError, ShapelyError, RecursionError):
        return Record(number, values, problem=InputError("Its geometry cannot be read."))


def _pairs(feature: Any) -> list[tuple[str, Any]]:
    """Return the properties of a feature; its own id stands in for a property "id"."""
    if not isinstance(feature, dict):
        return []
    properties = feature.get("properties")
    own = {"id": feature["id"]} if feature.get("id") is not None else {}
    return list((own | (properties if isinstance(properties, dict) else {})).items())


def _shape(geometry: Any) -> BaseGeometry | None:
    return shape(geometry) if geometry else None
