"""Coordinate systems by reference: which are understood, and coordinates into and out of them.

pyproj does the reckoning, with the EPSG dataset and in the order of axes of the system's authority:
EPSG:4326 is latitude, longitude; OGC:CRS84 is longitude, latitude.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS, Transformer
from pyproj.exceptions import ProjError
from shapely.geometry.base import BaseGeometry

from geoservice.errors import InputError
from geoservice.publish.values import shown

CRS84_URI = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
_EPSG_URI = "http://www.opengis.net/def/crs/EPSG/0/"
_CRS84_NAMES = (CRS84_URI, "http://www.opengis.net/def/crs/OGC/0/CRS84", "[OGC:CRS84]")
_EPSG_NAME = re.compile(
    r"(?:http://www\.opengis\.net/def/crs/EPSG/[0-9.]{1,10}/|\[EPSG:)([1-9][0-9]{3,5})(\])?"
)
# Offered by name; any other of EPSG with two axes is understood too. Thailand's own are last.
OFFERED = (4326, 3857, 32647, 32648, 24047, 24048)
DEGREE_DECIMALS = 7  # about a centimetre
_METRE_DECIMALS = 3
_NEAR_DEGREES, _NEAR_METRES = 1e-6, 1.0
_WHOLE_TURN = 360.0


@dataclass(frozen=True)
class CoordinateSystem:
    """A coordinate system of two axes; `code` is EPSG's, 0 for OGC:CRS84."""

    code: int = 0

    @property
    def uri(self) -> str:
        """Return its name as OGC API says it."""
        return f"{_EPSG_URI}{self.code}" if self.code else CRS84_URI

    @property
    def short(self) -> str:
        """Return its name as people say it."""
        return f"EPSG:{self.code}" if self.code else "CRS84"

    @property
    def is_lonlat(self) -> bool:
        """Return whether its coordinates are longitude and latitude on WGS 84 as they are."""
        return self.code == 0

    @property
    def is_wgs84(self) -> bool:
        """Return whether its coordinates are degrees on WGS 84, in whatever order."""
        return self.code in (0, 4326)

    @property
    def definition(self) -> CRS:
        """Return what PROJ knows of it."""
        return _definition(self.code)

    @property
    def decimals(self) -> int:
        """Return how many decimals its coordinates are written with."""
        return DEGREE_DECIMALS if self.definition.is_geographic else _METRE_DECIMALS

    def express(self, shapes: NDArray[np.object_]) -> NDArray[np.object_]:
        """Return geometries in longitude and latitude in this system, rounded; None stays None.

        Infinite where they lie outside of what it covers.
        """
        decimals = self.decimals
        moved = self._moved(shapes, "FORWARD")
        rounded: NDArray[np.object_] = shapely.transform(
            moved, lambda pairs: np.round(pairs, decimals)
        )
        return rounded

    def read(self, shape: BaseGeometry) -> BaseGeometry | None:
        """Return a geometry of this system in longitude and latitude, cut at the antimeridian.

        None where it lies outside of what the system covers: there and back is somewhere else.
        """
        found: BaseGeometry = self._moved(shape, "INVERSE")
        again = shapely.get_coordinates(self._moved(found, "FORWARD"))
        near = _NEAR_DEGREES if self.definition.is_geographic else _NEAR_METRES
        if not np.allclose(again, shapely.get_coordinates(shape), rtol=0, atol=near):
            return None
        return found if self.definition.is_geographic else cut_at_antimeridian(found)

    def _moved(self, shapes: Any, direction: Literal["FORWARD", "INVERSE"]) -> Any:
        if self.is_lonlat:
            return shapes

        def move(pairs: NDArray[np.float64]) -> NDArray[np.float64]:
            moved = _transformer(self.code).transform(pairs[:, 0], pairs[:, 1], direction=direction)
            return np.column_stack(moved)

        return shapely.transform(shapes, move)


LONLAT = CoordinateSystem()


def offered() -> tuple[CoordinateSystem, ...]:
    """Return the coordinate systems that a collection names."""
    return (LONLAT, *map(CoordinateSystem, OFFERED))


def parse_crs(name: str, text: str) -> CoordinateSystem:
    """Return the coordinate system of a URI, or of a CURIE in brackets like [EPSG:32647].

    InputError for one that is not known, or has no two axes.
    """
    if text in _CRS84_NAMES:
        return LONLAT
    match = _EPSG_NAME.fullmatch(text)
    if match is None or text.startswith("[") != bool(match[2]):
        raise InputError(
            "The parameter '{name}' is '{value}' but must be a coordinate system like {crs84}, "
            "{epsg} or [EPSG:32647].",
            name=name,
            value=shown(text),
            crs84=CRS84_URI,
            epsg=_EPSG_URI + "32647",
        )
    code = int(match[1])
    if not _is_usable(code):
        raise InputError(
            "The parameter '{name}' names EPSG:{code}, which is not a coordinate system with two "
            "axes that can be reckoned here; take another, like [EPSG:32647].",
            name=name,
            code=code,
        )
    return CoordinateSystem(code)


@lru_cache(maxsize=64)
def _definition(code: int) -> CRS:
    return CRS.from_epsg(code) if code else CRS.from_authority("OGC", "CRS84")


@lru_cache(maxsize=64)
def _transformer(code: int) -> Transformer:
    return Transformer.from_crs(_definition(0), _definition(code))


@lru_cache(maxsize=1024)
def _is_usable(code: int) -> bool:
    try:
        definition = _definition(code)
        flat = definition.is_geographic or definition.is_projected
        return flat and len(definition.axis_info) == 2 and _transformer(code) is not None
    except ProjError:
        return False


def cut_at_antimeridian(shape: BaseGeometry) -> BaseGeometry:
    """Return a lon/lat geometry whose lines take the short way round, cut at ±180 degrees.

    A line that jumps by more than half a turn is taken to cross the antimeridian.
    """
    pairs = shapely.get_coordinates(shape)
    if not len(pairs) or not np.isfinite(pairs).all() or not _jumps(shape):
        return shape
    eastern = shapely.transform(shape, lambda each: each + [_WHOLE_TURN, 0.0] * (each[:, :1] < 0))
    west = shapely.intersection(eastern, shapely.box(0, -90, 180, 90))
    east = shapely.intersection(eastern, shapely.box(180, -90, 540, 90))
    back = shapely.transform(east, lambda each: each - [_WHOLE_TURN, 0.0])
    joined: BaseGeometry = shapely.union(west, back)
    return joined


def _jumps(shape: BaseGeometry) -> bool:
    rings = shapely.get_parts(shapely.boundary(shape)) if shape.area else shapely.get_parts(shape)
    steps = [np.diff(shapely.get_coordinates(ring)[:, 0]) for ring in rings]
    return any(len(each) and np.abs(each).max() > _WHOLE_TURN / 2 for each in steps)
