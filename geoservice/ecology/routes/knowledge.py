"""What is known of the spaces that a walk passes, and in which bodies of knowledge they teach."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from geoservice.store.relations import view_of
from geoservice.store.words import BODIES

_KNOWLEDGE = view_of("knowledge")
OF_THE_CITY = "city"


@dataclass(frozen=True)
class Known:
    """A published piece of local study."""

    id: int
    space: int
    body: str
    title_th: str
    title_en: str | None
    text_th: str | None
    text_en: str | None


def read_knowledge(session: Session, spaces: Iterable[int]) -> Mapping[int, Sequence[Known]]:
    """Return what is published about spaces, by their id, in the order of the bodies."""
    ids = list(spaces)
    if not ids:
        return {}
    names = ("id", "space_id", "body", "title_th", "title_en", "text_th", "text_en")
    rows = session.execute(
        select(*(_KNOWLEDGE.c[name] for name in names))
        .where(_KNOWLEDGE.c.space_id.in_(ids))
        .order_by(_KNOWLEDGE.c.id)
    )
    found: dict[int, list[Known]] = defaultdict(list)
    for row in rows:
        found[row.space_id].append(Known(*row))
    return {
        space: sorted(pieces, key=lambda each: BODIES.index(each.body))
        for space, pieces in found.items()
    }


def bodies_of(session: Session, space: int) -> tuple[str, ...]:
    """Return the bodies of knowledge a space teaches: of what is published there, else the city."""
    pieces = read_knowledge(session, [space]).get(space, ())
    return tuple(dict.fromkeys(each.body for each in pieces)) or (OF_THE_CITY,)
