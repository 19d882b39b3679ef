"""Cities side by side: reading which are asked for, and the answer as a document."""

from collections.abc import Mapping
from typing import Any

from geoservice.errors import InputError
from geoservice.publish.bodies import check_city
from geoservice.publish.cities.bilingual import both
from geoservice.publish.cities.comparison import Cell, Comparison
from geoservice.publish.cities.documents import city_members, figure_document
from geoservice.publish.cities.doubts import NO_YARDSTICK

CITIES = "cities"
MOST_CITIES = 4
_OF_FIGURE = ("id", "group", "unit", "title_th", "title_en", "definition_th", "definition_en")
_OF_CELL = (
    *("value", "low", "high", "as_of", "people_year", "change", "query", "note_th", "note_en"),
    "parts",
)


def parse_cities(arguments: Mapping[str, str]) -> tuple[str, ...]:
    """Return the slugs of the cities that are asked for, each once; at least two."""
    asked = arguments.get(CITIES, "")
    slugs = tuple(dict.fromkeys(part.strip() for part in asked.split(",") if part.strip()))
    if not 2 <= len(slugs) <= MOST_CITIES:
        raise InputError(
            "'cities' names {count} cities, but {least} to {most} can be compared; write their "
            "slugs with commas between, like cities=chiang-mai,hat-yai.",
            count=len(slugs),
            least=2,
            most=MOST_CITIES,
        )
    return tuple(check_city(CITIES, slug) for slug in slugs)


def comparison_document(comparison: Comparison, *, base: str) -> dict[str, Any]:
    """Return cities side by side, each cell with whether it is comparable, and why not."""
    return {
        "cities": [city_members(each) for each in comparison.profiles],
        "yardstick": comparison.profiles[0].city.slug,
        "figures": [_line(line, base) for line in comparison.lines],
        "reasons": [
            {"id": each.id, "city": each.city, **both("text", each.text)}
            for each in comparison.doubts
        ],
        "remarks": [both("text", each) for each in comparison.remarks],
    }


def _line(cells: tuple[Cell, ...], base: str) -> dict[str, Any]:
    told = [(cell, figure_document(cell.figure, base)) for cell in cells]
    return {
        **{name: told[0][1][name] for name in _OF_FIGURE},
        "cells": [
            {
                "city": cell.city,
                **{name: document[name] for name in _OF_CELL},
                "comparable": cell.comparable,
                "reasons": [each for each in cell.doubts if each != NO_YARDSTICK],
            }
            for cell, document in told
        ],
    }
