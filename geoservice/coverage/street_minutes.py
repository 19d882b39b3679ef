"""How long it is from everywhere on every street piece to the nearest space."""

from dataclasses import dataclass

import numpy as np

from geoservice.coverage.search import Backwards, junction_seconds
from geoservice.coverage.spaces import Doors
from geoservice.walk.streets import Floats, Integers


@dataclass(frozen=True, eq=False)
class StreetMinutes:
    """m street pieces of a city with seconds, infinite where there is no way.

    At a part x (0 to 1) of a piece it takes min(begin + walk x, end + walk (1 - x)), and beside
    doors on the piece also door_seconds + walk |x - door_along|. `version` names the shapes: under
    the same one `ids`, `offsets` (m + 1,) and `points` (k, 2) lon, lat are the same.
    """

    version: str
    ids: Integers
    offsets: Integers
    points: Floats
    begin: Floats
    end: Floats
    walk: Floats
    door_piece: Integers
    door_along: Floats
    door_seconds: Floats


def find_street_minutes(streets: Backwards, doors: Doors, *, version: str) -> StreetMinutes:
    """Return the seconds from all street pieces into the nearest of some spaces."""
    network = streets.network
    entering = doors.door_metres / network.profile.speed
    junctions = junction_seconds(streets, doors, entering)
    ends = network.streets.ends
    walkable = network.main
    either = np.where(np.isfinite(streets.seconds), streets.seconds, -np.inf).max(axis=1)
    walk = np.where(walkable, either, np.inf)
    there = doors.piece >= 0
    return StreetMinutes(
        version=version,
        ids=network.streets.ids,
        offsets=network.streets.offsets,
        points=network.streets.points,
        begin=np.where(walkable, junctions[ends[:, 0]], np.inf),
        end=np.where(walkable, junctions[ends[:, 1]], np.inf),
        walk=walk,
        door_piece=doors.piece[there],
        door_along=doors.along[there],
        door_seconds=entering[there],
    )
