"""The tables, one owner for each fact. Alembic compares the database with them."""

from geoservice.store.models.base import Base
from geoservice.store.models.ecology import (
    Activity,
    Knowledge,
    Note,
    Offering,
    Partner,
    Route,
    RouteStop,
)
from geoservice.store.models.figures import CoverageSnapshot, LayerVersion, PopulationCell
from geoservice.store.models.people import Account, Audit, Contribution, Token
from geoservice.store.models.places import BasemapArea, City, District, Space
from geoservice.store.models.streets import StreetEdge, StreetNode

__all__ = [
    "Account",
    "Activity",
    "Audit",
    "Base",
    "BasemapArea",
    "City",
    "Contribution",
    "CoverageSnapshot",
    "District",
    "Knowledge",
    "LayerVersion",
    "Note",
    "Offering",
    "Partner",
    "PopulationCell",
    "Route",
    "RouteStop",
    "Space",
    "StreetEdge",
    "StreetNode",
    "Token",
]
