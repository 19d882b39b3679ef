"""A person with a phone who walks through the model town, their position simulated."""

import re
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.browser.town import LAT, LON, STEP

# Along Main Road to the crossing (1.5 x 105 = 158 m), left up Bridge Street to the Town Hall
# (4 x 111 = 445 m); down Bridge Street and over the river to the weaver (9 x 111 = 1,001 m); back.
START = (-1.5, 0)
TOKEN = "cmodel-town_ap9897850x1879000_s{hall}t30_s{weaver}t20_l_o_b120"


@dataclass(frozen=True)
class Walker:
    """Places are said in steps east and north of the crossing in the middle of the town."""

    page: Page
    token: str

    def open(self, language: str = "en", **more: str) -> None:
        """Open the shared walk and wait until it is planned."""
        self.hold(*START)
        query = "&".join(f"{name}={value}" for name, value in more.items())
        self.page.goto(f"/?lang={language}&walk={self.token}&{query}")
        expect(self.page.locator("#walk-result .walk-go")).to_be_visible()

    def begin(self, language: str = "en", **more: str) -> None:
        """Open the walk and start it."""
        self.open(language, **more)
        self.page.locator(".walk-go").click()
        self._arrives(*START)

    def hold(self, east: float, north: float, accuracy: float = 8) -> None:
        """Let the phone say a place, whether anybody listens or not."""
        lon, lat = _place(east, north)
        self.page.context.set_geolocation({"longitude": lon, "latitude": lat, "accuracy": accuracy})

    def walk_to(self, east: float, north: float, accuracy: float = 8) -> None:
        """Go somewhere and wait until follow mode has seen it."""
        self.hold(east, north, accuracy)
        self._arrives(east, north)

    def stray(self) -> None:
        """Leave the route: three places in a row about 100 m north of Main Road."""
        for north in (0.8, 0.9, 1.0):
            self.walk_to(-1.2, north)

    def _arrives(self, east: float, north: float) -> None:
        lon, lat = _place(east, north)
        place = re.compile(rf"^{lon:.5f},{lat:.5f}$")
        expect(self.page.locator(".follow-self")).to_have_attribute("data-place", place)


def _place(east: float, north: float) -> tuple[float, float]:
    return LON + east * STEP, LAT + north * STEP
