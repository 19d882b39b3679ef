"""Field notes as documents, and what is sent of them."""

from collections.abc import Callable, Mapping
from typing import Any

from shapely import Point

from geoservice.ecology.notes import DECISIONS, NewNote, NotePage
from geoservice.errors import InputError
from geoservice.publish.bodies import (
    check_city,
    check_id,
    check_list,
    check_members,
    check_one_of,
    check_text,
)
from geoservice.publish.crs import LONLAT
from geoservice.publish.editing.places import check_place
from geoservice.store.words import NOTE_KINDS

HONEYPOT = "website_2"
"""A field that no person sees: who fills it in is a program that fills in everything."""

MEMBERS = ("city", "kind", "text", "geometry", "agendas", "space", "picture", HONEYPOT, "language")
LONGEST_TEXT, LONGEST_SOLUTION, LONGEST_REASON = 2000, 2000, 500
MOST_AGENDAS = 5
_LONGEST_KEY = 100


def parse_note(body: Mapping[str, Any]) -> tuple[str, NewNote]:
    """Return the city of a note, and the note; InputError names the member that is wrong."""
    check_members(body, MEMBERS)
    agendas = check_list("agendas", body.get("agendas") or [], most=MOST_AGENDAS)
    note = NewNote(
        kind=check_one_of("kind", body.get("kind"), NOTE_KINDS),
        text=_words("text", body.get("text", ""), most=LONGEST_TEXT),
        place=_place(body.get("geometry")),
        agendas=tuple(
            dict.fromkeys(
                check_text(f"agendas[{n}]", each, most=60) for n, each in enumerate(agendas)
            )
        ),
        space=check_id("space", body["space"]) if body.get("space") is not None else None,
        picture=check_text("picture", body["picture"], most=_LONGEST_KEY)
        if body.get("picture")
        else None,
    )
    return check_city("city", body.get("city")), note


def is_trapped(body: Mapping[str, Any]) -> bool:
    """Return whether a program filled in what no person sees."""
    return bool(body.get(HONEYPOT))


def parse_decision(body: Mapping[str, Any]) -> tuple[str, str | None]:
    """Return a decision about a note, and its reason."""
    check_members(body, ("decision", "reason", "language"))
    reason = check_text("reason", body.get("reason") or "", most=LONGEST_REASON).strip()
    return check_one_of("decision", body.get("decision"), DECISIONS), reason or None


def parse_solution(body: Mapping[str, Any]) -> str:
    """Return what was done about a note."""
    check_members(body, ("solution", "language"))
    return _words("solution", body.get("solution", ""), most=LONGEST_SOLUTION)


def notes_document(page: NotePage, picture_url: Callable[[str], str]) -> dict[str, Any]:
    """Return notes as their curators read them."""
    return {
        "notes": [_note(row, picture_url) for row in page.rows],
        "counts": page.counts,
        "next": page.next,
    }


def _note(row: Any, picture_url: Callable[[str], str]) -> dict[str, Any]:
    note = row.Note
    space = {"id": note.space_id, "name_th": row.name_th, "name_en": row.name_en}
    return {
        "id": note.id,
        "kind": note.kind,
        "text": note.text,
        "status": note.status,
        "agendas": list(note.agendas or ()),
        "created_at": note.created_at.isoformat(),
        "solution": note.solution,
        "solved_at": note.solved_at.isoformat() if note.solved_at else None,
        "picture": picture_url(row.picture) if row.picture else None,
        "space": space if note.space_id is not None else None,
        "geometry": {"type": "Point", "coordinates": [round(row.lon, 7), round(row.lat, 7)]},
        "version": note.version,
    }


def _words(name: str, value: object, *, most: int) -> str:
    text = check_text(name, value, most=most).strip()
    if not text:
        raise InputError("'{name}' is missing; it is needed.", name=name)
    return text


def _place(geometry: object) -> Point:
    place = check_place(geometry, LONLAT)
    if place is None:
        raise InputError("'{name}' is missing; it is needed.", name="geometry")
    return place
