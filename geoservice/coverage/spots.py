"""The places at which something is to be reached: stretches of streets, buildings, people."""

from dataclasses import dataclass, fields
from typing import Self

import numpy as np
import shapely
from numpy.typing import NDArray

from geoservice.coverage.area import Area
from geoservice.coverage.stretches import cut_streets
from geoservice.walk.streets import Floats, Integers, Streets

_LEAST_SQUARE_METRES = 20.0  # what is smaller is a shed
_SQUARE_METRES_PER_HECTARE = 10_000.0


@dataclass(frozen=True, eq=False)
class Spots:
    """n places in the city. `places` (n, 2) are lon, lat, `planar` the same in metres.

    `piece` is the street piece that a stretch is part of, -1 for what is no stretch, `along` the
    middle of the stretch (0 to 1), `part` its part of the piece. `metres` of street, `hectares` of
    built ground. `district` (n, levels) are positions in each level, -1 for none.
    """

    places: Floats
    planar: Floats
    piece: Integers
    along: Floats
    part: Floats
    metres: Floats
    hectares: Floats
    district: NDArray[np.int32]

    def __add__(self, other: Self) -> Self:
        """Return both, these first."""
        both = {
            each.name: np.concatenate((getattr(self, each.name), getattr(other, each.name)))
            for each in fields(self)
        }
        return type(self)(**both)

    def only(self, wanted: NDArray[np.bool_]) -> Self:
        """Return some of them."""
        return type(self)(**{each.name: getattr(self, each.name)[wanted] for each in fields(self)})


def street_spots(streets: Streets, lines: NDArray[np.object_], area: Area) -> Spots:
    """Return the stretches of a city's streets; `lines` are the pieces on the plane."""
    stretches = cut_streets(streets, lines, area.borders())
    middles = shapely.line_interpolate_point(
        lines[stretches.piece], stretches.middle, normalized=True
    )
    spots = _spots(middles, area)
    part = stretches.end - stretches.begin
    spots.piece[:], spots.along[:], spots.part[:] = stretches.piece, stretches.middle, part
    spots.metres[:] = part * streets.metres[stretches.piece]
    return spots.only(area.holds(middles))


def building_spots(buildings: NDArray[np.object_], area: Area) -> Spots:
    """Return buildings (lon, lat polygons) by a point on them, with their ground."""
    planar = np.asarray(area.plane.project(buildings))
    ground = shapely.area(planar)
    kept = ground >= _LEAST_SQUARE_METRES
    points = shapely.point_on_surface(planar[kept])
    spots = _spots(points, area)
    spots.hectares[:] = ground[kept] / _SQUARE_METRES_PER_HECTARE
    return spots.only(area.holds(points))


def point_spots(points: NDArray[np.object_], area: Area) -> Spots:
    """Return points in metres as spots, wherever they lie."""
    return _spots(points, area)


def _spots(points: NDArray[np.object_], area: Area) -> Spots:
    count = len(points)
    planar = shapely.get_coordinates(points).reshape(-1, 2)
    return Spots(
        places=shapely.get_coordinates(area.plane.unproject(points)).reshape(-1, 2),
        planar=planar,
        piece=np.full(count, -1),
        along=np.zeros(count),
        part=np.zeros(count),
        metres=np.zeros(count),
        hectares=np.zeros(count),
        district=area.districts(points),
    )
