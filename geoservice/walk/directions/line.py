"""The line of a leg: its coordinates, the headings along it, and the corners in between."""

import math
from collections.abc import Iterable, Sequence

from geoservice.walk.itinerary import Place, Stretch

METRES_PER_DEGREE = 111_195.0  # of latitude, on a sphere of 6,371 km
LOOK_METRES = 15.0  # a heading is that of the chord so long: the last metres of a street lie
_SECOND_SLACK = 1e-6

# The corner at which each turn begins, in degrees; beyond the last one turns around.
STRAIGHT_DEGREES = 25.0
_CORNERS = (
    (STRAIGHT_DEGREES, "straight"),
    (55.0, "slight"),
    (125.0, ""),
    (165.0, "sharp"),
)
_COMPASS = (
    "north",
    "northeast",
    "east",
    "southeast",
    "south",
    "southwest",
    "west",
    "northwest",
)


def join_line(stretches: Sequence[Stretch]) -> tuple[Place, ...]:
    """Return the coordinates of a leg: each following stretch without its first, a repetition."""
    line: list[Place] = []
    for stretch in stretches:
        line.extend(stretch.coordinates[1:] if line else stretch.coordinates)
    return tuple(line)


def round_seconds(seconds: Iterable[float]) -> int:
    """Return the whole seconds of a leg, rounded up; float noise makes no second more."""
    return math.ceil(math.fsum(seconds) - _SECOND_SLACK)


def heading(outward: Iterable[Place]) -> float | None:
    """Return the compass degrees from the first place to the one `LOOK_METRES` on.

    A shorter line is looked along whole; None where it has no length.
    """
    places = iter(outward)
    start = next(places, None)
    if start is None:
        return None
    x = y = travelled = 0.0
    for place in places:
        next_x, next_y = _offset(start, place)
        length = math.hypot(next_x - x, next_y - y)
        if travelled + length >= LOOK_METRES:
            share = (LOOK_METRES - travelled) / length
            x, y = x + (next_x - x) * share, y + (next_y - y) * share
            break
        x, y, travelled = next_x, next_y, travelled + length
    return math.degrees(math.atan2(x, y)) % 360 if x or y else None


def corner(arriving: float | None, leaving: float | None) -> float:
    """Return the degrees one turns between two headings, -180 to 180, left below 0."""
    if arriving is None or leaving is None:
        return 0.0
    return (leaving - arriving + 180) % 360 - 180


def modifier(degrees: float) -> str:
    """Return the word for a corner: straight, slight left, left, sharp left, uturn and so on."""
    for limit, word in _CORNERS:
        if abs(degrees) <= limit:
            side = "left" if degrees < 0 else "right"
            return word if word == "straight" else f"{word} {side}".strip()
    return "uturn"


def compass(degrees: float) -> str:
    """Return the nearest of the eight points of the compass."""
    return _COMPASS[round(degrees / 45) % 8]


def metres_between(one: Place, other: Place) -> float:
    """Return metres between two near places, off by less than 0.6 % (a sphere, a plane)."""
    return math.hypot(*_offset(one, other))


def _offset(origin: Place, place: Place) -> tuple[float, float]:
    """Return metres east and north of the origin; the short way over the date line."""
    east = (place[0] - origin[0] + 180) % 360 - 180
    shrink = math.cos(math.radians(origin[1]))
    return east * shrink * METRES_PER_DEGREE, (place[1] - origin[1]) * METRES_PER_DEGREE
