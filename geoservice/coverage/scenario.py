"""What if: some spaces more, some fewer, some other than they are.

Only what changes is looked at anew: the nearest space is sought once more for all, access and
variety are changed by what the spaces taken away and put there give.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from geoservice.coverage.asked import AskedScenario, Change
from geoservice.coverage.enough import Giving, give
from geoservice.coverage.figures import Coverage, Difference, Remark, Scenario
from geoservice.coverage.measuring import Measure
from geoservice.coverage.sight import Sight
from geoservice.coverage.spaces import Doors, Fact, added
from geoservice.coverage.standing import (
    Standing,
    Supply,
    catchment_of,
    make_supply,
    times_of,
)
from geoservice.coverage.times import Times
from geoservice.errors import InputError, NotFoundError
from geoservice.geo import CITY_MARGIN_METRES
from geoservice.language import say_both


@dataclass(frozen=True, eq=False)
class Changed:
    """The spaces that are taken away, by position in the supply, and those put there."""

    gone: np.ndarray
    facts: tuple[Fact, ...]


def find_changed(sight: Sight, supply: Supply, asked: AskedScenario) -> Changed:
    """Return what a scenario takes away and puts there.

    NotFoundError for a space that the city does not have, InputError for one that is both
    removed and changed or a place outside the city.
    """
    known = {fact.id: fact for fact in sight.facts}
    changes = {change.space: change for change in asked.change}
    _check(asked, known)
    kinds = asked.coverage.all_kinds
    new = [added(addition, n, kinds) for n, addition in enumerate(asked.add)]
    new += [_changed(known[id], change) for id, change in changes.items()]
    _check_places(sight, asked, new)
    gone = {*asked.remove, *changes}
    positions = [n for n, fact in enumerate(supply.doors.facts) if fact.id in gone]
    counting = tuple(fact for fact in new if fact.kind in kinds)
    return Changed(np.array(positions, dtype=np.int64), counting)


def _check(asked: AskedScenario, known: Iterable[int]) -> None:
    there = set(known)
    changed = [change.space for change in asked.change]
    for id in (*asked.remove, *changed):
        if id not in there:
            raise NotFoundError(
                "There is no space {space} with a place in this city; it may have been removed or "
                "hidden.",
                space=id,
            )
    twice = set(asked.remove) & set(changed) | {id for id in changed if changed.count(id) > 1}
    if twice:
        raise InputError(
            "Space {space} is changed twice or both removed and changed; say one thing of it.",
            space=min(twice),
        )


def _check_places(sight: Sight, asked: AskedScenario, new: Sequence[Fact]) -> None:
    area = sight.setting.area
    for fact in new:
        if not area.is_near(fact.lon, fact.lat, metres=CITY_MARGIN_METRES):
            raise InputError(
                "The place {lon}, {lat} lies outside {city}; longitude comes first.",
                lon=fact.lon,
                lat=fact.lat,
                city=asked.coverage.city,
            )


def _changed(fact: Fact, change: Change) -> Fact:
    moved = change.lon is not None and change.lat is not None
    return replace(
        fact,
        lon=change.lon if moved and change.lon is not None else fact.lon,
        lat=change.lat if moved and change.lat is not None else fact.lat,
        opening_hours=change.opening_hours or fact.opening_hours,
        capacity=change.capacity if change.capacity is not None else fact.capacity,
    )


def uncounted(asked: AskedScenario) -> Iterator[Remark]:
    """Give a remark where additions are of kinds that are not asked for."""
    kinds = asked.coverage.all_kinds
    count = sum(each.kind is not None and each.kind not in kinds for each in asked.add)
    if count:
        yield Remark(
            "uncounted",
            say_both(
                "{count} of the added spaces are of kinds that are not asked for and change "
                "nothing; choose their kinds too.",
                count=count,
            ),
        )


@dataclass(frozen=True, eq=False)
class Tried:
    """The supply with the changes, and the spaces that were open and went, and that came."""

    supply: Supply
    gone: Doors
    come: Doors


def change_supply(sight: Sight, old: Supply, changed: Changed) -> Tried:
    """Return the spaces that count with the changes."""
    new = make_supply(sight.setting, changed.facts, sight.clock, typical=old.typical)
    stays = np.ones(len(old.sure), dtype=bool)
    stays[changed.gone] = False
    supply = Supply(
        old.doors.only(stays) + new.doors,
        np.concatenate((old.sure[stays], new.sure)),
        np.concatenate((old.unknown[stays], new.unknown)),
        old.typical,
    )
    return Tried(supply, old.doors.only(~stays & old.sure), new.certain)


def try_out(sight: Sight, before: Standing, changed: Changed, asked: AskedScenario) -> Standing:
    """Return how things stand with the changes."""
    setting, tried = sight.setting, change_supply(sight, before.supply, changed)
    catchment = catchment_of(setting, asked.coverage)
    enough = before.enough
    for doors, sign in ((tried.gone, -1), (tried.come, 1)):
        if doors.facts:
            giving = Giving(doors, before.supply.offered(doors), sign)
            enough = give(setting.scene, catchment, giving, to=enough)
    return Standing(tried.supply, times_of(setting, tried.supply, asked.coverage), enough)


def compare(
    measure: Measure, times: tuple[Times, Times], coverages: tuple[Coverage, Coverage]
) -> Scenario:
    """Return what a scenario changes, given seconds and figures before and after."""
    before, after = coverages
    usual = measure.minutes * 60
    then, now = (measure.part(each.nearest, usual) for each in times)
    people = measure.ground.people
    counted = measure.ground.counted is not None
    gained = float((people * np.maximum(now - then, 0)).sum())
    lost = float((people * np.maximum(then - now, 0)).sum())
    rows = zip(before.districts, after.districts, strict=True)
    return Scenario(
        before=before,
        after=after,
        differences=tuple(
            Difference(
                old.code,
                _less(new.people_covered, old.people_covered),
                _less(new.share, old.share),
                new.street_metres_covered - old.street_metres_covered,
            )
            for old, new in rows
        ),
        people_gained=gained - lost if counted else None,
        people_newly_covered=gained if counted else None,
        people_lost=lost if counted else None,
    )


def _less(new: float | None, old: float | None) -> float | None:
    return None if new is None or old is None else new - old
