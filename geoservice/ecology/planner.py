"""From what somebody asks to a planned walk, with all that is told of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy.orm import Session

from geoservice.ecology.asked import AskedWalk
from geoservice.ecology.candidates import (
    WalkCity,
    check_inside,
    read_city,
    read_descriptions,
    read_landmarks,
)
from geoservice.ecology.routes.knowledge import Known, read_knowledge
from geoservice.ecology.wishes import PASSED, Moment, departure, make_wish
from geoservice.walk.itinerary import Place, Walk, Wish
from geoservice.walk.network import Network
from geoservice.walk.planning import plan_walk
from geoservice.walk.profiles import Profile, find_profile
from geoservice.walk.reach import Reach, find_reach
from geoservice.walk.shelf import NetworkShelf
from geoservice.walk.snapping import snap

Descriptions = Mapping[int, tuple[str | None, str | None]]
"""What is written about spaces, by id: in Thai, in English."""


@dataclass(frozen=True)
class PlannedWalk:
    """A walk, what was asked for it, and what is told of its stops.

    A time of departure in `asked` is on the city's clock. `is_past`: the departure has passed.
    `knowledge` is what is published about the spaces at the stops, by their id.
    """

    city: WalkCity
    asked: AskedWalk
    walk: Walk
    descriptions: Descriptions = field(default_factory=dict)
    is_past: bool = False
    knowledge: Mapping[int, Sequence[Known]] = field(default_factory=dict)


@dataclass(frozen=True)
class AskedReach:
    """From where, how long, and who walks. Minutes ascend."""

    city: str
    place: Place
    minutes: tuple[int, ...]
    profile: str


@dataclass(frozen=True)
class FoundReach:
    """What is reached, for each of the minutes asked for."""

    city: WalkCity
    asked: AskedReach
    reach: tuple[Reach, ...]


def plan(session: Session, networks: NetworkShelf, asked: AskedWalk, moment: Moment) -> PlannedWalk:
    """Return the walk that is asked for, planned on the streets as they are now.

    NotFoundError and InputError, each in one sentence, for what cannot be walked.
    """
    city = read_city(session, asked.city)
    depart = departure(asked, city, moment)
    wish = make_wish(session, city, asked, depart=depart)
    landmarks = read_landmarks(session, city, _places(wish))

    def network_of(profile: Profile, prefer: tuple[str, ...]) -> Network:
        return networks.network(session, city.id, profile, prefer)

    walk = plan_walk(network_of, wish, landmarks=landmarks)
    spaces = [stop.candidate.space for stop in walk.stops if stop.candidate.space is not None]
    return PlannedWalk(
        city=city,
        asked=replace(asked, depart=depart) if asked.depart else asked,
        walk=walk,
        descriptions=read_descriptions(session, spaces),
        is_past=depart < moment.now - PASSED,
        knowledge=read_knowledge(session, spaces),
    )


def _places(wish: Wish) -> list[Place]:
    ends = [each for each in (wish.start, wish.end) if each is not None]
    return [each.place for each in (*wish.stops, *wish.candidates, *ends)]


def find_reach_from(session: Session, networks: NetworkShelf, asked: AskedReach) -> FoundReach:
    """Return where one gets on foot from a place of a city."""
    city = read_city(session, asked.city)
    check_inside(session, city, "place", asked.place)
    network = networks.network(session, city.id, find_profile(asked.profile))
    spot = snap(network, asked.place)
    return FoundReach(city, asked, find_reach(network, spot, minutes=asked.minutes))
