"""Other ways between the same stops: a quieter or a shadier one that is hardly longer."""

from collections.abc import Sequence

from geoservice.walk.itinerary import Alternative, Leg
from geoservice.walk.legs import Course, make_legs
from geoservice.walk.network import Network
from geoservice.walk.paths import find_ways

OFFERED = ("quiet", "shade")
_MOST_LONGER = 1.2


def find_variant(
    network: Network, prefer: str, course: Course, usual: Sequence[Leg]
) -> Alternative | None:
    """Return the same walk on a network that prefers something, None where it is no gain.

    It is none where it takes the usual way, or more than 20 % longer, or does not get through.
    """
    longest = max((leg.seconds for leg in usual), default=0) * _MOST_LONGER
    ways = find_ways(network, course.spots, limit=longest * float(network.weights.factors.max()))
    rows = range(len(course.spots))
    if any(ways.seconds[row, row + 1] < 0 for row in rows[:-1]):
        return None
    seconds = sum(int(ways.seconds[row, row + 1]) for row in rows[:-1])
    if seconds > sum(leg.seconds for leg in usual) * _MOST_LONGER:
        return None
    legs = make_legs(ways, course, rows)
    if all(leg.coordinates == other.coordinates for leg, other in zip(legs, usual, strict=True)):
        return None
    return Alternative(prefer, sum(leg.metres for leg in legs), seconds, legs)
