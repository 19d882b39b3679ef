"""What a walk is made of, as values: what is wished for, and what is walked, stop by stop."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple


class Place(NamedTuple):
    """A place on the earth: longitude and latitude in degrees, EPSG:4326."""

    lon: float
    lat: float


class Part(NamedTuple):
    """A street piece as it is walked: from one part of its line (0 to 1) to another.

    `piece` is its position in the network's arrays.
    """

    piece: int
    begin: float
    end: float

    @property
    def against(self) -> bool:
        """Return whether it is walked against its line."""
        return self.begin > self.end


@dataclass(frozen=True)
class Candidate:
    """A place one may stop at: a learning space, or a point of one's own (`space` None).

    `hours` are opening hours in OSM syntax, None where nobody knows them. `rank` is 0 or more:
    how much one learns there. `dwell_minutes` is how long one stays.
    """

    place: Place
    space: int | None = None
    kind: str | None = None
    name_th: str | None = None
    name_en: str | None = None
    hours: str | None = None
    rank: float = 0.0
    age_groups: tuple[str, ...] = ()
    agendas: tuple[str, ...] = ()
    dwell_minutes: int = 0


@dataclass(frozen=True)
class Landmark:
    """Something one sees on the way, to turn at; a greater `rank` is better known."""

    place: Place
    name_th: str | None
    name_en: str | None
    rank: float = 0.0


@dataclass(frozen=True)
class Wish:
    """What somebody asks of a walk.

    `stops` are wanted in this order, or in the best one (`best_order`); `fixed` maps the position
    of a stop in `stops` to its position on the walk, both from 0. With `budget_minutes` stops are
    chosen from `stops`, or from `candidates` where there are none, so that walking and staying
    never take longer. `seen` are spaces the person knows already. `depart` has a time zone.
    `prefer` holds "lit", "covered", "quiet" or "shade".
    """

    depart: datetime
    country: str = "TH"
    stops: tuple[Candidate, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    start: Candidate | None = None
    end: Candidate | None = None
    loop: bool = False
    best_order: bool = False
    fixed: dict[int, int] = field(default_factory=dict)
    budget_minutes: int | None = None
    profile: str = "adult"
    prefer: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    age_group: str | None = None
    seen: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Stretch:
    """A street piece, or a part of one, as it is walked: all in walking direction.

    `coordinates` are lon, lat, two or more. `climbs` says of steps whether they go up, None where
    unmapped. `branches` is how many street pieces meet where this stretch ends, itself included:
    2 is no junction, 1 a dead end. `crossing` is the OSM value of a crossing (a crossing piece, or
    a crossing node at its end), "" where there is none. A door stretch (`highway` "door") is the
    straight line between a door and the street.
    """

    coordinates: tuple[Place, ...]
    metres: float
    seconds: float
    highway: str
    name_th: str | None = None
    name_en: str | None = None
    steps: bool = False
    step_count: int | None = None
    climbs: bool | None = None
    bridge: bool = False
    tunnel: bool = False
    layer: int = 0
    covered: bool = False
    crossing: str = ""
    branches: int = 2
    unknown: bool = False


@dataclass(frozen=True)
class Step:
    """One instruction. `at` is where it applies, `vertex` its position on the leg's line.

    `kind`: depart, turn, continue, steps, bridge, underpass, cross, arrive. `metres` and
    `seconds` are how far one goes on from here until the next step.
    """

    kind: str
    text_th: str
    text_en: str
    at: Place
    vertex: int
    metres: int
    seconds: int
    modifier: str = ""
    street_th: str | None = None
    street_en: str | None = None


@dataclass(frozen=True)
class Leg:
    """The walk from one stop to the next. `seconds` are whole, rounded up.

    `unknown_metres` are those of which nobody mapped what the profile needs to know. `parts` are
    the pieces of the network it walks, see `paths`.
    """

    coordinates: tuple[Place, ...]
    metres: float
    seconds: int
    stretches: tuple[Stretch, ...]
    steps: tuple[Step, ...] = ()
    unknown_metres: float = 0.0
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True)
class Stop:
    """A stop of a walk: when one comes and goes, and why it is on it.

    `opens` and `closes` bound the opening span that holds `arrive` (None: not known, or open
    without end); `is_open` is None where nobody knows. `wished` is the stop's position among the
    wished stops, None where it was chosen. `door_metres` is the way from the street to the door.
    """

    candidate: Candidate
    arrive: datetime
    leave: datetime
    dwell_minutes: int
    door_metres: float
    opens: datetime | None
    closes: datetime | None
    hours_known: bool
    is_open: bool | None
    why_th: str
    why_en: str
    wished: int | None = None


@dataclass(frozen=True)
class LeftOut:
    """A candidate that is not on the walk. `reason` is a word for machines.

    Reasons: closed, too_far, no_time, not_reachable, seen, less.
    """

    candidate: Candidate
    reason: str
    text_th: str
    text_en: str


@dataclass(frozen=True)
class Alternative:
    """A variant of the same stops: what it prefers, and what it costs."""

    prefer: str
    metres: float
    seconds: int
    legs: tuple[Leg, ...]


@dataclass(frozen=True)
class Walk:
    """A planned walk: `len(legs)` is one more than the stops, less a missing start or end.

    `proven` says that no order is shorter. `seconds` counts walking and staying.
    """

    wish: Wish
    legs: tuple[Leg, ...]
    stops: tuple[Stop, ...]
    start: Place
    end: Place
    depart: datetime
    arrive: datetime
    metres: float
    walk_seconds: int
    dwell_seconds: int
    seconds: int
    proven: bool
    left_out: tuple[LeftOut, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    notes_th: tuple[str, ...] = ()
    notes_en: tuple[str, ...] = ()
