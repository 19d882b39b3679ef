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
from geoservice.publish.openapi.parts import (
    GEOJSON,
    NUMBER,
    SLUG,
    TEXT,
    TIME,
    WHOLE,
    Document,
    closed,
    degrees,
    formats,
    json_body,
    listed,
    members,
    nullable,
    one_of,
    parameter,
    ref,
    required,
    responses,
    schema_ref,
    several,
)
from geoservice.publish.walks.gpx import MEDIA_TYPE as GPX
from geoservice.publish.walks.kml import MEDIA_TYPE as KML
from geoservice.publish.walks.reach import MOST_MINUTES, MOST_STEPS
from geoservice.store.words import AGE_GROUPS, KINDS
from geoservice.walk.profiles import profiles

_MINUTES: Document = {"type": "integer", "minimum": 0, "maximum": MOST_DWELL_MINUTES}


def walk_paths(language: str) -> Document:
    """Return the addresses of walks."""
    files = (GEOJSON, GPX, KML)
    form = formats(language, "geojson", "json", "gpx", "kml")
    plan = translate("The token of a shared walk: 'plan' in the answer of one.", language)
    return {
        "/walks": {
            "post": {
                "summary": translate("Plan a walk past learning spaces.", language),
                "operationId": "walks.plan",
                "parameters": [form, ref("lang")],
                "requestBody": json_body("walk"),
                "responses": responses(*files, schema="planned", body=True),
            },
            "get": {
                "summary": translate("Plan the walk of a shared link again.", language),
                "operationId": "walks.planned",
                "parameters": [
                    required(parameter("plan", plan, {"type": "string"})),
                    form,
                    ref("lang"),
                ],
                "responses": responses(*files, schema="planned"),
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
            required(parameter("city", say("City"), SLUG)),
            required(parameter("lon", say("Longitude in degrees."), degrees(180))),
            required(parameter("lat", say("Latitude in degrees."), degrees(90))),
            parameter("minutes", say("Minutes of walking, up to six of them."), minutes),
            parameter("profile", say("Who walks."), one_of(tuple(profiles()))),
            formats(language, "json", "geojson"),
            ref("lang"),
        ],
        "responses": responses(GEOJSON, schema="features"),
    }


def walk_schemas() -> Document:
    """Return what a place is, all that can be asked of a walk, and what is answered."""
    features: Document = {"allOf": [schema_ref("features"), members("walk", walk=_whole())]}
    return {
        "place": _place(),
        "stop": _place(dwell_minutes=_MINUTES),
        "walk": _walk(),
        "planned": features,
    }


def _place(**others: Document) -> Document:
    space = {"space": {"type": "integer", "minimum": 1}}
    point = {"lon": degrees(180), "lat": degrees(90)}
    return {"oneOf": [closed(members(*each, **each, **others)) for each in (space, point)]}


def _walk() -> Document:
    place = schema_ref("place")
    pair = closed(members("stop", "position", stop=WHOLE, position=WHOLE))
    by_kind = {"type": "object", "additionalProperties": _MINUTES}
    asked = members(
        "city",
        city=SLUG,
        stops=listed(schema_ref("stop"), maxItems=MOST_STOPS),
        start=place,
        end=place,
        loop={"type": "boolean", "default": False},
        order={**one_of(("best", "given")), "default": "best"},
        fixed=listed({"oneOf": [WHOLE, pair]}),
        budget_minutes={"type": "integer", "minimum": 1, "maximum": MOST_BUDGET_MINUTES},
        kinds=several(KINDS),
        themes=listed({"type": "string", "pattern": "^[a-z0-9_]{1,60}$"}, maxItems=MOST_THEMES),
        age_group=one_of(AGE_GROUPS),
        profile={**one_of(tuple(profiles())), "default": "adult"},
        depart=TIME,
        dwell_minutes={"oneOf": [_MINUTES, by_kind]},
        language=one_of(LANGUAGES),
        seen=listed({"type": "integer", "minimum": 1}, maxItems=MOST_SEEN),
        prefer=several(PREFERENCES),
    )
    ways = (["stops"], ["budget_minutes", "start"])
    return closed(asked) | {"anyOf": [{"required": each} for each in ways]}


def _whole() -> Document:
    return members(
        *("city", "metres", "seconds", "depart", "arrive", "plan", "link"),
        city=TEXT,
        metres=NUMBER,
        walk_seconds=NUMBER,
        dwell_seconds=NUMBER,
        seconds=NUMBER,
        depart=TIME,
        arrive=TIME,
        budget_minutes=nullable(WHOLE),
        loop={"type": "boolean"},
        order=one_of(("best", "given")),
        proven={"type": "boolean"},
        plan=TEXT,
        link=TEXT,
    )
