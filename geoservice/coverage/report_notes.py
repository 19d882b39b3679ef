"""What walkers noted in a city, for whoever plans it: published notes, what waits first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from geoservice.store.relations import view_of

MOST_NOTES = 20


@dataclass(frozen=True)
class FieldNote:
    """A note: when, of which kind, in which tambon, what was seen, what was done about it."""

    day: date
    kind: str
    district_th: str | None
    district_en: str | None
    text: str
    solution: str | None


@dataclass(frozen=True)
class FieldNotes:
    """The latest notes of a city, those that wait first; and how many there are, and wait."""

    notes: tuple[FieldNote, ...]
    count: int
    waiting: int


def read_field_notes(session: Session, city: str, clock: ZoneInfo) -> FieldNotes:
    """Return the published notes of a city, days as on its clock."""
    view = view_of("notes")
    of_city = view.c.city == city
    counted = session.execute(
        select(
            func.count().label("all"),
            func.count().filter(view.c.solved_at.is_(None)).label("waiting"),
        ).where(of_city)
    ).one()
    rows = session.execute(
        select(view.c.created_at, view.c.kind, view.c.text, view.c.solution, *_around(view))
        .where(of_city)
        .order_by(view.c.solved_at.is_not(None), view.c.created_at.desc(), view.c.id.desc())
        .limit(MOST_NOTES)
    )
    notes = (
        FieldNote(
            row.created_at.astimezone(clock).date(),
            *(row.kind, row.district_th, row.district_en, row.text, row.solution),
        )
        for row in rows
    )
    return FieldNotes(tuple(notes), counted.all, counted.waiting)


def _around(notes: Any) -> Sequence[Any]:
    """Return the names of the tambon that a note lies in, in Thai and in English."""
    districts = view_of("districts")
    around = (
        districts.c.city_id == notes.c.city_id,
        districts.c.level == "tambon",
        func.st_covers(districts.c.geom, notes.c.geom),
    )
    names = {"district_th": districts.c.name_th, "district_en": districts.c.name_en}
    return [
        select(name).where(*around).order_by(districts.c.id).limit(1).scalar_subquery().label(label)
        for label, name in names.items()
    ]
