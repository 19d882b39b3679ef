"""The page of a space, its QR code, the sheet for its door, and what its card tells."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import wraps
from typing import Any

from flask import Blueprint, Response, make_response, redirect, request
from markupsafe import Markup

from geoservice.config import Settings
from geoservice.ecology.editing.merging import survivor
from geoservice.errors import NotFoundError
from geoservice.language import LANGUAGES
from geoservice.publish.bodies import LARGEST_ID
from geoservice.publish.features import read_feature
from geoservice.publish.opening import state_now
from geoservice.publish.qr import qr_svg
from geoservice.publish.spaces.documents import living_document
from geoservice.publish.spaces.living import Living, read_living
from geoservice.publish.spaces.page import SpacePage, space_page
from geoservice.publish.spaces.schema_org import Whereabouts, space_node
from geoservice.publish.walks.words import in_language
from geoservice.store.catalog import SPACES
from geoservice.store.relations import CITY
from geoservice.web.answers import json_answer
from geoservice.web.language import request_language
from geoservice.web.page_answers import page_answer
from geoservice.web.params import read_parameters
from geoservice.web.state import state
from geoservice.web.urls import address

space_pages = Blueprint("space_pages", __name__)

_DAY_SECONDS = 86_400


@dataclass(frozen=True)
class _Read:
    """A space that was read, with its city and what lives there."""

    space: dict[str, Any]
    living: Living
    city: Any

    @property
    def city_name(self) -> str:
        name = in_language(request_language(), self.city.name_th, self.city.name_en)
        return name or str(self.city.slug)


View = Callable[[int], Response]


def _followed(view: View) -> View:
    """Lead on from a space that was merged away to the same door of what it is now."""

    @wraps(view)
    def found(space_id: int) -> Response:
        try:
            return view(space_id)
        except NotFoundError:
            return _moved(space_id)

    return found


@space_pages.get("/spaces/<int:space_id>")
@_followed
def page(space_id: int) -> Response:
    """Show all that is told of a space."""
    read_parameters(("theme",))
    read, language = _read(space_id), request_language()
    url = address("space_pages.page", space_id=space_id)
    told = space_page(read.space, read.living, read.city_name, language)
    values = {
        "space": told,
        "url": url,
        "here": {
            each: address("space_pages.page", space_id=space_id, lang=each) for each in LANGUAGES
        },
        "attribution": read.city.attribution,
        "city": read.city.slug,
        "picture": _picture(told),
        "structured": space_node(
            read.space, read.living, Whereabouts(url, read.city_name, read.city.country), language
        ),
        "qr": _qr(url),
    }
    return page_answer("spaces/index.html", _plain(values))


@space_pages.get("/spaces/<int:space_id>/door")
@_followed
def door(space_id: int) -> Response:
    """Show a sheet to hang on the door of a space: its name and its QR code, A4."""
    read_parameters()
    read = _read(space_id)
    url = address("space_pages.page", space_id=space_id)
    values = {
        "th": space_page(read.space, read.living, read.city.name_th or read.city_name, "th"),
        "en": space_page(read.space, read.living, read.city.name_en or read.city_name, "en"),
        "url": url,
        "qr": _qr(url),
    }
    return page_answer("spaces/door.html", _plain(values))


@space_pages.get("/spaces/<int:space_id>/qr")
@_followed
def qr(space_id: int) -> Response:
    """Answer the QR code of the page of a space."""
    read_parameters()
    _read(space_id)
    url = address("space_pages.page", space_id=space_id)
    response = Response(qr_svg(url), content_type="image/svg+xml")
    response.headers["Cache-Control"] = f"public, max-age={_DAY_SECONDS}"
    return response


@space_pages.get("/api/spaces/<int:space_id>/living")
@_followed
def living(space_id: int) -> Response:
    """Answer what is known, happens, is offered and was noted at a space."""
    read_parameters(formats=("json",))
    read = _read(space_id)
    document = living_document(
        read.living,
        page=address("space_pages.page", space_id=space_id),
        medium=lambda key: address("media.show", key=key),
    )
    return json_answer(document)


def _read(space_id: int) -> _Read:
    """Return a published space; NotFoundError, friendly, for any other."""
    if space_id > LARGEST_ID:
        raise _nowhere()
    with state().database.reading() as session:
        try:
            space = read_feature(session, SPACES, str(space_id))
        except NotFoundError:
            raise _nowhere() from None
        about = space["properties"]
        about |= state_now(session, about)
        city = session.execute(CITY.select().where(CITY.c.slug == about["city"])).one()
        found = read_living(session, space_id, about["city"], now=datetime.now(UTC))
    return _Read(space, found, city)


def _moved(space_id: int) -> Response:
    """Lead to the space that a space became by mergers; NotFoundError where by none."""
    if space_id > LARGEST_ID:
        raise _nowhere()
    with state().database.writing() as session:
        into = survivor(session, space_id)
    if into == space_id:
        raise _nowhere()
    here = request.endpoint or "space_pages.page"
    response = redirect(address(here, space_id=into, **request.args), 301)
    response.headers["Cache-Control"] = "no-cache"  # a merger can be undone
    return make_response(response)


def _nowhere() -> NotFoundError:
    return NotFoundError(
        "There is no learning space at this address. It may have been taken away, or merged with "
        "another; look for it on the map."
    )


def _picture(told: SpacePage) -> str:
    """Return the first picture that is told of, for previews; nothing where there is none."""
    keys = (each.key for piece in told.knowledge for each in piece.pictures)
    key = next(keys, None)
    return address("media.show", key=key) if key else ""


def _qr(url: str) -> Markup:
    # Written by an XML library out of our own link: no text in it is markup.
    return Markup(qr_svg(url))  # noqa: S704


def _plain(values: dict[str, Any]) -> Any:
    """Return the data of a page that has no script."""

    def data(_: Settings, __: str, ___: str | None) -> dict[str, Any]:
        return values

    return data
