"""How figures moved over time: each indicator in every pack of evidence that was kept, and now."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from geoservice.coverage.evidence import Evidence, Finding
from geoservice.coverage.snapshots import EVIDENCE, Snapshot, list_snapshots, read_snapshot
from geoservice.store.cities import zone

MOST_PACKS = 24


@dataclass(frozen=True)
class Point:
    """A value on the day on which it was kept, in the city's time; None where it was not known."""

    at: datetime
    value: float | None


@dataclass(frozen=True)
class Movement:
    """An indicator over time, the oldest point first and what it is now last."""

    finding: Finding
    points: tuple[Point, ...]


def read_movements(session: Session, evidence: Evidence) -> dict[str, Movement]:
    """Return how every indicator of a city moved, over the last packs that were kept.

    A pack that asked an indicator in another way than now has no point of it.
    """
    kept = list_snapshots(session, evidence.city.slug, EVIDENCE)[-MOST_PACKS:]
    packs = [read_snapshot(session, each.id) for each in kept]
    return {
        each.indicator.id: Movement(each, tuple(_points(each, packs, evidence)))
        for each in evidence.findings
    }


def _points(finding: Finding, packs: list[Snapshot], evidence: Evidence) -> Iterator[Point]:
    here = zone(evidence.city.timezone)
    for pack in packs:
        known = pack.figures.get(finding.indicator.id)
        if known is not None and known["query"] == finding.query:
            yield Point(pack.taken_at.astimezone(here), known["value"])
    yield Point(evidence.made_at, finding.value)
