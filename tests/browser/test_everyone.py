"""For every screen, with the keyboard alone, read aloud."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import CENTRE, ROOT, settled, singles

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"


def _violations(page) -> list[str]:
    page.evaluate(Path(AXE).read_text("utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{each['id']}: {node['html'][:160]} {node['failureSummary'][:300]}"
        for each in found["violations"]
        for node in each["nodes"]
    ]


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_no_violation_in_either_language_and_theme(page, open_map, language, theme):
    open_map(f"lang={language}&theme={theme}&{CENTRE}")
    page.locator("#list-box summary").click()
    expect(page.locator("#list .row").first).to_be_visible()
    page.locator("#list button.row", has_text=re.compile("Public Library|ห้องสมุดประชาชน")).click()
    expect(page.locator("#card .facts")).to_be_visible()

    assert _violations(page) == []


def test_axe_finds_no_violation_on_a_phone_with_the_panel_open(phone, open_map):
    open_map(f"lang=th&{CENTRE}", on=phone)
    phone.get_by_role("button", name="ตัวกรองและรายการ").click()
    expect(phone.locator("#panel")).to_be_visible()

    assert _violations(phone) == []


def test_axe_finds_no_violation_in_the_suggestions_and_the_empty_page(page, open_map, live_empty):
    open_map("lang=en")
    page.locator("#search-field").fill("museum")
    expect(page.get_by_role("option").first).to_be_visible()
    assert _violations(page) == []

    page.goto(f"{live_empty}/?lang=en")
    expect(page.locator("#no-city")).to_be_visible()
    assert _violations(page) == []


def test_keyboard_alone_reaches_a_space(page, open_map):
    open_map()
    expect(singles(page).first).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.locator(".skip").first).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # skip to the map

    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.spot:has(.spot-face)')"):
            break
    name = page.evaluate("document.activeElement.getAttribute('aria-label')")
    page.keyboard.press("Enter")

    expect(page.locator("#card-title")).to_have_text(name.split(",")[0])
    expect(page.locator("#card-title")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#card")).to_be_hidden()


def test_the_number_of_spaces_is_read_aloud(page, open_map):
    open_map()

    page.get_by_role("checkbox", name="Bank").uncheck()

    expect(page.locator("#announcer")).to_have_text("15 learning spaces on the map")


def test_the_phone_card_is_a_bottom_sheet(phone, open_map):
    open_map(f"lang=en&{CENTRE}", on=phone)

    phone.get_by_role("button", name=re.compile("Public Library")).click()

    card = phone.locator("#card")
    expect(phone.locator("#card-title")).to_have_text("Model Town Public Library")
    box = card.bounding_box()
    assert (box["x"], box["width"]) == (0, 390)
    assert box["y"] > 300
    assert round(box["y"] + box["height"]) == 844
    phone.locator("#card-handle").click()
    expect(card).to_have_class(re.compile("is-large"))


def test_the_wide_card_stands_at_the_side(page, open_map):
    open_map()

    page.get_by_role("button", name=re.compile("Public Library")).click()

    box = page.locator("#card").bounding_box()
    assert box["x"] > 800
    assert box["y"] < 40


@pytest.mark.parametrize("width", [320, 390, 768, 1440, 2560])
def test_nothing_sticks_out_at_any_width(page, open_map, width):
    page.set_viewport_size({"width": width, "height": 700})
    open_map()

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    if width < 720:
        page.locator("#panel-toggle").click()
    assert page.evaluate("document.querySelector('.panel-body').scrollWidth") <= width


def test_text_twice_as_large_still_fits(page, open_map):
    page.set_viewport_size({"width": 1280, "height": 800})
    open_map()

    page.add_style_tag(content="html { font-size: 200% }")

    body = "document.querySelector('.panel-body')"
    assert page.evaluate(f"{body}.scrollWidth <= {body}.clientWidth + 1")
    expect(page.locator("#search-field")).to_be_visible()


def test_what_is_pressed_is_large_enough_for_a_finger(phone, open_map):
    open_map(f"lang=en&{CENTRE}", on=phone)
    phone.locator("#panel-toggle").click()

    small = phone.evaluate(
        """() => [...document.querySelectorAll("button, select, .kind, .pill, summary, .chip")]
            .filter((each) => each.offsetParent && !each.matches(".sheet-handle"))
            .map((each) => [each.id || each.className, each.getBoundingClientRect()])
            .filter(([, {height}]) => height < 43.5)
            .map(([name]) => name)"""
    )

    assert small == []


def test_only_one_sheet_covers_a_phone(phone, open_map):
    open_map(f"lang=en&{CENTRE}", on=phone)
    phone.get_by_role("button", name=re.compile("Public Library")).click()
    expect(phone.locator("#card")).to_be_visible()

    phone.locator("#panel-toggle").click()

    expect(phone.locator("#panel")).to_be_visible()
    expect(phone.locator("#card")).to_be_hidden()


def test_canvas_names_are_drawn_in_the_thai_font(page, open_map):
    open_map(f"lang=th&{CENTRE}")
    settled(page)

    assert page.evaluate("document.fonts.check('400 12px \"Noto Sans Thai\"', 'ก')")


def test_no_request_leaves_for_elsewhere(page, open_map, live_map):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    open_map()

    assert [url for url in asked if not url.startswith((live_map, "data:", "blob:"))] == []
