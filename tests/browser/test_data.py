"""The page of open data in a browser: one chooses, sees what it is, and takes it."""

import re
import subprocess
import sys

from playwright.sync_api import Page, expect

from tests.browser.conftest import ROOT

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
LIBRARIES = "/data?lang=en&city=model-town&kind=library"


def violations(page: Page) -> list[str]:
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [f"{each['id']}: {node['html'][:160]} {node['failureSummary'][:300]}"
            for each in found["violations"] for node in each["nodes"]]  # fmt: skip


def dots(page: Page) -> int:
    """Return how many pixels of the picture have the colour of libraries."""
    return page.evaluate(
        """() => {
            const canvas = document.querySelector("#picture");
            const {data} = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
            let count = 0;
            for (let at = 0; at < data.length; at += 4)
                if (data[at] === 0 && data[at + 1] === 0x74 && data[at + 2] === 0x5a) count += 1;
            return count;
        }"""
    )


def test_axe_finds_no_violation_in_the_dark_with_everything_open(page, troubles):
    page.goto("/data?lang=en&theme=dark")
    expect(page.locator("#found")).to_have_text("16 features match.")
    page.locator(".more > summary").click()
    expect(page.locator("#rows tbody tr")).to_have_count(5)

    assert violations(page) == []
    assert troubles == []


def test_what_is_chosen_is_counted_shown_drawn_and_kept_in_the_address(page, troubles):
    page.goto("/data?lang=en&theme=light&city=model-town")
    expect(page.locator("#found")).to_have_text("16 features match.")

    page.get_by_role("checkbox", name="Library", exact=True).check()
    expect(page.locator("#found")).to_have_text("1 feature matches.")
    page.get_by_label("Coordinate system").fill("32647")
    page.get_by_label("Format").select_option("gpkg")

    expect(page.locator("#rows tbody")).to_contain_text("Model Town Public Library")
    expect(page.locator("#way-url pre")).to_have_text(
        f"{page.url.split('/data')[0]}/api/collections/spaces/export"
        "?city=model-town&kind=library&crs=EPSG:32647&f=gpkg"
    )
    assert "kind=library&crs=EPSG:32647&f=gpkg" in page.url
    page.wait_for_timeout(300)
    assert dots(page) > 10
    with page.expect_download() as taken:
        page.get_by_role("link", name="Download GeoPackage").click()
    assert taken.value.suggested_filename.startswith("spaces-model-town-")
    assert taken.value.path().read_bytes().startswith(b"SQLite format 3")
    page.go_back()
    expect(page.get_by_label("Format")).to_have_value("geojson")
    assert troubles == []


def test_the_program_that_is_copied_runs(page):
    page.goto(f"{LIBRARIES}&f=parquet")
    expect(page.locator("#found")).to_have_text("1 feature matches.")

    page.get_by_role("button", name="Copy Python").click()

    expect(page.get_by_role("button", name="Copy Python")).to_have_text("Copied")
    program = page.evaluate("navigator.clipboard.readText()")
    done = subprocess.run(
        [sys.executable, "-c", f"{program}\nprint(spaces.name_en.tolist())"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "['Model Town Public Library']" in done.stdout, done.stderr


def test_another_collection_brings_its_own_fields_and_formats(page):
    page.goto(f"{LIBRARIES}&f=gpx")
    expect(page.get_by_label("Coordinate system")).to_be_disabled()

    page.get_by_role("link", name="Choose: Districts").click()

    expect(page.locator("#found")).to_have_text("3 features match.")
    expect(page.get_by_label("Collection")).to_be_focused()
    assert "gpx" not in page.locator("#f option").evaluate_all("all => all.map((o) => o.value)")
    page.get_by_role("checkbox", name="Tambon (subdistrict)").check()
    expect(page.locator("#found")).to_have_text("2 features match.")
    expect(page.locator("#way-qgis")).to_contain_text("\"level\" IN ('tambon')")


def test_a_condition_that_is_wrong_is_told_where_it_stands(page):
    page.goto("/data?lang=th&city=model-town")
    page.locator(".more > summary").click()

    page.locator("textarea").fill("kind = ")

    expect(page.locator("#trouble")).to_be_visible()
    expect(page.locator("#trouble")).to_contain_text("filter")
    expect(page.locator("#download")).to_be_hidden()
    page.locator("textarea").fill("capacity > 50 AND CASEI(name_en) LIKE CASEI('%library%')")
    expect(page.locator("#found")).to_have_text("พบ 1 รายการ")
    expect(page.locator("#trouble")).to_be_hidden()


def test_on_a_phone_nothing_sticks_out_and_keys_reach_the_download(phone):
    phone.goto("/data?lang=th&city=model-town&f=pmtiles")
    expect(phone.locator("#found")).to_have_text("พบ 16 รายการ")

    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    assert violations(phone) == []
    phone.keyboard.press("Tab")
    expect(phone.locator(".skip")).to_be_focused()
    for _ in range(150):
        phone.keyboard.press("Tab")
        if phone.evaluate("document.activeElement.id") == "download":
            break
    expect(phone.locator("#download")).to_be_focused()


def test_map_and_data_take_the_place_along(page):
    page.goto("/?lang=en&city=model-town&kinds=library,museum")
    page.locator("#to-data").click()

    expect(page.locator("#found")).to_have_text("2 features match.")
    page.get_by_role("link", name="Map", exact=True).click()
    expect(page.locator("#count")).to_contain_text("2")
    assert "kinds=library,museum" in page.url


def test_who_looks_at_coverage_finds_the_data_of_the_same_city(page):
    page.goto("/coverage?lang=en&city=model-town&kinds=library")
    page.locator("#to-data").click()

    expect(page).to_have_url(re.compile("/data.*city=model-town"))
