"""The planner's page with 50,000 street pieces: frames a second, by the browser's own trace.

The pieces are generated within the page (coverage_city.js), so that drawing alone is measured:
while a pin is dragged and every street takes another colour, and while the map is dragged about.
The reference of the same run is the map dragged without them.
"""

import logging
import shutil
import tempfile
import threading
from collections.abc import Iterator
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
# Moves the mouse at every frame, for the browser draws only where something moves
_CIRCLE = """async ([x, y, across, along, seconds]) => {
    const seen = [];
    await new Promise((resolve) => {
        const tick = (now) => {
            seen.push(now);
            const passed = (now - seen[0]) / 1000;
            if (passed > seconds) return resolve();
            const turn = (2 * Math.PI * passed) / 3;
            const at = {clientX: x + across * Math.sin(turn), clientY: y - along * Math.cos(turn)};
            document.dispatchEvent(new MouseEvent("mousemove", {...at, bubbles: true}));
            requestAnimationFrame(tick);
        };
        requestAnimationFrame(tick);
    });
    return seen;
}"""


def main() -> None:
    """Print the frames a second at each zoom."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with _serving() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("google-chrome"),
            args=ARGUMENTS,
        )
        for zoom in ZOOMS:
            print(f"zoom {zoom}")
            reference = _open(browser, address, zoom, view="districts")
            _drag_map(browser, reference, "without streets")
            reference.context.close()
            page = _open(browser, address, zoom)
            _drag_pin(browser, page)
            _drag_map(browser, page, "with streets")
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


def _open(browser: Browser, address: str, zoom: int, view: str = "streets") -> Page:
    page = browser.new_context(viewport=SIZE, service_workers="block").new_page()
    page.add_init_script(path=Path(__file__).with_name("coverage_city.js"))
    page.goto(
        f"{address}/coverage?lang=en&view={view}&tab=whatif&lat=18.78&lon=98.98&zoom={zoom}"
        "&scenario=a9898000x1878000.klibrary"
    )
    page.wait_for_selector(".pin-place")
    if view == "streets":
        page.wait_for_selector(".coverage-streets canvas", state="attached")
    page.wait_for_timeout(1_000)
    return page


def _drag_pin(browser: Browser, page: Page) -> None:
    box = page.locator(".pin-place").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    before = page.evaluate("window.asked.scenarios")
    _measure("a pin dragged", browser, page, (x, y + 140, 220, 140))
    page.mouse.up()
    answers = page.evaluate("window.asked.scenarios") - before
    print(f"  {answers / SECONDS:.0f} times a second all streets took another colour")
    page.wait_for_timeout(500)


def _drag_map(browser: Browser, page: Page, how: str) -> None:
    x, y = 900, 120
    page.mouse.move(x, y)
    page.mouse.down()
    _measure(f"the map dragged {how}", browser, page, (x, y + 250, 300, 250))
    page.mouse.up()


def _measure(
    what: str, browser: Browser, page: Page, circle: tuple[float, float, float, float]
) -> None:
    """Print how many frames the page was asked for, and how many the browser drew.

    `circle` is where the mouse goes about: its middle, how far across and along, in pixels.
    """
    session = browser.new_browser_cdp_session()
    events: list[dict[str, Any]] = []
    done = threading.Event()
    session.on("Tracing.dataCollected", lambda data: events.extend(data["value"]))
    session.on("Tracing.tracingComplete", lambda _: done.set())
    session.send(
        "Tracing.start",
        {"traceConfig": {"includedCategories": TRACED}, "transferMode": "ReportEvents"},
    )
    seen = page.evaluate(_CIRCLE, [*circle, SECONDS])
    session.send("Tracing.end")
    while not done.is_set():
        page.wait_for_timeout(50)
    passed = (seen[-1] - seen[0]) / 1000
    drawn = sum(event["name"] == "DrawFrame" for event in events) / passed
    dropped = sum(event["name"] == "DroppedFrame" for event in events) / passed
    gaps = sorted(after - before for before, after in pairwise(seen))
    print(
        f"  {what}: {len(gaps) / passed:.0f} frames a second (95 of 100 within "
        f"{gaps[int(len(gaps) * 0.95)]:.0f} ms, longest {gaps[-1]:.0f} ms); by the trace "
        f"{drawn:.0f} drawn and {dropped:.0f} dropped a second"
    )


if __name__ == "__main__":
    main()
