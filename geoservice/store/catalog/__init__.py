"""What is published: the one catalog that OGC endpoints, tiles, exports and pages read."""

from collections.abc import Mapping

from geoservice.store.catalog.collection import Collection, Property, ValueType
from geoservice.store.catalog.ecology import (
    ACTIVITIES,
    KNOWLEDGE,
    NOTES,
    OFFERINGS,
    PARTNERS,
    ROUTES,
)
from geoservice.store.catalog.places import BASEMAP, DISTRICTS, SPACES, STREETS

COLLECTIONS: Mapping[str, Collection] = {
    each.id: each
    for each in (
        *(SPACES, KNOWLEDGE, ACTIVITIES, OFFERINGS, ROUTES, NOTES, PARTNERS),
        *(DISTRICTS, STREETS, BASEMAP),
    )
}

__all__ = [
    "ACTIVITIES",
    "BASEMAP",
    "COLLECTIONS",
    "DISTRICTS",
    "KNOWLEDGE",
    "NOTES",
    "OFFERINGS",
    "PARTNERS",
    "ROUTES",
    "SPACES",
    "STREETS",
    "Collection",
    "Property",
    "ValueType",
]
