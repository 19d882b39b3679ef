"""Coverage of a city as it is, as it might be, and where a new space would help most."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from shapely.geometry.base import BaseGeometry
from sqlalchemy.orm import Session

from geoservice.coverage.answering import answer, answer_figures
from geoservice.coverage.asked import AskedCoverage, AskedScenario, AskedSites
from geoservice.coverage.figures import Coverage, Scenario, Sites
from geoservice.coverage.scenario import change_supply, compare, find_changed, try_out, uncounted
from geoservice.coverage.shelf import CoverageShelf
from geoservice.coverage.sight import Sight, look, measure_of, standing_of, supply_of
from geoservice.coverage.sites import find_best
from geoservice.coverage.standing import Standing
from geoservice.coverage.street_minutes import StreetMinutes, find_street_minutes

__all__ = ["cover", "district_shapes", "find_sites", "street_minutes", "try_scenario"]


def cover(session: Session, shelf: CoverageShelf, asked: AskedCoverage) -> Coverage:
    """Return who reaches a space of the asked kinds on foot, by district and in the city.

    NotFoundError where there is no such city or it has no streets. What is missing otherwise
    (people, districts, spaces) is answered with a stated fallback.
    """
    sight = look(session, shelf, asked)
    return _coverage(shelf, sight, standing_of(shelf, sight))


def _coverage(shelf: CoverageShelf, sight: Sight, standing: Standing) -> Coverage:
    return shelf.remember(
        ("coverage", *sight.key, sight.asked, sight.clock),
        partial(answer, sight, measure_of(shelf, sight), standing),
    )


def try_scenario(session: Session, shelf: CoverageShelf, asked: AskedScenario) -> Scenario:
    """Return coverage before and after a change, and what the change does.

    NotFoundError for a space that is not there, InputError for a place outside the city.
    """
    sight = look(session, shelf, asked.coverage)
    before = standing_of(shelf, sight)
    after = try_out(sight, before, find_changed(sight, before.supply, asked), asked)
    measure = measure_of(shelf, sight)
    told = answer_figures(sight, measure, after)
    told = replace(told, remarks=(*told.remarks, *uncounted(asked)))
    return compare(measure, (before.times, after.times), (_coverage(shelf, sight, before), told))


def find_sites(session: Session, shelf: CoverageShelf, asked: AskedSites) -> Sites:
    """Return where new spaces would help most, with the proof of how good that is.

    InputError where no place is left to choose from.
    """
    sight = look(session, shelf, asked.coverage)
    measure, standing = measure_of(shelf, sight), standing_of(shelf, sight)
    session.close()  # nobody waits for its connection while the best places are sought
    return find_best(sight, measure, standing, asked)


def street_minutes(
    session: Session, shelf: CoverageShelf, asked: AskedCoverage | AskedScenario
) -> StreetMinutes:
    """Return the seconds from every street piece into the nearest space that is surely open."""
    coverage = asked.coverage if isinstance(asked, AskedScenario) else asked
    sight = look(session, shelf, coverage)
    supply = supply_of(shelf, sight)
    if isinstance(asked, AskedScenario):
        supply = change_supply(sight, supply, find_changed(sight, supply, asked)).supply
    return find_street_minutes(
        sight.setting.scene.streets, supply.certain, version=sight.setting.version
    )


def district_shapes(
    session: Session, shelf: CoverageShelf, asked: AskedCoverage
) -> Mapping[str, BaseGeometry]:
    """Return the lon, lat polygons of the districts that an answer has, by code."""
    sight = look(session, shelf, asked)
    level = sight.setting.area.levels[sight.level]
    return dict(zip(level.codes, level.shapes, strict=True))
