"""Administrative boundaries of the file as districts; `admin_levels.csv` says which are which.

Thailand: 4 province (จังหวัด), 6 amphoe or khet, 8 tambon or khwaeng. Where a country is not in the
table, levels 4, 6 and 8 count the same way
(https://wiki.openstreetmap.org/wiki/Tag:boundary=administrative#Country_specific_values).
"""

import csv
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from shapely import MultiPolygon

_TABLE = Path(__file__).with_name("admin_levels.csv")


@dataclass(frozen=True)
class IncomingDistrict:
    """An administrative area; `relation` is its OSM id, `code` its official code or that id."""

    relation: int
    level: str
    code: str
    name_th: str | None
    name_en: str | None
    geom: MultiPolygon


@cache
def _levels(country: str) -> dict[str, str]:
    with _TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    own = {row["admin_level"]: row["level"] for row in rows if row["country"] == country}
    return own or {row["admin_level"]: row["level"] for row in rows if row["country"] == "*"}


def district_level(tags: Mapping[str, str], *, country: str) -> str | None:
    """Return province, amphoe or tambon for an administrative boundary, None for any other."""
    if tags.get("boundary") != "administrative" or tags.get("type") not in _AREAS:
        return None
    return _levels(country).get(tags.get("admin_level", ""))


_AREAS = ("boundary", "multipolygon")


def district_code(tags: Mapping[str, str], relation: int) -> str:
    """Return the official code as tagged, else the relation's own id ("relation/7")."""
    coded = sorted(key for key in tags if key.startswith("ref:"))
    for key in ("ref", *coded, "ISO3166-2"):
        if code := tags.get(key, "").strip():
            return code
    return f"relation/{relation}"


def with_unique_codes(districts: Iterable[IncomingDistrict]) -> list[IncomingDistrict]:
    """Return the districts, those that share a code at one level under their relation's id."""
    rows = list(districts)
    uses = Counter((row.level, row.code) for row in rows)
    return [
        row if uses[row.level, row.code] == 1 else replace(row, code=f"relation/{row.relation}")
        for row in rows
    ]
