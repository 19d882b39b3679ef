"""The real app over a real database, used in Debian's Chromium."""

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from babel.messages.frontend import CommandLineInterface
from playwright.sync_api import Page, expect

from geoservice.paths import STATIC, TRANSLATIONS
from geoservice.store.cluster import READER_ROLE
from tests.browser.town import LAT, LON, build_town
from tests.conftest import Server
from tests.serving import running

ROOT = Path(__file__).resolve().parents[2]
CENTRE = f"city=model-town&lat={LAT}&lon={LON}&zoom=16"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)


def _serving(server: Server, name: str, **settings: str) -> AbstractContextManager[str]:
    """Serve the database `name` as in production: gunicorn, in a process of its own."""
    reader = server.cluster.url(role=READER_ROLE, database=name)
    return running(
        "serve",
        "--workers",
        "1",
        settings={
            "GEOSERVICE_DATABASE_URL": server.cluster.url(database=name),
            "GEOSERVICE_READER_URL": reader,
            # all tests of a run are one address
            "GEOSERVICE_SUGGESTIONS_PER_HOUR": "1000",
            "GEOSERVICE_SUGGESTIONS_PER_DAY": "1000",
            **settings,
        },
    )


@pytest.fixture(scope="session")
def _built() -> None:
    if not (STATIC / "build" / "manifest.json").is_file():
        pytest.fail("the pages are not built; run: make setup")
    CommandLineInterface().run(["pybabel", "-q", "compile", "-d", str(TRANSLATIONS)])


@pytest.fixture(scope="session")
def live_map(server, _built) -> Iterator[str]:
    """The address of the app with the model town."""
    database = server.clone("live_map")
    build_town(database)
    database.close()
    with _serving(server, "live_map") as address:
        yield address
    server.drop("live_map")


@pytest.fixture(scope="session")
def live_raster(server, live_map) -> Iterator[str]:
    """The address of the app with the model town over an outside raster basemap."""
    with _serving(
        server,
        "live_map",
        GEOSERVICE_BASEMAP_URL="https://tiles.example.org/{z}/{x}/{y}.png",
        GEOSERVICE_BASEMAP_ATTRIBUTION="Example Tiles",
    ) as address:
        yield address


@pytest.fixture(scope="session")
def live_empty(server, _built) -> Iterator[str]:
    """The address of the app with no city at all."""
    server.clone("live_empty").close()
    with _serving(server, "live_empty") as address:
        yield address
    server.drop("live_empty")


@pytest.fixture(scope="session")
def base_url(live_map: str) -> str:
    return live_map


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    return {
        "executable_path": shutil.which("chromium") or shutil.which("google-chrome"),
        "args": [*arguments, "--no-first-run", "--disable-component-update"],
    }


@pytest.fixture(scope="session")
def browser_context_args(live_map: str) -> dict[str, object]:
    return {
        "base_url": live_map,
        "viewport": {"width": 1280, "height": 800},
        "locale": "th-TH",
        "reduced_motion": "reduce",
        "permissions": ["clipboard-read", "clipboard-write"],
        # What a worker answers is hidden from the tests; those about it let it in.
        "service_workers": "block",
    }


@pytest.fixture
def phone(browser, browser_context_args) -> Iterator[Page]:
    """A page as on a phone of 390 px."""
    size = {"width": 390, "height": 844}
    context = browser.new_context(
        **{**browser_context_args, "viewport": size, "has_touch": True, "is_mobile": True}
    )
    yield context.new_page()
    context.close()


@pytest.fixture
def troubles(page: Page) -> list[str]:
    """What the page complained of: script errors and what its policy forbade."""
    heard: list[str] = []
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on(
        "console", lambda message: heard.append(message.text) if message.type == "error" else None
    )
    return heard


@pytest.fixture
def open_map(page: Page) -> Callable[..., Page]:
    """Open the map with a query and wait until its spaces are there."""

    def _open(query: str = f"lang=en&{CENTRE}", on: Page = page) -> Page:
        on.goto(f"/?{query}")
        settled(on)
        return on

    return _open


def settled(page: Page) -> None:
    """Wait until the map has said how many spaces it shows."""
    expect(page.locator("#count")).to_contain_text(re.compile(r"\d"))


def eventually(page: Page, condition: str, seconds: float = 10) -> None:
    """Wait until a condition holds in the page.

    Playwright's own waiting evaluates text inside the page, which the page's policy forbids.
    """
    for _ in range(int(seconds * 20)):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"never came true: {condition}")


def singles(page: Page):
    """Return the markers that stand for one space."""
    return page.locator(".spot:has(.spot-face)")
