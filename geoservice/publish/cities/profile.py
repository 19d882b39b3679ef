"""What there is to tell of a learning city: its figures, where they come from, what changed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from geoservice.coverage.asked import AskedCoverage
from geoservice.coverage.changes import Changes, since_kept
from geoservice.coverage.evidence import Evidence, gather_evidence
from geoservice.coverage.figures import Coverage
from geoservice.coverage.movements import Movement, read_movements
from geoservice.coverage.planner import cover
from geoservice.coverage.queries import ask, read_query
from geoservice.coverage.report import Origin, read_origins
from geoservice.coverage.shelf import CoverageShelf
from geoservice.coverage.snapshots import Snapshot, list_snapshots, read_snapshot
from geoservice.ecology.agendas import Agenda, read_agendas
from geoservice.ecology.candidates import WalkCity, read_city
from geoservice.ecology.learning_cities import LearningCity, find_learning_city
from geoservice.errors import NotFoundError
from geoservice.paths import PROFILE
from geoservice.publish.cities.listing import count_by
from geoservice.publish.cities.month import count_activities
from geoservice.store.cities import zone

ANY, LIBRARY = "reach_any", "reach_library"
_BREAKDOWNS = ("knowledge_by_body", "partners_by_actor", "notes_by_kind")


@dataclass(frozen=True)
class Counted:
    """How many there are of a word, as of the day on which one of them was last changed."""

    number: int
    as_of: str | None


@dataclass(frozen=True, eq=False)
class Profile:
    """A learning city as it is now, on its own clock.

    `reached` are coverages of adults within 15 minutes by indicator (ANY, LIBRARY); empty where
    no streets are stored. `kinds` and `levels` count spaces and districts. `footways` is the part
    of all walkable metres that is for feet alone: how closely streets are mapped. `kept` is the
    coverage kept last, whatever was asked.
    """

    city: WalkCity
    made_at: datetime
    evidence: Evidence
    reached: Mapping[str, Coverage]
    kinds: Mapping[str, int]
    levels: Mapping[str, int]
    breakdowns: Mapping[str, Mapping[str, Counted]]
    origins: Mapping[str, Origin]
    footways: float | None
    activities_this_month: int | None
    changes: Changes | None
    kept: Snapshot | None
    known: LearningCity | None
    agendas: tuple[Agenda, ...]
    movements: Mapping[str, Movement]

    @property
    def coverage(self) -> Coverage | None:
        """Return who reaches any space in 15 minutes, None where no streets are stored."""
        return self.reached.get(ANY)

    @property
    def people(self) -> float | None:
        """Return how many people live in the city, None where nobody is counted."""
        return self.coverage.total.people if self.coverage else None

    def as_of(self, subject: str) -> str | None:
        """Return the last day or year of the sources of a subject."""
        days = [each.as_of for each in self.origins[subject].sources if each.as_of]
        return max(days, default=None)

    def interval(self, indicator: str) -> tuple[float | None, float | None]:
        """Return between what a share lies for sure, where that is known."""
        if indicator not in self.reached:
            return None, None
        total = self.reached[indicator].total
        return total.share_low, total.share_high


def read_profile(session: Session, shelf: CoverageShelf, slug: str, *, now: datetime) -> Profile:
    """Return the profile of a city; NotFoundError names the cities there are."""
    city = read_city(session, slug)
    evidence = gather_evidence(session, shelf, slug, now=now)
    reached = dict(_reached(session, shelf, slug))
    kept = list_snapshots(session, slug)
    made_at = now.astimezone(zone(city.timezone))
    return Profile(
        city=city,
        made_at=made_at,
        evidence=evidence,
        reached=reached,
        kinds=count_by(session, "spaces", "kind").get(city.id, {}),
        levels=count_by(session, "districts", "level").get(city.id, {}),
        breakdowns={name: _counted(session, name, slug) for name in _BREAKDOWNS},
        origins={each.subject: each for each in read_origins(session, slug)},
        footways=_footways(session, slug),
        activities_this_month=count_activities(session, slug, made_at),
        changes=since_kept(session, reached[ANY], now=now) if ANY in reached else None,
        kept=read_snapshot(session, kept[-1].id) if kept else None,
        known=find_learning_city(slug),
        agendas=read_agendas(session, slug),
        movements=read_movements(session, evidence),
    )


def _reached(session: Session, shelf: CoverageShelf, slug: str) -> Iterator[tuple[str, Coverage]]:
    for name, kinds in ((ANY, ()), (LIBRARY, ("library",))):
        try:
            yield name, cover(session, shelf, AskedCoverage(slug, kinds))
        except NotFoundError:  # the city is there, so it is streets that are not
            return


def _counted(session: Session, name: str, city: str) -> dict[str, Counted]:
    rows = ask(session, read_query(PROFILE / f"{name}.sql", city))
    return {
        row.word: Counted(row.value, None if row.as_of is None else str(row.as_of)) for row in rows
    }


def _footways(session: Session, city: str) -> float | None:
    rows = ask(session, read_query(PROFILE / "footways.sql", city))
    return float(rows[0].value) if rows and rows[0].value is not None else None
