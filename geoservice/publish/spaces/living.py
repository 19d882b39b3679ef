"""What lives at a space: knowledge, activities, offerings, notes, and the walks that pass."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Integer, Text, column, select, table
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Session

from geoservice.ecology.activities.reading import Happening, Wanted, read_programme
from geoservice.ecology.activities.windows import Window
from geoservice.language import Both
from geoservice.publish.agenda_names import agenda_titles
from geoservice.store.relations import view_of
from geoservice.store.words import BODIES

AHEAD = timedelta(days=366)
MOST_NOTES = 20

_KNOWLEDGE_MEDIA = table(
    "knowledge", column("id", BigInteger()), column("media", JSONB()), schema="published"
).alias("shows")
_MEDIUM = table(
    "medium",
    column("key", Text()),
    column("media_type", Text()),
    column("width", Integer()),
    column("height", Integer()),
    schema="published",
)
_RUN = table(
    "space_partner",
    column("space_id", BigInteger()),
    column("partner_id", BigInteger()),
    schema="published",
)
_STOP = table(
    "route_stop",
    column("route_id", BigInteger()),
    column("space_id", BigInteger()),
    schema="published",
)


@dataclass(frozen=True)
class Shown:
    """A picture or a recording beside a piece of knowledge; `told` is what is said of it."""

    key: str
    media_type: str
    width: int | None
    height: int | None
    told: dict[str, Any]


@dataclass(frozen=True)
class Piece:
    """A piece of knowledge: its row, and what it shows of what is published."""

    row: Any
    pictures: tuple[Shown, ...]
    recordings: tuple[Shown, ...]

    @property
    def is_research(self) -> bool:
        """Return whether somebody published it elsewhere."""
        return bool(self.row.doi or self.row.authors)


@dataclass(frozen=True)
class Living:
    """What is published of a space; `happenings` are the times to come, the soonest first."""

    knowledge: list[Piece]
    happenings: list[Happening]
    offerings: Sequence[Any]
    notes: Sequence[Any]
    routes: Sequence[Any]
    agendas: dict[str, Both]
    """What the agendas of the city are called, by their word."""
    partners: Mapping[int, Both]
    """What the organisations that are named here are called, by their id."""


def read_living(session: Session, space_id: int, city: str, *, now: datetime) -> Living:
    """Return what lives at a published space of a city."""
    programme = read_programme(session, city, Wanted(space=space_id), Window(now, now + AHEAD))
    knowledge = _knowledge(session, space_id)
    run_by = session.scalar(select(_RUN.c.partner_id).where(_RUN.c.space_id == space_id))
    return Living(
        knowledge=knowledge,
        happenings=programme.happenings,
        offerings=_rows(session, "offerings", space_id),
        notes=_notes(session, space_id),
        routes=_routes(session, space_id),
        agendas=agenda_titles(session, city),
        partners=_partners(session, (run_by, *(each.row.partner_id for each in knowledge))),
    )


def _partners(session: Session, ids: Iterable[int | None]) -> dict[int, Both]:
    view = view_of("partners")
    wanted = [each for each in ids if each is not None]
    named = select(view.c.id, view.c.name_th, view.c.name_en).where(view.c.id.in_(wanted))
    return {row.id: (row.name_th, row.name_en or row.name_th) for row in session.execute(named)}


def _knowledge(session: Session, space_id: int) -> list[Piece]:
    """Return the pieces in the order of the bodies."""
    view = view_of("knowledge")
    plain = [each for each in view.c if each.name not in _WORKING]
    rows = session.execute(
        select(*plain, _KNOWLEDGE_MEDIA.c.media)
        .join(_KNOWLEDGE_MEDIA, _KNOWLEDGE_MEDIA.c.id == view.c.id)
        .where(view.c.space_id == space_id)
        .order_by(view.c.id)
    ).all()
    keys = [key for row in rows for key in (*row.pictures, *row.recordings)]
    media = {
        row.key: row for row in session.execute(select(_MEDIUM).where(_MEDIUM.c.key.in_(keys)))
    }
    pieces = [
        Piece(row, _shown(row.media, "pictures", media), _shown(row.media, "recordings", media))
        for row in rows
    ]
    return sorted(pieces, key=lambda each: BODIES.index(each.row.body))


_WORKING = ("geom", "geom_3857", "search_key", "rank")


def _shown(told: dict[str, Any], part: str, media: dict[str, Any]) -> tuple[Shown, ...]:
    """Return the media of a list that are published, in its order."""
    items = told.get(part) if isinstance(told, dict) else None
    known = [
        (media[item["key"]], item)
        for item in (items if isinstance(items, list) else ())
        if item.get("key") in media
    ]
    return tuple(Shown(row.key, row.media_type, row.width, row.height, item) for row, item in known)


def _rows(session: Session, collection: str, space_id: int) -> Sequence[Any]:
    view = view_of(collection)
    plain = [each for each in view.c if each.name not in _WORKING]
    return session.execute(
        select(*plain).where(view.c.space_id == space_id).order_by(view.c.id)
    ).all()


def _notes(session: Session, space_id: int) -> Sequence[Any]:
    """Return the latest notes."""
    view = view_of("notes")
    plain = [each for each in view.c if each.name not in _WORKING]
    return session.execute(
        select(*plain)
        .where(view.c.space_id == space_id)
        .order_by(view.c.created_at.desc(), view.c.id.desc())
        .limit(MOST_NOTES)
    ).all()


def _routes(session: Session, space_id: int) -> Sequence[Any]:
    """Return the curated walks that stop there."""
    view = view_of("routes")
    stops = select(_STOP.c.route_id).where(_STOP.c.space_id == space_id)
    named = (view.c.id, view.c.slug, view.c.city, view.c.title_th, view.c.title_en, view.c.metres)
    return session.execute(select(*named).where(view.c.id.in_(stops)).order_by(view.c.id)).all()
