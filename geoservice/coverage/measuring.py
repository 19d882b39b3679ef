"""From seconds at every spot to the figures of every district, with their interval."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from geoservice.coverage.approach import Approach, covered_part
from geoservice.coverage.asked import STEPS
from geoservice.coverage.enough import Enough
from geoservice.coverage.figures import AgeFigures, DistrictFigures, Lorenz
from geoservice.coverage.ground import Ground
from geoservice.coverage.inequality import lorenz
from geoservice.coverage.scene import Scene
from geoservice.coverage.sums import Groups, ratio
from geoservice.coverage.times import Times, threshold
from geoservice.coverage.variety import variety
from geoservice.store.words import AGE_GROUPS
from geoservice.walk.profiles import Profile
from geoservice.walk.streets import Floats

CITY = "city"  # the level of the row of the whole city


@dataclass(frozen=True, eq=False)
class Measure:
    """What is measured: the spots of a city, where they are, and for whom."""

    ground: Ground
    scene: Scene
    minutes: int
    level: int

    @property
    def profile(self) -> Profile:
        """Return who walks."""
        return self.scene.streets.network.profile

    @cached_property
    def groups(self) -> Groups:
        """Return the districts of the level that is asked for."""
        level = self.ground.levels[self.level]
        return Groups(self.ground.district[:, self.level], len(level.codes))

    @cached_property
    def people(self) -> Floats:
        """Return the people who could be placed, by district."""
        return self.groups.sum(self.ground.people)

    @cached_property
    def all_people(self) -> Floats:
        """Return all people, those who could not be placed too."""
        unplaced = np.zeros(self.groups.count + 1)
        for position, people in self.ground.levels[self.level].unplaced:
            unplaced[position] += people
        unplaced[-1] = sum(count for level in self.ground.levels for _, count in level.unplaced)
        return self.people + unplaced

    @cached_property
    def spreads(self) -> tuple[tuple[Floats, Floats], ...]:
        """Return each way of spreading people that differs: people at spots, and by district."""
        ground = self.ground
        others = (ground.by_streets, ground.by_buildings)
        ways = [ground.people, *(way for way in others if not np.array_equal(way, ground.people))]
        return tuple((way, self.groups.sum(way)) for way in ways)

    @cached_property
    def ages(self) -> tuple[tuple[int, Floats, Floats], ...]:
        """Return position, people at spots and by district of each age group that is known."""
        known = np.flatnonzero(np.isfinite(self.ground.ages).any(axis=0))
        columns = {int(age): np.nan_to_num(self.ground.ages[:, age]) for age in known}
        return tuple((age, people, self.groups.sum(people)) for age, people in columns.items())

    @cached_property
    def street_metres(self) -> Floats:
        """Return the metres of street, by district."""
        return self.groups.sum(self.ground.metres)

    @cached_property
    def hectares(self) -> Floats:
        """Return the hectares of built ground, by district."""
        return self.groups.sum(self.ground.hectares)

    @cached_property
    def reached_metres(self) -> Floats:
        """Return the metres of street at spots that can be reached at all."""
        return np.where(self.scene.placed.itself, self.ground.metres, 0.0)

    def slow(self) -> float:
        """Return the threshold of the slowest walkers, at the usual speed."""
        return threshold(self.profile, self.minutes, speed=self.profile.slowest)

    def fast(self) -> float:
        """Return the threshold of the fastest walkers, at the usual speed."""
        return threshold(self.profile, self.minutes, speed=self.profile.fastest)

    def part(self, found: Approach, limit: float | Floats) -> Floats:
        """Return which part of each spot is within a limit in seconds."""
        return covered_part(self.scene, found, limit)


@dataclass(frozen=True, eq=False)
class Bounds:
    """The least and the most of each share (d + 1,), None where nobody is counted."""

    low: Floats
    high: Floats


def bound_shares(measure: Measure, times: Times) -> Bounds:
    """Return the interval of the shares with all reasons at once."""
    nearer = measure.ground.radius / measure.profile.speed
    low = measure.part(times.longest, measure.slow())
    high = measure.part(times.perhaps, measure.fast() + nearer)
    lows, highs = [], []
    for people, whole in measure.spreads:
        lows.append(ratio(measure.groups.sum(people * low), whole))
        highs.append(ratio(measure.groups.sum(people * high), whole))
    return Bounds(np.fmin.reduce(lows), np.fmax.reduce(highs))


def tell_districts(
    measure: Measure, times: Times, enough: Enough | None, spaces: Floats
) -> tuple[DistrictFigures, ...]:
    """Return the rows of the districts, and of the city last."""
    columns = _Columns(measure, times, enough)
    level = measure.ground.levels[measure.level]
    codes = [*zip(level.codes, level.names, level.inside, strict=True), (CITY, (None, None), 1.0)]
    return tuple(
        columns.row(number, code, name, inside, int(spaces[number]))
        for number, (code, name, inside) in enumerate(codes)
    )


class _Columns:
    """All figures as columns (d + 1,)."""

    def __init__(self, measure: Measure, times: Times, enough: Enough | None) -> None:
        self.measure, self.groups, ground = measure, measure.groups, measure.ground
        self.counted = ground.counted is not None
        part = measure.part(times.nearest, measure.minutes * 60)
        self.covered = self.groups.sum(ground.people * part)
        self.share = ratio(self.covered, measure.people)
        self.bounds = bound_shares(measure, times)
        self.metres = self.groups.sum(measure.reached_metres * part)
        self.built = ratio(self.groups.sum(ground.hectares * part), measure.hectares)
        weights = ground.people if self.counted else measure.reached_metres
        self.median = self.groups.median(times.middle / 60, weights)
        self.shares = {step: self._share_at(times, step, weights) for step in STEPS}
        self._tell_enough(enough, weights)
        self.ages = dict(self._ages(part, enough))

    def _share_at(self, times: Times, minutes: int, weights: Floats) -> Floats:
        part = self.measure.part(times.nearest, minutes * 60)
        if self.counted:
            return ratio(self.groups.sum(weights * part), self.measure.people)
        return ratio(self.groups.sum(weights * part), self.measure.street_metres)

    def _tell_enough(self, enough: Enough | None, weights: Floats) -> None:
        nothing = np.full(self.groups.count + 1, np.nan)
        self.access = self.variety = nothing
        self.gini: list[float | None] = [None] * (self.groups.count + 1)
        if enough is not None:
            self.variety = self.groups.mean(variety(enough.counts), weights)
        if enough is not None and self.counted:
            self.access = self.groups.mean(enough.access, weights)
            self.gini = self.groups.gini(enough.access, weights)

    def _ages(
        self, part: Floats, enough: Enough | None
    ) -> Iterator[tuple[str, tuple[Floats, Floats, Floats, Floats]]]:
        for age, people, whole in self.measure.ages:
            covered = self.groups.sum(people * part)
            kinds = np.full(self.groups.count + 1, np.nan)
            if enough is not None:
                kinds = self.groups.mean(variety(enough.counts_for(age)), people)
            yield AGE_GROUPS[age], (whole, covered, ratio(covered, whole), kinds)

    def row(
        self, n: int, code: str, name: tuple[str | None, str | None], inside: float, spaces: int
    ) -> DistrictFigures:
        """Return row n."""
        measure = self.measure
        whole = n == self.groups.count
        return DistrictFigures(
            code=code,
            level=CITY if whole else measure.ground.levels[measure.level].level,
            name_th=name[0],
            name_en=name[1],
            people=float(measure.all_people[n]) if self.counted else None,
            people_covered=self._of_people(n, self.covered),
            share=self._of_people(n, self.share),
            share_low=self._of_people(n, self.bounds.low),
            share_high=self._of_people(n, self.bounds.high),
            street_metres=float(measure.street_metres[n]),
            street_metres_covered=float(self.metres[n]),
            street_share=_known(ratio(self.metres, measure.street_metres)[n]),
            spaces=spaces,
            nearest_minutes_median=_finite(self.median[n]),
            gini=self.gini[n],
            access=_known(self.access[n]),
            variety=_known(self.variety[n]),
            built_hectares=float(measure.hectares[n]) if measure.hectares[-1] > 0 else None,
            built_share=_known(self.built[n]),
            inside=min(inside, 1.0),
            shares={step: _known(values[n]) for step, values in self.shares.items()},
            by_age={group: self._age(n, *columns) for group, columns in self.ages.items()},
            people_source=measure.ground.counted.name if measure.ground.counted else None,
        )

    def _of_people(self, n: int, column: Floats) -> float | None:
        """Return a figure of people, None where there are none that could be placed."""
        return _known(column[n]) if self.counted and self.measure.people[n] > 0 else None

    @staticmethod
    def _age(n: int, whole: Floats, covered: Floats, share: Floats, kinds: Floats) -> AgeFigures:
        return AgeFigures(float(whole[n]), float(covered[n]), _known(share[n]), _known(kinds[n]))


def _known(value: float) -> float | None:
    return None if np.isnan(value) else min(float(value), np.inf)


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def told_shares(measure: Measure, times: Times) -> tuple[tuple[str, float, float], ...]:
    """Return the city's share at the least and at the most for each reason alone.

    Reasons are walking_speed, snapping, hours and people; nothing without people.
    """
    ground, usual = measure.ground, measure.minutes * 60
    people, whole = ground.people, float(ground.people.sum())
    if whole <= 0:
        return ()

    def share(found: Approach, limit: float | Floats, of: Floats = people) -> float:
        return float((of * measure.part(found, limit)).sum()) / whole

    central = share(times.nearest, usual)
    nearer = usual + ground.radius / measure.profile.speed
    spreads = [share(times.nearest, usual, way) for way, _ in measure.spreads]
    reasons = (
        (
            "walking_speed",
            share(times.nearest, measure.slow()),
            share(times.nearest, measure.fast()),
        ),
        ("snapping", share(times.longest, usual), share(times.nearest, nearer)),
        ("hours", central, share(times.perhaps, usual)),
        ("people", min(spreads), max(spreads)),
    )
    return reasons


def tell_lorenz(measure: Measure, enough: Enough | None) -> Lorenz | None:
    """Return the Lorenz curve of access over the people of the city."""
    if enough is None or measure.ground.counted is None:
        return None
    return lorenz(enough.access, measure.ground.people)
