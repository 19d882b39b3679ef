"""Features as GeoJSON: PostgreSQL writes the text of each, Python only joins them."""

import json
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from geoservice.errors import InputError, NotFoundError
from geoservice.publish.counting import Count, count_rows
from geoservice.publish.crs import DEGREE_DECIMALS, LONLAT, CoordinateSystem
from geoservice.publish.feature_query import FeatureQuery, matching
from geoservice.publish.feature_text import PARTS, joined, written
from geoservice.publish.grid import Box
from geoservice.publish.matching import of_cities
from geoservice.publish.page_statement import page_statement
from geoservice.publish.paging import write_token
from geoservice.publish.values import shown
from geoservice.store.catalog import Collection
from geoservice.store.relations import view_of

DECIMALS = DEGREE_DECIMALS
_LARGEST_ID = 2**63 - 1
_ID = re.compile(r"0|[1-9][0-9]{0,18}")  # each id has one spelling


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
    box = _box(session, collection)
    return None if box is None else Box(*(round(edge, DECIMALS) for edge in box))


def read_cities_box(session: Session, collection: Collection, slugs: tuple[str, ...]) -> Box | None:
    """Return the box around what some cities have in a collection, None where nothing is placed."""
    return _box(session, collection, of_cities(view_of(collection.id), slugs))


def _box(session: Session, collection: Collection, *conditions: ColumnElement[bool]) -> Box | None:
    extent = func.st_extent(view_of(collection.id).c.geom)
    edges = (func.st_xmin, func.st_ymin, func.st_xmax, func.st_ymax)
    found = session.execute(select(*(edge(extent) for edge in edges)).where(*conditions)).one()
    return None if found[0] is None else Box(*found)


def read_page(session: Session, query: FeatureQuery) -> FeaturePage:
    """Return a page; one row more than the limit tells whether another follows."""
    rows = session.execute(page_statement(query)).all()
    page = rows[: query.page.limit]
    more = len(rows) > len(page)
    token = write_token(query.order, tuple(page[-1][PARTS:])) if more else None
    return FeaturePage(joined(page, query.crs), token)


def count_matching(session: Session, query: FeatureQuery, *, seen: int = 0) -> Count:
    """Return how many features match, on whatever page; the last question of a session."""
    view = view_of(query.collection.id)
    return count_rows(session, select(view.c.id).where(*matching(query)), seen=seen)


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
    number = parse_feature_id(collection, feature_id)
    wanted = written(view, tuple(collection.properties), crs=crs)
    rows = session.execute(wanted.where(view.c.id == number)).all()
    if not rows:
        raise _no_feature(collection, feature_id)
    return json.loads(joined(rows, crs)[0])  # type: ignore[no-any-return]


def parse_feature_id(collection: Collection, feature_id: str) -> int:
    """Return the number of a feature; NotFoundError for what cannot be one."""
    if not _ID.fullmatch(feature_id) or int(feature_id) > _LARGEST_ID:
        raise _no_feature(collection, feature_id)
    return int(feature_id)


def _no_feature(collection: Collection, feature_id: str) -> NotFoundError:
    return NotFoundError(
        "There is no feature '{id}' in {collection}.",
        id=shown(feature_id),
        collection=collection.id,
    )
