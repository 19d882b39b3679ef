"""Curated walks in the OpenAPI definition: reading, drawing, checking, publishing, rating."""

from geoservice.ecology.asked import MOST_DWELL_MINUTES
from geoservice.ecology.routes.drafts import MOST_STOPS
from geoservice.ecology.routes.rating import MOST_STARS
from geoservice.language import LANGUAGES, translate
from geoservice.publish.openapi.parts import (
    JSON,
    NUMBER,
    PROBLEM,
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
    several,
)
from geoservice.publish.routes.requests import (
    LONGEST_DEVICE,
    LONGEST_HOURS,
    LONGEST_KEY,
    LONGEST_STORY,
    LONGEST_TITLE,
    LONGEST_WORD,
    MOST_WORDS,
    SHORTEST_DEVICE,
)
from geoservice.store.words import AGE_GROUPS, DIFFICULTIES, STATUSES
from geoservice.walk.profiles import profiles

_TOKEN: list[Document] = [{"token": []}]
_ID: Document = {"type": "integer", "minimum": 1}
_YES_OR_NO: Document = {"type": "boolean"}
_STARS: Document = {"type": "integer", "minimum": 1, "maximum": MOST_STARS}
_REFUSED = ("401", "403", "429")
_PATH = "/routes/{routeId}"


def route_paths(language: str) -> Document:
    """Return the addresses of curated walks."""
    check = "Check how a curated walk can be walked; nothing is kept."
    return {
        "/routes": {"get": _list(language), "post": _create(language)},
        "/routes/check": {"post": _asking(check, "checked_route", language)},
        _PATH: {"get": _read(language), "put": _replace(language)},
        f"{_PATH}/publish": {"post": _settle("Show a curated walk to everybody.", language)},
        f"{_PATH}/hide": {"post": _settle("Take a curated walk off every list.", language)},
        f"{_PATH}/ratings": {"post": _rate(language)},
    }


def _list(language: str) -> Document:
    summary = "The curated walks of a city, drafts too, for its curators."
    return {
        "summary": translate(summary, language),
        "security": _TOKEN,
        "parameters": [
            required(parameter("city", translate("City", language), SLUG)),
            formats(language, "json"),
            ref("lang"),
        ],
        "responses": {**responses(JSON, schema="route_list"), **_refused()},
    }


def _read(language: str) -> Document:
    return {
        "summary": translate("A curated walk as it can be walked now.", language),
        "parameters": _on_one(language),
        "responses": responses(JSON, schema="route"),
    }


def _create(language: str) -> Document:
    operation = _asking("Keep a curated walk as a draft.", "route", language)
    answers = operation["responses"]
    where = translate("The address of the new feature.", language)
    location = {"description": where, "schema": {"type": "string", "format": "uri"}}
    answers["201"] = {**answers.pop("200"), "headers": {"Location": location}}
    answers["409"] = PROBLEM
    operation["parameters"].insert(0, _reason(language))
    return operation


def _replace(language: str) -> Document:
    operation = _asking("Put another draft in the place of a curated walk.", "route", language)
    operation["parameters"] = [
        *_on_one(language),
        required(_if_match(language)),
        _reason(language),
    ]
    operation["responses"] |= dict.fromkeys(("409", "412", "428"), PROBLEM)
    return operation


def _settle(summary: str, language: str) -> Document:
    answers = {**responses(JSON, schema="route"), **_refused("409", "412")}
    return {
        "summary": translate(summary, language),
        "security": _TOKEN,
        "parameters": [*_on_one(language), _if_match(language), _reason(language)],
        "responses": answers,
    }


def _rate(language: str) -> Document:
    return {
        "summary": translate("Give a curated walk stars; a device does so once.", language),
        "parameters": _on_one(language),
        "requestBody": json_body("rating"),
        "responses": {**responses(JSON, schema="rated", body=True), "429": PROBLEM},
    }


def _asking(summary: str, schema: str, language: str) -> Document:
    """Return an operation of curators that takes a draft."""
    return {
        "summary": translate(summary, language),
        "security": _TOKEN,
        "parameters": [formats(language, "json"), ref("lang")],
        "requestBody": json_body("route_draft"),
        "responses": {**responses(JSON, schema=schema, body=True), **_refused()},
    }


def _refused(*further: str) -> Document:
    return dict.fromkeys((*_REFUSED, *further), PROBLEM)


def _on_one(language: str) -> list[Document]:
    place = parameter("routeId", translate("Its number.", language), _ID, place="path")
    return [place, formats(language, "json"), ref("lang")]


def _reason(language: str) -> Document:
    why = translate("Why, as the trail keeps it.", language)
    return parameter("reason", why, {"type": "string", "maxLength": 500})


def _if_match(language: str) -> Document:
    told = translate("The ETag of the feature as it was read.", language)
    return {
        "name": "If-Match",
        "in": "header",
        "description": told,
        "required": False,
        "schema": TEXT,
    }


def route_schemas() -> Document:
    """Return what is sent of curated walks and answered to it."""
    rater = {"type": "string", "minLength": SHORTEST_DEVICE, "maxLength": LONGEST_DEVICE}
    rated = members("stars", "ratings", stars=NUMBER, ratings=WHOLE)
    listed_route = members(
        *("id", "slug", "status", "title_th", "stops", "updated_at"),
        id=_ID,
        slug=TEXT,
        status=one_of(STATUSES),
        title_th=TEXT,
        title_en=nullable(TEXT),
        stops=WHOLE,
        updated_at=TIME,
    )
    return {
        "route_draft": _draft(),
        "route": _route(kept=True),
        "checked_route": _route(kept=False),
        "route_list": members("routes", routes=listed(listed_route)),
        "rating": closed(
            members("stars", "rater", stars=_STARS, rater=rater, language=one_of(LANGUAGES))
        ),
        "rated": rated,
    }


def _text(most: int) -> Document:
    return nullable({"type": "string", "maxLength": most})


def _texts() -> Document:
    titles = dict.fromkeys(("title_th", "title_en"), _text(LONGEST_TITLE))
    return {**titles, **dict.fromkeys(("story_th", "story_en"), _text(LONGEST_STORY))}


def _draft() -> Document:
    words = nullable(listed({"type": "string", "maxLength": LONGEST_WORD}, maxItems=MOST_WORDS))
    stays = {"type": "integer", "minimum": 0, "maximum": MOST_DWELL_MINUTES}
    more = {**_texts(), "dwell_minutes": nullable(stays)}
    space = closed(members("space", space=_ID, **more))
    place = closed(members("lon", "lat", lon=degrees(180), lat=degrees(90), **more))
    stops = listed({"oneOf": [space, place]}, maxItems=MOST_STOPS)
    properties: Document = {
        "city": SLUG,
        **_texts(),
        "age_groups": nullable(several(AGE_GROUPS)),
        "agendas": words,
        "themes": words,
        "difficulty": nullable(one_of(DIFFICULTIES)),
        "best_hours": _text(LONGEST_HOURS),
        "profile": nullable(one_of(tuple(profiles()))),
        "loop": nullable(_YES_OR_NO),
        "picture": _text(LONGEST_KEY),
        "stops": nullable(stops),
        "language": nullable(one_of(LANGUAGES)),
    }
    return closed(members("city", **properties))


def _route(*, kept: bool) -> Document:
    picture = members("key", "url", key=TEXT, url=TEXT)
    check = members(
        *("kind", "text", "in_the_way"),
        kind=TEXT,
        text=TEXT,
        stop=nullable(WHOLE),
        leg=nullable(WHOLE),
        in_the_way=_YES_OR_NO,
    )
    properties: Document = {
        "city": SLUG,
        "title_th": TEXT,
        "metres": NUMBER,
        "walk_seconds": WHOLE,
        "dwell_seconds": WHOLE,
        "starts_at": nullable(TIME),
        "picture": nullable(picture),
        "stops": listed(_stop()),
        "legs": {"type": "object"},
        "checks": listed(check),
        "plan": nullable(TEXT),
    }
    if kept:
        properties |= {
            "id": _ID,
            "slug": TEXT,
            "status": one_of(STATUSES),
            "version": _ID,
            "stars": nullable(NUMBER),
            "ratings": WHOLE,
        }
    return members(*properties, **properties)


def _stop() -> Document:
    return members(
        *("number", "left_out", "space", "knowledge"),
        number=_ID,
        left_out=_YES_OR_NO,
        space=nullable(_ID),
        lon=degrees(180),
        lat=degrees(90),
        after_seconds=WHOLE,
        arrive=nullable(TIME),
        open=nullable(_YES_OR_NO),
        knowledge=listed({"type": "object"}),
    )
