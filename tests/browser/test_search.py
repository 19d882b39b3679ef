"""Finding a space by its name."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import eventually


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("สวนดอก", "วัดสวนดอกไม้"),
        ("ประชาชน", "ห้องสมุดประชาชนเมืองจำลอง"),
        ("valley", "พิพิธภัณฑ์พื้นถิ่น"),
        ("Univrsity", "มหาวิทยาลัยเมืองจำลอง"),
    ],
)
def test_search_finds_thai_without_spaces_english_and_misspelt(page, open_map, typed, found):
    open_map("lang=th")

    page.locator("#search-field").fill(typed)

    expect(page.get_by_role("option").first).to_contain_text(found)


def test_what_was_typed_is_marked(page, open_map):
    open_map("lang=en")

    page.locator("#search-field").fill("arts")

    expect(page.locator("#search-list mark").first).to_have_text("Arts")


def test_choosing_flies_there_and_opens_the_card(page, open_map):
    open_map("lang=en")
    page.locator("#search-field").fill("museum")
    expect(page.get_by_role("option").first).to_be_visible()

    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option").first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")

    expect(page.locator("#card-title")).to_have_text("Museum of the Valley")
    expect(page.locator("#card-title")).to_be_focused()
    eventually(page, "Number(new URLSearchParams(location.search).get('zoom')) >= 17")


def test_escape_closes_the_suggestions_and_keeps_the_words(page, open_map):
    open_map("lang=en")
    field = page.locator("#search-field")
    field.fill("museum")
    expect(page.get_by_role("option").first).to_be_visible()

    field.press("Escape")

    expect(page.locator("#search-list")).to_be_hidden()
    expect(field).to_have_value("museum")


def test_nothing_found_is_said(page, open_map):
    open_map("lang=en")

    page.locator("#search-field").fill("zzzzzz")

    expect(page.locator("#search-list")).to_contain_text("Nothing was found")
    expect(page.locator("#announcer")).to_contain_text("Nothing was found")


def test_enter_lets_only_the_matching_stay_on_the_map(page, open_map):
    open_map("lang=en")

    page.locator("#search-field").fill("เมืองจำลอง")
    page.locator("#search-field").press("Enter")

    # library, university, hospital, town hall
    expect(page.locator("#count")).to_have_text("4 learning spaces on the map")
    page.get_by_role("button", name="Clear the search").click()
    expect(page.locator("#count")).to_have_text("16 learning spaces on the map")
