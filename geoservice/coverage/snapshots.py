"""Figures of a city kept as they were, with the version of the data they come from."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select, text
from sqlalchemy.orm import Session

from geoservice.coverage.asked import AskedCoverage
from geoservice.coverage.figures import Coverage
from geoservice.store.audit import FROM_SHELL, Author, record_of_author
from geoservice.store.cities import find_city
from geoservice.store.models import City, CoverageSnapshot
from geoservice.store.words import SNAPSHOT_KINDS

COVERAGE, EVIDENCE = SNAPSHOT_KINDS
Facts = Mapping[str, Any]
LAYER = "snapshots"


@dataclass(frozen=True)
class Draft:
    """Figures to keep: of `kind` "coverage" or "evidence", asked by `parameters`.

    `data_version` is a text that changes with all the figures hang on.
    """

    city: str
    kind: str
    data_version: str
    parameters: Facts
    figures: Facts


@dataclass(frozen=True)
class Snapshot:
    """Kept figures, and when they were taken."""

    id: int
    taken_at: datetime
    data_version: str
    parameters: Facts
    figures: Facts


def coverage_draft(coverage: Coverage) -> Draft:
    """Return what is kept of coverage: every figure of every district, and of the city."""
    source = coverage.people_source
    return Draft(
        city=coverage.asked.city,
        kind=COVERAGE,
        data_version=coverage.data_version,
        parameters=parameters_of(coverage.asked, level=coverage.level, at=coverage.at),
        figures={
            "people_source": asdict(source) if source else None,
            "districts": [asdict(each) for each in coverage.districts],
            "total": asdict(coverage.total),
            "remarks": [each.id for each in coverage.remarks],
        },
    )


def parameters_of(asked: AskedCoverage, *, level: str, at: datetime | None) -> dict[str, Any]:
    """Return what makes two coverages comparable: all that was asked but the city."""
    return {
        "kinds": sorted(asked.all_kinds),
        "minutes": asked.minutes,
        "profile": asked.profile,
        "level": level,
        "at": at.isoformat() if at else None,
        "decay": asked.decay,
    }


def keep(
    session: Session, draft: Draft, *, now: datetime, author: Author = FROM_SHELL
) -> tuple[Snapshot, bool]:
    """Keep figures, and say whether they are new.

    The same data version with the same parameters is not kept again: what is kept of it already
    comes back. `session` is a writing one; others that keep figures of this city wait for its end.
    """
    city = find_city(session, draft.city)
    session.execute(select(City.id).where(City.id == city.id).with_for_update(key_share=True))
    known = session.scalar(
        select(CoverageSnapshot)
        .where(
            CoverageSnapshot.city_id == city.id,
            CoverageSnapshot.kind == draft.kind,
            CoverageSnapshot.parameters == draft.parameters,
        )
        .order_by(CoverageSnapshot.taken_at.desc(), CoverageSnapshot.id.desc())
        .limit(1)
    )
    if known is not None and known.data_version == draft.data_version:
        return _snapshot(known), False
    kept = CoverageSnapshot(
        city_id=city.id,
        kind=draft.kind,
        taken_at=now,
        data_version=draft.data_version,
        parameters=draft.parameters,
        figures=draft.figures,
    )
    session.add(kept)
    session.flush()
    record_of_author(
        session,
        author,
        "keep figures",
        LAYER,
        city_id=city.id,
        subject_id=kept.id,
        after={"kind": draft.kind, "data_version": draft.data_version},
    )
    return _snapshot(kept), True


def _snapshot(kept: CoverageSnapshot | Row[Any]) -> Snapshot:
    return Snapshot(kept.id, kept.taken_at, kept.data_version, kept.parameters, kept.figures)


def list_snapshots(session: Session, city: str, kind: str = COVERAGE) -> tuple[Snapshot, ...]:
    """Return what is kept of a city, the oldest first, without its figures.

    Reads what is published.
    """
    return tuple(_snapshot(row) for row in session.execute(_KEPT, {"city": city, "kind": kind}))


def read_snapshot(session: Session, number: int) -> Snapshot:
    """Return kept figures by their id."""
    return _snapshot(session.execute(_ONE, {"id": number}).one())


_KEPT = text(
    "SELECT id, taken_at, data_version, parameters, CAST('{}' AS jsonb) AS figures "
    "FROM published.coverage_snapshot WHERE city = :city AND kind = :kind ORDER BY taken_at, id"
)
_ONE = text(
    "SELECT id, taken_at, data_version, parameters, figures "
    "FROM published.coverage_snapshot WHERE id = :id"
)
