"""Agendas and outcomes that curators send, read into values; and as documents."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from geoservice.coverage.indicators import indicators
from geoservice.ecology.editing.rows import New, state_of
from geoservice.errors import InputError
from geoservice.publish.bodies import (
    check_city,
    check_id,
    check_list,
    check_members,
    check_one_of,
    check_text,
    check_whole,
    quoted,
)

AGENDAS, OUTCOMES = "agendas", "outcomes"
FIELDS: Mapping[str, tuple[str, ...]] = {
    AGENDAS: ("slug", "title_th", "title_en", "description_th", "description_en", "figures"),
    OUTCOMES: ("agenda", "activity_id", "text_th", "text_en", "people", "happened_on", "source"),
}
"""What is sent of each layer, and answered of it."""
_KEPT = ("id", "version", "etag")
LONGEST = {
    **{"slug": 60, "agenda": 60, "title_th": 300, "title_en": 300, "source": 1000},
    **{"description_th": 5000, "description_en": 5000, "text_th": 5000, "text_en": 5000},
}
_SLUG = re.compile(r"[a-z0-9]+([_-][a-z0-9]+)*")
_MOST_FIGURES = 12
_MOST_PEOPLE = 10_000_000


def parse_work(layer: str, body: Mapping[str, Any]) -> New:
    """Return an agenda or an outcome that is to be added."""
    check_members(body, ("city", *FIELDS[layer]))
    city = check_city("city", body["city"]) if body.get("city") is not None else None
    return New(city, {name: _field(name, body[name]) for name in FIELDS[layer] if name in body})


def parse_work_change(layer: str, body: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is to be set of an agenda or an outcome; what is left out stays."""
    check_members(body, (*_KEPT, *FIELDS[layer]))
    return {name: _field(name, body[name]) for name in FIELDS[layer] if name in body}


def work_document(layer: str, row: Any) -> dict[str, Any]:
    """Return a row as JSON, with the ETag by which it is changed."""
    values = {name: getattr(row, name) for name in FIELDS[layer]}
    told = {
        name: each.isoformat() if isinstance(each, date) else each for name, each in values.items()
    }
    return {"id": row.id, "version": row.version, "etag": f'"{state_of(row).mark}"', **told}


def _field(name: str, value: object) -> Any:
    if name == "figures":
        known = tuple(each.id for each in indicators())
        listed = check_list(name, value if value is not None else [], most=_MOST_FIGURES)
        return [check_one_of(f"{name}[{n}]", each, known) for n, each in enumerate(listed)]
    if value is None:
        return None
    if name == "activity_id":
        return check_id(name, value)
    if name == "people":
        return check_whole(name, value, least=0, most=_MOST_PEOPLE)
    text = check_text(name, value, most=LONGEST.get(name, 40)).strip()
    if name == "happened_on":
        return _day(name, text)
    if name == "slug" and not _SLUG.fullmatch(text):
        raise InputError(
            "'{name}' is {value} but must be small letters, digits and hyphens, like clean-river.",
            **quoted(name, text),
        )
    return text or None


def _day(name: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError(
            "'{name}' is {value} but must be a day, like 2026-11-28.", **quoted(name, text)
        ) from None
