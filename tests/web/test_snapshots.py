"""Changes of coverage over HTTP: two kept coverages of a town, compared by district."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text

from geoservice.coverage.figures import Coverage
from geoservice.coverage.snapshots import coverage_draft, keep
from geoservice.store.database import Database
from tests.conftest import Server, add_city
from tests.publish.coverage.a_coverage import COVERAGE, UNPEOPLED, district
from tests.web.conftest import close_app, make_app

ADDRESS = "/api/coverage/changes?city=town"


@dataclass(frozen=True)
class Kept:
    """A town whose coverage is kept, and who asks what changed."""

    client: FlaskClient
    database: Database

    def keep(self, coverage: Coverage, day: str) -> None:
        now = datetime.fromisoformat(f"{day}T03:00").replace(tzinfo=UTC)
        with self.database.writing() as session:
            keep(session, coverage_draft(coverage), now=now)


@pytest.fixture(scope="module")
def town(server: Server, module_database: Database) -> Iterator[Kept]:
    add_city(module_database)
    app = make_app(server, module_database)
    yield Kept(app.test_client(), module_database)
    close_app(app)


@pytest.fixture
def kept(town: Kept) -> Kept:
    """The town with nothing kept yet."""
    with town.database.writing() as session:
        session.execute(text("DELETE FROM coverage_snapshot"))
    return town


LATER = replace(
    COVERAGE,
    data_version="1a-3c",
    districts=(district("500101", people_covered=700.06, share=0.7, spaces=5),),
)


def test_each_district_tells_before_after_and_change(kept: Kept) -> None:
    kept.keep(COVERAGE, "2026-01-31")
    kept.keep(LATER, "2026-11-28")

    answer = kept.client.get(ADDRESS)

    document = answer.json
    first, second = document["districts"]
    assert answer.status_code == 200
    assert (first["share_before"], first["share_after"]) == (0.620001, 0.7)
    assert first["share_change"] == 0.079999
    assert (first["people_covered_change"], first["spaces_change"]) == (80.0, 1)
    assert (second["code"], second["status"]) == ("500102", "vanished")
    assert second["share_after"] is second["share_change"] is None
    assert document["from"]["taken_at"] == "2026-01-31T03:00:00+00:00"
    assert document["to"]["data_version"] == "1a-3c"
    assert (document["kinds"], document["minutes"]) == (["library", "museum"], 15)


def test_the_days_choose_what_is_compared(kept: Kept) -> None:
    kept.keep(COVERAGE, "2026-01-31")
    kept.keep(LATER, "2026-11-28")
    kept.keep(replace(LATER, data_version="1a-4d"), "2026-12-24")

    document = kept.client.get(f"{ADDRESS}&from=2026-02-01&to=2026-12-01&lang=th").json

    assert document["to"]["data_version"] == "1a-3c"
    assert document["from"]["data_version"] == COVERAGE.data_version


def test_settings_choose_too_and_remarks_speak_thai(kept: Kept) -> None:
    asked = replace(COVERAGE.asked, minutes=30)
    kept.keep(COVERAGE, "2026-01-31")
    kept.keep(replace(COVERAGE, asked=asked), "2026-02-28")
    kept.keep(LATER, "2026-11-28")

    document = kept.client.get(f"{ADDRESS}&minutes=15&lang=th").json

    (remark,) = document["remarks"]
    assert remark["id"] == "other_settings"
    assert "minutes=30" in remark["text"]
    assert "ไม่นำมาเทียบ" in remark["text"]
    missing = kept.client.get(f"{ADDRESS}&minutes=30&lang=en")
    assert missing.status_code == 404
    assert "only one coverage" in missing.json["detail"]


def test_without_people_the_streets_are_compared(kept: Kept) -> None:
    kept.keep(UNPEOPLED, "2026-01-31")
    kept.keep(replace(UNPEOPLED, data_version="9f-9f"), "2026-11-28")

    row = kept.client.get(ADDRESS).json["districts"][0]

    assert row["people_change"] is row["share_change"] is None
    assert row["street_share_change"] == 0


def test_an_answer_is_not_sent_again_where_nothing_was_kept_since(kept: Kept) -> None:
    kept.keep(COVERAGE, "2026-01-31")
    kept.keep(LATER, "2026-11-28")
    tag = kept.client.get(ADDRESS).headers["ETag"]

    assert kept.client.get(ADDRESS, headers={"If-None-Match": tag}).status_code == 304
    kept.keep(replace(LATER, data_version="1a-4d"), "2026-12-24")
    assert kept.client.get(ADDRESS, headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        ("", 404, "No coverage of town is kept yet"),
        ("&from=yesterday", 400, "'from' is 'yesterday' but must be a day"),
        ("&to=2026-02-30", 400, "'to' is '2026-02-30' but must be a day"),
        ("&from=2026-02-01&to=2026-01-01", 400, "the earlier day comes first"),
        ("&minutes=0", 400, "'minutes' is 0"),
        ("&kinds=pub", 400, "'kinds' is pub"),
        ("&since=2026-01-01", 400, "There is no parameter 'since' here"),
    ],
)
def test_what_cannot_be_compared_is_said(kept: Kept, query: str, status: int, said: str) -> None:
    answer = kept.client.get(f"{ADDRESS}{query}&lang=en")

    assert answer.status_code == status
    assert said in answer.json["detail"]


def test_a_missing_city_is_asked_for(kept: Kept) -> None:
    answer = kept.client.get("/api/coverage/changes?lang=en")

    assert answer.status_code == 400
    assert "'city' is missing" in answer.json["detail"]
