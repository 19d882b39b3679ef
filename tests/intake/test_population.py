"""Figures of people come in by district code, by cell and by point."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from shapely import Point, box
from sqlalchemy import text

from geoservice.errors import InputError, UnavailableError
from geoservice.intake import population_raster
from geoservice.intake.districts import DistrictImport, import_districts
from geoservice.intake.loading import Counts
from geoservice.intake.population import PopulationImport, import_population
from geoservice.intake.tables import TableOptions
from geoservice.store.database import Database
from geoservice.store.models import District
from tests.conftest import add_city
from tests.intake.tables_on_disk import emptied, unchanged, write_csv, write_geojson

BOX = box(98.9, 18.7, 99.1, 18.9)
ROW = {
    "geocode": "500101",
    "name_th": "ศรีภูมิ",
    "total": "100",
    "male": "40",
    "female": "60",
    "households": "50",
}


@pytest.fixture
def database(module_database: Database) -> Iterator[Database]:
    with emptied(module_database):
        yield module_database


@pytest.fixture(autouse=True)
def town(database: Database) -> int:
    city = add_city(database, "town", boundary=BOX)
    with database.writing() as session:
        for level, code in (("amphoe", "TH5001"), ("tambon", "TH500101"), ("tambon", "TH500102")):
            geom = f"SRID=4326;MULTIPOLYGON((({_ring()})))"
            session.add(District(city_id=city, level=level, code=code, source="a", geom=geom))
    return city


def _ring() -> str:
    return ", ".join(f"{x} {y}" for x, y in BOX.exterior.coords)


def bring(database: Database, path: Path, city: str = "town", **how: Any) -> Counts:
    with database.writing() as session:
        return import_population(session, path, PopulationImport(city=city, **how))


def cells(database: Database) -> list[Any]:
    with database.owner.connect() as connection:
        return list(
            connection.execute(text("SELECT * FROM population_cell ORDER BY year, code, source_id"))
        )


def test_figures_go_to_the_districts_of_the_city_whatever_the_code_looks_like(
    database: Database, tmp_path: Path
) -> None:
    rows = [
        {**ROW, "geocode": "5001", "total": "1,300", "male": "๖๐๐", "female": "700 "},
        {**ROW, "geocode": "TH500101"},
        {**ROW, "geocode": "500102.0", "total": ""},
        {**ROW, "geocode": "900101"},
    ]

    counts = bring(database, write_csv(tmp_path / "dopa-2021.csv", rows))

    assert (counts.read, counts.new, counts.refused) == (4, 3, 1)
    stored = cells(database)
    assert [(row.level, row.code) for row in stored] == [
        ("amphoe", "TH5001"),
        ("tambon", "TH500101"),
        ("tambon", "TH500102"),
    ]
    assert [row.people for row in stored] == [1300, 100, 100]
    first = stored[0]
    assert (first.male, first.female, first.households, first.year) == (600, 700, 50, 2021)
    assert (first.basis, first.source, first.geom) == ("district", "dopa-2021", None)


def test_the_same_file_again_changes_nothing_and_new_figures_update_in_place(
    database: Database, tmp_path: Path
) -> None:
    path = write_csv(tmp_path / "p-2021.csv", [ROW, {**ROW, "geocode": "500102"}])
    bring(database, path)
    with unchanged(database):
        again = bring(database, path)
    before = cells(database)[0].id

    other = bring(database, write_csv(path, [{**ROW, "total": "101"}]))

    assert again == Counts(read=2, unchanged=2)
    assert (other.changed, other.hidden) == (1, 1)
    assert [(row.id, row.people) for row in cells(database)] == [(before, 101)]


def test_another_year_stands_beside_the_first(database: Database, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "people.csv", [ROW])

    bring(database, path, year="2020")
    bring(database, path, year="2564")

    assert [row.year for row in cells(database)] == [2020, 2021]


def test_levels_that_do_not_add_up_are_told_and_stored_all_the_same(
    database: Database, tmp_path: Path
) -> None:
    rows = [
        {
            **ROW,
            "geocode": "5001",
            "name_th": "เมือง",
            "total": "201",
            "male": "80",
            "female": "121",
        },
        {**ROW, "geocode": "500101"},
        {**ROW, "geocode": "500102"},
    ]

    counts = bring(database, write_csv(tmp_path / "p-2021.csv", rows))

    assert counts.new == 3
    words = [str(warning) for warning in counts.warnings]
    assert words == [
        "The levels do not add up: 5001 เมือง has 201 people, its 2 parts together 200.",
        "The households of 1 units are not the sum of their parts: 5001.",
    ]


def test_a_total_other_than_men_and_women_is_told(database: Database, tmp_path: Path) -> None:
    counts = bring(database, write_csv(tmp_path / "p-2021.csv", [{**ROW, "total": "99"}]))

    assert "99 people, but 40 men and 60 women make 100" in str(counts.warnings[0])


@pytest.mark.parametrize(
    ("cells_", "reason"),
    [
        ({"total": "-1"}, "total is -1, but there cannot be fewer than none"),
        ({"total": "many"}, "'many' is not a number"),
        ({"total": "inf"}, "'inf' is not a number"),
        ({"total": "", "male": ""}, "It has no number of people"),
        ({"geocode": ""}, "It has no code"),
    ],
)
def test_a_bad_row_is_refused_with_its_number(
    database: Database, tmp_path: Path, cells_: dict[str, str], reason: str
) -> None:
    rows = [ROW, {**ROW, "geocode": "500102", **cells_}]

    counts = bring(database, write_csv(tmp_path / "p-2021.csv", rows))

    assert (counts.new, counts.refused) == (1, 1)
    assert counts.refusals[0].subject == "row 3"
    assert reason in str(counts.refusals[0].reason)


@pytest.mark.parametrize(
    ("file", "how", "sentence"),
    [
        (("people.csv", [ROW]), {}, "does not say of which year it is; say it with --year"),
        (("p-2020-2021.csv", [ROW]), {}, "does not say of which year"),
        (("p.csv", [ROW]), {"year": "21"}, "'21' is not a year such as 2021 or 2564"),
        (("p-2021.csv", [ROW, ROW]), {}, "more than once: 500101"),
        (("p-2021.csv", [{**ROW, "geocode": "900101"}]), {}, r"No code in p-2021.csv \(900101\)"),
        (("p-2021.csv", [{"geocode": "1"}]), {}, "no column of people; name it with --map"),
        (("p-2021.csv", [{"total": "1"}]), {}, "neither a column of district codes"),
        (("p-2021.csv", [ROW]), {"by": "place"}, "neither a column of district codes"),
        (("p-2021.csv", [ROW]), {"by": "x"}, "by 'code' or by 'place', not by 'x'"),
        (("p-2021.csv", [{**ROW, "total": "-1"}]), {}, "Not one row of p-2021.csv"),
        (("p.csv", [{**ROW, "year": "2020"}, {**ROW, "year": "2021"}]), {}, "several years"),
    ],
)
def test_a_file_that_cannot_be_used_is_one_sentence(
    database: Database, tmp_path: Path, file: Any, how: Any, sentence: str
) -> None:
    name, rows = file
    path = write_csv(tmp_path / name, rows)

    with unchanged(database), pytest.raises(InputError, match=sentence):
        bring(database, path, **how)


def test_a_city_without_districts_is_told_what_to_do(database: Database, tmp_path: Path) -> None:
    add_city(database, "bare")
    path = write_csv(tmp_path / "p-2021.csv", [ROW])

    with unchanged(database), pytest.raises(InputError, match="geoservice import districts"):
        bring(database, path, city="bare")


def test_the_year_asked_for_is_picked_from_a_column(database: Database, tmp_path: Path) -> None:
    rows = [{**ROW, "ปี": "2563"}, {**ROW, "ปี": "2564", "total": "7"}]

    counts = bring(database, write_csv(tmp_path / "p.csv", rows), year="2564")

    assert [(row.year, row.people) for row in cells(database)] == [(2021, 7)]
    assert counts.refused == 1


def test_rows_by_sex_and_age_become_age_groups(database: Database, tmp_path: Path) -> None:
    rows = [
        {"dcode": "500101", "sex": sex, "age": age, "population": people}
        for sex, age, people in [
            ("male", 0, 1),
            ("female", 5, 2),
            ("male", 6, 4),
            ("หญิง", 18, 8),
            ("ชาย", 59, 16),
            ("female", 101, 32),
        ]
    ]

    bring(database, write_csv(tmp_path / "ages-2018.csv", rows))

    row = cells(database)[0]
    assert (row.people, row.male, row.female) == (63, 21, 42)
    assert row.by_age == {"early_childhood": 3, "child": 4, "youth": 8, "adult": 16, "senior": 32}


def test_the_same_sex_and_age_twice_is_refused_whole(database: Database, tmp_path: Path) -> None:
    row = {"dcode": "500101", "sex": "male", "age": 3, "population": 5}

    with unchanged(database), pytest.raises(InputError, match="more than once"):
        bring(database, write_csv(tmp_path / "ages-2018.csv", [row, row]))


def test_points_and_cells_of_the_city_are_stored_with_their_place(
    database: Database, tmp_path: Path
) -> None:
    path = write_geojson(
        tmp_path / "grid-2020.geojson",
        (box(98.95, 18.75, 98.96, 18.76), {"pop": 12.5, "senior": 3}),
        (Point(98.97, 18.77), {"pop": 7}),
        (Point(100.5, 13.7), {"pop": 1000}),
        (None, {"pop": 1}),
    )

    counts = bring(database, path)
    with unchanged(database):
        again = bring(database, path)

    assert (counts.new, counts.refused, again.unchanged) == (2, 2, 2)
    assert sorted((row.basis, row.people, row.code) for row in cells(database)) == [
        ("cell", 12.5, None),
        ("point", 7, None),
    ]
    assert cells(database)[0].by_age == {"senior": 3}


def test_a_table_of_points_is_stored(database: Database, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "p-2020.csv", [{"lon": 98.97, "lat": 18.77, "population": 7}] * 2)

    assert bring(database, path).new == 2


def raster(path: Path, people: Any, *, crs: str | None = "EPSG:4326", **profile: Any) -> Path:
    rasterio = pytest.importorskip("rasterio")
    from affine import Affine

    array = np.asarray(people, dtype="float32")
    west, north, size = (98.95, 18.8, 0.01) if crs != "EPSG:32647" else (497000, 2078000, 1000)
    with rasterio.open(
        path, "w", driver="GTiff", width=array.shape[1], height=array.shape[0], count=1,
        dtype="float32", crs=crs, transform=Affine(size, 0, west, 0, -size, north), **profile,
    ) as file:  # fmt: skip
        file.write(array, 1)
    return path


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:32647"])
def test_the_cells_of_a_raster_keep_their_count(
    database: Database, tmp_path: Path, crs: str
) -> None:
    path = raster(tmp_path / "pop_2020.tif", [[1.5, 2, -99], [0, np.nan, 4]], crs=crs, nodata=-99)

    counts = bring(database, path)
    with unchanged(database):
        bring(database, path)

    assert counts.new == 3
    stored = cells(database)
    assert sum(row.people for row in stored) == 7.5
    assert {row.basis for row in stored} == {"cell"}
    with database.owner.connect() as connection:
        area = connection.scalar(
            text("SELECT avg(st_area(geom::geography)) / 1e6 FROM population_cell")
        )
    # 0.01 by 0.01 degrees at 18.8 north are 1.054 by 1.107 km.
    assert area == pytest.approx(1.167 if crs == "EPSG:4326" else 1.0, rel=0.005)


def test_only_the_cells_of_the_city_and_its_margin_are_read(
    database: Database, tmp_path: Path
) -> None:
    path = raster(tmp_path / "pop_2020.tif", np.ones((60, 60)))

    bring(database, path)

    # The city's east is 15 columns and its south 10 rows from the corner; 1.5 km are 1.4 cells.
    assert 150 < len(cells(database)) <= 17 * 12


@pytest.mark.parametrize(
    ("people", "crs", "sentence"),
    [
        ([[0.0]], "EPSG:4326", "has no people in the city"),
        ([[5.0]], None, "declares no coordinate system; name it with --crs"),
    ],
)
def test_a_raster_without_people_or_crs_is_one_sentence(
    database: Database, tmp_path: Path, people: Any, crs: str | None, sentence: str
) -> None:
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        path = raster(tmp_path / "pop_2020.tif", people, crs=crs)

        with unchanged(database), pytest.raises(InputError, match=sentence):
            bring(database, path)


def test_a_damaged_raster_is_one_sentence(database: Database, tmp_path: Path) -> None:
    pytest.importorskip("rasterio")
    path = tmp_path / "pop_2020.tif"
    path.write_bytes(b"II*\x00" + b"\x08" * 99)

    with unchanged(database), pytest.raises(InputError, match="damaged or was cut short"):
        bring(database, path)


def test_without_rasterio_the_way_out_is_told(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "pop_2020.tif"
    path.write_bytes(b"II*\x00" + b"\x08" * 99)

    def absent(name: str) -> Any:
        raise ImportError(name)

    monkeypatch.setattr(population_raster, "import_module", absent)

    with pytest.raises(UnavailableError, match=r"pip install 'geoservice\[raster\]'"):
        bring(database, path)


def test_metres_without_a_crs_are_refused_and_come_in_with_it(
    database: Database, tmp_path: Path
) -> None:
    path = write_geojson(tmp_path / "g-2020.geojson", (Point(497000, 2078000), {"pop": 1}))

    with unchanged(database), pytest.raises(InputError, match="--crs EPSG:32647"):
        bring(database, path)
    assert bring(database, path, options=TableOptions(crs="EPSG:32647")).new == 1


def bangkok(database: Database, folder: Path) -> Path:
    add_city(database, "bangkok", boundary=box(100.3, 13.4, 101.0, 14.0))
    khwaeng = folder / "boundaries" / "bangkok-subdistricts-population-2018.geojson"
    with database.writing() as session:
        import_districts(session, khwaeng, DistrictImport(city="bangkok", level="tambon"))
        import_districts(
            session,
            folder / "boundaries" / "thailand-adm2.geojson",
            DistrictImport(city="bangkok", level="amphoe"),
        )
    return khwaeng


def test_dopa_of_2021_adds_up_and_that_of_2020_does_not(
    database: Database, real_data: Path
) -> None:
    bangkok(database, real_data)
    folder = real_data / "population"

    good = bring(database, folder / "dopa-2021.csv", "bangkok")
    bad = bring(database, folder / "dopa-2020-does-not-add-up.csv", "bangkok")

    assert good.new == bad.new >= 230
    assert not [word for word in map(str, good.warnings) if "levels do not add up" in word]
    units = [word for word in map(str, bad.warnings) if "levels do not add up" in word]
    assert [word.split(": ")[1].split(" has")[0] for word in units] == [
        "40 ขอนแก่น",
        "4008 อุบลรัตน์",
        "7202 เดิมบางนางบวช",
    ]
    assert "1,794,531 people, its 26 parts together 1,785,657" in units[0]


def test_bangkok_by_sex_and_age_and_by_khwaeng_agree_with_themselves(
    database: Database, real_data: Path
) -> None:
    khwaeng = bangkok(database, real_data)
    ages = real_data / "population" / "bangkok-districts-sex-age.csv"

    assert bring(database, ages, "bangkok", year="2561").new == 50
    assert bring(database, khwaeng, "bangkok").new == 180

    for row in cells(database):
        assert row.male + row.female == row.people
        assert row.by_age == {} or sum(row.by_age.values()) == row.people
