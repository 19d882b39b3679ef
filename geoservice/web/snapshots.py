"""Coverage over time: what changed between two dates on which it was kept."""

from flask import Blueprint, Response

from geoservice.coverage.changes import find_changes
from geoservice.publish.coverage.changes import PARAMETERS, changes_document, parse_changes
from geoservice.web.answers import json_answer
from geoservice.web.language import request_language
from geoservice.web.params import read_parameters
from geoservice.web.state import state

snapshots = Blueprint("snapshots", __name__, url_prefix="/api/coverage")


@snapshots.get("/changes")
def changes() -> Response:
    """Answer what changed, by district."""
    asked = parse_changes(read_parameters(PARAMETERS, formats=("json",)))
    with state().database.reading() as session:
        found = find_changes(session, asked)
    return json_answer(changes_document(found, request_language()))
