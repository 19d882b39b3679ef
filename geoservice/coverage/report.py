"""What a council reads about coverage: the figures, where the gaps are, and what all rests on."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from geoservice.coverage.asked import HEXAGONS, AskedCoverage
from geoservice.coverage.changes import Changes, since_kept
from geoservice.coverage.figures import Coverage, DistrictFigures
from geoservice.coverage.measuring import CITY
from geoservice.coverage.planner import cover, district_shapes, street_minutes
from geoservice.coverage.queries import Query, ask, read_query
from geoservice.coverage.report_ground import Gap, Ground, find_gaps, read_ground
from geoservice.coverage.report_notes import FieldNotes, read_field_notes
from geoservice.coverage.shelf import CoverageShelf
from geoservice.ecology.candidates import read_city
from geoservice.paths import SOURCES
from geoservice.store.cities import zone

MOST_GAPS = 10
SUBJECTS = ("spaces", "people", "districts", "streets")


@dataclass(frozen=True)
class Source:
    """Where something comes from: how many rows of it, and as of which day or year."""

    name: str
    number: int
    as_of: str | None


@dataclass(frozen=True)
class Origin:
    """The sources of one subject (of SUBJECTS), and the query that tells them."""

    subject: str
    sources: tuple[Source, ...]
    query: Query


@dataclass(frozen=True, eq=False)
class Report:
    """All that a report tells. `kinds` is the row of the city for each kind alone.

    `gaps` are places with the most people (or metres of street) out of reach. `changes` is None
    where no coverage with these settings was kept before. `made_at` is on the city's clock.
    """

    made_at: datetime
    coverage: Coverage
    kinds: Mapping[str, DistrictFigures]
    gaps: tuple[Gap, ...]
    ground: Ground
    changes: Changes | None
    origins: tuple[Origin, ...]
    notes: FieldNotes

    @property
    def counted(self) -> bool:
        """Return whether people are known, so that shares are those of people."""
        return self.coverage.people_source is not None

    @property
    def worst(self) -> Sequence[DistrictFigures]:
        """Return the districts by people, or metres of street, out of reach: the most first.

        Those of which it is not known come last.
        """
        return sorted(self.coverage.districts, key=self._rank, reverse=True)

    def _rank(self, row: DistrictFigures) -> float:
        missed = self.missed(row)
        return -1.0 if missed is None else missed

    @property
    def placed(self) -> float:
        """Return how many people of the city are in its share: those that could be placed."""
        total = self.coverage.total
        if total.share:
            return (total.people_covered or 0.0) / total.share
        return sum(row.people or 0.0 for row in self.coverage.districts if row.share is not None)

    def missed(self, row: DistrictFigures) -> float | None:
        """Return how many people, or metres of street where nobody is counted, reach nothing.

        None where no people could be placed.
        """
        if not self.counted:
            return row.street_metres - row.street_metres_covered
        if row.share is None:
            return None
        people = self.placed if row.level == CITY else (row.people or 0.0)
        return max(people - (row.people_covered or 0.0), 0.0)


def make_report(
    session: Session, shelf: CoverageShelf, asked: AskedCoverage, *, now: datetime
) -> Report:
    """Return the report of a city; NotFoundError where it is not there or has no streets."""
    city = read_city(session, asked.city)
    coverage = cover(session, shelf, asked)
    shapes = district_shapes(session, shelf, asked)
    hexagons = cover(session, shelf, replace(asked, level=HEXAGONS))
    minutes = street_minutes(session, shelf, asked)
    kinds = {
        kind: cover(session, shelf, replace(asked, kinds=(kind,))).total for kind in asked.all_kinds
    }
    return Report(
        made_at=now.astimezone(zone(city.timezone)),
        coverage=coverage,
        kinds=kinds,
        gaps=find_gaps(session, city.id, hexagons, shapes, most=MOST_GAPS),
        ground=read_ground(session, city.id, shapes, minutes, asked),
        changes=since_kept(session, coverage, now=now),
        origins=tuple(read_origins(session, city.slug)),
        notes=read_field_notes(session, city.slug, zone(city.timezone)),
    )


def read_origins(session: Session, city: str) -> Iterator[Origin]:
    """Give where each subject of a city comes from."""
    for subject in SUBJECTS:
        query = read_query(SOURCES / f"{subject}.sql", city)
        found = (
            Source(row.source, row.number, None if row.as_of is None else str(row.as_of))
            for row in ask(session, query)
        )
        yield Origin(subject, tuple(found), query)
