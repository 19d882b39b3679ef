"""Contributions over HTTP: anybody proposes, curators decide."""

from contextlib import nullcontext
from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, Response

from geoservice.config import Settings
from geoservice.ecology.accounts.asker import Asker
from geoservice.ecology.accounts.roles import Deed, may
from geoservice.ecology.contributions.deciding import Decided, MeanwhileError, Refused, decide
from geoservice.ecology.contributions.proposals import (
    PENDING,
    Sender,
    find_public_twins,
    propose,
)
from geoservice.ecology.contributions.queue import (
    AskedQueue,
    count_matched,
    count_queue,
    read_queue,
)
from geoservice.ecology.editing.states import Act
from geoservice.ecology.editing.twins import TwinsError, Wanted
from geoservice.publish.contribution_documents import queued_document, twins_document
from geoservice.publish.contributions import (
    QUEUE,
    SIMILAR,
    parse_decision,
    parse_proposal,
    parse_queue,
    parse_similar,
)
from geoservice.store.cities import find_city
from geoservice.web.access import asker, optional_asker
from geoservice.web.answers import JSON, json_answer, to_json
from geoservice.web.language import request_language
from geoservice.web.params import read_json_body, read_parameters
from geoservice.web.problems import status_of, title_of
from geoservice.web.state import writing
from geoservice.web.throttle import counted, limited, sender_address, sender_mark
from geoservice.web.urls import address

contributions = Blueprint("contributions", __name__, url_prefix="/api")

_LOOKS = "600/hour"


def _rate(settings: Settings) -> str:
    return f"{settings.suggestions_per_hour}/hour; {settings.suggestions_per_day}/day"


@contributions.post("/contributions")
def send() -> Response:
    """Keep a proposal for the curators; nothing of it is published before one approves it."""
    read_parameters(formats=("json",))
    who = _contributor()
    with counted("suggestions", _rate) if who is None else nullcontext():
        proposal = parse_proposal(read_json_body())
        if proposal is None:
            return _taken(None, [])
        with writing() as session:
            kept = propose(session, proposal, Sender(sender_mark(), who))
    return _taken(kept.id, twins_document(kept.twins))


@contributions.get("/contributions")
def queue() -> Response:
    """Answer what waits, or was decided: to curators in their city, to contributors their own."""
    page = parse_queue(read_parameters(QUEUE, formats=("json",)))
    who, language = asker(), request_language()
    with writing() as session:
        city_id = find_city(session, page.city).id if page.city is not None else who.city_id
        if city_id is not None:
            who.require_city(city_id)
        own = None if may(who.role, Deed.CURATE) else who.account_id
        asked = AskedQueue(
            city_id, page.status, own, page.limit, page.after, page.action, page.kind
        )
        found = read_queue(session, asked)
        counts, matched = count_queue(session, asked), count_matched(session, asked)
        listed = [queued_document(each, language, picture=_picture(each.picture)) for each in found]
    last = listed[-1]["id"] if len(listed) == page.limit else None
    return _private({"contributions": listed, "counts": counts, "matched": matched, "next": last})


@contributions.post("/contributions/decisions")
def decisions() -> Response:
    """Approve or reject several, each on its own: one that is refused stops none of the others."""
    read_parameters(formats=("json",))
    ids, decision, reason = parse_decision(read_json_body(), at=datetime.now(UTC))
    act = Act(asker(), reason, sender_address())
    with writing() as session:
        found = decide(session, act, ids, decision)
    return _private({"results": [_result(each) for each in found]})


@contributions.get("/spaces/similar")
@limited("looks for similar places", _LOOKS)
def similar() -> Response:
    """Answer the spaces that may be the one that somebody is about to propose."""
    asked = parse_similar(read_parameters(SIMILAR, formats=("json",)))
    with writing() as session:
        city = find_city(session, asked.city)
        wanted = Wanted(city.id, asked.kind, (asked.name,), asked.place)
        found = find_public_twins(session, wanted)
    return json_answer({"spaces": twins_document(found)})


def _contributor() -> Asker | None:
    """Return who sends with an account that may contribute, and so without a limit."""
    found = optional_asker()
    known = found is not None and "write" in found.scopes and may(found.role, Deed.CONTRIBUTE)
    return found if known else None


def _taken(id: int | None, duplicates: list[dict[str, Any]]) -> Response:
    body = {"id": id, "status": PENDING, "duplicates": duplicates}
    response = Response(to_json(body), status=202, content_type=JSON)
    response.headers["Cache-Control"] = "no-store"
    return response


def _result(result: Decided | Refused) -> dict[str, Any]:
    if isinstance(result, Decided):
        return {"id": result.id, "status": result.status, "result_id": result.result_id}
    error = result.error
    status = status_of(error)
    found: dict[str, Any] = {
        "status": status,
        "title": title_of(status),
        "detail": error.text(request_language()),
    }
    if isinstance(error, TwinsError):
        found["duplicates"] = twins_document(error.twins)
    if isinstance(error, MeanwhileError):
        found["fields"] = list(error.fields)
    return {"id": result.id, "status": None, "problem": found}


def _picture(key: str | None) -> str | None:
    return address("media.show", key=key) if key else None


def _private(body: dict[str, Any]) -> Response:
    response = json_answer(body)
    response.headers["Cache-Control"] = "private, no-store"
    return response
