"""A link shows the same thing."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import CENTRE, eventually, settled


def _state(page) -> dict[str, object]:
    return page.evaluate(
        """() => ({
            language: document.documentElement.lang,
            theme: document.documentElement.dataset.theme,
            kinds: [...document.querySelectorAll('[name=kind]:checked')].map(({value}) => value),
            ages: [...document.querySelectorAll('[name=age]:checked')].map(({value}) => value),
            wheelchair: document.querySelector('[name=wheelchair]:checked').value,
            district: document.querySelector('#district').value,
            title: document.querySelector('#card-title')?.textContent,
            words: document.querySelector('#search-field').value,
            count: document.querySelector('#count').textContent,
            query: location.search,
        })"""
    )


def test_a_link_shows_the_same_thing(page, browser, browser_context_args, open_map):
    open_map(f"lang=en&theme=dark&{CENTRE}")
    page.get_by_role("checkbox", name="Bank").uncheck()
    page.get_by_role("checkbox", name="Children (6–12)").check()
    page.get_by_label("District").select_option(label="East")
    eventually(page, "Number(new URLSearchParams(location.search).get('lon')) != 98.98")
    page.get_by_role("button", name="Model Town Public Library, Library").click()
    expect(page.locator("#card-title")).to_have_text("Model Town Public Library")
    page.wait_for_timeout(500)  # the address follows the moved map a moment later
    mine = _state(page)

    stranger = browser.new_context(**{**browser_context_args, "locale": "fi-FI"}).new_page()
    stranger.goto(page.url)
    settled(stranger)
    expect(stranger.locator("#card-title")).to_have_text("Model Town Public Library")
    expect(stranger.locator("#district")).to_have_value(re.compile(r"\d"))
    stranger.wait_for_timeout(500)

    assert _state(stranger) == mine
    stranger.context.close()


def test_switching_the_language_keeps_the_state(page, open_map):
    open_map(f"lang=th&{CENTRE}&kinds=library")
    expect(page.locator("html")).to_have_attribute("lang", "th")

    page.locator("#language").click()
    settled(page)

    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("#count")).to_have_text("1 learning space on the map")
    assert "zoom=16" in page.url


def test_back_and_forward_go_through_what_was_chosen(page, open_map):
    open_map()
    page.get_by_role("button", name=re.compile("Town Hall")).click()
    expect(page.locator("#card-title")).to_have_text("Town Hall")

    page.go_back()
    expect(page.locator("#card")).to_be_hidden()
    page.go_forward()

    expect(page.locator("#card-title")).to_have_text("Town Hall")


def test_the_theme_follows_the_device_until_it_is_chosen(page, open_map):
    page.emulate_media(color_scheme="dark")
    open_map()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")

    page.get_by_role("button", name="Light colours").click()

    expect(page.locator("html")).to_have_attribute("data-theme", "light")
    assert "theme=light" in page.url


def test_a_space_that_is_gone_is_said_to_be_gone(page, open_map):
    open_map(f"lang=en&{CENTRE}&space=999999")

    expect(page.locator("#card")).to_contain_text("no longer shown")


def test_an_unknown_city_in_the_link_opens_one_there_is(page, open_map):
    open_map("lang=en&city=atlantis")

    expect(page.locator("#city")).to_have_value("model-town")
