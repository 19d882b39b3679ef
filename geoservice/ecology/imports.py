"""What the last imports into a city did, and what they refused, as the trail has it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from geoservice.store.models import Audit

MOST = 50


@dataclass(frozen=True)
class PastImport:
    """An import of a file: its figures by name, and the first of its refusals.

    A refusal is {"row", "count", "th", "en"}: the first row that it is about, and for how many it
    stands. `refused` counts all rows, those too that are not told one by one.
    """

    id: int
    at: datetime
    actor: str
    action: str
    file: str
    figures: Mapping[str, Any]
    refused: int
    refusals: tuple[Mapping[str, Any], ...]


def list_imports(session: Session, city_id: int) -> tuple[PastImport, ...]:
    """Return the last imports into a city, the newest first."""
    query = select(Audit).where(Audit.city_id == city_id, Audit.action.startswith("import "))
    return tuple(map(_import, session.scalars(query.order_by(Audit.id.desc()).limit(MOST))))


def _import(row: Audit) -> PastImport:
    told = row.after or {}
    refusals = tuple(told.get("refusals", ()))
    counted = {**told.get("spaces", {}), **told.get("figures", {})}
    return PastImport(
        id=row.id,
        at=row.at,
        actor=row.actor,
        action=row.action,
        file=str(told.get("file", "")),
        figures={name: each for name, each in counted.items() if isinstance(each, int | float)},
        refused=int(told.get("refused", sum(each["count"] for each in refusals))),
        refusals=refusals,
    )
