"""Spaces that may be listed twice, over HTTP: read, and said to be two places after all."""

from typing import Any

from flask import Blueprint, Response

from geoservice.ecology.editing.whole import WholeSpace, read_whole
from geoservice.errors import NotFoundError
from geoservice.intake.duplicates import dismiss_pair, find_duplicates, pending_offers
from geoservice.publish.bodies import check_city, check_id, check_object
from geoservice.publish.desk import twins_document, whole_document
from geoservice.store.audit import Author
from geoservice.web.access import asker
from geoservice.web.answers import GEOJSON, json_answer
from geoservice.web.desk_answers import (
    CITY,
    REASON,
    act_of_asker,
    checked_id,
    city_of_asker,
    for_one,
)
from geoservice.web.language import request_language
from geoservice.web.params import read_json_body, read_parameters
from geoservice.web.state import writing

duplicates = Blueprint("duplicates", __name__, url_prefix="/api")

MOST_PAIRS = 100
_PAIR = (CITY, "keep", "other")


@duplicates.get("/duplicates")
def twins() -> Response:
    """Answer pairs of a city's spaces that may be one place, the likeliest first.

    `count` tells how many there are; at most 100 of them are told.
    """
    slug = check_city(CITY, read_parameters((CITY,), formats=("json",)).get(CITY))
    with writing() as session:
        city = city_of_asker(session, slug)
        pairs = [*pending_offers(session, city), *find_duplicates(session, city)]
        best = sorted(pairs, key=lambda pair: -pair.score)[:MOST_PAIRS]
        ids = [space.id for pair in best for space in (pair.keep, pair.other)]
        document = twins_document(best, read_whole(session, ids), request_language())
    document["count"] = len(pairs)
    return for_one(json_answer(document))


@duplicates.post("/duplicates/dismissals")
def dismiss() -> Response:
    """Say that two spaces are two places, so that they are never offered again."""
    act = act_of_asker(read_parameters((REASON,), formats=("json",)))
    given = check_object("body", read_json_body(), _PAIR)
    slug = check_city(CITY, given.get(CITY))
    pair = (check_id("keep", given.get("keep")), check_id("other", given.get("other")))
    author = Author(act.asker.actor, act.address, act.reason)
    with writing() as session:
        city = city_of_asker(session, slug)
        for space_id in pair:
            if found_whole(session, space_id).city_id != city.id:
                raise NotFoundError("There is no space {space}.", space=space_id)
        dismiss_pair(session, city, pair, account=act.asker.account_id, author=author)
    return for_one(Response(status=204))


@duplicates.get("/spaces/<int:space_id>/whole")
def whole(space_id: int) -> Response:
    """Answer a space with the place and the address that the public may not be shown."""
    read_parameters(formats=("json",))
    with writing() as session:
        found = found_whole(session, space_id)
        asker().require_city(found.city_id)
        response = json_answer(whole_document(found), GEOJSON)
    response.set_etag(f"{found.state.mark}-whole")
    return for_one(response)


def found_whole(session: Any, space_id: int) -> WholeSpace:
    """Return a published space; NotFoundError where there is none."""
    found = read_whole(session, [checked_id(space_id)]).get(space_id)
    if found is None:
        raise NotFoundError("There is no space {space}.", space=space_id)
    return found
