"""Which OpenStreetMap tags make a learning space, and of which kind: `kinds.csv`, read once.

The order of the table decides where an object has several of the tags, and which of several
objects of one place leads. Tags as the OSM wiki describes them, one page a tag
(https://wiki.openstreetmap.org/wiki/Map_features).
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_TABLE = Path(__file__).with_name("kinds.csv")
# Lifecycle prefixes need no rule: disused:amenity=school is no amenity=school.
# https://wiki.openstreetmap.org/wiki/Lifecycle_prefix
_GONE = {
    "disused": {"yes"},
    "abandoned": {"yes"},
    "demolished": {"yes"},
    "razed": {"yes"},
    "building": {"construction"},
}
_RELIGIOUS_KINDS = {"temple"}


@dataclass(frozen=True)
class SpaceTag:
    """One row of the table; `order` is its place in it, `base_rank` lies between 0 and 1."""

    order: int
    key: str
    value: str
    kind: str
    base_rank: float
    age_groups: tuple[str, ...]


@cache
def space_tags() -> dict[tuple[str, str], SpaceTag]:
    """Return the table by (key, value), in its order."""
    with _TABLE.open(encoding="utf-8", newline="") as file:
        return {
            (row["key"], row["value"]): SpaceTag(
                order=order,
                key=row["key"],
                value=row["value"],
                kind=row["kind"],
                base_rank=float(row["base_rank"]),
                age_groups=tuple(row["age_groups"].split()),
            )
            for order, row in enumerate(csv.DictReader(file))
        }


@cache
def space_keys() -> frozenset[str]:
    """Return the keys that the table looks at."""
    return frozenset(key for key, _ in space_tags())


def find_space_tag(tags: Mapping[str, str]) -> SpaceTag | None:
    """Return the row that `tags` match first, or None: no learning space, or one that is gone.

    A value list ("library;community_centre") matches by each of its parts.
    """
    found = [
        row
        for key in space_keys()
        if key in tags
        for value in tags[key].split(";")
        if (row := space_tags().get((key, value.strip()))) is not None
    ]
    if not found or _is_gone(tags):
        return None
    return min(found, key=lambda row: row.order)


def _is_gone(tags: Mapping[str, str]) -> bool:
    return any(tags.get(key) in values for key, values in _GONE.items())


def religion_of(kind: str, tags: Mapping[str, str]) -> str | None:
    """Return the religion of a temple as tagged; other kinds have none."""
    return (tags.get("religion") or None) if kind in _RELIGIOUS_KINDS else None
