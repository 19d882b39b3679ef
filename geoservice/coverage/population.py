"""Who lives in a city, as it is stored: figures of districts, cells or points."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from sqlalchemy import Row, text
from sqlalchemy.orm import Session

from geoservice.store.words import AGE_GROUPS, LEVELS

_FINEST_BASIS = ("point", "cell", "district")
_FINEST_LEVEL = tuple(reversed(LEVELS))


@dataclass(frozen=True, eq=False)
class Census:
    """The figures that count: of one source and year, on one basis; parallel arrays of n.

    `ages` is (n, 5) people by age group, all NaN where the source does not know. `level` and
    `code` are those of districts, `shapes` (n,) the lon, lat places of cells and points.
    """

    source: str
    year: int
    basis: str
    level: Sequence[str | None]
    code: Sequence[str | None]
    people: NDArray[np.float64]
    ages: NDArray[np.float64]
    shapes: NDArray[np.object_]

    @property
    def levels(self) -> tuple[str, ...]:
        """Return the levels of districts that have figures, finest first."""
        return tuple(level for level in _FINEST_LEVEL if level in self.level)


def read_census(session: Session, city_id: int) -> Census | None:
    """Return the figures of a city on the finest basis there is, of the latest year.

    Points before cells before districts; of several sources of one year the one brought in last.
    None where no population is loaded.
    """
    known = session.execute(_KNOWN, {"city": city_id}).all()
    if not known:
        return None
    best = min(known, key=lambda row: (_FINEST_BASIS.index(row.basis), -row.year, -row.newest))
    chosen = {"source": best.source, "year": best.year, "basis": best.basis}
    rows = session.execute(_FIGURES, {"city": city_id, **chosen}).all()
    return Census(
        **chosen,
        level=[row.level for row in rows],
        code=[row.code for row in rows],
        people=np.array([row.people for row in rows], dtype=float),
        ages=_ages(rows),
        shapes=np.asarray(shapely.from_wkb([row.shape and bytes(row.shape) for row in rows])),
    )


def _ages(rows: "Sequence[Row[Any]]") -> NDArray[np.float64]:
    return np.array(
        [[row.by_age.get(group, np.nan) for group in AGE_GROUPS] for row in rows], dtype=float
    ).reshape(-1, len(AGE_GROUPS))


_KNOWN = text(
    "SELECT basis, source, year, max(id) AS newest FROM published.population "
    "WHERE city_id = :city GROUP BY basis, source, year"
)
_FIGURES = text(
    "SELECT level, code, people, by_age, st_asbinary(geom) AS shape FROM published.population "
    "WHERE city_id = :city AND basis = :basis AND source = :source AND year = :year "
    "ORDER BY id"
)
