"""The learning cities of Thailand: every fact has its source, and nothing is guessed."""

import csv
from datetime import date
from pathlib import Path

import pytest

from geoservice.ecology import learning_cities as module
from geoservice.ecology.learning_cities import (
    GNLC,
    NETWORK,
    find_learning_city,
    learning_cities,
)
from geoservice.intake.known_cities import known_names

FACTS = [fact for city in learning_cities() for fact in city.facts]


def test_every_fact_belongs_to_a_city_that_is_listed():
    table = Path(module.__file__).with_name("learning_cities_facts.csv")
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    assert len(rows) == len(FACTS)
    assert all(city.facts for city in learning_cities())


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.url[-24:])
def test_a_fact_names_its_source_its_address_and_the_day_it_was_read(fact):
    assert fact.fact in (GNLC, NETWORK)
    assert fact.certainty in ("sure", "likely")
    assert fact.source
    assert fact.url.startswith(("https://", "http://"))
    assert date.fromisoformat(fact.read_on) >= date(2026, 11, 24)
    assert fact.since is None or 2013 <= fact.year <= 2026  # the network was founded in 2013


def test_membership_is_dated_by_the_waves_that_unesco_announced():
    since: dict[int, set[str]] = {}
    for city in learning_cities():
        membership = city.fact(GNLC)
        if membership:
            since.setdefault(membership.year, set()).add(city.id)

    assert since == {
        2019: {"chiang-rai"},
        2020: {"chiang-mai", "phuket", "chachoengsao"},
        2022: {"phayao", "sukhothai", "hat-yai"},
        2024: {"bangkok", "khon-kaen", "yala"},
        2025: {"rayong", "satun", "tak"},
    }


def test_a_city_that_is_brought_here_has_the_slug_that_the_facts_know():
    members = [city for city in learning_cities() if city.fact(GNLC)]

    assert [known_names(city.id)[0] for city in members] == [city.name[0] for city in members]
    assert find_learning_city("yala").province == ("ยะลา", "Yala")
    assert find_learning_city("monaco") is None
