"""Who walks: how fast, on what, and what is no way for them.

Speeds are metres a second on level, paved ground, each with the range that is published:

- adult 1.34 (1.25 to 1.43): Bohannon & Williams Andrews 2011, Physiotherapy 97(3):182-189, a
  meta-analysis of 41 studies; means of men and women from 20 to 59 years.
- senior 1.13 (0.94 to 1.26): the same, means from 70 years to over 80 (women from 80: 0.943).
- child 1.10 (0.90 to 1.30): a family goes at the pace of its slowest; the range is that of
  school children walking freely, Lythgo, Wilson & Galea 2011, Gait & Posture 33(1):29-35, less
  the stops.
- stroller 1.15 (1.00 to 1.34): an adult who pushes.
- wheelchair 0.80 (0.69 to 0.89): Boyce, Shields & Silcock 1999, Fire Technology 35(1):51-67;
  manual and electric wheelchairs on level ground.

Stairs: 0.50 m a second along their length for adults (Fruin 1971, Pedestrian Planning and Design:
between going up and going down), less for the others.

`surfaces.csv` holds the part of their speed that each keeps on a surface, empty where it is no way
for them; which surfaces a chair can take follows https://wiki.openstreetmap.org/wiki/Key:surface
and https://wiki.openstreetmap.org/wiki/Wheelchair_routing, the figures between are our estimate.
Slopes slow down as Tobler 1993 (NCGIA report 93-1) found, and for wheels are limited to 8.3 %
(1:12, ISO 21542); wheelchairs want 0.9 m of width (DIN 18040-3).
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from geoservice.errors import InputError

_SURFACES = Path(__file__).with_name("surfaces.csv")
# https://wiki.openstreetmap.org/wiki/Key:smoothness: what wheels can take
_FOR_WHEELS = frozenset({"excellent", "good", "intermediate"})
_FOR_STROLLERS = _FOR_WHEELS | {"bad"}


@dataclass(frozen=True)
class Profile:
    """One kind of walker. Speeds in metres a second, `max_incline` in per cent, width in metres.

    `stairs_speed` None: no stairs. `smoothness` None: any. `heeds_unknown`: tell how many metres
    have neither surface, smoothness nor wheelchair mapped.
    """

    id: str
    speed: float
    slowest: float
    fastest: float
    stairs_speed: float | None
    surfaces: Mapping[str, float | None] = field(repr=False)
    smoothness: frozenset[str] | None = None
    max_incline: float | None = None
    min_width: float | None = None
    heeds_kerbs: bool = False
    heeds_wheelchair_tag: bool = False
    heeds_unknown: bool = False


@cache
def profiles() -> Mapping[str, Profile]:
    """Return the profiles by id."""
    factors = _surface_factors()
    known = (
        Profile("adult", 1.34, 1.25, 1.43, 0.50, factors["adult"]),
        Profile("child", 1.10, 0.90, 1.30, 0.42, factors["child"]),
        Profile("senior", 1.13, 0.94, 1.26, 0.36, factors["senior"]),
        Profile(
            "stroller",
            1.15,
            1.00,
            1.34,
            None,
            factors["stroller"],
            smoothness=_FOR_STROLLERS,
            max_incline=15.0,
            min_width=0.7,
            heeds_unknown=True,
        ),
        Profile(
            "wheelchair",
            0.80,
            0.69,
            0.89,
            None,
            factors["wheelchair"],
            smoothness=_FOR_WHEELS,
            max_incline=8.3,
            min_width=0.9,
            heeds_kerbs=True,
            heeds_wheelchair_tag=True,
            heeds_unknown=True,
        ),
    )
    return {profile.id: profile for profile in known}


def find_profile(name: str) -> Profile:
    """Return a profile; InputError names those there are."""
    found = profiles().get(name)
    if found is None:
        raise InputError(
            "There is no profile '{name}'; there are: {known}.",
            name=name[:60],
            known=", ".join(profiles()),
        )
    return found


@cache
def _surface_factors() -> dict[str, dict[str, float | None]]:
    with _SURFACES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = [name for name in rows[0] if name != "surface"]
    return {
        name: {row["surface"]: float(row[name]) if row[name] else None for row in rows}
        for name in names
    }
