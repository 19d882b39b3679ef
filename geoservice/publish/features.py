"""Features as GeoJSON: PostgreSQL writes the text of each, Python only joins them."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Numeric,
    Select,
    and_,
    cast,
    func,
    literal,
    or_,
    select,
    true,
)
from sqlalchemy.orm import Session

from geoservice.errors import NotFoundError
from geoservice.publish import search
from geoservice.publish.filters import Filter, conditions
from geoservice.publish.grid import Box
from geoservice.publish.paging import Key, Page, write_token
from geoservice.publish.values import shown
from geoservice.store.catalog import Collection
from geoservice.store.relations import view_of

DECIMALS = 7  # of coordinates in degrees: about a centimetre
_LARGEST_ID = 2**63 - 1


@dataclass(frozen=True)
class FeatureQuery:
    """What is asked: a filtered, ordered part of a collection. `near` is longitude, latitude."""

    collection: Collection
    asked: Filter
    page: Page
    near: tuple[float, float] | None = None

    @property
    def order(self) -> str:
        """Return what the result is ordered by: the id, the match, or the distance."""
        if self.near:
            return "near"
        return "match" if self.asked.q else "id"


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


def key_length(order: str) -> int:
    """Return how many numbers make a key of an order."""
    return {"id": 1, "near": 2, "match": 3}[order]


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
    token = write_token(query.order, tuple(page[-1][1:])) if len(rows) > len(page) else None
    return FeaturePage([row[0] for row in page], token)


def count_matching(session: Session, query: FeatureQuery) -> int:
    """Return how many features match, on whatever page."""
    view = view_of(query.collection.id)
    return session.scalar(select(func.count()).select_from(view).where(*_conditions(query))) or 0


def read_feature(session: Session, collection: Collection, feature_id: str) -> dict[str, Any]:
    """Return one feature as GeoJSON; NotFoundError for one that is not published."""
    view = view_of(collection.id)
    plain = feature_id.isascii() and feature_id.isdigit() and int(feature_id) <= _LARGEST_ID
    text = (
        session.scalar(_written(collection, view).where(view.c.id == int(feature_id)))
        if plain
        else None
    )
    if text is None:
        raise NotFoundError(
            "There is no feature '{id}' in {collection}.",
            id=shown(feature_id),
            collection=collection.id,
        )
    return json.loads(text)  # type: ignore[no-any-return]


def _statement(query: FeatureQuery) -> Select[Any]:
    """Return the query of a page: first the rows and their order, then the text of each."""
    view = view_of(query.collection.id)
    keys = [key.label(f"key_{n}") for n, key in enumerate(_keys(query))]
    chosen = (
        select(view, *keys)
        .where(*_conditions(query), *_begun(query), *_near_enough(query))
        .order_by(*_ordering(query))
        .limit(query.page.limit + 1)
        .offset(query.page.offset or None)
    )
    rows = chosen.subquery("chosen")
    order = [rows.c[key.name] for key in keys]
    distance = rows.c.key_0 if query.near else None
    ordered = [
        each.desc() if down else each.asc()
        for each, down in zip(order, _descending(query), strict=True)
    ]
    return _written(query.collection, rows, *order, distance=distance).order_by(*ordered)


def _conditions(query: FeatureQuery) -> list[ColumnElement[bool]]:
    found = conditions(query.collection, query.asked)
    if query.near:
        found.append(view_of(query.collection.id).c.geom.is_not(None))
    return found


def _begun(query: FeatureQuery) -> list[ColumnElement[bool]]:
    """Return the condition that a row belongs to this page or a later one."""
    after = query.page.after
    return [_after(_keys(query), _descending(query), after)] if after else []


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


def _keys(query: FeatureQuery) -> list[ColumnElement[Any]]:
    """Return what a page is ordered by; the id comes last and decides among equals."""
    view = view_of(query.collection.id)
    if query.near:
        return [_distance(view.c.geom, query.near), view.c.id]
    if query.asked.q:
        return [search.match_score(view.c.search_key, query.asked.q), view.c.rank, view.c.id]
    return [view.c.id]


def _descending(query: FeatureQuery) -> list[bool]:
    return {"id": [False], "near": [False, False], "match": [True, True, False]}[query.order]


def _ordering(query: FeatureQuery) -> list[ColumnElement[Any]]:
    return [
        key.desc() if down else key.asc()
        for key, down in zip(_keys(query), _descending(query), strict=True)
    ]


def _after(
    keys: list[ColumnElement[Any]], descending: list[bool], after: Key
) -> ColumnElement[bool]:
    """Return the condition that a row comes after a key in this order."""
    (key, *others), (down, *downs), (value, *values) = keys, descending, after
    beyond = key < value if down else key > value
    if not others:
        return beyond
    return or_(beyond, and_(key == value, _after(others, downs, tuple(values))))


def _distance(geometry: ColumnElement[str], near: tuple[float, float]) -> ColumnElement[float]:
    """Return geodesic metres on WGS 84 from a place to a geometry."""
    place = func.st_setsrid(func.st_makepoint(*near), 4326)
    return func.st_distance(func.geography(geometry), func.geography(place))


def _written(
    collection: Collection,
    rows: FromClause,
    *others: ColumnElement[Any],
    distance: ColumnElement[float] | None = None,
) -> Select[Any]:
    """Return the query for the text of a GeoJSON feature (RFC 7946) of each row, and `others`."""
    listed = [rows.c[name] for name in collection.properties]
    if distance is not None:
        listed.append(func.round(cast(distance, Numeric()), 1).label("distance_metres"))
    properties = select(*listed).correlate(rows).lateral("properties")
    feature = func.concat(
        '{"type":"Feature","id":',
        rows.c.id,
        ',"geometry":',
        func.coalesce(func.st_asgeojson(rows.c.geom, DECIMALS), literal("null")),
        ',"properties":',
        func.row_to_json(properties.table_valued()),
        "}",
    )
    return select(feature, *others).select_from(rows.join(properties, true()))
