"""The stops of a draft as places to walk to, and why some of them are none."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from geoservice.ecology.candidates import WalkCity, check_inside, read_candidates
from geoservice.ecology.routes.drafts import DraftStop
from geoservice.ecology.routes.findings import Finding, gone, refused
from geoservice.ecology.stays import OWN_POINT_MINUTES
from geoservice.errors import InputError, NotFoundError
from geoservice.walk.itinerary import Candidate, Place


@dataclass(frozen=True)
class PlacedStop:
    """A stop that one can walk to; `number` counts from 1 as the stops are drawn."""

    number: int
    stop: DraftStop
    candidate: Candidate


def place_stops(
    session: Session, city: WalkCity, stops: tuple[DraftStop, ...]
) -> tuple[tuple[PlacedStop, ...], tuple[Finding, ...]]:
    """Return the stops that can be walked to in their order, and why others cannot."""
    spaces = _spaces(session, city, stops)
    placed: list[PlacedStop] = []
    findings: list[Finding] = []
    for number, stop in enumerate(stops, 1):
        found = _found(session, city, stop, spaces, number)
        if isinstance(found, Finding):
            findings.append(found)
        else:
            placed.append(PlacedStop(number, stop, found))
    return tuple(placed), tuple(findings)


def _found(
    session: Session,
    city: WalkCity,
    stop: DraftStop,
    spaces: Mapping[int, Candidate | InputError | None],
    number: int,
) -> Candidate | Finding:
    if stop.space is not None:
        return _of_space(spaces[stop.space], stop, number)
    if stop.lon is None or stop.lat is None:
        return gone(number)  # its space was erased
    try:
        check_inside(session, city, f"stops[{number - 1}]", Place(stop.lon, stop.lat))
    except InputError as error:
        return refused(number, error)
    return _named(Candidate(Place(stop.lon, stop.lat), dwell_minutes=OWN_POINT_MINUTES), stop)


def _of_space(
    found: Candidate | InputError | None, stop: DraftStop, number: int
) -> Candidate | Finding:
    if found is None:
        return gone(number)
    return refused(number, found) if isinstance(found, InputError) else _named(found, stop)


def _named(candidate: Candidate, stop: DraftStop) -> Candidate:
    """Return a candidate with how long one stays, a place of its own with its title."""
    stay = candidate.dwell_minutes if stop.dwell_minutes is None else stop.dwell_minutes
    if candidate.space is not None:
        return replace(candidate, dwell_minutes=stay)
    return replace(candidate, dwell_minutes=stay, name_th=stop.title_th, name_en=stop.title_en)


def _spaces(
    session: Session, city: WalkCity, stops: tuple[DraftStop, ...]
) -> Mapping[int, Candidate | InputError | None]:
    """Return the space of each id, why it is no stop, or None where it is not shown."""
    ids = list(dict.fromkeys(_ids(stops)))
    try:
        return dict(read_candidates(session, city, ids)) if ids else {}
    except (InputError, NotFoundError):
        return {number: _one(session, city, number) for number in ids}


def _ids(stops: tuple[DraftStop, ...]) -> Iterator[int]:
    return (stop.space for stop in stops if stop.space is not None)


def _one(session: Session, city: WalkCity, number: int) -> Candidate | InputError | None:
    try:
        return read_candidates(session, city, [number])[number]
    except NotFoundError:
        return None
    except InputError as error:
        return error
