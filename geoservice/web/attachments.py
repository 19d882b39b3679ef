"""The pictures and recordings of a piece of knowledge over HTTP, for curators."""

from flask import Blueprint, Response, request
from werkzeug.exceptions import PreconditionRequired

from geoservice.ecology.editing.attaching import attach_media
from geoservice.ecology.editing.editors import hold_feature
from geoservice.ecology.editing.rows import state_of
from geoservice.ecology.editing.states import Act, StaleError
from geoservice.publish.editing.media_lists import media_document, parse_media
from geoservice.store.catalog import KNOWLEDGE
from geoservice.store.models import Knowledge
from geoservice.web.access import asker
from geoservice.web.answers import json_answer
from geoservice.web.desk_answers import checked_id, for_one
from geoservice.web.language import request_language
from geoservice.web.params import read_json_body, read_parameters
from geoservice.web.problems import problem
from geoservice.web.single import marks_in
from geoservice.web.state import writing
from geoservice.web.throttle import sender_address
from geoservice.web.urls import address

attachments = Blueprint("attachments", __name__)
_MEDIA = f"/api/collections/{KNOWLEDGE.id}/items/<int:piece_id>/media"


@attachments.get(_MEDIA)
def listed(piece_id: int) -> Response:
    """Answer what a piece shows, with what is said of each picture and recording."""
    read_parameters(formats=("json",))
    with writing() as session:
        act = Act(asker())
        return _answer(hold_feature(session, act, KNOWLEDGE.id, checked_id(piece_id), marks=None))


@attachments.put(_MEDIA)
def attach(piece_id: int) -> Response:
    """Let a piece show these pictures and recordings in this order, and no others."""
    read_parameters(formats=("json",))
    if "If-Match" not in request.headers:
        raise PreconditionRequired
    marks = None if request.if_match.star_tag else marks_in(request.if_match.as_set())
    media = parse_media(read_json_body())
    with writing() as session:
        act = Act(asker(), address=sender_address())
        held = hold_feature(session, act, KNOWLEDGE.id, checked_id(piece_id), marks=marks)
        attach_media(session, act, held, media)
        return _answer(held)


def _answer(piece: Knowledge) -> Response:
    document = media_document(piece.media, lambda key: address("media.show", key=key))
    response = json_answer(document)
    response.set_etag(f"{state_of(piece).mark}-media")
    return for_one(response)


@attachments.errorhandler(StaleError)
def answer_stale(error: StaleError) -> Response:
    """Answer 412 with the ETag of the state that is."""
    response = problem(412, error.text(request_language()))
    response.headers["ETag"] = f'"{error.state.mark}-media"'
    return response
