"""Texts and shapes that a reader of a format may take for something else."""

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pyogrio
import pytest

from geoservice.publish.exports.formats import FORMATS
from geoservice.store.database import Database
from geoservice.store.models import Partner
from tests.conftest import Server, add_city, add_space
from tests.web.conftest import close_app, make_app

Fetch = Callable[..., Path]
LONGEST_CELL = 32_767  # units of UTF-16: Excel's specifications and limits
EMOJI = "😀" * 17_000
_XML = {"gpx": "http://www.topografix.com/GPX/1/1", "kml": "http://www.opengis.net/kml/2.2"}


@pytest.fixture(scope="module")
def fetch(
    server: Server, module_database: Database, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Fetch]:
    """Fetch an export of a city with a partner at two places, and one text a space."""
    city = add_city(module_database, "lampang")
    with module_database.writing() as session:
        partner = Partner(city_id=city, actor="school", name_th="สองแห่ง", name_en="Two")
        session.add(partner)
        session.flush()
        number = partner.id
    for place, text in enumerate(("\n=1+2", "＝1+1", EMOJI, "ขึ้น\rบรรทัด")):
        runs = {"partner_id": number} if place < 2 else {}
        add_space(module_database, city, lon=99.5 + place / 100, name_en=text, **runs)
    add_space(module_database, city, name_th="วัด😀งาม")
    app = make_app(server, module_database)
    client = app.test_client()

    def get(form: str, collection: str = "spaces", **asked: str) -> Path:
        path = tmp_path_factory.mktemp(form) / f"{collection}{FORMATS[form].ending}"
        address = f"/api/collections/{collection}/export"
        with client.get(address, query_string={"f": form, **asked}) as answer:
            assert answer.status_code == 200, answer.text
            path.write_bytes(answer.data)
        return path

    yield get
    close_app(app)


def test_gpx_tells_a_partner_at_two_places_as_two_waypoints_and_draws_no_line(fetch: Fetch) -> None:
    root = ElementTree.parse(fetch("gpx", "partners")).getroot()

    marks = root.findall("gpx:wpt", _XML)
    assert [float(each.attrib["lon"]) for each in marks] == [99.5, 99.51]
    assert [each.findtext("gpx:name", namespaces=_XML) for each in marks] == ["สองแห่ง"] * 2
    assert not root.findall("gpx:trk", _XML)


def test_no_text_of_a_csv_is_a_formula_after_a_line_feed_or_in_full_width(fetch: Fetch) -> None:
    rows = csv.DictReader(io.StringIO(fetch("csv").read_bytes().decode(), newline=""))

    texts = {row["name_en"] for row in rows}
    assert {"'\n=1+2", "'＝1+1"} <= texts


def test_a_cell_of_excel_holds_what_excel_counts_and_says_that_it_cuts(fetch: Fetch) -> None:
    book = openpyxl.load_workbook(fetch("xlsx"))
    column = [cell.value for cell in book["spaces"][1]].index("name_en")
    texts = [row[column] for row in book["spaces"].iter_rows(min_row=2, values_only=True)]

    (long,) = [text for text in texts if text and text.startswith("😀")]
    assert long == "😀" * (LONGEST_CELL // 2)
    told = dict(book["about"].iter_rows(max_col=2, values_only=True))
    assert "32,767" in told["note"]


@pytest.mark.parametrize("form", ["kml", "gpx"])
def test_a_carriage_return_is_one_in_xml_too(fetch: Fetch, form: str) -> None:
    texts = [each.text for each in ElementTree.parse(fetch(form)).iter()]

    assert "ขึ้น\rบรรทัด" in texts


def test_gdal_reads_a_drawing_in_which_a_name_has_emoji(fetch: Fetch) -> None:
    meta, _, _, columns = pyogrio.raw.read(fetch("dxf"))

    texts = columns[list(meta["fields"]).index("Text")]
    assert "วัด\ufffdงาม" in texts


def test_gdal_finds_an_empty_layer_in_kml_where_nothing_matches(fetch: Fetch) -> None:
    (layer,) = pyogrio.list_layers(fetch("kml", city="nowhere"))

    assert layer[0] == pyogrio.list_layers(fetch("kml"))[0][0]
    assert pyogrio.read_info(fetch("kml", city="nowhere"))["features"] == 0
