"""The pages of cities: the list, the figures of one, some side by side."""

from typing import Any

from flask import Blueprint, Response, request, url_for

from geoservice.config import Settings
from geoservice.language import LANGUAGES, translate
from geoservice.publish.cities.agendas_view import agendas_view
from geoservice.publish.cities.change_view import change_view, say_no_change, say_sources
from geoservice.publish.cities.compare_view import compare_view
from geoservice.publish.cities.compared import CITIES, MOST_CITIES, parse_cities
from geoservice.publish.cities.list_view import here_view, learning_view, say_network
from geoservice.publish.cities.listing import read_cities
from geoservice.publish.cities.offers_view import offers_view
from geoservice.publish.cities.partners import partners_view
from geoservice.publish.cities.profile import Profile
from geoservice.publish.cities.views import profile_view
from geoservice.publish.values import check_text
from geoservice.web.cities import (
    find_comparison,
    find_offers,
    find_partners,
    find_profile,
    service,
)
from geoservice.web.language import request_language
from geoservice.web.page_answers import page_answer
from geoservice.web.page_data import script_messages
from geoservice.web.state import state
from geoservice.web.urls import address

city_pages = Blueprint("city_pages", __name__)

# All scripts but those of this page, whose wording it never says
_NOT_HERE = ("[!ct]*.js", "card*.js", "coverage*.js", "clusters.js", "cities.js")


@city_pages.get("/cities")
def cities() -> Response:
    """Show the cities that are here, and the learning cities of Thailand."""
    with state().database.reading() as session:
        listed = read_cities(session)
    language = request_language()
    values = {
        "twin": address("cities.learning"),
        "cities": list(here_view(listed, language)),
        "learning": list(learning_view({each["id"] for each in listed}, language)),
        "network": say_network(language),
    }
    return _page("cities/index.html", values)


@city_pages.get("/cities/compare")
def compare() -> Response:
    """Show cities side by side, and what of them is not comparable; first the choice of them."""
    asked = ",".join(check_text(CITIES, each) for each in request.args.getlist(CITIES))
    slugs = tuple(dict.fromkeys(part.strip() for part in asked.split(",") if part.strip()))
    language = request_language()
    with state().database.reading() as session:
        listed = read_cities(session)
    several = len(slugs) > 1
    found = find_comparison(parse_cities({CITIES: asked})) if several else None
    values = {
        "twin": address("cities.compare", cities=",".join(slugs) or None),
        "slugs": slugs,
        "choose": translate(
            "Choose 2 to {most} cities; the first in the list is the yardstick",
            language,
            most=MOST_CITIES,
        ),
        "cities": list(here_view(listed, language)),
        "compared": compare_view(found, language, base=service()) if found else None,
    }
    return _page("cities/compare.html", values)


@city_pages.get("/cities/<slug>")
def page(slug: str) -> Response:
    """Show the figures of a city."""
    return _page("cities/profile.html", profile_values(find_profile(slug), request_language()))


@city_pages.get("/cities/<slug>/providers")
def providers(slug: str) -> Response:
    """Show who offers what in each district of a city."""
    offers = find_offers(slug)
    language = request_language()
    values = {
        "twin": address("cities.providers", city=slug),
        "csv": address("cities.providers", city=slug, f="csv"),
        "city": slug,
        "title": offers.city.name(language),
        "offers": offers_view(offers, language),
        "attribution": offers.city.attribution,
    }
    return _page("cities/providers.html", values)


@city_pages.get("/cities/<slug>/partners")
def partners(slug: str) -> Response:
    """Show the organisations of a city, and what each runs, offers and found out."""
    found = find_partners(slug)
    language = request_language()

    def space_page(space_id: int) -> str:
        return url_for("space_pages.page", space_id=space_id, lang=language)

    values = {
        "twin": address("cities.partners", city=slug),
        "city": slug,
        "title": found.city.name(language),
        "partners": partners_view(found, language, space_page=space_page),
        "attribution": found.city.attribution,
    }
    return _page("cities/partners.html", values)


def profile_values(profile: Profile, language: str) -> dict[str, Any]:
    """Return what the page of a city is made of."""
    slug = profile.city.slug
    changes = profile.changes
    return {
        "twin": address("cities.profile", city=slug),
        "city": slug,
        "view": profile_view(profile, language, base=service()),
        "can_report": profile.coverage is not None,
        "change": change_view(changes, language) if changes else None,
        "no_change": say_no_change(profile, language),
        "agendas": list(agendas_view(profile, language)),
        "sources": list(say_sources(profile, language)),
        "attribution": profile.city.attribution,
    }


def _page(template: str, values: dict[str, Any]) -> Response:
    """Answer a page that stands as it is; its script is handed the colours and the wording."""

    def data(_: Settings, language: str, theme: str | None) -> dict[str, Any]:
        script = {
            "language": language,
            "theme": theme,
            "messages": script_messages(language, without=_NOT_HERE),
        }
        unknown = {"city": None, "attribution": None}
        return {**unknown, **values, "here": _here(), "base": service(), "script": script}

    return page_answer(template, data)


def _here() -> dict[str, str]:
    """Return the address of this page, and of it in each language."""
    asked: dict[str, Any] = {**(request.view_args or {})}
    if CITIES in request.args:
        asked[CITIES] = ",".join(request.args.getlist(CITIES))
    endpoint = request.endpoint or ""
    plain = {"plain": address(endpoint, **asked)}
    return plain | {each: address(endpoint, lang=each, **asked) for each in LANGUAGES}
