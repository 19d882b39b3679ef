"""Contributions as they are sent: proposals of anybody, and decisions about them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from geoservice.ecology.contributions.deciding import APPROVE, DECISIONS, Decision
from geoservice.ecology.contributions.proposals import CREATE, HIDE, Proposal
from geoservice.ecology.contributions.queue import MOST
from geoservice.ecology.editing.rows import PLACE
from geoservice.errors import InputError
from geoservice.publish.bodies import (
    check_city,
    check_degrees,
    check_id,
    check_list,
    check_members,
    check_object,
    check_one_of,
    check_text,
)
from geoservice.publish.crs import LONLAT
from geoservice.publish.editing.fields import check_field
from geoservice.publish.editing.places import check_place
from geoservice.publish.values import parse_amount, parse_number
from geoservice.store.catalog import SPACES
from geoservice.store.words import CONTRIBUTION_ACTIONS, CONTRIBUTION_STATUSES

FIELDS = SPACES.editable_properties
HONEYPOT = "website_2"  # no person sees this field; programs that fill in every one do
LONGEST_MESSAGE, LONGEST_REASON, LONGEST_KEY = 1000, 500, 100
QUEUE = ("city", "status", "action", "kind", "limit", "after")
SIMILAR = ("city", "kind", "name", "lon", "lat")
_DEFAULT = 50
_PROPOSAL = (
    *("city", "layer", "action", "subject", "base_version", "geometry", "properties"),
    *("message", "picture", HONEYPOT, "language"),
)
_DECISION = ("ids", "decision", "reason", "values", "duplicate", "language")
ALLOW = "allow"


def parse_proposal(body: Mapping[str, Any]) -> Proposal | None:
    """Return what is proposed; None where a program filled in what no person sees."""
    check_members(body, _PROPOSAL)
    if body.get(HONEYPOT):
        return None
    check_one_of("layer", body.get("layer", SPACES.id), (SPACES.id,))
    action = check_one_of("action", body.get("action"), CONTRIBUTION_ACTIONS)
    version = body.get("base_version")
    return Proposal(
        city=check_city("city", body.get("city")),
        action=action,
        values=_values(action, body),
        subject_id=_subject(action, body.get("subject")),
        base_version=check_id("base_version", version) if version is not None else None,
        message=_text("message", body, LONGEST_MESSAGE),
        picture=_text("picture", body, LONGEST_KEY),
    )


def _values(action: str, body: Mapping[str, Any]) -> dict[str, Any]:
    given = body.get("properties", {})
    if not isinstance(given, dict):
        raise InputError("'properties' must be an object with the properties of the feature.")
    if action == HIDE:
        check_members(given, ())
        return {}
    check_members(given, FIELDS, within="properties.")
    if action == CREATE and given.get("kind") is None:
        raise InputError("It does not say what kind of place it is; give it in 'properties.kind'.")
    found = {name: check_field(name, value) for name, value in given.items()}
    if action == CREATE:
        found = {name: value for name, value in found.items() if value not in (None, ())}
    place = check_place(body.get("geometry"), LONLAT)
    return found if place is None else {**found, PLACE: place}


def _subject(action: str, value: object) -> int | None:
    if action == CREATE:
        if value is not None:
            raise InputError("A new place has no 'subject'; leave it out.")
        return None
    return check_id("subject", value)


def _text(name: str, body: Mapping[str, Any], most: int) -> str | None:
    text = body.get(name)
    return check_text(name, text, most=most).strip() or None if text is not None else None


class AskedPage(NamedTuple):
    """Which part of the queue is asked for, of a city by its slug (None: all one works in)."""

    city: str | None
    status: str
    limit: int
    after: int | None
    action: str | None
    kind: str | None


def parse_queue(arguments: Mapping[str, str]) -> AskedPage:
    """Return what is asked; those that wait unless another status is named."""
    status = check_one_of("status", arguments.get("status", "pending"), CONTRIBUTION_STATUSES)
    limit = parse_amount("limit", arguments.get("limit", str(_DEFAULT)), least=1, most=MOST)
    after = arguments.get("after")
    last = parse_amount("after", after, least=1, most=2**63 - 1) if after is not None else None
    return AskedPage(
        arguments.get("city"),
        status,
        limit,
        last,
        _one_of("action", arguments, CONTRIBUTION_ACTIONS),
        _one_of("kind", arguments, SPACES.properties["kind"].enum),
    )


def _one_of(name: str, arguments: Mapping[str, str], known: Sequence[str]) -> str | None:
    return check_one_of(name, arguments[name], known) if name in arguments else None


class AskedSimilar(NamedTuple):
    """A place that somebody is about to propose."""

    city: str
    kind: str
    name: str
    place: tuple[float, float]


def parse_similar(arguments: Mapping[str, str]) -> AskedSimilar:
    """Return the place that is asked about; each part of it must be given."""
    for name in SIMILAR:
        if name not in arguments:
            raise InputError(
                "The parameter '{name}' is missing; needed are: {known}.",
                name=name,
                known=", ".join(SIMILAR),
            )
    lon, lat = (parse_number(name, arguments[name]) for name in ("lon", "lat"))
    return AskedSimilar(
        check_city("city", arguments["city"]),
        check_one_of("kind", arguments["kind"], SPACES.properties["kind"].enum),
        check_text("name", arguments["name"], most=300),
        check_degrees("lon,lat", lon, lat),
    )


def parse_decision(
    body: Mapping[str, Any], *, at: datetime
) -> tuple[list[int], Decision, str | None]:
    """Return which contributions are decided, how, and why."""
    check_members(body, _DECISION)
    items = check_list("ids", body.get("ids"), most=MOST)
    ids = [check_id(f"ids[{n}]", each) for n, each in enumerate(items)]
    if not ids:
        raise InputError("'ids' names no contribution.")
    decision = check_one_of("decision", body.get("decision"), DECISIONS)
    if "duplicate" in body:
        check_one_of("duplicate", body["duplicate"], (ALLOW,))
    values = _own_values(body.get("values", {}), ids) if decision == APPROVE else {}
    decided = Decision(decision, at, values, beside_twins="duplicate" in body)
    return ids, decided, _text("reason", body, LONGEST_REASON)


def _own_values(given: object, ids: list[int]) -> dict[int, dict[str, Any]]:
    known = [str(each) for each in ids]
    found = check_object("values", given, known)
    return {int(id): _own(f"values.{id}", fields) for id, fields in found.items()}


def _own(name: str, given: object) -> dict[str, Any]:
    fields = given if isinstance(given, dict) else {}
    check_object(name, given, (*FIELDS, PLACE))
    found = {each: check_field(each, value) for each, value in fields.items() if each in FIELDS}
    if PLACE in fields:
        pair = fields[PLACE]
        point = pair and {"type": "Point", "coordinates": pair}
        found[PLACE] = check_place(point, LONLAT)
    return found
