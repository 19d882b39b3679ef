"""The history of features in the OpenAPI definition: reading, undoing, merging."""

from geoservice.ecology.editing.history import MOST
from geoservice.language import translate
from geoservice.publish.history import LAYERS
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
    reason,
    ref,
    responses,
)
from geoservice.store.catalog import SPACES

_TOKEN: list[Document] = [{"token": []}]
_ID: Document = {"type": "integer", "minimum": 1}
_REFUSED = ("401", "403", "409", "412", "429")


def history_paths(language: str) -> Document:
    """Return the addresses of the history."""
    return {
        "/history": {"get": _list(language)},
        "/history/{writeId}/undo": {
            "post": _doing("Undo the newest write to a feature.", "writeId", language)
        },
        "/spaces/{spaceId}/merge": {
            "post": _doing("Hide a space as a duplicate of another.", "spaceId", language)
            | {"requestBody": json_body("merger")}
        },
    }


def history_schemas() -> Document:
    """Return what is sent to the history and answered by it."""
    anything: Document = {}
    difference = members("field", "title", field=TEXT, title=TEXT, before=anything, after=anything)
    write = members(
        *("id", "at", "actor", "action", "layer", "diff", "undoable"),
        id=_ID,
        at=TIME,
        actor=TEXT,
        action=TEXT,
        layer=TEXT,
        subject_id=nullable(WHOLE),
        reason=nullable(TEXT),
        address=nullable(TEXT),
        diff=listed(difference),
        undoable={"type": "boolean"},
    )
    fields = one_of((*SPACES.editable_properties, "geom"))
    return {
        "history": members("writes", "next", writes=listed(write), next=nullable(_ID)),
        "written": members("id", "version", id=_ID, version=_ID),
        "merger": closed(members("into", into=_ID, fields=listed(fields))),
    }


def _list(language: str) -> Document:
    answers = {
        **responses(JSON, schema="history"),
        **dict.fromkeys(("401", "403"), PROBLEM),
    }
    return {
        "summary": translate("Who wrote what and why, the newest first.", language),
        "security": _TOKEN,
        "parameters": [
            parameter("city", translate("City", language), SLUG),
            parameter("layer", translate("The collection.", language), one_of(LAYERS)),
            parameter("id", translate("The feature.", language), _ID),
            parameter("actor", translate("Part of the name of who wrote.", language), TEXT),
            parameter("limit", translate("How many at most.", language), _ID | {"maximum": MOST}),
            parameter("after", translate("The last write that was read.", language), _ID),
            formats(language, "json"),
            ref("lang"),
        ],
        "responses": answers,
    }


def _doing(summary: str, name: str, language: str) -> Document:
    place = parameter(name, translate("Its number.", language), _ID, place="path")
    answers = responses(JSON, schema="written", body=name == "spaceId")
    return {
        "summary": translate(summary, language),
        "security": _TOKEN,
        "parameters": [place, reason(language), formats(language, "json"), ref("lang")],
        "responses": {**answers, **dict.fromkeys(_REFUSED, PROBLEM)},
    }
