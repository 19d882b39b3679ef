"""Names of Thai cities one may bring in by slug alone: provincial capitals and a few more."""

import csv
from pathlib import Path

_TABLE = Path(__file__).with_suffix(".csv")


def known_names(slug: str) -> tuple[str, str] | None:
    """Return the Thai and the English name of a city by its slug, None for one not listed."""
    with _TABLE.open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            if row["slug"] == slug:
                return row["name_th"], row["name_en"]
    return None
