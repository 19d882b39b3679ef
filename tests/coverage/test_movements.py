"""How figures moved over the packs that were kept, and now."""

from datetime import UTC, datetime
from pathlib import Path

from geoservice.coverage.evidence import Evidence, evidence_draft, gather_evidence
from geoservice.coverage.movements import Movement, read_movements
from geoservice.coverage.shelf import CoverageShelf
from geoservice.coverage.snapshots import Draft, keep
from geoservice.store.database import Database
from geoservice.walk.shelf import NetworkShelf
from tests.conftest import add_city, add_space


def gather(database: Database, folder: Path) -> Evidence:
    shelf = CoverageShelf(folder / "coverage", NetworkShelf(folder / "networks"))
    with database.reading() as session:
        return gather_evidence(session, shelf, "town", now=datetime(2026, 6, 1, tzinfo=UTC))


def store(database: Database, draft: Draft, month: int) -> None:
    with database.writing() as session:
        keep(session, draft, now=datetime(2026, month, 1, tzinfo=UTC))


def movement(database: Database, evidence: Evidence, name: str) -> Movement:
    with database.reading() as session:
        return read_movements(session, evidence)[name]


def test_a_figure_is_told_at_each_pack_and_now(database: Database, tmp_path: Path) -> None:
    city = add_city(database)
    store(database, evidence_draft(gather(database, tmp_path)), 1)
    add_space(database, city, kind="school")
    store(database, evidence_draft(gather(database, tmp_path)), 3)
    add_space(database, city, kind="school")

    points = movement(database, gather(database, tmp_path), "schools").points

    assert [each.value for each in points] == [None, 1, 2]
    assert [each.at.month for each in points] == [1, 3, 6]


def test_a_pack_that_asked_otherwise_has_no_point(database: Database, tmp_path: Path) -> None:
    add_space(database, add_city(database), kind="school")
    draft = evidence_draft(gather(database, tmp_path))
    other = {**draft.figures, "schools": {**draft.figures["schools"], "query": "SELECT 7"}}
    store(database, Draft(draft.city, draft.kind, "1", {}, other), 1)

    points = movement(database, gather(database, tmp_path), "schools").points

    assert [each.value for each in points] == [1]
