"""Tables of every format become the same rows."""

import csv
import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pyogrio
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely import Point

from geoservice.errors import InputError
from geoservice.intake.tables import Row, TableOptions, open_table

HEADER = ("code", "ชื่อ", "lon", "lat")
ROWS = (
    ("0104", 'วัด "สวนดอก", เมือง', "98.9676", "18.7881"),
    ("0210", "หอสมุด\nกลาง", "98.95", "18.8"),
)


def read(path: Path, **options: Any) -> list[Row]:
    return list(open_table(path, options=TableOptions(**options)).rows)


def write_csv(path: Path, *, encoding: str = "utf-8", delimiter: str = ",") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows([HEADER, *ROWS])
    return path


def write_xlsx(path: Path) -> Path:
    book = openpyxl.Workbook()
    book.active.append(["รายชื่อสถานที่ ปี 2564"])
    for row in (HEADER, *ROWS):
        book.active.append(list(row))
    book.save(path)
    return path


def write_geojson(path: Path, *features: dict[str, Any], **members: Any) -> Path:
    path.write_text(
        json.dumps({"type": "FeatureCollection", **members, "features": features}), encoding="utf-8"
    )
    return path


def feature(geometry: Any, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def point(x: float, y: float) -> dict[str, Any]:
    return {"type": "Point", "coordinates": [x, y]}


def write_layer(path: Path, *, crs: str | None = "EPSG:4326", x: float = 98.9676) -> Path:
    y = 18.7881 if abs(x) < 180 else 2077812.0
    pyogrio.raw.write(
        path,
        shapely.to_wkb(np.array([Point(x, y)])),
        [np.array(["0104"], dtype=object), np.array([7])],
        ["code", "beds"],
        geometry_type="Point",
        crs=crs,
    )
    return path


def assert_the_rows(rows: list[Row]) -> None:
    assert [row.values["code"] for row in rows] == ["0104", "0210"]
    assert [row.values["ชื่อ"] for row in rows] == [row[1] for row in ROWS]
    assert rows[0].geom == Point(98.9676, 18.7881)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp874", "tis-620"]
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_csv_comes_in_any_encoding_with_any_delimiter(
    tmp_path: Path, encoding: str, delimiter: str
) -> None:
    path = write_csv(tmp_path / "places.csv", encoding=encoding, delimiter=delimiter)

    assert_the_rows(read(path))


def test_western_accents_are_not_taken_for_thai(tmp_path: Path) -> None:
    path = tmp_path / "cafés.csv"
    path.write_bytes("name,lon,lat\nCafé Müller à côté,7.4,43.7\n".encode("cp1252"))

    assert read(path)[0].values["name"] == "Café Müller à côté"


def test_an_encoding_can_be_named_and_must_fit(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "places.csv", encoding="cp874")

    assert_the_rows(read(path, encoding="cp874"))
    with pytest.raises(InputError, match="not in the encoding utf-8"):
        read(path, encoding="utf-8")
    with pytest.raises(InputError, match="no encoding 'klingon'"):
        read(path, encoding="klingon")


def test_a_workbook_keeps_leading_zeros_and_its_title_is_passed_over(tmp_path: Path) -> None:
    rows = read(write_xlsx(tmp_path / "places.xlsx"))

    assert_the_rows(rows)
    assert [row.number for row in rows] == [3, 4]


def test_a_named_sheet_is_read(tmp_path: Path) -> None:
    path = tmp_path / "places.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["a", "b"])
    book.create_sheet("ข้อมูล").append(["name", "lon", "lat"])
    book["ข้อมูล"].append(["X", 1, 2.5])
    book.save(path)

    assert read(path, layer="ข้อมูล")[0].geom == Point(1, 2.5)
    with pytest.raises(InputError, match=r"no sheet 'none'; it has: Sheet, ข้อมูล"):
        read(path, layer="none")


@pytest.mark.parametrize("name", ["places.gpkg", "places.fgb", "places.shp", "places.geojson"])
def test_gis_files_are_read(tmp_path: Path, name: str) -> None:
    rows = read(write_layer(tmp_path / name))

    assert rows[0].values == {"code": "0104", "beds": "7"}
    assert rows[0].geom is not None
    assert rows[0].geom.equals_exact(Point(98.9676, 18.7881), 1e-9)


def test_a_declared_crs_is_reprojected(tmp_path: Path) -> None:
    path = write_layer(tmp_path / "places.gpkg", crs="EPSG:32647", x=496581.0)

    assert read(path)[0].geom.equals_exact(Point(98.96756, 18.79293), 1e-3)


def test_several_layers_ask_for_one(tmp_path: Path) -> None:
    path = write_layer(tmp_path / "places.gpkg")
    pyogrio.raw.write(
        path, shapely.to_wkb(np.array([Point(1, 2)])), [np.array([1])], ["n"],
        geometry_type="Point", crs="EPSG:4326", layer="second", append=True,
    )  # fmt: skip

    assert read(path, layer="second")[0].geom == Point(1, 2)
    with pytest.raises(InputError, match="several layers; name one with --layer: places, second"):
        read(path)


def test_rows_are_numbered_as_a_spreadsheet_does(tmp_path: Path) -> None:
    path = tmp_path / "places.csv"
    path.write_text('name,lon,lat\n"a\nb",1,2\n\nc,3,4\n')

    assert [row.number for row in read(path)] == [2, 4]


@pytest.mark.parametrize(
    ("header", "place"),
    [
        ("longitude,latitude", "98.5,18.5"),
        ("LNG,LAT", "98.5,18.5"),
        ("x,y", "98.5,18.5"),
        ("ลองจิจูด,ละติจูด", "๙๘.๕,๑๘.๕"),
        ("lon,lat", "98°30'00\"E,18 30 0 N"),
        ("WKT,n", "POINT (98.5 18.5),1"),
        ("geom,n", "SRID=4326;POINT (98.5 18.5),1"),
    ],
)
def test_coordinates_are_found_by_the_usual_names(tmp_path: Path, header: str, place: str) -> None:
    path = tmp_path / "places.csv"
    path.write_text(f"name,{header}\nA,{place}\n", encoding="utf-8")

    assert read(path)[0].geom == Point(98.5, 18.5)


def test_decimal_commas_are_understood_in_a_semicolon_file(tmp_path: Path) -> None:
    path = tmp_path / "places.csv"
    path.write_text("name;lon;lat\nA;98,5;18,5\n")

    assert read(path)[0].geom == Point(98.5, 18.5)


def test_named_columns_and_a_crs_place_rows(tmp_path: Path) -> None:
    path = tmp_path / "places.csv"
    path.write_text('name,E,N\nA,"496,581","2,077,812"\n')

    rows = read(path, lon="e", lat="N", crs="32647")

    assert rows[0].geom.equals_exact(Point(98.96756, 18.79293), 1e-3)
    with pytest.raises(InputError, match="There is no column 'east'; the columns are: name, E, N"):
        read(path, lon="east", lat="N")
    with pytest.raises(InputError, match="Name both columns"):
        read(path, lon="E")


def test_metres_without_a_crs_are_refused_whole_with_the_likely_one(tmp_path: Path) -> None:
    path = write_geojson(
        tmp_path / "trap.geojson", *[feature(point(498000.0 + n, 2077000.0)) for n in range(9)]
    )

    with pytest.raises(InputError, match=r"UTM zone 47N: import it again with --crs EPSG:32647"):
        read(path, near=(98.98, 18.79))
    assert len(read(path, crs="EPSG:32647")) == 9


def test_web_mercator_is_recognised_too(tmp_path: Path) -> None:
    path = write_geojson(tmp_path / "web.geojson", feature(point(11016000.0, 2130000.0)))

    with pytest.raises(InputError, match="--crs EPSG:3857"):
        read(path, near=(98.98, 18.79))


def test_the_real_trap_is_refused_and_comes_in_with_its_crs(real_data: Path) -> None:
    path = real_data / "points" / "trap-utm47n-undeclared.geojson"

    with pytest.raises(InputError, match="EPSG:32647"):
        read(path)
    rows = read(path, crs="EPSG:32647")

    assert len(rows) == 1043
    assert all(row.geom is not None and 99.5 < row.geom.x < 100.5 for row in rows)


def test_exchanged_degrees_are_told(tmp_path: Path) -> None:
    path = write_geojson(tmp_path / "swapped.geojson", feature(point(13.7, 100.5)))

    with pytest.raises(InputError, match="wrong way round"):
        read(path)


def test_one_bad_coordinate_costs_its_row_only(tmp_path: Path) -> None:
    path = tmp_path / "places.csv"
    path.write_text(
        "name,lon,lat\nA,98.5,18.5\nB,nan,18\nC,inf,18\nD,998,18\nE,east,18\nF,98,\nG,98.6,18.5\n"
    )

    rows = read(path)

    assert [row.geom is not None for row in rows] == [True, *[False] * 5, True]
    reasons = [str(row.problem) for row in rows[1:6]]
    assert "nothing in the column lat" in reasons[4]
    assert "'east' is not a coordinate" in reasons[3]
    assert "998, 18 are not on the map" in reasons[2]


def test_geojson_of_other_shapes_is_read(tmp_path: Path) -> None:
    single = tmp_path / "single.geojson"
    single.write_text(json.dumps(feature(point(1, 2), name="A")))
    lines = tmp_path / "lines.geojsonl"
    lines.write_text("\n".join(json.dumps(feature(point(n, 2))) for n in range(5)))
    bare = tmp_path / "bare.geojson"
    bare.write_text(json.dumps(point(1, 2)))

    assert read(single)[0].values == {"name": "A"}
    assert [row.geom.x for row in read(lines)] == [0, 1, 2, 3, 4]
    assert read(bare)[0].geom == Point(1, 2)


def test_geojson_larger_than_a_piece_of_text_streams(tmp_path: Path) -> None:
    features = [feature(point(n / 1000, 2), name=f"{n} " + "ก" * 300) for n in range(5000)]
    rows = read(write_geojson(tmp_path / "large.geojson", *features))

    assert len(rows) == 5000
    assert rows[4999].values["name"].startswith("4999")


def test_the_old_crs_member_is_honoured(tmp_path: Path) -> None:
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32647"}}
    before = write_geojson(tmp_path / "a.geojson", feature(point(496581, 2077812)), crs=crs)
    after = {
        "features": [feature(point(496581, 2077812))],
        "crs": crs,
        "type": "FeatureCollection",
    }
    small, large = tmp_path / "small.geojson", tmp_path / "large.geojson"
    small.write_text(json.dumps(after))
    large.write_text(json.dumps(after | {"features": after["features"] * 2000}))

    for path in (before, small):
        assert read(path)[0].geom.equals_exact(Point(98.96756, 18.79293), 1e-3)
    with pytest.raises(InputError, match="after its features; name it with --crs"):
        read(large)


def test_heights_are_dropped(tmp_path: Path) -> None:
    path = write_geojson(
        tmp_path / "high.geojson", feature({"type": "Point", "coordinates": [1, 2, 300]})
    )

    assert read(path)[0].geom == Point(1, 2)
    assert not read(path)[0].geom.has_z


def damaged_zip(path: Path) -> None:
    path.write_bytes(write_xlsx(path.with_suffix(".tmp.xlsx")).read_bytes()[:900])


BAD_FILES: dict[str, tuple[Callable[[Path], Any], str]] = {
    "empty.csv": (lambda path: path.write_bytes(b""), "is empty"),
    "blank.csv": (lambda path: path.write_text("\n \n"), "is empty"),
    "header.csv": (lambda path: path.write_text("name,lon,lat\n"), "has no rows"),
    "quote.csv": (lambda path: path.write_text('name,lon\n"a,1\nb,2\n'), "quotation mark"),
    "none.geojson": (write_geojson, "has no rows"),
    "other.geojson": (lambda path: path.write_text('{"a": 1}'), "JSON but not GeoJSON"),
    "list.json": (lambda path: path.write_text("[1, 2]"), "JSON but not GeoJSON"),
    "cut.geojson": (
        lambda path: path.write_text('{"type":"FeatureCollection","features":[{"type":"Fea'),
        "damaged or was cut short",
    ),
    "deep.geojson": (lambda path: path.write_text('{"a":' + "[" * 100_000), "damaged"),
    "page.geojson": (lambda path: path.write_text("<!DOCTYPE html><html>"), "web page"),
    "book.csv": (lambda path: write_xlsx(path.with_suffix(".xlsx")).rename(path), "holds XLSX"),
    "table.gpkg": (write_csv, "named like GeoPackage but holds CSV"),
    "old.xlsx": (lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0" + b"0" * 99), "password"),
    "cut.xlsx": (damaged_zip, "damaged"),
    "cut.gpkg": (lambda path: path.write_bytes(b"SQLite format 3\x00" + b"0" * 99), "damaged"),
    "report.csv": (lambda path: path.write_bytes(b"%PDF-1.7"), "is PDF; geoservice reads CSV"),
    "some.zip": (lambda path: path.write_bytes(b"PK\x05\x06" + b"\0" * 18), "is ZIP"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_is_one_sentence(tmp_path: Path, name: str) -> None:
    make, sentence = BAD_FILES[name]
    make(tmp_path / name)

    with pytest.raises(InputError, match=sentence):
        read(tmp_path / name)


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="There is no file"):
        read(tmp_path / "none.csv")
    with pytest.raises(InputError, match="is a folder"):
        read(tmp_path)


@pytest.mark.parametrize("crs", ["EPSG:999999", "nonsense", "EPSG:4978", ""])
def test_a_crs_that_is_none_is_told(tmp_path: Path, crs: str) -> None:
    path = write_csv(tmp_path / "places.csv")

    if crs:
        with pytest.raises(InputError, match="coordinate system"):
            read(path, crs=crs)
    else:
        assert_the_rows(read(path, crs=crs))


any_json = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=9) | st.integers(),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=4)
    ),
    max_leaves=9,
)
any_geometry = st.fixed_dictionaries(
    {
        "type": st.sampled_from(
            ["Point", "Polygon", "MultiPoint", "LineString", "GeometryCollection", "x"]
        ),
        "coordinates": any_json,
    }
)
quick = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)


def rows_or_one_sentence(path: Path) -> None:
    with suppress(InputError):
        for row in read(path):
            assert (row.geom is None) or (row.problem is None)
            assert "\x00" not in "".join(row.values.values())


@quick
@given(st.binary(min_size=1, max_size=300))
def test_any_bytes_as_csv_are_rows_or_one_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "any.csv"
    path.write_bytes(content)

    rows_or_one_sentence(path)


@quick
@given(st.text(alphabet='lonat,;\t"\n\r19.8\u0e01-', min_size=1, max_size=80))
def test_any_text_below_a_header_is_rows_or_one_sentence(tmp_path: Path, content: str) -> None:
    path = tmp_path / "any.csv"
    path.write_text("name,lon,lat\n" + content, encoding="utf-8", newline="")

    rows_or_one_sentence(path)


@quick
@given(st.lists(st.one_of(any_json, any_geometry.map(feature)), max_size=3), any_json)
def test_any_features_are_rows_or_one_sentence(
    tmp_path: Path, features: list[Any], crs: Any
) -> None:
    path = tmp_path / "any.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "crs": crs, "features": features}))

    rows_or_one_sentence(path)


@quick
@given(st.binary(max_size=200), st.integers(0, 400))
def test_a_geojson_cut_anywhere_is_rows_or_one_sentence(
    tmp_path: Path, tail: bytes, cut: int
) -> None:
    path = write_geojson(tmp_path / "any.geojson", *[feature(point(1, 2), name="ก")] * 3)
    path.write_bytes(path.read_bytes()[:cut] + tail)

    rows_or_one_sentence(path)
