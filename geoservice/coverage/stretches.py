"""Streets cut into short stretches, none of which lies in two districts."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

from geoservice.walk.streets import Floats, Integers, Streets

LONGEST_METRES = 25.0
_SAME_PLACE = 1e-9  # of a piece


class Stretches(NamedTuple):
    """Parts of street pieces, n in all: `begin` and `end` (0 to 1) along the line of `piece`."""

    piece: Integers
    begin: Floats
    end: Floats

    @property
    def middle(self) -> Floats:
        """Return where along their pieces their middles lie."""
        return np.asarray((self.begin + self.end) / 2)


def cut_streets(
    streets: Streets, lines: NDArray[np.object_], borders: Iterable[NDArray[np.object_]]
) -> Stretches:
    """Return the stretches of all pieces, cut at borders (planar lines) and at most 25 m long.

    `lines` (m,) are those of the pieces in metres on the plane of the borders.
    """
    piece, begin, end = _between_cuts(lines, *_cuts(lines, borders))
    metres = streets.metres[piece] * (end - begin)
    count = np.maximum(1, np.ceil(metres / LONGEST_METRES)).astype(np.int64)
    number = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    step = np.repeat((end - begin) / count, count)
    start = np.repeat(begin, count) + number * step
    return Stretches(np.repeat(piece, count), start, start + step)


def _cuts(
    lines: NDArray[np.object_], borders: Iterable[NDArray[np.object_]]
) -> tuple[Integers, Floats]:
    """Return where (0 to 1) which pieces cross a border."""
    tree = shapely.STRtree(lines)
    pieces, places = [np.zeros(0, dtype=np.int64)], [np.zeros(0)]
    for border in borders:
        of_border, crossed = tree.query(border, predicate="intersects")
        points = shapely.intersection(lines[crossed], border[of_border])
        coordinates, nth = shapely.get_coordinates(points, return_index=True)
        on = crossed[nth]
        places.append(
            shapely.line_locate_point(lines[on], shapely.points(coordinates), normalized=True)
        )
        pieces.append(on)
    return np.concatenate(pieces), np.concatenate(places)


def _between_cuts(
    lines: NDArray[np.object_], piece: Integers, place: Floats
) -> tuple[Integers, Floats, Floats]:
    """Return piece, begin and end of what lies between cuts, no part of no length."""
    every = np.arange(len(lines))
    pieces = np.concatenate((every, piece, every))
    places = np.concatenate((np.zeros(len(lines)), place, np.ones(len(lines))))
    order = np.lexsort((places, pieces))
    pieces, places = pieces[order], places[order]
    kept = (pieces[1:] == pieces[:-1]) & (places[1:] - places[:-1] > _SAME_PLACE)
    return pieces[:-1][kept], places[:-1][kept], places[1:][kept]
