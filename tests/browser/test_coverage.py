"""The planner's page: who reaches what, what if, where next."""

import csv
import io
import json
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import ROOT, _serving, eventually
from tests.browser.coverage_town import (
    PEOPLED,
    STREETLESS,
    UNCOUNTED,
    build_coverage_towns,
)
from tests.browser.test_everyone import _violations
from tests.browser.town import LAT, LON

CENTRE = f"lat={LAT}&lon={LON}&zoom=16"
ASKED = f"lang=en&city={PEOPLED}&kinds=library&minutes=5&{CENTRE}"
MUSEUM_TOO = "a9897500x1879300.klibrary"  # a second library at Temple Lane
GENERATED = ROOT / "tests" / "bench" / "coverage_city.js"


@pytest.fixture(scope="module")
def towns(server, _built) -> Iterator[str]:
    """The address of the app with the three towns."""
    database = server.clone("live_coverage")
    build_coverage_towns(database)
    database.close()
    with _serving(server, "live_coverage") as address:
        yield address
    server.drop("live_coverage")


@pytest.fixture
def open_page(page: Page, towns: str) -> Callable[..., Page]:
    """Open the page with a query and wait until it has told its figures."""

    def _open(query: str = ASKED, on: Page = page) -> Page:
        on.goto(f"{towns}/coverage?{query}")
        expect(on.locator(".headline-words")).to_be_visible(timeout=20_000)
        return on

    return _open


@pytest.fixture
def answer(page: Page, towns: str) -> dict:
    """What the server answers to the same question."""
    parameters = f"city={PEOPLED}&kinds=library&minutes=5&lang=en"
    found: dict = page.request.get(f"{towns}/api/coverage?{parameters}").json()
    return found


def _state(page: Page, name: str) -> str | None:
    value: str | None = page.evaluate(f"new URLSearchParams(location.search).get('{name}')")
    return value


def _figure(page: Page) -> str:
    return page.locator(".headline-figure strong").inner_text()


def _tried(page: Page) -> None:
    expect(page.locator("#whatif-gain dd").first).to_be_visible()


def test_sentence_map_and_table_tell_what_the_server_answers(
    page, troubles, open_page, answer, towns
):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    open_page()

    total = answer["total"]
    share, people = f"{total['share']:.0%}", f"{total['people']:,.0f}"
    expect(page.locator(".headline-words")).to_contain_text(f"of {people} people ({share}")
    expect(page.locator(".headline-words")).to_contain_text("a library on foot within 5 minutes")
    expect(page.locator("#table-rows tr")).to_have_count(len(answer["districts"]))
    expect(page.locator("path.coverage-district")).to_have_count(len(answer["districts"]))
    east = page.locator("#table-rows tr", has_text="East")
    row = next(each for each in answer["districts"] if each["name_en"] == "East")
    expect(east.locator("td").first).to_contain_text(f"{row['share']:.0%}")
    expect(page.locator(".legend-classes li")).not_to_have_count(0)
    expect(page.locator("#charts svg")).to_have_count(2)
    assert [url for url in asked if not url.startswith((towns, "data:", "blob:"))] == []
    assert troubles == []


def test_what_a_link_says_and_nobody_knows_is_left_out(page, open_page):
    open_page(f"lang=en&city=atlantis&kinds=casino&level=galaxy&minutes=7&{CENTRE}")

    assert (_state(page, "city"), _state(page, "kinds")) == (PEOPLED, None)
    assert (_state(page, "level"), _state(page, "minutes")) == (None, "7")


def test_a_link_shows_the_same_again(page, open_page):
    query = (
        f"lang=en&theme=dark&city={PEOPLED}&{CENTRE}&kinds=library,museum&minutes=7&profile=senior"
        "&at=2026-11-28T10:30&view=streets&tab=whatif&classes=equal&district=TH990102&sort=-people"
        f"&q=e&count=5&from=buildings&scenario={MUSEUM_TOO}"
    )
    open_page(query)

    _tried(page)
    assert page.locator("html").get_attribute("data-theme") == "dark"
    assert page.locator("[name=minutes]").input_value() == "7"
    assert page.locator("[name=profile]:checked").input_value() == "senior"
    assert page.locator("[name=hour]").input_value() == "630"
    assert page.locator("[name=view]:checked").input_value() == "streets"
    expect(page.locator("#card-title")).to_have_text("East")
    expect(page.locator(".pin-place")).to_have_count(1)
    expect(page.locator(".headline-words")).to_contain_text("28 November 2026 at 10:30")
    shown = page.evaluate("location.search.slice(1)").replace("lat=18.79000&lon=98.98000", "")
    assert shown == query.replace(f"lat={LAT}&lon={LON}", "")


def test_every_question_changes_the_answer_and_back_undoes_it(page, open_page):
    open_page()
    before = _figure(page)

    page.locator("#minutes").focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect(page.locator(".headline-words")).to_contain_text("within 8 minutes")
    assert _figure(page) != before
    page.locator("#asked-more summary").click()
    page.get_by_role("radio", name="Wheelchair user").check()
    expect(page.locator(".headline-words")).to_contain_text("in a wheelchair")
    page.get_by_role("radio", name="Open at a chosen hour").check()
    expect(page.locator(".headline-words")).to_contain_text("that is open on")
    page.go_back()
    page.go_back()

    expect(page.locator(".headline-words")).to_contain_text("on foot within 8 minutes")


def test_the_table_sorts_by_every_column_and_says_how(page, open_page):
    open_page()
    columns = page.locator("#table-head th").count()

    for at in range(columns):
        head = page.locator("#table-head th").nth(at)
        was = head.get_attribute("aria-sort")
        head.locator("button").click()
        expect(head).not_to_have_attribute("aria-sort", was)
        expect(page.locator("#table-head [aria-sort]:not([aria-sort=none])")).to_have_count(1)
    for order in (["East", "West"], ["West", "East"]):
        page.locator("#table-head button", has_text="District").click()
        expect(page.locator("#table-rows .district-button")).to_have_text(order)


def test_table_and_map_lead_to_each_other(page, open_page):
    open_page()
    row = page.locator("#table-rows tr", has_text="East")

    row.hover()
    expect(page.locator("path.coverage-district.is-hovered")).to_have_count(1)
    row.locator("button").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#card-title")).to_have_text("East")
    expect(page.locator("#card-title")).to_be_focused()
    expect(page.locator("#card-body .bars")).to_have_count(2)
    page.keyboard.press("Escape")
    expect(page.locator("#card")).to_be_hidden()
    expect(row.locator("button")).to_be_focused()
    page.evaluate(
        "document.querySelector('path.coverage-district').dispatchEvent("
        "new MouseEvent('click', {bubbles: true, clientX: 900, clientY: 300}))"
    )

    expect(page.locator("#table-rows tr.is-chosen")).to_have_count(1)
    assert _state(page, "district") is not None


def test_streets_are_drawn_in_the_colours_of_the_legend(page, troubles, open_page):
    open_page(f"{ASKED}&view=streets&theme=light")
    expect(page.locator(".coverage-streets canvas").first).to_be_attached()

    shares = page.locator(".legend-count").all_inner_texts()
    drawn = page.evaluate(
        """() => {
            const found = new Set();
            for (const canvas of document.querySelectorAll(".coverage-streets canvas")) {
                const {width, height} = canvas;
                const {data} = canvas.getContext("2d").getImageData(0, 0, width, height);
                for (let at = 0; at < data.length; at += 4)
                    if (data[at + 3] === 255) found.add(data.slice(at, at + 3).join());
            }
            return [...found];
        }"""
    )
    swatches = page.evaluate(
        """() => [...document.querySelectorAll(".legend-classes .swatch")]
            .map((each) => getComputedStyle(each).backgroundColor.match(/\\d+/g).join())"""
    )

    assert abs(sum(float(share.strip("%")) for share in shares) - 100) < 3
    expected = {at for at, share in enumerate(shares) if share not in ("0%", "")}
    assert {swatches[at] for at in expected} <= set(drawn)
    assert troubles == []


def test_a_space_is_dragged_and_all_follows_while_it_is(page, troubles, open_page):
    open_page(f"{ASKED}&view=streets&tab=whatif")
    under_way = {"now": 0, "most": 0, "all": 0}

    def count(route: Route) -> None:
        under_way["now"] += 1
        under_way["most"] = max(under_way["most"], under_way["now"])
        under_way["all"] += 1
        route.continue_()

    def done(request) -> None:
        if "/scenario" in request.url:
            under_way["now"] -= 1

    page.route("**/api/coverage/scenario*", count)
    page.on("requestfinished", done)
    page.get_by_role("button", name="Add a space").click()
    page.locator("#map").click(position={"x": 860, "y": 300})
    _tried(page)
    added = (_figure(page), _state(page, "scenario"))

    box = page.locator(".pin-place").bounding_box()
    x, y = box["x"] + 20, box["y"] + 20
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(1, 40):
        page.mouse.move(x - step * 7, y + step * 2)
        page.wait_for_timeout(12)
    eventually(
        page, f"document.querySelector('.headline-figure strong').innerText !== '{added[0]}'"
    )
    still = _state(page, "scenario")
    page.mouse.up()

    eventually(page, f"new URLSearchParams(location.search).get('scenario') !== '{added[1]}'")
    assert still == added[1]  # the address waits for the decision
    assert under_way["all"] > 4
    assert under_way["most"] == 1
    page.get_by_role("button", name="Undo").click()
    assert _state(page, "scenario") == added[1]
    page.get_by_role("tab", name="Figures").click()
    expect(page.locator("#table-head")).to_contain_text("People gained")
    assert troubles == []


def test_a_pin_is_moved_with_the_keyboard_too(page, open_page):
    open_page(f"{ASKED}&tab=whatif&scenario={MUSEUM_TOO}")
    _tried(page)

    page.locator(".pin-place").focus()
    page.keyboard.press("Shift+ArrowLeft")

    eventually(page, f"new URLSearchParams(location.search).get('scenario') !== '{MUSEUM_TOO}'")
    expect(page.locator(".pin-place")).to_be_focused()


def test_an_existing_space_is_taken_away_changed_and_put_back(page, open_page):
    open_page(f"{ASKED}&tab=whatif")
    before = _figure(page)
    page.get_by_role("button", name=re.compile("^Model Town Public Library, ")).click()

    page.locator("#card").get_by_role("button", name="Take it away").click()
    expect(page.locator(".headline-figure strong")).to_have_text("0%")
    expect(page.locator("#changes")).to_contain_text("Away: Model Town Public Library")
    expect(page.locator(".pin-removed")).to_have_count(1)
    page.locator("#card").get_by_role("button", name="Put it back").click()
    expect(page.locator(".headline-figure strong")).to_have_text(before)
    hours = page.locator("#card").get_by_label(re.compile("^Opening hours"))
    hours.fill("Mo-Fr 08:00-17:00")
    hours.press("Enter")
    expect(page.locator("#changes")).to_contain_text("Mo-Fr 08:00-17:00")
    hours.fill("whenever you like")
    hours.press("Enter")

    expect(page.locator("#whatif-trouble")).to_contain_text("whenever you like")


def test_scenarios_are_kept_compared_renamed_and_removed(page, open_page):
    open_page(f"{ASKED}&tab=whatif&scenario={MUSEUM_TOO}")
    _tried(page)
    for name in ("West first", "ทางเลือก"):
        page.get_by_label("Name of the scenario").fill(name)
        page.get_by_role("button", name="Keep it here").click()
        expect(page.locator(".kept-open").first).to_have_text(name)

    page.reload()
    for name in ("West first", "ทางเลือก"):
        page.get_by_role("checkbox", name=f"Compare {name}").check()
    page.get_by_role("button", name="Compare 2 with today").click()
    expect(page.locator("#compare thead th")).to_have_text(
        ["District", "Today", "ทางเลือก", "West first"]
    )
    expect(page.locator("#compare tbody tr")).to_have_count(4)
    assert _violations(page) == []
    page.locator("#compare-close").click()
    page.get_by_role("button", name="Rename West first").click()
    page.get_by_label("New name").fill("ทางเลือก")
    page.locator(".rename button").click()
    expect(page.locator(".rename")).to_be_visible()  # there is one of this name already
    page.get_by_label("New name").fill("Second")
    page.locator(".rename button").click()
    page.get_by_role("button", name="Remove ทางเลือก").click()

    expect(page.locator(".kept-open")).to_have_text(["Second"])


def test_a_link_to_a_scenario_that_is_none_is_told_in_words(page, troubles, open_page):
    open_page(f"{ASKED}&tab=whatif&scenario=a1x1.zz~r1")

    expect(page.locator("#whatif-trouble")).to_contain_text("cannot be read")
    expect(page.locator("#changes")).to_contain_text("Nothing is changed yet")
    assert troubles == []


def test_the_best_places_are_found_with_their_proof_and_tried_with_one_tap(page, open_page):
    open_page(f"{ASKED}&tab=sites&count=2")

    page.get_by_role("button", name="Find the best places").click()
    expect(page.locator(".site")).to_have_count(2)
    expect(page.locator(".site-pin")).to_have_text(["1", "2"])
    expect(page.locator(".sites-bound")).to_contain_text(re.compile("Proven best|At most"))
    assert _violations(page) == []
    page.get_by_role("button", name="Draw an area").click()
    for x, y in ((520, 60), (1200, 60), (1200, 700)):
        page.locator("#map").click(position={"x": x, "y": y})
    page.get_by_role("button", name="Done").click()
    assert (_state(page, "avoid") or "").count("~") == 2
    expect(page.locator(".site")).to_have_count(0)  # that was another question
    page.get_by_role("button", name="Find the best places").click()
    expect(page.locator(".site").first).to_be_visible()
    page.get_by_role("button", name="Try these as a scenario").click()

    _tried(page)
    expect(page.locator(".pin-new").first).to_be_visible()
    expect(page.locator("#tab-whatif")).to_have_attribute("aria-selected", "true")


def test_what_is_missing_is_said(page, open_page, towns):
    open_page(f"lang=en&city={UNCOUNTED}&{CENTRE}")
    expect(page.locator("[data-remark=no_population]")).to_be_visible()
    expect(page.locator(".headline-words")).to_contain_text("of the streets")
    expect(page.locator("#table-head")).not_to_contain_text("People")

    open_page(f"lang=en&city={PEOPLED}&kinds=sage&minutes=5&scenario=&{CENTRE}&level=hexagon")
    assert page.locator("#table-rows tr").count() > 3
    page.goto(f"{towns}/coverage?lang=en&city={STREETLESS}")
    expect(page.locator("#headline .trouble")).to_contain_text("no streets")


def test_a_lost_connection_is_said_and_tried_again(page, open_page):
    open_page()
    page.route("**/api/coverage?*", lambda route: route.abort())
    page.locator("#minutes").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#headline .trouble")).to_contain_text("no connection", timeout=10_000)
    page.unroute("**/api/coverage?*")

    page.get_by_role("button", name="Try again").click()

    expect(page.locator(".headline-words")).to_contain_text("within 6 minutes")


def test_the_csv_is_the_table_as_it_stands(page, open_page):
    open_page(f"{ASKED}&sort=-name&q=tambon")
    page.locator("#table-search").fill("")
    eventually(page, "document.querySelectorAll('#table-rows tr').length === 2")

    with page.expect_download() as started:
        page.get_by_role("button", name="CSV of this table").click()

    text = Path(started.value.path()).read_text("utf-8")
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text[1:])))
    assert [row["District"] for row in rows] == ["West", "East", "Whole city"]
    assert float(rows[-1]["People"]) == float(rows[0]["People"]) + float(rows[1]["People"])


def test_the_report_is_about_what_is_asked(page, open_page):
    open_page(ASKED)

    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Report for the council").click()

    report = opened.value
    report.wait_for_load_state()
    assert "kinds=library" in report.url
    assert "minutes=5" in report.url
    expect(report.locator("h1")).to_be_visible()


def test_the_page_prints_its_sentence_its_table_and_its_charts(page, open_page, tmp_path):
    open_page(ASKED.replace("lang=en", "lang=th"))

    page.pdf(path=tmp_path / "coverage.pdf", prefer_css_page_size=True)

    text = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "coverage.pdf", "-"],
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    for words in ("เดินถึงห้องสมุดได้ภายใน 5 นาที", "ตะวันออก", "การเข้าถึงกระจายเท่าเทียมเพียงใด"):
        assert words in text, words
    assert "เพิ่มพื้นที่" not in text


@pytest.mark.parametrize(("language", "theme"), [("th", "light"), ("en", "dark")])
def test_axe_finds_no_violation_in_any_tab(page, open_page, language, theme):
    query = ASKED.replace("lang=en", f"lang={language}")
    open_page(f"{query}&theme={theme}&district=TH990101&scenario={MUSEUM_TOO}")
    expect(page.locator("#card-title")).to_be_visible()

    for tab in ("table", "whatif", "sites"):
        page.locator(f"#tab-{tab}").click()
        assert _violations(page) == [], tab


def test_the_phone_has_the_board_as_a_sheet(phone, open_page):
    open_page(ASKED.replace("lang=en", "lang=th"), on=phone)
    board = phone.locator("#board")

    box = board.bounding_box()
    assert (box["x"], box["width"]) == (0, 390)
    assert box["y"] > 300
    phone.locator("#board-handle").click()
    expect(board).to_have_class(re.compile("is-large"))
    phone.locator("#asked-more summary").click()
    assert _violations(phone) == []
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    small = phone.evaluate(
        """() => [...document.querySelectorAll("button, select, .pill, summary, .chip, .segment")]
            .filter((each) => each.offsetParent && !each.matches(".sheet-handle"))
            .map((each) => [each.id || each.className, each.getBoundingClientRect()])
            .filter(([, {height}]) => height < 43.5).map(([name]) => name)"""
    )
    assert small == []


@pytest.mark.parametrize("width", [320, 768, 2560])
def test_nothing_sticks_out_at_any_width(page, open_page, width):
    page.set_viewport_size({"width": width, "height": 700})
    open_page(f"{ASKED}&tab=whatif&scenario={MUSEUM_TOO}")

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(
        "(b => b.scrollWidth <= b.clientWidth)(document.querySelector('#board-body'))"
    )


def test_fifty_thousand_pieces_follow_a_dragged_pin(page, towns):
    """A look at what `make bench` measures; here other tests share the machine."""
    page.add_init_script(path=GENERATED)
    page.goto(
        f"{towns}/coverage?lang=en&view=streets&tab=whatif&lat=18.78&lon=98.98&zoom=13"
        "&scenario=a9898000x1878000.klibrary"
    )
    expect(page.locator(".coverage-streets canvas").first).to_be_attached(timeout=20_000)
    box = page.locator(".pin-place").bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    page.evaluate("""() => { window.seen = []; const tick = (now) => {
        window.seen.push(now); requestAnimationFrame(tick); }; requestAnimationFrame(tick); }""")
    for step in range(60):
        page.mouse.move(box["x"] + 20 + step * 3, box["y"] + 20 + step)
    seen = page.evaluate("window.seen")
    page.mouse.up()

    assert json.loads(page.evaluate("JSON.stringify(window.asked)"))["most"] == 1
    assert len(seen) > 5  # it goes on painting; how fast, `make bench` says
