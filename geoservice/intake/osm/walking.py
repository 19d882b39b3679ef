"""Where one may walk: the OSM wiki's rules for people on foot.

The class of a way says yes or no where nothing else is tagged; `foot_access.csv` holds the
worldwide defaults and what countries do otherwise, after
https://wiki.openstreetmap.org/wiki/OSM_tags_for_routing/Access_restrictions. In Thailand one may
walk along a trunk road (ทางหลวง) and on cycleways, never on a motorway (ทางพิเศษ).

More specific tags outweigh the class: `foot` before `access`
(https://wiki.openstreetmap.org/wiki/Key:access). Conditional restrictions are not read.
"""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

_TABLE = Path(__file__).with_name("foot_access.csv")
WAY_KEYS = ("highway", "railway", "public_transport")

# https://wiki.openstreetmap.org/wiki/Key:access#List_of_possible_values
_ALLOWED = frozenset(
    [
        "yes",
        "designated",
        "permissive",
        "official",
        "public",
        "destination",
        "customers",
        "permit",
        "discouraged",
    ]
)
_FORBIDDEN = frozenset(
    [
        "no",
        "private",
        "use_sidepath",
        "agricultural",
        "forestry",
        "delivery",
        "military",
        "emergency",
        "employees",
        "staff",
        "restricted",
        "residents",
    ]
)
_SIDEWALK = {"both", "left", "right", "yes"}
_SIDEWALK_KEYS = ("sidewalk", "sidewalk:both", "sidewalk:left", "sidewalk:right")
# Barriers nobody walks through unless tagged so; all others let people on foot pass.
# https://wiki.openstreetmap.org/wiki/Key:barrier
_CLOSED_BARRIERS = frozenset(
    [
        "wall",
        "fence",
        "wire_fence",
        "hedge",
        "retaining_wall",
        "city_wall",
        "guard_rail",
        "handrail",
        "ditch",
    ]
)


@cache
def _defaults(country: str) -> dict[tuple[str, str], bool]:
    with _TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    known: dict[tuple[str, str], bool] = {}
    for who in ("*", country):
        for row in rows:
            if row["country"] == who:
                key, _, value = row["way"].partition("=")
                known[key, value] = row["foot"] == "yes"
    return known


def walkable_class(tags: Mapping[str, str]) -> str | None:
    """Return the class of a way one could walk on somewhere ("footway", "platform"), or None.

    Ways under construction, planned, abandoned and raceways have none.
    """
    for key in WAY_KEYS:
        value = tags.get(key, "")
        if (key, value) in _defaults("*"):
            return value
    return None


def may_walk(tags: Mapping[str, str], *, country: str) -> bool:
    """Return whether a person may walk along a way with these tags.

    `country` is an ISO 3166-1 alpha-2 code; one without rules of its own has the worldwide ones.
    """
    allowed = next(
        (
            yes
            for key in WAY_KEYS
            if (yes := _defaults(country).get((key, tags.get(key, "")))) is not None
        ),
        None,
    )
    if allowed is None:
        return False
    if (foot := _said(tags, "foot")) is not None:
        return foot
    # access=yes opens no motorway: it speaks of all who may use such a way, access=no of everybody
    if _said(tags, "access") is False:
        return False
    if any(tags.get(key) in _SIDEWALK for key in _SIDEWALK_KEYS):
        return True
    # https://wiki.openstreetmap.org/wiki/Key:motorroad: no one on foot
    return allowed and tags.get("motorroad") != "yes"


def may_pass(tags: Mapping[str, str]) -> bool:
    """Return whether a person on foot may pass a node with these tags, say a gate or a bollard."""
    for key in ("foot", "access"):
        if (said := _said(tags, key)) is not None:
            return said
    return tags.get("barrier") not in _CLOSED_BARRIERS and tags.get("locked") != "yes"


def oneway_foot(tags: Mapping[str, str]) -> int:
    """Return 1 where one may walk only along the way, -1 only against it, 0 both ways.

    `oneway` alone is about vehicles, on footways too; escalators run in one direction
    (https://wiki.openstreetmap.org/wiki/Key:oneway, .../Key:conveying).
    """
    for key in ("oneway:foot", "foot:oneway"):
        if tags.get(key) in ("yes", "1", "true"):
            return 1
        if tags.get(key) in ("-1", "reverse"):
            return -1
    if tags.get("foot:backward") == "no" or tags.get("conveying") == "forward":
        return 1
    if tags.get("foot:forward") == "no" or tags.get("conveying") == "backward":
        return -1
    return 0


def _said(tags: Mapping[str, str], key: str) -> bool | None:
    """Return what one access tag says, or None where it says nothing known."""
    value = tags.get(key, "").partition(";")[0].strip()
    return True if value in _ALLOWED else False if value in _FORBIDDEN else None
