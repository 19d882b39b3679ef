"""Places that two sources list are found and offered, never merged."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from shapely import box
from sqlalchemy import text

from geoservice.intake.duplicates import offer_duplicates, pending_offers
from geoservice.intake.spaces import SpaceImport, import_spaces
from geoservice.store.cities import find_city
from geoservice.store.database import Database
from tests.conftest import add_city, add_space, count
from tests.intake.tables_on_disk import emptied

# At 18.79 north a degree of longitude is 105.5 km: 0.001 degrees are 105 m.
HERE = 98.98


@pytest.fixture
def database(module_database: Database) -> Iterator[Database]:
    with emptied(module_database):
        yield module_database


@pytest.fixture
def town(database: Database) -> int:
    return add_city(database)


def offered(database: Database) -> list[tuple[int, int]]:
    with database.writing() as session:
        found = offer_duplicates(session, find_city(session, "town"))
        return [(pair.keep.id, pair.other.id) for pair in found]


def hospital(database: Database, town: int, name: str, **fields: Any) -> int:
    values: dict[str, Any] = {"kind": "hospital", "name_th": name, "lon": HERE, "source": "moph"}
    return add_space(database, town, **(values | fields))


def test_one_place_of_two_sources_is_offered_and_not_merged(database: Database, town: int) -> None:
    first = hospital(database, town, "โรงพยาบาลสวนดอก", phone="1", provenance={"a": "x", "b": "x"})
    second = hospital(database, town, "รพ.สวนดอก", source="osm", lon=HERE + 0.001, phone="1")

    assert offered(database) == [(first, second)]
    with database.owner.connect() as connection:
        offer = connection.execute(text("SELECT * FROM contribution")).one()
        trail = connection.execute(text("SELECT actor, action, after FROM audit")).one()
        assert connection.scalars(text("SELECT status FROM space")).all() == ["published"] * 2
    assert tuple(trail) == ("shell", "offer", {"pairs": 1})
    assert (offer.layer, offer.subject_id, offer.status) == ("spaces", first, "pending")
    assert offer.proposal["merge"] == [first, second]
    assert offer.proposal["reasons"] == ["same_name", "same_phone"]
    assert offer.proposal["metres"] == pytest.approx(105.4, abs=0.5)
    assert 0.9 < offer.proposal["score"] < 1


@pytest.mark.parametrize("status", ["pending", "rejected", "approved"])
def test_a_pair_is_offered_only_once(database: Database, town: int, status: str) -> None:
    hospital(database, town, "โรงพยาบาลสวนดอก")
    hospital(database, town, "รพ.สวนดอก", source="osm")
    offered(database)
    with database.writing() as session:
        session.execute(text("UPDATE contribution SET status = :status"), {"status": status})

    assert offered(database) == []
    with database.writing() as session:
        waiting = pending_offers(session, find_city(session, "town"))
    assert len(waiting) == (status == "pending")


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("โรงพยาบาลสวนดอก", {"lon": HERE + 0.006}),  # 630 m away
        ("โรงพยาบาลสวนดอก", {"kind": "temple"}),
        ("โรงพยาบาลสวนดอก", {"status": "hidden"}),
        ("โรงพยาบาลนครพิงค์", {}),
        ("โรงพยาบาลสวนดอก 2", {}),
        ("โรงพยาบาลค่ายสวนดอก", {"lon": HERE + 0.004}),  # alike, but 420 m away
    ],
)
def test_other_places_are_not_offered(
    database: Database, town: int, name: str, fields: dict[str, Any]
) -> None:
    hospital(database, town, "โรงพยาบาลสวนดอก")
    hospital(database, town, name, **{"source": "osm", **fields})

    assert offered(database) == []


def test_within_one_source_only_the_same_name_counts(database: Database, town: int) -> None:
    first = hospital(database, town, "โรงพยาบาล กล้วยน้ำไท 2")
    second = hospital(database, town, "โรงพยาบาลกล้วยน้ำไท2")
    hospital(database, town, "โรงพยาบาลกล้วยน้ำไท 2 สาขา")

    assert offered(database) == [(first, second)]


def test_branches_of_a_bank_are_no_duplicates(database: Database, town: int) -> None:
    bank = {"kind": "bank", "source": "osm"}
    first = hospital(database, town, "ธนาคารออมสิน", **bank)
    hospital(database, town, "ธนาคารออมสิน", lon=HERE + 0.004, **bank)
    hospital(database, town, "ธนาคารออมสิน", lon=HERE + 0.003, **{**bank, "source": "list"})
    same = hospital(database, town, "ธนาคารออมสิน", **{**bank, "source": "list"})

    assert offered(database) == [(first, same)]


def test_scripts_are_bridged_by_sound(database: Database, town: int) -> None:
    first = add_space(database, town, kind="temple", name_th="วัดสวนดอก", lon=HERE, source="osm")
    other = add_space(
        database, town, kind="temple", name_th=None, name_en="Wat Suan Dok", lon=HERE, source="wat"
    )

    assert offered(database) == [(first, other)]


def test_a_curators_work_is_kept(database: Database, town: int) -> None:
    known = {"name_th": "moph", "phone": "moph", "kind": "moph"}
    plain = hospital(database, town, "โรงพยาบาลสวนดอก", provenance=known)
    curated = hospital(
        database, town, "รพ.สวนดอก", source="osm", provenance={"name_th": "curator:nok"}
    )

    assert offered(database) == [(curated, plain)]


def test_each_place_has_one_match_in_another_source(database: Database, town: int) -> None:
    one = hospital(database, town, "โรงพยาบาลสวนดอก")
    near = hospital(database, town, "รพ.สวนดอก", source="osm", lon=HERE + 0.0005)
    hospital(database, town, "รพ.สวนดอก สาขา", source="osm", lon=HERE + 0.0008)

    assert offered(database) == [(one, near)]
    assert offered(database) == []


def test_an_import_offers_what_it_doubles(database: Database, town: int, tmp_path: Path) -> None:
    hospital(database, town, "โรงพยาบาลสวนดอก", source="osm")
    path = tmp_path / "list.csv"
    path.write_text("id,name,lon,lat\n1,รพ.สวนดอก,98.98,18.79\n", encoding="utf-8")

    with database.writing() as session:
        result = import_spaces(session, path, SpaceImport(city="town", kind="hospital"))

    assert result.duplicates == count(database, "contribution") == 1


def test_two_lists_of_the_hospitals_of_the_north_overlap(
    database: Database, real_data: Path
) -> None:
    add_city(database, "north", boundary=box(97.3, 17.0, 100.5, 20.5))
    for file, kind in (("thailand-hospitals", "hospital"), ("thailand-health-moph", None)):
        path = real_data / "points" / f"{file}.geojson"
        with database.writing() as session:
            result = import_spaces(session, path, SpaceImport(city="north", kind=kind))

    with database.writing() as session:
        pairs = pending_offers(session, find_city(session, "north"))
    assert result.duplicates > 0.6 * result.counts.new
    across = [pair for pair in pairs if pair.keep.source != pair.other.source]
    assert len({pair.keep.id for pair in across} | {pair.other.id for pair in across}) == 2 * len(
        across
    )
