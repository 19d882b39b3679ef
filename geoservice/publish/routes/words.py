"""What is said of routes wherever people read of them: lists, pages, search engines."""

from collections.abc import Iterable

from geoservice.language import translate
from geoservice.publish.walks.words import in_language, say_duration
from geoservice.store.labels import AGE_GROUPS, AGENDAS, BODIES, DIFFICULTIES, Label
from geoservice.walk.directions import say_metres

_AGES = {label.id: label for label in AGE_GROUPS}
_AGENDAS = {label.id: label for label in AGENDAS}
_BODIES = {label.id: label for label in BODIES}
_DIFFICULTIES = {label.id: label for label in DIFFICULTIES}


def say_length(metres: float | None, language: str) -> str:
    """Return how far one walks, nothing where that is not known."""
    return say_metres(metres, language) if metres else ""


def say_on_foot(seconds: float | None, language: str) -> str:
    """Return how long one walks, nothing where that is not known."""
    if not seconds:
        return ""
    return translate("{duration} on foot", language, duration=say_duration(seconds, language))


def say_stops(count: int, language: str) -> str:
    """Return how many stops there are."""
    return translate("{count} stops", language, count=count)


def say_ages(ages: Iterable[str], language: str) -> str:
    """Return for which ages it is."""
    named = [_AGES[age].title(language) for age in ages]
    if not named or len(named) == len(_AGES):
        return translate("For every age", language)
    return translate("For {ages}", language, ages=", ".join(named))


def say_agenda(agenda: str, language: str) -> str:
    """Return what an agenda is called; one of a city's own stays as it is."""
    return _title(_AGENDAS, agenda, language)


def say_body(body: str, language: str) -> str:
    """Return what a body of knowledge is called."""
    return _title(_BODIES, body, language)


def say_difficulty(difficulty: str | None, language: str) -> str:
    """Return how hard it is, nothing where nobody said."""
    return _title(_DIFFICULTIES, difficulty, language) if difficulty else ""


def say_stars(stars: float | None, ratings: int, language: str) -> str:
    """Return how a route is rated."""
    if stars is None:
        return translate("Not rated yet", language)
    return translate("{stars} of 5 (ratings: {count})", language, stars=f"{stars:g}", count=ratings)


def _title(labels: dict[str, Label], name: str, language: str) -> str:
    return labels[name].title(language) if name in labels else name


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a story: an empty line parts them."""
    return [" ".join(part.split()) for part in text.split("\n\n") if part.strip()]


def titles(thai: str | None, english: str | None, language: str) -> tuple[str, str]:
    """Return a title in the language of the reader, and in the other where there is one."""
    first = in_language(language, thai, english)
    second = in_language("th" if language == "en" else "en", thai, english)
    return first, second if second != first else ""
