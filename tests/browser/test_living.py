"""What lives in the town: notes of walkers, activities on a slider, cards, pages of spaces."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from geoservice.store.database import Database
from geoservice.store.models import City, Knowledge, Medium, Note, Offering, Space
from tests.browser.conftest import _serving
from tests.browser.test_everyone import _violations
from tests.browser.town import LAT, LON, build_town
from tests.browser.walker import TOKEN, Walker
from tests.living import add_row
from tests.pictures import a_picture
from tests.programme import BANGKOK, add_activity

VIEW = f"city=model-town&lat={LAT}&lon={LON}&zoom=16"
TOMORROW = datetime.now(BANGKOK) + timedelta(days=1)
PHOTO = {"name": "path.jpg", "mimeType": "image/jpeg", "buffer": a_picture(size=(2400, 1200))}


@dataclass(frozen=True)
class Lively:
    """The model town with a story hour every day and a concert in three weeks."""

    address: str
    database: Database
    library: int
    hall: int
    weaver: int

    def notes(self) -> list[Note]:
        with self.database.writing() as session:
            found = list(session.scalars(select(Note).order_by(Note.id)))
            session.expunge_all()
            return found


@pytest.fixture(scope="module")
def lively(server, _built) -> Iterator[Lively]:
    database = server.clone("live_living")
    build_town(database)
    with database.writing() as session:
        city = session.scalars(select(City.id)).one()
        ids = {space.name_th: space.id for space in session.scalars(select(Space))}
    library, hall = ids["ห้องสมุดประชาชนเมืองจำลอง"], ids["เทศบาลเมืองจำลอง"]
    story = {"title_th": "เล่านิทาน", "title_en": "Story hour", "age_groups": ["child"], "fee": 0}
    add_activity(
        database,
        city,
        library,
        start=TOMORROW.strftime("%Y-%m-%dT09:00"),
        repeats="FREQ=DAILY;COUNT=3",
        **story,
    )
    add_activity(
        database,
        city,
        hall,
        start=(TOMORROW + timedelta(weeks=3)).strftime("%Y-%m-%dT18:00"),
        title_en="Concert",
        age_groups=["senior"],
    )
    add_row(database, Knowledge, city, space_id=library, text_en="Gold on red lacquer.")
    add_row(database, Offering, city, space_id=library)
    with _serving(server, "live_living") as address:
        yield Lively(address, database, library, hall, ids["ครูคำแปง ช่างทอ"])
    database.close()
    server.drop("live_living")


@pytest.fixture
def visit(
    browser: Browser, browser_context_args: dict, lively: Lively
) -> Iterator[Callable[..., Page]]:
    """Open the lively town, on a wide screen or (`is_phone`) a phone."""
    contexts = []

    def _visit(path: str, *, is_phone: bool = False, **more: object) -> Page:
        size = {"width": 390, "height": 844}
        small = {"viewport": size, "has_touch": True, "is_mobile": True} if is_phone else {}
        given = {**browser_context_args, "base_url": lively.address, **small, **more}
        contexts.append(browser.new_context(**given))
        page = contexts[-1].new_page()
        if path:
            page.goto(path)
        return page

    yield _visit
    for context in contexts:
        context.close()


def opened(page: Page) -> Page:
    """Open the slider and wait until it tells what happens."""
    page.locator("#activities-toggle").click()
    expect(page.locator("#activities-count")).to_contain_text(re.compile(r"\d"))
    return page


class TestSlider:
    def test_it_shows_what_happens_in_a_week_and_where(self, visit, lively) -> None:
        page = opened(visit(f"/?lang=en&{VIEW}"))

        expect(page.locator("#activities-count")).to_have_text("3 activities")
        expect(page.locator("#activities-list li")).to_have_count(3)
        spot = page.get_by_role("button", name="Model Town Public Library, 3 activities")
        expect(spot).to_be_visible()
        spot.click()
        expect(page.locator("#card-title")).to_have_text("Model Town Public Library")

    def test_by_keyboard_one_moves_through_eight_weeks(self, visit) -> None:
        page = opened(visit(f"/?lang=en&{VIEW}"))
        slider = page.locator("#activities-range")

        slider.focus()
        for _ in range(3):
            page.keyboard.press("ArrowRight")

        expect(page.locator("#activities-list")).to_contain_text("Concert")
        expect(slider).to_have_attribute("aria-valuetext", re.compile("1 activity"))
        page.keyboard.press("Escape")
        expect(page.locator("#activities")).to_be_hidden()
        expect(page.locator("#activities-toggle")).to_be_focused()

    def test_days_and_ages_narrow_it_down(self, visit) -> None:
        page = opened(visit(f"/?lang=en&{VIEW}"))

        page.get_by_role("radio", name="A day").check()
        expect(page.locator("#activities-count")).to_have_text("1 activity")
        expect(page.locator("#activities-list")).to_contain_text("09:00–11:00")
        page.locator("#activities-age").select_option("senior")
        expect(page.locator("#activities-count")).to_have_text("0 activities")
        expect(page.locator("#activities-list")).to_contain_text("Move the slider")

    @pytest.mark.parametrize("is_phone", [False, True])
    def test_nobody_is_shut_out(self, visit, is_phone: bool) -> None:
        page = opened(visit(f"/?lang=th&{VIEW}", is_phone=is_phone))

        assert _violations(page) == []


class TestCard:
    def test_it_tells_what_is_known_and_happens_and_leads_to_the_page(self, visit, lively) -> None:
        page = visit(f"/?lang=en&{VIEW}&space={lively.library}")

        card = page.locator("#card")
        expect(card.locator(".living")).to_have_count(3)
        expect(card).to_contain_text("Gold on red lacquer.")
        expect(card).to_contain_text("Faith and ethics")
        expect(card).to_contain_text("Story hour")
        expect(card).to_contain_text("Umbrellas")
        card.get_by_role("link", name="All about this place on its page").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Model Town Public Library")


class TestNotes:
    def test_a_walker_drops_a_note_with_a_picture(self, visit, lively) -> None:
        page = visit("", is_phone=True, permissions=["geolocation"])
        walker = Walker(page, TOKEN.format(hall=lively.hall, weaver=lively.weaver))
        walker.begin()
        walker.walk_to(-1, 0)
        before = len(lively.notes())

        page.locator("#follow-note").click()
        expect(page.locator("#note-place")).to_contain_text(f"At {LAT:.5f}, {LON - 0.001:.5f}")
        page.get_by_role("radio", name="Chance").check()
        page.locator("#note-text").fill("A bench would do good here")
        page.locator("#note .note-agendas summary").click()
        page.get_by_role("checkbox", name="Health").check()
        page.locator("#note-camera").set_input_files(PHOTO)
        expect(page.locator("#note-preview img")).to_be_visible()
        with page.expect_response(lambda answer: answer.url.endswith("/api/notes")) as sent:
            page.locator("#note-send").click()

        assert sent.value.status == 202
        expect(page.locator("#note")).to_be_hidden()
        *_, note = lively.notes()
        assert len(lively.notes()) == before + 1
        assert (note.kind, note.status, note.agendas) == ("chance", "draft", ["health"])
        with lively.database.writing() as session:
            picture = session.get_one(Medium, note.medium_id)
            assert (picture.media_type, picture.width, picture.height) == ("image/webp", 1600, 800)

    def test_without_a_network_a_note_is_kept_and_sent_later(self, visit, lively) -> None:
        page = visit(f"/?lang=en&{VIEW}")
        expect(page.locator("#count")).to_contain_text(re.compile(r"\d"))
        before = len(lively.notes())

        page.context.set_offline(True)
        page.locator("#note-toggle").click()
        page.locator("#note-text").fill("A story of the river")
        page.locator("#note-file").set_input_files(PHOTO)
        expect(page.locator("#note-preview img")).to_be_visible()
        page.locator("#note-pick").click()
        page.locator("#pick-middle").click()
        expect(page.locator("#note-place")).to_contain_text("At ")
        page.locator("#note-send").click()
        expect(page.locator("#notices")).to_contain_text("kept on this device")
        assert len(lively.notes()) == before

        page.context.set_offline(False)
        expect(page.locator("#notices")).to_contain_text("The note that was kept here is sent.")
        *_, note = lively.notes()
        assert len(lively.notes()) == before + 1
        assert note.medium_id is not None

    def test_a_note_that_says_too_little_is_not_sent(self, visit, lively) -> None:
        page = visit(f"/?lang=en&{VIEW}")
        before = len(lively.notes())

        page.locator("#note-toggle").click()
        page.locator("#note-send").click()
        expect(page.locator("#note-trouble")).to_have_text(re.compile("Write what you saw"))
        page.locator("#note-text").fill("Something")
        page.locator("#note-send").click()
        expect(page.locator("#note-trouble")).to_have_text(re.compile("Say where it is"))
        assert _violations(page) == []
        page.locator("#note-close").click()
        assert len(lively.notes()) == before

    def test_published_notes_are_a_layer_of_the_map(self, visit, lively) -> None:
        with lively.database.writing() as session:
            city = session.scalars(select(City.id)).one()
        at = f"SRID=4326;POINT({LON + 0.001} {LAT + 0.0005})"
        note = {"text": "<b>Broken</b> path", "solution": "Mended", "geom": at}
        add_row(lively.database, Note, city, **note)
        page = visit(f"/?lang=en&{VIEW}")

        page.locator("#notes-shown").check()
        page.get_by_role("button", name="Problem: <b>Broken</b> path").click()

        expect(page.locator(".note-popup")).to_contain_text("<b>Broken</b> path")
        expect(page.locator(".note-popup")).to_contain_text("What was done: Mended")
        page.locator("#notes-shown").uncheck()
        expect(page.locator(".note-face")).to_have_count(0)

    def test_planners_see_them_over_the_coverage(self, visit, lively) -> None:
        with lively.database.writing() as session:
            city = session.scalars(select(City.id)).one()
        add_row(lively.database, Note, city, text="Dark lane", geom=f"SRID=4326;POINT({LON} {LAT})")
        page = visit("/coverage?lang=en&city=model-town")

        page.locator("#notes-shown").check()

        mark = page.get_by_role("button", name="Problem: Dark lane")
        expect(mark).to_be_visible()
        mark.press("Enter")
        expect(page.locator(".note-popup")).to_contain_text("Dark lane")


class TestPage:
    @pytest.mark.parametrize("language", ["th", "en"])
    @pytest.mark.parametrize("is_phone", [False, True])
    def test_it_reads_without_a_script_and_shuts_nobody_out(
        self, visit, lively, language: str, is_phone: bool
    ) -> None:
        path = f"/spaces/{lively.library}?lang={language}"
        plain = visit(path, is_phone=is_phone, java_script_enabled=False)

        name = {"th": "ห้องสมุดประชาชนเมืองจำลอง", "en": "Model Town Public Library"}[language]
        expect(plain.get_by_role("heading", level=1)).to_contain_text(name)
        expect(plain.locator("main")).to_contain_text("09:00–11:00")
        expect(plain.locator(".qr svg")).to_be_visible()
        page = visit(path, is_phone=is_phone)
        assert _violations(page) == []
        width = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert width <= 0
