"""Planners who signed in keep scenarios for each other, and the figures of today."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from geoservice.ecology.accounts.register import NewAccount, add_account
from tests.browser.conftest import _serving
from tests.browser.coverage_town import PEOPLED, build_coverage_towns
from tests.browser.test_everyone import _violations
from tests.browser.town import LAT, LON

PASSWORD = "a library in every tambon"
ASKED = f"lang=en&city={PEOPLED}&kinds=library&minutes=5&lat={LAT}&lon={LON}&zoom=16"
MUSEUM_TOO = "a9897500x1879300.klibrary"


@pytest.fixture(scope="module")
def towns(server, _built) -> Iterator[str]:
    """The address of the app with its towns and two planners of one of them."""
    database = server.clone("live_planners")
    build_coverage_towns(database)
    with database.writing() as session:
        for name in ("prae", "dao"):
            add_account(session, NewAccount(name, "planner", PEOPLED, PASSWORD))
    database.close()
    with _serving(server, "live_planners") as address:
        yield address
    server.drop("live_planners")


def sign_in(page: Page, towns: str, name: str) -> None:
    page.goto(f"{towns}/login?lang=en")
    page.locator("input[name=name]").fill(name)
    page.locator("input[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/login" not in url)


def open_page(page: Page, towns: str, query: str = ASKED) -> None:
    page.goto(f"{towns}/coverage?{query}")
    expect(page.locator(".headline-words")).to_be_visible(timeout=20_000)


def test_a_scenario_that_one_planner_keeps_another_opens(page: Page, towns: str, browser) -> None:
    sign_in(page, towns, "prae")
    open_page(page, towns, f"{ASKED}&tab=whatif&scenario={MUSEUM_TOO}")
    page.get_by_label("Name of the scenario").fill("Library at the lane")
    page.get_by_role("button", name="Keep it here").click()
    page.get_by_role("button", name="Keep Library at the lane for the city").click()
    expect(page.locator("#city-kept .kept-open")).to_have_text("Library at the lane")
    assert _violations(page) == []

    other = browser.new_page()
    sign_in(other, towns, "dao")
    open_page(other, towns, f"{ASKED}&tab=whatif")
    expect(other.locator("#city-kept")).to_contain_text("by prae")
    other.locator("#city-kept .kept-open").click()
    expect(other).to_have_url(re.compile(MUSEUM_TOO[:15]))
    other.locator("#city-kept").get_by_role("button", name="Remove").click()
    expect(other.locator("#city-kept")).to_contain_text("No planner of this city keeps one yet.")
    other.close()


def test_the_figures_of_today_are_kept_once(page: Page, towns: str) -> None:
    sign_in(page, towns, "prae")
    open_page(page, towns)

    page.get_by_role("button", name="Keep the figures of today").click()
    expect(page.locator("#announcer")).to_contain_text("are kept")
    page.get_by_role("button", name="Keep the figures of today").click()
    expect(page.locator("#announcer")).to_contain_text("Nothing changed")


def test_who_did_not_sign_in_sees_nothing_of_it(page: Page, towns: str) -> None:
    open_page(page, towns)

    expect(page.locator("#keep-figures")).to_be_hidden()
    expect(page.locator("#city-kept-box")).to_be_hidden()
