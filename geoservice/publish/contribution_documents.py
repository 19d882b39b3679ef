"""Contributions as those who decide about them are shown them."""

from typing import Any

from geoservice.ecology.contributions.queue import Difference, Queued
from geoservice.ecology.editing.twins import Twin
from geoservice.publish.contributions import FIELDS
from geoservice.publish.history import field_title
from geoservice.store.catalog import SPACES


def twins_document(twins: tuple[Twin, ...] | list[Twin]) -> list[dict[str, Any]]:
    """Return spaces that may be the same, as JSON."""
    return [
        {
            "id": twin.id,
            "name_th": twin.name_th,
            "name_en": twin.name_en,
            "metres": None if twin.metres is None else round(twin.metres),
        }
        for twin in twins
    ]


def queued_document(queued: Queued, language: str, *, picture: str | None) -> dict[str, Any]:
    """Return a proposal as JSON; `picture` is the address of its picture."""
    return {
        "id": queued.id,
        "action": queued.action,
        "layer": queued.layer,
        "status": queued.status,
        "created_at": queued.created_at.isoformat(),
        "account": queued.account,
        "message": queued.message,
        "picture": picture,
        "subject": _subject_document(queued),
        "geometry": queued.place and {"type": "Point", "coordinates": list(queued.place)},
        "diff": [_difference(each, language) for each in sorted(queued.differences, key=_place_of)],
        "duplicates": twins_document(queued.twins),
        "stale": queued.stale,
        "reason": queued.reason,
        "decided_by": queued.decider,
        "decided_at": queued.decided_at.isoformat() if queued.decided_at else None,
        "result_id": queued.result_id,
    }


def _subject_document(queued: Queued) -> dict[str, Any] | None:
    subject = queued.subject
    if subject is None:
        return None
    names = {"name_th": subject.name_th, "name_en": subject.name_en}
    return {"id": subject.id, **names, "kind": subject.kind}


def _place_of(difference: Difference) -> int:
    """Return where a field stands in the order of the catalog, the place of a space last."""
    return FIELDS.index(difference.field) if difference.field in FIELDS else len(FIELDS)


def _difference(difference: Difference, language: str) -> dict[str, Any]:
    return {
        "field": difference.field,
        "title": field_title(SPACES.id, difference.field, language),
        "before": difference.before,
        "after": difference.after,
        "current": difference.current,
        "conflict": difference.is_conflict,
    }
