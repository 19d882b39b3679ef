"""Tables of places become the learning spaces of a city."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from shapely import MultiPoint, MultiPolygon, Point, Polygon, box
from sqlalchemy import text

from geoservice.errors import GeoserviceError, InputError, NotFoundError
from geoservice.intake.spaces import (
    SpaceImport,
    SpacesImported,
    Verdict,
    import_spaces,
    row_outcomes,
)
from geoservice.intake.tables import TableOptions
from geoservice.store.database import Database
from tests.conftest import add_city, count
from tests.intake.tables_on_disk import emptied, unchanged, write_csv, write_geojson

ROW = {"id": "7", "name": "วัดสวนดอก", "kind": "temple", "lon": "98.9676", "lat": "18.7881"}


@pytest.fixture
def database(module_database: Database) -> Iterator[Database]:
    with emptied(module_database):
        yield module_database


@pytest.fixture(autouse=True)
def town(database: Database) -> int:
    return add_city(database, "town", boundary=box(98.9, 18.7, 99.1, 18.9))


def bring(database: Database, path: Path, **how: Any) -> SpacesImported:
    with database.writing() as session:
        return import_spaces(session, path, SpaceImport(city="town", **how))


def stored(database: Database, source_id: str = "7") -> Any:
    with database.owner.connect() as connection:
        return connection.execute(
            text("SELECT *, st_astext(geom) AS wkt FROM space WHERE source_id = :id"),
            {"id": source_id},
        ).one()


def reasons(result: SpacesImported) -> list[str]:
    return [f"{refusal.subject}: {refusal.reason}" for refusal in result.counts.refusals]


def test_every_column_with_a_usual_name_is_read(database: Database, tmp_path: Path) -> None:
    row = {
        "รหัส": "007",
        "ชื่อ": "วัดสวนดอก (Wat Suan Dok)",
        "ประเภท": "วัด",
        "นิกาย": "มหานิกาย",
        "ช่วงวัย": "เด็ก; ผู้สูงอายุ",
        "เวลาเปิด": "ทุกวัน 06.00-18.00 น.",
        "ความจุ": "๑,๒๐๐",
        "โทร": "053 278 967",
        "เว็บไซต์": "www.example.org/วัด",
        "email": "wat@example.org",
        "ที่อยู่": "139 ถ.สุเทพ",
        "wheelchair": "บางส่วน",
        "wikidata": "https://www.wikidata.org/wiki/Q1",
        "คำอธิบาย": "วัดเก่า",
        "ลองจิจูด": "98.9676",
        "ละติจูด": "18.7881",
        "อื่น": "x",
    }

    result = bring(database, write_csv(tmp_path / "wats.csv", [row]))

    space = stored(database, "007")
    assert (space.name_th, space.name_en) == ("วัดสวนดอก", "Wat Suan Dok")
    assert (space.kind, space.subkind, space.religion) == ("temple", "วัด", "buddhist")
    assert space.age_groups == ["child", "senior"]
    assert space.opening_hours == "Mo-Su 06:00-18:00"
    assert (space.capacity, space.wheelchair, space.wikidata) == (1200, "limited", "Q1")
    assert (space.website, space.email) == ("https://www.example.org/วัด", "wat@example.org")
    assert (space.phone, space.address) == ("053 278 967", "139 ถ.สุเทพ")
    assert (space.description_th, space.source) == ("วัดเก่า", "wats")
    assert space.wkt == "POINT(98.9676 18.7881)"
    assert result.columns.unused == ("ลองจิจูด", "ละติจูด", "อื่น")


def test_columns_can_be_mapped(database: Database, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [{"A": "7", "B": "วัด", "C": "18.79", "D": "98.97"}])

    bring(
        database,
        path,
        kind="temple",
        given=("A=source_id", "b=name_th"),
        options=TableOptions(lon="D", lat="C"),
        source="wat list",
    )

    assert (stored(database).name_th, stored(database).source) == ("วัด", "wat list")


@pytest.mark.parametrize(
    ("how", "sentence"),
    [
        ({"given": ("nothing=name",)}, "no column 'nothing'; the columns are: id, name"),
        ({"given": ("name=nothing",)}, "no field 'nothing'; the fields are: address"),
        ({"given": ("name",)}, "not of the form column=field"),
        ({"given": ("id=name", "name=name")}, "The field name is given two columns"),
        ({"kind": "castle"}, "'castle' is no kind of space"),
        ({"source": "osm"}, "cannot be called 'osm'"),
        ({"source": "curator:nok"}, "cannot be called"),
        ({"options": TableOptions(crs="EPSG:1")}, "no coordinate system 'EPSG:1'"),
        ({"options": TableOptions(lon="x", lat="lat")}, "no column 'x'"),
    ],
)
def test_options_that_do_not_fit_are_one_sentence(
    database: Database, tmp_path: Path, how: dict[str, Any], sentence: str
) -> None:
    path = write_csv(tmp_path / "a.csv", [ROW])

    with unchanged(database), pytest.raises(InputError, match=sentence):
        bring(database, path, **how)


@pytest.mark.parametrize("missing", ["name", "kind", "lon"])
def test_a_missing_column_is_told_with_the_option_that_helps(
    database: Database, tmp_path: Path, missing: str
) -> None:
    path = write_csv(tmp_path / "a.csv", [{key: ROW[key] for key in ROW if key != missing}])

    option = {"name": "--map", "kind": "--kind", "lon": "--lon"}[missing]
    with unchanged(database), pytest.raises(InputError, match=option):
        bring(database, path)


def test_an_unknown_city_is_told_with_the_known_ones(database: Database, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [ROW])

    with (
        unchanged(database),
        pytest.raises(NotFoundError, match="no city 'nowhere'; there are: town"),
        database.writing() as session,
    ):
        import_spaces(session, path, SpaceImport(city="nowhere"))


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"kind": "castle"}, "'castle' is no kind of space"),
        ({"kind": ""}, "It has no kind"),
        ({"name": " "}, "It has no name"),
        ({"name": "ก" * 301}, "at most 300 fit"),
        ({"capacity": "-5"}, "A capacity of -5 cannot be"),
        ({"capacity": "0"}, "A capacity of 0 cannot be"),
        ({"capacity": "12.5"}, "A capacity of 12.5 cannot be"),
        ({"capacity": "many"}, "'many' is not a number"),
        ({"capacity": "99999999999"}, "cannot be"),
        ({"ages": "dogs"}, "'dogs' is no age group"),
        ({"wheelchair": "perhaps"}, "must be yes, limited or no"),
        ({"id": "7"}, "Its id 7 is that of row 2 already"),
        ({"lat": "15.0"}, "outside the city and the 1500 m around it"),
        ({"lon": "18.7881", "lat": "98.9"}, "not on the map"),
        ({"lon": "", "lat": ""}, "It has no coordinates"),
        ({"lat": ""}, "nothing in the column lat"),
    ],
)
def test_a_bad_row_is_refused_with_its_number_and_the_rest_goes_in(
    database: Database, tmp_path: Path, cells: dict[str, str], reason: str
) -> None:
    plain = {**ROW, "capacity": "", "ages": "", "wheelchair": ""}
    bad = {**plain, "id": "8", **cells}

    result = bring(database, write_csv(tmp_path / "a.csv", [plain, bad]))

    assert (result.counts.read, result.counts.new, result.counts.refused) == (2, 1, 1)
    assert reasons(result)[0].startswith("row 3: ")
    assert reason in reasons(result)[0]
    assert count(database, "space") == 1


def test_free_text_in_no_known_form_is_left_out_with_a_warning(
    database: Database, tmp_path: Path
) -> None:
    row = {**ROW, "hours": "โทรสอบถาม", "url": "javascript:alert(1)", "email": "nobody"}

    result = bring(database, write_csv(tmp_path / "a.csv", [row]))

    space = stored(database)
    assert (space.opening_hours, space.website, space.email) == (None, None, None)
    assert len(result.counts.warnings) == 3
    assert "Row 2: 'โทรสอบถาม' in hours is not understood" in str(result.counts.warnings[0])


def test_a_place_just_beyond_the_border_is_taken(database: Database, tmp_path: Path) -> None:
    row = {**ROW, "lat": "18.91"}

    assert bring(database, write_csv(tmp_path / "a.csv", [row])).counts.new == 1


def test_a_file_without_one_good_row_changes_nothing(database: Database, tmp_path: Path) -> None:
    bring(database, write_csv(tmp_path / "a.csv", [ROW]))
    elsewhere = write_csv(tmp_path / "b.csv", [{**ROW, "lat": "15"}] * 2)

    with (
        unchanged(database),
        pytest.raises(
            InputError, match=r"Not one row of b\.csv can be taken in; 2 of 2 because: It"
        ),
    ):
        bring(database, elsewhere, source="a")


@pytest.mark.parametrize("lon", ["18.7881", "99.9"])
def test_exchanged_coordinates_are_refused_whole(
    database: Database, tmp_path: Path, lon: str
) -> None:
    add_city(database, "equal", boundary=box(10, 20, 11, 21))
    shapes = [(Point(20.5, 10.5 + n / 100), {**ROW, "id": n}) for n in range(3)]
    path = write_geojson(tmp_path / "swapped.geojson", *shapes)

    with (
        unchanged(database),
        pytest.raises(InputError, match=r"wrong way round in swapped\.geojson"),
        database.writing() as session,
    ):
        import_spaces(session, path, SpaceImport(city="equal"))


def test_areas_get_an_outline_and_a_point_inside(database: Database, tmp_path: Path) -> None:
    ring = Polygon(
        [(98.95, 18.75), (98.99, 18.75), (98.99, 18.79), (98.95, 18.79)],
        [[(98.951, 18.751), (98.989, 18.751), (98.989, 18.789), (98.951, 18.789)]],
    )
    path = write_geojson(
        tmp_path / "a.geojson",
        (ring, {**ROW, "id": "area"}),
        (MultiPoint([(98.95, 18.8)]), {**ROW, "id": "one point"}),
        (MultiPoint([(98.95, 18.8), (98.96, 18.8)]), {**ROW, "id": "two points"}),
        (ring.exterior, {**ROW, "id": "line"}),
        (MultiPolygon([box(98.95, 18.75, 98.96, 18.76)]), {**ROW, "id": "areas"}),
    )

    result = bring(database, path)

    with database.owner.connect() as connection:
        inside = connection.execute(
            text("SELECT st_contains(outline, geom) FROM space WHERE outline IS NOT NULL")
        ).scalars()
        assert list(inside) == [True, True]
    assert stored(database, "one point").wkt == "POINT(98.95 18.8)"
    assert [reason.split(":")[0] for reason in reasons(result)] == ["row 3", "row 4"]


def test_rows_without_coordinates_come_in_when_asked_for(
    database: Database, tmp_path: Path
) -> None:
    path = write_csv(tmp_path / "a.csv", [{"id": "7", "name": "ห้องสมุดออนไลน์", "kind": "library"}])

    bring(database, path, without_place=True)

    assert stored(database).wkt is None


def test_a_kind_given_leaves_what_the_file_says_as_the_subkind(
    database: Database, tmp_path: Path
) -> None:
    row = {**ROW, "kind": "national-museum"}

    bring(database, write_csv(tmp_path / "a.csv", [row]), kind="museum")

    assert (stored(database).kind, stored(database).subkind) == ("museum", "national-museum")


def test_the_second_run_of_a_file_changes_nothing(database: Database, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [ROW, {**ROW, "id": "8", "name": "วัดอุโมงค์"}])
    bring(database, path)

    with unchanged(database):
        counts = bring(database, path).counts

    assert (counts.unchanged, counts.changed, counts.new, counts.hidden) == (2, 0, 0, 0)


def test_a_row_that_vanished_becomes_hidden_and_keeps_its_id(
    database: Database, tmp_path: Path
) -> None:
    other = {**ROW, "id": "8", "name": "วัดอุโมงค์"}
    bring(database, write_csv(tmp_path / "a.csv", [ROW, other]))
    before = stored(database, "8").id

    gone = bring(database, write_csv(tmp_path / "a.csv", [ROW])).counts
    hidden = stored(database, "8").status
    back = bring(database, write_csv(tmp_path / "a.csv", [ROW, other])).counts

    assert (gone.hidden, hidden, back.changed) == (1, "hidden", 1)
    assert (stored(database, "8").status, stored(database, "8").id) == ("published", before)


def test_without_an_id_name_and_place_find_a_row_again(database: Database, tmp_path: Path) -> None:
    row = {key: ROW[key] for key in ROW if key != "id"}
    bring(database, write_csv(tmp_path / "a.csv", [row]))

    spelled = {**row, "name": "วัด สวนดอก", "lat": "18.78812"}
    counts = bring(database, write_csv(tmp_path / "a.csv", [spelled])).counts

    assert (counts.changed, counts.new) == (1, 0)


def test_metres_declared_by_option_land_in_the_city(database: Database, tmp_path: Path) -> None:
    path = write_geojson(tmp_path / "a.geojson", (Point(496581, 2077812), ROW))

    with unchanged(database), pytest.raises(InputError, match="--crs EPSG:32647"):
        bring(database, path)
    counts = bring(database, path, options=TableOptions(crs="EPSG:32647")).counts

    assert counts.new == 1


def test_each_row_is_heard_of_with_what_becomes_of_it(database: Database, tmp_path: Path) -> None:
    bring(database, write_csv(tmp_path / "a.csv", [ROW, {**ROW, "id": "8"}]))
    path = write_csv(
        tmp_path / "a.csv",
        [
            ROW,
            {**ROW, "id": "8", "name": "ใหม่"},
            {**ROW, "id": "9"},
            {**ROW, "id": "x", "lat": "0"},
        ],
    )
    heard: list[Verdict] = []

    with unchanged(database), database.writing() as session:
        import_spaces(session, path, SpaceImport(city="town"), heard=heard.append)
        outcomes = row_outcomes(session)
        session.rollback()

    assert [outcomes.get(verdict.source_id or "") for verdict in heard] == [
        "unchanged",
        "changed",
        "new",
        None,
    ]
    assert heard[1].name == "ใหม่"
    assert heard[3].number == 5
    assert isinstance(heard[3].error, GeoserviceError)


def bring_real(database: Database, path: Path, slug: str, **how: Any) -> SpacesImported:
    with database.writing() as session:
        return import_spaces(session, path, SpaceImport(city=slug, **how))


def test_the_temples_of_bangkok_come_in(database: Database, real_data: Path) -> None:
    add_city(database, "bangkok", boundary=box(100.3, 13.5, 100.95, 13.96))
    path = real_data / "points" / "bangkok-temples.geojson"

    result = bring_real(database, path, "bangkok")

    # 460 features, of which two share the id wat1:01102504001.
    assert (result.counts.read, result.counts.refused) == (460, 1)
    assert "wat1:01102504001" in reasons(result)[0]
    temple = stored(database, "wat1:01100101002")
    assert temple.name_th == "วัดพระเชตุพนวิมลมังคลาราม(วัดโพธิ์)"
    assert (temple.kind, temple.subkind, temple.religion) == ("temple", "พระอารามหลวง", "buddhist")


@pytest.mark.parametrize(
    ("file", "kind", "number"),
    [
        ("bkk_national-libraries.geojson", "library", 3),
        ("bkk_national-museums.geojson", "museum", 6),
    ],
)
def test_national_libraries_and_museums_know_their_kind(
    database: Database, real_data: Path, file: str, kind: str, number: int
) -> None:
    add_city(database, "bangkok", boundary=box(100.3, 13.5, 100.95, 13.96))

    result = bring_real(database, real_data / "points" / file, "bangkok")

    assert result.counts.new == number
    with database.owner.connect() as connection:
        assert connection.scalars(text("SELECT DISTINCT kind FROM space")).all() == [kind]


def test_hospitals_of_the_whole_country_leave_those_of_the_city(
    database: Database, real_data: Path
) -> None:
    path = real_data / "points" / "thailand-hospitals.geojson"

    result = bring_real(database, path, "town", kind="hospital")

    assert result.counts.read == 1487
    assert 20 <= result.counts.new <= 40
    assert len(result.counts.refusals) == 1
    assert result.counts.refused == 1487 - result.counts.new


def test_an_import_leaves_a_trail_and_one_that_changed_nothing_does_not(
    database: Database, tmp_path: Path
) -> None:
    path = write_csv(tmp_path / "a.csv", [ROW])
    bring(database, path)
    bring(database, path)

    with database.owner.connect() as connection:
        trail = connection.execute(text("SELECT * FROM audit")).one()
    assert (trail.action, trail.actor, trail.after["file"]) == ("import spaces", "shell", "a.csv")
    assert trail.after["figures"]["new"] == 1
