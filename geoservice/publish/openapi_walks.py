"""Walks in the OpenAPI definition: two ways to plan one, and where one gets on foot."""

from geoservice.ecology.asked import (
    MOST_BUDGET_MINUTES,
    MOST_DWELL_MINUTES,
    MOST_SEEN,
    MOST_STOPS,
    MOST_THEMES,
    PREFERENCES,
)
from geoservice.language import LANGUAGES, translate
from geoservice.publish.openapi_parts import (
    GEOJSON,
    Document,
    degrees,
    one_of,
    parameter,
    ref,
    required,
    responses,
    several,
)
from geoservice.publish.walks.gpx import MEDIA_TYPE as GPX
from geoservice.publish.walks.kml import MEDIA_TYPE as KML
from geoservice.publish.walks.reach import MOST_MINUTES, MOST_STEPS
from geoservice.store.words import AGE_GROUPS, KINDS
from geoservice.walk.profiles import profiles

_WALK = "#/components/schemas/walk"
_PLACE = {"$ref": "#/components/schemas/place"}
_MINUTES: Document = {"type": "integer", "minimum": 0, "maximum": MOST_DWELL_MINUTES}


def walk_paths(language: str) -> Document:
    """Return the addresses of walks."""
    formats = (GEOJSON, GPX, KML)
    plan = translate("The token of a shared walk: 'plan' in the answer of one.", language)
    body = {"required": True, "content": {"application/json": {"schema": {"$ref": _WALK}}}}
    return {
        "/walks": {
            "post": {
                "summary": translate("Plan a walk past learning spaces.", language),
                "operationId": "walks.plan",
                "parameters": [ref("f"), ref("lang")],
                "requestBody": body,
                "responses": responses(*formats),
            },
            "get": {
                "summary": translate("Plan the walk of a shared link again.", language),
                "operationId": "walks.planned",
                "parameters": [
                    required(parameter("plan", plan, {"type": "string"})),
                    ref("f"),
                    ref("lang"),
                ],
                "responses": responses(*formats),
            },
        },
        "/reach": {"get": _reach(language)},
    }


def _reach(language: str) -> Document:
    minutes: Document = {
        "type": "array",
        "items": {"type": "integer", "minimum": 1, "maximum": MOST_MINUTES},
        "minItems": 1,
        "maxItems": MOST_STEPS,
        "default": [5, 10, 15],
    }

    def say(message: str) -> str:
        return translate(message, language)

    return {
        "summary": say("Where one gets on foot: street pieces, and an area drawn around them."),
        "operationId": "walks.reach",
        "parameters": [
            required(parameter("city", say("City"), {"type": "string"})),
            required(parameter("lon", say("Longitude in degrees."), degrees(180))),
            required(parameter("lat", say("Latitude in degrees."), degrees(90))),
            parameter("minutes", say("Minutes of walking, up to six of them."), minutes),
            parameter("profile", say("Who walks."), one_of(tuple(profiles()))),
            ref("f"),
            ref("lang"),
        ],
        "responses": responses(GEOJSON),
    }


def walk_schemas() -> Document:
    """Return what a place is, and all that can be asked of a walk."""
    return {"place": _place(), "walk": _walk()}


def _place() -> Document:
    space = {"space": {"type": "integer", "minimum": 1}}
    point = {"lon": degrees(180), "lat": degrees(90)}
    return {
        "oneOf": [
            {"type": "object", "required": list(each), "properties": {**each, **_STAY}}
            for each in (space, point)
        ]
    }


_STAY: Document = {"dwell_minutes": _MINUTES}


def _walk() -> Document:
    whole: Document = {"type": "integer", "minimum": 0}
    pair = {
        "type": "object",
        "required": ["stop", "position"],
        "properties": {"stop": whole, "position": whole},
    }
    by_kind = {"type": "object", "additionalProperties": _MINUTES}
    properties: Document = {
        "city": {"type": "string"},
        "stops": {"type": "array", "items": _PLACE, "maxItems": MOST_STOPS},
        "start": _PLACE,
        "end": _PLACE,
        "loop": {"type": "boolean", "default": False},
        "order": {**one_of(("best", "given")), "default": "best"},
        "fixed": {"type": "array", "items": {"oneOf": [whole, pair]}},
        "budget_minutes": {"type": "integer", "minimum": 1, "maximum": MOST_BUDGET_MINUTES},
        "kinds": several(KINDS),
        "themes": {"type": "array", "items": {"type": "string"}, "maxItems": MOST_THEMES},
        "age_group": one_of(AGE_GROUPS),
        "profile": {**one_of(tuple(profiles())), "default": "adult"},
        "depart": {"type": "string", "format": "date-time"},
        "dwell_minutes": {"oneOf": [_MINUTES, by_kind]},
        "language": one_of(LANGUAGES),
        "seen": {"type": "array", "items": {"type": "integer"}, "maxItems": MOST_SEEN},
        "prefer": several(PREFERENCES),
    }
    return {
        "type": "object",
        "required": ["city"],
        "properties": properties,
        "additionalProperties": False,
    }
