"""How long one usually stays at a space of a kind, where nobody says otherwise.

`dwell.csv` is our estimate of an unhurried look around, no measurement: a walk says of each stop
how long it counts, and whoever asks may set it.
"""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

_TABLE = Path(__file__).with_name("dwell.csv")
OWN_POINT_MINUTES = 0  # a place of one's own is passed by


def dwell_minutes(kind: str | None) -> int:
    """Return the minutes of a kind, none for a place that is no space."""
    return OWN_POINT_MINUTES if kind is None else _minutes()[kind]


@cache
def _minutes() -> Mapping[str, int]:
    with _TABLE.open(encoding="utf-8", newline="") as file:
        return {row["kind"]: int(row["minutes"]) for row in csv.DictReader(file)}
