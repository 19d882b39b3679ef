"""Places as incoming spaces: fields filled from all their objects, ids kept over imports."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from sqlalchemy import text
from sqlalchemy.orm import Session

from geoservice.intake.loading import IncomingSpace
from geoservice.intake.osm import facts
from geoservice.intake.osm.outlines import point_inside
from geoservice.intake.osm.places import MapObject, Place
from geoservice.intake.osm.reading import Tags
from geoservice.names import normalised

SOURCE = "osm"
_Value = TypeVar("_Value")


def incoming_space(place: Place, *, source_id: str) -> IncomingSpace:
    """Return a place as a space: the lead's fields first, gaps filled from the other objects."""
    tags = [member.tags for member in place.members]
    thai = _first(member.names.th for member in place.members)
    english = _english_name(place, thai)
    descriptions = [facts.read_descriptions(each) for each in tags]
    return IncomingSpace(
        source_id=source_id,
        kind=place.lead.row.kind,
        subkind=place.lead.row.value,
        religion=_first(member.religion for member in place.members),
        name_th=thai,
        name_en=english,
        other_names=_other_names(place.members, known=(thai, english)),
        description_th=_first(thai for thai, _ in descriptions),
        description_en=_first(english for _, english in descriptions),
        age_groups=place.lead.row.age_groups,
        opening_hours=_filled(facts.read_opening_hours, tags),
        capacity=_filled(facts.read_capacity, tags),
        wheelchair=_filled(facts.read_wheelchair, tags),
        website=_filled(facts.read_website, tags),
        phone=_filled(facts.read_phone, tags),
        email=_filled(facts.read_email, tags),
        address=_filled(facts.read_address, tags),
        operator=_filled(facts.read_operator, tags),
        wikidata=_filled(facts.read_wikidata, tags),
        source_members=tuple(member.source_id for member in place.members),
        rank=_rank(place),
        geom=point_inside(place.outline) if place.outline else place.lead.point,
        outline=place.outline,
    )


def known_ids(session: Session, *, city_id: int) -> dict[str, str]:
    """Return under which id each OSM object of the city's spaces is stored.

    An object that is stored in its own right counts before one that is a mere member of another;
    shown spaces count before hidden ones.
    """
    rows = session.execute(
        text(
            "SELECT source_id, source_members FROM space WHERE city_id = :city AND source = :source"
            " ORDER BY status = 'hidden', source_id"
        ),
        {"city": city_id, "source": SOURCE},
    ).all()
    known: dict[str, str] = {}
    for source_id, _ in rows:
        known.setdefault(source_id, source_id)
    for source_id, members in rows:
        for member in members:
            known.setdefault(member, source_id)
    return known


def stored_ids(places: Sequence[Place], known: Mapping[str, str]) -> list[str]:
    """Return the id under which each place is stored: a known one of its members, or its lead's.

    So a space keeps its id, and what curators did to it, when another object comes to lead. No id
    is given twice.
    """
    taken: set[str] = set()
    ids: dict[int, str] = {}
    members = [[member.source_id for member in place.members] for place in places]
    wishes: tuple[Callable[[str], str | None], ...] = (
        lambda member: member if known.get(member) == member else None,
        known.get,
        lambda member: member,
    )
    for wish in wishes:
        for number, sources in enumerate(members):
            wanted = (stored for member in sources if (stored := wish(member)) is not None)
            if number not in ids and (found := next((i for i in wanted if i not in taken), None)):
                ids[number] = found
                taken.add(found)
    return [ids[number] for number in range(len(places))]


def _english_name(place: Place, thai: str | None) -> str | None:
    """Return the first English name of an object that is called the same in Thai, or any."""
    same = (
        member.names.en
        for member in place.members
        if member.names.th is None or normalised(member.names.th) == normalised(thai)
    )
    return _first(same)


def _other_names(members: Iterable[MapObject], *, known: tuple[str | None, ...]) -> tuple[str, ...]:
    seen = {normalised(name) for name in known}
    others: list[str] = []
    for member in members:
        for name in (member.names.th, member.names.en, *member.names.other):
            if name and normalised(name) not in seen:
                seen.add(normalised(name))
                others.append(name)
    return tuple(others)


def _rank(place: Place) -> float:
    """Return the rank of the place as if one object had all the tags of its members."""
    together: dict[str, str] = {}
    for member in reversed(place.members):
        together |= member.tags
    named = any(member.named for member in place.members)
    return facts.rank_of(place.lead.row, together, named=named, square_metres=place.square_metres)


def _filled(read: Callable[[Tags], _Value | None], tags: Iterable[Tags]) -> _Value | None:
    return _first(read(each) for each in tags)


def _first(values: Iterable[_Value | None]) -> _Value | None:
    return next((value for value in values if value is not None), None)
