"""What a planner asks for: coverage, a change to it, the best new places."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from geoservice.store.words import KINDS

Decay = Literal["binary", "linear", "gaussian", "exponential", "zones"]
DECAYS: tuple[Decay, ...] = ("gaussian", "linear", "exponential", "zones", "binary")
HEXAGONS = "hexagon"  # the level that stands in where a city has no districts
DEFAULT_MINUTES = 15
MOST_MINUTES = 60
STEPS = (5, 10, 15)  # minutes at which every district's share is told beside the asked one
MOST_CHANGES = 200
MOST_SITES = 50
MOST_CANDIDATES = 5_000


@dataclass(frozen=True)
class AskedCoverage:
    """Whose coverage is asked: `kinds` () for all; `level` None for the finest there is.

    `at` is on the city's own clock or has a zone; None: whatever the hour.
    """

    city: str
    kinds: tuple[str, ...] = ()
    minutes: int = DEFAULT_MINUTES
    profile: str = "adult"
    level: str | None = None
    at: datetime | None = None
    decay: Decay = "gaussian"

    @property
    def all_kinds(self) -> tuple[str, ...]:
        """Return the kinds that count."""
        return self.kinds or KINDS


@dataclass(frozen=True)
class Addition:
    """A space that is not there yet; without a kind it is of the first one asked for."""

    lon: float
    lat: float
    kind: str | None = None
    opening_hours: str | None = None
    capacity: int | None = None


@dataclass(frozen=True)
class Change:
    """A space as it might be: moved if `lon` and `lat` are given, else with other facts."""

    space: int
    lon: float | None = None
    lat: float | None = None
    opening_hours: str | None = None
    capacity: int | None = None


@dataclass(frozen=True)
class AskedScenario:
    """A what-if: coverage with some spaces more, some fewer, some other than they are."""

    coverage: AskedCoverage
    add: tuple[Addition, ...] = ()
    remove: tuple[int, ...] = ()
    change: tuple[Change, ...] = ()


@dataclass(frozen=True)
class SiteCandidate:
    """A place where a new space might stand, and what it costs where a budget is given."""

    lon: float
    lat: float
    cost: float = 1.0
    name_th: str | None = None
    name_en: str | None = None


@dataclass(frozen=True)
class AskedSites:
    """Where next: `goal` "most" people newly covered by `count` (MCLP), or "all" of them (LSCP).

    `candidates` are given places, or "junctions", or "buildings" (public spaces of other kinds).
    `avoid` are GeoJSON (multi)polygons where nothing may stand. `budget` bounds the sum of costs
    instead of `count`. `seconds` is how long the solver may look.
    """

    coverage: AskedCoverage
    count: int | None = 3
    goal: Literal["most", "all"] = "most"
    candidates: Literal["junctions", "buildings"] | tuple[SiteCandidate, ...] = "junctions"
    avoid: tuple[Mapping[str, Any], ...] = ()
    budget: float | None = None
    seconds: float = 10.0
