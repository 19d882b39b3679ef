"""Plan a walk: put every place on the network, choose and order the stops, lay the legs."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from geoservice.walk.choosing import Choice, choose_stops, walked_rows
from geoservice.walk.directions import LandmarkIndex
from geoservice.walk.ground import Ground, survey
from geoservice.walk.itinerary import Alternative, Candidate, Landmark, Leg, Stop, Walk, Wish
from geoservice.walk.legs import Course, make_legs
from geoservice.walk.network import Network
from geoservice.walk.profiles import Profile, find_profile
from geoservice.walk.remarks import remarks
from geoservice.walk.timetable import find_visit, later
from geoservice.walk.variants import OFFERED, find_variant

NetworkOf = Callable[[Profile, tuple[str, ...]], Network]
"""Gives the network of a city for a profile and what is preferred on the way."""


def plan_walk(network_of: NetworkOf, wish: Wish, *, landmarks: Iterable[Landmark] = ()) -> Walk:
    """Return the walk that a wish asks for; the same wish gives the same walk.

    InputError where a place cannot be walked to, and as `choose_stops`.
    """
    profile = find_profile(wish.profile)
    ground = survey(network_of(profile, wish.prefer), wish)
    choice = choose_stops(ground, wish)
    rows = walked_rows(ground, wish, choice.order)
    course = Course(
        tuple(ground.ways.spots[row] for row in rows),
        tuple(_names(ground, wish, row) for row in rows),
        LandmarkIndex(landmarks),
    )
    walk = _walk(wish, ground, choice, make_legs(ground.ways, course, rows))
    variants = tuple(_alternatives(walk, course, network_of))
    thai, english = remarks(walk)
    return replace(walk, alternatives=variants, notes_th=thai, notes_en=english)


def _names(ground: Ground, wish: Wish, row: int) -> tuple[str | None, str | None]:
    named: Candidate | None = (
        ground.stops[row]
        if row < len(ground.stops)
        else wish.end
        if row == ground.end
        else wish.start
    )
    return (named.name_th, named.name_en) if named else (None, None)


def _walk(wish: Wish, ground: Ground, choice: Choice, legs: tuple[Leg, ...]) -> Walk:
    stops = tuple(_stops(wish, ground, choice, legs))
    walking = sum(leg.seconds for leg in legs)
    staying = sum(choice.waits) + sum(stop.dwell_minutes * 60 for stop in stops)
    rows = walked_rows(ground, wish, choice.order)
    return Walk(
        wish=wish,
        legs=legs,
        stops=stops,
        start=ground.ways.spots[rows[0]].place,
        end=ground.ways.spots[rows[-1]].place,
        depart=wish.depart,
        arrive=later(wish.depart, walking + staying),
        metres=sum(leg.metres for leg in legs),
        walk_seconds=walking,
        dwell_seconds=staying,
        seconds=walking + staying,
        proven=choice.proven,
        left_out=(*choice.left_out, *ground.lost),
    )


def _stops(wish: Wish, ground: Ground, choice: Choice, legs: tuple[Leg, ...]) -> Iterator[Stop]:
    """Yield the stops with their times, one leg before each but, without a start, the first."""
    coming = [0, *(leg.seconds for leg in legs)] if ground.start is None else None
    seconds = coming or [leg.seconds for leg in legs]
    clock = wish.depart
    for number, row in enumerate(choice.order):
        candidate = ground.stops[row]
        arrive = later(clock, seconds[number])
        visit = find_visit(candidate, arrive, wait=choice.waits[number], country=wish.country)
        clock = visit.leave
        yield Stop(
            candidate=candidate,
            arrive=arrive,
            leave=visit.leave,
            dwell_minutes=candidate.dwell_minutes,
            door_metres=ground.ways.spots[row].door_metres,
            opens=visit.opens,
            closes=visit.closes,
            hours_known=visit.hours_known,
            is_open=visit.is_open,
            why_th=choice.whys[number][0],
            why_en=choice.whys[number][1],
            wished=ground.positions[row] if wish.stops else None,
        )


def _alternatives(walk: Walk, course: Course, network_of: NetworkOf) -> Iterator[Alternative]:
    """Yield variants of the same stops that are within the budget too."""
    profile = find_profile(walk.wish.profile)
    spare = None
    if walk.wish.budget_minutes is not None:
        spare = walk.wish.budget_minutes * 60 - walk.seconds
    for prefer in OFFERED:
        if prefer in walk.wish.prefer or not walk.legs:
            continue
        network = network_of(profile, (*walk.wish.prefer, prefer))
        found = find_variant(network, prefer, course, walk.legs)
        if found and (spare is None or found.seconds - walk.walk_seconds <= spare):
            yield found
