"""The whole answer on coverage, from how things stand."""

from dataclasses import replace

from geoservice.coverage.figures import Coverage, PeopleSource, Reason
from geoservice.coverage.ground import Counted, Ground
from geoservice.coverage.measuring import Measure, tell_districts, tell_lorenz, told_shares
from geoservice.coverage.remarks import ground_remarks, joined, space_remarks
from geoservice.coverage.sight import Sight
from geoservice.coverage.standing import Standing, count_spaces
from geoservice.language import Both, say_both


def answer(sight: Sight, measure: Measure, standing: Standing) -> Coverage:
    """Return all figures of a city with their interval, its reasons, and what one must know."""
    return replace(
        answer_figures(sight, measure, standing),
        reasons=_reasons(measure, standing),
        lorenz=tell_lorenz(measure, standing.enough),
    )


def answer_figures(sight: Sight, measure: Measure, standing: Standing) -> Coverage:
    """Return the figures with their interval alone: what a what-if needs at every move."""
    supply, ground = standing.supply, sight.setting.ground
    level = ground.levels[sight.level]
    spaces = count_spaces(sight.setting, sight.level, supply.certain)
    *districts, total = tell_districts(measure, standing.times, standing.enough, spaces)
    unknown = int(supply.unknown.sum())
    return Coverage(
        asked=sight.asked,
        level=level.level,
        at=sight.clock.at,
        city_th=sight.city.name_th,
        city_en=sight.city.name_en,
        people_source=_source(ground),
        districts=tuple(districts),
        total=total,
        reasons=(),
        remarks=joined(
            ground_remarks(ground, sight.asked, level), space_remarks(supply.doors, unknown)
        ),
        lorenz=None,
        spaces_unknown_hours=unknown,
        data_version=sight.data_version,
        attribution=sight.city.attribution,
    )


def _source(ground: Ground) -> PeopleSource | None:
    counted = ground.counted
    if counted is None:
        return None
    people = float(ground.people.sum())
    people += sum(count for level in ground.levels for _, count in level.unplaced)
    return PeopleSource(counted.source, counted.year, counted.basis, _spread(counted), people)


def _spread(counted: Counted) -> str | None:
    if counted.spread == 0:
        return None
    if counted.housed == counted.spread:
        return "buildings"
    return "streets" if counted.housed == 0 else "both"


def _reasons(measure: Measure, standing: Standing) -> tuple[Reason, ...]:
    texts = _texts(measure)
    return tuple(
        Reason(id, texts[id], low, high) for id, low, high in told_shares(measure, standing.times)
    )


def _texts(measure: Measure) -> dict[str, Both]:
    profile = measure.profile
    return {
        "walking_speed": say_both(
            "People walk {slowest} to {fastest} metres a second; {speed} is counted with.",
            slowest=f"{profile.slowest:.2f}",
            fastest=f"{profile.fastest:.2f}",
            speed=f"{profile.speed:.2f}",
        ),
        "snapping": say_both(
            "Between door and street the straight line is counted; around a corner it is up to "
            "1.4 times as far, and people in a cell may live nearer or farther than its middle."
        ),
        "hours": say_both(
            "Spaces whose hours nobody knows are closed at the least and open at the most."
        ),
        "people": say_both(
            "Where only totals of districts are known, people may live along the streets or in "
            "the buildings."
        ),
    }
