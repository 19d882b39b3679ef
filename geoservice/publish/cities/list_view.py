"""The cities that are here, and the learning cities of Thailand, as they are read."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from geoservice.ecology.learning_cities import GNLC, find_learning_city, learning_cities
from geoservice.language import Both, translate
from geoservice.publish.cities.texts import say_day
from geoservice.publish.cities.views import tell_facts
from geoservice.publish.coverage.documents import in_one

View = Mapping[str, Any]


def here_view(listed: Sequence[Mapping[str, Any]], language: str) -> Iterator[View]:
    """Give the cities that are here: names, how many spaces, since when in UNESCO's network."""
    for city in listed:
        names = (city["name_th"], city["name_en"])
        yield {
            "slug": city["id"],
            "title": in_one(names, language),
            "other_title": _other(names, language),
            "spaces": translate(
                "{count} learning spaces of {kinds} kinds",
                language,
                count=f"{sum(city['spaces'].values()):,}",
                kinds=len(city["spaces"]),
            ),
            "membership": _membership(city["id"], language),
        }


def _membership(slug: str, language: str) -> str:
    known = find_learning_city(slug)
    fact = known.fact(GNLC) if known else None
    if fact is None or fact.since is None:
        return ""
    since = say_day(fact.since, language)
    return translate("UNESCO learning city since {since}", language, since=since)


def learning_view(here: Collection[str], language: str) -> Iterator[View]:
    """Give the learning cities of Thailand, whether they are here, and the facts about each."""
    for city in learning_cities():
        yield {
            "slug": city.id,
            "here": city.id in here,
            "title": in_one(city.name, language),
            "other_title": _other(city.name, language),
            "province": in_one(city.province, language),
            "facts": tuple(tell_facts(city, language)),
        }


def say_network(language: str) -> str:
    """Return how many of the cities are members of UNESCO's network."""
    members = sum(city.fact(GNLC) is not None for city in learning_cities())
    return translate(
        "{members} of the {all} cities listed here are members of UNESCO's Global Network of "
        "Learning Cities (GNLC).",
        language,
        members=members,
        all=len(learning_cities()),
    )


def _other(names: Both, language: str) -> str:
    return in_one(names, "th" if language == "en" else "en")
