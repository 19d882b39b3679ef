"""The curator's desk: its page, sheets of several spaces to print, and what imports did."""

from datetime import UTC, datetime
from typing import Any, NamedTuple

from flask import Blueprint, Response
from markupsafe import Markup

from geoservice.config import Settings
from geoservice.ecology.editing.city_work import named_agendas
from geoservice.ecology.editing.whole import WholeSpace, read_whole
from geoservice.ecology.imports import list_imports
from geoservice.ecology.passport.sheets import find_sheet
from geoservice.errors import InputError
from geoservice.publish.bodies import LARGEST_ID, check_city, check_one_of
from geoservice.publish.desk import imports_document
from geoservice.publish.desk_words import desk_words, own_agendas
from geoservice.publish.qr import qr_svg
from geoservice.publish.values import parse_amount
from geoservice.store.labels import KINDS, title_of
from geoservice.web.access import asker
from geoservice.web.answers import json_answer
from geoservice.web.desk_answers import CITY, city_of_asker, for_one
from geoservice.web.desk_urls import desk_urls
from geoservice.web.keys import app_key
from geoservice.web.language import request_language
from geoservice.web.page_answers import form_page, page_answer
from geoservice.web.page_data import page_data
from geoservice.web.params import read_parameters
from geoservice.web.passport import act_now, link_of
from geoservice.web.state import writing
from geoservice.web.urls import address

desk = Blueprint("desk", __name__)

SPACES, WHAT = "spaces", "what"
DOOR, STAMP = SHEETS = ("door", "stamp")
MOST_SHEETS = 100
# Scripts of other pages alone, whose wording this page never says
_NOT_HERE = (
    *("coverage*.js", "follow*.js", "offline*.js", "walk*.js", "route*.js", "passport*.js"),
    *("suggest*.js", "cities_page*.js"),
)


class Sheet(NamedTuple):
    """A sheet that hangs at a space; `qr` is empty where none stamps there yet."""

    name_th: str
    name_en: str
    kind_th: str
    kind_en: str
    link: str
    qr: str


@desk.get("/curate")
def page() -> Response:
    """Show the desk, at which curators decide, edit and print."""
    return page_answer("desk/index.html", desk_data)


def desk_data(settings: Settings, language: str, theme: str | None) -> dict[str, Any]:
    """Return what the desk is handed."""
    data = page_data(settings, language, theme, without=_NOT_HERE)
    with writing() as session:
        own = own_agendas(named_agendas(session, asker().city_id), language)
    words = {**desk_words(language), "ownAgendas": own}
    return {**data, "urls": {**data["urls"], **desk_urls()}, "words": words}


@desk.get("/api/imports")
def imports() -> Response:
    """Answer what the last imports into a city did, and what they refused."""
    slug = check_city(CITY, read_parameters((CITY,), formats=("json",)).get(CITY))
    with writing() as session:
        found = list_imports(session, city_of_asker(session, slug).id)
    return for_one(json_answer(imports_document(found, request_language())))


@desk.get("/curate/sheets")
def sheets() -> Response:
    """Show the sheets of several spaces as they are printed, to be cut apart."""
    arguments = read_parameters((SPACES, WHAT))
    what = check_one_of(WHAT, arguments.get(WHAT, DOOR), SHEETS)
    ids = _ids(arguments.get(SPACES, ""))
    with writing() as session:
        found = read_whole(session, ids)
        for space in found.values():
            asker().require_city(space.city_id)
        shown = [_sheet(session, found[each], what) for each in ids if each in found]
    return form_page("desk/sheets.html", sheets=shown, what=what)


def _ids(text: str) -> list[int]:
    parts = [part for part in text.split(",") if part]
    if not 0 < len(parts) <= MOST_SHEETS:
        raise InputError(
            "'{name}' names {count} spaces; give from 1 to {most}, with commas between them.",
            name=SPACES,
            count=len(parts),
            most=MOST_SHEETS,
        )
    return [parse_amount(SPACES, part, least=1, most=LARGEST_ID) for part in parts]


def _sheet(session: Any, space: WholeSpace, what: str) -> Sheet:
    names, kind = space.fields, str(space.fields["kind"])
    link = _link(session, space.state.id, what)
    return Sheet(
        names["name_th"] or names["name_en"] or "",
        names["name_en"] or "" if names["name_th"] else "",
        title_of(KINDS, kind, "th"),
        title_of(KINDS, kind, "en"),
        link,
        # Written by an XML library out of our own link: no text in it is markup.
        Markup(qr_svg(link)) if link else "",  # noqa: S704
    )


def _link(session: Any, space_id: int, what: str) -> str:
    """Return where a sheet leads, empty where no stamp sheet is in force."""
    if what == DOOR:
        return address("space_pages.page", space_id=space_id)
    found = find_sheet(session, act_now(), space_id, now=datetime.now(UTC), keys=app_key)
    return link_of(found) if found else ""
