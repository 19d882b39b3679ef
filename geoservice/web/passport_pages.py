"""The pages of the learning passport: the passport, a scanned code, certificates, sheets."""

from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, Response, make_response, redirect, render_template, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from geoservice.config import Settings
from geoservice.ecology.passport.certificates import read_certificate
from geoservice.ecology.passport.sheets import find_sheet
from geoservice.errors import UnavailableError
from geoservice.language import LANGUAGES
from geoservice.publish.passport_page import certificate_view, sheet_view
from geoservice.publish.qr import qr_svg
from geoservice.store.labels import BODIES
from geoservice.store.models import Space
from geoservice.web.assets import is_built
from geoservice.web.keys import app_key
from geoservice.web.language import request_language
from geoservice.web.page_answers import page_answer
from geoservice.web.page_data import script_messages, terms
from geoservice.web.params import read_parameters
from geoservice.web.passport import act_now, check_space, issue_now, link_of
from geoservice.web.state import state
from geoservice.web.urls import address

passport_pages = Blueprint("passport_pages", __name__)

SCANNED, CERTIFICATE, COLOURS = "s", "c", "theme"
_OTHERS = ("[!p]*.js", "pa[!s]*.js", "picking.js", "places.js")


@passport_pages.get("/passport", endpoint="page")
def show_passport() -> Response:
    """Show the passport that the device keeps; nothing of it is known here."""
    read_parameters((COLOURS,))
    return page_answer("passport/index.html", _data("passport_pages.page"))


@passport_pages.get("/passport/stamp")
def scanned() -> Response:
    """Show that a code was scanned; the page itself asks for the stamp."""
    arguments = read_parameters((SCANNED, COLOURS))
    token = arguments.get(SCANNED, "")
    response = page_answer(
        "passport/stamp.html", _data("passport_pages.scanned", {SCANNED: token}, token=token)
    )
    response.headers["Cache-Control"] = "no-store"
    return response


@passport_pages.get("/passport/certificate")
def certificate() -> Response:
    """Show a certificate, which is known by its signature alone."""
    token = read_parameters((CERTIFICATE, COLOURS)).get(CERTIFICATE, "")
    found = read_certificate(app_key, token)
    url = address("passport_pages.certificate", c=token)
    values = {
        "view": certificate_view(found, request_language()),
        # Written by an XML library out of our own link: no text in it is markup.
        "qr": Markup(qr_svg(url)),  # noqa: S704
    }
    return page_answer(
        "passport/certificate.html",
        _data("passport_pages.certificate", {CERTIFICATE: token}, **values),
    )


@passport_pages.get("/spaces/<int:space_id>/stamp-sheet")
def sheet(space_id: int) -> Response:
    """Show the sheet of a space as it is printed, or that there is none yet."""
    read_parameters()
    if not is_built():
        raise UnavailableError("The pages are not built yet; build them with: make setup")
    with state().database.writing() as session:
        now = datetime.now(UTC)
        found = find_sheet(session, act_now(), check_space(space_id), now=now, keys=app_key)
        space = session.get_one(Space, space_id)
        view = sheet_view(space, found)
    link = link_of(found) if found else ""
    page = render_template(
        "passport/sheet.html",
        view=view,
        # Written by an XML library out of our own link: no text in it is markup.
        qr=Markup(qr_svg(link)) if link else "",  # noqa: S704
        link=link,
    )
    response = make_response(page)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Language"] = request_language()
    return response


@passport_pages.post("/spaces/<int:space_id>/stamp-sheet", endpoint="renew")
def renew_sheet(space_id: int) -> AnyResponse:
    """Make a new sheet for a space, and show it."""
    issue_now(space_id)
    return redirect(url_for("passport_pages.sheet", space_id=space_id), 303)


def _data(endpoint: str, asked: dict[str, str] | None = None, **values: Any) -> Any:
    """Return the data of a page; its script is handed addresses, wording and words."""
    asked = asked or {}

    def data(_: Settings, language: str, theme: str | None) -> dict[str, Any]:
        here = {"plain": address(endpoint, **asked)}
        here |= {each: address(endpoint, lang=each, **asked) for each in LANGUAGES}
        script = {
            "language": language,
            "theme": theme,
            "messages": script_messages(language, without=_OTHERS),
            "bodies": terms(BODIES),
            "token": values.get("token", ""),
            "urls": {
                "stamps": url_for("passport.stamp"),
                "certificate": url_for("passport.certificate"),
                "worker": url_for("pages.worker"),
            },
        }
        return {**values, "here": here, "script": script}

    return data
