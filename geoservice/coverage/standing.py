"""How things stand: the spaces that count, and how far it is to them from everywhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from geoservice.coverage.access import supply_of, typical_capacities
from geoservice.coverage.asked import AskedCoverage
from geoservice.coverage.enough import Catchment, Enough, Giving, give, nothing
from geoservice.coverage.shelf import Setting
from geoservice.coverage.spaces import Doors, Fact, find_doors, hours_of
from geoservice.coverage.times import Times, find_times, threshold
from geoservice.walk.streets import Flags, Floats


@dataclass(frozen=True, eq=False)
class Supply:
    """The spaces of the asked kinds on a network, and which of them are open.

    `sure` and `unknown` (k,): surely open at the asked hour, and open or not, nobody knows.
    `typical` are the usual capacities by kind (its position).
    """

    doors: Doors
    sure: Flags
    unknown: Flags
    typical: dict[int, float]

    @property
    def certain(self) -> Doors:
        """Return the spaces that are surely open."""
        return self.doors.only(self.sure)

    def offered(self, doors: Doors) -> Floats:
        """Return what spaces offer, in typical spaces of their kind."""
        return supply_of(capacities(doors), doors.kind, self.typical)


@dataclass(frozen=True, eq=False)
class Standing:
    """The supply, the seconds to it from every spot, and what it gives to everybody."""

    supply: Supply
    times: Times
    enough: Enough


@dataclass(frozen=True)
class Clock:
    """The hour that is asked for, on the city's clock, and whose holidays count."""

    at: datetime | None
    country: str


def capacities(doors: Doors) -> Floats:
    """Return the capacity of spaces (k,), NaN where nobody knows."""
    return np.array([fact.capacity or np.nan for fact in doors.facts], dtype=float)


def make_supply(
    setting: Setting,
    facts: Sequence[Fact],
    clock: Clock,
    *,
    typical: dict[int, float] | None = None,
) -> Supply:
    """Put spaces on the network and say which of them are open."""
    doors = find_doors(setting.network, facts)
    sure, unknown = hours_of(facts, at=clock.at, country=clock.country)
    if typical is None:
        typical = dict(typical_capacities(capacities(doors), doors.kind))
    return Supply(doors, sure, unknown, typical)


def catchment_of(setting: Setting, asked: AskedCoverage) -> Catchment:
    """Return how catchments are measured; where nobody is counted nobody shares."""
    return Catchment(setting.ground.people, asked.minutes * 60.0, asked.decay)


def times_of(setting: Setting, supply: Supply, asked: AskedCoverage) -> Times:
    """Return the seconds to the nearest space from every spot, with their bounds."""
    profile = setting.network.profile
    return find_times(
        setting.scene,
        supply.certain,
        supply.doors.only(supply.unknown),
        radius=setting.ground.radius,
        limit=threshold(profile, asked.minutes, speed=profile.fastest),
    )


def stand(setting: Setting, supply: Supply, asked: AskedCoverage) -> Standing:
    """Return how things stand with a supply."""
    certain = supply.certain
    enough = give(
        setting.scene,
        catchment_of(setting, asked),
        Giving(certain, supply.offered(certain)),
        to=nothing(len(setting.ground.people)),
    )
    return Standing(supply, times_of(setting, supply, asked), enough)


def count_spaces(setting: Setting, level: int, doors: Doors) -> Floats:
    """Return how many spaces stand in each district of a level, and in the city (d + 1,)."""
    facts = doors.facts
    count = len(setting.ground.levels[level].codes)
    places = np.array([(fact.lon, fact.lat) for fact in facts], dtype=float).reshape(-1, 2)
    if len(facts) == 0:
        return np.zeros(count + 1)
    districts, inside = setting.area.where(places)
    ours = districts[inside, level]
    return np.append(np.bincount(ours[ours >= 0], minlength=count), inside.sum()).astype(float)
