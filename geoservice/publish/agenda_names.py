"""What the agendas of a city are called: the five of every city, and its own."""

from typing import Any

from sqlalchemy import Text, column, select, table
from sqlalchemy.orm import Session

from geoservice.language import Both
from geoservice.store.labels import AGENDAS

_AGENDA = table(
    "agenda",
    column("city", Text()),
    column("slug", Text()),
    column("title_th", Text()),
    column("title_en", Text()),
    schema="published",
)


def agenda_titles(session: Session, city: str) -> dict[str, Both]:
    """Return the five agendas of every city and those of this one, which may rename the five."""
    usual = {label.id: (label.title_th, label.title_en) for label in AGENDAS}
    named = select(_AGENDA).where(_AGENDA.c.city == city).order_by(_AGENDA.c.slug)
    return usual | {row.slug: _titles(row) for row in session.execute(named)}


def own_agenda_terms(session: Session) -> dict[str, list[dict[str, str]]]:
    """Return by city the agendas that cities named, as scripts are handed vocabularies."""
    found: dict[str, list[dict[str, str]]] = {}
    for row in session.execute(select(_AGENDA).order_by(_AGENDA.c.city, _AGENDA.c.slug)):
        thai, english = _titles(row)
        term = {"id": row.slug, "title_th": thai, "title_en": english}
        found.setdefault(row.city, []).append(term)
    return found


def _titles(row: Any) -> Both:
    return row.title_th, row.title_en or row.title_th
