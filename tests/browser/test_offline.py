"""Without a network: what was opened stays, and the walk goes on."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import CENTRE, eventually, settled
from tests.browser.test_follow import walk_token  # noqa: F401
from tests.browser.walker import Walker

KEEPING_MS = 60_000
DRAWN = "document.querySelectorAll('canvas.leaflet-tile-loaded').length > 3"


@pytest.fixture
def worked(browser, browser_context_args) -> Iterator[Page]:
    """A page on a phone whose browser has service workers."""
    context = browser.new_context(
        **{
            **browser_context_args,
            "viewport": {"width": 390, "height": 844},
            "has_touch": True,
            "is_mobile": True,
            "service_workers": "allow",
            "permissions": ["geolocation"],
        }
    )
    yield context.new_page()
    context.close()


@pytest.fixture
def walker(worked: Page, walk_token: str) -> Walker:  # noqa: F811
    return Walker(worked, walk_token)


def _begin_and_be_ready(walker: Walker) -> None:
    walker.begin()
    remarks = walker.page.locator("#follow-standing")
    expect(remarks).to_contain_text("Ready offline", timeout=KEEPING_MS)


def test_a_walk_goes_on_without_a_network_even_in_a_page_opened_anew(walker):
    _begin_and_be_ready(walker)
    page = walker.page
    page.context.set_offline(True)
    walker.walk_to(0, 1)
    walker.walk_to(0, 3.9)
    page.get_by_role("button", name="Go on").click()
    expect(page.locator("#follow-remarks")).to_contain_text("Offline")

    page.goto("/")
    page.get_by_role("button", name="Continue the walk").click()
    walker.walk_to(0, 1.5)

    expect(page.locator("#follow-next-name")).to_have_text("ครูคำแปง ช่างทอ")
    # 6.5 x 111 = 723 m down Bridge Street
    expect(page.locator("#follow-banner")).to_contain_text("ครูคำแปง ช่างทอ")
    expect(page.locator("#follow-metres")).to_have_text("720 m")
    eventually(page, DRAWN)
    page.locator("#follow-list").click()
    expect(page.locator("#follow-steps")).to_contain_text("To Town Hall")


def test_what_is_known_of_a_stop_is_there_offline(walker):
    _begin_and_be_ready(walker)
    walker.page.context.set_offline(True)
    walker.page.goto("/")
    walker.page.get_by_role("button", name="Continue the walk").click()
    walker.page.locator("#follow-list").click()
    walker.page.get_by_role("button", name="I am there").click()

    walker.page.get_by_role("button", name="About this place").click()

    expect(walker.page.locator("#card-title")).to_have_text("Town Hall")
    expect(walker.page.locator("#card")).to_be_visible()


def test_a_new_plan_needs_a_network_and_says_so(walker):
    _begin_and_be_ready(walker)
    walker.page.context.set_offline(True)
    walker.stray()

    walker.page.get_by_role("button", name="Plan anew from here").click()

    expect(walker.page.locator("#follow-trouble")).to_contain_text("needs a connection")
    walker.page.context.set_offline(False)
    walker.page.get_by_role("button", name="Plan anew from here").click()
    expect(walker.page.locator("#follow-trouble")).to_be_hidden()


def test_the_link_of_an_opened_walk_shows_it_offline(walker):
    _begin_and_be_ready(walker)
    walker.page.context.set_offline(True)

    walker.page.reload()

    expect(walker.page.locator("#walk-result .walk-totals")).to_be_visible()
    expect(walker.page.locator("#walk-result")).to_contain_text("Town Hall")


def test_a_walk_that_was_only_opened_is_kept_too(walker):
    walker.open()
    kept = "caches.keys().then((names) => names.some((each) => each.includes('-walk-')))"
    eventually(walker.page, kept)

    walks = walker.page.evaluate(
        """async () => {
            const name = (await caches.keys()).find((each) => each.includes("-walk-"));
            const cache = await caches.open(name);
            const urls = (await cache.keys()).map((each) => each.url);
            return urls.filter((url) => url.includes("plan="));
        }"""
    )

    assert len(walks) == 1


def test_a_tile_with_nothing_in_it_is_kept_as_well(walker):
    _begin_and_be_ready(walker)

    statuses = walker.page.evaluate(
        """async () => {
            const name = (await caches.keys()).find((each) => each.includes("-walk-"));
            const kept = await (await caches.open(name)).matchAll();
            return [...new Set(kept.map((each) => each.status))].sort();
        }"""
    )

    assert statuses == [200, 204]


def test_the_map_opens_offline_in_the_language_it_is_asked_in(worked):
    worked.goto(f"/?lang=en&{CENTRE}")
    settled(worked)
    worked.evaluate("navigator.serviceWorker.ready.then(() => true)")
    eventually(worked, "navigator.serviceWorker.controller !== null")
    worked.context.set_offline(True)

    for language in ("th", "en"):
        worked.goto(f"/?lang={language}")
        assert worked.locator("html").get_attribute("lang") == language
        expect(worked.locator("#city")).to_have_value("model-town")


def test_keeping_the_page_in_both_languages_changes_no_choice(worked):
    worked.goto("/?lang=th")
    worked.evaluate("navigator.serviceWorker.ready.then(() => true)")

    languages = [each["value"] for each in worked.context.cookies() if each["name"] == "lang"]

    assert languages == ["th"]


def test_online_the_network_answers_and_not_what_was_kept(worked, live_map):
    worked.goto(f"/?lang=en&{CENTRE}")
    eventually(worked, "navigator.serviceWorker.controller !== null")
    worked.evaluate(
        """async () => {
            const cache = await caches.open("geoservice-data");
            await cache.put("/api/cities", new Response('{"cities": []}'));
        }"""
    )

    worked.reload()

    expect(worked.locator("#city")).to_have_value("model-town")


def test_a_language_asked_for_by_nobody_is_the_one_of_the_page_last_seen(worked):
    worked.goto(f"/?lang=en&{CENTRE}")
    eventually(worked, "navigator.serviceWorker.controller !== null")
    worked.reload()
    settled(worked)
    worked.context.set_offline(True)

    worked.goto("/")

    assert re.fullmatch("en", str(worked.locator("html").get_attribute("lang")))
