"""Places that are there already: near a new one, of its kind, and called much the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Double, Row, cast, func, null, select
from sqlalchemy.orm import Session

from geoservice.errors import ConflictError
from geoservice.name_likeness import best_likeness
from geoservice.same_place import (
    FARTHEST_METRES,
    LEAST_LIKENESS,
    farthest_metres,
    reach_metres,
)
from geoservice.store.models import Space

_NAMED = 3  # as many are named; the rest is counted


class Twin(NamedTuple):
    """A space that may be the same place; `metres` None: neither of them has a place."""

    id: int
    name_th: str | None
    name_en: str | None
    metres: float | None


class TwinsError(ConflictError):
    """A new space seems to be there already, once or more often."""

    twins: tuple[Twin, ...]


@dataclass(frozen=True)
class Wanted:
    """A space that is to be added, as far as it tells whether it is there; `place` lon, lat."""

    city_id: int
    kind: str
    names: tuple[str | None, ...]
    place: tuple[float, float] | None


def refuse_twins(session: Session, wanted: Wanted) -> None:
    """Raise TwinsError, which names them, where spaces like the wanted one are there already."""
    found = find_twins(session, wanted)
    if not found:
        return
    error = TwinsError(
        "It seems to be there already: {names}. If it is another place, send it again with "
        "duplicate=allow.",
        names="; ".join(map(_named, found[:_NAMED])),
    )
    error.twins = tuple(found)
    raise error


def find_twins(session: Session, wanted: Wanted) -> list[Twin]:
    """Return the spaces that may be the wanted one, nearest first."""
    farthest = farthest_metres(wanted.kind)
    found = []
    for row in _near(session, wanted):
        names = (row.name_th, row.name_en, *row.other_names)
        alike = best_likeness(wanted.names, names).score
        reach = min(farthest, reach_metres(alike))
        if alike >= LEAST_LIKENESS and (row.metres or 0) <= reach:
            found.append(Twin(row.id, row.name_th, row.name_en, row.metres))
    return found


def _near(session: Session, wanted: Wanted) -> Sequence[Row[Any]]:
    """Return the spaces of the kind around the place; without one, those that have none either."""
    names = (Space.id, Space.name_th, Space.name_en, Space.other_names)
    if wanted.place is None:
        placeless = select(*names, cast(null(), Double).label("metres")).where(
            Space.city_id == wanted.city_id,
            Space.kind == wanted.kind,
            Space.status == "published",
            Space.geom.is_(None),
        )
        return session.execute(placeless.order_by(Space.id)).all()
    near = func.spaces_near(
        wanted.city_id, wanted.kind, *wanted.place, FARTHEST_METRES
    ).table_valued("id", "metres")
    query = select(*names, near.c.metres).join(near, near.c.id == Space.id)
    return session.execute(query.order_by(near.c.metres)).all()


def _named(twin: Twin) -> str:
    name = twin.name_th or twin.name_en or "-"
    return f"{name} ({twin.id})"
