"""The history of features as a document, its fields named in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from geoservice.ecology.editing.city_work import MODELS as WORK
from geoservice.ecology.editing.history import MOST, Difference, PastWrite
from geoservice.errors import InputError
from geoservice.language import translate
from geoservice.publish.bodies import LARGEST_ID, check_id, check_list, check_object, check_one_of
from geoservice.publish.values import parse_amount
from geoservice.store.catalog import COLLECTIONS, SPACES

LAYERS = (*COLLECTIONS, *WORK)
"""What may be asked about: the collections, and the work of cities."""

PARAMETERS = ("city", "layer", "id", "actor", "limit", "after")
_MERGER = ("into", "fields")
_DEFAULT = 50


@dataclass(frozen=True)
class AskedPage:
    """Whose history is asked for, of a city by its slug (None: all), and from where on."""

    city: str | None
    layer: str | None
    subject_id: int | None
    after: int | None
    limit: int
    actor: str | None = None


def parse_history(arguments: Mapping[str, str]) -> AskedPage:
    """Return what is asked; a feature is named by its layer and its id, both or neither."""
    if ("layer" in arguments) != ("id" in arguments):
        raise InputError("The parameters 'layer' and 'id' go together; give both or neither.")
    layer = arguments.get("layer")
    if layer is not None:
        check_one_of("layer", layer, LAYERS)
    limit = arguments.get("limit", str(_DEFAULT))
    return AskedPage(
        arguments.get("city"),
        layer,
        _whole("id", arguments),
        _whole("after", arguments),
        parse_amount("limit", limit, least=1, most=MOST),
        arguments.get("actor") or None,
    )


def parse_merger(body: Mapping[str, Any]) -> tuple[int, tuple[str, ...]]:
    """Return into which space another is merged, and the fields that the other decides."""
    given = check_object("body", body, _MERGER)
    fields = check_list("fields", given.get("fields", []), most=len(SPACES.properties))
    known = (*SPACES.editable_properties, "geom")
    return check_id("into", given.get("into")), tuple(
        check_one_of(f"fields[{n}]", each, known) for n, each in enumerate(fields)
    )


def history_document(writes: tuple[PastWrite, ...], limit: int, language: str) -> dict[str, Any]:
    """Return writes as JSON; `next` continues where they end, null at the end."""
    return {
        "writes": [_write(each, language) for each in writes],
        "next": writes[-1].id if len(writes) == limit else None,
    }


def _write(write: PastWrite, language: str) -> dict[str, Any]:
    return {
        "id": write.id,
        "at": write.at.isoformat(),
        "actor": write.actor,
        "action": write.action,
        "layer": write.layer,
        "subject_id": write.subject_id,
        "reason": write.reason,
        "address": write.address,
        "diff": [_difference(write.layer, each, language) for each in _in_order(write)],
        "undoable": write.undoable,
    }


def _in_order(write: PastWrite) -> list[Difference]:
    """Return what changed in the order of the catalog, what that does not know last."""
    known = list(COLLECTIONS[write.layer].properties) if write.layer in COLLECTIONS else []
    places = {name: n for n, name in enumerate(known)}
    return sorted(write.differences, key=lambda each: places.get(each.field, len(known)))


def _difference(layer: str, difference: Difference, language: str) -> dict[str, Any]:
    return {
        "field": difference.field,
        "title": field_title(layer, difference.field, language),
        "before": difference.before,
        "after": difference.after,
    }


def field_title(layer: str, field: str, language: str) -> str:
    """Return what a column is called; its own name where nobody gave it one."""
    if field == "geom":
        return translate("Position on the map", language)
    if field == "status":
        return translate("State", language)
    about = COLLECTIONS[layer].properties.get(field) if layer in COLLECTIONS else None
    return about.title(language) if about else field


def _whole(name: str, arguments: Mapping[str, str]) -> int | None:
    if name not in arguments:
        return None
    return parse_amount(name, arguments[name], least=1, most=LARGEST_ID)
