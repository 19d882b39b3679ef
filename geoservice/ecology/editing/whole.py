"""Spaces as curators see them: with the place and the address that the public is not shown."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from geoalchemy2.shape import to_shape
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from geoservice.ecology.editing.merging import MOVED_WITH
from geoservice.ecology.editing.rows import state_of
from geoservice.ecology.editing.spaces import FIELDS
from geoservice.ecology.editing.states import State
from geoservice.store.models import Space


@dataclass(frozen=True)
class WholeSpace:
    """A published space; `place` is longitude and latitude, None for one that is online only.

    `hangs` counts what would move with it, by the names of merging.MOVED_WITH.
    """

    state: State
    city_id: int
    source: str
    fields: Mapping[str, Any]
    place: tuple[float, float] | None
    hangs: Mapping[str, int]


def read_whole(session: Session, ids: Iterable[int]) -> dict[int, WholeSpace]:
    """Return published spaces by their ids; what is not there is left out."""
    wanted = sorted(set(ids))
    query = select(Space).where(Space.id.in_(wanted), Space.status == "published")
    hanging = _hanging(session, wanted)
    return {space.id: _whole(space, hanging) for space in session.scalars(query)}


def _whole(space: Space, hanging: Mapping[str, Mapping[int, int]]) -> WholeSpace:
    point = to_shape(space.geom) if space.geom is not None else None
    return WholeSpace(
        state=state_of(space),
        city_id=space.city_id,
        source=space.source,
        fields={name: getattr(space, name) for name in FIELDS},
        place=(point.x, point.y) if point else None,
        hangs={
            name: counts[space.id] for name, counts in hanging.items() if counts.get(space.id, 0)
        },
    )


def _hanging(session: Session, ids: list[int]) -> dict[str, dict[int, int]]:
    """Return how much hangs on each space, by what it is."""
    found = {}
    for name, model in MOVED_WITH.items():
        query = select(model.space_id, func.count()).where(model.space_id.in_(ids))
        found[name] = {row[0]: row[1] for row in session.execute(query.group_by(model.space_id))}
    return found
