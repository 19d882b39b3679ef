"""A city as one question finds it: its setting, the spaces that count, the hour, the level."""

from collections.abc import Hashable
from dataclasses import dataclass
from functools import partial

from sqlalchemy.orm import Session

from geoservice.coverage.asked import AskedCoverage
from geoservice.coverage.ground import Ground
from geoservice.coverage.measuring import Measure
from geoservice.coverage.shelf import CoverageShelf, Setting, spaces_version
from geoservice.coverage.spaces import Fact, read_spaces
from geoservice.coverage.standing import Clock, Standing, Supply, make_supply, stand
from geoservice.ecology.candidates import WalkCity, read_city
from geoservice.store.cities import zone
from geoservice.walk.profiles import find_profile


@dataclass(frozen=True, eq=False)
class Sight:
    """What a question is about. `facts` are all spaces of the city, whatever their kind.

    `key` names the spaces and the setting: under the same key they are the same.
    """

    asked: AskedCoverage
    city: WalkCity
    clock: Clock
    setting: Setting
    facts: tuple[Fact, ...]
    level: int
    key: tuple[Hashable, ...]

    @property
    def data_version(self) -> str:
        """Return the version of all that the answer hangs on, but the hour."""
        return "-".join(str(part) for part in self.key[-2:])


def look(session: Session, shelf: CoverageShelf, asked: AskedCoverage) -> Sight:
    """Return what a question is about.

    NotFoundError where there is no such city or it has no streets, InputError for no such profile.
    """
    profile = find_profile(asked.profile)
    city = read_city(session, asked.city)
    setting = shelf.setting(session, city.id, profile)
    version = spaces_version(session, city.id)
    facts = shelf.remember(
        ("facts", city.id, version), partial(read_spaces, session, city_id=city.id)
    )
    return Sight(
        asked,
        city,
        _clock(asked, city),
        setting,
        facts,
        _level(setting.ground, asked),
        (city.id, profile.id, setting.version, version),
    )


def _clock(asked: AskedCoverage, city: WalkCity) -> Clock:
    if asked.at is None:
        return Clock(None, city.country)
    here = zone(city.timezone)
    at = asked.at.replace(tzinfo=here) if asked.at.tzinfo is None else asked.at.astimezone(here)
    return Clock(at.replace(second=0, microsecond=0), city.country)


def _level(ground: Ground, asked: AskedCoverage) -> int:
    """Return the position of the level asked for, of the finest where it is not there."""
    levels = [level.level for level in ground.levels]
    return levels.index(asked.level) if asked.level in levels else 0


def supply_of(shelf: CoverageShelf, sight: Sight) -> Supply:
    """Return the spaces of the asked kinds as they are."""
    kinds = sight.asked.all_kinds
    facts = [fact for fact in sight.facts if fact.kind in kinds]
    return shelf.remember(
        ("supply", *sight.key, kinds, sight.clock),
        partial(make_supply, sight.setting, facts, sight.clock),
    )


def standing_of(shelf: CoverageShelf, sight: Sight) -> Standing:
    """Return how things stand as they are."""
    supply, asked = supply_of(shelf, sight), sight.asked
    hours = (supply.sure.tobytes(), supply.unknown.tobytes())
    return shelf.remember(
        ("standing", *sight.key, asked.all_kinds, asked.minutes, asked.decay, hours),
        partial(stand, sight.setting, supply, asked),
    )


def measure_of(shelf: CoverageShelf, sight: Sight) -> Measure:
    """Return what is measured, with what is the same for every supply known already."""
    setting, minutes = sight.setting, sight.asked.minutes
    return shelf.remember(
        ("measure", *sight.key[:-1], sight.level, minutes),
        partial(Measure, setting.ground, setting.scene, minutes, sight.level),
    )
