"""The tables, one owner for each fact. Alembic compares the database with them."""

from geoservice.store.models.base import Base
from geoservice.store.models.ecology import (
    Activity,
    Agenda,
    Knowledge,
    Medium,
    Note,
    Offering,
    Outcome,
    Partner,
)
from geoservice.store.models.figures import (
    CoverageSnapshot,
    KeptScenario,
    LayerVersion,
    PopulationCell,
)
from geoservice.store.models.passport import StampCount, StampSeen, StampSheet
from geoservice.store.models.people import (
    Account,
    Audit,
    Contribution,
    PasswordReset,
    Secret,
    Token,
)
from geoservice.store.models.places import BasemapArea, City, District, Space
from geoservice.store.models.routes import Route, RouteRating, RouteStop
from geoservice.store.models.streets import StreetEdge, StreetNode

__all__ = [
    "Account",
    "Activity",
    "Agenda",
    "Audit",
    "Base",
    "BasemapArea",
    "City",
    "Contribution",
    "CoverageSnapshot",
    "District",
    "KeptScenario",
    "Knowledge",
    "LayerVersion",
    "Medium",
    "Note",
    "Offering",
    "Outcome",
    "Partner",
    "PasswordReset",
    "PopulationCell",
    "Route",
    "RouteRating",
    "RouteStop",
    "Secret",
    "Space",
    "StampCount",
    "StampSeen",
    "StampSheet",
    "StreetEdge",
    "StreetNode",
    "Token",
]
