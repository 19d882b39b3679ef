"""Metres on the ground: a local plane around a place, and lengths on the ellipsoid."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Geod, Transformer
from shapely.geometry.base import BaseGeometry

Box = tuple[float, float, float, float]
"""West, south, east, north in degrees, EPSG:4326."""

WGS84 = Geod(ellps="WGS84")
CITY_MARGIN_METRES = 1500.0
"""How far beyond a city's border things belong to it: 15 minutes on foot at 6 km/h."""


@dataclass(frozen=True)
class LocalPlane:
    """An equal-area plane in metres, touching the earth at `lon`, `lat`.

    Within 100 km of there lengths are off by less than 0.01 %, areas not at all (Lambert azimuthal
    equal-area: Snyder 1987, Map Projections, USGS Professional Paper 1395, p. 182).
    """

    lon: float
    lat: float

    @cached_property
    def _to_plane(self) -> Transformer:
        laea = f"+proj=laea +lon_0={self.lon!r} +lat_0={self.lat!r} +ellps=WGS84 +units=m"
        return Transformer.from_crs("EPSG:4326", laea, always_xy=True)

    def project(self, shapes: BaseGeometry) -> BaseGeometry:
        """Return lon/lat geometry (or an array of it) in metres on this plane."""
        return shapely.transform(shapes, _pairwise(self._to_plane.transform))

    def metres(self, places: NDArray[np.float64]) -> tuple[Any, Any]:
        """Return x and y in metres of places (n, 2) lon, lat."""
        return self._to_plane.transform(places[:, 0], places[:, 1])

    def unproject(self, shapes: BaseGeometry) -> BaseGeometry:
        """Return geometry in metres on this plane as lon/lat."""
        return shapely.transform(
            shapes, _pairwise(lambda x, y: self._to_plane.transform(x, y, direction="INVERSE"))
        )


def _pairwise(
    change: Callable[[NDArray[np.float64], NDArray[np.float64]], tuple[Any, Any]],
) -> Callable[[NDArray[np.float64]], NDArray[np.float64]]:
    return lambda pairs: np.column_stack(change(pairs[:, 0], pairs[:, 1]))


def plane_at(shape: BaseGeometry) -> LocalPlane:
    """Return the local plane at the centroid of a lon/lat geometry."""
    centre = shape.centroid
    return LocalPlane(centre.x, centre.y)


def grown(shape: BaseGeometry, metres: float) -> BaseGeometry:
    """Return a lon/lat geometry grown by a margin in metres on all sides."""
    plane = plane_at(shape)
    return plane.unproject(plane.project(shape).buffer(metres, quad_segs=8))
