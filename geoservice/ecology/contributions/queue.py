"""The queue of proposals: each field as it was, as it should be, and as it is by now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from geoalchemy2.shape import to_shape
from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from geoservice.ecology.contributions.proposals import CREATE, PENDING, UPDATE, wanted_space
from geoservice.ecology.contributions.values import edited_values, plain_values
from geoservice.ecology.editing.merging import survivor
from geoservice.ecology.editing.rows import PLACE
from geoservice.ecology.editing.twins import Twin, find_twins
from geoservice.store.models import Account, Contribution, Medium, Space
from geoservice.store.words import CONTRIBUTION_STATUSES

MOST = 100
MERGE = "merge"
"""What the proposal of two spaces that may be one holds (intake/duplicates.py)."""
_FACTS = (
    *("id", "layer", "action", "status", "created_at", "message"),
    *("reason", "decided_at", "result_id"),
)


class Difference(NamedTuple):
    """A field of a proposal: when it was sent, as proposed, and now."""

    field: str
    before: Any
    after: Any
    current: Any

    @property
    def is_conflict(self) -> bool:
        """Return whether somebody made something else of it meanwhile."""
        return self.current not in (self.before, self.after)


class Subject(NamedTuple):
    """The space that a proposal is about."""

    id: int
    name_th: str | None
    name_en: str | None
    version: int
    is_published: bool
    kind: str


@dataclass(frozen=True)
class Queued:
    """A proposal as those who decide see it; `place` is where to look, longitude and latitude.

    `picture` is the key of one; `stale`: its subject was changed, or is gone, since its sender
    saw it.
    """

    id: int
    layer: str
    action: str
    status: str
    created_at: datetime
    message: str | None
    reason: str | None
    decided_at: datetime | None
    result_id: int | None
    account: str | None
    decider: str | None
    picture: str | None
    subject: Subject | None
    place: tuple[float, float] | None
    differences: tuple[Difference, ...]
    twins: tuple[Twin, ...]
    stale: bool


@dataclass(frozen=True)
class AskedQueue:
    """Which proposals: of a city (None: all), with a status, of one account or (None) anybody.

    `action` and `kind` (of the place that they are about, or that is proposed) narrow it further.

    Those that wait come the oldest first, those decided the newest first; `after` is the last
    one seen. An account is told of its own proposals what it sent, and nothing of their subjects,
    whose place may not be for everybody.
    """

    city_id: int | None
    status: str = PENDING
    account_id: int | None = None
    limit: int = 50
    after: int | None = None
    action: str | None = None
    kind: str | None = None


def read_queue(session: Session, asked: AskedQueue) -> tuple[Queued, ...]:
    """Return proposals as they are asked for."""
    rows = session.execute(_page(asked)).all()
    if asked.account_id is not None:
        return tuple(_own(row) for row in rows)
    subjects = _subjects(session, [row.Contribution for row in rows])
    return tuple(_queued(session, row, subjects) for row in rows)


def count_queue(session: Session, asked: AskedQueue) -> dict[str, int]:
    """Return how many proposals have each status."""
    counted = _scoped(select(Contribution.status, func.count()), asked)
    found = dict(session.execute(counted.group_by(Contribution.status)).all())
    return {status: found.get(status, 0) for status in CONTRIBUTION_STATUSES}


def count_matched(session: Session, asked: AskedQueue) -> int:
    """Return how many proposals are asked for, those on other pages too."""
    query = _narrowed(_scoped(select(func.count()).select_from(Contribution), asked), asked)
    return session.scalar(query) or 0


def find_differences(row: Contribution, space: Space | None) -> tuple[Difference, ...]:
    """Return the fields that a proposal sets, beside those of its subject as it is now."""
    seen, wished = row.proposal["seen"], row.proposal["set"]
    now = plain_values({name: getattr(space, name) for name in wished}) if space else {}
    return tuple(
        Difference(name, _said(seen.get(name)), _said(value), _said(now.get(name)))
        for name, value in wished.items()
    )


def _page(asked: AskedQueue) -> Any:
    decider = aliased(Account)
    query = (
        select(
            Contribution, Account.name.label("account"), decider.name.label("decider"), Medium.key
        )
        .outerjoin(Account, Account.id == Contribution.account_id)
        .outerjoin(decider, decider.id == Contribution.decided_by)
        .outerjoin(Medium, Medium.id == Contribution.medium_id)
    )
    query = _narrowed(query, asked)
    oldest_first = asked.status == PENDING
    if asked.after is not None:
        later, earlier = Contribution.id > asked.after, Contribution.id < asked.after
        query = query.where(later if oldest_first else earlier)
    order = Contribution.id if oldest_first else Contribution.id.desc()
    return _scoped(query, asked).order_by(order).limit(min(asked.limit, MOST))


def _narrowed(query: Any, asked: AskedQueue) -> Any:
    query = query.where(Contribution.status == asked.status)
    if asked.action is not None:
        query = query.where(Contribution.action == asked.action)
    if asked.kind is not None:
        stored = select(Space.kind).where(Space.id == Contribution.subject_id).scalar_subquery()
        proposed = Contribution.proposal["set"]["kind"].as_string()
        query = query.where(func.coalesce(proposed, stored) == asked.kind)
    return query


def _scoped(query: Any, asked: AskedQueue) -> Any:
    # Twins that an import found wait in the same table, for a desk of their own.
    query = query.where(~Contribution.proposal.has_key(MERGE))
    if asked.city_id is not None:
        query = query.where(Contribution.city_id == asked.city_id)
    if asked.account_id is not None:
        query = query.where(Contribution.account_id == asked.account_id)
    return query


def _subjects(session: Session, rows: Sequence[Contribution]) -> dict[int, Space]:
    wanted = {row.subject_id or row.result_id for row in rows} - {None}
    found = session.scalars(select(Space).where(Space.id.in_(wanted)))
    return {space.id: space for space in found}


def _corrected(session: Session, space: Space | None) -> Space | None:
    """Return the space that a correction goes to: of one merged away, the one that it is now."""
    if space is None or space.status == "published":
        return space
    return session.get(Space, survivor(session, space.id))


def _queued(session: Session, found: Any, subjects: Mapping[int, Space]) -> Queued:
    row: Contribution = found.Contribution
    space = subjects.get(row.subject_id or row.result_id or 0)
    waits = row.status == PENDING
    if waits and row.action == UPDATE:
        space = _corrected(session, space)
    return Queued(
        **_facts(row),
        account=found.account,
        decider=found.decider,
        picture=found.key,
        subject=_subject(space) if space else None,
        place=_lonlat(row),
        differences=find_differences(row, space if row.action == UPDATE else None),
        twins=tuple(_twins(session, row)) if waits and row.action == CREATE else (),
        stale=waits and row.action != CREATE and _is_stale(row, space),
    )


def _facts(row: Contribution) -> dict[str, Any]:
    """Return what a proposal is told by as it is stored."""
    return {name: getattr(row, name) for name in _FACTS}


def _own(found: Any) -> Queued:
    """Return a proposal as its sender is told of it."""
    wished = found.Contribution.proposal["set"]
    place = wished.get(PLACE)
    return Queued(
        **_facts(found.Contribution),
        account=found.account,
        decider=None,
        picture=found.key,
        subject=None,
        place=(place[0], place[1]) if place else None,
        differences=tuple(Difference(name, None, value, None) for name, value in wished.items()),
        twins=(),
        stale=False,
    )


def _subject(space: Space) -> Subject:
    is_published = space.status == "published"
    names = (space.name_th, space.name_en)
    return Subject(space.id, *names, space.version, is_published, space.kind)


def _is_stale(row: Contribution, space: Space | None) -> bool:
    return space is None or space.status != "published" or space.version != row.base_version


def _twins(session: Session, row: Contribution) -> list[Twin]:
    values = edited_values(row.proposal["set"])
    return find_twins(session, wanted_space(row.city_id, values))


def _lonlat(row: Contribution) -> tuple[float, float] | None:
    if row.geom is None:
        return None
    place = to_shape(row.geom)
    return round(place.x, 7), round(place.y, 7)


def _said(value: Any) -> Any:
    """Return a value, None for one that says nothing."""
    return None if value in ("", []) else value
