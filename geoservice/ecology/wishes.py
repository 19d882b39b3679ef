"""From what somebody asks to the wish that a walk is planned for: ids become places."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from geoservice.ecology.asked import AskedPlace, AskedWalk, check_asked
from geoservice.ecology.candidates import (
    Surroundings,
    WalkCity,
    check_inside,
    find_candidates,
    read_candidates,
)
from geoservice.ecology.stays import OWN_POINT_MINUTES
from geoservice.errors import InputError
from geoservice.store.cities import zone
from geoservice.walk.itinerary import Candidate, Place, Wish
from geoservice.walk.profiles import find_profile

PASSED = timedelta(days=1)  # a plan of this morning is still asked for tonight
_AHEAD = timedelta(days=2 * 366)
_EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
_FARTHEST_METRES = 5000.0


@dataclass(frozen=True)
class Moment:
    """The time of asking. `saved`: the walk was saved once, and its departure may have passed."""

    now: datetime
    saved: bool = False


def departure(asked: AskedWalk, city: WalkCity, moment: Moment) -> datetime:
    """Return when a walk departs, on the city's clock; now is the minute that runs.

    InputError for one more than a day past, unless it was saved, or more than two years ahead.
    """
    clock = zone(city.timezone)
    if asked.depart is None:
        return moment.now.astimezone(clock).replace(second=0, microsecond=0)
    given = asked.depart if asked.depart.tzinfo else asked.depart.replace(tzinfo=clock)
    earliest = _EARLIEST if moment.saved else moment.now - PASSED
    if not earliest <= given <= moment.now + _AHEAD:
        raise InputError(
            "The departure {depart} is more than a day past or more than two years ahead; leave "
            "'depart' out to start now.",
            depart=f"{given:%Y-%m-%d %H:%M}",
        )
    return given.astimezone(clock)


def make_wish(session: Session, city: WalkCity, asked: AskedWalk, *, depart: datetime) -> Wish:
    """Return the wish for a walk, its spaces looked up, candidates chosen where none are named.

    NotFoundError and InputError, each in one sentence, for what cannot be walked to.
    """
    check_asked(asked)
    find_profile(asked.profile)
    named = _look_up(session, city, asked)
    stops = tuple(_staying(asked, place, named[place]) for place in asked.stops)
    start, end = (None if each is None else named[each] for each in (asked.start, asked.end))
    chosen: tuple[Candidate, ...] = ()
    if asked.budget_minutes is not None and not stops and asked.start and start:
        around = _surroundings(asked, start.place, (end or start).place)
        found = find_candidates(session, city, around)
        there = {asked.start.space, asked.end.space if asked.end else None}
        chosen = tuple(_staying(asked, None, each) for each in found if each.space not in there)
    return Wish(
        depart=depart,
        country=city.country,
        stops=stops,
        candidates=chosen,
        start=start,
        end=end,
        loop=asked.loop,
        best_order=asked.best_order,
        fixed=dict(asked.fixed),
        budget_minutes=asked.budget_minutes,
        profile=asked.profile,
        prefer=asked.prefer,
        themes=asked.themes,
        age_group=asked.age_group,
        seen=frozenset(asked.seen),
    )


def _look_up(session: Session, city: WalkCity, asked: AskedWalk) -> dict[AskedPlace, Candidate]:
    """Return every named place as a candidate that one only passes."""
    ids = [place.space for place in asked.places if place.space is not None]
    spaces = read_candidates(session, city, ids) if ids else {}
    found: dict[AskedPlace, Candidate] = {}
    names = [*(f"stops[{n}]" for n in range(len(asked.stops))), *_end_names(asked)]
    for name, place in zip(names, asked.places, strict=True):
        if place.space is not None:
            found[place] = spaces[place.space]
            continue
        own = Place(place.lon or 0.0, place.lat or 0.0)
        check_inside(session, city, name, own)
        found[place] = Candidate(own)
    return found


def _end_names(asked: AskedWalk) -> list[str]:
    ends = (("start", asked.start), ("end", asked.end))
    return [name for name, place in ends if place is not None]


def _staying(asked: AskedWalk, place: AskedPlace | None, candidate: Candidate) -> Candidate:
    """Return a candidate with how long one stays: its own, of its kind, of all, or as usual."""
    usual = candidate.dwell_minutes if candidate.kind else OWN_POINT_MINUTES
    choices = (
        place.dwell_minutes if place else None,
        asked.dwell_of_kinds.get(candidate.kind or ""),
        asked.dwell_minutes,
        usual,
    )
    return replace(candidate, dwell_minutes=next(each for each in choices if each is not None))


def _surroundings(asked: AskedWalk, start: Place, end: Place) -> Surroundings:
    """Return where stops can lie: one who walks all the time gets no farther than half of it.

    Within half the way around the middle of start and end: the circle around that ellipse.
    """
    seconds = 60.0 * (asked.budget_minutes or 0)
    return Surroundings(
        centre=Place((start.lon + end.lon) / 2, (start.lat + end.lat) / 2),
        metres=min(seconds * find_profile(asked.profile).speed / 2, _FARTHEST_METRES),
        kinds=asked.kinds,
        themes=asked.themes,
        age_group=asked.age_group,
    )
