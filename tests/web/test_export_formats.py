"""Every format, opened by another library and compared feature by feature with the database."""

import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import openpyxl
import pyarrow.parquet as pq
import pyogrio
import pytest
import shapely
from pyproj import CRS, Transformer
from shapely.geometry.base import BaseGeometry

from geoservice.publish.exports.formats import FORMATS
from geoservice.store.database import Database
from tests.conftest import Server
from tests.web.conftest import close_app, make_app
from tests.web.exported import (
    LONG,
    READERS,
    SECRET,
    Features,
    read_dxf,
    read_gdal,
    read_geojson,
    read_tiles,
    settle,
    stored,
    tile_header,
)

Fetch = Callable[..., Path]
CENTIMETRE_IN_DEGREES = 1e-7
MILLIMETRE = 1e-3
PLACELESS = ("gpx", "dxf", "pmtiles")
IN_ANY_SYSTEM = [name for name, each in FORMATS.items() if each.systems == "any"]


@pytest.fixture(scope="module")
def fetch(
    server: Server, module_database: Database, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Fetch]:
    """Fetch an export of the town and give the file."""
    settle(module_database)
    app = make_app(server, module_database)
    client = app.test_client()

    def get(form: str, collection: str = "spaces", **asked: str) -> Path:
        query = {"f": form, **asked}
        path = tmp_path_factory.mktemp(form) / f"{collection}{FORMATS[form].ending}"
        with client.get(f"/api/collections/{collection}/export", query_string=query) as answer:
            assert answer.status_code == 200, answer.text
            assert answer.content_type == FORMATS[form].media_type
            path.write_bytes(answer.data)
        return path

    yield get
    close_app(app)


@pytest.fixture(scope="module")
def spaces(fetch: Fetch, module_database: Database) -> Features:
    return stored(module_database, "spaces")


def cut(text: str, most: int) -> str:
    """Return as many characters of a text as fit so many bytes."""
    return text.encode()[:most].decode(errors="ignore")


def told(features: Features, form: str) -> Features:
    """Return features as a format can tell them."""
    kept = {
        key: each for key, each in features.items() if form not in PLACELESS or each[1] is not None
    }
    if form == "shp":
        cut_short = {"description_th": cut(LONG, 254)}
        return {key: ({**v, **{n: t for n, t in cut_short.items() if v[n]}}, g)
                for key, (v, g) in kept.items()}  # fmt: skip
    if form == "csv":
        return {key: ({name: harmless(each) for name, each in v.items()}, g)
                for key, (v, g) in kept.items()}  # fmt: skip
    return kept


def harmless(value: object) -> object:
    formula = isinstance(value, str) and value[0] in "=+-@" and not value.startswith("+66")
    return f"'{value}" if formula else value


def assert_same(found: Features, wanted: Features, *, within: float = 1e-9) -> None:
    assert sorted(found) == list(wanted)
    for key, (values, geometry) in wanted.items():
        assert found[key][0] == values, key
        if geometry is None:
            assert found[key][1] is None
        else:
            assert shapely.equals_exact(found[key][1], geometry, within), found[key][1]


@pytest.mark.parametrize("form", READERS)
def test_spaces_are_whole_whatever_their_texts_hold(
    fetch: Fetch, spaces: Features, form: str
) -> None:
    found = READERS[form](fetch(form), "spaces")

    assert len(spaces) == 9
    assert_same(found, told(spaces, form), within=CENTIMETRE_IN_DEGREES)


@pytest.mark.parametrize("form", [form for form in READERS if form not in ("gpx", "xlsx")])
def test_areas_are_whole_with_their_holes_and_parts(
    fetch: Fetch, module_database: Database, form: str
) -> None:
    found = READERS[form](fetch(form, "districts"), "districts")
    wanted = stored(module_database, "districts")

    assert [values for values, _ in found.values()] == [values for values, _ in wanted.values()]
    for key, (_, geometry) in wanted.items():
        assert several(found[key][1]).normalize() == geometry.normalize()


def several(area: BaseGeometry) -> BaseGeometry:
    """Return an area as several, which a shapefile does not tell from one."""
    return shapely.MultiPolygon([area]) if area.geom_type == "Polygon" else area


@pytest.mark.parametrize("form", [form for form in READERS if form != "xlsx"])
def test_streets_are_whole_with_numbers_and_truths(
    fetch: Fetch, module_database: Database, form: str
) -> None:
    found = READERS[form](fetch(form, "streets"), "streets")

    assert_same(found, stored(module_database, "streets"), within=CENTIMETRE_IN_DEGREES)


def test_a_workbook_tells_a_point_inside_of_what_is_no_point(
    fetch: Fetch, module_database: Database
) -> None:
    found = READERS["xlsx"](fetch("xlsx", "districts"), "districts")

    for key, (values, geometry) in stored(module_database, "districts").items():
        assert found[key][0] == values
        assert geometry.buffer(CENTIMETRE_IN_DEGREES).contains(found[key][1])


@pytest.mark.parametrize("form", [form for form in IN_ANY_SYSTEM if form != "dxf"])
@pytest.mark.parametrize("code", [32647, 24047])
def test_a_system_and_back_is_the_same_place(
    fetch: Fetch, spaces: Features, form: str, code: int
) -> None:
    back = Transformer.from_crs(code, 4326, always_xy=True)
    found = READERS[form](fetch(form, crs=f"EPSG:{code}"), "spaces")

    for key, (_, place) in told(spaces, form).items():
        moved = found[key][1]
        if place is not None:
            assert 400_000 < moved.x < 600_000  # east comes first
            lon, lat = back.transform(moved.x, moved.y)
            assert np.allclose((lon, lat), (place.x, place.y), atol=CENTIMETRE_IN_DEGREES)


@pytest.mark.parametrize("code", [10160, 9945])  # newer than PostGIS here; than its PROJ too
def test_a_system_that_postgis_does_not_list_is_reckoned_too(
    fetch: Fetch, spaces: Features, code: int
) -> None:
    into = Transformer.from_crs(4326, code, always_xy=True)
    found = read_geojson(fetch("geojson", crs=f"EPSG:{code}"), "spaces")

    for key, (_, place) in told(spaces, "gpx").items():
        moved = found[key][1]
        assert np.allclose((moved.x, moved.y), into.transform(place.x, place.y), atol=MILLIMETRE)


@pytest.mark.parametrize("form", ["geojson", "gpkg", "fgb", "shp"])
def test_a_file_names_its_system_as_gdal_understands_it(fetch: Fetch, form: str) -> None:
    assert CRS(pyogrio.read_info(fetch(form, crs="EPSG:24047"))["crs"]).to_epsg() == 24047
    assert CRS(pyogrio.read_info(fetch(form))["crs"]).to_epsg() == 4326


def test_geoparquet_has_its_metadata(fetch: Fetch, spaces: Features) -> None:
    metadata = pq.read_schema(fetch("parquet")).metadata
    moved = pq.read_schema(fetch("parquet", crs="EPSG:24047")).metadata
    geo, moved_geo = json.loads(metadata[b"geo"]), json.loads(moved[b"geo"])
    points = shapely.MultiPoint([place for _, place in spaces.values() if place])

    assert geo["version"] == "1.1.0"
    assert geo["primary_column"] == "geometry"
    column = geo["columns"]["geometry"]
    assert column["encoding"] == "WKB"
    assert column["geometry_types"] == ["Point"]
    assert "crs" not in column
    assert np.allclose(column["bbox"], points.bounds)
    assert CRS.from_json_dict(moved_geo["columns"]["geometry"]["crs"]).to_epsg() == 24047
    field = pq.read_schema(fetch("parquet")).field("capacity")
    assert field.metadata[b"title"].decode() == "ความจุ (คน) · Capacity (people)"
    assert field.metadata[b"unit"] == b"{person}"


def test_a_drawing_has_layers_by_kind_and_names_in_thai(fetch: Fetch, spaces: Features) -> None:
    found = read_dxf(fetch("dxf"))
    to_metres = Transformer.from_crs(4326, 32647, always_xy=True)

    assert list(found) == list(told(spaces, "dxf"))
    for key, (values, place) in told(spaces, "dxf").items():
        assert found[key].layer == values["kind"]
        assert found[key].name == (values["name_th"] or values["name_en"] or "").replace("\t", " ")
        (point,) = found[key].shapes
        x, y = to_metres.transform(place.x, place.y)
        assert point.distance(shapely.Point(x, y)) < MILLIMETRE


def test_a_drawing_has_every_ring_and_line(fetch: Fetch, module_database: Database) -> None:
    areas = read_dxf(fetch("dxf", "districts", crs="EPSG:4326"))
    lines = read_dxf(fetch("dxf", "streets", crs="EPSG:4326"))

    for key, (values, geometry) in stored(module_database, "districts").items():
        drawn = shapely.MultiLineString([shapely.LineString(r.coords) for r in areas[key].shapes])
        assert drawn.normalize() == geometry.boundary.normalize()
        assert areas[key].name == values["name_th"]
    found = stored(module_database, "streets")
    for key, (_, geometry) in found.items():
        assert lines[key].shapes == (geometry,)
    assert {each.layer for each in lines.values()} == {"primary", "footway__steps"}


def test_gdal_reads_the_names_of_a_drawing_too(fetch: Fetch, spaces: Features) -> None:
    meta, _, _, columns = pyogrio.raw.read(fetch("dxf"))
    texts = columns[list(meta["fields"]).index("Text")]

    assert {"หอสมุดเมืองเชียงใหม่", "วัดน้ำ", "ปู่ ย่า ำ ๑๒๓"} <= set(texts)


def test_tiles_have_every_feature_at_the_deepest_zoom(
    fetch: Fetch, spaces: Features, module_database: Database
) -> None:
    path = fetch("pmtiles")
    header, metadata = tile_header(path)
    found = read_tiles(path, 14)
    streets = read_tiles(fetch("pmtiles", "streets"), 14)

    assert sorted(found) == list(told(spaces, "pmtiles"))
    for key, (values, _) in told(spaces, "pmtiles").items():
        assert (found[key].get("name_th") or None) == values["name_th"]
        assert found[key]["kind"] == values["kind"]
    assert sorted(streets) == list(stored(module_database, "streets"))
    assert (header["min_zoom"], header["max_zoom"]) == (0, 14)
    assert read_tiles(path, 0)
    assert "© OpenStreetMap contributors" in metadata["attribution"]
    assert metadata["vector_layers"][0]["id"] == "spaces"
    assert pyogrio.read_info(path)["features"] == 7


def test_a_filter_holds_in_tiles_at_every_zoom(fetch: Fetch, spaces: Features) -> None:
    (library,) = [key for key, (values, _) in spaces.items() if values["kind"] == "library"]
    path = fetch("pmtiles", kind="library")

    for zoom in (0, 7, 13, 14):
        assert list(read_tiles(path, zoom)) == [library]


@pytest.mark.parametrize("form", FORMATS)
def test_a_filter_is_the_same_in_every_format(fetch: Fetch, spaces: Features, form: str) -> None:
    wanted = [key for key, (values, _) in spaces.items() if values["kind"] in ("park", "market")]
    asked = {"filter": "kind IN ('park','market')", "bbox": "98.9,18.7,99,18.8"}
    path = fetch(form, properties="kind,name_th", **asked)

    if form == "dxf":
        assert list(read_dxf(path)) == wanted
    elif form == "pmtiles":
        assert sorted(read_tiles(path, 14)) == wanted
    elif form == "gpx":
        assert "ตลาด" in path.read_text("utf-8")
        assert path.read_text("utf-8").count("<wpt ") == 2
        assert "ogr:source" not in path.read_text("utf-8")
    elif form in ("geojson", "geojsonseq", "gpkg", "fgb", "parquet"):
        found = READERS[form](path, "spaces")
        assert sorted(found) == wanted
        assert all(list(values) == ["kind", "name_th"] for values, _ in found.values())
    else:
        assert path.stat().st_size


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_at_all_is_a_whole_file_too(fetch: Fetch, form: str) -> None:
    path = fetch(form, city="nowhere")

    if form == "dxf":
        assert read_dxf(path) == {}
    elif form == "pmtiles":
        assert read_tiles(path, 14) == {}
    else:
        assert READERS[form](path, "spaces") == {}


@pytest.mark.parametrize("form", FORMATS)
def test_what_is_private_or_a_draft_is_in_no_file(fetch: Fetch, form: str) -> None:
    path = fetch(form)
    body = path.read_bytes()
    if form in ("xlsx", "shp"):
        with zipfile.ZipFile(path) as archive:
            body = b"".join(map(archive.read, archive.namelist()))

    assert SECRET.encode() not in body
    assert "ร่าง".encode() not in body
    assert b"U+0E23\\U+0E48\\U+0E32\\U+0E07" not in body


def test_who_is_to_be_named_stands_in_the_file(fetch: Fetch) -> None:
    credit = "© OpenStreetMap contributors"
    url = "https://opendatacommons.org/licenses/odbl/1-0/"

    geojson = json.loads(fetch("geojson").read_bytes())
    assert (geojson["attribution"], geojson["licence_url"]) == (credit, url)
    assert geojson["numberReturned"] == len(geojson["features"]) == 9
    assert pq.read_schema(fetch("parquet")).metadata[b"attribution"].decode() == credit
    package = pyogrio.read_info(fetch("gpkg"))
    assert package["dataset_metadata"]["licence_url"] == url
    assert credit in package["layer_metadata"]["DESCRIPTION"]
    assert credit in pyogrio.read_info(fetch("fgb"))["layer_metadata"]["DESCRIPTION"]
    about = openpyxl.load_workbook(fetch("xlsx"))["about"]
    assert ("attribution", credit) in list(about.iter_rows(max_col=2, values_only=True))
    with zipfile.ZipFile(fetch("shp")) as archive:
        assert credit in archive.read("README.txt").decode()
        assert archive.read("spaces.cpg") == b"UTF-8"
    kml, gpx = fetch("kml").read_text("utf-8"), fetch("gpx").read_text("utf-8")
    assert f'<atom:link rel="license" href="{url}"/>' in kml
    assert f'<copyright author="{credit}"><license>{url}</license></copyright>' in gpx
    assert r"\U+00A9 OpenStreetMap contributors" in fetch("dxf").read_text("ascii")[:500]


def test_units_and_titles_stand_in_the_file(fetch: Fetch) -> None:
    fields = openpyxl.load_workbook(fetch("xlsx", "streets"))["fields"]
    rows = list(fields.iter_rows(values_only=True))

    assert ("metres", "ความยาว (เมตร)", "Length (metres)", "m", "number") in rows
    assert "ความยาว (เมตร) · Length (metres)" in fetch("kml", "streets").read_text("utf-8")


def test_excel_sees_texts_and_no_formulas(fetch: Fetch) -> None:
    sheet = openpyxl.load_workbook(fetch("xlsx"))["spaces"]
    cells = [cell for row in sheet.iter_rows() for cell in row]

    assert any(cell.value == "=1+1" for cell in cells)
    assert not [cell for cell in cells if cell.data_type == "f"]


def test_a_csv_begins_with_a_mark_only_where_that_is_asked(fetch: Fetch) -> None:
    assert fetch("csv").read_bytes().startswith(b"id,city,kind")
    assert fetch("csv", bom="true").read_bytes().startswith(b"\xef\xbb\xbfid,city,kind")


def test_gdal_reads_text_sequences_and_csv(fetch: Fetch, spaces: Features) -> None:
    assert pyogrio.read_info(fetch("geojsonseq"))["features"] == len(spaces)
    assert pyogrio.read_info(fetch("csv"))["features"] == len(spaces)
    tracks = read_gdal(fetch("gpx", "streets"), "streets", "tracks")
    assert [values["type"] for values, _ in tracks.values()] == ["primary", "footway; steps"]


def test_geojson_in_another_system_says_so_and_plain_geojson_does_not(fetch: Fetch) -> None:
    moved = json.loads(fetch("geojson", crs="EPSG:32647").read_bytes())
    named = json.loads(fetch("geojson", crs="EPSG:4326").read_bytes())

    assert moved["crs"]["properties"]["name"] == "urn:ogc:def:crs:EPSG::32647"
    assert "crs" not in named
    assert named["features"][0]["geometry"]["coordinates"] == [98.98, 18.79]
    assert read_geojson(fetch("geojson", properties="kind"), "spaces")
