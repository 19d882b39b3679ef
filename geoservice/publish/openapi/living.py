"""Activities, field notes, media and what lives at a space, in the OpenAPI definition."""

from geoservice.ecology.activities import windows
from geoservice.ecology.ages import OLDEST
from geoservice.ecology.notes import DECISIONS
from geoservice.ecology.recordings import MEDIA_TYPES as RECORDING_TYPES
from geoservice.language import translate
from geoservice.publish.media import PICTURE_TYPES, PURPOSES
from geoservice.publish.notes import (
    HONEYPOT,
    LONGEST_REASON,
    LONGEST_SOLUTION,
    LONGEST_TEXT,
    MOST_AGENDAS,
)
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
from geoservice.store.words import KINDS, NOTE_KINDS, STATUSES

_TOKEN: list[Document] = [{"token": []}]
_ID: Document = {"type": "integer", "minimum": 1}
_BYTES: Document = {"type": "string", "format": "binary"}
_DAY_OR_TIME: Document = {"anyOf": [{"type": "string", "format": "date"}, TIME]}
_CURATORS = ("401", "403", "409", "429")


def living_paths(language: str) -> Document:
    """Return the addresses of activities, notes, media and what lives at a space."""
    return {
        "/activities": {"get": _programme(language)},
        "/spaces/{spaceId}/living": {"get": _living(language)},
        "/notes": {"post": _sending(language), "get": _waiting(language)},
        "/notes/{noteId}/decision": {
            "post": _of_note(
                "Publish a field note, reject it, or let it wait again.", "note_decision", language
            )
        },
        "/notes/{noteId}/solve": {
            "post": _of_note("Say what was done about a field note.", "note_solution", language)
        },
        "/media": {"post": _medium(language)},
    }


def living_schemas() -> Document:
    """Return what is sent and answered."""
    return {
        "programme": members(
            *("city", "from", "to", "occurrences", "more"),
            **{"city": TEXT, "from": TIME, "to": TIME, "more": {"type": "boolean"}},
            occurrences=listed(schema_ref("occurrence")),
        ),
        "occurrence": _occurrence(),
        "living": members(
            *("page", "knowledge", "activities", "offerings", "notes", "routes"),
            page=TEXT,
            knowledge=listed(members("id", "body", id=_ID, body=TEXT)),
            activities=listed(schema_ref("occurrence")),
            offerings=listed(members("id", id=_ID)),
            notes=listed(members("id", "kind", "text", id=_ID, kind=one_of(NOTE_KINDS), text=TEXT)),
            routes=listed(members("id", "slug", id=_ID, slug=TEXT)),
        ),
        "note": _note(),
        "note_state": members(
            *("id", "status"), id=nullable(_ID), status=one_of(STATUSES), version=_ID
        ),
        "notes": members(
            *("notes", "counts", "next"),
            notes=listed(members("id", "text", "status", id=_ID, text=TEXT, status=TEXT)),
            counts={"type": "object", "additionalProperties": WHOLE},
            next=nullable(_ID),
        ),
        "note_decision": closed(
            members(
                "decision",
                decision=one_of(DECISIONS),
                reason=nullable(TEXT | {"maxLength": LONGEST_REASON}),
            )
        ),
        "note_solution": closed(
            members("solution", solution=TEXT | {"minLength": 1, "maxLength": LONGEST_SOLUTION})
        ),
        "medium": members(
            *("key", "url", "type"),
            key=TEXT,
            kind=TEXT,
            type=TEXT,
            width=nullable(WHOLE),
            height=nullable(WHOLE),
            url=TEXT,
        ),
    }


def _occurrence() -> Document:
    space = members(
        "id",
        id=_ID,
        name_th=nullable(TEXT),
        name_en=nullable(TEXT),
        kind=one_of(KINDS),
        lon=nullable(NUMBER),
        lat=nullable(NUMBER),
    )
    return members(
        *("id", "starts_at", "ends_at", "title_th", "space", "metres"),
        id=_ID,
        starts_at=TIME,
        ends_at=TIME,
        title_th=TEXT,
        title_en=nullable(TEXT),
        fee=nullable(NUMBER),
        age_groups=listed(TEXT),
        space=space,
        metres=nullable(NUMBER),
    )


def _note() -> Document:
    pair = listed(NUMBER, minItems=2, maxItems=3)
    point = members("type", "coordinates", type=one_of(("Point",)), coordinates=pair)
    return closed(
        members(
            *("city", "kind", "text", "geometry"),
            **{HONEYPOT: nullable({"type": "string", "maxLength": 0})},
            city=SLUG,
            kind=one_of(NOTE_KINDS),
            text=TEXT | {"minLength": 1, "maxLength": LONGEST_TEXT},
            geometry=point,
            agendas=listed(TEXT | {"maxLength": 60}, maxItems=MOST_AGENDAS),
            space=nullable(_ID),
            picture=nullable(TEXT | {"maxLength": 100}),
        )
    )


def _programme(language: str) -> Document:
    def say(message: str) -> str:
        return translate(message, language)

    near = listed(NUMBER, minItems=2, maxItems=2)
    return {
        "summary": say("What happens in a city: each time, the soonest or the nearest first."),
        "operationId": "activities",
        "parameters": [
            required(parameter("city", say("City"), SLUG)),
            parameter("when", say("The days that are meant."), one_of(windows.NAMES)),
            parameter("from", say("From when on; now if it is left out."), _DAY_OR_TIME),
            parameter("to", say("Until when; four weeks if it is left out."), _DAY_OR_TIME),
            parameter("age", say("How old somebody is, in years."), WHOLE | {"maximum": OLDEST}),
            parameter("near", say("Longitude and latitude to sort by distance from."), near),
            parameter("kind", say("Kinds of learning spaces"), several(KINDS) | {"minItems": 1}),
            parameter("space", say("Learning space"), WHOLE),
            formats(language, "json"),
            ref("lang"),
        ],
        "responses": responses(JSON, schema="programme"),
    }


def _living(language: str) -> Document:
    moved = translate("Where the space is told of that this one became by a merger.", language)
    number = translate("Its number.", language)
    return {
        "summary": translate("What is known, happens, is offered and was noted there.", language),
        "operationId": "spaces.living",
        "parameters": [
            parameter("spaceId", number, _ID, place="path"),
            formats(language, "json"),
            ref("lang"),
        ],
        "responses": {**responses(JSON, schema="living"), "301": {"description": moved}},
    }


def _sending(language: str) -> Document:
    answers = responses(JSON, schema="note_state", body=True)
    answers["202"] = answers.pop("200")
    return {
        "summary": translate("Send a field note; a curator reads it first.", language),
        "operationId": "notes.send",
        "parameters": [ref("lang")],
        "requestBody": json_body("note"),
        "responses": {**answers, "429": PROBLEM},
    }


def _waiting(language: str) -> Document:
    def say(message: str) -> str:
        return translate(message, language)

    return {
        "summary": say("The field notes of a city, for its curators."),
        "operationId": "notes.list",
        "security": _TOKEN,
        "parameters": [
            required(parameter("city", say("City"), SLUG)),
            parameter("status", say("Status"), one_of(STATUSES)),
            parameter("limit", say("How many at most."), _ID | {"maximum": 200}),
            parameter("after", say("The last note that was read."), WHOLE),
            ref("lang"),
        ],
        "responses": {
            **responses(JSON, schema="notes"),
            **dict.fromkeys(("401", "403", "429"), PROBLEM),
        },
    }


def _of_note(summary: str, body: str, language: str) -> Document:
    number = translate("Its number.", language)
    return {
        "summary": translate(summary, language),
        "operationId": body,
        "security": _TOKEN,
        "parameters": [parameter("noteId", number, _ID, place="path"), ref("lang")],
        "requestBody": json_body(body),
        "responses": {
            **responses(JSON, schema="note_state", body=True),
            **dict.fromkeys(_CURATORS, PROBLEM),
        },
    }


def _medium(language: str) -> Document:
    answers = responses(JSON, schema="medium", body=True)
    answers["201"] = answers.pop("200")
    types = (*PICTURE_TYPES, *RECORDING_TYPES)
    return {
        "summary": translate(
            "Send a picture for a note or a suggestion; curators, for knowledge and routes too.",
            language,
        ),
        "operationId": "media.add",
        "parameters": [
            required(parameter("city", translate("City", language), SLUG)),
            required(parameter("for", translate("What it is for.", language), one_of(PURPOSES))),
            ref("lang"),
        ],
        "requestBody": {
            "required": True,
            "content": {each: {"schema": _BYTES} for each in types},
        },
        "responses": {**answers, **dict.fromkeys(("401", "403", "429"), PROBLEM)},
    }
