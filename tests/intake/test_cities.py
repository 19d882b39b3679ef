"""Adding cities and reading their boundaries."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from shapely import MultiPolygon, Point, Polygon, box
from sqlalchemy import text

from geoservice.errors import ConflictError, InputError
from geoservice.intake.cities import (
    NewCity,
    add_city,
    box_boundary,
    parse_box,
    read_boundary,
    replace_city,
)
from geoservice.intake.tables import TableOptions
from geoservice.store.database import Database
from tests.conftest import count
from tests.intake.tables_on_disk import emptied, unchanged, write_geojson

WEST, EAST = box(98.9, 18.7, 99.0, 18.8), box(99.0, 18.7, 99.1, 18.8)
BOWTIE = Polygon([(98.9, 18.7), (99.0, 18.8), (99.0, 18.7), (98.9, 18.8)])


@pytest.fixture
def database(module_database: Database) -> Iterator[Database]:
    with emptied(module_database):
        yield module_database


def city(**values: Any) -> NewCity:
    boundary = box_boundary(parse_box("98.9,18.7,99.0,18.8")).shape
    given = {"slug": "chiang-mai", "name_th": "เชียงใหม่", "name_en": "Chiang Mai"}
    return NewCity(**{"boundary": boundary, **given, **values})


def add(database: Database, new: NewCity) -> None:
    with database.writing() as session:
        add_city(session, new)


def test_a_city_is_stored_with_its_names_clock_and_boundary(database: Database) -> None:
    add(database, city())

    with database.reader.connect() as connection:
        row = connection.execute(text("SELECT *, st_area(geom) AS area FROM published.city")).one()
    assert (row.slug, row.name_th, row.timezone, row.country) == (
        "chiang-mai",
        "เชียงใหม่",
        "Asia/Bangkok",
        "TH",
    )
    assert row.area == pytest.approx(0.01)


def test_a_slug_that_is_taken_is_a_conflict_and_says_how_to_replace(database: Database) -> None:
    add(database, city())

    with unchanged(database), pytest.raises(ConflictError, match="--replace"):
        add(database, city(name_en="Other"))


def test_replacing_keeps_the_city_and_changes_what_is_other(database: Database) -> None:
    add(database, city())

    with database.writing() as session:
        stored = replace_city(session, city(name_en="Nopburi", timezone="Asia/Vientiane"))
        assert (stored.name_en, stored.timezone) == ("Nopburi", "Asia/Vientiane")
    with unchanged(database), database.writing() as session:
        replace_city(session, city(name_en="Nopburi", timezone="Asia/Vientiane"))
    assert count(database, "city") == 1
    with database.owner.connect() as connection:
        rows = connection.execute(text("SELECT actor, action, after FROM audit ORDER BY id"))
        added, replaced = rows.all()
    assert added[:2] == ("shell", "add city")
    assert replaced[1:] == (
        "replace city",
        {"slug": "chiang-mai", "name_en": "Nopburi", "timezone": "Asia/Vientiane"},
    )


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"slug": "Chiang Mai"}, "short name"),
        ({"slug": "-a"}, "short name"),
        ({"slug": "a--b"}, "short name"),
        ({"slug": ""}, "short name"),
        ({"slug": "เชียงใหม่"}, "short name"),
        ({"slug": "a" * 61}, "short name"),
        ({"timezone": "Bangkok"}, "no time zone 'Bangkok'"),
        ({"country": "Thailand"}, "two letters"),
        ({"name_th": "  "}, "needs a Thai and an English name"),
    ],
)
def test_values_that_are_none_are_one_sentence(
    database: Database, values: dict[str, str], sentence: str
) -> None:
    with unchanged(database), pytest.raises(InputError, match=sentence):
        add(database, city(**values))


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ("98.9,18.7,99.0", "four numbers"),
        ("a,b,c,d", "four numbers"),
        ("", "four numbers"),
        ("99.0,18.7,98.9,18.8", "wrong order"),
        ("98.9,18.8,99.0,18.7", "wrong order"),
        ("98.9,18.7,98.9,18.8", "wrong order"),
        ("18.7,98.9,18.8,99.0", "beyond the map"),
        ("nan,18.7,99.0,18.8", "beyond the map"),
        ("498000,2077000,499000,2078000", "beyond the map"),
        ("-180,-90,180,90", "a city is smaller"),
    ],
)
def test_a_box_that_is_none_is_one_sentence(given: str, sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        parse_box(given)


def test_a_boundary_is_the_union_of_the_polygons_of_a_file(tmp_path: Path) -> None:
    path = write_geojson(tmp_path / "two.geojson", (WEST, {}), (MultiPolygon([EAST]), {}))

    boundary = read_boundary(path)

    assert boundary.shape.equals(MultiPolygon([box(98.9, 18.7, 99.1, 18.8)]))
    assert boundary.repairs == ()


def test_a_polygon_crossing_itself_is_repaired_and_told(tmp_path: Path) -> None:
    boundary = read_boundary(write_geojson(tmp_path / "bow.geojson", (BOWTIE, {})))

    assert boundary.shape.is_valid
    assert boundary.shape.area == pytest.approx(0.005)
    assert "Polygon 1 of bow.geojson was repaired (Self-intersection" in str(boundary.repairs[0])


@pytest.mark.parametrize(
    ("shape", "sentence"),
    [
        (Point(98.9, 18.8), "It is a Point, not a polygon"),
        (None, "It has no polygon"),
        (box(498000, 2077000, 499000, 2078000), "--crs EPSG:32647"),
        (box(18.7, 98.9, 18.8, 99.0), "wrong way round"),
        (box(0, 0, 90, 45), "a city is smaller"),
    ],
)
def test_a_file_that_is_no_boundary_is_one_sentence(
    tmp_path: Path, shape: Any, sentence: str
) -> None:
    path = write_geojson(tmp_path / "wrong.geojson", (shape, {}))

    with pytest.raises(InputError, match=sentence):
        read_boundary(path)


def test_a_boundary_in_metres_comes_in_with_its_crs(tmp_path: Path) -> None:
    path = write_geojson(tmp_path / "utm.geojson", (box(498000, 2077000, 499000, 2078000), {}))

    boundary = read_boundary(path, options=TableOptions(crs="EPSG:32647"))

    assert box(98.97, 18.77, 99.0, 18.81).contains(boundary.shape)


def test_chiang_mais_amphoe_make_its_province(real_data: Path) -> None:
    boundary = read_boundary(real_data / "boundaries" / "th50-chiangmai-adm2.geojson")

    assert boundary.shape.contains(Point(98.9853, 18.7883))
    assert boundary.shape.is_valid
