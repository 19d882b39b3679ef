"""Pages that are one file, opened from the disk without any network."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from geoservice.publish.folium_map import MapAbout, MapLayer, make_map, to_html
from geoservice.publish.grid import Box


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
