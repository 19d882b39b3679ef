"""What one request may ask, for programs and for people."""

from flask import Response, render_template, request

from geoservice.publish.limits import ServerLimits, limits_document
from geoservice.web.answers import JSON, TEXT_VARIES, json_answer
from geoservice.web.language import request_language
from geoservice.web.params import FORMAT, read_parameters
from geoservice.web.state import state

HTML = "text/html"


def limits() -> Response:
    """Answer the limits as JSON, or as a page to whom asks for one or comes with a browser."""
    arguments = read_parameters(formats=("json", "html"))
    settings = state().settings
    server = ServerLimits(settings.statement_timeout_ms, settings.max_body_bytes)
    document = limits_document(server, request_language())
    if not _wants_page(arguments):
        response = json_answer(document)
    else:
        response = Response(render_template("api/limits.html", **document))
        response.headers["Content-Language"] = request_language()
        response.headers["Vary"] = TEXT_VARIES
    response.vary.add("Accept")
    return response


def _wants_page(arguments: dict[str, str]) -> bool:
    if FORMAT in arguments:
        return arguments[FORMAT] == "html"
    return request.accept_mimetypes.best_match((JSON, HTML), JSON) == HTML
