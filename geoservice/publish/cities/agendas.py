"""The agendas of a city as a document: what carries each, what came of it, what it should move."""

from collections.abc import Mapping
from typing import Any

from geoservice.coverage.movements import Movement
from geoservice.ecology.agendas import LAYERS, Agenda, Carrier, Outcome
from geoservice.publish.cities.bilingual import both

_FINE = 6


def agenda_document(agenda: Agenda, movements: Mapping[str, Movement]) -> dict[str, Any]:
    """Return an agenda; of what carries it the newest are told, and how many there are."""
    return {
        "id": agenda.slug,
        "own": agenda.is_own,
        **both("title", agenda.title),
        **both("description", agenda.description),
        "counts": dict(agenda.counts),
        **{layer: [_carrier(each) for each in agenda.carried(layer)] for layer in LAYERS},
        "outcomes": [_outcome(each) for each in agenda.outcomes],
        "figures": [_movement(movements[name]) for name in agenda.figures if name in movements],
    }


def _carrier(carrier: Carrier) -> dict[str, Any]:
    return {
        "id": carrier.id,
        "title_th": carrier.title_th,
        "title_en": carrier.title_en,
        "on": carrier.on.isoformat() if carrier.on else None,
    }


def _outcome(outcome: Outcome) -> dict[str, Any]:
    return {
        **both("text", outcome.text),
        "people": outcome.people,
        "happened_on": outcome.happened_on.isoformat(),
        "source": outcome.source,
    }


def _movement(movement: Movement) -> dict[str, Any]:
    about = movement.finding.indicator
    return {
        "id": about.id,
        **both("title", about.title),
        "unit": about.unit,
        "points": [
            {
                "at": each.at.isoformat(timespec="seconds"),
                "value": None if each.value is None else round(each.value, _FINE),
            }
            for each in movement.points
        ],
    }
