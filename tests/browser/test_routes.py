"""Curated walks and the learning passport: a curator draws, a walker follows, rates, is stamped."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import text

from geoservice.ecology.accounts.asker import Asker
from geoservice.ecology.accounts.register import NewAccount, add_account
from geoservice.ecology.editing.states import Act
from geoservice.ecology.passport.sheets import issue_sheet
from geoservice.ecology.routes.drafts import Draft, DraftStop
from geoservice.ecology.routes.saving import Desk, create_route, hold_route, publish_route
from geoservice.store.database import Database
from geoservice.store.secrets import signing_key
from geoservice.walk.shelf import NetworkShelf
from tests.browser.conftest import eventually
from tests.browser.test_everyone import _violations
from tests.conftest import Server

NAME, PASSWORD = "route-anong", "ดอกคำใต้ 2569"
LIBRARY, HALL, UNIVERSITY = "Model Town Public Library", "Town Hall", "Model Town University"
GEOLOCATION = {"longitude": 98.979, "latitude": 18.79, "accuracy": 8}


@dataclass(frozen=True)
class Town:
    """The model town behind the pages."""

    database: Database

    def run(self, statement: str) -> list:
        with self.database.writing() as session:
            result = session.execute(text(statement))
            return list(result) if result.returns_rows else []

    def publish(self, folder: Path, *kinds: str) -> None:
        """Publish a walk past the town's spaces of some kinds."""
        act = Act(Asker(1, NAME, "curator"))
        desk = Desk(act, NetworkShelf(folder / "networks"), datetime.now(UTC))
        ids = {row.kind: row.id for row in self.run("SELECT kind, id FROM space ORDER BY id DESC")}
        stops = tuple(DraftStop(ids[kind], story_th="เรื่องของที่นี่") for kind in kinds)
        title = {"title_th": "เดินเมืองจำลอง", "title_en": "Through the model town"}
        draft = Draft("model-town", stops=stops, best_hours="Sa 09:00-12:00", **title)
        with self.database.writing() as session:
            kept = create_route(session, desk, draft)
            publish_route(session, desk, hold_route(session, act, kept.id, marks=None))

    def token(self, kind: str) -> str:
        """Return the code of a new sheet at the town's space of a kind."""
        with self.database.writing() as session:
            space = session.execute(text(f"SELECT id FROM space WHERE kind = '{kind}'")).scalar()
            account = session.execute(
                text(f"SELECT id FROM account WHERE name = '{NAME}'")
            ).scalar()
            act = Act(Asker(account, NAME, "curator"))
            keys = partial(signing_key, session)
            return issue_sheet(session, act, space, now=datetime.now(UTC), keys=keys).token


@pytest.fixture(scope="module")
def whole(server: Server, live_map: str) -> Iterator[Town]:
    database = server.database("live_map")
    with database.writing() as session:
        add_account(session, NewAccount(NAME, "curator", "model-town", PASSWORD))
    yield Town(database)
    database.close()


@pytest.fixture
def town(whole: Town) -> Iterator[Town]:
    yield whole
    for table in ("route", "stamp_seen", "stamp_count", "stamp_sheet"):
        whole.run(f"DELETE FROM {table}")
    whole.run("DELETE FROM knowledge WHERE title_en = 'Palm-leaf books'")


def enter_desk(page: Page, language: str = "en") -> None:
    """Open the desk; whoever is not known signs in first."""
    page.goto(f"/walks/edit?city=model-town&lang={language}")
    page.locator("input[name=name]").fill(NAME)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main button[type=submit]").click()
    expect(page.locator("#stops")).to_be_attached()
    page.get_by_role("button", name="Zoom in" if language == "en" else "ซูมเข้า").click()


def press_space(page: Page, name: str) -> None:
    page.get_by_role("button", name=re.compile(f"^{name}")).last.click()


@pytest.fixture
def published(town: Town, tmp_path: Path) -> str:
    """The address of a published walk past the library, the university and the town hall."""
    town.publish(tmp_path, "library", "university", "government")
    return "/walks/through-the-model-town?city=model-town&lang=en"


def test_a_curator_draws_a_walk_and_everybody_can_open_it(page, town, troubles, phone):
    enter_desk(page)
    for name in (LIBRARY, HALL, UNIVERSITY):
        press_space(page, name)
    expect(page.locator("#stops > li")).to_have_count(3)
    page.get_by_role("button", name=f"Move {UNIVERSITY} up").click()
    page.get_by_label("Thai title").first.fill("เดินเมืองจำลอง")
    page.get_by_label("English title").first.fill("Through the model town")
    page.get_by_label("English story").last.fill("Begin with books.\n\nEnd at the hall.")
    expect(page.locator("#totals")).to_contain_text("km")

    page.get_by_role("button", name="Publish").click()

    expect(page.locator("#status")).to_have_text("Published")
    address = page.get_by_role("link", name="Open its page").get_attribute("href")
    assert troubles == []

    phone.goto(address)

    expect(phone.get_by_role("heading", level=1)).to_contain_text("Through the model town")
    expect(phone.get_by_text("Begin with books.")).to_be_visible()
    names = phone.locator(".stop h3")
    expect(names).to_have_text([LIBRARY, UNIVERSITY, HALL])
    expect(phone.locator(".walk-line")).to_have_count(2)
    expect(phone.locator(".walk-pin")).to_have_text(["1", "2", "3"])
    phone.goto("/walks?city=model-town&lang=th")
    expect(phone.get_by_role("link", name="เดินเมืองจำลอง")).to_be_visible()


def test_what_is_found_is_told_while_drawing_and_a_change_is_saved_by_version(page, town, troubles):
    enter_desk(page)
    press_space(page, LIBRARY)
    box = page.locator("#map").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2 + 40, box["y"] + box["height"] / 2 + 60)
    expect(page.locator("#stops > li")).to_have_count(2)
    expect(page.locator(".desk-map .walk-line")).to_have_count(1)

    page.get_by_label("Thai title").first.fill("ร่าง")
    page.get_by_role("button", name="Save as a draft").click()
    expect(page.locator("#status")).to_have_text("Draft")
    town.run("UPDATE space SET status = 'hidden' WHERE kind = 'library'")
    try:
        page.get_by_role("button", name="Publish").click()
        expect(page.locator("#notices")).to_contain_text("removed or hidden")
    finally:
        town.run("UPDATE space SET status = 'published' WHERE kind = 'library'")

    assert [row.status for row in town.run("SELECT status FROM route")] == ["draft"]
    assert len(troubles) == 1  # the browser tells of the refusal, a 409
    assert "409" in troubles[0]


def test_a_stop_is_dragged_to_another_place(page, town):
    page.set_viewport_size({"width": 1280, "height": 1200})
    enter_desk(page)
    for name in (LIBRARY, HALL):
        press_space(page, name)
    names = page.locator(".desk-stop-name")
    expect(names).to_have_text([LIBRARY, HALL])
    expect(page.locator("#totals")).to_contain_text("in all")  # what was found moves the list

    grip = page.locator(".walk-grip").first.bounding_box()
    second = page.locator(".desk-stop").nth(1).bounding_box()
    assert grip is not None
    assert second is not None
    page.mouse.move(grip["x"] + 10, grip["y"] + 10)
    page.mouse.down()
    page.mouse.move(grip["x"] + 10, second["y"] + second["height"] - 2, steps=6)
    expect(page.locator(".desk-stop").nth(1)).to_have_class(re.compile("is-after"))
    page.mouse.up()

    expect(names).to_have_text([HALL, LIBRARY])


def test_a_walker_follows_a_walk_and_rates_it(published, phone):
    phone.context.grant_permissions(["geolocation"])
    phone.context.set_geolocation(GEOLOCATION)
    phone.goto(published)

    phone.locator("label[for=star-4]").click()
    expect(phone.locator("#rating-note")).to_have_text("Thank you. You gave 4 of 5.")
    expect(phone.locator("#stars-said")).to_have_text("4 of 5 (ratings: 1)")
    phone.locator("label[for=star-5]").click()
    expect(phone.locator("#stars-said")).to_have_text("5 of 5 (ratings: 1)")

    phone.get_by_role("link", name="Follow this walk").click()
    expect(phone.locator("#follow-banner")).to_be_visible()
    expect(phone.locator("#follow-next-name")).to_have_text(LIBRARY)


def test_a_walk_of_many_stops_is_as_wide_as_the_phone(published, phone):
    phone.goto(published)

    phone.evaluate(
        "const strip = document.querySelector('.strip');"
        "for (let n = 4; n <= 20; n += 1) {"
        "  const stop = strip.firstElementChild.cloneNode(); stop.textContent = n;"
        "  strip.append(stop); }"
    )

    assert phone.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_a_walk_reads_without_a_script(published, browser, browser_context_args):
    with browser.new_context(**browser_context_args, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(published)

        expect(page.locator("#stop-1")).to_contain_text("Opening hours: Every day 24 hours")
        for idle in ("#theme", "#share", ".route-map"):
            expect(page.locator(idle)).to_be_hidden()


def test_no_page_says_that_it_stamps_where_no_script_could(town, browser, browser_context_args):
    with browser.new_context(**browser_context_args, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"/passport/stamp?s={town.token('library')}&lang=en")

        assert "switch JavaScript on for it" in page.locator("noscript").inner_text()
        expect(page.locator("#scan")).to_be_hidden()


def test_a_walk_is_made_ones_own_in_the_planner_with_what_is_known_there(page, town, published):
    town.run(
        "INSERT INTO knowledge (city_id, space_id, body, title_th, title_en, media, status) SELECT "
        "city_id, id, 'wisdom', 'ใบลาน', 'Palm-leaf books', '{}', 'published' FROM space "
        "WHERE kind = 'library'"
    )
    page.goto(published)
    expect(page.locator("#stop-1 summary")).to_contain_text("Palm-leaf books")

    page.get_by_role("link", name="Make it your own").click()

    expect(page.locator("#walk-result .walk-go")).to_be_visible()
    expect(page.locator(".walk-stop .walk-name")).to_have_text([LIBRARY, UNIVERSITY, HALL])
    expect(page.locator(".walk-known")).to_have_text(["Known here: Palm-leaf books"])


def test_a_walker_is_stamped_and_sees_the_certificate(phone, town, tmp_path: Path):
    phone.on("dialog", lambda dialog: dialog.accept())
    token = town.token("library")
    phone.goto(f"/passport/stamp?s={token}&lang=en")
    expect(phone.locator("#scan-title")).to_have_text("Stamped")
    expect(phone.locator("#scan-body")).to_contain_text(LIBRARY)
    phone.reload()
    expect(phone.locator("#scan-title")).to_have_text("No stamp this time")
    expect(phone.locator("#scan-body")).to_contain_text("today's stamp")

    phone.goto(f"/passport/stamp?s={town.token('park')}&lang=en")
    expect(phone.locator("#scan-title")).to_have_text("Stamped")
    phone.get_by_role("link", name="Open my passport").click()
    expect(phone.locator("#count")).to_have_text("Stamps: 2")
    expect(phone.locator("#total")).to_have_text("50 min")  # a library 30, a park 20
    with phone.expect_download() as download:
        phone.get_by_role("button", name="Save as a file").click()
    file = tmp_path / "passport.json"
    download.value.save_as(file)
    phone.get_by_label("Your name on it").fill("Nida Jaidee")
    phone.get_by_role("button", name="Make my certificate").click()
    expect(phone.locator(".certificate-name")).to_have_text("Nida Jaidee")
    expect(phone.locator(".certificate-total")).to_have_text("50 min")

    phone.goto("/passport?lang=en")
    phone.get_by_role("button", name="Erase").click()
    expect(phone.locator("#empty")).to_be_visible()
    assert phone.evaluate("localStorage.getItem('geoservice.passport')") is None
    assert len(json.loads(file.read_text("utf-8"))["stamps"]) == 2
    phone.locator("#import").set_input_files(file)
    expect(phone.locator("#count")).to_have_text("Stamps: 2")


def test_a_forged_code_stamps_nothing(phone, town):
    phone.goto("/passport/stamp?s=forged&lang=th")

    expect(phone.locator("#scan-title")).to_have_text("ครั้งนี้ยังไม่ได้ตราประทับ")
    assert phone.evaluate("localStorage.getItem('geoservice.passport')") is None


@pytest.fixture
def worked(browser, browser_context_args) -> Iterator[Page]:
    """A page on a phone whose browser has service workers."""
    size = {"width": 390, "height": 844}
    with browser.new_context(
        **{**browser_context_args, "viewport": size, "service_workers": "allow"}
    ) as context:
        yield context.new_page()


def test_a_route_and_the_passport_open_again_without_a_network(worked, published):
    for address in (published, "/passport?lang=en"):
        worked.goto(address)
        eventually(worked, f"caches.match(location.origin + '{address}').then(Boolean)")
    worked.evaluate("navigator.serviceWorker.ready.then(() => true)")
    worked.context.set_offline(True)

    worked.goto(published)
    expect(worked.get_by_role("heading", level=1)).to_contain_text("Through the model town")
    expect(worked.locator(".walk-line")).to_have_count(2)
    worked.goto(published.replace("lang=en", "lang=th"))
    expect(worked.get_by_role("heading", level=1)).to_contain_text("Through the model town")
    worked.goto("/passport?lang=en")
    expect(worked.locator("#empty")).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_no_violation_on_the_pages_of_routes(page, published, theme):
    enter_desk(page, "th")
    press_space(page, "ห้องสมุดประชาชน")
    assert _violations(page) == []
    addresses = [
        published,
        "/walks?city=model-town&lang=th",
        "/passport?lang=th",
        "/passport/stamp?s=x&lang=en",
    ]
    for address in addresses:
        page.goto(f"{address}&theme={theme}")
        eventually(page, "document.querySelector('#theme svg') !== null")
        assert _violations(page) == [], address
