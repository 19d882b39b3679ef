"""Which landmark one turns at: a grid of cells no smaller than one looks around."""

import math
from collections import defaultdict
from collections.abc import Iterable

from geoservice.walk.directions.line import METRES_PER_DEGREE, metres_between
from geoservice.walk.directions.ways import Words
from geoservice.walk.itinerary import Landmark, Place

NEAR_METRES = 35.0
_CELL_DEGREES = 40.0 / METRES_PER_DEGREE
_LEAST_SHRINK = 0.02  # within a degree of the poles


class LandmarkIndex:
    """Landmarks by place, made once and asked for every turn. Nameless ones are not kept."""

    def __init__(self, landmarks: Iterable[Landmark]) -> None:
        named = [each for each in landmarks if each.name_th or each.name_en]
        furthest = max((abs(each.place[1]) for each in named), default=0.0)
        self._across = _CELL_DEGREES / max(math.cos(math.radians(furthest)), _LEAST_SHRINK)
        self._cells: dict[tuple[int, int], list[Landmark]] = defaultdict(list)
        for each in named:
            self._cells[self._cell(each.place)].append(each)

    def best_near(self, place: Place, *, without: Iterable[str]) -> Landmark | None:
        """Return the best known landmark within `NEAR_METRES`, of equals the nearest, or None.

        `without` holds names not to use, in either language.
        """
        refused = set(without)
        ranked = [
            (-each.rank, metres, each.name_th or "", each.name_en or "", each)
            for each in self._around(place)
            if (metres := metres_between(place, each.place)) <= NEAR_METRES
            and not refused & {each.name_th, each.name_en}
        ]
        return min(ranked, key=lambda each: each[:4])[-1] if ranked else None

    def _around(self, place: Place) -> Iterable[Landmark]:
        column, row = self._cell(place)
        for x in (column - 1, column, column + 1):
            for y in (row - 1, row, row + 1):
                yield from self._cells.get((x, y), ())

    def _cell(self, place: Place) -> tuple[int, int]:
        return math.floor(place[0] / self._across), math.floor(place[1] / _CELL_DEGREES)


def landmark_words(landmark: Landmark) -> Words:
    """Return the name of a landmark, the other language's where it has none."""
    thai, english = landmark.name_th, landmark.name_en
    return Words(thai or english or "", english or thai or "")
