"""A profile of a city, to be changed where a test wants it otherwise."""

from dataclasses import replace
from datetime import UTC, datetime

from geoservice.coverage.evidence import Evidence, Finding
from geoservice.coverage.figures import Coverage, PeopleSource
from geoservice.coverage.indicators import indicators
from geoservice.coverage.queries import Query
from geoservice.coverage.report import Origin, Source
from geoservice.coverage.snapshots import Snapshot
from geoservice.ecology.candidates import WalkCity
from geoservice.publish.cities.profile import ANY, Profile
from tests.publish.coverage.a_coverage import COVERAGE

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
PEOPLE = PeopleSource("dopa", 2021, "district", "buildings", 1000)


def a_city(slug: str, name: str) -> WalkCity:
    return WalkCity(1, slug, f"เมือง{name}", name, "TH", "Asia/Bangkok", "© Somebody")


def a_coverage(people: PeopleSource | None = PEOPLE, level: str = "tambon") -> Coverage:
    return replace(COVERAGE, people_source=people, level=level)


def a_profile(
    name: str = "Here",
    *,
    coverage: Coverage | None = None,
    source: str = "osm",
    footways: float | None = 0.2,
    hours_known: float | None = 0.3,
    kept: dict[str, object] | None = None,
) -> Profile:
    """Return a profile in which hours are known of a part of the spaces, and little else."""
    city = a_city(name.lower(), name)
    findings = tuple(
        Finding(each, hours_known if each.id == "hours_known" else 0.5, "2026-11-01", "SELECT 1")
        for each in indicators()
    )
    origin = Origin("spaces", (Source(source, 10, "2026-11-01"),), Query("SELECT 1", city.slug))
    total = {"total": {"share": 0.4}}
    return Profile(
        city=city,
        made_at=NOW,
        evidence=Evidence(city, NOW, None, findings),
        reached={ANY: coverage or a_coverage()},
        kinds={"library": 2},
        levels={"tambon": 2},
        breakdowns={"knowledge_by_body": {}, "partners_by_actor": {}, "notes_by_kind": {}},
        origins={"spaces": origin},
        footways=footways,
        activities_this_month=None,
        changes=None,
        kept=Snapshot(1, NOW, "1", kept, total) if kept else None,
        known=None,
        agendas=(),
        movements={},
    )
