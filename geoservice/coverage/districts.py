"""The districts that coverage is told by, and hexagons where a city has none (H3).

H3: Brodsky 2018, https://h3geo.org; its hexagons are of about one size all over the world and
their codes are known to other programs.
"""

from dataclasses import dataclass

import h3
import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry
from sqlalchemy import text
from sqlalchemy.orm import Session

from geoservice.coverage.asked import HEXAGONS
from geoservice.store.words import LEVELS

_RESOLUTIONS = (9, 8, 7, 6)  # of 0.1, 0.7, 5 and 36 square kilometres
_MOST_HEXAGONS = 800


@dataclass(frozen=True, eq=False)
class Districts:
    """The d districts of one level, ordered by code; `shapes` are lon, lat."""

    level: str
    codes: tuple[str, ...]
    names: tuple[tuple[str | None, str | None], ...]
    shapes: NDArray[np.object_]


def read_districts(session: Session, city_id: int, boundary: BaseGeometry) -> tuple[Districts, ...]:
    """Return the levels of a city, finest first, hexagons last."""
    rows = session.execute(_DISTRICTS, {"city": city_id}).all()
    levels = []
    for level in reversed(LEVELS):
        ours = [row for row in rows if row.level == level]
        if ours:
            shapes = shapely.from_wkb([bytes(row.shape) for row in ours])
            names = tuple((row.name_th, row.name_en) for row in ours)
            codes = tuple(row.code for row in ours)
            levels.append(Districts(level, codes, names, np.asarray(shapes)))
    return (*levels, hexagons(boundary))


def hexagons(boundary: BaseGeometry) -> Districts:
    """Return the H3 hexagons over a lon, lat area: the finest of which at most 800 cover it."""
    cells: list[str] = []
    for resolution in _RESOLUTIONS:
        cells = sorted(_covering(boundary, resolution))
        if len(cells) <= _MOST_HEXAGONS:
            break
    rings = [[(lon, lat) for lat, lon in h3.cell_to_boundary(cell)] for cell in cells]
    shapes = np.array([shapely.Polygon(ring) for ring in rings], dtype=object)
    return Districts(HEXAGONS, tuple(cells), ((None, None),) * len(cells), shapes)


def _covering(boundary: BaseGeometry, resolution: int) -> list[str]:
    shape = h3.geo_to_h3shape(boundary)
    return list(h3.h3shape_to_cells_experimental(shape, resolution, contain="overlap"))


_DISTRICTS = text(
    "SELECT level, code, name_th, name_en, st_asbinary(geom) AS shape FROM published.district "
    "WHERE city_id = :city ORDER BY code"
)
