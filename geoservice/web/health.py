"""For those who keep the service running: is it alive, is it ready."""

from functools import cache

from flask import Blueprint, Response, jsonify
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from geoservice.store.schema import newest_revision
from geoservice.web.language import say
from geoservice.web.problems import problem
from geoservice.web.state import state

health = Blueprint("health", __name__)


@health.get("/healthz")
def alive() -> Response:
    """Answer as long as the process does; asks nothing of the database."""
    return _status("alive")


@health.get("/readyz")
def ready() -> Response:
    """Answer 200 when the database can be reached and has the schema this program knows."""
    if _revision() != _newest():
        return problem(503, say("The database has another schema than this program needs."))
    return _status("ready")


def _revision() -> str | None:
    try:
        with state().database.reading() as session:
            found = session.scalar(text("SELECT revision FROM published.schema_revision"))
    except ProgrammingError:  # no such view: empty, or older than this program
        return None
    return str(found) if found else None


_newest = cache(newest_revision)


def _status(word: str) -> Response:
    response = jsonify(status=word)
    response.headers["Cache-Control"] = "no-store"
    return response
