"""A space for search engines: schema.org's types of places, as JSON-LD in its page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from geoservice.ecology.activities.reading import Happening
from geoservice.publish.spaces.documents import first_words
from geoservice.publish.spaces.hours import schema_hours
from geoservice.publish.spaces.living import Living, Piece
from geoservice.publish.walks.words import in_language

Node = dict[str, Any]

TYPES = {
    "temple": "PlaceOfWorship",
    "school": "School",
    "university": "CollegeOrUniversity",
    "hospital": "Hospital",
    "library": "Library",
    "museum": "Museum",
    "community_centre": "CivicStructure",
    "government": "GovernmentOffice",
    "company": "LocalBusiness",
    "bank": "BankOrCreditUnion",
    "market": "LocalBusiness",
    "park": "Park",
    "sage": "Place",
}
_WORSHIP = {
    "buddhist": "BuddhistTemple",
    "muslim": "Mosque",
    "christian": "Church",
    "hindu": "HinduTemple",
    "jewish": "Synagogue",
}
_ORGANISATIONS = frozenset(
    ("school", "university", "hospital", "library", "government", "company", "bank", "market")
)
"""Kinds whose type is an Organization too: a mere Place has no e-mail and makes no offer."""
_EVENTS = 10


@dataclass(frozen=True)
class Whereabouts:
    """The page of a space, the name of its city, and the code of its country (ISO 3166-1)."""

    url: str
    city: str
    country: str


def space_node(space: Mapping[str, Any], living: Living, where: Whereabouts, language: str) -> Node:
    """Return a space, what happens there soon, what is told and offered there."""
    about, url = space["properties"], where.url
    names = (about["name_th"], about["name_en"])
    name = in_language(language, *names)
    description = in_language(language, about["description_th"], about["description_en"])
    wikidata = about["wikidata"]
    node_type = _type(about)
    node = {
        "@context": "https://schema.org",
        "@type": node_type,
        "@id": url,
        "url": url,
        "name": name or None,
        "alternateName": [
            each for each in (*names, *(about["other_names"] or ())) if each and each != name
        ],
        "description": description or None,
        "geo": _geo(space["geometry"]),
        "address": _address(about, where, language),
        "telephone": about["phone"],
        "email": about["email"] if about["kind"] in _ORGANISATIONS else None,
        "sameAs": [
            *([about["website"]] if about["website"] else []),
            *([f"https://www.wikidata.org/entity/{wikidata}"] if wikidata else []),
        ],
        "openingHours": schema_hours(about["opening_hours"] or "") if node_type != "Place" else [],
        "maximumAttendeeCapacity": about["capacity"],
        "event": [_event(each, url, language) for each in living.happenings[:_EVENTS]],
        "subjectOf": [_work(each, language) for each in living.knowledge],
        **_offers([_offer(row, language) for row in living.offerings], about["kind"]),
    }
    return _known(node)


def _offers(offers: list[Node], kind: str) -> Node:
    """Return what is offered: by an organisation, or to be had at a place."""
    if kind in _ORGANISATIONS:
        return {"makesOffer": offers}
    return {"@reverse": {"availableAtOrFrom": offers}} if offers else {}


def _type(about: Mapping[str, Any]) -> str:
    if about["kind"] == "temple":
        return _WORSHIP.get(about["religion"], TYPES["temple"])
    return TYPES[about["kind"]]


def _geo(geometry: Mapping[str, Any] | None) -> Node | None:
    if geometry is None:
        return None
    lon, lat = geometry["coordinates"]
    return {"@type": "GeoCoordinates", "latitude": round(lat, 6), "longitude": round(lon, 6)}


def _address(about: Mapping[str, Any], where: Whereabouts, language: str) -> Node:
    tambon = in_language(language, about.get("tambon_th"), about.get("tambon_en"))
    return _known(
        {
            "@type": "PostalAddress",
            "streetAddress": about["address"],
            "addressLocality": ", ".join(each for each in (tambon, where.city) if each),
            "addressCountry": where.country,
        }
    )


def _event(happening: Happening, url: str, language: str) -> Node:
    row, when = happening.activity.row, happening.when
    fee = None
    if row.fee is not None:
        fee = {"@type": "Offer", "price": row.fee, "priceCurrency": row.currency}
        if row.places_left == 0:
            fee["availability"] = "https://schema.org/SoldOut"
    provider = in_language(language, row.provider_th, row.provider_en)
    return _known(
        {
            "@type": "Event",
            "name": in_language(language, row.title_th, row.title_en),
            "description": in_language(language, row.description_th, row.description_en) or None,
            "startDate": when.starts_at.isoformat(),
            "endDate": when.ends_at.isoformat(),
            "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
            "eventStatus": "https://schema.org/EventScheduled",
            "location": {"@id": url},
            "isAccessibleForFree": None if row.fee is None else not row.fee,
            "offers": fee,
            "maximumAttendeeCapacity": row.places,
            "remainingAttendeeCapacity": row.places_left,
            "inLanguage": list(row.languages or ()),
            "organizer": {"@type": "Organization", "name": provider} if provider else None,
            "url": row.link,
        }
    )


def _work(piece: Piece, language: str) -> Node:
    row = piece.row
    return _known(
        {
            "@type": "ScholarlyArticle" if piece.is_research else "CreativeWork",
            "name": in_language(language, row.title_th, row.title_en),
            "abstract": first_words(in_language(language, row.text_th, row.text_en)),
            "author": [{"@type": "Person", "name": each} for each in row.authors or ()],
            "datePublished": str(row.year) if piece.is_research and row.year else None,
            "sameAs": f"https://doi.org/{row.doi}" if row.doi else row.link,
            "citation": list(row.sources or ()),
        }
    )


def _offer(row: Any, language: str) -> Node:
    return _known(
        {
            "@type": "Offer",
            "name": in_language(language, row.title_th, row.title_en),
            "description": in_language(language, row.description_th, row.description_en) or None,
            "url": row.link,
        }
    )


def _known(node: Node) -> Node:
    """Return what is known: no empty members."""
    return {name: value for name, value in node.items() if value not in (None, "", [], {})}
