"""The pages of routes: the list of a city's, one of them, and the desk where they are drawn."""

from typing import Any

from flask import Blueprint, Response, url_for
from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from geoservice.config import Settings
from geoservice.ecology.accounts.roles import Deed, may
from geoservice.ecology.routes.reading import find_published, list_published
from geoservice.errors import NotFoundError
from geoservice.language import LANGUAGES
from geoservice.publish.bodies import check_city
from geoservice.publish.cities.listing import read_cities
from geoservice.publish.qr import qr_svg
from geoservice.publish.routes.documents import Shown, route_document
from geoservice.publish.routes.listing import (
    CHOICES,
    age_options,
    cards,
    chosen_routes,
    length_options,
    parse_choice,
    theme_options,
)
from geoservice.publish.routes.telling import tell
from geoservice.publish.routes.tourist_trip import tourist_trip
from geoservice.publish.spaces.hours import said_hours
from geoservice.publish.walks.words import PROFILES
from geoservice.store.labels import AGENDAS, DIFFICULTIES
from geoservice.store.relations import CITY as CITIES
from geoservice.web.access import asker, optional_asker
from geoservice.web.language import request_language
from geoservice.web.page_answers import page_answer
from geoservice.web.page_data import page_data, script_messages, terms, url_template
from geoservice.web.params import read_parameters
from geoservice.web.routes import look_at
from geoservice.web.state import state
from geoservice.web.urls import address, template

route_pages = Blueprint("route_pages", __name__, url_prefix="/walks")

CITY, ROUTE, COLOURS = "city", "route", "theme"
_WITHOUT_MAP = ("[!w]*.js", "walk_*.js")
_NOT_OF_ROUTES = ("coverage*.js", "data*.js", "follow*.js", "cities_*.js", "passport*.js")


@route_pages.get("", endpoint="index")
def list_routes() -> Response:
    """Show the routes of a city, and let one choose among them."""
    arguments = read_parameters((CITY, *CHOICES, COLOURS))
    choice = parse_choice(arguments)
    language = request_language()
    with state().database.reading() as session:
        cities = read_cities(session)
        city = _city(cities, arguments.get(CITY))
        routes = list_published(session, city["id"]) if city else []
    found = chosen_routes(routes, choice)
    asked = {name: arguments[name] for name in (CITY, *CHOICES) if arguments.get(name)}
    values = {
        "here": _here("route_pages.index", **asked),
        "city": city,
        "cities": [{"id": each["id"], "title": _title(each, language)} for each in cities],
        "cards": cards(found, language, pictures=template("media.show", key="{key}")),
        "all": len(routes),
        "themes": theme_options(routes, choice),
        "ages": age_options(choice, language),
        "lengths": length_options(choice, language),
        "is_chosen": any((choice.theme, choice.age, choice.minutes)),
    }
    return page_answer("routes/index.html", _plain(values))


@route_pages.get("/<slug>", endpoint="route")
def show_route(slug: str) -> Response:
    """Show a published route as it can be walked now."""
    arguments = read_parameters((CITY, COLOURS))
    with state().database.reading() as session:
        city = check_city(CITY, arguments[CITY]) if CITY in arguments else None
        kept = find_published(session, city, slug[:100])
        shown = look_at(session, kept, kept.draft)
    return page_answer("routes/route.html", _of_route(shown, slug))


def _of_route(shown: Shown, slug: str) -> Any:
    language = request_language()
    told = tell(shown, language)
    asked = {"slug": slug, CITY: shown.draft.city}
    url = address("route_pages.route", **asked)
    token = shown.token
    draft = shown.draft
    values = {
        "here": _here("route_pages.route", **asked),
        "told": told,
        "city": {"id": draft.city, "title": shown.check.city.name(language)},
        "picture": shown.pictures.replace("{key}", draft.picture) if draft.picture else "",
        "best_hours": said_hours(draft.best_hours, language),
        "links": _links(token, language) if token else None,
        # Written by an XML library out of our own link: no text in it is markup.
        "qr": Markup(qr_svg(url)),  # noqa: S704
        "url": url,
        "trip": tourist_trip(shown, told, url, language),
        "attribution": shown.check.city.attribution,
        "id": shown.kept.id if shown.kept else None,
        "may_edit": _may_curate(),
    }
    document = route_document(shown, language)

    def data(settings: Settings, language: str, theme: str | None) -> dict[str, Any]:
        script = page_data(settings, language, theme, without=_NOT_OF_ROUTES)
        script["urls"]["rating"] = url_template("routes.rate", route_id=str(values["id"]))
        script["city"] = {"id": draft.city, "attribution": values["attribution"]}
        script["route"] = {name: document[name] for name in ("id", "plan", "stops", "legs")}
        return {**values, "script": script}

    return data


def _links(token: str, language: str) -> dict[str, str]:
    """Return where the planner, the follower, files and paper take a route up."""
    asked: dict[str, Any] = {"plan": token, "lang": language}
    return {
        "plan": url_for("pages.map_page", walk=token, lang=language),
        "follow": url_for("pages.map_page", walk=token, follow=1, lang=language),
        "gpx": url_for("walks.planned", f="gpx", **asked),
        "kml": url_for("walks.planned", f="kml", **asked),
        "print": url_for("pages.print_walk", **asked),
    }


@route_pages.get("/edit", endpoint="edit")
def draw_route() -> AnyResponse:
    """Show the desk where a curator draws a route; somebody unknown signs in first."""
    arguments = read_parameters((CITY, ROUTE, COLOURS))
    curator = asker()
    with state().database.reading() as session:
        cities = _cities_of(session, curator.city_id)
    city = _city(cities, arguments.get(CITY))
    if city is None:
        raise NotFoundError("There is no city to draw a route in.")
    language = request_language()
    values = {
        "here": _here("route_pages.edit", **arguments),
        "city": {**city, "title": _title(city, language)},
        "cities": [{"id": each["id"], "title": _title(each, language)} for each in cities],
        "agendas": terms(AGENDAS),
        "difficulties": terms(DIFFICULTIES),
        "profiles": terms(PROFILES.values()),
    }

    def data(settings: Settings, language: str, theme: str | None) -> dict[str, Any]:
        script = page_data(settings, language, theme, without=_NOT_OF_ROUTES)
        script["urls"] |= _desk_urls()
        script["city"] = city
        script["profiles"] = values["profiles"]
        return {**values, "ages": script["ageGroups"], "script": script}

    response = page_answer("routes/edit.html", data)
    response.headers["Cache-Control"] = "no-store"
    return response


def _desk_urls() -> dict[str, str]:
    return {
        "routes": url_for("routes.list"),
        "newRoute": url_for("routes.create"),
        "checkRoute": url_for("routes.check"),
        "route": _with_id("routes.read"),
        "publishRoute": _with_id("routes.publish"),
        "hideRoute": _with_id("routes.hide"),
        "routePage": url_template("route_pages.route", slug="{slug}"),
        "media": url_for("media.add"),
        "edit": url_for("route_pages.edit"),
    }


def _with_id(endpoint: str) -> str:
    return url_for(endpoint, route_id=0).replace("/0", "/{id}", 1)


def _cities_of(session: Session, city_id: int | None) -> list[dict[str, Any]]:
    """Return the cities in which one may draw: one's own, or all of them."""
    cities = read_cities(session)
    if city_id is None:
        return cities
    slug = session.scalar(select(CITIES.c.slug).where(CITIES.c.id == city_id))
    return [each for each in cities if each["id"] == slug]


def _city(cities: list[dict[str, Any]], asked: str | None) -> dict[str, Any] | None:
    """Return the city asked for, the one with most spaces for none; NotFoundError otherwise."""
    if asked:
        check_city(CITY, asked)
        found = next((each for each in cities if each["id"] == asked), None)
        if found is None:
            known = ", ".join(each["id"] for each in cities) or "–"
            raise NotFoundError(
                "There is no city '{slug}'; there are: {known}.", slug=asked, known=known
            )
        return found
    return max(cities, key=lambda each: sum(each["spaces"].values()), default=None)


def _title(city: dict[str, Any], language: str) -> str:
    first, second = ("name_en", "name_th") if language == "en" else ("name_th", "name_en")
    return str(city[first] or city[second] or city["id"])


def _may_curate() -> bool:
    found = optional_asker()
    return found is not None and may(found.role, Deed.CURATE)


def _plain(values: dict[str, Any]) -> Any:
    """Return the data of a page whose script is handed the colours and the wording alone."""

    def data(_: Settings, language: str, theme: str | None) -> dict[str, Any]:
        messages = script_messages(language, without=_WITHOUT_MAP)
        return {**values, "script": {"language": language, "theme": theme, "messages": messages}}

    return data


def _here(endpoint: str, **asked: Any) -> dict[str, str]:
    """Return the address of this page, and of it in each language."""
    for name in ("lang", COLOURS):
        asked.pop(name, None)
    plain = {"plain": address(endpoint, **asked)}
    return plain | {each: address(endpoint, lang=each, **asked) for each in LANGUAGES}
