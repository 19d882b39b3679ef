"""The organisations of a city: what each runs, offers and found out there."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from geoservice.ecology.candidates import WalkCity, read_city
from geoservice.store.words import ACTORS

PARTS = ("spaces", "activities", "offerings", "research")


class Work(NamedTuple):
    """A space, an activity, an offering, or a piece of research; `space_id` is where."""

    id: int
    name_th: str | None
    name_en: str | None
    space_id: int


@dataclass(frozen=True)
class PartnerWork:
    """An organisation and what it does, by part."""

    id: int
    actor: str
    name_th: str
    name_en: str | None
    description_th: str | None
    description_en: str | None
    website: str | None
    work: Mapping[str, tuple[Work, ...]]


@dataclass(frozen=True)
class Partners:
    """The organisations of a city, in the order of their kinds of actor and of their names."""

    city: WalkCity
    partners: tuple[PartnerWork, ...]

    def of(self, actor: str) -> tuple[PartnerWork, ...]:
        """Return those of one kind of actor."""
        return tuple(each for each in self.partners if each.actor == actor)

    @property
    def missing(self) -> tuple[str, ...]:
        """Return the kinds of actor of which nobody takes part yet."""
        present = {each.actor for each in self.partners}
        return tuple(actor for actor in ACTORS if actor not in present)


def read_partners(session: Session, slug: str) -> Partners:
    """Return the published organisations of a city; NotFoundError for an unknown city."""
    city = read_city(session, slug)
    work: dict[int, dict[str, list[Work]]] = defaultdict(lambda: defaultdict(list))
    for row in session.execute(_WORK, {"city": city.id}):
        work[row.partner_id][row.part].append(Work(row.id, row.name_th, row.name_en, row.space_id))
    found = [_partner(row, work[row.id]) for row in session.execute(_PARTNERS, {"city": city.id})]
    found.sort(key=lambda each: ACTORS.index(each.actor))
    return Partners(city, tuple(found))


def _partner(row: Any, work: Mapping[str, list[Work]]) -> PartnerWork:
    return PartnerWork(
        id=row.id,
        actor=row.actor,
        name_th=row.name_th,
        name_en=row.name_en,
        description_th=row.description_th,
        description_en=row.description_en,
        website=row.website,
        work={part: tuple(work.get(part, ())) for part in PARTS},
    )


_PARTNERS = text(
    "SELECT id, actor, name_th, name_en, description_th, description_en, website "
    "FROM published.partner WHERE city_id = :city ORDER BY name_th, id"
)
_WORK = text(
    "SELECT 'spaces' AS part, partner_id, id, name_th, name_en, id AS space_id "
    "FROM published.space WHERE city_id = :city AND partner_id IS NOT NULL "
    "UNION ALL SELECT 'activities', partner_id, id, title_th, title_en, space_id "
    "FROM published.activity WHERE city_id = :city AND partner_id IS NOT NULL "
    "UNION ALL SELECT 'offerings', partner_id, id, title_th, title_en, space_id "
    "FROM published.offering WHERE city_id = :city AND partner_id IS NOT NULL "
    "UNION ALL SELECT 'research', partner_id, id, title_th, title_en, space_id "
    "FROM published.knowledge WHERE city_id = :city AND partner_id IS NOT NULL "
    "ORDER BY 1, 4, 3"
)
