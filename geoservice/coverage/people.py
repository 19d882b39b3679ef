"""Who lives where in a city, as spots: the people of its census among its streets and buildings.

Cells and points lie where they are; a cell with sides of more than 250 m is spread over what
stands in it, like the total of a district. Only what lies in the city counts.
"""

from dataclasses import dataclass

import numpy as np
import shapely

from geoservice.coverage.area import Area
from geoservice.coverage.population import Census
from geoservice.coverage.spots import Spots, point_spots
from geoservice.coverage.spreading import Spread, spread_totals
from geoservice.coverage.totals import Conflict, Holder, district_totals
from geoservice.store.words import AGE_GROUPS
from geoservice.walk.streets import Floats, Integers

_LARGE_CELL_METRES = 250.0
# The mean distance from the middle of a square to a place in it, in parts of its side:
# (sqrt 2 + ln(1 + sqrt 2)) / 6.
_MEAN_DISTANCE = 0.3826


@dataclass(frozen=True, eq=False)
class People:
    """People at n spots, and how they were by one way of spreading alone.

    `ages` (n, 5) are people by age group, NaN where unknown; `radius` (n,) how many metres from
    their spot they may live. `housed` and `spread` count the totals that went to buildings and
    all that were spread. `unplaced` are those for whom nothing stands in their district.
    """

    people: Floats
    by_streets: Floats
    by_buildings: Floats
    ages: Floats
    radius: Floats
    housed: int = 0
    spread: int = 0
    unplaced: tuple[tuple[Holder, float], ...] = ()
    conflicts: tuple[Conflict, ...] = ()


def settle(spots: Spots, census: Census | None, area: Area) -> tuple[Spots, People]:
    """Return the spots, more of them where people have places of their own, and their people."""
    if census is None:
        zero = np.zeros(len(spots.metres))
        ages = np.full((len(zero), len(AGE_GROUPS)), np.nan)
        return spots, People(zero, zero, zero, ages, zero)
    if census.basis == "district":
        return spots, _of_districts(spots, census, area)
    return _of_places(spots, census, area)


def _of_districts(spots: Spots, census: Census, area: Area) -> People:
    totals = district_totals(spots, census, area)
    spread = spread_totals(spots, totals.owner, len(totals.holders))
    unplaced = tuple(
        (totals.holders[number], float(totals.people[number]))
        for number in np.flatnonzero(spread.unplaced)
    )
    people, by_streets, by_buildings, ages = _shared(
        spread, totals.owner, totals.people, totals.ages
    )
    return People(
        people,
        by_streets,
        by_buildings,
        _known_ages(ages, census),
        np.zeros(len(people)),
        int(spread.housed.sum()),
        int((~spread.unplaced).sum()),
        unplaced,
        totals.conflicts,
    )


def _shared(
    spread: Spread, owner: Integers, totals: Floats, ages: Floats
) -> tuple[Floats, Floats, Floats, Floats]:
    """Return people by the way taken, by streets, by buildings, and ages, at each spot."""
    if len(totals) == 0:
        zero = np.zeros(len(owner))
        return zero, zero, zero, np.full((len(owner), ages.shape[1]), np.nan)
    whole = np.where(owner >= 0, totals[owner], 0.0)
    by_age = np.where((owner >= 0)[:, None], ages[owner] * spread.part[:, None], 0.0)
    return whole * spread.part, whole * spread.by_streets, whole * spread.by_buildings, by_age


def _of_places(spots: Spots, census: Census, area: Area) -> tuple[Spots, People]:
    """Put cells and points where they are, and what is in large cells on what stands there."""
    planar = area.plane.project(census.shapes)
    side = np.sqrt(shapely.area(planar))
    ours = area.holds(shapely.centroid(planar))
    owner = _in_cells(spots, planar, np.flatnonzero(ours & (side > _LARGE_CELL_METRES)))
    spread = spread_totals(spots, owner, len(planar))
    large = np.zeros(len(planar), dtype=bool)
    large[owner[owner >= 0]] = True
    large &= ~spread.unplaced
    people, by_streets, by_buildings, ages = _shared(spread, owner, census.people, census.ages)
    own = point_spots(shapely.centroid(planar[ours & ~large]), area)
    alone = ours & ~large
    count = census.people[alone]
    return spots + own, People(
        np.concatenate((people, count)),
        np.concatenate((by_streets, count)),
        np.concatenate((by_buildings, count)),
        np.concatenate((_known_ages(ages, census), census.ages[alone])),
        np.concatenate((np.zeros(len(people)), side[alone] * _MEAN_DISTANCE)),
        int((spread.housed & large).sum()),
        int(large.sum()),
    )


def _in_cells(spots: Spots, cells: np.ndarray, wanted: Integers) -> Integers:
    """Return in which of the wanted cells each spot lies, -1 for none."""
    owner = np.full(len(spots.metres), -1, dtype=np.int64)
    if len(wanted):
        tree = shapely.STRtree(cells[wanted])
        spot, cell = tree.query(shapely.points(spots.planar), predicate="intersects")
        owner[spot[::-1]] = wanted[cell[::-1]]
    return owner


def _known_ages(ages: Floats, census: Census) -> Floats:
    """Return ages without gaps where the census knows any: who is at no spot is of no age."""
    knows = np.asarray(~np.isnan(census.ages).all(axis=0))
    return np.where(knows[None, :], np.nan_to_num(ages), np.nan)
