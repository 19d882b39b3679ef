"""The list of a city's routes, and the choice among them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from geoservice.ecology.routes.reading import ListedRoute
from geoservice.publish.bodies import check_one_of, check_text
from geoservice.publish.routes.sketch import Sketch, sketch
from geoservice.publish.routes.words import (
    paragraphs,
    say_ages,
    say_difficulty,
    say_length,
    say_on_foot,
    say_stars,
    say_stops,
    titles,
)
from geoservice.publish.walks.words import in_language, say_duration
from geoservice.store.labels import AGE_GROUPS as AGES
from geoservice.store.words import AGE_GROUPS

TOPIC, AGE, MINUTES = CHOICES = ("topic", "age", "minutes")
"""What can be asked of a list; `theme` is of colours."""

LENGTHS = ("30", "60", "90", "120")
"""Minutes on foot that one may have at most."""

_LONGEST_THEME = 60
_TEASER_CHARACTERS = 220


@dataclass(frozen=True)
class Choice:
    """Which routes are wanted; None: any."""

    theme: str | None = None
    age: str | None = None
    minutes: int | None = None


@dataclass(frozen=True)
class Card:
    """A route in the list; `facts` are length, time and stops, `picture` its address.

    Without a picture `sketch` draws its way.
    """

    slug: str
    title: str
    other_title: str
    teaser: str
    picture: str
    sketch: Sketch | None
    facts: tuple[str, ...]
    ages: str
    difficulty: str
    stars: str
    themes: tuple[str, ...]


@dataclass(frozen=True)
class Option:
    """One of what can be chosen."""

    value: str
    title: str
    chosen: bool


def parse_choice(arguments: Mapping[str, str]) -> Choice:
    """Return which routes are asked for; an empty parameter asks for any."""
    theme, age, minutes = (arguments.get(name) or None for name in CHOICES)
    if theme is not None:
        check_text(TOPIC, theme, most=_LONGEST_THEME)
    if age is not None:
        check_one_of(AGE, age, AGE_GROUPS)
    if minutes is not None:
        check_one_of(MINUTES, minutes, LENGTHS)
    return Choice(theme, age, int(minutes) if minutes else None)


def chosen_routes(routes: Iterable[ListedRoute], choice: Choice) -> list[ListedRoute]:
    """Return the routes that are wanted; one for no certain age is for every age."""
    return [each for each in routes if _is_wanted(each, choice)]


def _is_wanted(route: ListedRoute, choice: Choice) -> bool:
    if choice.theme is not None and choice.theme not in route.themes:
        return False
    if choice.age is not None and route.age_groups and choice.age not in route.age_groups:
        return False
    return choice.minutes is None or (route.seconds or 0) <= 60 * choice.minutes


def theme_options(routes: Iterable[ListedRoute], choice: Choice) -> list[Option]:
    """Return the themes that the routes have."""
    themes = sorted({theme for each in routes for theme in each.themes})
    return [Option(theme, theme, theme == choice.theme) for theme in themes]


def age_options(choice: Choice, language: str) -> list[Option]:
    """Return the ages."""
    return [Option(each.id, each.title(language), each.id == choice.age) for each in AGES]


def length_options(choice: Choice, language: str) -> list[Option]:
    """Return the lengths of time."""
    return [
        Option(each, say_duration(60 * int(each), language), int(each) == choice.minutes)
        for each in LENGTHS
    ]


def cards(routes: Sequence[ListedRoute], language: str, *, pictures: str) -> list[Card]:
    """Return the routes as they stand in the list; `pictures` is an address with `{key}`."""
    return [_card(each, language, pictures) for each in routes]


def _card(route: ListedRoute, language: str, pictures: str) -> Card:
    title, other = titles(route.title_th, route.title_en, language)
    facts = (
        say_length(route.metres, language),
        say_on_foot(route.seconds, language),
        say_stops(route.stops, language),
    )
    return Card(
        slug=route.slug,
        title=title,
        other_title=other,
        teaser=teaser(in_language(language, route.story_th, route.story_en)),
        picture=pictures.replace("{key}", route.picture) if route.picture else "",
        sketch=None if route.picture else sketch(route.lines),
        facts=tuple(each for each in facts if each),
        ages=say_ages(route.age_groups, language),
        difficulty=say_difficulty(route.difficulty, language),
        stars=say_stars(route.stars, route.ratings, language),
        themes=route.themes,
    )


def teaser(story: str) -> str:
    """Return how a story begins."""
    first = next(iter(paragraphs(story)), "")
    if len(first) <= _TEASER_CHARACTERS:
        return first
    return first[:_TEASER_CHARACTERS].rsplit(" ", 1)[0].rstrip(" ,.;:") + " …"
