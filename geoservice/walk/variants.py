"""Other ways between the same stops: a quieter or a shadier one that is hardly longer."""

from collections.abc import Sequence
from itertools import pairwise

from geoservice.walk.itinerary import Alternative, Leg
from geoservice.walk.legs import Course, make_legs
from geoservice.walk.network import Network
from geoservice.walk.paths import Ways, find_chain

OFFERED = ("quiet", "shade")
_MOST_LONGER = 1.2


def find_variant(
    network: Network, prefer: str, course: Course, usual: Sequence[Leg]
) -> Alternative | None:
    """Return the same walk on a network that prefers something, None where it is no gain.

    It is none where it takes the usual way, or more than 20 % longer, or does not get through.
    """
    factors = network.weights.factors
    if factors.min() == factors.max():
        return None
    # the usual way is there too: the preferred one never costs more than that at its worst
    limits = [(leg.seconds + 1) * float(factors.max()) for leg in usual]
    ways = find_chain(network, course.spots, limits=limits)
    seconds = [int(ways.seconds[pair]) for pair in pairwise(range(len(course.spots)))]
    if min(seconds) < 0 or sum(seconds) > sum(leg.seconds for leg in usual) * _MOST_LONGER:
        return None
    if _is_usual(ways, usual):
        return None
    legs = make_legs(ways, course, range(len(course.spots)))
    return Alternative(prefer, sum(leg.metres for leg in legs), sum(seconds), legs)


def _is_usual(ways: Ways, usual: Sequence[Leg]) -> bool:
    return all(
        tuple(ways.parts(number, number + 1)) == leg.parts for number, leg in enumerate(usual)
    )
