"""Polygons become one level of a city's districts."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from shapely import Point, Polygon, box
from shapely.geometry.base import BaseGeometry
from sqlalchemy import text

from geoservice.errors import InputError
from geoservice.intake.cities import read_boundary
from geoservice.intake.districts import DistrictImport, import_districts
from geoservice.intake.loading import Counts
from geoservice.intake.tables import TableOptions, open_table
from geoservice.store.database import Database
from geoservice.store.models import District
from tests.conftest import add_city
from tests.intake.tables_on_disk import emptied, unchanged, write_csv, write_geojson

WEST, EAST = box(98.9, 18.7, 99.0, 18.9), box(99.0, 18.7, 99.1, 18.9)
BOWTIE = Polygon([(98.9, 18.7), (99.0, 18.9), (99.0, 18.7), (98.9, 18.9)])


@pytest.fixture
def database(module_database: Database) -> Iterator[Database]:
    with emptied(module_database):
        yield module_database


@pytest.fixture(autouse=True)
def town(database: Database) -> int:
    return add_city(database, "town", boundary=box(98.9, 18.7, 99.1, 18.9))


def tambon(shape: BaseGeometry | None, code: str, name: str = "สุเทพ") -> Any:
    return shape, {"ADM3_PCODE": code, "ADM3_TH": name, "ADM3_EN": "Suthep", "ADM2_PCODE": code[:6]}


def bring(database: Database, path: Path, level: str = "tambon", **how: Any) -> Counts:
    with database.writing() as session:
        return import_districts(session, path, DistrictImport(city="town", level=level, **how))


def districts(database: Database) -> dict[str, Any]:
    with database.owner.connect() as connection:
        rows = connection.execute(
            text("SELECT *, st_isvalid(geom) AS sound, st_area(geom) AS area FROM district")
        )
        return {row.code: row for row in rows}


def test_districts_come_in_with_code_and_names(database: Database, tmp_path: Path) -> None:
    path = write_geojson(
        tmp_path / "adm3.geojson", tambon(WEST, "TH500101"), tambon(EAST, "TH500102")
    )

    counts = bring(database, path, code="ADM3_PCODE", name_th="ADM3_TH", name_en="ADM3_EN")

    assert counts == Counts(read=2, new=2)
    row = districts(database)["TH500101"]
    assert (row.level, row.name_th, row.name_en) == ("tambon", "สุเทพ", "Suthep")
    assert (row.source, row.status) == ("adm3", "published")


def test_a_second_run_changes_nothing(database: Database, tmp_path: Path) -> None:
    path = write_geojson(tmp_path / "adm3.geojson", tambon(WEST, "TH500101"))
    bring(database, path)

    with unchanged(database):
        assert bring(database, path) == Counts(read=1, unchanged=1)


def test_ids_stay_and_what_vanished_is_hidden_until_it_comes_back(
    database: Database, tmp_path: Path
) -> None:
    both = [tambon(WEST, "TH500101"), tambon(EAST, "TH500102")]
    bring(database, write_geojson(tmp_path / "adm3.geojson", *both))
    before = districts(database)

    changed = bring(
        database, write_geojson(tmp_path / "adm3.geojson", tambon(WEST, "TH500101", "ใหม่"))
    )
    hidden = districts(database)
    back = bring(database, write_geojson(tmp_path / "adm3.geojson", *both))

    assert (changed.changed, changed.hidden) == (1, 1)
    assert (hidden["TH500101"].name_th, hidden["TH500102"].status) == ("ใหม่", "hidden")
    assert back.changed == 2
    after = districts(database)
    assert {code: row.id for code, row in after.items()} == {
        code: row.id for code, row in before.items()
    }
    assert after["TH500102"].status == "published"


def test_districts_of_another_source_give_way_at_that_level_only(
    database: Database, tmp_path: Path, town: int
) -> None:
    with database.writing() as session:
        for level, code in (("tambon", "relation/1"), ("amphoe", "relation/2")):
            geom = f"SRID=4326;MULTI{WEST.wkt.replace('((', '(((').replace('))', ')))')}"
            session.add(District(city_id=town, level=level, code=code, source="osm", geom=geom))

    counts = bring(database, write_geojson(tmp_path / "adm3.geojson", tambon(WEST, "TH500101")))

    assert (counts.new, counts.hidden) == (1, 1)
    assert "1 districts of this level came from osm" in str(counts.warnings[0])
    assert {code: row.status for code, row in districts(database).items()} == {
        "TH500101": "published",
        "relation/1": "hidden",
        "relation/2": "published",
    }


def test_a_polygon_crossing_itself_is_repaired_and_told(database: Database, tmp_path: Path) -> None:
    counts = bring(database, write_geojson(tmp_path / "a.geojson", tambon(BOWTIE, "TH500101")))

    row = districts(database)["TH500101"]
    assert row.sound
    # Two triangles of 0.1 by 0.2 degrees that meet in the middle: half of the box.
    assert row.area == pytest.approx(0.01)
    assert "สุเทพ (TH500101) was repaired: Self-intersection" in str(counts.warnings[0])


def test_codes_that_are_there_twice_refuse_the_whole_file(
    database: Database, tmp_path: Path
) -> None:
    path = write_geojson(tmp_path / "a.geojson", tambon(WEST, "TH500101"), tambon(EAST, "TH500101"))

    with unchanged(database), pytest.raises(InputError, match="more than once: TH500101"):
        bring(database, path)


@pytest.mark.parametrize(
    ("how", "sentence"),
    [
        ({"level": "village"}, "no level 'village'; the levels are: province, amphoe, tambon"),
        ({"code": "PCODE"}, "no column 'PCODE'; the columns are: ADM3_PCODE, ADM3_TH"),
        ({"name_en": "x"}, "no column 'x'"),
        ({"source": "osm"}, "cannot be called 'osm'"),
    ],
)
def test_options_that_do_not_fit_are_one_sentence(
    database: Database, tmp_path: Path, how: dict[str, str], sentence: str
) -> None:
    path = write_geojson(tmp_path / "a.geojson", tambon(WEST, "TH500101"))

    with unchanged(database), pytest.raises(InputError, match=sentence):
        bring(database, path, **how)


@pytest.mark.parametrize(
    ("properties", "option"), [({"name_th": "ก"}, "--code"), ({"code": "1"}, "--name-th")]
)
def test_a_missing_column_is_told_with_its_option(
    database: Database, tmp_path: Path, properties: dict[str, str], option: str
) -> None:
    path = write_geojson(tmp_path / "a.geojson", (WEST, properties))

    with unchanged(database), pytest.raises(InputError, match=option):
        bring(database, path)


@pytest.mark.parametrize(
    ("shape", "sentence"),
    [
        (Point(98.95, 18.8), "It is a Point, not a polygon"),
        (None, "It has no polygon"),
        (box(100, 13, 101, 14), "It lies outside the city"),
        (box(498000, 2077000, 499000, 2078000), "--crs EPSG:32647"),
    ],
)
def test_a_file_without_a_district_of_the_city_is_one_sentence(
    database: Database, tmp_path: Path, shape: BaseGeometry | None, sentence: str
) -> None:
    path = write_geojson(tmp_path / "a.geojson", tambon(shape, "TH500101"))

    with unchanged(database), pytest.raises(InputError, match=sentence):
        bring(database, path)


def test_a_table_without_shapes_is_one_sentence(database: Database, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [{"code": "1", "name_th": "ก"}])

    with unchanged(database), pytest.raises(InputError, match="It has no polygon"):
        bring(database, path)


def test_exchanged_coordinates_are_told(database: Database, tmp_path: Path) -> None:
    add_city(database, "equal", boundary=box(10, 20, 11, 21))
    path = write_geojson(tmp_path / "a.geojson", tambon(box(20, 10, 21, 11), "1"))

    with (
        unchanged(database),
        pytest.raises(InputError, match="wrong way round"),
        database.writing() as session,
    ):
        import_districts(session, path, DistrictImport(city="equal", level="tambon"))


@pytest.mark.parametrize(
    ("shape", "taken"),
    [
        # A neighbour whose simplified border overlaps the city's by 200 m of its 5 km.
        (box(99.098, 18.7, 99.15, 18.9), False),
        # A small quarter on the border, half in the city.
        (box(99.095, 18.80, 99.105, 18.805), True),
        # A large one of which a piece of 2.1 by 2.2 km lies in the city.
        (box(99.08, 18.88, 99.4, 19.2), True),
    ],
)
def test_slivers_along_a_border_are_no_districts_of_the_city(
    database: Database, tmp_path: Path, shape: BaseGeometry, taken: bool
) -> None:
    path = write_geojson(tmp_path / "a.geojson", tambon(WEST, "1"), tambon(shape, "2"))

    bring(database, path)

    assert ("2" in districts(database)) == taken


def test_a_city_inside_one_large_district_has_it(database: Database, tmp_path: Path) -> None:
    path = write_geojson(tmp_path / "a.geojson", tambon(box(90, 10, 110, 30), "1"))

    assert bring(database, path).new == 1


def test_polygons_in_metres_come_in_with_their_crs(database: Database, tmp_path: Path) -> None:
    path = write_geojson(
        tmp_path / "a.geojson", tambon(box(490000, 2070000, 500000, 2080000), "TH500101")
    )

    assert bring(database, path, options=TableOptions(crs="EPSG:32647")).new == 1


def amphoe(folder: Path, code: str) -> BaseGeometry:
    path = folder / "boundaries" / "th50-chiangmai-adm2.geojson"
    return next(
        row.geom for row in open_table(path).rows if row.values["ADM2_PCODE"] == code and row.geom
    )


@pytest.mark.parametrize("file", ["th50-chiangmai-adm3.geojson", "thailand-adm3.geojson"])
def test_mueang_chiang_mai_has_its_sixteen_tambon_in_both_files(
    database: Database, real_data: Path, file: str
) -> None:
    add_city(database, "mueang", boundary=amphoe(real_data, "TH5001"))

    with database.writing() as session:
        counts = import_districts(
            session,
            real_data / "boundaries" / file,
            DistrictImport(city="mueang", level="tambon"),
        )

    assert counts.new == 16
    assert all(code.startswith("TH5001") for code in districts(database))


def test_all_of_thailand_comes_in_with_its_invalid_polygons_repaired(
    database: Database, real_data: Path
) -> None:
    path = real_data / "boundaries" / "thailand-adm2.geojson"
    boundary = read_boundary(path)
    add_city(database, "thailand", boundary=boundary.shape)

    with database.writing() as session:
        counts = import_districts(session, path, DistrictImport(city="thailand", level="amphoe"))

    assert (counts.new, counts.refused) == (928, 0)
    assert len(counts.warnings) == len(boundary.repairs) == 12
    assert all(row.sound for row in districts(database).values())
