"""Where one gets on foot: what is asked for, and the answer as GeoJSON."""

from collections.abc import Mapping
from typing import Any

from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from geoservice.ecology.planner import AskedReach, FoundReach
from geoservice.errors import InputError
from geoservice.publish.bodies import check_degrees
from geoservice.publish.values import parse_integer, parse_number, shown
from geoservice.walk.itinerary import Place

MOST_MINUTES = 60
MOST_STEPS = 6
_MINUTES = "5,10,15"


def parse_reach(arguments: Mapping[str, str]) -> AskedReach:
    """Return what the parameters ask for; `city`, `lon` and `lat` must be there."""
    for name in ("city", "lon", "lat"):
        if not arguments.get(name):
            raise InputError(
                "The parameter '{name}' is missing; 'city', 'lon' and 'lat' say where one starts.",
                name=name,
            )
    lon, lat = (parse_number(name, arguments[name]) for name in ("lon", "lat"))
    return AskedReach(
        city=arguments["city"],
        place=Place(*check_degrees("place", lon, lat)),
        minutes=_parse_minutes(arguments.get("minutes", _MINUTES)),
        profile=arguments.get("profile", "adult"),
    )


def _parse_minutes(text: str) -> tuple[int, ...]:
    parts = text.split(",")
    if len(parts) > MOST_STEPS:
        raise InputError(
            "The parameter 'minutes' has {count} numbers; at most {most} are taken.",
            count=len(parts),
            most=MOST_STEPS,
        )
    numbers = sorted({parse_integer("minutes", part.strip()) for part in parts})
    if numbers[0] < 1 or numbers[-1] > MOST_MINUTES:
        raise InputError(
            "The parameter '{name}' is '{value}' but must be a whole number "
            "from {least} to {most}.",
            name="minutes",
            value=shown(text),
            least=1,
            most=MOST_MINUTES,
        )
    return tuple(numbers)


def reach_document(found: FoundReach) -> dict[str, Any]:
    """Return what is reached as a FeatureCollection: for each time its streets and its area."""
    features = []
    for each in found.reach:
        streets = {"type": "streets", "minutes": each.minutes, "metres": round(each.metres, 1)}
        features.append(_feature(f"streets-{each.minutes}", each.streets, streets))
        area = {"type": "area", "minutes": each.minutes}
        features.append(_feature(f"area-{each.minutes}", each.area, area))
    return {
        "type": "FeatureCollection",
        "features": features,
        "profile": found.asked.profile,
        "attribution": found.city.attribution,
    }


def _feature(id: str, shape: BaseGeometry, properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "id": id, "geometry": mapping(shape), "properties": properties}
