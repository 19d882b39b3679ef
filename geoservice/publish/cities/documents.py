"""The profile of a city, the learning cities and a comparison as JSON, in both languages."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from geoservice.coverage.snapshots import Snapshot
from geoservice.ecology.learning_cities import CityFact, LearningCity, learning_cities
from geoservice.errors import InputError
from geoservice.publish.cities.agendas import agenda_document
from geoservice.publish.cities.bilingual import both
from geoservice.publish.cities.figures import Figure, Part, Query, list_figures
from geoservice.publish.cities.groups import GROUPS
from geoservice.publish.cities.profile import Profile
from geoservice.publish.coverage.changes import change_row
from geoservice.publish.coverage.documents import source_document
from geoservice.publish.values import shown

Document = dict[str, Any]
FIGURES = "figures"
_NAMES = tuple(name for names in GROUPS.values() for name in names)
_FINE = 6


def parse_figures(arguments: Mapping[str, str]) -> tuple[str, ...]:
    """Return the figures that are asked for, all of them where none is named."""
    asked = arguments.get(FIGURES)
    if not asked:
        return _NAMES
    names = tuple(dict.fromkeys(each.strip() for each in asked.split(",")))
    for name in names:
        if name not in _NAMES:
            raise InputError(
                "'{name}' holds '{word}', which is none of: {known}.",
                name=FIGURES,
                word=shown(name),
                known=", ".join(_NAMES),
            )
    return names


def profile_document(profile: Profile, names: Iterable[str], *, base: str) -> Document:
    """Return a profile with the named figures; `base` is where the service is, for its queries."""
    figures = {each.id: each for each in list_figures(profile)}
    return {
        **city_members(profile),
        FIGURES: [figure_document(figures[name], base) for name in names],
        "change": _change(profile),
        "kept": _kept(profile.kept),
        "agendas": [agenda_document(each, profile.movements) for each in profile.agendas],
        "learning_city": known_document(profile.known) if profile.known else None,
        "sources": list(_sources(profile)),
        "attribution": profile.city.attribution,
    }


def city_members(profile: Profile) -> Document:
    """Return what is told of the city itself, and as of when the figures are."""
    coverage = profile.coverage
    source = coverage.people_source if coverage else None
    since = profile.evidence.since
    return {
        "city": profile.city.slug,
        "name_th": profile.city.name_th,
        "name_en": profile.city.name_en,
        "country": profile.city.country,
        "made_at": profile.made_at.isoformat(timespec="seconds"),
        "data_version": coverage.data_version if coverage else None,
        "people": _rounded(profile.people),
        "people_source": source_document(source),
        "levels": dict(profile.levels),
        "compared_with": _instant(since) if since else None,
    }


def figure_document(figure: Figure, base: str) -> Document:
    """Return a figure with how it is asked again."""
    return {
        "id": figure.id,
        "group": figure.group,
        **both("title", figure.title),
        **both("definition", figure.definition),
        "unit": figure.unit,
        "value": _rounded(figure.value),
        "low": _rounded(figure.low),
        "high": _rounded(figure.high),
        "as_of": figure.as_of,
        "people_year": figure.people_year,
        "change": _rounded(figure.change),
        "query": _query(figure.query, base),
        **both("note", figure.note),
        "parts": [_part(each, base) for each in figure.parts],
    }


def _part(part: Part, base: str) -> Document:
    per_1000 = {} if part.per_1000 is None else {"per_1000": _rounded(part.per_1000)}
    return {
        "id": part.id,
        **both("title", part.title),
        "value": part.value,
        **per_1000,
        "query": _query(part.query, base),
    }


def _query(query: Query, base: str) -> Document:
    return {"url": base + query.path, "member": query.member}


def _change(profile: Profile) -> Document | None:
    """Return the whole city in the coverage kept last of other data, and now."""
    changes = profile.changes
    if changes is None:
        return None
    return {
        "from": _instant(changes.before.taken_at),
        "to": _instant(changes.after.taken_at),
        "total": change_row(changes.total),
        "remarks": [{"id": each.id, **both("text", each.text)} for each in changes.remarks],
    }


def _kept(snapshot: Snapshot | None) -> Document | None:
    """Return the coverage kept last, with what was asked then; None where none ever was."""
    if snapshot is None:
        return None
    return {
        "taken_at": _instant(snapshot.taken_at),
        "parameters": dict(snapshot.parameters),
        "share": _rounded(snapshot.figures["total"]["share"]),
    }


def _sources(profile: Profile) -> Iterator[Document]:
    for origin in profile.origins.values():
        for each in origin.sources:
            yield {
                "subject": origin.subject,
                "source": each.name,
                "number": each.number,
                "as_of": each.as_of,
            }


def learning_document() -> list[Document]:
    """Return every learning city of Thailand of which something is known."""
    return [known_document(each) for each in learning_cities()]


def known_document(city: LearningCity) -> Document:
    """Return what is known of a learning city, each fact with its source."""
    return {
        "id": city.id,
        **both("name", city.name),
        **both("province", city.province),
        "facts": [_fact(each) for each in city.facts],
    }


def _fact(fact: CityFact) -> Document:
    return {
        "fact": fact.fact,
        "since": fact.since,
        **both("holder", fact.holder),
        "certainty": fact.certainty,
        "source": fact.source,
        "url": fact.url,
        "read_on": fact.read_on,
    }


def _instant(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, _FINE)
