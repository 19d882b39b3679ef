"""A route for search engines: schema.org's TouristTrip as JSON-LD (https://schema.org/TouristTrip)."""

from typing import Any

from geoservice.ecology.routes.places import PlacedStop
from geoservice.publish.routes.documents import Shown
from geoservice.publish.routes.telling import ToldRoute


def tourist_trip(shown: Shown, told: ToldRoute, url: str, language: str) -> dict[str, Any]:
    """Return a published route with its stops in order; `url` is its page."""
    picture = shown.draft.picture
    stops = [
        {"@type": "ListItem", "position": stop.number, "item": _attraction(placed, stop.name)}
        for stop, placed in zip(told.stops, shown.check.stops, strict=True)
    ]
    return {
        "@context": "https://schema.org",
        "@type": "TouristTrip",
        "@id": url,
        "url": url,
        "name": told.title,
        **({"alternateName": told.other_title} if told.other_title else {}),
        **({"description": " ".join(told.paragraphs)} if told.paragraphs else {}),
        **({"image": shown.pictures.replace("{key}", picture)} if picture else {}),
        "inLanguage": language,
        "touristType": list(shown.draft.themes),
        "itinerary": {"@type": "ItemList", "numberOfItems": len(stops), "itemListElement": stops},
        **_rating(shown),
        "provider": {"@type": "Organization", "name": shown.check.city.name(language)},
    }


def _attraction(placed: PlacedStop, name: str) -> dict[str, Any]:
    lon, lat = placed.candidate.place
    geo = {"@type": "GeoCoordinates", "latitude": round(lat, 6), "longitude": round(lon, 6)}
    return {"@type": "TouristAttraction", "name": name, "geo": geo}


def _rating(shown: Shown) -> dict[str, Any]:
    kept = shown.kept
    if kept is None or kept.stars is None:
        return {}
    return {
        "aggregateRating": {
            "@type": "AggregateRating",
            "ratingValue": kept.stars,
            "ratingCount": kept.ratings,
            "bestRating": 5,
            "worstRating": 1,
        }
    }
