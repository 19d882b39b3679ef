"""The walkable streets of a city as flat arrays, read once from the store.

Positions, not ids, tie them together: `ends[k]` are positions of junctions, and everything about a
piece stands at its position k in every array. Ids are mapped to positions here and nowhere else.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from sqlalchemy import Row, text
from sqlalchemy.orm import Session

from geoservice.geo import LocalPlane

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Codes = NDArray[np.uint16]
Flags = NDArray[np.bool_]

_WORDS = ("highway", "surface", "smoothness", "sidewalk", "crossing", "wheelchair")
_MAPPED = {None: -1, False: 0, True: 1}


@dataclass(frozen=True, eq=False)
class Streets:
    """`n` junctions and `m` street pieces; the pieces' lines have `k` points in all.

    `junctions` (n, 2) and `points` (k, 2) are lon, lat; line i is
    `points[offsets[i] : offsets[i + 1]]`. `metres` is geodesic. Texts are positions in `words`
    and in `names` (Thai, English), 0 where unmapped; numbers are NaN, `lit` and `covered` -1
    where unmapped. `uphill`: 1 along the line, -1 against it, 0 unmapped.
    `oneway`: 1 along the line only, -1 against it only. `green`: in the middle of
    a park or wood. `water` are the city's water areas as one WKB. `centre` is lon, lat of the
    plane in which near places are measured.
    """

    centre: Floats
    junctions: Floats
    junction_crossing: Codes
    junction_kerb: Codes
    junction_entrance: Flags
    ids: Integers
    ends: NDArray[np.int32]
    metres: Floats
    offsets: Integers
    points: Floats
    highway: Codes
    surface: Codes
    smoothness: Codes
    sidewalk: Codes
    crossing: Codes
    wheelchair: Codes
    name: NDArray[np.int32]
    steps: Flags
    step_count: NDArray[np.int32]
    width: Floats
    incline: Floats
    uphill: NDArray[np.int8]
    lit: NDArray[np.int8]
    covered: NDArray[np.int8]
    bridge: Flags
    tunnel: Flags
    layer: NDArray[np.int8]
    oneway: NDArray[np.int8]
    green: Flags
    water: NDArray[np.uint8]
    words: tuple[str, ...]
    names: tuple[tuple[str | None, str | None], ...]

    @cached_property
    def plane(self) -> LocalPlane:
        """Return the plane in metres around the city."""
        return LocalPlane(float(self.centre[0]), float(self.centre[1]))

    def line(self, piece: int) -> Floats:
        """Return the line of a piece, (points, 2) lon, lat."""
        return self.points[self.offsets[piece] : self.offsets[piece + 1]]

    def word_mask(self, *wanted: str) -> Flags:
        """Return which of `words` are among those wanted, to be looked up by code."""
        return np.array([word in wanted for word in self.words], dtype=bool)

    @cached_property
    def degrees(self) -> Integers:
        """Return how many pieces meet at each junction."""
        return np.bincount(self.ends.ravel(), minlength=len(self.junctions))


def read_streets(session: Session, city_id: int) -> Streets:
    """Read the streets of a city through the reader's views; a city without any gives none."""
    junctions = session.execute(_JUNCTIONS, {"city": city_id}).all()
    pieces = session.execute(_PIECES, {"city": city_id}).all()
    water = session.scalar(_WATER, {"city": city_id})
    vocabulary = _Vocabulary()
    points, offsets = _lines([row.line for row in pieces])
    places = np.array([(row.lon, row.lat) for row in junctions], dtype=float).reshape(-1, 2)
    names = _Vocabulary()
    return Streets(
        centre=places.mean(axis=0) if len(places) else np.zeros(2),
        junctions=places,
        junction_crossing=vocabulary.codes(row.crossing for row in junctions),
        junction_kerb=vocabulary.codes(row.kerb for row in junctions),
        junction_entrance=np.array([bool(row.entrance) for row in junctions], dtype=bool),
        ids=np.array([row.id for row in pieces], dtype=np.int64),
        ends=_positions(junctions, pieces),
        metres=np.array([row.metres for row in pieces], dtype=float),
        offsets=offsets,
        points=points,
        **{word: vocabulary.codes(getattr(row, word) for row in pieces) for word in _WORDS},
        name=names.codes((_name(row) for row in pieces), np.int32),
        **_facts(pieces),
        water=np.frombuffer(bytes(water or b""), dtype=np.uint8),
        words=tuple(vocabulary.words),
        names=((None, None), *(name for name in names.words if name)),
    )


def _facts(pieces: "list[Row[Any]] | Any") -> dict[str, Any]:
    """Return the plain columns of the pieces as arrays."""
    of = {
        "steps": bool,
        "step_count": np.int32,
        "bridge": bool,
        "tunnel": bool,
        "layer": np.int8,
        "oneway": np.int8,
        "uphill": np.int8,
        "green": bool,
    }
    facts: dict[str, Any] = {
        name: np.array([getattr(row, name) or 0 for row in pieces], dtype=kind)
        for name, kind in of.items()
    }
    for name in ("width", "incline"):
        facts[name] = np.array([getattr(row, name) for row in pieces], dtype=float)
    for name in ("lit", "covered"):
        facts[name] = np.array([_MAPPED[getattr(row, name)] for row in pieces], dtype=np.int8)
    return facts


def _name(row: "Row[Any]") -> Any:
    return (row.name_th, row.name_en) if row.name_th or row.name_en else None


class _Vocabulary:
    """Gives each new text the next code; 0 stands for none."""

    def __init__(self) -> None:
        self.words: list[Any] = [""]
        self._codes: dict[Any, int] = {None: 0, "": 0}

    def codes(self, texts: Any, kind: Any = np.uint16) -> NDArray[Any]:
        return np.array([self._code(each) for each in texts], dtype=kind)

    def _code(self, word: Any) -> int:
        if word not in self._codes:
            self._codes[word] = len(self.words)
            self.words.append(word)
        return self._codes[word]


def _lines(texts: list[Any]) -> tuple[Floats, Integers]:
    lines = shapely.from_wkb([bytes(each) for each in texts])
    points, line_of = shapely.get_coordinates(lines, return_index=True)
    sizes = np.bincount(line_of, minlength=len(texts))
    return points, np.concatenate(([0], np.cumsum(sizes))).astype(np.int64)


def _positions(junctions: Any, pieces: Any) -> NDArray[np.int32]:
    """Return the positions of the ends of pieces; junctions come ordered by id."""
    ids = np.array([row.id for row in junctions], dtype=np.int64)
    ends = np.array([(row.from_node, row.to_node) for row in pieces], dtype=np.int64)
    return np.searchsorted(ids, ends.reshape(-1, 2)).astype(np.int32)


_JUNCTIONS = text(
    "SELECT id, crossing, kerb, entrance, st_x(geom) AS lon, st_y(geom) AS lat "
    "FROM published.junction WHERE city_id = :city ORDER BY id"
)
_PIECES = text(
    "SELECT id, from_node, to_node, metres, highway, name_th, name_en, steps, step_count, "
    "surface, smoothness, width, incline, uphill, lit, covered, bridge, tunnel, layer, sidewalk, "
    "crossing, wheelchair, oneway_foot AS oneway, st_asbinary(geom) AS line, "
    "EXISTS (SELECT FROM published.basemap AS area WHERE area.class = 'green' "
    "AND st_intersects(area.geom, st_lineinterpolatepoint(street.geom, 0.5))) AS green "
    "FROM published.street AS street WHERE city_id = :city ORDER BY id"
)
_WATER = text(
    "SELECT st_asbinary(st_collect(geom)) FROM published.basemap "
    "WHERE city_id = :city AND class = 'water' AND layer >= 0"
)
