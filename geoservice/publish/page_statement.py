"""The query for a page: first the rows and their order, then the text of each.

What must be sorted as a whole is sorted by its keys alone: half the time of whole rows. Where an
index keeps the order that is asked for, a page begins in the middle of it, however deep it lies.
"""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, func, select, union_all

from geoservice.publish.feature_query import FeatureQuery, distance, matching, order_keys
from geoservice.publish.feature_text import written
from geoservice.publish.ordering import OrderKey, after, beyond_both
from geoservice.store.relations import view_of


def page_statement(query: FeatureQuery) -> Select[Any]:
    """Return the query for the features of a page, one more than its limit, and their keys."""
    keys = order_keys(query)
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
    """Return the rows of a page with their keys."""
    view = view_of(query.collection.id)
    if len(query.sort) == 1 and query.sort[0].name in query.collection.kept_in_order:
        return _whole(query, keys, _out_of_order(query, keys))
    # What is passed over is counted by its ids alone too.
    sorted_whole = bool(query.sort) or query.order == "match" or query.page.offset > 0
    labelled = [key.sql.label(f"key_{n}") for n, key in enumerate(keys)]
    chosen = (
        select(view.c.id if sorted_whole else view, *labelled)
        .where(*matching(query), *_begun(query), *_near_enough(query))
        .order_by(*(key.ordered(key.sql) for key in keys))
        .limit(query.page.limit + 1)
        .offset(query.page.offset or None)
        .subquery("chosen")
    )
    return _whole(query, keys, chosen) if sorted_whole else chosen


def _whole(query: FeatureQuery, keys: list[OrderKey], chosen: FromClause) -> FromClause:
    """Return whole rows for those that were chosen by their ids."""
    view = view_of(query.collection.id)
    places = [chosen.c[f"key_{n}"] for n in range(len(keys))]
    return select(view, *places).join(chosen, view.c.id == chosen.c.id).subquery("whole")


def _out_of_order(query: FeatureQuery, keys: list[OrderKey]) -> FromClause:
    """Return the ids and keys of a page out of an index: those with a value, then those without.

    Each half is a range of the index that begins where the page does.
    """
    key, last = keys
    begun = query.page.after
    halves = [_range(query, keys, key.sql.is_not(None)), _range(query, keys, key.sql.is_(None))]
    if begun and begun[0] is not None:
        halves[0] = _range(query, keys, beyond_both(keys, begun))
    elif begun:
        halves = [_range(query, keys, after(keys, begun))]
    joined = union_all(*halves).subquery("halves")
    return (
        select(joined)
        .order_by(key.ordered(joined.c.key_0), last.ordered(joined.c.key_1))
        .limit(query.page.limit + 1)
        .offset(query.page.offset or None)
        .subquery("chosen")
    )


def _range(
    query: FeatureQuery, keys: list[OrderKey], condition: ColumnElement[bool]
) -> Select[Any]:
    """Return as many rows of a half as the page can need."""
    view = view_of(query.collection.id)
    labelled = [key.sql.label(f"key_{n}") for n, key in enumerate(keys)]
    rows = (
        select(view.c.id, *labelled)
        .where(*matching(query), condition)
        .order_by(*(key.along(key.sql) for key in keys))
        .limit(query.page.limit + 1 + query.page.offset)
    )
    return select(rows.subquery())


def _begun(query: FeatureQuery) -> list[ColumnElement[bool]]:
    """Return the condition that a row belongs to this page or a later one."""
    return [after(order_keys(query), query.page.after)] if query.page.after else []


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
        select(distance(view.c.geom, query.near).label("metres"))
        .where(*matching(query), *_begun(query))
        .order_by(view.c.geom.op("<->")(place))
        .limit(query.page.limit + query.page.offset + 1)
        .correlate(None)
        .subquery("neighbours")
    )
    farthest = select(func.max(neighbours.c.metres)).scalar_subquery()
    box = func.published.box_around(*query.near, farthest)
    return [view.c.geom.op("&&", is_comparison=True)(box)]
