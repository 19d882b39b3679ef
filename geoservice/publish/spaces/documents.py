"""What lives at a space as JSON: as much as its card on the map tells."""

from collections.abc import Callable
from typing import Any

from geoservice.publish.activities import happening_document
from geoservice.publish.spaces.living import Living, Piece

SOONEST = 5
FIRST_CHARACTERS = 240

Url = Callable[[str], str]


def living_document(living: Living, *, page: str, medium: Url) -> dict[str, Any]:
    """Return it: `page` is where the space is read about, `medium` the address of a key."""
    return {
        "page": page,
        "knowledge": [_piece(each, medium) for each in living.knowledge],
        "activities": [happening_document(each) for each in living.happenings[:SOONEST]],
        "offerings": [{name: getattr(row, name) for name in _OFFERING} for row in living.offerings],
        "notes": [_note(row, medium) for row in living.notes],
        "routes": [{name: getattr(row, name) for name in _ROUTE} for row in living.routes],
    }


_OFFERING = (
    *("id", "title_th", "title_en", "description_th", "description_en"),
    *("season", "contact", "link", "provider_th", "provider_en"),
)
_ROUTE = ("id", "slug", "city", "title_th", "title_en", "metres")


def _piece(piece: Piece, medium: Url) -> dict[str, Any]:
    row = piece.row
    return {
        "id": row.id,
        "body": row.body,
        "title_th": row.title_th,
        "title_en": row.title_en,
        "text_th": first_words(row.text_th),
        "text_en": first_words(row.text_en),
        "era": row.era,
        "picture": medium(piece.pictures[0].key) if piece.pictures else None,
        "recordings": len(piece.recordings),
        "research": piece.is_research,
    }


def _note(row: Any, medium: Url) -> dict[str, Any]:
    return {
        "id": row.id,
        "kind": row.kind,
        "text": row.text,
        "picture": medium(row.picture) if row.picture else None,
        "solution": row.solution,
        "solved_at": row.solved_at.isoformat() if row.solved_at else None,
        "created_at": row.created_at.isoformat(),
    }


def first_words(text: str | None, most: int = FIRST_CHARACTERS) -> str | None:
    """Return how a text begins: its first paragraph, up to some characters."""
    if not text:
        return None
    first = text.strip().split("\n", 1)[0].strip()
    return first if len(first) <= most else first[: most - 1].rstrip() + "…"
