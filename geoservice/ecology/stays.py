"""How long one usually stays at a space of a kind, and how much a passer-by learns there.

`stays.csv` is our estimate, no measurement. `minutes` are an unhurried look around: a walk says of
each stop how long it counts, and whoever asks may set it. `worth` (0 to 1) is what a kind gives to
somebody who drops in: a library receives everybody, a bank or a hospital mostly those with an
errand. It weighs only where nobody named the kinds that they want.
"""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

_TABLE = Path(__file__).with_name("stays.csv")
OWN_POINT_MINUTES = 0  # a place of one's own is passed by


class Stay(NamedTuple):
    """What is usual at a kind of space."""

    minutes: int
    worth: float


def dwell_minutes(kind: str | None) -> int:
    """Return the minutes of a kind, none for a place that is no space."""
    return OWN_POINT_MINUTES if kind is None else usual_stays()[kind].minutes


@cache
def usual_stays() -> Mapping[str, Stay]:
    """Return what is usual at each kind of space."""
    with _TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {row["kind"]: Stay(int(row["minutes"]), float(row["worth"])) for row in rows}
