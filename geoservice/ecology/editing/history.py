"""The trail as people read it: who wrote what, what changed by it, and whether it can be undone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

import shapely
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from geoservice.ecology.editing.city_work import MODELS as WORK
from geoservice.ecology.editing.editors import MODELS
from geoservice.ecology.routes.saving import LAYER as ROUTES
from geoservice.store.models import Audit

MOST = 200
UNDOABLE = (*MODELS, *WORK, ROUTES)
"""The layers whose writes can be undone."""

_SHAPES = ("geom", "outline")
# What the store counts and computes itself says nothing to a reader.
_NOT_TOLD = ("id", "city_id", "version", "created_at", "updated_at", "provenance", "rank")


class Difference(NamedTuple):
    """A field that a write changed; places as longitude and latitude."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True)
class PastWrite:
    """A write of the trail; `undoable` where nothing was written to its feature since."""

    id: int
    at: datetime
    actor: str
    action: str
    layer: str
    subject_id: int | None
    reason: str | None
    address: str | None
    differences: tuple[Difference, ...]
    undoable: bool


@dataclass(frozen=True)
class AskedHistory:
    """Whose history: of one feature, or of a city (None: all); older than the write `before`.

    `actor` is part of what the trail calls whoever wrote.
    """

    city_id: int | None = None
    layer: str | None = None
    subject_id: int | None = None
    before: int | None = None
    limit: int = 50
    actor: str | None = None


def list_writes(session: Session, asked: AskedHistory) -> tuple[PastWrite, ...]:
    """Return writes, the newest first."""
    rows = session.scalars(_chosen(asked)).all()
    newest = _newest(session, rows)
    return tuple(_past(row, undoable=row.id in newest) for row in rows)


def differences(
    before: Mapping[str, Any] | None, after: Mapping[str, Any] | None
) -> tuple[Difference, ...]:
    """Return what differs between two records."""
    was, now = before or {}, after or {}
    found = (
        Difference(name, _plain(name, was.get(name)), _plain(name, now.get(name)))
        for name in dict.fromkeys((*now, *was))
        if name not in _NOT_TOLD and _said(was.get(name)) != _said(now.get(name))
    )
    return tuple(each for each in found if each.before != each.after)


def _chosen(asked: AskedHistory) -> Select[Any]:
    query = select(Audit).order_by(Audit.id.desc()).limit(min(asked.limit, MOST))
    for column, value in (
        (Audit.city_id, asked.city_id),
        (Audit.layer, asked.layer),
        (Audit.subject_id, asked.subject_id),
    ):
        if value is not None:
            query = query.where(column == value)
    if asked.actor is not None:
        query = query.where(Audit.actor.icontains(asked.actor, autoescape=True))
    return query.where(Audit.id < asked.before) if asked.before is not None else query


def _newest(session: Session, rows: Iterable[Audit]) -> set[int]:
    """Return the ids of the writes that are the last ones of their features."""
    subjects = {row.subject_id for row in rows if row.layer in UNDOABLE}
    query = (
        select(func.max(Audit.id))
        .where(Audit.subject_id.in_(subjects), Audit.layer.in_(UNDOABLE))
        .group_by(Audit.layer, Audit.subject_id)
    )
    return set(session.scalars(query).all())


def _past(row: Audit, *, undoable: bool) -> PastWrite:
    return PastWrite(
        id=row.id,
        at=row.at,
        actor=row.actor,
        action=row.action,
        layer=row.layer,
        subject_id=row.subject_id,
        reason=row.reason,
        address=row.address,
        differences=differences(row.before, row.after),
        undoable=undoable and "version" in (row.after or row.before or {}),
    )


def _said(value: Any) -> Any:
    """Return a value, None for one that says nothing."""
    return None if value in ("", [], {}) else value


def _plain(name: str, value: Any) -> Any:
    if name not in _SHAPES or value is None:
        return _said(value)
    shape = shapely.from_wkb(value)
    if shape.geom_type == "Point":
        return [round(each, 7) for each in shapely.get_coordinates(shape)[0]]
    return shape.geom_type
