"""Features as GeoJSON: PostgreSQL writes the text of each, Python only joins them."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, func, select
from sqlalchemy.orm import Session

from geoservice.errors import InputError, NotFoundError
from geoservice.publish import search
from geoservice.publish.counting import Count, count_rows
from geoservice.publish.crs import DEGREE_DECIMALS, LONLAT, CoordinateSystem
from geoservice.publish.feature_text import PARTS, joined, written
from geoservice.publish.filters import Filter, conditions
from geoservice.publish.grid import Box
from geoservice.publish.ordering import OrderKey, after
from geoservice.publish.paging import KeyType, Page, write_token
from geoservice.publish.sorting import SortKey, sort_expression
from geoservice.publish.values import shown
from geoservice.store.catalog import Collection
from geoservice.store.relations import view_of

DECIMALS = DEGREE_DECIMALS
_LARGEST_ID = 2**63 - 1


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
        return tuple(key.type for key in _keys(self))


@dataclass(frozen=True)
class FeaturePage:
    """The texts of the features of a page, and the token of the page after it."""

    features: list[str]
    next: str | None


@dataclass(frozen=True)
class Version:
    """How often something was written, and when last."""

    number: int
    changed_at: datetime | None


def read_version(session: Session, collection: Collection, bbox: Box | None = None) -> Version:
    """Return the version of a collection, within a box if one is given."""
    place = tuple(bbox) if bbox else ()
    row = session.execute(
        select(
            func.published.layers_version(list(collection.layers), *place).table_valued(
                "version", "changed_at"
            )
        )
    ).one()
    return Version(row.version, row.changed_at)


def read_extent(session: Session, collection: Collection) -> Box | None:
    """Return the box around all features of a collection, None where it has none with a place."""
    extent = func.st_extent(view_of(collection.id).c.geom)
    edges = (func.st_xmin, func.st_ymin, func.st_xmax, func.st_ymax)
    box = session.execute(select(*(edge(extent) for edge in edges))).one()
    return None if box[0] is None else Box(*(round(edge, DECIMALS) for edge in box))


def read_page(session: Session, query: FeatureQuery) -> FeaturePage:
    """Return a page; one row more than the limit tells whether another follows."""
    rows = session.execute(_statement(query)).all()
    page = rows[: query.page.limit]
    more = len(rows) > len(page)
    token = write_token(query.order, tuple(page[-1][PARTS:])) if more else None
    return FeaturePage(joined(page, query.crs), token)


def count_matching(session: Session, query: FeatureQuery, *, seen: int = 0) -> Count:
    """Return how many features match, on whatever page; the last question of a session."""
    view = view_of(query.collection.id)
    return count_rows(session, select(view.c.id).where(*_conditions(query)), seen=seen)


def parse_properties(collection: Collection, text: str) -> tuple[str, ...]:
    """Return the properties that are chosen, in the order of the collection."""
    wanted = {part.strip() for part in text.split(",")}
    unknown = sorted(wanted - set(collection.properties))
    if unknown:
        raise InputError(
            "The parameter 'properties' names '{name}', which {collection} does not have; there "
            "are: {known}.",
            name=shown(unknown[0]),
            collection=collection.id,
            known=", ".join(collection.properties),
        )
    return tuple(name for name in collection.properties if name in wanted)


def read_feature(
    session: Session, collection: Collection, feature_id: str, crs: CoordinateSystem = LONLAT
) -> dict[str, Any]:
    """Return one feature as GeoJSON; NotFoundError for one that is not published."""
    view = view_of(collection.id)
    plain = feature_id.isascii() and feature_id.isdigit() and int(feature_id) <= _LARGEST_ID
    wanted = written(view, tuple(collection.properties), crs=crs)
    rows = session.execute(wanted.where(view.c.id == int(feature_id))).all() if plain else []
    if not rows:
        raise NotFoundError(
            "There is no feature '{id}' in {collection}.",
            id=shown(feature_id),
            collection=collection.id,
        )
    return json.loads(joined(rows, crs)[0])  # type: ignore[no-any-return]


def _statement(query: FeatureQuery) -> Select[Any]:
    """Return the query of a page: first the rows and their order, then the text of each."""
    keys = _keys(query)
    rows = _chosen(query, keys)
    places = [rows.c[f"key_{n}"] for n in range(len(keys))]
    text = written(
        rows,
        tuple(query.collection.properties) if query.properties is None else query.properties,
        *places,
        crs=query.crs,
        distance=rows.c.key_0 if query.near and not query.sort else None,
    )
    return text.order_by(*(key.ordered(each) for key, each in zip(keys, places, strict=True)))


def _chosen(query: FeatureQuery, keys: list[OrderKey]) -> FromClause:
    """Return the rows of a page with their keys.

    What must be sorted as a whole is sorted by its keys alone: half the time of whole rows.
    """
    view = view_of(query.collection.id)
    sorted_whole = bool(query.sort) or query.order == "match"
    labelled = [key.sql.label(f"key_{n}") for n, key in enumerate(keys)]
    chosen = (
        select(view.c.id if sorted_whole else view, *labelled)
        .where(*_conditions(query), *_begun(query), *_near_enough(query))
        .order_by(*(key.ordered(key.sql) for key in keys))
        .limit(query.page.limit + 1)
        .offset(query.page.offset or None)
        .subquery("chosen")
    )
    if not sorted_whole:
        return chosen
    places = [chosen.c[label.name] for label in labelled]
    return select(view, *places).join(chosen, view.c.id == chosen.c.id).subquery("whole")


def _conditions(query: FeatureQuery) -> list[ColumnElement[bool]]:
    found = conditions(query.collection, query.asked)
    if query.near:
        found.append(view_of(query.collection.id).c.geom.is_not(None))
    return found


def _begun(query: FeatureQuery) -> list[ColumnElement[bool]]:
    """Return the condition that a row belongs to this page or a later one."""
    return [after(_keys(query), query.page.after)] if query.page.after else []


def _near_enough(query: FeatureQuery) -> list[ColumnElement[bool]]:
    """Return the condition that keeps a search for the nearest from measuring everything.

    The index gives as many neighbours as are wanted, nearest on the map first. The farthest of
    them, measured on the ground, says how far the truly nearest can be at most.
    """
    if query.near is None:
        return []
    view = view_of(query.collection.id)
    place = func.st_setsrid(func.st_makepoint(*query.near), 4326)
    neighbours = (
        select(_distance(view.c.geom, query.near).label("metres"))
        .where(*_conditions(query), *_begun(query))
        .order_by(view.c.geom.op("<->")(place))
        .limit(query.page.limit + query.page.offset + 1)
        .correlate(None)
        .subquery("neighbours")
    )
    farthest = select(func.max(neighbours.c.metres)).scalar_subquery()
    box = func.published.box_around(*query.near, farthest)
    return [view.c.geom.op("&&", is_comparison=True)(box)]


def _keys(query: FeatureQuery) -> list[OrderKey]:
    """Return what a page is ordered by; the id comes last and decides among equals."""
    view = view_of(query.collection.id)
    last = OrderKey(view.c.id, "integer")
    if query.sort:
        return [*(_sort_key(query.collection, key) for key in query.sort), last]
    if query.near:
        return [OrderKey(_distance(view.c.geom, query.near), "number"), last]
    if query.asked.q:
        score = search.match_score(view.c.search_key, query.asked.q)
        best_first = (score, view.c.rank)
        return [*(OrderKey(each, "number", descending=True) for each in best_first), last]
    return [last]


def _sort_key(collection: Collection, key: SortKey) -> OrderKey:
    type = collection.properties[key.name].type
    return OrderKey(sort_expression(collection, key), type, key.descending, nullable=True)


def _distance(geometry: ColumnElement[str], near: tuple[float, float]) -> ColumnElement[float]:
    """Return geodesic metres on WGS 84 from a place to a geometry."""
    place = func.st_setsrid(func.st_makepoint(*near), 4326)
    return func.st_distance(func.geography(geometry), func.geography(place))
