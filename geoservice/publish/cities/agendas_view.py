"""The agendas of a city as they are read: what was done, what came of it, what it should move."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from geoservice.coverage.movements import Movement, Point
from geoservice.ecology.agendas import LAYERS, Agenda, Outcome
from geoservice.language import translate
from geoservice.publish.cities.bars import trend
from geoservice.publish.cities.profile import Profile
from geoservice.publish.cities.texts import say_day
from geoservice.publish.coverage.documents import in_one
from geoservice.publish.coverage.evidence_texts import UNITS
from geoservice.publish.coverage.paper import say_value
from geoservice.publish.walks.words import in_language

_COUNTS = {
    "spaces": "{count} spaces",
    "activities": "{count} activities",
    "routes": "{count} routes",
    "notes": "{count} notes",
}


@dataclass(frozen=True)
class MovementView:
    """A figure over time: its points in words, the oldest first, and a small drawing of them."""

    title: str
    points: tuple[tuple[str, str], ...]
    drawing: Markup


@dataclass(frozen=True)
class AgendaView:
    """An agenda as it is read; `outcomes` are text, day and source."""

    id: str
    title: str
    mark: str
    description: str
    counts: str
    carriers: tuple[str, ...]
    outcomes: tuple[tuple[str, str, str], ...]
    figures: tuple[MovementView, ...]


def agendas_view(profile: Profile, language: str) -> Iterator[AgendaView]:
    """Give the agendas of a city as they are read."""
    for agenda in profile.agendas:
        moved = [profile.movements[each] for each in agenda.figures if each in profile.movements]
        yield AgendaView(
            id=agenda.slug,
            title=in_one(agenda.title, language),
            mark=translate("the city's own", language) if agenda.is_own else "",
            description=in_one(agenda.description, language) if agenda.description else "",
            counts=_counts(agenda, language),
            carriers=tuple(_carriers(agenda, language)),
            outcomes=tuple(_outcome(each, language) for each in agenda.outcomes),
            figures=tuple(_movement(each, language) for each in moved),
        )


def _counts(agenda: Agenda, language: str) -> str:
    told = [
        translate(_COUNTS[layer], language, count=f"{agenda.counts[layer]:,}")
        for layer in LAYERS
        if agenda.counts[layer]
    ]
    return ", ".join(told) or translate("Nothing carries this agenda yet.", language)


def _carriers(agenda: Agenda, language: str) -> Iterator[str]:
    """Give the newest activities and routes: what was done."""
    for layer in ("activities", "routes"):
        for each in agenda.carried(layer):
            title = in_language(language, each.title_th, each.title_en)
            on = say_day(each.on.isoformat(), language) if each.on else ""
            yield f"{title} ({on})" if on else title


def _outcome(outcome: Outcome, language: str) -> tuple[str, str, str]:
    text = in_one(outcome.text, language)
    if outcome.people is not None:
        people = translate("{count} people", language, count=f"{outcome.people:,}")
        text = f"{text} ({people})"
    return text, say_day(outcome.happened_on.isoformat(), language), outcome.source or ""


def _movement(movement: Movement, language: str) -> MovementView:
    form = UNITS[movement.finding.indicator.unit]
    known = [each for each in movement.points if each.value is not None]
    return MovementView(
        title=in_one(movement.finding.indicator.title, language),
        points=tuple(
            (say_day(f"{each.at:%Y-%m-%d}", language), say_value(each.value, form))
            for each in _ends(known)
        ),
        drawing=Markup(trend([each.value or 0.0 for each in known])),  # noqa: S704  (numbers alone)
    )


def _ends(points: Sequence[Point]) -> Sequence[Point]:
    """Return the first and the last of some points; the drawing shows what is between."""
    return points if len(points) < 3 else (points[0], points[-1])
