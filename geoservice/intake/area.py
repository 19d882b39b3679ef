"""The area in which an import takes things in: a city's boundary and a margin around it."""

from collections import Counter
from dataclasses import dataclass, field

import shapely
from geoalchemy2.shape import to_shape
from shapely import Point
from shapely.geometry.base import BaseGeometry

from geoservice.errors import InputError
from geoservice.geo import CITY_MARGIN_METRES, grown
from geoservice.intake.tables.coordinates import swapped
from geoservice.store.models import City


@dataclass
class CityArea:
    """A city with its margin. It counts what it was asked, to tell swapped coordinates."""

    shape: BaseGeometry
    _seen: Counter[str] = field(default_factory=Counter)

    @property
    def middle(self) -> tuple[float, float]:
        """Return a point (lon, lat) in the middle of the city."""
        centre = self.shape.centroid
        return (centre.x, centre.y)

    def require(self, place: BaseGeometry) -> None:
        """Raise InputError for a place that does not touch the area."""
        self._seen["asked"] += 1
        if self.shape.intersects(place):
            return
        point = place.representative_point()
        if self.shape.intersects(Point(point.y, point.x)):
            self._seen["swapped"] += 1
            raise InputError("It lies in the city only with longitude and latitude exchanged.")
        raise InputError(
            "It lies outside the city and the {metres} m around it.", metres=int(CITY_MARGIN_METRES)
        )

    def finish(self, file: str) -> None:
        """Raise InputError where most places asked for lay in the city only when swapped."""
        if self._seen["swapped"] * 2 > self._seen["asked"]:
            raise swapped(file)


def area_of(city: City) -> CityArea:
    """Return the area of a city, ready for many questions."""
    shape = grown(to_shape(city.geom), CITY_MARGIN_METRES)
    shapely.prepare(shape)
    return CityArea(shape)
