"""Planning a walk on the map: by tapping, by time, changed by hand, shared, reopened."""

import json
import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import CENTRE, eventually
from tests.browser.test_everyone import _violations

TOMORROW = datetime.now(ZoneInfo("Asia/Bangkok")) + timedelta(days=1)
TEN = f"d{TOMORROW:%Y%m%d}1000"
CROSSING = "ap9898000x1879000"
TWO_HOURS = f"cmodel-town_{CROSSING}_l_b120_{TEN}"
STOPS = ("Model Town Public Library", "Wat Suan Dokmai", "Town Hall")


@pytest.fixture
def ids(page: Page, live_map: str) -> dict[str, int]:
    """The ids of the spaces by their English name."""
    answer = page.request.get(f"{live_map}/api/collections/spaces/items?limit=50").json()
    return {each["properties"]["name_en"]: each["id"] for each in answer["features"]}


@pytest.fixture
def three(ids) -> str:
    """The token of a walk past three stops in the order given, at ten."""
    stops = "_".join(f"s{ids[name]}" for name in STOPS)
    return f"cmodel-town_{stops}_o_{TEN}"


def _planned(page: Page) -> None:
    """Wait until a walk stands there and nothing is under way."""
    expect(page.locator(".walk-totals")).to_be_visible()
    expect(page.locator("#walk-result")).to_have_attribute("aria-busy", "false")
    expect(page.locator("#walk-result")).not_to_have_class(re.compile("is-stale"))


def _open(page: Page, open_map, token: str, query: str = "lang=en") -> None:
    open_map(f"{query}&{CENTRE}&walk={token}", on=page)
    _planned(page)


def _names(page: Page) -> list[str]:
    return page.locator(".walk-name").all_inner_texts()


def _token(page: Page) -> str:
    return str(page.evaluate("new URLSearchParams(location.search).get('walk')"))


def _add(page: Page, name: str) -> None:
    page.get_by_role("button", name=re.compile(f"^{name}, ")).click()
    expect(page.locator("#card-title")).to_have_text(name)
    page.get_by_role("button", name="Add to walk").click()
    expect(page.locator("#card-walk")).to_have_text("Remove from walk")


def test_spaces_tapped_on_the_map_become_a_walk(page, troubles, open_map):
    open_map()

    _add(page, "Model Town Public Library")
    expect(page.locator("#walk-result .walk-name")).to_have_text(["Model Town Public Library"])
    _add(page, "Town Hall")

    _planned(page)
    expect(page.locator(".walk-stop")).to_have_count(2)
    expect(page.locator(".walk-leg")).to_have_count(1)
    expect(page.locator(".walk-pin")).to_have_text(["1", "2"])
    expect(page.locator("path.walk-line")).to_have_count(1)
    expect(page.locator("path.walk-door")).not_to_have_count(0)
    assert troubles == []


def test_a_space_is_taken_out_on_its_card_again(page, open_map):
    open_map()
    _add(page, "Town Hall")

    page.get_by_role("button", name="Remove from walk").click()

    expect(page.locator("#card-walk")).to_have_text("Add to walk")
    expect(page.locator(".walk-stop")).to_have_count(0)


def test_a_space_of_the_list_is_added_beside_its_name(page, open_map):
    open_map()
    page.locator("#list-box summary").click()

    page.get_by_role("button", name="Add Town Hall to the walk").click()

    expect(page.locator(".walk-name")).to_have_text(["Town Hall"])


def test_two_hours_from_the_middle_of_the_map_are_filled_and_not_overrun(page, open_map):
    open_map()
    page.get_by_role("button", name="Plan a walk").click()
    expect(page.locator("#walk-result")).to_contain_text("Say where you start")
    page.get_by_role("radio", name="Back at the start", exact=True).click()

    page.get_by_role("button", name="Choose on the map").click()
    with page.expect_response(lambda answer: answer.request.method == "POST") as asked:
        page.get_by_role("button", name="Take the middle of the map").click()

    _planned(page)
    answer = json.loads(asked.value.body())
    assert 0 < answer["walk"]["seconds"] <= 120 * 60
    expect(page.locator(".walk-stop")).to_have_count(
        sum(each["properties"]["type"] == "stop" for each in answer["features"])
    )
    expect(page.locator(".walk-why").first).not_to_be_empty()


def test_less_time_makes_a_shorter_walk_at_once(page, open_map):
    _open(page, open_map, TWO_HOURS)
    before = page.locator(".walk-stop").count()
    page.locator("#walk-wish > summary").click()

    page.get_by_role("slider").fill("45")

    expect(page.locator("#walk-budget-words")).to_have_text("45 min")
    eventually(page, "location.search.includes('_b45_')")
    _planned(page)
    assert page.locator(".walk-stop").count() < before


def test_the_walk_starts_where_one_stands(page, open_map):
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"longitude": 98.981, "latitude": 18.79})
    open_map()
    page.get_by_role("button", name="Plan a walk").click()

    page.get_by_role("button", name="Where I am").click()

    _planned(page)
    assert "_ap9898100x1879000_" in _token(page)
    expect(page.locator("#list-box")).not_to_have_attribute("open", "")


def test_a_space_can_be_where_the_walk_starts_and_another_where_it_ends(page, open_map, ids):
    open_map()
    page.get_by_role("button", name="Plan a walk").click()

    page.get_by_role("button", name="Choose on the map").click()
    page.get_by_role("button", name=re.compile("^Town Hall, ")).click()
    expect(page.locator("#walk-start")).to_contain_text("Town Hall")
    page.get_by_role("radio", name="Elsewhere", exact=True).click()
    page.get_by_role("button", name=re.compile("^Model Town University, ")).press("Enter")

    expect(page.locator("#walk-end")).to_contain_text("Model Town University")
    token = _token(page)
    assert f"_as{ids['Town Hall']}_z" in token
    assert f"_zs{ids['Model Town University']}_" in token


def test_a_numbered_stop_can_be_where_the_walk_starts(page, open_map, three, ids):
    _open(page, open_map, three)
    page.locator("#walk-wish > summary").click()

    page.get_by_role("button", name="Choose on the map").click()
    page.get_by_role("button", name="Stop 2: Wat Suan Dokmai").click()

    expect(page.locator("#walk-start")).to_contain_text("Wat Suan Dokmai")
    assert f"_as{ids['Wat Suan Dokmai']}_" in _token(page)
    expect(page.locator("#card")).to_be_hidden()


def test_choosing_on_the_map_is_given_up_with_escape(page, open_map):
    open_map()
    page.get_by_role("button", name="Plan a walk").click()
    button = page.get_by_role("button", name="Choose on the map")
    button.click()

    page.keyboard.press("Escape")

    expect(page.locator("#pick")).to_be_hidden()
    expect(button).to_be_focused()


def test_many_stops_are_tapped_one_after_the_other(page, open_map):
    open_map()
    page.get_by_role("button", name="Plan a walk").click()
    page.get_by_role("radio", name="Stops I choose", exact=True).click()

    page.get_by_role("button", name="Add stops on the map").click()
    page.get_by_role("button", name=re.compile("^Town Hall, ")).click()
    page.get_by_role("button", name=re.compile("^Wat Suan Dokmai, ")).click()
    page.get_by_role("button", name="Take the middle of the map").click()
    page.get_by_role("button", name="Done").click()

    _planned(page)
    assert sorted(_names(page)) == ["Point on the map", "Town Hall", "Wat Suan Dokmai"]


def test_the_stops_tell_their_times_and_the_legs_their_steps(page, open_map, three):
    _open(page, open_map, three)

    first = page.locator(".walk-stop").first
    expect(first.locator(".walk-times")).to_have_text(re.compile(r"^10:00–\d\d:\d\d$"))
    expect(first).to_contain_text("Open")
    expect(page.locator(".walk-stop").nth(1)).to_contain_text("Opening hours are not known")
    page.locator(".walk-leg summary").first.click()
    expect(page.locator(".walk-step").first).to_be_visible()
    expect(page.locator(".walk-strip")).to_have_attribute(
        "aria-label", re.compile(r"^The walk in time: Model Town Public Library \d+ min, walk ")
    )


def test_the_buttons_reorder_and_keep_the_focus(page, open_map, three):
    _open(page, open_map, three)
    expect(page.locator("#announcer")).to_contain_text("learning spaces")  # said once, late

    down = page.get_by_role("button", name="Move Model Town Public Library down")
    down.focus()
    page.keyboard.press("Enter")

    _planned(page)
    assert _names(page) == [STOPS[1], STOPS[0], STOPS[2]]
    expect(down).to_be_focused()
    expect(page.locator("#announcer")).to_have_text("Model Town Public Library is now stop 2 of 3.")
    page.go_back()
    _planned(page)
    expect(page.locator(".walk-name").first).to_have_text(STOPS[0])


def test_dragging_reorders_too(page, open_map, three):
    page.set_viewport_size({"width": 1280, "height": 1400})
    _open(page, open_map, three)
    grip = page.locator(".walk-grip").nth(2).bounding_box()
    target = page.locator(".walk-stop").nth(0).bounding_box()

    page.mouse.move(grip["x"] + 10, grip["y"] + 10)
    page.mouse.down()
    page.mouse.move(grip["x"] + 10, target["y"] + 60, steps=4)
    page.mouse.move(grip["x"] + 10, target["y"] + 10, steps=4)
    expect(page.locator(".walk-stop").nth(0)).to_have_class(re.compile("is-before"))
    page.mouse.up()

    eventually(page, f"document.querySelector('.walk-name').innerText === '{STOPS[2]}'")
    _planned(page)
    assert _names(page) == [STOPS[2], STOPS[0], STOPS[1]]


def test_a_drag_is_given_up_with_escape(page, open_map, three):
    page.set_viewport_size({"width": 1280, "height": 1400})
    _open(page, open_map, three)
    grip = page.locator(".walk-grip").nth(0).bounding_box()

    page.mouse.move(grip["x"] + 10, grip["y"] + 10)
    page.mouse.down()
    page.mouse.move(grip["x"] + 10, grip["y"] + 500, steps=4)
    page.keyboard.press("Escape")
    page.mouse.up()

    assert _names(page) == list(STOPS)
    assert _token(page) == three


def test_a_stop_is_held_at_its_place_in_the_best_order(page, open_map, three, ids):
    _open(page, open_map, three.replace("_o_", "_"))
    last = _names(page)[2]

    page.get_by_role("button", name=f"Hold {last} at place 3").click()

    _planned(page)
    held = page.get_by_role("button", name=f"Let {last} go from place 3")
    expect(held).to_have_attribute("aria-pressed", "true")
    assert f"s{ids[last]}f" in _token(page)
    assert _names(page)[2] == last


def test_staying_longer_moves_what_comes_after(page, open_map, three):
    _open(page, open_map, three)
    before = page.locator(".walk-times").nth(1).inner_text()

    page.get_by_label(f"How long to stay at {STOPS[0]}").select_option("90")

    expect(page.locator(".walk-times").nth(0)).to_have_text("10:00–11:30")
    expect(page.locator(".walk-times").nth(1)).not_to_have_text(before)
    assert "t90" in _token(page)


def test_a_chosen_stop_that_is_not_wanted_is_left_out_until_allowed_again(page, open_map):
    _open(page, open_map, TWO_HOURS)
    name = _names(page)[0]

    page.get_by_role("button", name=f"Take {name} out").click()
    _planned(page)
    assert name not in _names(page)
    page.get_by_role("button", name=f"Allow {name} again").click()

    _planned(page)
    expect(page.locator("#walk-result")).not_to_contain_text("Allow again")
    assert _token(page) == TWO_HOURS


def test_a_stop_of_the_list_is_shown_on_the_map(page, open_map, three):
    _open(page, open_map, three)

    page.locator(".walk-name").nth(2).click()

    eventually(page, "Number(new URLSearchParams(location.search).get('zoom')) >= 17")


def test_a_numbered_stop_on_the_map_opens_its_card(page, open_map, three):
    _open(page, open_map, three)

    page.get_by_role("button", name="Stop 2: Wat Suan Dokmai").press("Enter")

    expect(page.locator("#card-title")).to_have_text("Wat Suan Dokmai")


def test_a_refusal_keeps_the_walk_and_says_why(page, open_map, three):
    _open(page, open_map, three)
    page.locator("#walk-wish > summary").click()
    page.locator(".walk-more > summary").click()

    page.get_by_label("Day and time in the city").fill("2001-01-01T10:00")

    expect(page.locator("#walk-trouble")).to_contain_text("more than a day past")
    expect(page.locator("#walk-trouble")).to_contain_text("walk from before")
    assert _names(page) == list(STOPS)
    page.get_by_role("radio", name="Now", exact=True).click()
    _planned(page)
    expect(page.locator("#walk-trouble")).to_be_hidden()


def test_a_lost_network_is_said_and_tried_again(page, open_map, three):
    _open(page, open_map, three)
    page.context.set_offline(True)
    page.get_by_role("button", name=f"Take {STOPS[2]} out").click()
    expect(page.locator("#walk-trouble")).to_contain_text("no connection")

    page.context.set_offline(False)
    page.locator("#walk-trouble").get_by_role("button", name="Try again").click()

    _planned(page)
    assert _names(page) == list(STOPS[:2])


def test_the_link_opens_the_same_walk_elsewhere(page, browser, browser_context_args, open_map):
    token = f"cmodel-town_{CROSSING}_l_b150_mstroller_{TEN}_klibrary-temple-museum_wquiet"
    _open(page, open_map, token)
    page.locator("#walk-share > summary").click()

    page.locator("#walk-share").get_by_role("button", name="Copy link").click()
    expect(page.locator("#walk-share")).to_contain_text("Link copied")
    link = page.evaluate("navigator.clipboard.readText()")

    stranger = browser.new_context(**browser_context_args).new_page()
    stranger.goto(link)
    _planned(stranger)
    assert _names(stranger) == _names(page)
    assert _token(stranger) == token
    stranger.locator("#walk-wish > summary").click()
    stranger.locator(".walk-more > summary").click()
    for name in ("By my time", "Back at the start", "Stroller", "At another time"):
        expect(stranger.get_by_role("radio", name=name)).to_be_checked()
    for name in ("Quiet", "Library", "Museum"):
        expect(stranger.locator("#walk").get_by_role("checkbox", name=name)).to_be_checked()
    stranger.context.close()


def test_the_walk_is_taken_along_as_files_paper_and_code(page, open_map, three):
    _open(page, open_map, three)

    page.locator("#walk-share > summary").click()

    share = page.locator("#walk-share")
    for name, kind in (("GPX", "gpx"), ("KML", "kml"), ("GeoJSON", "geo+json")):
        answer = page.request.get(share.get_by_role("link", name=name).get_attribute("href"))
        assert answer.ok
        assert kind in answer.headers["content-type"]
    assert page.request.get(share.get_by_role("link", name="Print").get_attribute("href")).ok
    share.get_by_role("img").scroll_into_view_if_needed()
    eventually(page, "document.querySelector('.walk-qr img').naturalWidth > 0")


def test_a_link_whose_day_has_passed_still_shows_its_walk(page, open_map, three):
    _open(page, open_map, three.replace(TEN, "d202001041000"))

    expect(page.locator(".walk-notes")).to_contain_text("has passed")
    expect(page.locator(".walk-stop")).to_have_count(3)


def test_a_broken_link_says_so_and_offers_to_begin(page, open_map):
    open_map(f"lang=en&{CENTRE}&walk=cmodel-town_q9")
    expect(page.locator("#walk-trouble")).to_contain_text("cannot be read")

    page.get_by_role("button", name="Start anew").click()

    expect(page.locator("#walk-trouble")).to_be_hidden()
    expect(page.locator("#walk-result")).to_contain_text("Say where you start")


def test_closing_brings_the_filters_back_and_keeps_the_walk(page, open_map, three):
    _open(page, open_map, three)

    page.get_by_role("button", name="Close the walk").click()
    expect(page.locator("#panel")).to_be_visible()
    expect(page.locator("path.walk-line")).to_have_count(0)
    expect(page.locator("#walk-toggle")).to_be_focused()
    page.locator("#walk-toggle").click()

    _planned(page)
    assert _token(page) == three


def test_on_a_phone_the_walk_is_a_sheet_that_can_be_pulled_down(phone, open_map):
    _open(phone, open_map, TWO_HOURS, "lang=th")
    sheet = phone.locator("#walk")
    box = sheet.bounding_box()
    assert (box["x"], box["width"]) == (0, 390)
    assert round(box["y"] + box["height"]) == 844

    handle = phone.locator("#walk-handle").bounding_box()
    phone.mouse.move(handle["x"] + 40, handle["y"] + 8)
    phone.mouse.down()
    phone.mouse.move(handle["x"] + 40, handle["y"] + 160)
    phone.mouse.up()

    expect(phone.locator(".walk-body")).to_be_hidden()
    expect(phone.locator("#walk-brief")).to_contain_text("จุดแวะ")
    phone.locator("#walk-handle").click()
    expect(phone.locator(".walk-body")).to_be_visible()


def test_on_a_phone_card_and_walk_do_not_cover_each_other(phone, open_map):
    _open(phone, open_map, TWO_HOURS, "lang=th")

    phone.locator(".walk-stop-pin[role=button]").first.press("Enter")
    expect(phone.locator("#card")).to_be_visible()
    expect(phone.locator("#walk")).to_be_hidden()
    phone.locator("#card-close").click()

    expect(phone.locator("#walk")).to_be_visible()


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_no_violation_in_the_planner(page, open_map, language, theme):
    _open(page, open_map, TWO_HOURS, f"lang={language}&theme={theme}")
    page.locator("#walk-wish > summary").click()
    page.locator(".walk-more > summary").click()
    page.locator(".walk-leg summary").first.click()
    page.locator("#walk-share > summary").click()

    assert _violations(page) == []


def test_axe_finds_no_violation_while_choosing_on_a_phone(phone, open_map):
    open_map(f"lang=th&{CENTRE}", on=phone)
    phone.get_by_role("button", name="วางแผนเดิน").click()
    assert _violations(phone) == []

    phone.get_by_role("button", name="เลือกบนแผนที่").click()
    assert _violations(phone) == []


@pytest.mark.parametrize("width", [320, 390, 768, 1440])
@pytest.mark.parametrize("language", ["th", "en"])
def test_the_planner_sticks_out_nowhere(page, open_map, width, language):
    page.set_viewport_size({"width": width, "height": 800})
    _open(page, open_map, TWO_HOURS, f"lang={language}")
    page.locator("#walk-wish").evaluate("each => each.open = true")
    page.locator(".walk-more").evaluate("each => each.open = true")
    page.locator("#walk-share").evaluate("each => each.open = true")

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    body = "document.querySelector('.walk-body')"
    assert page.evaluate(f"{body}.scrollWidth <= {body}.clientWidth")


def test_the_planner_is_large_enough_for_a_finger(phone, open_map):
    _open(phone, open_map, TWO_HOURS, "lang=th")
    phone.locator("#walk-handle").click()
    phone.locator("#walk-wish").evaluate("each => each.open = true")

    small = phone.evaluate(
        """() => [...document.querySelectorAll("#walk :is(button, select, summary, .pill, a)")]
            .filter((each) => each.checkVisibility() && !each.matches(".sheet-handle"))
            .map((each) => [each.id || each.className, each.getBoundingClientRect()])
            .filter(([, {height, width}]) => height < 43.5 || width < 40)
            .map(([name]) => name)"""
    )

    assert small == []
