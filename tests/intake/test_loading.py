"""Merging rows of a source into the stored spaces."""

from collections.abc import Iterable
from typing import Any

import pytest
from shapely import MultiPolygon, Point, box
from sqlalchemy import text

from geoservice.intake.loading import Counts, IncomingSpace, merge_spaces
from geoservice.store.database import Database
from tests.conftest import add_city

HOUSE = MultiPolygon([box(98.97, 18.78, 98.98, 18.79)])


@pytest.fixture
def city(database: Database) -> int:
    return add_city(database)


def library(source_id: str = "node/1", **fields: Any) -> IncomingSpace:
    values = {"kind": "library", "name_th": "หอสมุด", "geom": Point(98.98, 18.79)} | fields
    return IncomingSpace(source_id=source_id, **values)


def merge(
    database: Database,
    city: int,
    *rows: IncomingSpace,
    source: str = "osm",
    hide_missing: bool = True,
) -> Counts:
    with database.writing() as session:
        return merge_spaces(
            session, city_id=city, source=source, rows=rows, hide_missing=hide_missing
        )


def stored(database: Database, source_id: str = "node/1") -> Any:
    with database.owner.connect() as connection:
        return connection.execute(
            text("SELECT * FROM space WHERE source_id = :id"), {"id": source_id}
        ).one()


def curate(database: Database, **fields: str) -> None:
    with database.writing() as session:
        for field, value in fields.items():
            session.execute(
                text(
                    f"UPDATE space SET {field} = :value, provenance = provenance || "
                    "jsonb_build_object(CAST(:field AS text), 'curator:nok')"
                ),
                {"value": value, "field": field},
            )


def versions(database: Database) -> Any:
    with database.owner.connect() as connection:
        return connection.execute(text("SELECT * FROM layer_version ORDER BY 1, 2, 3")).all()


def test_every_field_arrives_as_the_source_says_it(database: Database, city: int) -> None:
    row = IncomingSpace(
        source_id="way/7",
        kind="temple",
        subkind="place_of_worship",
        religion="buddhist",
        name_th="วัด\tสวน\\ดอก",
        name_en='Wat "Suan"\nDok',
        other_names=('a "b"', "c\\d", "ก,ข"),
        description_th="คำ",
        description_en="words",
        age_groups=("child", "senior"),
        opening_hours="Mo-Fr 08:00-17:00",
        capacity=40,
        wheelchair="limited",
        website="https://example.org",
        phone="+66 1",
        email="a@example.org",
        address="1 Road",
        operator="คณะสงฆ์",
        wikidata="Q1",
        source_members=("way/7", "node/3"),
        rank=0.1 + 0.2,
        geom=Point(98.975, 18.785),
        outline=HOUSE,
    )

    counts = merge(database, city, row)

    assert counts == Counts(read=1, new=1)
    space = stored(database, "way/7")
    for name in ("kind", "name_th", "name_en", "description_en", "capacity", "rank", "wikidata"):
        assert getattr(space, name) == getattr(row, name)
    assert tuple(space.other_names) == row.other_names
    assert tuple(space.source_members) == row.source_members
    assert space.status == "published"
    assert space.provenance["name_th"] == "osm"
    assert "rank" not in space.provenance


def test_a_field_the_source_is_silent_on_has_no_provenance(database: Database, city: int) -> None:
    merge(database, city, library())

    assert set(stored(database).provenance) == {"kind", "name_th", "geom"}


def test_the_same_rows_again_write_nothing(database: Database, city: int) -> None:
    rows = [library(), library("node/2", outline=HOUSE, other_names=("x",), rank=1 / 3)]
    merge(database, city, *rows)
    before, cells = stored(database, "node/2"), versions(database)

    counts = merge(database, city, *rows)

    assert counts == Counts(read=2, unchanged=2)
    assert stored(database, "node/2") == before
    assert versions(database) == cells


def test_a_changed_row_keeps_its_id_and_counts_a_version(database: Database, city: int) -> None:
    merge(database, city, library())
    before = stored(database)

    counts = merge(database, city, library(name_th="หอสมุดเมือง"))

    after = stored(database)
    assert counts == Counts(read=1, changed=1)
    assert (after.id, after.version) == (before.id, before.version + 1)
    assert after.name_th == "หอสมุดเมือง"


def test_what_a_curator_edited_wins_field_by_field(database: Database, city: int) -> None:
    merge(database, city, library())
    curate(database, name_th="หอสมุดประชาชน")

    counts = merge(database, city, library(name_th="อื่น", name_en="Other"))

    space = stored(database)
    assert counts.changed == 1
    assert (space.name_th, space.name_en) == ("หอสมุดประชาชน", "Other")
    assert space.provenance["name_th"] == "curator:nok"
    assert space.provenance["name_en"] == "osm"


def test_a_curators_edit_alone_is_no_change_for_the_import(database: Database, city: int) -> None:
    merge(database, city, library())
    curate(database, name_th="หอสมุดประชาชน")

    assert merge(database, city, library()) == Counts(read=1, unchanged=1)


def test_a_field_gone_from_the_source_is_emptied(database: Database, city: int) -> None:
    merge(database, city, library(phone="+66 1"))

    merge(database, city, library())

    assert stored(database).phone is None
    assert "phone" not in stored(database).provenance


def test_a_vanished_row_is_hidden_and_comes_back(database: Database, city: int) -> None:
    merge(database, city, library())
    before = stored(database)

    gone = merge(database, city, library("node/2"))
    hidden = stored(database)
    back = merge(database, city, library(), library("node/2"))

    assert gone == Counts(read=1, new=1, hidden=1)
    assert (hidden.status, hidden.provenance["status"]) == ("hidden", "osm")
    assert back == Counts(read=2, changed=1, unchanged=1)
    assert (stored(database).status, stored(database).id) == ("published", before.id)
    assert stored(database).provenance == before.provenance


def test_a_vanished_row_is_hidden_only_once(database: Database, city: int) -> None:
    merge(database, city, library())
    merge(database, city)

    assert merge(database, city) == Counts()


def test_what_a_curator_hid_stays_hidden(database: Database, city: int) -> None:
    merge(database, city, library())
    curate(database, status="hidden")

    merge(database, city, library(name_th="ใหม่"))

    assert stored(database).status == "hidden"


def test_what_a_curator_published_is_not_hidden(database: Database, city: int) -> None:
    merge(database, city, library())
    curate(database, status="published")

    assert merge(database, city).hidden == 0
    assert stored(database).status == "published"


def test_other_sources_and_other_cities_are_left_alone(database: Database, city: int) -> None:
    other = add_city(database, "other")
    merge(database, city, library("a"), source="moph")
    merge(database, other, library("b"))

    counts = merge(database, city, library("c"))

    assert counts == Counts(read=1, new=1)
    assert {stored(database, id).status for id in "abc"} == {"published"}


def test_without_hiding_nothing_vanishes(database: Database, city: int) -> None:
    merge(database, city, library())

    assert merge(database, city, hide_missing=False).hidden == 0


def test_an_id_met_twice_is_refused_the_second_time(database: Database, city: int) -> None:
    counts = merge(database, city, library(name_th="หนึ่ง"), library(name_th="สอง"))

    assert (counts.read, counts.new, counts.refused) == (2, 1, 1)
    assert counts.refusals[0].subject == "node/1"
    assert "more than once" in str(counts.refusals[0].reason)
    assert stored(database).name_th == "หนึ่ง"


def test_two_merges_fit_into_one_transaction(database: Database, city: int) -> None:
    def rows(names: Iterable[str]) -> list[IncomingSpace]:
        return [library(name) for name in names]

    with database.writing() as session:
        merge_spaces(session, city_id=city, source="a", rows=rows("xy"), hide_missing=True)
        counts = merge_spaces(session, city_id=city, source="b", rows=rows("x"), hide_missing=True)

    assert counts == Counts(read=1, new=1)


def test_many_rows_stream_through(database: Database, city: int) -> None:
    counts = merge(database, city, *(library(f"node/{number}") for number in range(3000)))

    assert counts.new == 3000
