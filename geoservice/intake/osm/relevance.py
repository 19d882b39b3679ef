"""Which objects of an OSM file matter to a city, told by their tags and where they are."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geoservice.geo import LocalPlane, grown, plane_at
from geoservice.intake.osm.admin import district_level
from geoservice.intake.osm.basemap import basemap_classes
from geoservice.intake.osm.kinds import find_space_tag
from geoservice.intake.osm.reading import Tags
from geoservice.intake.osm.walking import may_walk

MARGIN_METRES = 1500.0
"""Streets and spaces just beyond a city's border count: the largest walking threshold around it,
15 minutes at 6 km/h (see "Numbers" in the design: coverage asks for up to 15 minutes)."""

_AREA_RELATIONS = ("multipolygon", "boundary")


@dataclass(frozen=True)
class Surroundings:
    """A city's own area and the same with the margin around it, in EPSG:4326, and its country."""

    city: BaseGeometry
    country: str

    @cached_property
    def area(self) -> BaseGeometry:
        """Return the city with its margin, prepared for many questions."""
        area = grown(self.city, MARGIN_METRES)
        shapely.prepare(area)
        return area

    @cached_property
    def plane(self) -> LocalPlane:
        """Return the plane in which the city's distances and areas are measured."""
        return plane_at(self.city)

    def may_touch(self, coordinates: NDArray[np.float64]) -> bool:
        """Return whether the box of some points (n, 2; NaN: unknown) meets the area's box."""
        known = coordinates[~np.isnan(coordinates[:, 0])]
        if not len(known):
            return False
        (west, south), (east, north) = known.min(axis=0), known.max(axis=0)
        left, bottom, right, top = self.area.bounds
        return bool(west <= right and east >= left and south <= top and north >= bottom)


def is_coastline(tags: Tags) -> bool:
    """Return whether a way is a piece of coast."""
    return tags.get("natural") == "coastline"


def is_drawn_area(tags: Tags) -> bool:
    """Return whether an area with these tags is a space or drawn on the basemap."""
    return bool(basemap_classes(tags)) or find_space_tag(tags) is not None


def way_matters(tags: Tags, *, country: str) -> bool:
    """Return whether a way is of use by its own tags."""
    if not tags:
        return False
    return may_walk(tags, country=country) or is_drawn_area(tags) or is_coastline(tags)


def relation_matters(tags: Tags, *, country: str) -> bool:
    """Return whether a relation's members make an area of use."""
    if tags.get("type") not in _AREA_RELATIONS:
        return False
    return (
        district_level(tags, country=country) is not None
        or is_drawn_area(tags)
        or may_walk(tags, country=country)
    )
