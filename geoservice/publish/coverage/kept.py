"""Kept what-ifs and kept figures as documents, and what is sent to keep them."""

import re
from collections.abc import Mapping
from typing import Any

from geoservice.coverage.kept import Kept, NewScenario
from geoservice.coverage.snapshots import Snapshot
from geoservice.errors import InputError
from geoservice.publish.bodies import check_city, check_object, check_text, quoted

LONGEST_NAME, LONGEST_TOKEN = 60, 3000
_TOKEN = re.compile(r"[A-Za-z0-9_~.=-]+")
_MEMBERS = ("city", "name", "token")


def parse_kept(body: Mapping[str, Any]) -> NewScenario:
    """Return the what-if that a body asks to keep."""
    given = check_object("body", body, _MEMBERS)
    name = check_text("name", given.get("name"), most=LONGEST_NAME).strip()
    if not name:
        raise InputError("'{name}' is missing; it is needed.", name="name")
    token = check_text("token", given.get("token"), most=LONGEST_TOKEN)
    if not _TOKEN.fullmatch(token):
        raise InputError(
            "'{name}' is {value} but must be the token of a scenario, as a link to it has it.",
            **quoted("token", token),
        )
    return NewScenario(check_city("city", given.get("city")), name, token)


def kept_document(kept: Kept) -> dict[str, Any]:
    """Return a kept what-if as JSON."""
    return {
        "id": kept.id,
        "city": kept.city,
        "name": kept.name,
        "token": kept.token,
        "kept_at": kept.kept_at.isoformat(),
        "by": kept.by,
    }


def snapshot_document(snapshot: Snapshot, *, is_new: bool) -> dict[str, Any]:
    """Return what was kept; not `new` where nothing had changed since it was kept last."""
    return {
        "id": snapshot.id,
        "taken_at": snapshot.taken_at.isoformat(),
        "data_version": snapshot.data_version,
        "new": is_new,
    }
