"""The evidence of a learning city: each indicator with its value, date, query and change.

What nobody stored is not known: no indicator is zero because its table is empty.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import parse_qsl

from sqlalchemy.orm import Session

from geoservice.coverage.asked import AskedCoverage
from geoservice.coverage.figures import Coverage
from geoservice.coverage.indicators import Indicator, indicators
from geoservice.coverage.planner import cover
from geoservice.coverage.queries import ask, read_query
from geoservice.coverage.shelf import CoverageShelf
from geoservice.coverage.snapshots import (
    EVIDENCE,
    Draft,
    Snapshot,
    list_snapshots,
    read_snapshot,
)
from geoservice.ecology.candidates import WalkCity, read_city
from geoservice.errors import NotFoundError
from geoservice.paths import EVIDENCE as QUERIES
from geoservice.paths import SOURCES
from geoservice.store.cities import zone

_ALIKE = 9  # decimals


@dataclass(frozen=True)
class Finding:
    """An indicator of a city: None where there is no data.

    `as_of` is the day on which the data was last changed, `people_year` when people were counted
    if they count in it. `query` is the SQL, or the address under the service, that answers it
    again. `before` is the value in the last kept pack, None where that knew none or asked it
    otherwise.
    """

    indicator: Indicator
    value: float | None
    as_of: str | None
    query: str
    people_year: int | None = None
    before: float | None = None

    @property
    def change(self) -> float | None:
        """Return by how much it grew since the last kept pack, None where that is not known."""
        if self.value is None or self.before is None:
            return None
        return self.value - self.before


@dataclass(frozen=True)
class Evidence:
    """A pack of evidence. `since` is when the pack it is compared with was kept, if any was."""

    city: WalkCity
    made_at: datetime
    since: datetime | None
    findings: tuple[Finding, ...]


def gather_evidence(
    session: Session, shelf: CoverageShelf, city: str, *, now: datetime
) -> Evidence:
    """Return the evidence of a city as it is now, compared with the pack kept last."""
    found = read_city(session, city)
    last = _last_kept(session, found.slug)
    answer = _Answers(session, shelf, found)
    here = zone(found.timezone)
    return Evidence(
        city=found,
        made_at=now.astimezone(here),
        since=last.taken_at.astimezone(here) if last else None,
        findings=tuple(_compared(answer.find(each), last) for each in indicators()),
    )


def _last_kept(session: Session, city: str) -> Snapshot | None:
    kept = list_snapshots(session, city, EVIDENCE)
    return read_snapshot(session, kept[-1].id) if kept else None


class _Answers:
    """Answers indicators; a coverage that several ask for is found once."""

    def __init__(self, session: Session, shelf: CoverageShelf, city: WalkCity) -> None:
        self.session, self.shelf, self.city = session, shelf, city

    def find(self, indicator: Indicator) -> Finding:
        """Return what is known of an indicator."""
        return self._of_coverage(indicator) if indicator.asked else self._of_query(indicator)

    def _of_query(self, indicator: Indicator) -> Finding:
        query = read_query(QUERIES / f"{indicator.id}.sql", self.city.slug)
        rows = ask(self.session, query)
        value = float(rows[0].value) if rows and rows[0].value is not None else None
        as_of = str(rows[0].as_of) if value is not None and rows[0].as_of is not None else None
        return Finding(indicator, value, as_of, query.shown)

    def _of_coverage(self, indicator: Indicator) -> Finding:
        query = f"/api/coverage?city={self.city.slug}&{indicator.asked}"
        coverage = self._cover(indicator.asked)
        value = None if coverage is None else read_figure(coverage, indicator.figure)
        if coverage is None or value is None:
            return Finding(indicator, None, None, query)
        source = coverage.people_source
        return Finding(indicator, value, self._as_of(), query, source.year if source else None)

    def _cover(self, asked: str) -> Coverage | None:
        """Return a coverage; None where no street or no space of its kinds is stored."""
        values = dict(parse_qsl(asked))
        question = AskedCoverage(
            city=self.city.slug,
            kinds=tuple(filter(None, values.get("kinds", "").split(","))),
            minutes=int(values["minutes"]),
            profile=values["profile"],
        )
        try:
            coverage = cover(self.session, self.shelf, question)
        except NotFoundError:  # the city is there, so it is streets that are not
            return None
        nothing = any(remark.id == "no_spaces" for remark in coverage.remarks)
        return None if nothing else coverage

    def _as_of(self) -> str:
        """Return the day on which a space was last changed."""
        rows = ask(self.session, read_query(SOURCES / "spaces.sql", self.city.slug))
        return max(str(row.as_of) for row in rows)


def read_figure(coverage: Coverage, name: str) -> float | None:
    """Return a figure of the whole city; None where it is not known."""
    total = coverage.total
    if name.startswith("by_age."):
        _, group, figure = name.split(".")
        age = total.by_age.get(group)
        return None if age is None else getattr(age, figure)
    return _FIGURES[name](coverage)


def _spaces_per_1000(coverage: Coverage) -> float | None:
    people = coverage.total.people
    return 1000 * coverage.total.spaces / people if people else None


_FIGURES: Mapping[str, Callable[[Coverage], float | None]] = {
    "share": lambda coverage: coverage.total.share,
    "gini": lambda coverage: coverage.total.gini,
    "variety": lambda coverage: coverage.total.variety if coverage.people_source else None,
    "spaces_per_1000": _spaces_per_1000,
}


def _compared(finding: Finding, last: Snapshot | None) -> Finding:
    """Return a finding beside what the last pack had, if it was asked in the same way."""
    known = last.figures.get(finding.indicator.id) if last else None
    if known is None or known["query"] != finding.query:
        return finding
    return replace(finding, before=known["value"])


def evidence_draft(evidence: Evidence) -> Draft:
    """Return what is kept of a pack; its data version is that of all its values and queries."""
    figures = dict(_kept(evidence))
    text = json.dumps(figures, sort_keys=True)
    return Draft(
        city=evidence.city.slug,
        kind=EVIDENCE,
        data_version=hashlib.sha256(text.encode()).hexdigest()[:16],
        parameters={},
        figures=figures,
    )


def _kept(evidence: Evidence) -> Iterator[tuple[str, dict[str, object]]]:
    for each in evidence.findings:
        value = None if each.value is None else round(each.value, _ALIKE)
        yield each.indicator.id, {"value": value, "as_of": each.as_of, "query": each.query}
