"""What a learning city is measured by: indicators along the twelve areas of focus of the GNLC.

The areas are those of the "Key Features of Learning Cities", adopted in Beijing in 2013 by the
first International Conference on Learning Cities (UNESCO Institute for Lifelong Learning). They
stand in `focus_areas.csv`; `indicators.csv` holds what is measured in each: by a query of its own
in `sql/evidence`, or by a figure of coverage.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from geoservice.language import Both

_HERE = Path(__file__).parent


@dataclass(frozen=True)
class FocusArea:
    """One of the twelve areas; `group` is wider_benefits, building_blocks or the conditions."""

    id: int
    group: str
    title: Both


@dataclass(frozen=True)
class Indicator:
    """What is measured, in which unit: share, count, decimal, index.

    `asked` are the parameters of a coverage and `figure` what is taken from it; both are empty
    where a query answers it.
    """

    id: str
    area: int
    unit: str
    asked: str
    figure: str
    title: Both
    definition: Both


@cache
def focus_areas() -> tuple[FocusArea, ...]:
    """Return the twelve areas in their order."""
    return tuple(
        FocusArea(int(row["id"]), row["group"], _both(row, "title"))
        for row in _rows("focus_areas.csv")
    )


@cache
def indicators() -> tuple[Indicator, ...]:
    """Return all indicators, area by area."""
    return tuple(
        Indicator(
            id=row["id"],
            area=int(row["area"]),
            unit=row["unit"],
            asked=row["asked"],
            figure=row["figure"],
            title=_both(row, "title"),
            definition=_both(row, "definition"),
        )
        for row in _rows("indicators.csv")
    )


def _both(row: dict[str, str], name: str) -> Both:
    return row[f"{name}_th"], row[f"{name}_en"]


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (_HERE / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
