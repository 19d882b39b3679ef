"""What one request may ask, for programs and for people."""

from flask import Response, render_template

from geoservice.publish.limits import ServerLimits, limits_document
from geoservice.web.answers import TEXT_VARIES, json_answer
from geoservice.web.documents import FORMATS, wants_page
from geoservice.web.language import request_language
from geoservice.web.params import read_parameters
from geoservice.web.state import state


def limits() -> Response:
    """Answer the limits as JSON, or as a page to whom asks for one or comes with a browser."""
    read_parameters(formats=FORMATS)
    settings = state().settings
    server = ServerLimits(
        settings.statement_timeout_ms, settings.max_body_bytes, settings.max_picture_bytes
    )
    document = limits_document(server, request_language())
    if not wants_page():
        response = json_answer(document)
    else:
        response = Response(render_template("api/limits.html", **document))
        response.headers["Content-Language"] = request_language()
        response.headers["Vary"] = TEXT_VARIES
    response.vary.add("Accept")
    return response
