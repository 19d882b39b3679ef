"""The learning cities of Thailand and their state, as facts that each name their source.

`learning_cities.csv` holds the cities by the slug they have here too; `learning_cities_facts.csv`
what is known of them. Fact "gnlc": a member of UNESCO's Global Network of Learning Cities since a
day or a month; "network": taken up by the programme of learning cities of PMU-A (บพท.), of which
no source gave a complete list, so that a city without the fact may belong to it all the same. A
fact is "sure" where the source says it in so many words, "likely" where it follows from it.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from geoservice.language import Both

GNLC, NETWORK = "gnlc", "network"
_HERE = Path(__file__).parent


@dataclass(frozen=True)
class CityFact:
    """One thing known of a learning city. `since` is YYYY-MM-DD or YYYY-MM, None if not known.

    `holder` is the body that holds a membership: a municipality or a province.
    """

    fact: str
    since: str | None
    holder: Both | None
    certainty: str
    source: str
    url: str
    read_on: str

    @property
    def year(self) -> int | None:
        """Return the year since when it holds, None if not known."""
        return int(self.since[:4]) if self.since else None


@dataclass(frozen=True)
class LearningCity:
    """A city that says of itself, or is said, to be a learning city."""

    id: str
    name: Both
    province: Both
    facts: tuple[CityFact, ...]

    def fact(self, name: str) -> CityFact | None:
        """Return what is known of one thing, None if nothing is."""
        return next((each for each in self.facts if each.fact == name), None)


@cache
def learning_cities() -> tuple[LearningCity, ...]:
    """Return all learning cities of which something is known, by their slug."""
    facts = list(_rows("learning_cities_facts.csv"))
    return tuple(
        LearningCity(
            id=row["id"],
            name=(row["name_th"], row["name_en"]),
            province=(row["province_th"], row["province_en"]),
            facts=tuple(_fact(each) for each in facts if each["city"] == row["id"]),
        )
        for row in _rows("learning_cities.csv")
    )


def find_learning_city(slug: str) -> LearningCity | None:
    """Return what is known of the city of a slug, None where it is none of them."""
    return next((each for each in learning_cities() if each.id == slug), None)


def _fact(row: dict[str, str]) -> CityFact:
    return CityFact(
        fact=row["fact"],
        since=row["since"] or None,
        holder=(row["holder_th"], row["holder_en"]) if row["holder_th"] else None,
        certainty=row["certainty"],
        source=row["source"],
        url=row["url"],
        read_on=row["read_on"],
    )


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (_HERE / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
