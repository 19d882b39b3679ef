"""Enough and various, not only near: what the spaces within reach offer, space by space.

Access and counts are sums over spaces, so a what-if takes some away and adds others without
looking at the rest again.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from geoservice.coverage.access import Crowds, find_access, weigh_catchments
from geoservice.coverage.asked import Decay
from geoservice.coverage.scene import Scene, each_seconds
from geoservice.coverage.spaces import Doors
from geoservice.store.words import AGE_GROUPS, KINDS
from geoservice.walk.streets import Floats

Counts = NDArray[np.int16]
_AT_ONCE = 64  # spaces searched together: some 30 MB for a city of 50,000 spots


@dataclass(frozen=True, eq=False)
class Catchment:
    """How catchments are measured: over which people, how far, and how they fade."""

    people: Floats
    horizon_seconds: float
    decay: Decay


@dataclass(frozen=True, eq=False)
class Enough:
    """At each of n spots: `access` in typical spaces per person, and spaces within reach by kind.

    `counts` is (kinds, n) for everybody; `by_age` the same for each age group where some spaces
    are not meant for all, else empty.
    """

    access: Floats
    counts: Counts
    by_age: tuple[Counts, ...]

    def counts_for(self, age: int) -> Counts:
        """Return the spaces within reach that are meant for an age group (its position)."""
        return self.by_age[age] if self.by_age else self.counts


def nothing(count: int) -> Enough:
    """Return what no space gives to so many spots."""
    return Enough(np.zeros(count), np.zeros((len(KINDS), count), dtype=np.int16), ())


@dataclass(frozen=True, eq=False)
class Giving:
    """Spaces that begin (sign 1) or cease (-1) to give; `supply` (k,) in typical spaces."""

    doors: Doors
    supply: Floats
    sign: int = 1


def give(scene: Scene, catchment: Catchment, giving: Giving, *, to: Enough) -> Enough:
    """Return what there is with some spaces more or fewer than `to` has, which stays as it is."""
    doors, sign = giving.doors, giving.sign
    access, counts = to.access.copy(), to.counts.copy()
    apart = bool(to.by_age) or not doors.for_age.all()
    ages = [to.counts_for(age).copy() for age in range(len(AGE_GROUPS))] if apart else []
    for some, found in _catchments(scene, doors, catchment.horizon_seconds):
        access += sign * find_access(_crowds(found, catchment), giving.supply[some])
        space = np.repeat(some, np.diff(found.indptr))
        kind, spot = doors.kind[space], found.indices
        np.add.at(counts, (kind, spot), np.int16(sign))
        for age, known in enumerate(ages):
            meant = doors.for_age[space, age]
            np.add.at(known, (kind[meant], spot[meant]), np.int16(sign))
    return Enough(np.maximum(access, 0.0), counts, tuple(ages))


def _crowds(found: csr_array, catchment: Catchment) -> Crowds:
    return weigh_catchments(
        found,
        catchment.people,
        decay=catchment.decay,
        horizon_seconds=catchment.horizon_seconds,
    )


def _catchments(
    scene: Scene, doors: Doors, horizon: float
) -> Iterator[tuple[np.ndarray, csr_array]]:
    """Give some spaces (positions) at a time with the seconds (spaces, n) within the horizon."""
    speed = scene.streets.network.profile.speed
    own = scene.placed.door_metres / speed
    for first in range(0, len(doors.piece), _AT_ONCE):
        some = np.arange(first, min(first + _AT_ONCE, len(doors.piece)))
        part = doors.only(some)
        seconds = each_seconds(scene, part, part.door_metres / speed, limit=horizon) + own
        row, spot = np.nonzero(seconds <= horizon)
        begins = np.concatenate(([0], np.cumsum(np.bincount(row, minlength=len(some)))))
        yield some, csr_array((seconds[row, spot], spot, begins), shape=seconds.shape)
