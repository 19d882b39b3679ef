"""What a city works on: the five agendas of every city, and its own, with what carries each.

Spaces, activities, routes and notes carry agendas by their words. Of an agenda it is told what
carries it, what people reported came of it, and which figures it should move.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import text
from sqlalchemy.orm import Session

from geoservice.errors import InputError
from geoservice.language import Both
from geoservice.store.labels import AGENDAS

LAYERS = ("spaces", "activities", "routes", "notes")
MOST_CARRIERS = 20
USUAL_FIGURES: Mapping[str, tuple[str, ...]] = {
    "health": ("reach_park", "agenda_spaces"),
    "environment": ("reach_park", "notes_solved"),
    "learning": ("reach_library", "activities", "knowledge_pieces"),
    "equity": ("access_gini", "reach_seniors", "wheelchair_spaces"),
    "local_economy": ("offerings", "market_spaces"),
}
"""Indicators that an agenda should move where the city names none of its own."""


@dataclass(frozen=True)
class Carrier:
    """Something that carries an agenda: its layer (of LAYERS), id and title, and when it was."""

    layer: str
    id: int
    title_th: str | None
    title_en: str | None
    on: date | None


@dataclass(frozen=True)
class Outcome:
    """What people reported came of an agenda; `people` is how many it reached, if told."""

    text: Both
    people: int | None
    happened_on: date
    source: str | None


@dataclass(frozen=True)
class Agenda:
    """What a city works on. `is_own`: named by the city, beside the five of every city.

    `counts` says by layer how much carries it; `carriers` are the newest MOST_CARRIERS of each.
    """

    slug: str
    title: Both
    description: Both | None
    is_own: bool
    figures: tuple[str, ...]
    counts: Mapping[str, int]
    carriers: tuple[Carrier, ...]
    outcomes: tuple[Outcome, ...]

    def carried(self, layer: str) -> tuple[Carrier, ...]:
        """Return the newest of what carries it in a layer."""
        return tuple(each for each in self.carriers if each.layer == layer)


@dataclass(frozen=True)
class _Words:
    title: Both
    description: Both | None
    figures: tuple[str, ...]


def read_agendas(session: Session, city: str) -> tuple[Agenda, ...]:
    """Return the agendas of a city, its own after the five; reads what is published."""
    own = dict(_own(session, city))
    carriers, counts = _carriers(session, city)
    outcomes = _outcomes(session, city)
    usual = {each.id: _usual(each.id, (each.title_th, each.title_en)) for each in AGENDAS}
    return tuple(
        Agenda(
            slug=slug,
            title=words.title,
            description=words.description,
            is_own=slug not in usual,
            figures=words.figures or USUAL_FIGURES.get(slug, ()),
            counts={layer: counts[slug, layer] for layer in LAYERS},
            carriers=tuple(carriers[slug]),
            outcomes=tuple(outcomes[slug]),
        )
        for slug, words in {**usual, **own}.items()
    )


def known_agendas(session: Session, city: str) -> tuple[str, ...]:
    """Return the words by which agendas of a city are carried: the five, and the city's own."""
    usual = [each.id for each in AGENDAS]
    return tuple(dict.fromkeys((*usual, *(slug for slug, _ in _own(session, city)))))


def check_agendas(session: Session, city: str, agendas: Iterable[str]) -> None:
    """Raise InputError for a word that is no agenda of the city."""
    known = known_agendas(session, city)
    for word in agendas:
        if word not in known:
            raise InputError(
                "'{name}' holds '{word}', which is none of: {known}.",
                name="agendas",
                word=word[:60],
                known=", ".join(known),
            )


def _usual(slug: str, title: Both) -> _Words:
    return _Words(title, None, USUAL_FIGURES[slug])


def _own(session: Session, city: str) -> Iterator[tuple[str, _Words]]:
    """Give what a city says of agendas in its own words, also of one of the five."""
    for row in session.execute(_AGENDAS, {"city": city}):
        title = (row.title_th, row.title_en or row.title_th)
        description = _both(row.description_th, row.description_en)
        yield row.slug, _Words(title, description, tuple(row.figures))


def _carriers(
    session: Session, city: str
) -> tuple[Mapping[str, list[Carrier]], Mapping[tuple[str, str], int]]:
    """Return the newest of what carries each agenda, and how much there is by agenda and layer."""
    found: dict[str, list[Carrier]] = defaultdict(list)
    counts: Counter[tuple[str, str]] = Counter()
    for row in session.execute(_CARRIERS, {"city": city, "most": MOST_CARRIERS}):
        carrier = Carrier(row.layer, row.id, row.title_th, row.title_en, row.happened_on)
        found[row.agenda].append(carrier)
        counts[row.agenda, row.layer] = row.number
    return found, counts


def _outcomes(session: Session, city: str) -> Mapping[str, list[Outcome]]:
    found: dict[str, list[Outcome]] = defaultdict(list)
    for row in session.execute(_OUTCOMES, {"city": city}):
        told = (row.text_th, row.text_en or row.text_th)
        found[row.agenda].append(Outcome(told, row.people, row.happened_on, row.source))
    return found


def _both(thai: str | None, english: str | None) -> Both | None:
    first, second = thai or english, english or thai
    return None if first is None or second is None else (first, second)


_AGENDAS = text(
    "SELECT slug, title_th, title_en, description_th, description_en, figures "
    "FROM published.agenda WHERE city = :city ORDER BY id"
)
_OUTCOMES = text(
    "SELECT agenda, text_th, text_en, people, happened_on, source "
    "FROM published.outcome WHERE city = :city ORDER BY happened_on DESC, id"
)
_CARRIERS = text(
    "WITH carried AS ("
    "SELECT 'spaces' AS layer, id, name_th AS title_th, name_en AS title_en, agendas, "
    "CAST(NULL AS date) AS happened_on FROM published.space "
    "WHERE city = :city AND agendas <> '{}' "
    "UNION ALL SELECT 'activities', id, title_th, title_en, agendas, CAST(starts_at AS date) "
    "FROM published.activity WHERE city = :city AND agendas <> '{}' "
    "UNION ALL SELECT 'routes', id, title_th, title_en, agendas, CAST(NULL AS date) "
    "FROM published.route WHERE city = :city AND agendas <> '{}' "
    "UNION ALL SELECT 'notes', id, text, NULL, agendas, CAST(created_at AS date) "
    "FROM published.note WHERE city = :city AND agendas <> '{}'"
    "), numbered AS ("
    "SELECT each.agenda, carried.*, count(*) OVER (PARTITION BY layer, each.agenda) AS number, "
    "row_number() OVER (PARTITION BY layer, each.agenda "
    "ORDER BY happened_on DESC NULLS LAST, id) AS place "
    "FROM carried, LATERAL (SELECT DISTINCT unnest(carried.agendas) AS agenda) AS each"
    ") SELECT agenda, layer, id, title_th, title_en, happened_on, number FROM numbered "
    "WHERE place <= :most ORDER BY layer, place"
)
