"""What coverage answers: one row a district, the whole city, and how sure it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from geoservice.coverage.asked import AskedCoverage
from geoservice.language import Both


@dataclass(frozen=True)
class AgeFigures:
    """People of one age group in a district, and those of them who reach a space for them."""

    people: float
    people_covered: float
    share: float | None
    variety: float | None  # kinds of spaces for them within reach, mean over these people


@dataclass(frozen=True)
class DistrictFigures:
    """Coverage of a district. Shares are 0 to 1; None where nothing is there to share.

    `people…` and `share…` are None where no population is loaded, then `street_share` stands in.
    `share_low` and `share_high` are the interval with all reasons at once. `inside` is the part
    of its area that lies in the city. `shares` are by minutes, `by_age` by age group. `gini` is of
    access (E2SFCA) over people, 0 all alike.
    """

    code: str
    level: str
    name_th: str | None
    name_en: str | None
    people: float | None
    people_covered: float | None
    share: float | None
    share_low: float | None
    share_high: float | None
    street_metres: float
    street_metres_covered: float
    street_share: float | None
    spaces: int
    nearest_minutes_median: float | None
    gini: float | None
    access: float | None
    variety: float | None
    built_hectares: float | None
    built_share: float | None
    inside: float
    shares: Mapping[int, float | None]
    by_age: Mapping[str, AgeFigures] = field(default_factory=dict)
    people_source: str | None = None


@dataclass(frozen=True)
class Reason:
    """One reason why a figure is not sure: the city's share with this reason alone."""

    id: str  # walking_speed, snapping, hours, people
    text: Both
    share_low: float | None
    share_high: float | None


@dataclass(frozen=True)
class Remark:
    """Something the reader must know about an answer: a fallback, a gap, a conflict."""

    id: str
    text: Both


@dataclass(frozen=True)
class PeopleSource:
    """Where the people come from: `basis` point, cell, district.

    `spread` says over what district totals were spread: buildings, streets, or both by district.
    """

    source: str
    year: int
    basis: str
    spread: str | None
    people: float

    @property
    def name(self) -> str:
        """Return the source as it is cited."""
        return f"{self.source} ({self.year})"


@dataclass(frozen=True)
class Lorenz:
    """The Lorenz curve of access: the part of people, worst off first, holds the part of access."""

    people: Sequence[float]
    access: Sequence[float]
    gini: float | None


@dataclass(frozen=True)
class Coverage:
    """The whole answer. `total` is the row of the city, level "city"."""

    asked: AskedCoverage
    level: str
    at: datetime | None
    city_th: str
    city_en: str
    people_source: PeopleSource | None
    districts: tuple[DistrictFigures, ...]
    total: DistrictFigures
    reasons: tuple[Reason, ...]
    remarks: tuple[Remark, ...]
    lorenz: Lorenz | None
    spaces_unknown_hours: int
    data_version: str
    attribution: str


@dataclass(frozen=True)
class Difference:
    """What a what-if changes in a district; None where there are no people to count."""

    code: str
    people_gained: float | None
    share_change: float | None
    street_metres_gained: float


@dataclass(frozen=True)
class Scenario:
    """Coverage before and after; gained and lost are people newly and no more covered."""

    before: Coverage
    after: Coverage
    differences: tuple[Difference, ...]
    people_gained: float | None
    people_newly_covered: float | None
    people_lost: float | None


@dataclass(frozen=True)
class Site:
    """A chosen place; `people_gained` beside those chosen before it."""

    lon: float
    lat: float
    people_gained: float
    cost: float
    name_th: str | None = None
    name_en: str | None = None
    district: str | None = None


@dataclass(frozen=True)
class Sites:
    """The best new places with the proof of how good they are.

    `bound` is what no choice can exceed (people; for goal "all" the number of sites that no
    choice can stay below), `gap` the part between it and what was found, `proven` whether it is
    0. `weighed_by` says what stands in for people where there are none: "people" or "streets".
    """

    sites: tuple[Site, ...]
    people_gained: float
    bound: float
    gap: float
    proven: bool
    goal: str
    weighed_by: str
    candidates: int
    unreachable: float
    timed_out: bool
    remarks: tuple[Remark, ...] = ()
