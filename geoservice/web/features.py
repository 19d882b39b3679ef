"""OGC API - Features, part 1: items of a collection and single items, as GeoJSON or a page."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, Response
from sqlalchemy.orm import Session

from geoservice.errors import InputError
from geoservice.publish.collections import find_collection
from geoservice.publish.counting import Count
from geoservice.publish.crs import CRS84_URI, CoordinateSystem, parse_crs
from geoservice.publish.feature_query import FeatureQuery
from geoservice.publish.features import (
    FeaturePage,
    Version,
    count_matching,
    parse_properties,
    read_cities_box,
    read_page,
    read_version,
)
from geoservice.publish.filters import filter_parameters, parse_filter
from geoservice.publish.happening import with_interval
from geoservice.publish.opening import with_open_hours
from geoservice.publish.paging import DEFAULT_LIMIT, LARGEST_OFFSET, MOST, Page, read_token
from geoservice.publish.sorting import parse_sort
from geoservice.publish.values import parse_amount, parse_place
from geoservice.store.catalog import Collection
from geoservice.web.answers import GEOJSON, answer, to_json, version_tag
from geoservice.web.documents import PAGE, page_link, wants_page
from geoservice.web.feature_pages import features_page
from geoservice.web.language import request_language
from geoservice.web.links import link
from geoservice.web.params import read_parameters
from geoservice.web.single import answer_single, collection_link, in_system, read_single
from geoservice.web.state import state
from geoservice.web.urls import address, asked_address

features = Blueprint("features", __name__, url_prefix="/api/collections/<collection>/items")

_FORMATS = ("json", "geojson", "html")
_ITEMS = (
    *("limit", "offset", "next", "sortby", "properties"),
    *("bbox", "bbox-crs", "crs", "datetime", "near"),
)


@features.get("")
def items(collection: str) -> Response:
    """Answer a page of features."""
    found = find_collection(collection)
    arguments = read_parameters((*_ITEMS, *filter_parameters(found)), formats=_FORMATS)
    query = _query(found, arguments)
    version = _version(query)
    as_page = wants_page()
    tag = version_tag(version, asked_address(), query.asked.open_hours, as_page)
    response = answer(
        lambda: _write(query, version, arguments, as_page=as_page),
        tag=tag,
        media_type=PAGE if as_page else GEOJSON,
        changed_at=None if query.asked.open_at else version.changed_at,
        weak=True,  # the time stamp differs
    )
    response.vary.add("Accept")
    return in_system(response, query.crs)


@features.get("/<feature_id>")
def item(collection: str, feature_id: str) -> Response:
    """Answer one feature; a space says whether it is open now, and until when."""
    found = find_collection(collection)
    arguments = read_parameters(("crs",), formats=_FORMATS)
    crs = _crs(arguments)
    with state().database.reading() as session:
        single = read_single(session, found, feature_id, crs)
    return answer_single(single, asked_address())


def _version(query: FeatureQuery) -> Version:
    """Return how often what a page can show was written: within its box, or where its cities are.

    The date of a city's page is that of the collection: where its outermost feature was, nothing
    counts any more once that is gone, and a date could go back.
    """
    found, asked = query.collection, query.asked
    with state().database.reading() as session:
        version = read_version(session, found, asked.bbox)
        if asked.bbox or not asked.cities:
            return version
        box = state().extents.recall(
            (found.id, version.number, asked.cities),
            lambda: read_cities_box(session, found, asked.cities),
        )
        near = read_version(session, found, box) if box else version
    return Version(near.number, version.changed_at)


def _crs(arguments: dict[str, str]) -> CoordinateSystem:
    return parse_crs("crs", arguments.get("crs", CRS84_URI))


def _query(collection: Collection, arguments: dict[str, str]) -> FeatureQuery:
    asked = parse_filter(collection, arguments)
    if asked.open_at:
        asked = with_open_hours(state().database, state().hours, asked)
    if "datetime" in arguments:
        asked = with_interval(state().database, collection, asked, arguments["datetime"])
    if "near" in arguments and "sortby" in arguments:
        raise InputError("The parameters 'near' and 'sortby' exclude each other; give one.")
    query = FeatureQuery(
        collection,
        asked,
        Page(),
        near=parse_place("near", arguments["near"]) if "near" in arguments else None,
        sort=parse_sort(collection, arguments["sortby"]) if "sortby" in arguments else (),
        properties=parse_properties(collection, arguments["properties"])
        if "properties" in arguments
        else None,
        crs=_crs(arguments),
    )
    return replace(query, page=_page(query, arguments))


def _page(query: FeatureQuery, arguments: dict[str, str]) -> Page:
    if "next" in arguments and "offset" in arguments:
        raise InputError("The parameters 'next' and 'offset' exclude each other; give one.")
    # More than is given out at once is no error (OGC 17-069r4, 7.15.2).
    limit = arguments.get("limit", str(DEFAULT_LIMIT))
    return Page(
        limit=parse_amount("limit", limit, least=1, most=MOST),
        offset=parse_amount("offset", arguments.get("offset", "0"), least=0, most=LARGEST_OFFSET),
        after=read_token(arguments["next"], order=query.order, types=query.key_types)
        if "next" in arguments
        else None,
    )


def _write(
    query: FeatureQuery, version: Version, arguments: dict[str, str], *, as_page: bool
) -> str:
    """Return the text of a page; the features are joined, never read but for people."""
    with state().database.reading() as session:
        page = read_page(session, query)
        matched = _matched(session, query, version, page)
    about = {
        "numberMatched": matched.number,
        **({} if matched.exact else {"numberMatchedIsEstimate": True}),
        "numberReturned": len(page.features),
        "timeStamp": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "links": _page_links(query.collection, arguments, page.next),
    }
    joined = ",".join(page.features)
    text = f'{{"type":"FeatureCollection","features":[{joined}],{to_json(about)[1:]}'
    return features_page(query.collection, json.loads(text)) if as_page else text


def _matched(session: Session, query: FeatureQuery, version: Version, page: FeaturePage) -> Count:
    """Return how many features match; the first page tells, where it is the last one too."""
    seen = query.page.offset + len(page.features)
    if page.next is None and not query.page.offset and query.page.after is None:
        return Count(seen)
    question = (query.collection.id, version.number, query.asked, query.near is not None)
    return state().counts.recall(question, lambda: count_matching(session, query, seen=seen))


def _page_links(
    collection: Collection, arguments: dict[str, str], token: str | None
) -> list[dict[str, Any]]:
    title = collection.title(request_language())
    links = [link("self", asked_address(), GEOJSON, title), page_link(asked_address(), title)]
    if token:
        following = {name: value for name, value in arguments.items() if name != "offset"}
        following |= {"collection": collection.id, "next": token}
        links.append(link("next", address("features.items", **following), GEOJSON, title))
    return [*links, collection_link(collection)]
