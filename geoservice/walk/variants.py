"""Other ways between the same stops: a quieter or a shadier one that is hardly longer."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from geoservice.walk.itinerary import Alternative, Leg
from geoservice.walk.legs import Course, make_legs
from geoservice.walk.network import Network
from geoservice.walk.paths import Ways, find_chain
from geoservice.walk.streets import Floats

OFFERED = ("quiet", "shade")
_MOST_LONGER = 1.2


def find_variant(
    network: Network, prefer: str, course: Course, usual: Sequence[Leg]
) -> Alternative | None:
    """Return the same walk on a network that prefers something, None where it is no gain.

    It is none where it takes the usual way, or more than 20 % longer, or does not get through.
    """
    factors = _factors_around(network, usual)
    if factors.min(initial=np.inf) >= factors.max(initial=0.0):
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


def _factors_around(network: Network, usual: Sequence[Leg]) -> Floats:
    """Return the factors of all pieces that a walk hardly longer than the usual one can come by.

    Who leaves the box around a walk comes back the same way: twice as far as the box is grown.
    """
    line = np.array([place for leg in usual for place in leg.coordinates])
    metres = sum(leg.metres for leg in usual) * (_MOST_LONGER - 1) / 2
    planar = np.column_stack(network.streets.plane.metres(line))
    low, high = planar.min(axis=0) - metres, planar.max(axis=0) + metres
    inside = ((network.planar_junctions >= low) & (network.planar_junctions <= high)).all(axis=1)
    return np.asarray(network.weights.factors[inside[network.streets.ends].any(axis=1)])


def _is_usual(ways: Ways, usual: Sequence[Leg]) -> bool:
    return all(
        tuple(ways.parts(number, number + 1)) == leg.parts for number, leg in enumerate(usual)
    )
