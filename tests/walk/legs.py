"""Legs drawn with metres: a pen that walks from the moat of Chiang Mai, east and north."""

import math

from geoservice.walk.itinerary import Landmark, Place, Stretch

ORIGIN = Place(98.98, 18.79)
_DEGREE = 111_195.0


def place(east: float, north: float) -> Place:
    """Return the place so many metres east and north of the origin."""
    shrink = math.cos(math.radians(ORIGIN.lat))
    return Place(ORIGIN.lon + east / _DEGREE / shrink, ORIGIN.lat + north / _DEGREE)


def stretch(*corners: tuple[float, float], **facts: object) -> Stretch:
    """Return a stretch through places in metres; a nameless footway where nothing else is said.

    One walks a metre a second.
    """
    metres = sum(map(math.dist, corners, corners[1:]))
    known = {"highway": "footway", "metres": metres, "seconds": metres} | facts
    return Stretch(coordinates=tuple(place(*corner) for corner in corners), **known)  # type: ignore[arg-type]


def road(*corners: tuple[float, float], name: str | None = None, **facts: object) -> Stretch:
    """Return a road; "ห้วยแก้ว" is named ถนนห้วยแก้ว and ห้วยแก้ว Road."""
    names = {"name_th": f"ถนน{name}", "name_en": f"{name} Road"} if name else {}
    return stretch(*corners, **({"highway": "tertiary"} | names | facts))


def landmark(name: str, east: float, north: float, *, rank: float = 0.0) -> Landmark:
    """Return a landmark, called วัด and Wat."""
    return Landmark(place(east, north), f"วัด{name}", f"Wat {name}", rank)
