"""Contributions in the OpenAPI definition: proposing, what waits, deciding, what is there."""

from geoservice.ecology.contributions.deciding import DECISIONS
from geoservice.ecology.contributions.queue import MOST
from geoservice.language import translate
from geoservice.publish.contributions import (
    ALLOW,
    FIELDS,
    HONEYPOT,
    LONGEST_KEY,
    LONGEST_MESSAGE,
    LONGEST_REASON,
)
from geoservice.publish.openapi.editing import written_property
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
)
from geoservice.store.catalog import SPACES
from geoservice.store.words import CONTRIBUTION_ACTIONS, CONTRIBUTION_STATUSES, KINDS

_TOKEN: list[Document] = [{"token": []}]
_ID: Document = {"type": "integer", "minimum": 1}
_POINT = members(
    *("type", "coordinates"),
    type=one_of(("Point",)),
    coordinates=listed(NUMBER, minItems=2, maxItems=3),
)


def people_paths(language: str) -> Document:
    """Return the addresses of contributions."""
    return {
        "/contributions": {"get": _queue(language), "post": _send(language)},
        "/contributions/decisions": {"post": _decide(language)},
        "/spaces/similar": {"get": _similar(language)},
    }


def people_schemas(language: str) -> Document:
    """Return what is sent as contributions and answered to them."""
    counts = members(*CONTRIBUTION_STATUSES, **dict.fromkeys(CONTRIBUTION_STATUSES, WHOLE))
    result = members(
        *("id", "status"),
        id=_ID,
        status=nullable(one_of(CONTRIBUTION_STATUSES)),
        result_id=nullable(_ID),
        problem={"type": "object"},
    )
    twin = members(
        *("id", "name_th", "name_en", "metres"),
        id=_ID,
        name_th=nullable(TEXT),
        name_en=nullable(TEXT),
        metres=nullable(WHOLE),
    )
    kept = members(
        *("id", "status", "duplicates"),
        id=nullable(_ID),
        status=one_of(("pending",)),
        duplicates=listed(twin),
    )
    queue = members(
        *("contributions", "counts", "matched", "next"),
        contributions=listed(_contribution(twin)),
        counts=counts,
        matched=WHOLE,
        next=nullable(_ID),
    )
    return {
        "proposal": _proposal(language),
        "proposed": kept,
        "contributions": queue,
        "decision": _decision(language),
        "decisions": members("results", results=listed(result)),
        "similar_spaces": members("spaces", spaces=listed(twin)),
    }


def _contribution(twin: Document) -> Document:
    anything: Document = {}
    difference = members(
        *("field", "title", "conflict"),
        field=TEXT,
        title=TEXT,
        before=anything,
        after=anything,
        current=anything,
        conflict={"type": "boolean"},
    )
    names = {"name_th": nullable(TEXT), "name_en": nullable(TEXT)}
    subject = members("id", "kind", id=_ID, **names, kind=one_of(KINDS))
    return members(
        *("id", "action", "layer", "status", "created_at", "diff", "duplicates", "stale"),
        id=_ID,
        action=one_of(CONTRIBUTION_ACTIONS),
        layer=TEXT,
        status=one_of(CONTRIBUTION_STATUSES),
        created_at=TIME,
        account=nullable(TEXT),
        message=nullable(TEXT),
        picture=nullable(TEXT),
        subject=nullable(subject),
        geometry=nullable(_POINT),
        diff=listed(difference),
        duplicates=listed(twin),
        stale={"type": "boolean"},
        reason=nullable(TEXT),
        decided_by=nullable(TEXT),
        decided_at=nullable(TIME),
        result_id=nullable(_ID),
    )


def _proposal(language: str) -> Document:
    properties = _properties(language)
    told = translate("Leave it empty: no person sees this field.", language)
    return closed(
        members(
            *("city", "action"),
            city=SLUG,
            layer=one_of((SPACES.id,)),
            action=one_of(CONTRIBUTION_ACTIONS),
            subject=_ID,
            base_version=nullable(_ID),
            geometry=nullable(_POINT),
            properties=closed(members(**properties)),
            message=nullable({"type": "string", "maxLength": LONGEST_MESSAGE}),
            picture=nullable({"type": "string", "maxLength": LONGEST_KEY}),
            language=TEXT,
            **{HONEYPOT: {"type": "string", "description": told}},
        )
    )


def _decision(language: str) -> Document:
    own = closed(members(**_properties(language), geom=nullable(listed(NUMBER, minItems=2))))
    return closed(
        members(
            *("ids", "decision"),
            ids=listed(_ID, minItems=1, maxItems=MOST),
            decision=one_of(DECISIONS),
            reason=nullable({"type": "string", "maxLength": LONGEST_REASON}),
            values={"type": "object", "additionalProperties": own},
            duplicate=one_of((ALLOW,)),
            language=TEXT,
        )
    )


def _properties(language: str) -> Document:
    return {name: written_property(name, SPACES.properties[name], language) for name in FIELDS}


def _send(language: str) -> Document:
    answers = responses(JSON, schema="proposed", body=True)
    return {
        "summary": translate("Propose a space, a correction, or that one is gone.", language),
        "operationId": "contributions.send",
        "parameters": [formats(language, "json"), ref("lang")],
        "requestBody": json_body("proposal"),
        "responses": {**answers, "202": answers.pop("200"), "429": PROBLEM},
    }


def _queue(language: str) -> Document:
    answers = responses(JSON, schema="contributions")
    status = one_of(CONTRIBUTION_STATUSES) | {"default": "pending"}
    return {
        "summary": translate("What was proposed, and what became of it.", language),
        "operationId": "contributions.queue",
        "security": _TOKEN,
        "parameters": [
            parameter("city", translate("City", language), SLUG),
            parameter("status", translate("State", language), status),
            parameter(
                "action", translate("What is suggested", language), one_of(CONTRIBUTION_ACTIONS)
            ),
            parameter("kind", translate("Kind", language), one_of(KINDS)),
            parameter("limit", translate("How many at most.", language), _ID | {"maximum": MOST}),
            parameter("after", translate("The last one that was read.", language), _ID),
            formats(language, "json"),
            ref("lang"),
        ],
        "responses": {**answers, **dict.fromkeys(("401", "403", "429"), PROBLEM)},
    }


def _decide(language: str) -> Document:
    answers = responses(JSON, schema="decisions", body=True)
    return {
        "summary": translate("Approve, reject or reopen proposals, each on its own.", language),
        "operationId": "contributions.decide",
        "security": _TOKEN,
        "parameters": [formats(language, "json"), ref("lang")],
        "requestBody": json_body("decision"),
        "responses": {**answers, **dict.fromkeys(("401", "403", "429"), PROBLEM)},
    }


def _similar(language: str) -> Document:
    name = {"type": "string", "maxLength": 300}
    asked: list[tuple[str, str, Document]] = [
        ("city", "City", SLUG),
        ("kind", "Kind", one_of(KINDS)),
        ("name", "Name", name),
        ("lon", "Longitude", degrees(180)),
        ("lat", "Latitude", degrees(90)),
    ]
    places = [
        required(parameter(id, translate(title, language), schema)) for id, title, schema in asked
    ]
    return {
        "summary": translate("Spaces that may be the one about to be proposed.", language),
        "operationId": "spaces.similar",
        "parameters": [*places, formats(language, "json"), ref("lang")],
        "responses": {**responses(JSON, schema="similar_spaces"), "429": PROBLEM},
    }
