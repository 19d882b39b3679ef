"""What was found of a city in an OSM file, before it becomes rows."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from shapely import MultiPolygon

from geoservice.intake.loading import Refusal
from geoservice.intake.osm.places import MapObject
from geoservice.intake.osm.reading import Tags, Way
from geoservice.intake.osm.walking import may_pass

_SPLITTING_KEYS = ("barrier", "kerb")


@dataclass(frozen=True)
class DrawnArea:
    """An area for the basemap, before its size is known."""

    source_id: str
    class_: str
    name_th: str | None
    name_en: str | None
    layer: int
    geom: MultiPolygon


@dataclass(frozen=True)
class Boundary:
    """An administrative boundary with its area in EPSG:4326."""

    id: int
    tags: Tags
    level: str
    geom: MultiPolygon


@dataclass
class Gathered:
    """What was found, growing while the file is read."""

    objects: list[MapObject] = field(default_factory=list)
    streets: list[Way] = field(default_factory=list)
    street_nodes: dict[int, Tags] = field(default_factory=dict)
    drawn: list[DrawnArea] = field(default_factory=list)
    boundaries: list[Boundary] = field(default_factory=list)
    coastlines: list[NDArray[np.float64]] = field(default_factory=list)
    refused_spaces: list[Refusal] = field(default_factory=list)
    refused_areas: list[Refusal] = field(default_factory=list)
    refused_districts: list[Refusal] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)

    @property
    def blocked(self) -> list[int]:
        """Return the street nodes that nobody on foot passes."""
        return [
            id for id, tags in self.street_nodes.items() if "barrier" in tags and not may_pass(tags)
        ]

    @property
    def split_at(self) -> list[int]:
        """Return the street nodes at which a piece ends whatever else: barriers and kerbs."""
        return [
            id
            for id, tags in self.street_nodes.items()
            if any(key in tags for key in _SPLITTING_KEYS)
        ]
