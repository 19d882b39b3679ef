"""A city's spaces as places to walk to, read as everybody may read them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ARRAY, ColumnElement, Row, Select, Text, case, cast, func, literal, select
from sqlalchemy.orm import Session

from geoservice.ecology.stays import dwell_minutes, usual_stays
from geoservice.errors import InputError, NotFoundError
from geoservice.geo import CITY_MARGIN_METRES
from geoservice.store.relations import CITY, view_of
from geoservice.walk.itinerary import Candidate, Landmark, Place

MOST_CANDIDATES = 40
# A space this far away is worth half of one at hand: then one walks there and does not stay.
_HALF_WORTH_METRES = 800.0
_ON_THEME = 2.0  # times the worth of a space that carries an asked theme
_LEAST_RANK = 0.2  # so that the nearest count though nobody wrote anything about them
_AROUND = 0.01  # degrees beside the places of a walk in which it may turn: about 1 km
_SPACES = view_of("spaces")


@dataclass(frozen=True)
class WalkCity:
    """What a walk needs to know of its city."""

    id: int
    slug: str
    name_th: str
    name_en: str
    country: str
    timezone: str
    attribution: str

    def name(self, language: str) -> str:
        """Return what the city is called."""
        return self.name_en if language == "en" else self.name_th


@dataclass(frozen=True)
class Surroundings:
    """Where candidates are looked for, and what they must be like."""

    centre: Place
    metres: float
    kinds: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    age_group: str | None = None


def read_city(session: Session, slug: str) -> WalkCity:
    """Return a city; NotFoundError names those there are."""
    columns = (CITY.c.id, CITY.c.slug, CITY.c.name_th, CITY.c.name_en, CITY.c.country)
    row = session.execute(
        select(*columns, CITY.c.timezone, CITY.c.attribution).where(CITY.c.slug == slug)
    ).one_or_none()
    if row is None:
        known = session.scalars(select(CITY.c.slug).order_by(CITY.c.slug)).all()
        raise NotFoundError(
            "There is no city '{slug}'; there are: {known}.",
            slug=slug,
            known=", ".join(known) or "–",
        )
    return WalkCity(*row)


def read_candidates(
    session: Session, city: WalkCity, ids: Iterable[int]
) -> Mapping[int, Candidate]:
    """Return the spaces of these ids by id.

    NotFoundError for one that is not published, InputError for one of another city or without a
    place that may be shown.
    """
    wanted = list(dict.fromkeys(ids))
    rows = {row.id: row for row in session.execute(_selected().where(_SPACES.c.id.in_(wanted)))}
    for number in wanted:
        _check(rows.get(number), number, city)
    return {number: _candidate(rows[number]) for number in wanted}


def _check(row: Row[Any] | None, number: int, city: WalkCity) -> None:
    if row is None:
        raise NotFoundError(
            "There is no space {space} to walk to; it may have been removed or hidden.",
            space=number,
        )
    if row.city != city.slug:
        raise InputError(
            "{name} (space {space}) is not in {city}; a walk stays in one city.",
            name=_name(row),
            space=number,
            city=city.slug,
        )
    if row.lon is None:
        raise InputError(
            "{name} (space {space}) has no place on the map to walk to: it is online only, or "
            "its place is private.",
            name=_name(row),
            space=number,
        )


def _name(row: Row[Any]) -> str:
    return str(row.name_th or row.name_en or row.kind)


def find_candidates(
    session: Session, city: WalkCity, around: Surroundings
) -> tuple[Candidate, ...]:
    """Return the spaces around a place that are most worth a walk, the best first.

    Worth is rank, less for kinds a passer-by learns little at (unless kinds are asked for), more
    with a theme, less the farther away; at most 40. A space for certain ages must be for the asked
    one.
    """
    centre = _point(around.centre)
    metres = func.st_distancesphere(_SPACES.c.geom, centre)
    worth = _merit(around) / (1 + metres / _HALF_WORTH_METRES)
    rows = session.execute(
        _selected()
        .where(
            _SPACES.c.city_id == city.id,
            _SPACES.c.geom.op("&&", is_comparison=True)(
                func.published.box_around(*around.centre, around.metres)
            ),
            metres <= around.metres,
            *_wanted(around),
        )
        .order_by(worth.desc(), _SPACES.c.id)
        .limit(MOST_CANDIDATES)
    )
    return tuple(_weighed(_candidate(row), around) for row in rows)


def _weighed(candidate: Candidate, around: Surroundings) -> Candidate:
    if around.kinds or candidate.kind is None:
        return candidate
    return replace(candidate, rank=candidate.rank * usual_stays()[candidate.kind].worth)


def _wanted(around: Surroundings) -> Iterable[ColumnElement[bool]]:
    if around.kinds:
        yield _SPACES.c.kind.in_(around.kinds)
    if around.age_group:
        for_all = func.cardinality(_SPACES.c.age_groups) == 0
        yield for_all | _SPACES.c.age_groups.op("&&", is_comparison=True)(
            _words((around.age_group,))
        )


def _merit(around: Surroundings) -> ColumnElement[float]:
    merit: ColumnElement[float] = func.greatest(_SPACES.c.rank, _LEAST_RANK)
    if not around.kinds:
        worths = {kind: stay.worth for kind, stay in usual_stays().items()}
        merit = merit * case(worths, value=_SPACES.c.kind, else_=1.0)
    if not around.themes:
        return merit
    on_theme = _SPACES.c.agendas.op("&&", is_comparison=True)(_words(around.themes))
    return merit * case((on_theme, _ON_THEME), else_=1.0)


def _words(words: tuple[str, ...]) -> ColumnElement[Any]:
    return cast(literal(list(words), ARRAY(Text())), ARRAY(Text()))


def _point(place: Place) -> ColumnElement[Any]:
    return func.st_setsrid(func.st_makepoint(*place), 4326)


def _selected() -> Select[Any]:
    return select(
        *(_SPACES.c[name] for name in ("id", "city", "kind", "name_th", "name_en", "rank")),
        *(_SPACES.c[name] for name in ("opening_hours", "age_groups", "agendas")),
        func.st_x(_SPACES.c.geom).label("lon"),
        func.st_y(_SPACES.c.geom).label("lat"),
    )


def _candidate(row: Row[Any]) -> Candidate:
    return Candidate(
        place=Place(row.lon, row.lat),
        space=row.id,
        kind=row.kind,
        name_th=row.name_th,
        name_en=row.name_en,
        hours=row.opening_hours,
        rank=row.rank,
        age_groups=tuple(row.age_groups),
        agendas=tuple(row.agendas),
        dwell_minutes=dwell_minutes(row.kind),
    )


def read_landmarks(
    session: Session, city: WalkCity, places: Iterable[Place]
) -> tuple[Landmark, ...]:
    """Return the spaces around places that have a name and may be shown: what one may turn at."""
    lons, lats = zip(*places, strict=True)
    edges = (min(lons) - _AROUND, min(lats) - _AROUND, max(lons) + _AROUND, max(lats) + _AROUND)
    box = func.st_makeenvelope(*edges, 4326)
    named = _SPACES.c.name_th.is_not(None) | _SPACES.c.name_en.is_not(None)
    rows = session.execute(
        select(
            func.st_x(_SPACES.c.geom),
            func.st_y(_SPACES.c.geom),
            _SPACES.c.name_th,
            _SPACES.c.name_en,
            _SPACES.c.rank,
        )
        .where(_SPACES.c.city_id == city.id, named)
        .where(_SPACES.c.geom.op("&&", is_comparison=True)(box))
        .order_by(_SPACES.c.id)
    )
    return tuple(Landmark(Place(lon, lat), *others) for lon, lat, *others in rows)


def read_descriptions(
    session: Session, ids: Iterable[int]
) -> Mapping[int, tuple[str | None, str | None]]:
    """Return what is written about spaces, by id: in Thai, in English."""
    rows = session.execute(
        select(_SPACES.c.id, _SPACES.c.description_th, _SPACES.c.description_en).where(
            _SPACES.c.id.in_(list(ids))
        )
    )
    return {row.id: (row.description_th, row.description_en) for row in rows}


def check_inside(session: Session, city: WalkCity, name: str, place: Place) -> None:
    """Raise InputError for a place that is neither in the city nor in the margin around it."""
    inside, swapped = session.execute(
        select(_is_near(place), _is_near(Place(place.lat, place.lon))).where(CITY.c.id == city.id)
    ).one()
    if inside:
        return
    if swapped:
        raise InputError(
            "'{name}' lies outside {city}, but would be inside with longitude and latitude "
            "swapped; longitude comes first.",
            name=name,
            city=city.slug,
        )
    raise InputError(
        "'{name}' (longitude {lon}, latitude {lat}) lies outside {city}; a walk stays in one city.",
        name=name,
        lon=place.lon,
        lat=place.lat,
        city=city.slug,
    )


def _is_near(place: Place) -> ColumnElement[bool]:
    """Return the condition that a place is near the city; no latitude is beyond a pole."""
    if abs(place.lat) > 90:
        return literal(False)
    box = func.published.box_around(*place, CITY_MARGIN_METRES)
    return func.st_intersects(CITY.c.geom, box)
