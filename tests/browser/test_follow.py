"""Following a walk on the phone: what one is told, and where it goes with one."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import eventually
from tests.browser.test_everyone import _violations
from tests.browser.walker import TOKEN, Walker


@pytest.fixture
def walk_token(page: Page, live_map: str) -> str:
    answer = page.request.get(f"{live_map}/api/collections/spaces/items?limit=50").json()
    ids = {each["properties"]["name_th"]: each["id"] for each in answer["features"]}
    return TOKEN.format(hall=ids["เทศบาลเมืองจำลอง"], weaver=ids["ครูคำแปง ช่างทอ"])


@pytest.fixture
def walker(phone: Page, walk_token: str) -> Iterator[Walker]:
    phone.context.grant_permissions(["geolocation"])
    return Walker(phone, walk_token)


def test_the_next_step_and_the_way_to_the_stop_count_down(walker):
    walker.begin()

    walker.walk_to(-1, 0)

    # 105 m to the crossing, then 445 m
    expect(walker.page.locator("#follow-banner")).to_contain_text("Bridge Street")
    expect(walker.page.locator("#follow-distance")).to_have_text(re.compile(r"^1[01]0 m$"))
    expect(walker.page.locator("#follow-next-name")).to_have_text("Town Hall")
    expect(walker.page.locator("#follow-metres")).to_have_text(re.compile(r"^5[45]0 m$"))
    expect(walker.page.locator("#follow-time")).to_contain_text("1 h 59 min left")
    walker.walk_to(-0.1, 0)
    expect(walker.page.locator("#follow-distance")).to_have_text("Now")


def test_what_is_ahead_is_read_aloud(walker):
    walker.begin()

    walker.walk_to(-0.2, 0)

    expect(walker.page.locator("#announcer")).to_contain_text("Bridge Street")


def test_arriving_shows_the_stop_and_going_on_leads_to_the_next(walker):
    walker.begin()

    walker.walk_to(0, 1)
    walker.walk_to(0, 3.9)

    card = walker.page.locator("#follow-arrived")
    expect(card.get_by_role("heading", name="Town Hall")).to_be_visible()
    expect(card).to_contain_text("Time to stay: 30 min, until")
    expect(card).to_contain_text("Opening hours are not known")
    expect(walker.page.locator("#announcer")).to_have_text("You are there: Town Hall")
    card.get_by_role("button", name="Go on").click()
    expect(walker.page.locator("#follow-next-name")).to_have_text("ครูคำแปง ช่างทอ")
    expect(card).to_be_hidden()


def test_the_whole_walk_ends_where_it_began(walker):
    walker.begin()
    page = walker.page

    walker.walk_to(0, 1)
    walker.walk_to(0, 3.9)
    page.get_by_role("button", name="Go on").click()
    walker.walk_to(0, 0)
    walker.walk_to(0, -4.9)
    page.get_by_role("button", name="Go on").click()
    walker.walk_to(0, -1)
    walker.walk_to(-0.8, 0)
    walker.walk_to(-1.4, 0)

    expect(page.get_by_role("heading", name="You have walked the whole walk.")).to_be_visible()
    page.locator("#follow-arrived").get_by_role("button", name="Close").click()
    expect(page.locator("#follow")).to_be_hidden()


def test_off_the_route_the_rest_is_planned_anew_from_there(walker):
    walker.begin()

    walker.stray()

    trouble = walker.page.locator("#follow-trouble")
    expect(trouble).to_contain_text("You have left the route")
    with walker.page.expect_request("**/api/walks") as asked:
        trouble.get_by_role("button", name="Plan anew from here").click()
    question = asked.value.post_data_json
    assert round(question["start"]["lat"], 5) == 18.791
    assert len(question["stops"]) == 2
    assert question["budget_minutes"] <= 120
    expect(trouble).to_be_hidden()
    expect(walker.page.locator("#follow-next-name")).to_have_text("Town Hall")


def test_whoever_leaves_the_route_on_purpose_is_left_alone_until_back_on_it(walker):
    walker.begin()
    walker.stray()
    trouble = walker.page.locator("#follow-trouble")

    trouble.get_by_role("button", name="Keep going").click()
    expect(trouble).to_be_hidden()
    walker.walk_to(-1.2, 1.1)
    expect(trouble).to_be_hidden()
    walker.walk_to(-1, 0.05)
    walker.stray()

    expect(trouble).to_contain_text("You have left the route")


def test_the_map_goes_along_until_one_looks_elsewhere(walker):
    walker.begin()
    page = walker.page
    page.evaluate("document.querySelector('#map').focus()")
    for _ in range(3):
        page.keyboard.press("ArrowUp")
    back = page.get_by_role("button", name="Back to my place")
    expect(back).to_be_visible()

    walker.walk_to(-1, 0)
    back.click()

    expect(back).to_be_hidden()
    box = page.locator(".follow-dot").bounding_box()
    assert abs(box["x"] + box["width"] / 2 - 195) < 8


def test_a_refused_place_leaves_the_steps_as_a_way_out(phone, walk_token):
    walker = Walker(phone, walk_token)
    walker.open()
    phone.context.clear_permissions()

    phone.locator(".walk-go").click()

    trouble = phone.locator("#follow-trouble")
    expect(trouble).to_contain_text("may not tell where you are")
    trouble.get_by_role("button", name="Show the steps").click()
    steps = phone.locator("#follow-steps")
    expect(steps).to_contain_text("To Town Hall")
    steps.get_by_role("button", name="I am there").click()
    expect(phone.get_by_role("heading", name="Town Hall")).to_be_visible()


def test_a_stop_can_be_left_out(walker):
    walker.begin()

    walker.page.locator("#follow-list").click()
    walker.page.get_by_role("button", name="Leave this stop out").click()

    expect(walker.page.locator("#follow-next-name")).to_have_text("ครูคำแปง ช่างทอ")


def test_after_a_reload_the_walk_goes_on_where_it_was(walker):
    walker.begin()
    walker.walk_to(0, 1)
    walker.walk_to(0, 3.9)
    walker.page.get_by_role("button", name="Go on").click()

    walker.page.goto("/?lang=en")
    offer = walker.page.locator("#follow-offer")
    expect(offer).to_contain_text("You were on the way to ครูคำแปง ช่างทอ.")
    offer.get_by_role("button", name="Continue the walk").click()

    expect(walker.page.locator("#follow-next-name")).to_have_text("ครูคำแปง ช่างทอ")


def test_a_walk_that_is_not_wanted_any_more_is_forgotten(walker):
    walker.begin()
    walker.page.goto("/?lang=en")

    walker.page.get_by_role("button", name="Not any more").click()
    eventually(walker.page, "document.querySelector('#follow-offer').hidden")
    walker.page.goto("/?lang=en")

    expect(walker.page.locator("#count")).to_contain_text(re.compile(r"\d"))
    expect(walker.page.locator("#follow-offer")).to_be_hidden()


def test_ending_asks_first(walker):
    walker.begin()
    page = walker.page

    page.locator("#follow-end").click()
    page.locator("#follow-ending").get_by_role("button", name="Keep walking").click()
    expect(page.locator("#follow")).to_be_visible()
    page.locator("#follow-end").click()
    page.locator("#follow-ending").get_by_role("button", name="End").click()

    expect(page.locator("#follow")).to_be_hidden()
    expect(page.locator("#walk")).to_be_visible()


def test_the_voice_speaks_when_it_is_switched_on(walker):
    walker.page.add_init_script(
        "window.said = []; SpeechSynthesis.prototype.speak = (words) => said.push(words)"
    )
    walker.begin()
    walker.walk_to(-1, 0)

    walker.page.get_by_role("button", name="Voice").click()

    expect(walker.page.get_by_role("button", name="Voice")).to_have_attribute(
        "aria-pressed", "true"
    )
    assert "Bridge Street" in walker.page.evaluate("said.at(-1).text")
    assert walker.page.evaluate("said.at(-1).lang") == "en-GB"


def test_the_screen_stays_on_and_is_asked_for_again_when_the_page_is_seen_again(walker):
    walker.page.add_init_script(
        """window.asked = 0;
        const lock = {release: async () => asked -= 10};
        WakeLock.prototype.request = async () => (asked += 1, lock);"""
    )
    walker.begin()
    eventually(walker.page, "asked === 1")

    walker.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    eventually(walker.page, "asked === 2")
    expect(walker.page.locator("#follow-standing")).not_to_contain_text("keep the screen on")
    walker.page.locator("#follow-end").click()
    walker.page.locator("#follow-ending").get_by_role("button", name="End").click()

    eventually(walker.page, "asked < 0")


def test_a_screen_that_cannot_be_kept_on_is_owned_up_to(walker):
    walker.page.add_init_script("delete Navigator.prototype.wakeLock")

    walker.begin()

    expect(walker.page.locator("#follow-remarks")).to_contain_text(
        "does not let the page keep the screen on"
    )


def test_the_hand_feels_that_one_has_arrived(walker):
    walker.page.add_init_script("window.felt = 0; navigator.vibrate = () => (felt += 1)")
    walker.begin()

    walker.walk_to(0, 1)
    assert walker.page.evaluate("felt") == 0
    walker.walk_to(0, 3.9)

    expect(walker.page.locator("#follow-arrived")).to_be_visible()
    assert walker.page.evaluate("felt") == 1


def test_the_step_is_in_the_language_of_the_page(walker):
    walker.begin("th")

    walker.walk_to(-1, 0)

    expect(walker.page.locator("#follow-banner")).to_contain_text("เลี้ยวซ้าย")
    expect(walker.page.locator("#follow-next-name")).to_have_text("เทศบาลเมืองจำลอง")


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_no_violation_while_walking_and_on_arrival(walker, language, theme):
    walker.begin(language, theme=theme)
    walker.stray()
    expect(walker.page.locator("#follow-trouble")).to_be_visible()
    assert _violations(walker.page) == []

    walker.page.locator("#follow-list").click()
    assert _violations(walker.page) == []
    walker.page.locator("#follow-here").click()

    expect(walker.page.locator("#follow-arrived")).to_be_visible()
    assert _violations(walker.page) == []


@pytest.mark.parametrize(("width", "height"), [(320, 568), (390, 844), (844, 390), (1280, 800)])
def test_nothing_is_cut_off_or_too_small_to_press(walker, width, height):
    walker.page.set_viewport_size({"width": width, "height": height})
    walker.begin("th")
    walker.stray()
    expect(walker.page.locator("#follow-trouble")).to_be_visible()

    assert walker.page.evaluate("document.documentElement.scrollWidth") <= width
    outside = walker.page.evaluate(
        """() => [...document.querySelectorAll("#follow button")]
            .filter((each) => each.offsetParent)
            .map((each) => [each.id || each.textContent, each.getBoundingClientRect()])
            .filter(([, {left, top, right, bottom, height}]) =>
                left < 0 || top < 0 || right > innerWidth || bottom > innerHeight || height < 43.5)
            .map(([name]) => name)"""
    )
    assert outside == []
