"""Totals of areas spread over what stands in them: streets by length, buildings by ground.

A total goes to buildings if buildings are mapped along at least half of the area's streets, else
to street pieces. How it would be the other way is kept beside, so that an answer can say how much
hangs on that (areal interpolation with ancillary data: Mennis 2003, Professional Geographer 55:1).
"""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from geoservice.coverage.spots import Spots
from geoservice.walk.streets import Flags, Floats, Integers

_NEAR_METRES = 60.0  # a building so near a street stands along it
_MAPPED_SHARE = 0.5
_HALF_MAPPED_SHARE = 0.25  # from here on the other way is worth a look


@dataclass(frozen=True, eq=False)
class Spread:
    """People of c areas on n spots.

    `part` (n,): the part of its area's total that each spot gets; `by_streets` and `by_buildings`
    (n,) the same by one way alone, equal to `part` where that way is not open. `housed` (c,):
    the total went to buildings. `unplaced` (c,): nothing is there that could hold people.
    """

    part: Floats
    by_streets: Floats
    by_buildings: Floats
    housed: Flags
    unplaced: Flags


def spread_totals(spots: Spots, owner: Integers, count: int) -> Spread:
    """Return how the totals of `count` areas go to spots; `owner` (n,) is each spot's, -1 none."""
    streets, metres = _parts(spots.metres, owner, count)
    buildings, ground = _parts(spots.hectares, owner, count)
    mapped = _mapped(spots, owner, count)
    housed = (ground > 0) & ((mapped >= _MAPPED_SHARE) | (metres <= 0))
    known = (ground > 0) & ((mapped >= _HALF_MAPPED_SHARE) | housed)
    of = np.where(owner < 0, count, owner)  # a last area of nobody's
    in_housed = np.append(housed, False)[of]
    part = np.where(in_housed, buildings, streets)
    return Spread(
        part=part,
        by_streets=np.where(np.append(metres > 0, False)[of], streets, part),
        by_buildings=np.where(np.append(known, False)[of], buildings, part),
        housed=housed,
        unplaced=(metres <= 0) & (ground <= 0),
    )


def _parts(weight: Floats, owner: Integers, count: int) -> tuple[Floats, Floats]:
    """Return each spot's part of its area's weight, and the weight of each area."""
    owned = owner >= 0
    whole = np.bincount(owner[owned], weights=weight[owned], minlength=count)
    part = np.zeros(len(weight))
    with np.errstate(divide="ignore", invalid="ignore"):
        part[owned] = np.nan_to_num(weight[owned] / whole[owner[owned]], posinf=0.0)
    return part, np.asarray(whole, dtype=float)


def _mapped(spots: Spots, owner: Integers, count: int) -> Floats:
    """Return along which part of each area's streets buildings stand."""
    stretch = np.flatnonzero((spots.metres > 0) & (owner >= 0))
    built = spots.planar[spots.hectares > 0]
    near = np.zeros(len(spots.metres), dtype=bool)
    if len(built) and len(stretch):
        tree = shapely.STRtree(shapely.points(built))
        found, _ = tree.query_nearest(
            _points(spots.planar[stretch]), max_distance=_NEAR_METRES, all_matches=False
        )
        near[stretch[found]] = True
    metres = np.bincount(owner[stretch], weights=spots.metres[stretch], minlength=count)
    along = np.bincount(
        owner[stretch], weights=spots.metres[stretch] * near[stretch], minlength=count
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.nan_to_num(along / metres)


def _points(planar: Floats) -> NDArray[np.object_]:
    return np.asarray(shapely.points(planar))
