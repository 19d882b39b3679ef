"""What planners keep: what-ifs for each other, and the figures of today."""

from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, Response

from geoservice.coverage import planner
from geoservice.coverage.kept import forget_scenario, keep_scenario, list_kept
from geoservice.coverage.snapshots import coverage_draft, keep
from geoservice.ecology.editing.states import Act
from geoservice.publish.bodies import check_city, check_members
from geoservice.publish.coverage.kept import kept_document, parse_kept, snapshot_document
from geoservice.publish.coverage.requests import COVERAGE, read_coverage
from geoservice.store.cities import find_city
from geoservice.web.access import asker
from geoservice.web.answers import json_answer
from geoservice.web.authors import author_of
from geoservice.web.params import read_json_body, read_parameters
from geoservice.web.state import state, writing
from geoservice.web.throttle import sender_address

kept = Blueprint("kept", __name__, url_prefix="/api/coverage")


@kept.get("/kept")
def scenarios() -> Response:
    """Answer the what-ifs that the planners of a city keep."""
    city = check_city("city", read_parameters(("city",), formats=("json",)).get("city"))
    with writing() as session:
        found = list_kept(session, _act(), city)
    return _private({"scenarios": [kept_document(each) for each in found]})


@kept.post("/kept")
def keep_one() -> Response:
    """Keep a what-if for the planners of its city."""
    read_parameters(formats=("json",))
    sent = parse_kept(read_json_body())
    with writing() as session:
        found = keep_scenario(session, _act(), sent, now=datetime.now(UTC))
    response = _private(kept_document(found))
    response.status_code = 201
    return response


@kept.delete("/kept/<int:number>")
def forget(number: int) -> Response:
    """Remove a kept what-if."""
    read_parameters()
    with writing() as session:
        forget_scenario(session, _act(), number)
    return Response(status=204)


@kept.post("/snapshots")
def snapshot() -> Response:
    """Keep coverage as it is now, to be compared with later."""
    read_parameters(formats=("json",))
    body = read_json_body()
    check_members(body, (*COVERAGE, "language"))
    now = datetime.now(UTC)
    asked = read_coverage(body, now)
    with writing() as session:
        asker().require_city(find_city(session, asked.city).id)
    with state().database.reading() as session:
        draft = coverage_draft(planner.cover(session, state().coverage, asked))
    with writing() as session:
        found, is_new = keep(session, draft, now=now, author=author_of(asker()))
    response = _private(snapshot_document(found, is_new=is_new))
    response.status_code = 201 if is_new else 200
    return response


def _act() -> Act:
    return Act(asker(), address=sender_address())


def _private(body: dict[str, Any]) -> Response:
    response = json_answer(body)
    response.headers["Cache-Control"] = "private, no-store"
    return response
