"""Who offers what in each district: the broker between those who learn and those who teach.

A provider is a partner that runs a space or offers an activity, or the operator that a space
names. Where a space names neither, its provider is not known; where it names no ages, it is not
known whom it serves: nobody is said to be unserved because of what nobody wrote down.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, NamedTuple

from sqlalchemy import Row, text
from sqlalchemy.orm import Session

from geoservice.ecology.activities.occurrences import happens
from geoservice.ecology.activities.reading import Wanted, read_activities
from geoservice.ecology.candidates import WalkCity, read_city
from geoservice.store.words import AGE_GROUPS, LEVELS

WHOLE_CITY = "city"
"""The level of the one row of a city that has no districts."""

Service = Literal["served", "unknown", "gap", "nothing"]


class Offer(NamedTuple):
    """A space or an activity in a district; `provider` None where nobody knows whose it is."""

    code: str
    provider: str | None
    name_th: str | None
    name_en: str | None
    actor: str | None
    kind: str | None
    age_groups: tuple[str, ...]


@dataclass(frozen=True)
class Provider:
    """Who offers something in a district. `id` is "partner/12", or the name of an operator.

    `actor` is None for an operator, of whom only a name is known. `ages` counts spaces and
    activities for each age group, `ages_unknown` those that name no ages.
    """

    id: str | None
    name_th: str | None
    name_en: str | None
    actor: str | None
    kinds: Mapping[str, int]
    activities: int
    ages: Mapping[str, int]
    ages_unknown: int

    @property
    def spaces(self) -> int:
        """Return how many spaces it runs in the district."""
        return sum(self.kinds.values())


@dataclass(frozen=True)
class DistrictOffers:
    """What is offered in a district: `whole` is all of it, `providers` by whom, partners first."""

    code: str
    level: str
    name_th: str | None
    name_en: str | None
    whole: Provider
    providers: tuple[Provider, ...]

    @property
    def unnamed(self) -> int:
        """Return how many spaces and activities have a provider that nobody knows."""
        return sum(each.spaces + each.activities for each in self.providers if each.id is None)

    def service(self, age_group: str) -> Service:
        """Return whether something there is for an age group, as far as that is known."""
        if self.whole.ages[age_group]:
            return "served"
        if self.whole.ages_unknown:
            return "unknown"
        return "gap" if self.whole.spaces + self.whole.activities else "nothing"


@dataclass(frozen=True)
class Offers:
    """Who offers what in a city by district of a level, WHOLE_CITY where it has none of any level.

    `elsewhere` counts published spaces that lie in no district or whose place is not public.
    """

    city: WalkCity
    level: str
    districts: tuple[DistrictOffers, ...]
    elsewhere: int


def read_offers(session: Session, city: str, level: str | None = None) -> Offers:
    """Return who offers what in a city, by the finest districts there are if no level is named."""
    found = read_city(session, city)
    level = level or _finest(session, found.slug)
    asked = {"city": found.slug, "level": level}
    places = _CITY_PLACES if level == WHOLE_CITY else _DISTRICT_PLACES
    spaces = [_space(row) for row in session.execute(text(places + _SPACES), asked)]
    coming = {**asked, "coming": _coming(session, found.slug)}
    activities = [_activity(row) for row in session.execute(text(places + _ACTIVITIES), coming)]
    by_code: dict[str, list[Offer]] = defaultdict(list)
    for offer in (*spaces, *activities):
        by_code[offer.code].append(offer)
    listed = _CITY if level == WHOLE_CITY else _DISTRICTS
    districts = tuple(
        _district(row, level, by_code[row.code]) for row in session.execute(listed, asked)
    )
    return Offers(found, level, districts, _published(session, found.slug) - len(spaces))


def _coming(session: Session, city: str) -> list[int]:
    """Return the ids of the activities that are not over: what ended is offered no more."""
    now = datetime.now(UTC)
    found = read_activities(session, city, Wanted())
    return [each.row.id for each in found if happens(each.timing, each.zone, begin=now, end=None)]


def _finest(session: Session, city: str) -> str:
    there = set(session.scalars(_LEVELS, {"city": city}))
    return next((level for level in reversed(LEVELS) if level in there), WHOLE_CITY)


def _published(session: Session, city: str) -> int:
    return session.scalar(_COUNT, {"city": city}) or 0


def _space(row: Row[tuple[object, ...]]) -> Offer:
    """Return a space as an offer of its partner, or of the operator that it names."""
    if row.partner_id is None:
        name = (row.operator or "").strip() or None
        return Offer(row.code, name, name, None, None, row.kind, tuple(row.age_groups))
    return _of_partner(row, row.kind)


def _activity(row: Row[tuple[object, ...]]) -> Offer:
    if row.partner_id is None:
        return Offer(row.code, None, None, None, None, None, tuple(row.age_groups))
    return _of_partner(row, None)


def _of_partner(row: Row[tuple[object, ...]], kind: str | None) -> Offer:
    id_ = f"partner/{row.partner_id}"
    return Offer(row.code, id_, row.name_th, row.name_en, row.actor, kind, tuple(row.age_groups))


def _district(row: Row[tuple[object, ...]], level: str, offers: Sequence[Offer]) -> DistrictOffers:
    by_provider: dict[str | None, list[Offer]] = defaultdict(list)
    for offer in offers:
        by_provider[offer.provider].append(offer)
    providers = [_provider(each) for each in by_provider.values()]
    providers.sort(key=_rank)
    whole = _provider(offers)
    return DistrictOffers(row.code, level, row.name_th, row.name_en, whole, tuple(providers))


def _rank(provider: Provider) -> tuple[bool, bool, int, str]:
    """Order partners first, then operators by how much they offer; the unknown come last."""
    offered = provider.spaces + provider.activities
    return provider.id is None, provider.actor is None, -offered, provider.name_th or ""


def _provider(offers: Iterable[Offer]) -> Provider:
    """Return what several offers amount to, under the name that the first of them has."""
    offers = list(offers)
    first = offers[0] if offers else Offer("", None, None, None, None, None, ())
    kinds = Counter(offer.kind for offer in offers if offer.kind)
    ages = Counter(group for offer in offers for group in offer.age_groups)
    return Provider(
        id=first.provider,
        name_th=first.name_th,
        name_en=first.name_en,
        actor=first.actor,
        kinds=dict(kinds.most_common()),
        activities=sum(offer.kind is None for offer in offers),
        ages={group: ages[group] for group in AGE_GROUPS},
        ages_unknown=sum(not offer.age_groups for offer in offers),
    )


_LEVELS = text("SELECT DISTINCT level FROM published.district WHERE city = :city")
_COUNT = text("SELECT count(*) FROM published.space WHERE city = :city")
_DISTRICTS = text(
    "SELECT code, name_th, name_en FROM published.district "
    "WHERE city = :city AND level = :level ORDER BY code"
)
_CITY = text("SELECT slug AS code, name_th, name_en FROM published.city WHERE slug = :city")
_DISTRICT_PLACES = (
    "WITH place AS (SELECT space_id, code FROM published.space_district "
    "WHERE city = :city AND level = :level) "
)
_CITY_PLACES = (
    "WITH place AS (SELECT id AS space_id, city AS code FROM published.space "
    "WHERE city = :city AND geom IS NOT NULL) "
)
_SPACES = (
    "SELECT place.code, space.kind, space.age_groups, space.operator, partner.id AS partner_id, "
    "partner.actor, partner.name_th, partner.name_en FROM place "
    "JOIN published.space ON space.id = place.space_id "
    "LEFT JOIN published.space_partner AS run ON run.space_id = space.id "
    "LEFT JOIN published.partner ON partner.id = run.partner_id "
    "ORDER BY space.id"
)
_ACTIVITIES = (
    "SELECT place.code, activity.age_groups, partner.id AS partner_id, partner.actor, "
    "partner.name_th, partner.name_en FROM place "
    "JOIN published.activity ON activity.space_id = place.space_id "
    "LEFT JOIN published.partner ON partner.id = activity.partner_id "
    "WHERE activity.id = ANY(:coming) ORDER BY activity.id"
)
