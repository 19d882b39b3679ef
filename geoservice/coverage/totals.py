"""Totals of districts: which of several levels count, and whether they agree.

The finest level with figures counts. A coarser total is used only where no finer one lies in it;
where one does, the coarser is compared and a disagreement is told.
"""

from dataclasses import dataclass

import numpy as np
import shapely

from geoservice.coverage.area import Area
from geoservice.coverage.population import Census
from geoservice.coverage.spots import Spots
from geoservice.walk.streets import Floats, Integers

_WHOLE = 0.98  # finer districts that cover so much of a coarser one are all of it
_ROUNDING = 0.5  # people


@dataclass(frozen=True)
class Holder:
    """A district with a total: its level and its position in it."""

    level: int
    position: int


@dataclass(frozen=True)
class Conflict:
    """A district whose own total is not what its parts have together."""

    holder: Holder
    own: float
    together: float


@dataclass(frozen=True, eq=False)
class Totals:
    """Those c totals that count. `owner` (n,) is whose each spot is (0 to c - 1), -1 for none."""

    holders: tuple[Holder, ...]
    people: Floats
    ages: Floats
    owner: Integers
    conflicts: tuple[Conflict, ...]


def district_totals(spots: Spots, census: Census, area: Area) -> Totals:
    """Return the totals of a census that count in an area."""
    taken: list[tuple[Holder, int]] = []
    conflicts: list[Conflict] = []
    for number, level in enumerate(area.levels):
        rows = _rows(census, level.level)
        for position, code in enumerate(level.codes):
            if code not in rows:
                continue
            holder, row = Holder(number, position), rows[code]
            parts = [known for known in taken if _lies_in(area, known[0], holder)]
            if not parts:
                taken.append((holder, row))
            elif (conflict := _conflict(census, area, (holder, row), parts)) is not None:
                conflicts.append(conflict)
    chosen = np.array([row for _, row in taken], dtype=np.int64)
    holders = tuple(holder for holder, _ in taken)
    return Totals(
        holders,
        census.people[chosen],
        census.ages[chosen],
        _owners(spots, holders),
        tuple(conflicts),
    )


def _rows(census: Census, level: str) -> dict[str, int]:
    return {
        code: row
        for row, (its_level, code) in enumerate(zip(census.level, census.code, strict=True))
        if its_level == level and code is not None
    }


def _lies_in(area: Area, part: Holder, whole: Holder) -> bool:
    if part.level == whole.level:
        return False
    inner = area.shapes[part.level][part.position]
    outer = area.shapes[whole.level][whole.position]
    return bool(shapely.intersects(outer, shapely.point_on_surface(inner)))


def _conflict(
    census: Census, area: Area, whole: tuple[Holder, int], parts: list[tuple[Holder, int]]
) -> Conflict | None:
    """Return what disagrees: parts that are all of it, or some of it with more than the whole."""
    holder, row = whole
    own, together = (
        float(census.people[row]),
        float(sum(census.people[part] for _, part in parts)),
    )
    covered = sum(float(area.shapes[part.level][part.position].area) for part, _ in parts)
    all_of_it = covered >= _WHOLE * float(area.shapes[holder.level][holder.position].area)
    if together - own > _ROUNDING or (all_of_it and own - together > _ROUNDING):
        return Conflict(holder, own, together)
    return None


def _owners(spots: Spots, holders: tuple[Holder, ...]) -> Integers:
    owner = np.full(len(spots.metres), -1, dtype=np.int64)
    for number, holder in enumerate(holders):
        free = owner < 0
        owner[free & (spots.district[:, holder.level] == holder.position)] = number
    return owner
