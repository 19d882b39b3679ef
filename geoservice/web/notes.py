"""Field notes over HTTP: anybody sends one; curators let it through, and say what was done."""

from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, Response

from geoservice.ecology.editing.states import Act, State
from geoservice.ecology.notes import STATUS_OF, decide_note, read_notes, send_note, solve_note
from geoservice.publish.bodies import check_city, check_one_of
from geoservice.publish.notes import (
    is_trapped,
    notes_document,
    parse_decision,
    parse_note,
    parse_solution,
)
from geoservice.publish.values import parse_amount
from geoservice.store.cities import find_city
from geoservice.store.words import STATUSES
from geoservice.web.access import asker
from geoservice.web.answers import JSON, to_json
from geoservice.web.authors import author
from geoservice.web.params import read_json_body, read_parameters
from geoservice.web.state import writing
from geoservice.web.throttle import counted, sender_address
from geoservice.web.urls import address

notes = Blueprint("notes", __name__, url_prefix="/api/notes")

RATE = "20/hour; 60/day"
"""How many notes one address may send."""

_PAGE, _MOST = 50, 200


@notes.post("", endpoint="send")
def send() -> Response:
    """Keep a note until a curator has looked at it."""
    read_parameters()
    with counted("notes", RATE):
        body = read_json_body()
        if is_trapped(body):
            return _answer({"id": None, "status": "draft"}, 202)
        city, new = parse_note(body)
        who = author()
        with writing() as session:
            sent = send_note(session, city, new, now=datetime.now(UTC), author=who)
    return _answer({"id": sent.id, "status": "draft"}, 202)


@notes.get("", endpoint="listed")
def listed() -> Response:
    """Answer the notes of a city that are waiting, or those of another status."""
    arguments = read_parameters(("city", "status", "limit", "after"))
    status = check_one_of("status", arguments.get("status", "draft"), STATUSES)
    limit = parse_amount("limit", arguments.get("limit", str(_PAGE)), least=1, most=_MOST)
    after = parse_amount("after", arguments.get("after", "0"), least=0, most=2**63 - 1)
    with writing() as session:
        city = find_city(session, check_city("city", arguments.get("city", "")))
        asker().require_city(city.id)
        page = read_notes(session, city.id, status, limit=limit, after=after)
        document = notes_document(page, lambda key: address("media.show", key=key))
    return _answer(document)


@notes.post("/<int:note_id>/decision", endpoint="decide")
def decide(note_id: int) -> Response:
    """Publish a note, reject it, or let it wait again."""
    read_parameters()
    decision, reason = parse_decision(read_json_body())
    with writing() as session:
        return _decided(decide_note(session, _act(reason), note_id, decision), decision)


@notes.post("/<int:note_id>/solve", endpoint="solve")
def solve(note_id: int) -> Response:
    """Say what was done about a note."""
    read_parameters()
    solution = parse_solution(read_json_body())
    with writing() as session:
        solved = solve_note(session, _act(None), note_id, solution, now=datetime.now(UTC))
        return _decided(solved, "publish")


def _act(reason: str | None) -> Act:
    return Act(asker(), reason, sender_address())


def _decided(written: State, decision: str) -> Response:
    told = {"id": written.id, "status": STATUS_OF[decision], "version": written.version}
    return _answer(told)


def _answer(document: dict[str, Any], status: int = 200) -> Response:
    response = Response(to_json(document), status=status, content_type=JSON)
    response.headers["Cache-Control"] = "no-store"
    return response
