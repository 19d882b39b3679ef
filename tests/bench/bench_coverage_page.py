"""The planner's page with 50,000 street pieces: frames a second, by the browser's own trace.

The pieces are generated within the page (coverage_city.js), so that drawing alone is measured:
while a pin is dragged and every street takes another colour, and while the map is dragged about.
The reference of the same run is the page at rest.
"""

import math
import shutil
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server

from geoservice.config import Settings
from geoservice.web import create_app

SECONDS = 5
ZOOMS = (12, 13, 14, 16)  # all of the city in sight; then less and less, but larger
SIZE = {"width": 1280, "height": 800}
TRACED = ["disabled-by-default-devtools.timeline.frame", "devtools.timeline.frame"]
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
_WATCH = """() => { window.seen = []; const tick = (now) => {
    window.seen.push(now); window.watching = requestAnimationFrame(tick); };
    window.watching = requestAnimationFrame(tick); }"""
_SEEN = "() => { cancelAnimationFrame(window.watching); return window.seen; }"


def main() -> None:
    """Print the frames a second at each zoom."""
    with _serving() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("google-chrome"),
            args=ARGUMENTS,
        )
        for zoom in ZOOMS:
            page = _open(browser, address, zoom)
            print(f"zoom {zoom}")
            _measure("at rest", browser, page, lambda: time.sleep(1))
            _drag_pin(browser, page)
            _drag_map(browser, page)
            page.context.close()
        browser.close()


@contextmanager
def _serving() -> Iterator[str]:
    """Serve the page and its files; the page asks its data of itself, no database is needed."""
    with tempfile.TemporaryDirectory(prefix="geoservice-bench-") as home:
        server = make_server("127.0.0.1", 0, create_app(Settings(home=Path(home))), threaded=True)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def _open(browser: Browser, address: str, zoom: int) -> Page:
    page = browser.new_context(viewport=SIZE, service_workers="block").new_page()
    page.add_init_script(path=Path(__file__).with_name("coverage_city.js"))
    page.goto(
        f"{address}/coverage?lang=en&view=streets&tab=whatif&lat=18.78&lon=98.98&zoom={zoom}"
        "&scenario=a9898000x1878000.klibrary"
    )
    page.wait_for_selector("canvas.coverage-streets:not([hidden])")
    page.wait_for_timeout(1_000)
    return page


def _drag_pin(browser: Browser, page: Page) -> None:
    box = page.locator(".pin-place").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    before = page.evaluate("window.asked.scenarios")
    _measure("a pin dragged", browser, page, lambda: _circle(page, (x, y), (220, 140)))
    page.mouse.up()
    answers = page.evaluate("window.asked.scenarios") - before
    print(f"  {answers / SECONDS:.0f} times a second all streets took another colour")
    page.wait_for_timeout(500)


def _drag_map(browser: Browser, page: Page) -> None:
    x, y = 900, 120
    page.mouse.move(x, y)
    page.mouse.down()
    _measure("the map dragged", browser, page, lambda: _circle(page, (x, y + 250), (300, 250)))
    page.mouse.up()


def _circle(page: Page, centre: tuple[float, float], radii: tuple[float, float]) -> None:
    """Move the mouse about for as long as it is measured."""
    started = time.monotonic()
    while (passed := time.monotonic() - started) < SECONDS:
        turn = math.tau * passed / 3
        page.mouse.move(
            centre[0] + radii[0] * math.sin(turn), centre[1] - radii[1] * math.cos(turn)
        )
        time.sleep(0.01)


def _measure(what: str, browser: Browser, page: Page, act: Callable[[], None]) -> None:
    """Print how many frames the page was asked for, and how many the browser drew."""
    session = browser.new_browser_cdp_session()
    events: list[dict[str, Any]] = []
    done = threading.Event()
    session.on("Tracing.dataCollected", lambda data: events.extend(data["value"]))
    session.on("Tracing.tracingComplete", lambda _: done.set())
    session.send(
        "Tracing.start",
        {"traceConfig": {"includedCategories": TRACED}, "transferMode": "ReportEvents"},
    )
    page.evaluate(_WATCH)
    started = time.monotonic()
    act()
    passed = time.monotonic() - started
    seen = page.evaluate(_SEEN)
    session.send("Tracing.end")
    while not done.is_set():
        page.wait_for_timeout(50)
    drawn = sum(event["name"] == "DrawFrame" for event in events)
    dropped = sum(event["name"] == "DroppedFrame" for event in events)
    gaps = sorted(after - before for before, after in pairwise(seen))
    print(
        f"  {what}: {len(gaps) / (seen[-1] - seen[0]) * 1000:.0f} frames a second "
        f"(median {statistics.median(gaps):.1f} ms, 95 of 100 under "
        f"{gaps[int(len(gaps) * 0.95)]:.1f} ms, longest {gaps[-1]:.0f} ms); "
        f"drawn by the trace {drawn / passed:.0f} a second, dropped {dropped / passed:.0f}"
    )


if __name__ == "__main__":
    main()
