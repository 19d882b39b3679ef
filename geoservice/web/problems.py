"""Errors as answers: the one place where they become HTTP.

Under `/api` and for machines problem+json (RFC 9457), for people a page; both in the asked
language. What the database or Python said goes to the log, never to a client.
"""

import logging
from http import HTTPStatus

from flask import Flask, Response, g, jsonify, render_template, request
from jinja2 import TemplateNotFound
from markupsafe import escape
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from werkzeug.exceptions import HTTPException

from geoservice.errors import (
    AccessError,
    ConflictError,
    ForbiddenError,
    GeoserviceError,
    InputError,
    NotFoundError,
    UnavailableError,
)
from geoservice.web.language import request_language, say

log = logging.getLogger(__name__)

PROBLEM = "application/problem+json"
_RETRY_SECONDS = "5"
_STATUS_OF = {
    InputError: HTTPStatus.BAD_REQUEST,
    NotFoundError: HTTPStatus.NOT_FOUND,
    ConflictError: HTTPStatus.CONFLICT,
    AccessError: HTTPStatus.UNAUTHORIZED,
    ForbiddenError: HTTPStatus.FORBIDDEN,
    UnavailableError: HTTPStatus.SERVICE_UNAVAILABLE,
}
_QUERY_CANCELED = "57014"  # SQLSTATE, PostgreSQL manual, appendix A
_LOCK_NOT_AVAILABLE = "55P03"
_BAD_TEXT = ("22021", "22P05")  # a NUL or another character the database cannot hold
_TITLES = {
    400: "Bad request",
    401: "Not known",
    403: "Not allowed",
    404: "Not found",
    405: "Method not allowed",
    406: "Not acceptable",
    409: "Conflict",
    412: "Changed meanwhile",
    413: "Too large",
    415: "Unsupported media type",
    416: "Range not satisfiable",
    428: "Precondition required",
    429: "Too many requests",
    500: "Internal error",
    503: "Not available now",
}
_DETAILS = {
    400: "The request cannot be understood; check its address and its body.",
    404: "There is nothing at this address.",
    405: "This address does not answer {method}; it answers {allowed}.",
    415: "The body must be JSON, sent with Content-Type: application/json.",
    413: "The body is larger than the {limit} bytes taken here.",
    428: "Say which state you change: send the ETag that you read as If-Match.",
    500: "Something went wrong here, not on your side; try again, and if it stays tell us "
    "the request id {request_id}.",
}


def set_up(app: Flask) -> None:
    """Answer every kind of error."""
    app.register_error_handler(GeoserviceError, _answer_ours)
    app.register_error_handler(HTTPException, _answer_http)
    app.register_error_handler(DBAPIError, _answer_database)
    app.register_error_handler(PoolTimeoutError, _answer_busy)
    app.register_error_handler(Exception, _answer_unexpected)


def problem(status: int, detail: str, **members: object) -> Response:
    """Return the answer for a failed request: problem+json, or a page for a person's browser.

    `members` tell programs more (RFC 9457, 3.2).
    """
    title = title_of(status)
    response = (
        _page(status, title, detail) if wants_page() else _json(status, title, detail, members)
    )
    response.status_code = status
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Language"] = request_language()
    return response


def status_of(error: GeoserviceError) -> int:
    """Return the status by which an error is answered."""
    return next((int(code) for kind, code in _STATUS_OF.items() if isinstance(error, kind)), 500)


def title_of(status: int) -> str:
    """Return what a status is called, in the language of the request."""
    return say(_TITLES.get(status, HTTPStatus(status).phrase))


def wants_page() -> bool:
    """Return whether a person looks at the answer, not a program."""
    if request.path == "/api" or request.path.startswith(("/api/", "/healthz", "/readyz")):
        return False
    accepted = request.accept_mimetypes
    return accepted["text/html"] >= accepted["application/json"]


def _json(status: int, title: str, detail: str, members: dict[str, object]) -> Response:
    fixed = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    response = jsonify({**fixed, "instance": request.path, **members})
    response.content_type = PROBLEM
    return response


def _page(status: int, title: str, detail: str) -> Response:
    try:
        page = render_template("errors/problem.html", status=status, title=title, detail=detail)
    except TemplateNotFound:
        page = (
            f'<!doctype html><html lang="{request_language()}"><meta charset="utf-8">'
            f"<title>{escape(title)}</title><h1>{escape(title)}</h1><p>{escape(detail)}</p>"
        )
    return Response(page, content_type="text/html; charset=utf-8")


def _answer_ours(error: GeoserviceError) -> Response:
    status = status_of(error)
    if status >= 500:
        log.warning("%s %s", g.get("request_id", "-"), error)
    response = problem(status, error.text(request_language()))
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = _RETRY_SECONDS
    return response


def _answer_http(error: HTTPException) -> Response:
    if error.response is not None or error.code is None or error.code < 400:
        return error.get_response()  # type: ignore[return-value]
    wording = _DETAILS.get(error.code)
    values = {
        "method": request.method,
        "allowed": ", ".join(sorted(getattr(error, "valid_methods", None) or ())),
        "limit": request.max_content_length,
        "request_id": g.get("request_id", "-"),
    }
    detail = say(wording, **values) if wording else say(_TITLES.get(error.code, error.name))
    response = problem(error.code, detail)
    if values["allowed"]:
        response.headers["Allow"] = str(values["allowed"])
    return response


def _answer_database(error: DBAPIError) -> Response:
    state = getattr(error.orig, "pgcode", None)
    log.error("%s database: %s", g.get("request_id", "-"), error.orig)
    if state in _BAD_TEXT:
        return problem(400, say("The request has characters that no text can hold."))
    if state == _QUERY_CANCELED:
        return _unavailable(
            "The answer took longer than is allowed; ask for a smaller area or fewer things."
        )
    if state == _LOCK_NOT_AVAILABLE:
        return _unavailable("Somebody else is writing this right now; try again in a moment.")
    if error.connection_invalidated or (isinstance(error, OperationalError) and state is None):
        return _unavailable("The database cannot be reached now; try again in a moment.")
    if state and state[:2] in {"53", "57", "58", "08"}:  # resources, intervention, system, lost
        return _unavailable("The database cannot answer now; try again in a moment.")
    return _answer_unexpected(error)


def _answer_busy(error: PoolTimeoutError) -> Response:
    log.error("%s database: %s", g.get("request_id", "-"), error)
    return _unavailable("Too many people ask at once; try again in a moment.")


def _unavailable(sentence: str) -> Response:
    response = problem(503, say(sentence))
    response.headers["Retry-After"] = _RETRY_SECONDS
    return response


def _answer_unexpected(error: Exception) -> Response:
    log.error("%s unexpected", g.get("request_id", "-"), exc_info=error)
    return problem(500, say(_DETAILS[500], request_id=g.get("request_id", "-")))
