"""What is asked of the features of a collection, and in which order they come."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func

from geoservice.publish import search
from geoservice.publish.crs import LONLAT, CoordinateSystem
from geoservice.publish.filters import Filter, conditions
from geoservice.publish.ordering import OrderKey
from geoservice.publish.paging import KeyType, Page
from geoservice.publish.sorting import SortKey, sort_expression
from geoservice.store.catalog import Collection
from geoservice.store.relations import view_of


@dataclass(frozen=True)
class FeatureQuery:
    """What is asked: a filtered, ordered part of a collection. `near` is longitude, latitude.

    `properties` None: all of them.
    """

    collection: Collection
    asked: Filter
    page: Page
    near: tuple[float, float] | None = None
    sort: tuple[SortKey, ...] = ()
    properties: tuple[str, ...] | None = None
    crs: CoordinateSystem = LONLAT

    @property
    def order(self) -> str:
        """Return what the result is ordered by: asked for, by distance, by match, or by id."""
        if self.sort:
            return ",".join(map(str, self.sort))
        if self.near:
            return "near"
        return "match" if self.asked.q else "id"

    @property
    def key_types(self) -> tuple[KeyType, ...]:
        """Return the types of the values that say where in its order a page begins."""
        return tuple(key.type for key in order_keys(self))


def matching(query: FeatureQuery) -> list[ColumnElement[bool]]:
    """Return the conditions that a row must meet, on whatever page."""
    found = conditions(query.collection, query.asked)
    if query.near:
        found.append(view_of(query.collection.id).c.geom.is_not(None))
    return found


def order_keys(query: FeatureQuery) -> list[OrderKey]:
    """Return what a page is ordered by; the id comes last and decides among equals.

    It goes the way of a single property, so that one index serves both ways.
    """
    view = view_of(query.collection.id)
    last = OrderKey(view.c.id, "integer")
    if query.sort:
        down = len(query.sort) == 1 and query.sort[0].descending
        asked = (_sort_key(query.collection, key) for key in query.sort)
        return [*asked, OrderKey(view.c.id, "integer", descending=down)]
    if query.near:
        return [OrderKey(distance(view.c.geom, query.near), "number"), last]
    if query.asked.q:
        score = search.match_score(view.c.search_key, query.asked.q)
        best_first = (score, view.c.rank)
        return [*(OrderKey(each, "number", descending=True) for each in best_first), last]
    return [last]


def _sort_key(collection: Collection, key: SortKey) -> OrderKey:
    type = collection.properties[key.name].type
    return OrderKey(sort_expression(collection, key), type, key.descending, nullable=True)


def distance(geometry: ColumnElement[str], near: tuple[float, float]) -> ColumnElement[float]:
    """Return geodesic metres on WGS 84 from a place to a geometry."""
    place = func.st_setsrid(func.st_makepoint(*near), 4326)
    return func.st_distance(func.geography(geometry), func.geography(place))
