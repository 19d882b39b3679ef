"""The ground of a city on its plane in metres: its boundary and its districts at every level."""

from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geoservice.coverage.districts import Districts
from geoservice.geo import LocalPlane
from geoservice.walk.streets import Flags, Floats


class Area:
    """Tells in which districts places in metres lie, and what of a district lies in the city."""

    def __init__(
        self, plane: LocalPlane, boundary: BaseGeometry, levels: Sequence[Districts]
    ) -> None:
        self.plane = plane
        self.levels = tuple(levels)
        self.boundary = shapely.make_valid(plane.project(boundary))
        shapely.prepare(self.boundary)
        self.shapes = tuple(
            np.asarray(shapely.make_valid(plane.project(level.shapes))) for level in levels
        )

    def holds(self, points: NDArray[np.object_]) -> Flags:
        """Return which points lie in the city or on its border."""
        return np.asarray(shapely.intersects(self.boundary, points))

    def districts(self, points: NDArray[np.object_]) -> NDArray[np.int32]:
        """Return the position of each point's district in each level (n, levels), -1 for none.

        Where districts overlap the first by code counts, so that nobody is counted twice.
        """
        found = np.full((len(points), len(self.levels)), -1, dtype=np.int32)
        for number, tree in enumerate(self._trees):
            of_point, district = tree.query(points, predicate="intersects")
            for position, there in zip(of_point[::-1], district[::-1], strict=True):
                known = found[position, number]
                found[position, number] = there if known < 0 else min(known, there)
        return found

    def where(self, places: Floats) -> tuple[NDArray[np.int32], Flags]:
        """Return the districts of lon, lat places (n, 2), and which of them lie in the city."""
        points = np.asarray(shapely.points(np.column_stack(self.plane.metres(places))))
        return self.districts(points), self.holds(points)

    def is_near(self, lon: float, lat: float, *, metres: float) -> bool:
        """Return whether a place lies in the city or so near to it; none is beyond a pole."""
        if abs(lat) > 90:
            return False
        place = self.plane.project(shapely.Point(lon, lat))
        return bool(shapely.dwithin(self.boundary, place, metres))

    @cached_property
    def _trees(self) -> tuple[shapely.STRtree, ...]:
        return tuple(shapely.STRtree(shapes) for shapes in self.shapes)

    def borders(self) -> Iterator[NDArray[np.object_]]:
        """Give the borders at which streets are cut: the city's and those of each level."""
        yield np.array([shapely.boundary(self.boundary)], dtype=object)
        for shapes in self.shapes:
            yield np.asarray(shapely.boundary(shapes))

    def inside(self) -> tuple[Floats, ...]:
        """Return for each level the part of each district's area that lies in the city."""
        return tuple(
            np.asarray(
                shapely.area(shapely.intersection(shapes, self.boundary)) / shapely.area(shapes)
            )
            for shapes in self.shapes
        )
