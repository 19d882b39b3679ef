"""Where a new space might stand: at junctions, in public buildings, or at given places."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from geoservice.coverage.asked import AskedSites, SiteCandidate
from geoservice.coverage.sight import Sight
from geoservice.errors import InputError
from geoservice.walk.streets import Floats

MOST_JUNCTIONS = 1500  # so that the whole question is answered in some seconds
PUBLIC_KINDS = (
    *("temple", "school", "university", "hospital", "library", "museum"),
    *("community_centre", "government", "market"),
)
_FIRST_CELL_METRES = 50.0


def find_candidates(sight: Sight, asked: AskedSites) -> tuple[SiteCandidate, ...]:
    """Return the places among which is chosen, none of them in an area to avoid.

    InputError where none is left.
    """
    if asked.candidates == "junctions":
        found = _junctions(sight, _allowed(sight, asked.avoid))
    elif asked.candidates == "buildings":
        found = tuple(_kept(_buildings(sight), _allowed(sight, asked.avoid)))
    else:
        found = tuple(_kept(asked.candidates, _allowed(sight, asked.avoid)))
    if not found:
        raise InputError(
            "No place is left to choose from: all lie outside {city} or in an area to avoid.",
            city=asked.coverage.city,
        )
    return found


class _Allowed:
    """The city without the areas to avoid, on its plane."""

    def __init__(self, sight: Sight, avoid: Iterable[shapely.Geometry]) -> None:
        self._area = sight.setting.area
        forbidden = shapely.union_all([self._area.plane.project(each) for each in avoid])
        shapely.prepare(forbidden)
        self._forbidden = forbidden

    def which(self, places: Floats) -> NDArray[np.bool_]:
        """Return which lon, lat places (n, 2) are allowed."""
        points = shapely.points(np.column_stack(self._area.plane.metres(places)))
        return np.asarray(self._area.holds(points) & ~shapely.intersects(self._forbidden, points))


def _allowed(sight: Sight, avoid: Sequence[Any]) -> _Allowed:
    return _Allowed(sight, [shapely.geometry.shape(each) for each in avoid])


def _kept(places: Iterable[SiteCandidate], allowed: _Allowed) -> list[SiteCandidate]:
    places = list(places)
    if not places:
        return []
    inside = allowed.which(np.array([(each.lon, each.lat) for each in places]))
    return [each for each, kept in zip(places, inside, strict=True) if kept]


def _buildings(sight: Sight) -> Iterable[SiteCandidate]:
    """Give the public spaces of other kinds than those asked for, once each place."""
    for fact in sight.facts:
        if fact.kind in PUBLIC_KINDS and fact.kind not in sight.asked.kinds:
            yield SiteCandidate(fact.lon, fact.lat, name_th=fact.name_th, name_en=fact.name_en)


def _junctions(sight: Sight, allowed: _Allowed) -> tuple[SiteCandidate, ...]:
    """Return junctions of the main component, one in each cell of a grid so wide as is needed."""
    network = sight.setting.network
    ends = np.unique(network.streets.ends[network.main])
    ends = ends[allowed.which(network.streets.junctions[ends])] if len(ends) else ends
    ends = _thinned(network.planar_junctions[ends], ends, network.streets.degrees)
    return tuple(SiteCandidate(*place) for place in network.streets.junctions[ends].tolist())


def _thinned(
    planar: Floats, junctions: NDArray[np.int32], degrees: NDArray[np.int64]
) -> NDArray[np.int32]:
    """Return at most `MOST_JUNCTIONS`, of each cell the one where most pieces meet."""
    cell = _FIRST_CELL_METRES
    kept = junctions
    while len(kept) > MOST_JUNCTIONS:
        order = np.argsort(-degrees[junctions], kind="stable")
        cells = np.floor(planar[order] / cell).astype(np.int64)
        _, first = np.unique(cells, axis=0, return_index=True)
        kept = junctions[order[np.sort(first)]]
        cell *= 1.1
    return kept
