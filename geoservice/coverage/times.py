"""Seconds from every spot to its nearest space, and what they are at the least and at the most.

Three things besides the walking speed make them unsure, and each is computed, not guessed:

- snapping: between a door and the street one walks the straight line at best; at worst along two
  sides of a square, sqrt 2 as far; people counted in a cell may live nearer or farther by the mean
  distance from its middle;
- hours: a space whose hours nobody knows is open at best, closed at worst;
- people: totals of districts may be spread over buildings or over streets (see `spreading`).
"""

from dataclasses import dataclass

from geoservice.coverage.approach import Approach, approach, middle_seconds
from geoservice.coverage.scene import Scene
from geoservice.coverage.spaces import Doors
from geoservice.walk.profiles import Profile
from geoservice.walk.streets import Floats

_AROUND_THE_CORNER = 2**0.5


@dataclass(frozen=True, eq=False)
class Times:
    """How every spot comes from door to door to its nearest space.

    `longest` has doors around the corner and people at the far side of their cells and is sought
    no farther than needed; `perhaps` counts spaces with unknown hours as open. `middle` (n,) are
    the seconds of `nearest` from the middle of each spot.
    """

    nearest: Approach
    longest: Approach
    perhaps: Approach
    middle: Floats


def find_times(scene: Scene, sure: Doors, unknown: Doors, *, radius: Floats, limit: float) -> Times:
    """Return how it is to the nearest space that is surely open, and the bounds of that.

    `radius` (n,) are metres; beyond `limit` seconds the bounds need not be known.
    """
    speed = scene.streets.network.profile.speed
    door = scene.placed.door_metres / speed
    entering = sure.door_metres / speed
    nearest = approach(scene, sure, entering).later(door)
    longest = approach(scene, sure, entering * _AROUND_THE_CORNER, limit=limit)
    longest = longest.later(door * _AROUND_THE_CORNER + radius / speed)
    perhaps = nearest
    if len(unknown.piece):
        others = approach(scene, unknown, unknown.door_metres / speed, limit=limit)
        perhaps = nearest.or_by(others.later(door))
    return Times(nearest, longest, perhaps, middle_seconds(scene, nearest))


def threshold(profile: Profile, minutes: float, *, speed: float) -> float:
    """Return the seconds at the usual speed that somebody at `speed` walks in so many minutes.

    All ways of a profile grow alike with its speed.
    """
    return minutes * 60 * speed / profile.speed
