"""What was written, by whom and why; writes undone, and two spaces that are one made one."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, Response

from geoservice.ecology.editing.history import UNDOABLE, AskedHistory, list_writes
from geoservice.ecology.editing.merging import merge_twin
from geoservice.ecology.editing.states import State
from geoservice.ecology.editing.undoing import undo_write
from geoservice.errors import InputError
from geoservice.publish.history import (
    PARAMETERS,
    AskedPage,
    history_document,
    parse_history,
    parse_merger,
)
from geoservice.store.cities import find_city
from geoservice.web.access import asker
from geoservice.web.answers import json_answer
from geoservice.web.desk_answers import REASON, act_of_asker
from geoservice.web.language import request_language
from geoservice.web.params import read_json_body, read_parameters
from geoservice.web.state import writing

history = Blueprint("history", __name__, url_prefix="/api")


@history.get("/history")
def writes() -> Response:
    """Answer the writes to a feature, or to a city, the newest first."""
    asked = parse_history(read_parameters(PARAMETERS, formats=("json",)))
    with writing() as session:
        found = list_writes(session, _asked(session, asked))
    response = json_answer(history_document(found, asked.limit, request_language()))
    response.headers["Cache-Control"] = "private, no-store"
    return response


@history.post("/history/<int:write_id>/undo")
def undo(write_id: int) -> Response:
    """Undo the newest write to a feature."""
    act = act_of_asker(read_parameters((REASON,), formats=("json",)))
    with writing() as session:
        written = undo_write(session, act, write_id)
    return _written(written)


@history.post("/spaces/<int:space_id>/merge")
def merge(space_id: int) -> Response:
    """Hide a space as a duplicate of another, which takes over what hangs on it."""
    act = act_of_asker(read_parameters((REASON,), formats=("json",)))
    into, fields = parse_merger(read_json_body())
    with writing() as session:
        written = merge_twin(session, act, space_id, into, taken=fields)
    return _written(written)


def _asked(session: Any, page: AskedPage) -> AskedHistory:
    """Return what is asked, no wider than the city that the asker works in."""
    who = asker()
    city_id = find_city(session, page.city).id if page.city is not None else who.city_id
    if city_id is not None:
        who.require_city(city_id)
    found = AskedHistory(city_id, page.layer, page.subject_id, page.after, page.limit, page.actor)
    if page.layer is not None and page.layer not in UNDOABLE:
        raise InputError(
            "Nobody writes features of {collection} here, so they have no history.",
            collection=page.layer,
        )
    return replace(found, city_id=city_id)


def _written(written: State) -> Response:
    response = json_answer({"id": written.id, "version": written.version})
    response.headers["Cache-Control"] = "no-store"
    return response
