"""The learning spaces that count: published ones with a place that may be shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from geoservice.coverage.asked import Addition
from geoservice.store.relations import view_of
from geoservice.store.words import AGE_GROUPS, KINDS
from geoservice.walk.hours import HoursState, open_states
from geoservice.walk.network import Network
from geoservice.walk.snapping import Spots, prefer_entrances, snap_all
from geoservice.walk.streets import Flags, Floats, Integers

_SPACES = view_of("spaces")


@dataclass(frozen=True)
class Fact:
    """One space: where it is, and what of it counts."""

    id: int  # below 0 for one that is not there yet
    kind: str
    lon: float
    lat: float
    opening_hours: str | None = None
    capacity: int | None = None
    age_groups: tuple[str, ...] = ()
    name_th: str | None = None
    name_en: str | None = None


@dataclass(frozen=True, eq=False)
class Doors:
    """Where k spaces are on a network: `piece` -1 where there is no way, `door_metres` beside it.

    `kind` is a position in KINDS, `for_age` (k, 5) whether a space is for an age group.
    """

    facts: tuple[Fact, ...]
    piece: Integers
    along: Floats
    door_metres: Floats
    kind: Integers
    for_age: Flags

    def __add__(self, other: "Doors") -> "Doors":
        """Return both, these first."""
        return Doors(
            self.facts + other.facts,
            np.concatenate((self.piece, other.piece)),
            np.concatenate((self.along, other.along)),
            np.concatenate((self.door_metres, other.door_metres)),
            np.concatenate((self.kind, other.kind)),
            np.concatenate((self.for_age, other.for_age)),
        )

    def only(self, wanted: Flags | Integers) -> "Doors":
        """Return some of them."""
        chosen = np.flatnonzero(wanted) if np.asarray(wanted).dtype == bool else wanted
        return Doors(
            tuple(self.facts[number] for number in chosen),
            self.piece[chosen],
            self.along[chosen],
            self.door_metres[chosen],
            self.kind[chosen],
            self.for_age[chosen],
        )


def read_spaces(session: Session, city_id: int) -> tuple[Fact, ...]:
    """Return all spaces of a city that have a place, by id."""
    columns = (
        *(_SPACES.c[name] for name in ("id", "kind")),
        func.st_x(_SPACES.c.geom),
        func.st_y(_SPACES.c.geom),
        *(_SPACES.c[name] for name in ("opening_hours", "capacity", "age_groups")),
        *(_SPACES.c[name] for name in ("name_th", "name_en")),
    )
    rows = session.execute(
        select(*columns)
        .where(_SPACES.c.city_id == city_id, _SPACES.c.geom.is_not(None))
        .order_by(_SPACES.c.id)
    )
    return tuple(
        Fact(id, kind, lon, lat, hours, capacity, tuple(ages), name_th, name_en)
        for id, kind, lon, lat, hours, capacity, ages, name_th, name_en in rows
    )


def added(addition: Addition, number: int, kinds: Sequence[str]) -> Fact:
    """Return an addition as a fact; without a kind it is of the first one asked for."""
    return Fact(
        id=-1 - number,
        kind=addition.kind or kinds[0],
        lon=addition.lon,
        lat=addition.lat,
        opening_hours=addition.opening_hours,
        capacity=addition.capacity,
    )


def find_doors(network: Network, facts: Sequence[Fact]) -> Doors:
    """Return where spaces are on a network, at an entrance where one is near."""
    places = [(fact.lon, fact.lat) for fact in facts]
    spots = snap_all(network, places)
    prefer_entrances(network, places, spots, range(len(facts)))
    return _doors(facts, spots)


def find_places(network: Network, facts: Sequence[Fact]) -> Doors:
    """Return where something might be built: right at the street."""
    return _doors(facts, snap_all(network, [(fact.lon, fact.lat) for fact in facts]))


def _doors(facts: Sequence[Fact], spots: Spots) -> Doors:
    ages = [[not fact.age_groups or age in fact.age_groups for age in AGE_GROUPS] for fact in facts]
    return Doors(
        tuple(facts),
        spots.piece,
        spots.along,
        np.where(spots.piece >= 0, spots.door_metres, 0.0),
        np.array([KINDS.index(fact.kind) for fact in facts], dtype=np.int64),
        np.array(ages, dtype=bool).reshape(-1, len(AGE_GROUPS)),
    )


def hours_of(
    facts: Sequence[Fact], *, at: datetime | None, country: str
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return which spaces are surely open, and of which it is not known, at a wall clock time.

    Whatever the hour (`at` None) all are open.
    """
    if at is None:
        return np.ones(len(facts), dtype=bool), np.zeros(len(facts), dtype=bool)
    texts = [fact.opening_hours or "" for fact in facts]
    states = open_states([text for text in texts if text], at=at, country=country)
    found = [states.get(text, HoursState.UNKNOWN) for text in texts]
    return (
        np.array([state is HoursState.OPEN for state in found], dtype=bool),
        np.array([state is HoursState.UNKNOWN for state in found], dtype=bool),
    )
