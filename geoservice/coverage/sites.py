"""Where next: the best new places, with the proof of how good they are.

People who already reach a space count for nothing, nor do those whom a new one would reach only
beyond the asked minutes. The choice itself is made in `siting`.
"""

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_array, vstack

from geoservice.coverage.asked import AskedSites, SiteCandidate
from geoservice.coverage.candidates import MOST_JUNCTIONS, find_candidates
from geoservice.coverage.figures import Remark, Site, Sites
from geoservice.coverage.measuring import Measure
from geoservice.coverage.scene import Scene, each_seconds
from geoservice.coverage.sight import Sight
from geoservice.coverage.siting import Choice, Question, choose_all, choose_most
from geoservice.coverage.spaces import Doors, Fact, find_places
from geoservice.coverage.standing import Standing
from geoservice.language import say_both
from geoservice.walk.streets import Floats

_AT_ONCE = 64
_SOMEBODY = 1e-9


def find_best(sight: Sight, measure: Measure, standing: Standing, asked: AskedSites) -> Sites:
    """Return the best places for new spaces; InputError where there is nothing to choose from."""
    candidates = find_candidates(sight, asked)
    weights = _uncovered(measure, standing)
    spots = np.flatnonzero(weights > _SOMEBODY)
    doors = find_places(sight.setting.network, _facts(candidates, sight))
    reached = doors.piece >= 0
    covers = _covers(sight, doors, spots)
    question = Question(
        covers=covers,
        people=weights[spots],
        costs=np.array([each.cost for each in candidates], dtype=float),
    )
    choice = _choose(question, asked)
    return Sites(
        sites=_sites(sight, candidates, choice),
        people_gained=choice.gained,
        bound=choice.bound,
        gap=choice.gap,
        proven=choice.proven,
        goal=asked.goal,
        weighed_by="people" if measure.ground.counted is not None else "streets",
        candidates=len(candidates),
        unreachable=choice.unreachable,
        timed_out=choice.timed_out,
        remarks=_remarks(asked, candidates, int((~reached).sum())),
    )


def _choose(question: Question, asked: AskedSites) -> Choice:
    if asked.goal == "all":
        return choose_all(question, seconds=asked.seconds)
    return choose_most(question, count=asked.count, budget=asked.budget, seconds=asked.seconds)


def _uncovered(measure: Measure, standing: Standing) -> Floats:
    """Return the people at each spot who reach no space, or metres of street where none count."""
    counted = measure.ground.counted is not None
    weights = measure.ground.people if counted else measure.reached_metres
    return weights * (1 - measure.part(standing.times.nearest, measure.minutes * 60))


def _facts(candidates: Sequence[SiteCandidate], sight: Sight) -> list[Fact]:
    kind = sight.asked.all_kinds[0]
    return [Fact(-1 - n, kind, each.lon, each.lat) for n, each in enumerate(candidates)]


def _covers(sight: Sight, doors: Doors, spots: np.ndarray) -> csr_array:
    """Return which candidates would be reached in time from which spots, (candidates, spots)."""
    setting, horizon = sight.setting, sight.asked.minutes * 60.0
    speed = setting.network.profile.speed
    scene = Scene(setting.scene.streets, setting.placed.only(spots))
    own = scene.placed.door_metres / speed
    parts = []
    for first in range(0, len(doors.piece), _AT_ONCE):
        some = doors.only(np.arange(first, min(first + _AT_ONCE, len(doors.piece))))
        seconds = each_seconds(scene, some, some.door_metres / speed, limit=horizon)
        parts.append(csr_array(seconds + own <= horizon, dtype=np.int8))
    return csr_array(vstack(parts, format="csr"))


def _sites(sight: Sight, candidates: Sequence[SiteCandidate], choice: Choice) -> tuple[Site, ...]:
    chosen = [candidates[number] for number in choice.chosen]
    if not chosen:
        return ()
    districts, _ = sight.setting.area.where(np.array([(each.lon, each.lat) for each in chosen]))
    level = sight.setting.ground.levels[sight.level]
    return tuple(
        Site(
            each.lon,
            each.lat,
            gain,
            each.cost,
            each.name_th,
            each.name_en,
            level.codes[district[sight.level]] if district[sight.level] >= 0 else None,
        )
        for each, gain, district in zip(chosen, choice.gains, districts, strict=True)
    )


def _remarks(
    asked: AskedSites, candidates: Sequence[SiteCandidate], lost: int
) -> tuple[Remark, ...]:
    remarks = []
    if asked.candidates == "junctions":
        remarks.append(
            Remark(
                "thinned",
                say_both(
                    "{count} junctions were compared, evenly spread over the city (at most "
                    "{most}).",
                    count=len(candidates),
                    most=MOST_JUNCTIONS,
                ),
            )
        )
    if lost:
        remarks.append(
            Remark(
                "off_network",
                say_both("{count} of the places lie off the street network.", count=lost),
            )
        )
    return tuple(remarks)
