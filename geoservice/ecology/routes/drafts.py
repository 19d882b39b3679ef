"""A curated walk as its curator draws it: words, and stops in their order."""

from dataclasses import dataclass

from geoservice.ecology.asked import AskedPlace, AskedWalk, check_asked
from geoservice.errors import InputError
from geoservice.walk.profiles import find_profile

LEAST_STOPS, MOST_STOPS = 2, 45


@dataclass(frozen=True)
class DraftStop:
    """A space by its id, or a place by longitude and latitude in degrees, with its story.

    `dwell_minutes` None: as long as is usual at a space of its kind.
    """

    space: int | None = None
    lon: float | None = None
    lat: float | None = None
    title_th: str | None = None
    title_en: str | None = None
    story_th: str | None = None
    story_en: str | None = None
    dwell_minutes: int | None = None

    @property
    def asked(self) -> AskedPlace:
        """Return the place as a planned walk asks for it."""
        return AskedPlace(self.space, self.lon, self.lat, self.dwell_minutes)


@dataclass(frozen=True)
class Draft:
    """All that a curator says of a route.

    `best_hours` is in OpenStreetMap's syntax, `picture` the key of a medium.
    """

    city: str
    title_th: str = ""
    title_en: str | None = None
    story_th: str | None = None
    story_en: str | None = None
    age_groups: tuple[str, ...] = ()
    agendas: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    difficulty: str | None = None
    best_hours: str | None = None
    profile: str = "adult"
    loop: bool = False
    picture: str | None = None
    stops: tuple[DraftStop, ...] = ()


def asked_walk(draft: Draft) -> AskedWalk:
    """Return what the planner of walks is asked for to walk a route just as it is drawn."""
    return AskedWalk(
        city=draft.city,
        stops=tuple(stop.asked for stop in draft.stops),
        loop=draft.loop,
        best_order=False,
        profile=draft.profile,
    )


def check_drawn(draft: Draft) -> None:
    """Refuse a draft that no walk can be made of, however far it is drawn."""
    find_profile(draft.profile)
    if len(draft.stops) > MOST_STOPS:
        raise InputError(
            "{count} stops are too many for a route; at most {most} are taken.",
            count=len(draft.stops),
            most=MOST_STOPS,
        )
    if len(draft.stops) >= LEAST_STOPS:
        check_asked(asked_walk(draft))


def check_whole(draft: Draft) -> None:
    """Refuse a draft that cannot be kept: without a title, or with fewer than two stops."""
    check_drawn(draft)
    if not draft.title_th:
        raise InputError("A route needs a Thai title; give it in 'title_th'.")
    if len(draft.stops) < LEAST_STOPS:
        raise InputError("A route has at least two stops; add another.")
