"""The cities, for whoever begins; the figures of each; cities side by side."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, Response, request

from geoservice.ecology.learning_cities import find_learning_city
from geoservice.ecology.partners import Partners, read_partners
from geoservice.ecology.providers import Offers, read_offers
from geoservice.errors import NotFoundError
from geoservice.publish.cities.compared import CITIES, comparison_document, parse_cities
from geoservice.publish.cities.comparison import Comparison, compare
from geoservice.publish.cities.documents import (
    FIGURES,
    known_document,
    learning_document,
    parse_figures,
    profile_document,
)
from geoservice.publish.cities.listing import cities_version, read_cities
from geoservice.publish.cities.offers import LEVEL, offers_csv, offers_document, parse_level
from geoservice.publish.cities.offers import MEDIA_TYPE as CSV
from geoservice.publish.cities.partners import partners_document
from geoservice.publish.cities.profile import Profile, read_profile
from geoservice.web.answers import JSON, answer, asked_tag, json_answer, to_json, version_tag
from geoservice.web.links import link
from geoservice.web.params import FORMAT, read_parameters
from geoservice.web.state import state
from geoservice.web.urls import address

cities = Blueprint("cities", __name__, url_prefix="/api/cities")


@cities.get("", endpoint="cities")
def list_cities() -> Response:
    """Answer every city with its names, its box and its counts."""
    read_parameters(formats=("json",))
    with state().database.reading() as session:
        version = cities_version(session)
        return answer(
            lambda: to_json({"cities": read_cities(session)}),
            tag=version_tag(version),
            media_type=JSON,
            changed_at=version.changed_at,
        )


@cities.get("/learning")
def learning() -> Response:
    """Answer the learning cities of Thailand, each fact with its source."""
    read_parameters(formats=("json",))
    return json_answer({"learning_cities": learning_document()})


@cities.get("/compare", endpoint="compare")
def compare_cities() -> Response:
    """Answer cities side by side, and what of them cannot be compared, and why."""
    slugs = parse_cities(read_parameters((CITIES,), formats=("json",)))
    document = comparison_document(find_comparison(slugs), base=service())
    return _answer(document, document["cities"])


@cities.get("/<city>", endpoint="city")
def one_city(city: str) -> Response:
    """Answer one city as it stands in the list, what is known of it, and where more is."""
    read_parameters(formats=("json",))
    with state().database.reading() as session:
        listed = read_cities(session)
    found = next((each for each in listed if each["id"] == city), None)
    if found is None:
        raise NotFoundError(
            "There is no city '{slug}'; there are: {known}.",
            slug=city,
            known=", ".join(each["id"] for each in listed) or "–",
        )
    known = find_learning_city(city)
    return json_answer(
        {
            **found,
            "learning_city": known_document(known) if known else None,
            "links": [
                link("self", address("cities.city", city=city), JSON, city),
                link("profile", address("cities.profile", city=city), JSON, "profile"),
                link("providers", address("cities.providers", city=city), JSON, "providers"),
                link("partners", address("cities.partners", city=city), JSON, "partners"),
                link("alternate", address("city_pages.page", slug=city), "text/html", city),
            ],
        }
    )


@cities.get("/<city>/profile")
def profile(city: str) -> Response:
    """Answer the figures of a city, each with how it is asked again; all, or those named."""
    names = parse_figures(read_parameters((FIGURES,), formats=("json",)))
    document = profile_document(find_profile(city), names, base=service())
    return _answer(document, [document])


@cities.get("/<city>/providers")
def providers(city: str) -> Response:
    """Answer who offers what in each district, as JSON or CSV."""
    arguments = read_parameters((LEVEL,), formats=("json", "csv"))
    offers = find_offers(city, parse_level(arguments))
    if arguments.get(FORMAT) != "csv":
        return json_answer(offers_document(offers))
    text = offers_csv(offers)
    response = answer(lambda: text, tag=asked_tag(text), media_type=CSV)
    response.headers["Content-Disposition"] = f'attachment; filename="providers-{city}.csv"'
    return response


@cities.get("/<city>/partners")
def partners(city: str) -> Response:
    """Answer the organisations of a city, and what each runs, offers and found out."""
    read_parameters(formats=("json",))
    base = address("ogc.collections")
    return json_answer(partners_document(find_partners(city), base=base))


def find_partners(slug: str) -> Partners:
    """Return the organisations of a city as they are now."""
    with state().database.reading() as session:
        return read_partners(session, slug)


def find_offers(slug: str, level: str | None = None) -> Offers:
    """Return who offers what in a city as it is now."""
    with state().database.reading() as session:
        return read_offers(session, slug, level)


def find_profile(slug: str) -> Profile:
    """Return the profile of a city as it is now."""
    with state().database.reading() as session:
        return read_profile(session, state().coverage, slug, now=datetime.now(UTC))


def find_comparison(slugs: Iterable[str]) -> Comparison:
    """Return cities side by side as they are now."""
    return compare([find_profile(slug) for slug in slugs])


def service() -> str:
    """Return where the service is, for addresses that are given out."""
    return (state().settings.base_url or request.host_url).rstrip("/")


def _answer(document: dict[str, Any], dated: list[dict[str, Any]]) -> Response:
    """Return a document under an ETag of all it says but the moment in which it was made."""
    body = to_json(document)
    lasting = body
    for each in dated:
        made = datetime.fromisoformat(each["made_at"])
        for clock in (made, made.astimezone(UTC)):
            lasting = lasting.replace(clock.isoformat(timespec="seconds"), "")
    return answer(lambda: body, tag=asked_tag(lasting), media_type=JSON)
