"""A walk on paper, and its QR code."""

from flask import Response, make_response, render_template
from markupsafe import Markup

from geoservice.errors import UnavailableError
from geoservice.publish.qr import qr_svg
from geoservice.publish.walks.drawing import draw_walk
from geoservice.publish.walks.paper import walk_paper
from geoservice.publish.walks.words import say_profile
from geoservice.web.assets import is_built
from geoservice.web.language import request_language
from geoservice.web.params import read_parameters
from geoservice.web.state import state
from geoservice.web.walks import PLAN, asked_token, link_of, plan_token

_DAY_SECONDS = 86_400


def print_walk() -> Response:
    """Show a walk as it is printed: A4, its map, its stops and steps, a QR code of its link."""
    if not is_built():
        raise UnavailableError("The pages are not built yet; build them with: make setup")
    planned = plan_token(read_parameters((PLAN,)))
    language = request_language()
    paper = walk_paper(planned, language)
    with state().database.reading() as session:
        drawn = draw_walk(session, planned.walk, language, label=paper.title)
    link = link_of(planned.asked)
    page = render_template(
        "walks/print.html",
        paper=paper,
        profile=say_profile(planned.walk.wish.profile, language),
        # Both are written by an XML library out of our own drawing: no text in them is markup.
        map=Markup(drawn),  # noqa: S704
        qr=Markup(qr_svg(link)),  # noqa: S704
        link=link,
        attribution=planned.city.attribution,
    )
    response = make_response(page)
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Content-Language"] = language
    response.vary.update(("Accept-Language", "Cookie"))
    return response


def walk_qr() -> Response:
    """Answer the QR code of the link to a walk; the same token is the same code."""
    asked = asked_token(read_parameters((PLAN,)))
    response = Response(qr_svg(link_of(asked)), content_type="image/svg+xml")
    response.headers["Cache-Control"] = f"public, max-age={_DAY_SECONDS}"
    return response
