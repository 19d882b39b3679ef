"""The learning passport in the OpenAPI definition: stamps, certificates, counts, sheets."""

from geoservice.ecology.passport.certificates import MOST_STAMPS
from geoservice.ecology.passport.signing import LONGEST
from geoservice.language import LANGUAGES, translate
from geoservice.publish.openapi.parts import (
    JSON,
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
    several,
)
from geoservice.publish.passport import LONGEST_NAME
from geoservice.publish.routes.requests import LONGEST_DEVICE, SHORTEST_DEVICE
from geoservice.store.words import BODIES, KINDS

_TOKEN: list[Document] = [{"token": []}]
_ID: Document = {"type": "integer", "minimum": 1}
_DAY: Document = {"type": "string", "format": "date"}
_SIGNED: Document = {"type": "string", "maxLength": LONGEST}


def passport_paths(language: str) -> Document:
    """Return the addresses of the learning passport."""
    return {
        "/passport/stamps": {"post": _stamp(language)},
        "/passport/certificate": {"post": _certificate(language)},
        "/passport/counts": {"get": _counts(language)},
        "/spaces/{spaceId}/stamp-sheets": {"post": _issue(language)},
    }


def _stamp(language: str) -> Document:
    answers = responses(JSON, schema="stamp", body=True)
    answers["201"] = answers.pop("200")
    return {
        "summary": translate("Give a device the stamp of the sheet that it scanned.", language),
        "parameters": [formats(language, "json"), ref("lang")],
        "requestBody": json_body("scan"),
        "responses": {**answers, **dict.fromkeys(("409", "429"), PROBLEM)},
    }


def _certificate(language: str) -> Document:
    return {
        "summary": translate("What stamps add up to, signed; nothing is kept.", language),
        "parameters": [formats(language, "json"), ref("lang")],
        "requestBody": json_body("passport"),
        "responses": {**responses(JSON, schema="certificate", body=True), "429": PROBLEM},
    }


def _counts(language: str) -> Document:
    summary = "How many stamps spaces gave each month, in full fives."
    return {
        "summary": translate(summary, language),
        "parameters": [
            required(parameter("city", translate("City", language), SLUG)),
            formats(language, "json"),
            ref("lang"),
        ],
        "responses": responses(JSON, schema="stamp_counts"),
    }


def _issue(language: str) -> Document:
    place = parameter("spaceId", translate("Its number.", language), _ID, place="path")
    why = translate("Why, as the trail keeps it.", language)
    answers = responses(JSON, schema="stamp_sheet")
    where = translate("The address of the new feature.", language)
    location = {"description": where, "schema": {"type": "string", "format": "uri"}}
    answers["201"] = {**answers.pop("200"), "headers": {"Location": location}}
    return {
        "summary": translate("Make a new sheet that stamps at a space.", language),
        "security": _TOKEN,
        "parameters": [
            place,
            parameter("reason", why, {"type": "string", "maxLength": 500}),
            formats(language, "json"),
            ref("lang"),
        ],
        "responses": {**answers, **dict.fromkeys(("401", "403", "429"), PROBLEM)},
    }


def passport_schemas() -> Document:
    """Return what is sent of passports and answered to it."""
    device = {"type": "string", "minLength": SHORTEST_DEVICE, "maxLength": LONGEST_DEVICE}
    language = nullable(one_of(LANGUAGES))
    space = members(
        *("id", "kind"), id=_ID, name_th=nullable(TEXT), name_en=nullable(TEXT), kind=one_of(KINDS)
    )
    name = nullable({"type": "string", "maxLength": LONGEST_NAME})
    stamps = listed(_SIGNED, minItems=1, maxItems=MOST_STAMPS)
    count = members(
        *("space", "month"),
        space=_ID,
        month=TEXT,
        stamps=nullable(WHOLE),
        fewer_than=nullable(WHOLE),
    )
    return {
        "scan": closed(members("token", "device", token=_SIGNED, device=device, language=language)),
        "stamp": members(
            *("stamp", "space", "city", "at", "minutes", "bodies"),
            stamp=TEXT,
            space=space,
            city=SLUG,
            at=TIME,
            minutes=WHOLE,
            bodies=several(BODIES),
        ),
        "passport": closed(members("stamps", stamps=stamps, name=name, language=language)),
        "certificate": _certified(),
        "stamp_counts": members("city", "counts", city=SLUG, least=WHOLE, counts=listed(count)),
        "stamp_sheet": members(
            *("space", "serial", "ends_at", "link", "page"),
            space=_ID,
            serial=_ID,
            issued_at=TIME,
            ends_at=TIME,
            link=TEXT,
            page=TEXT,
        ),
    }


def _certified() -> Document:
    minutes = members(*BODIES, **dict.fromkeys(BODIES, WHOLE))
    return members(
        *("minutes", "total_minutes", "stamps", "spaces", "certificate", "link"),
        minutes=minutes,
        total_minutes=WHOLE,
        stamps=WHOLE,
        spaces=WHOLE,
        cities=listed(SLUG),
        first=_DAY,
        last=_DAY,
        issued=_DAY,
        name=TEXT,
        certificate=TEXT,
        link=TEXT,
    )
