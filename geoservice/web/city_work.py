"""The agendas of a city and what came of them, over HTTP, for its curators.

Whoever changes one says by If-Match which state they read; another state is a 412.
"""

from typing import Any

from flask import Blueprint, Response, request
from werkzeug.exceptions import PreconditionRequired

from geoservice.ecology.editing.city_work import (
    MODELS,
    add_work,
    change_work,
    hold_work,
    list_work,
    remove_work,
)
from geoservice.ecology.editing.states import StaleError
from geoservice.publish.bodies import check_city
from geoservice.publish.editing.city_work import (
    AGENDAS,
    OUTCOMES,
    parse_work,
    parse_work_change,
    work_document,
)
from geoservice.web.answers import json_answer
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
from geoservice.web.problems import problem
from geoservice.web.single import marks_in
from geoservice.web.state import writing
from geoservice.web.urls import address

city_work = Blueprint("city_work", __name__, url_prefix="/api")

_LAYER = f"<any({AGENDAS}, {OUTCOMES}):layer>"


@city_work.get(f"/{_LAYER}")
def listed(layer: str) -> Response:
    """Answer the agendas that a city named, or the outcomes that were reported."""
    slug = check_city(CITY, read_parameters((CITY,), formats=("json",)).get(CITY))
    with writing() as session:
        rows = list_work(session, layer, city_of_asker(session, slug).id)
        document = {layer: [work_document(layer, row) for row in rows]}
    return for_one(json_answer(document))


@city_work.post(f"/{_LAYER}")
def add(layer: str) -> Response:
    """Add an agenda or an outcome; its address is told in Location."""
    act = act_of_asker(read_parameters((REASON,), formats=("json",)))
    new = parse_work(layer, read_json_body())
    with writing() as session:
        written = add_work(session, act, layer, new)
        response = _answer(layer, session.get_one(MODELS[layer], written.id))
    response.status_code = 201
    response.headers["Location"] = address("city_work.change", layer=layer, row_id=written.id)
    return response


@city_work.put(f"/{_LAYER}/<int:row_id>")
def change(layer: str, row_id: int) -> Response:
    """Set what is sent of an agenda or an outcome."""
    act = act_of_asker(read_parameters((REASON,), formats=("json",)))
    marks, values = _marks(), parse_work_change(layer, read_json_body())
    with writing() as session:
        held = hold_work(session, act, layer, checked_id(row_id), marks=marks)
        change_work(session, act, layer, held, values)
        return _answer(layer, held)


@city_work.delete(f"/{_LAYER}/<int:row_id>")
def remove(layer: str, row_id: int) -> Response:
    """Take an agenda out of the city, or an outcome off its page."""
    act = act_of_asker(read_parameters((REASON,)))
    marks = _marks()
    with writing() as session:
        held = hold_work(session, act, layer, checked_id(row_id), marks=marks)
        remove_work(session, act, layer, held)
    return for_one(Response(status=204))


def _answer(layer: str, row: Any) -> Response:
    document = work_document(layer, row)
    response = json_answer(document)
    response.headers["ETag"] = document["etag"]
    return for_one(response)


def _marks() -> list[str] | None:
    """Return the marks of the states that If-Match names, None for `*`; 428 without it."""
    if "If-Match" not in request.headers:
        raise PreconditionRequired
    given = request.if_match
    return None if given.star_tag else marks_in(given.as_set())


@city_work.errorhandler(StaleError)
def answer_stale(error: StaleError) -> Response:
    """Answer 412 with the ETag of the state that is."""
    response = problem(412, error.text(request_language()))
    response.headers["ETag"] = f'"{error.state.mark}"'
    return response
