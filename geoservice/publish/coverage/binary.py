"""Minutes along every street piece, packed for a live map: application/vnd.geoservice.streets.

Little-endian. Bytes 0-3: ASCII "GSC1"; 4-7: uint32, length of the JSON header with the spaces
that pad it to a multiple of 4; the header; then the arrays that the header lists under "arrays"
({"name", "type": "u16" | "u32" | "i32" | "f32", "length"}), in that order, each padded with zeros
to a multiple of 4 bytes.

The shapes of m pieces: `offsets` u32 (m + 1) into `points` i32 (lon, lat in 1e-7 degree, after
each other), `ids` u32 (m). The minutes: `begin`, `end`, `walk` u16 (m) in tenths of a second,
65535 where there is none or it is more than 109 minutes; `door_piece` u32, `door_along` f32 (0 to
1 along the piece), `door_seconds` u16 (tenths) of the spaces that stand on pieces.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from geoservice.coverage.street_minutes import StreetMinutes

MEDIA_TYPE = "application/vnd.geoservice.streets"
Part = Literal["shape", "minutes"]
PARTS: tuple[Part, ...] = ("shape", "minutes")
NONE = 65535
UNIT_SECONDS = 0.1
_MAGIC = b"GSC1"
_ALIGNED = 4  # bytes
_DEGREE = 1e7
_TYPES = {"u16": "<u2", "u32": "<u4", "i32": "<i4", "f32": "<f4"}
Arrays = list[tuple[str, str, NDArray[Any]]]


def pack_streets(streets: StreetMinutes, parts: Iterable[Part] = PARTS, **about: object) -> bytes:
    """Return the asked parts of the streets; `about` are further members of the header."""
    listed: Arrays = []
    if "shape" in (asked := tuple(parts)):
        listed += _shape(streets)
    if "minutes" in asked:
        listed += _minutes(streets)
    packed = [(name, kind, values.astype(_TYPES[kind])) for name, kind, values in listed]
    header = {
        "version": streets.version,
        "pieces": len(streets.ids),
        "unit": UNIT_SECONDS,
        "none": NONE,
        **about,
        "arrays": [
            {"name": name, "type": kind, "length": len(values)} for name, kind, values in packed
        ],
    }
    return _container(header, [values.tobytes() for _, _, values in packed])


def _shape(streets: StreetMinutes) -> Arrays:
    points = np.rint(streets.points * _DEGREE).reshape(-1)
    return [
        ("offsets", "u32", streets.offsets),
        ("points", "i32", points),
        ("ids", "u32", streets.ids),
    ]


def _minutes(streets: StreetMinutes) -> Arrays:
    return [
        ("begin", "u16", _tenths(streets.begin)),
        ("end", "u16", _tenths(streets.end)),
        ("walk", "u16", _tenths(streets.walk)),
        ("door_piece", "u32", streets.door_piece),
        ("door_along", "f32", streets.door_along),
        ("door_seconds", "u16", _tenths(streets.door_seconds)),
    ]


def _tenths(seconds: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return tenths of seconds, NONE for what is infinite or does not fit."""
    return np.minimum(np.rint(seconds / UNIT_SECONDS), NONE)


def _container(header: Mapping[str, object], arrays: Iterable[bytes]) -> bytes:
    text = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    text += b" " * (-len(text) % _ALIGNED)
    padded = (part for each in arrays for part in (each, bytes(-len(each) % _ALIGNED)))
    return b"".join([_MAGIC, len(text).to_bytes(4, "little"), text, *padded])
