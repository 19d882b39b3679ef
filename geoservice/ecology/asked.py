"""A walk as somebody asks for it: spaces by their id, before anything is looked up.

What comes in over HTTP, out of a link or from the shell becomes an `AskedWalk`; limits and what
excludes what are checked here, once for all of them.
"""

from dataclasses import dataclass, field
from datetime import datetime

from geoservice.errors import InputError
from geoservice.store.words import AGE_GROUPS, KINDS

MOST_STOPS = 50
MOST_BUDGET_MINUTES = 24 * 60
MOST_DWELL_MINUTES = 8 * 60
MOST_SEEN = 200
MOST_THEMES = 20
PREFERENCES = ("lit", "covered", "quiet", "shade")


@dataclass(frozen=True)
class AskedPlace:
    """A space by its id, or a place by longitude and latitude in degrees.

    `dwell_minutes` is how long one stays, None: as long as is usual.
    """

    space: int | None = None
    lon: float | None = None
    lat: float | None = None
    dwell_minutes: int | None = None

    @property
    def key(self) -> object:
        """Return what is the same for the same place."""
        return self.space if self.space is not None else (self.lon, self.lat)


@dataclass(frozen=True)
class AskedWalk:
    """All that can be asked of a walk.

    `fixed` maps the position of a stop in `stops` to its position on the walk, both from 0.
    `depart` without a time zone is the wall clock of the city, None is now. `dwell_minutes` holds
    for every stop, `dwell_of_kinds` for those of a kind.
    """

    city: str
    stops: tuple[AskedPlace, ...] = ()
    start: AskedPlace | None = None
    end: AskedPlace | None = None
    loop: bool = False
    best_order: bool = True
    fixed: dict[int, int] = field(default_factory=dict)
    budget_minutes: int | None = None
    kinds: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    age_group: str | None = None
    profile: str = "adult"
    depart: datetime | None = None
    dwell_minutes: int | None = None
    dwell_of_kinds: dict[str, int] = field(default_factory=dict)
    seen: tuple[int, ...] = ()
    prefer: tuple[str, ...] = ()

    @property
    def places(self) -> tuple[AskedPlace, ...]:
        """Return every place that is named: the stops, the start and the end."""
        return (*self.stops, *(each for each in (self.start, self.end) if each is not None))


def check_asked(asked: AskedWalk) -> None:
    """Raise InputError, in one sentence, for what no walk can be made of."""
    _check_stops(asked)
    _check_numbers(asked)
    _check_fixed(asked)
    _check_words("kinds", asked.kinds, KINDS)
    _check_words("dwell_minutes", tuple(asked.dwell_of_kinds), KINDS)
    _check_words("prefer", asked.prefer, PREFERENCES)
    _check_words("age_group", (asked.age_group,) if asked.age_group else (), AGE_GROUPS)


def _check_stops(asked: AskedWalk) -> None:
    if len(asked.stops) > MOST_STOPS:
        raise InputError(
            "{count} stops are too many for one walk; at most {most} are taken.",
            count=len(asked.stops),
            most=MOST_STOPS,
        )
    if asked.loop and asked.end is not None:
        raise InputError(
            "'loop' and 'end' exclude each other: a loop ends where it starts; leave one out."
        )
    _check_enough(asked)
    seen: set[object] = set()
    for position, stop in enumerate(asked.stops):
        if stop.key in seen:
            raise InputError(
                "'stops[{position}]' is a place that is among the stops already; name each once.",
                position=position,
            )
        seen.add(stop.key)


def _check_enough(asked: AskedWalk) -> None:
    ends = asked.start is not None and asked.end is not None
    if asked.budget_minutes is not None and not asked.stops and asked.start is None:
        raise InputError(
            "A walk for a budget of time must start somewhere: add 'start', a space or lon and lat."
        )
    if not asked.stops and asked.budget_minutes is None and not ends:
        raise InputError(
            "There is nothing to walk to: add 'stops', or 'budget_minutes' and 'start' to have "
            "stops chosen for you."
        )
    if len(asked.stops) == 1 and asked.start is None and asked.end is None:
        raise InputError(
            "One stop alone makes no walk: add 'start', where you are, or another stop."
        )


def _check_numbers(asked: AskedWalk) -> None:
    if asked.budget_minutes is not None:
        check_amount("budget_minutes", asked.budget_minutes, least=1, most=MOST_BUDGET_MINUTES)
    stays = {f"stops[{n}].dwell_minutes": stop.dwell_minutes for n, stop in enumerate(asked.stops)}
    stays |= {"dwell_minutes": asked.dwell_minutes}
    stays |= {f"dwell_minutes.{kind}": minutes for kind, minutes in asked.dwell_of_kinds.items()}
    for name, minutes in stays.items():
        if minutes is not None:
            check_amount(name, minutes, least=0, most=MOST_DWELL_MINUTES)
    for name, words, most in (
        ("seen", asked.seen, MOST_SEEN),
        ("themes", asked.themes, MOST_THEMES),
    ):
        if len(words) > most:
            raise InputError(
                "'{name}' has {count} items; at most {most} are taken.",
                name=name,
                count=len(words),
                most=most,
            )


def check_amount(name: str, value: int, *, least: int, most: int) -> None:
    """Raise InputError for a number of minutes out of its range, saying hours where they are."""
    if least <= value <= most:
        return
    raise InputError(
        "'{name}' is {value} minutes ({hours} hours) but must be from {least} to {most} minutes.",
        name=name,
        value=value,
        hours=f"{value / 60:.4g}",
        least=least,
        most=most,
    )


def _check_fixed(asked: AskedWalk) -> None:
    count = len(asked.stops)
    for stop, position in asked.fixed.items():
        if stop not in range(count) or position not in range(count):
            raise InputError(
                "'fixed' puts stop {stop} at position {position}, but there are {count} stops; "
                "both count from 0.",
                stop=stop,
                position=position,
                count=count,
            )
    if len(set(asked.fixed.values())) < len(asked.fixed):
        raise InputError("'fixed' puts two stops at the same position; give each its own.")


def _check_words(name: str, words: tuple[str, ...], known: tuple[str, ...]) -> None:
    for word in words:
        if word not in known:
            raise InputError(
                "'{name}' holds '{word}', which is none of: {known}.",
                name=name,
                word=word[:60],
                known=", ".join(known),
            )
