"""A route checked as it stands now: its stops, the ways between them, and its best hours."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

import numpy as np
from sqlalchemy.orm import Session

from geoservice.ecology.candidates import WalkCity, read_city, read_landmarks
from geoservice.ecology.routes.drafts import Draft, check_drawn
from geoservice.ecology.routes.findings import Finding, moved, no_streets, unreachable
from geoservice.ecology.routes.hours import Times, find_times
from geoservice.ecology.routes.places import PlacedStop, place_stops
from geoservice.errors import NotFoundError
from geoservice.geo import WGS84
from geoservice.store.cities import zone
from geoservice.walk.directions import LandmarkIndex
from geoservice.walk.itinerary import Leg, Place
from geoservice.walk.legs import Course, make_legs
from geoservice.walk.network import Network
from geoservice.walk.paths import find_chain
from geoservice.walk.profiles import find_profile
from geoservice.walk.shelf import NetworkShelf
from geoservice.walk.snapping import Spot, prefer_entrances, snap_all, spot_of

_MOVED_METRES = 30.0


@dataclass(frozen=True)
class RouteLeg:
    """The way to the next stop, or back to the first; `leg` None: there is none.

    `number` is that of the stop it leads from, as they are drawn.
    """

    number: int
    leg: Leg | None


@dataclass(frozen=True)
class RouteCheck:
    """A route as it can be walked now; `times` are those of its stops from the start on."""

    city: WalkCity
    draft: Draft
    stops: tuple[PlacedStop, ...]
    legs: tuple[RouteLeg, ...]
    times: Times
    findings: tuple[Finding, ...]

    @property
    def metres(self) -> float:
        """Return how far one walks."""
        return sum(each.leg.metres for each in self.legs if each.leg)

    @property
    def walk_seconds(self) -> int:
        """Return how long one walks."""
        return sum(each.leg.seconds for each in self.legs if each.leg)

    @property
    def dwell_seconds(self) -> int:
        """Return how long one stays at the stops."""
        return sum(60 * each.candidate.dwell_minutes for each in self.stops)

    @property
    def in_the_way(self) -> tuple[Finding, ...]:
        """Return the findings with which it cannot be published."""
        return tuple(each for each in self.findings if each.is_in_the_way)


def check_route(
    session: Session,
    networks: NetworkShelf,
    draft: Draft,
    *,
    now: datetime,
    stood: Mapping[int, Place] | None = None,
) -> RouteCheck:
    """Return a draft as it can be walked on the streets as they are now.

    `stood` is where its spaces stood when it was last checked. InputError for a draft that no
    walk can be made of, NotFoundError for an unknown city.
    """
    check_drawn(draft)
    city = read_city(session, draft.city)
    stops, findings = place_stops(session, city, draft.stops)
    legs, of_legs = _legs(session, networks, city, draft, stops)
    walked = [each.leg.seconds if each.leg else 0 for each in legs]
    times = find_times(draft, stops, walked, city=city, now=now.astimezone(zone(city.timezone)))
    found = (*findings, *_moved(stops, stood or {}), *of_legs, *times.findings)
    return RouteCheck(city, draft, stops, legs, times, found)


def _moved(stops: Sequence[PlacedStop], stood: Mapping[int, Place]) -> Iterator[Finding]:
    for each in stops:
        before = stood.get(each.candidate.space or 0)
        metres = WGS84.inv(*before, *each.candidate.place)[2] if before else 0.0
        if metres > _MOVED_METRES:
            yield moved(each.number, each.candidate, metres)


def _legs(
    session: Session,
    networks: NetworkShelf,
    city: WalkCity,
    draft: Draft,
    stops: tuple[PlacedStop, ...],
) -> tuple[tuple[RouteLeg, ...], tuple[Finding, ...]]:
    """Return the ways from stop to stop, and what is wrong with them."""
    if len(stops) < 2:
        return (), ()
    try:
        network = networks.network(session, city.id, find_profile(draft.profile))
    except NotFoundError:
        return (), (no_streets(),)
    walked = (*stops, stops[0]) if draft.loop else stops
    places = [each.candidate.place for each in walked]
    landmarks = LandmarkIndex(read_landmarks(session, city, places))
    spots = _spots(network, walked)
    legs = tuple(
        RouteLeg(start.number, _leg(network, (spots[n], spots[n + 1]), end, landmarks))
        for n, (start, end) in enumerate(pairwise(walked))
    )
    return legs, tuple(unreachable(each.number) for each in legs if each.leg is None)


def _leg(
    network: Network, pair: tuple[Spot | None, Spot | None], end: PlacedStop, known: LandmarkIndex
) -> Leg | None:
    start, goal = pair
    if start is None or goal is None:
        return None
    ways = find_chain(network, (start, goal), limits=(float(np.inf),))
    if ways.seconds[0, 1] < 0:
        return None
    names = (end.candidate.name_th, end.candidate.name_en)
    return make_legs(ways, Course((start, goal), ((None, None), names), known), (0, 1))[0]


def _spots(network: Network, stops: Sequence[PlacedStop]) -> list[Spot | None]:
    """Return where each stop is on the network, None where one cannot get to it."""
    places = [each.candidate.place for each in stops]
    spots = snap_all(network, places)
    with_doors = [n for n, each in enumerate(stops) if each.candidate.space is not None]
    prefer_entrances(network, places, spots, with_doors)
    return [
        None if spots.piece[n] < 0 else spot_of(network, spots, n, place)
        for n, place in enumerate(places)
    ]
