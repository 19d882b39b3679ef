"""Walks over HTTP: one planned for a wish, one planned again from its token, and where one gets."""

from flask import Blueprint, Response, abort

walks = Blueprint("walks", __name__, url_prefix="/api")


@walks.post("/walks")
def plan() -> Response:
    """Plan a walk."""
    abort(501)


@walks.get("/walks")
def planned() -> Response:
    """Plan the walk of a share token."""
    abort(501)


@walks.get("/reach")
def reach() -> Response:
    """Answer where one gets on foot in so many minutes."""
    abort(501)
