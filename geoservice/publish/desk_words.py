"""What the curator's desk calls things, and which fields its forms have, made from the catalog."""

from collections.abc import Iterable
from typing import Any

from geoservice.coverage.indicators import indicators
from geoservice.publish.editing.fields import LONGEST, RANGES
from geoservice.store.catalog import (
    ACTIVITIES,
    KNOWLEDGE,
    NOTES,
    OFFERINGS,
    PARTNERS,
    ROUTES,
    SPACES,
    Collection,
    Property,
)
from geoservice.store.labels import AGENDAS, NOTE_KINDS, VOCABULARIES, Label
from geoservice.store.models import Agenda

EDITED = (SPACES, KNOWLEDGE, ACTIVITIES, OFFERINGS, PARTNERS)
"""What the desk has a form for."""
_LONG = 1500  # texts that may be longer are written in a larger field


def desk_words(language: str) -> dict[str, Any]:
    """Return the words of the desk in a language."""
    return {
        "collections": {each.id: each.title(language) for each in (*EDITED, NOTES, ROUTES)},
        "fields": {each.id: _fields(each, language) for each in EDITED},
        "agendas": _terms(AGENDAS, language),
        "noteKinds": _terms(NOTE_KINDS, language),
        "figures": [
            {"id": each.id, "title": each.title[1 if language == "en" else 0]}
            for each in indicators()
        ],
    }


def own_agendas(named: Iterable[tuple[str, Agenda]], language: str) -> dict[str, Any]:
    """Return the agendas that cities named beside the five of every city, by city."""
    usual = {each.id for each in AGENDAS}
    found: dict[str, list[dict[str, str]]] = {}
    for city, row in named:
        titles = (row.title_en, row.title_th) if language == "en" else (row.title_th, row.title_en)
        if row.slug not in usual:
            title = titles[0] or titles[1] or row.slug
            found.setdefault(city, []).append({"id": row.slug, "title": title})
    return found


def _fields(collection: Collection, language: str) -> list[dict[str, Any]]:
    properties = collection.properties
    return [_field(name, properties[name], language) for name in collection.editable_properties]


def _field(name: str, about: Property, language: str) -> dict[str, Any]:
    labels = VOCABULARIES.get(about.vocabulary or name, ()) if about.enum else ()
    least, most = RANGES.get(name, (None, None))
    return {
        "name": name,
        "title": about.title(language),
        "type": about.type,
        "format": about.format,
        "terms": _terms((each for each in labels if each.id in about.enum), language),
        "isLong": LONGEST.get(name, 0) > _LONG,
        "longest": LONGEST.get(name),
        "least": least,
        "most": most,
    }


def _terms(labels: Iterable[Label], language: str) -> list[dict[str, str]]:
    return [{"id": each.id, "title": each.title(language)} for each in labels]
