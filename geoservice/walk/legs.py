"""A leg as it is walked: the pieces of a way between two doors made lines with what is on them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from geoservice.walk.directions import LandmarkIndex, describe, join_line
from geoservice.walk.itinerary import Leg, Part, Place, Stretch
from geoservice.walk.lines import cut_line
from geoservice.walk.network import Network
from geoservice.walk.paths import Ways
from geoservice.walk.snapping import Spot
from geoservice.walk.streets import Floats

_FOOTWAYS = ("footway", "path", "pedestrian", "steps", "cycleway", "corridor", "platform")


@dataclass(frozen=True)
class Course:
    """Spots in walking order, what each is called (Thai, English), and what one may turn at."""

    spots: tuple[Spot, ...]
    names: tuple[tuple[str | None, str | None], ...]
    landmarks: LandmarkIndex


def make_legs(ways: Ways, course: Course, rows: Sequence[int]) -> tuple[Leg, ...]:
    """Return the legs of a course, of whose spots `ways` knows each at its row."""
    return tuple(
        _leg(ways, pair, course.names[number], course.landmarks)
        for number, pair in enumerate(pairwise(rows), start=1)
    )


def _leg(
    ways: Ways,
    pair: tuple[int, int],
    destination: tuple[str | None, str | None],
    landmarks: LandmarkIndex,
) -> Leg:
    parts = tuple(ways.parts(*pair))
    start, end = (ways.spots[row] for row in pair)
    stretches = tuple(_stretches(ways.network, start, end, parts))
    unknown = ways.network.weights.unknown
    return Leg(
        coordinates=join_line(stretches) or (start.at, end.at),
        metres=sum(stretch.metres for stretch in stretches),
        seconds=int(ways.seconds[pair]),
        stretches=stretches,
        steps=describe(stretches, landmarks=landmarks, destination=destination, at=end.at),
        unknown_metres=sum(
            part_metres(ways.network, part) for part in parts if unknown[part.piece]
        ),
        parts=parts,
    )


def part_metres(network: Network, part: Part) -> float:
    """Return the geodesic metres of a part of a piece."""
    return abs(part.end - part.begin) * float(network.streets.metres[part.piece])


def part_line(network: Network, part: Part) -> Floats:
    """Return the line of a part of a piece in walking direction, (points, 2) lon, lat."""
    low, high = sorted((part.begin, part.end))
    line = network.streets.line(part.piece)
    if (low, high) != (0.0, 1.0):
        first, last = network.streets.offsets[part.piece : part.piece + 2]
        line = cut_line(line, network.planar_points[first:last], low, high)
    return line[::-1] if part.against else line


def _stretches(
    network: Network, start: Spot, end: Spot, parts: Sequence[Part]
) -> Iterator[Stretch]:
    if start.door_metres and start != end:
        yield _door(network, start.place, start.at, start.door_metres)
    yield from _walked(network, parts)
    if end.door_metres and start != end:
        yield _door(network, end.at, end.place, end.door_metres)


def _door(network: Network, begin: Place, end: Place, metres: float) -> Stretch:
    return Stretch((begin, end), metres, metres / network.profile.speed, "door")


def _walked(network: Network, parts: Sequence[Part]) -> Iterator[Stretch]:
    """Yield the stretch of each part; each array is read once for all of them."""
    streets = network.streets
    pieces = np.array([part.piece for part in parts], dtype=np.int64)
    against = np.array([part.against for part in parts], dtype=np.int64)
    share = np.array([abs(part.end - part.begin) for part in parts])
    columns = (
        share * streets.metres[pieces],
        share * network.weights.seconds[pieces, against],
        streets.highway[pieces],
        streets.name[pieces],
        streets.steps[pieces],
        streets.step_count[pieces],
        streets.bridge[pieces],
        streets.tunnel[pieces],
        streets.layer[pieces],
        streets.covered[pieces] == 1,
        network.weights.unknown[pieces],
    )
    for part, row in zip(
        parts, zip(*(each.tolist() for each in columns), strict=True), strict=True
    ):
        yield _stretch(network, part, row)


def _stretch(network: Network, part: Part, row: tuple[Any, ...]) -> Stretch:
    metres, seconds, highway, name, steps, step_count, bridge, tunnel, layer, covered, unknown = row
    name_th, name_en = network.streets.names[name]
    way = network.streets.words[highway]
    return Stretch(
        coordinates=tuple(map(Place._make, part_line(network, part).tolist())),
        metres=metres,
        seconds=seconds,
        highway=way,
        name_th=name_th,
        name_en=name_en,
        steps=steps,
        step_count=step_count or None,
        climbs=_climbs(network, part) if steps else None,
        bridge=bridge,
        tunnel=tunnel,
        layer=layer,
        covered=covered,
        crossing=_crossing(network, part, way),
        branches=_branches(network, part),
        unknown=unknown,
    )


def _climbs(network: Network, part: Part) -> bool | None:
    uphill = int(network.streets.uphill[part.piece])
    return (uphill > 0) != part.against if uphill else None


def _last_junction(network: Network, part: Part) -> int | None:
    """Return the junction where a part ends, None where it ends on its piece."""
    if part.end not in (0.0, 1.0):
        return None
    return int(network.streets.ends[part.piece, int(part.end)])


def _branches(network: Network, part: Part) -> int:
    junction = _last_junction(network, part)
    return 2 if junction is None else int(network.streets.degrees[junction])


def _crossing(network: Network, part: Part, highway: str) -> str:
    """Return what is crossed: a road's own crossing nodes are passed by, not crossed."""
    streets = network.streets
    if streets.crossing[part.piece]:
        return str(streets.words[streets.crossing[part.piece]])
    junction = _last_junction(network, part)
    if junction is None or highway not in _FOOTWAYS:
        return ""
    return str(streets.words[streets.junction_crossing[junction]])
