"""What planners keep, in the OpenAPI definition."""

from geoservice.language import translate
from geoservice.publish.coverage.kept import LONGEST_NAME, LONGEST_TOKEN
from geoservice.publish.openapi.coverage_bodies import ASKED
from geoservice.publish.openapi.parts import (
    JSON,
    PROBLEM,
    SLUG,
    TEXT,
    TIME,
    Document,
    closed,
    formats,
    json_body,
    listed,
    members,
    nullable,
    parameter,
    ref,
    required,
    responses,
)

_TOKEN: list[Document] = [{"token": []}]
_ID: Document = {"type": "integer", "minimum": 1}
_REFUSED = dict.fromkeys(("401", "403", "429"), PROBLEM)


def kept_paths(language: str) -> Document:
    """Return the addresses of what planners keep."""
    return {
        "/coverage/kept": {"get": _list(language), "post": _keep(language)},
        "/coverage/kept/{keptId}": {"delete": _forget(language)},
        "/coverage/snapshots": {"post": _snapshot(language)},
    }


def kept_schemas() -> Document:
    """Return what is kept and what is sent to keep it."""
    name: Document = TEXT | {"minLength": 1, "maxLength": LONGEST_NAME}
    token: Document = TEXT | {
        "minLength": 1,
        "maxLength": LONGEST_TOKEN,
        "pattern": "^[A-Za-z0-9_~.=-]+$",
    }
    kept = members(
        *("id", "city", "name", "token", "kept_at"),
        id=_ID,
        city=SLUG,
        name=TEXT,
        token=TEXT,
        kept_at=TIME,
        by=nullable(TEXT),
    )
    sent = members("city", "name", "token", city=SLUG, name=name, token=token)
    asked = {each: nullable(schema) for each, schema in ASKED.items() if each != "city"}
    return {
        "kept": kept,
        "all_kept": members("scenarios", scenarios=listed(kept)),
        "to_keep": closed(sent),
        "figures_to_keep": closed(members("city", city=ASKED["city"], **asked)),
        "kept_figures": members(
            *("id", "taken_at", "new"),
            id=_ID,
            taken_at=TIME,
            data_version=TEXT,
            new={"type": "boolean"},
        ),
    }


def _list(language: str) -> Document:
    city = required(parameter("city", translate("City", language), SLUG))
    return _about("The scenarios that the planners of a city keep.", language) | {
        "parameters": [city, formats(language, "json"), ref("lang")],
        "responses": {**responses(JSON, schema="all_kept"), **_REFUSED},
    }


def _keep(language: str) -> Document:
    answers = responses(JSON, schema="kept", body=True)
    answers["201"] = answers.pop("200")
    return _about("Keep a scenario; one of the same name is replaced.", language) | {
        "parameters": [formats(language, "json"), ref("lang")],
        "requestBody": json_body("to_keep"),
        "responses": {**answers, **_REFUSED},
    }


def _forget(language: str) -> Document:
    place = parameter("keptId", translate("Its number.", language), _ID, place="path")
    answers = responses(JSON)
    answers.pop("200")
    answers["204"] = {"description": translate("It is taken away.", language)}
    return _about("Remove a kept scenario.", language) | {
        "parameters": [place, ref("lang")],
        "responses": {**answers, **_REFUSED},
    }


def _snapshot(language: str) -> Document:
    answers = responses(JSON, schema="kept_figures", body=True)
    return _about("Keep coverage as it is now.", language) | {
        "parameters": [formats(language, "json"), ref("lang")],
        "requestBody": json_body("figures_to_keep"),
        "responses": {**answers, "201": answers["200"], **_REFUSED},
    }


def _about(summary: str, language: str) -> Document:
    return {"summary": translate(summary, language), "security": _TOKEN}
