"""Pages that are one file, opened from the disk without any network."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from geoservice.coverage.asked import AskedCoverage
from geoservice.coverage.report import make_report
from geoservice.coverage.shelf import CoverageShelf
from geoservice.publish.coverage.report_page import report_page
from geoservice.publish.folium_map import MapAbout, MapLayer, make_map, to_html
from geoservice.publish.grid import Box
from geoservice.store.database import Database
from geoservice.walk.shelf import NetworkShelf
from tests.walked_town import import_people, import_town

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture
def alone(browser, _built: None) -> Iterator[tuple[Page, list[str]]]:
    """A page without a network, and what it asked for or complained of."""
    context = browser.new_context(offline=True, viewport={"width": 900, "height": 700})
    page = context.new_page()
    heard: list[str] = []
    page.on("request", lambda request: heard.append(request.url))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("console", lambda message: heard.append(message.text))
    yield page, heard
    context.close()


def test_a_map_of_features_is_drawn_and_tells_their_text(
    alone: tuple[Page, list[str]], tmp_path: Path
) -> None:
    page, heard = alone
    feature = {
        "type": "Feature",
        "geometry": {
            "type": "Polygon",
            "coordinates": [[[98.9, 18.7], [99, 18.7], [99, 18.8], [98.9, 18.8], [98.9, 18.7]]],
        },
        "properties": {"name": "<b>วัด</b>\nบรรทัดสอง"},
    }
    layer = MapLayer(
        [feature],
        style=lambda _: {"color": "#aa0000"},
        name="พื้นที่",
        text=lambda each: each["properties"]["name"],
    )
    about = MapAbout("แผนที่", "© <b>OSM</b>", Box(98.9, 18.7, 99, 18.8))
    file = tmp_path / "map.html"
    file.write_text(to_html(make_map([layer], about)), encoding="utf-8")

    page.goto(file.as_uri())

    shape = page.locator("path.leaflet-interactive")
    expect(shape).to_have_attribute("stroke", "#aa0000")
    expect(page.locator(".leaflet-control-attribution")).to_have_text("© <b>OSM</b>")
    expect(page.get_by_role("group", name="แผนที่")).to_be_visible()
    shape.click()
    expect(page.locator(".leaflet-popup .told")).to_have_text("<b>วัด</b>\nบรรทัดสอง")
    page.get_by_role("checkbox", name="พื้นที่").uncheck()
    expect(shape).to_have_count(0)
    assert heard == [file.as_uri()]


@pytest.fixture
def written(database: Database, tmp_path: Path) -> Path:
    """The report of the fixture town on its library, as a file."""
    import_town(database, tmp_path)
    import_people(database, tmp_path)
    shelf = CoverageShelf(tmp_path / "coverage", NetworkShelf(tmp_path / "networks"))
    asked = AskedCoverage("town", kinds=("library",), minutes=2)
    with database.reading() as session:
        made = make_report(session, shelf, asked, now=datetime.now(UTC))
    file = tmp_path / "report.html"
    file.write_text(report_page(made, "th", base="https://city.example").html, encoding="utf-8")
    return file


def test_a_report_is_whole_without_a_network(alone: tuple[Page, list[str]], written: Path) -> None:
    page, heard = alone

    page.goto(written.as_uri())

    expect(page.get_by_role("heading", level=1)).to_contain_text("ใครเดินถึงพื้นที่การเรียนรู้")
    shapes = page.locator(".folium-map path.leaflet-interactive")
    expect(shapes).to_have_count(2)  # the district and the library
    page.get_by_role("checkbox", name="พื้นที่การเรียนรู้").uncheck()
    expect(shapes).to_have_count(1)
    shapes.click(position={"x": 5, "y": 5}, force=True)
    expect(page.locator(".leaflet-popup .told")).to_contain_text("500 คนอยู่นอกระยะเดิน")
    assert page.evaluate("document.fonts.check('12px \"Noto Sans Thai\"', 'ก')")
    assert heard == [written.as_uri()]


def test_a_report_fits_a_phone_and_prints_its_whole_map(
    alone: tuple[Page, list[str]], written: Path
) -> None:
    page, _ = alone
    page.set_viewport_size({"width": 390, "height": 844})

    page.goto(written.as_uri())

    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    frame = page.locator(".map-frame").bounding_box()
    district = page.locator(".folium-map path.leaflet-interactive").first.bounding_box()
    assert frame is not None
    assert district is not None
    assert frame["x"] <= district["x"]
    assert district["x"] + district["width"] <= frame["x"] + frame["width"]
    expect(page.locator(".leaflet-control-layers")).to_be_hidden()


@pytest.mark.parametrize("width", [1200, 390])
def test_axe_finds_no_violation_in_a_report(browser, written: Path, width: int) -> None:
    context = browser.new_context(bypass_csp=True, viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(written.as_uri())
    page.add_script_tag(path=AXE)

    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")

    assert [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]] == []
    context.close()


def test_on_a_phone_the_layers_are_a_button(alone: tuple[Page, list[str]], written: Path) -> None:
    page, _ = alone
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(written.as_uri())

    expect(page.get_by_role("checkbox")).to_have_count(0)
    page.get_by_role("button", name="ชั้นข้อมูล").click()

    expect(page.get_by_role("checkbox")).to_have_count(3)
