"""Curators at their desk: what people suggested, what they edit themselves, what they undo."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from geoservice.ecology.accounts.register import NewAccount, add_account
from geoservice.store.models import City, Space
from tests.browser.conftest import _serving
from tests.browser.test_everyone import _violations
from tests.browser.town import LAT, LON, STEP, build_town
from tests.conftest import Server
from tests.pictures import a_picture

PASSWORD = "ดอกคำใต้ 2569"
TABS = (
    *("queue", "notes", "spaces", "knowledge", "activities", "offerings", "partners"),
    *("work", "twins", "history", "imports", "sheets"),
)


@pytest.fixture(scope="module")
def live_desk(server: Server, _built: None) -> Iterator[str]:
    """The address of the app with the model town, two curators, and a market listed twice."""
    database = server.clone("live_desk")
    build_town(database)
    with database.writing() as session:
        for name in ("anong", "boon"):
            add_account(session, NewAccount(name, "curator", "model-town", PASSWORD))
        city = session.query(City).one()
        session.add(
            Space(
                city_id=city.id,
                kind="market",
                name_th="ตลาดเช้า",
                phone="+66 53 999 999",
                source="municipality",
                source_id="1",
                geom=f"SRID=4326;POINT({LON - 4.9 * STEP} {LAT + 3 * STEP})",
            )
        )
    database.close()
    with _serving(server, "live_desk") as address:
        yield address
    server.drop("live_desk")


@pytest.fixture(scope="module")
def anong_context(browser: Browser, live_desk: str) -> Iterator[BrowserContext]:
    context = _context(browser, live_desk, "anong")
    yield context
    context.close()


@pytest.fixture
def desk(anong_context: BrowserContext) -> Iterator[Page]:
    """The desk of a curator who signed in, in English; a complaint of a script is a failure."""
    heard: list[str] = []
    page = anong_context.new_page()
    page.on("pageerror", lambda error: heard.append(str(error)))
    yield page
    page.close()
    assert heard == []


def _context(browser: Browser, address: str, name: str, **more: object) -> BrowserContext:
    size = {"width": 1440, "height": 900}
    context = browser.new_context(
        **{"base_url": address, "viewport": size, "reduced_motion": "reduce", **more}
    )
    page = context.new_page()
    page.goto("/login?lang=en")
    page.locator("input[name=name]").fill(name)
    page.locator("input[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/*")
    page.close()
    return context


def _suggest(page: Page, **proposal: object) -> int:
    body = {"city": "model-town", "layer": "spaces", **proposal}
    answer = page.request.post("/api/contributions", data=body)
    assert answer.status == 202, answer.text()
    return int(answer.json()["id"])


def _csrf(page: Page) -> str:
    found = re.search(r'<meta name="csrf" content="(\w+)">', page.request.get("/account").text())
    assert found
    return found[1]


def _space(page: Page, name: str) -> dict:
    found = page.request.get(f"/api/collections/spaces/items?city=model-town&q={name}&limit=1")
    return found.json()["features"][0]


def _read(page: Page, space: int) -> dict:
    return page.request.get(f"/api/collections/spaces/items/{space}").json()


def _point(east: float, north: float) -> dict:
    return {"type": "Point", "coordinates": [LON + east * STEP, LAT + north * STEP]}


def test_who_is_not_signed_in_is_led_to_the_login_and_back(browser, live_desk):
    context = browser.new_context(base_url=live_desk)
    page = context.new_page()
    page.goto("/curate?lang=en&tab=history")
    page.locator("input[name=name]").fill("anong")
    page.locator("input[name=password]").fill(PASSWORD)

    page.get_by_role("button", name="Sign in").click()

    expect(page.locator("#work-title")).to_have_text("History")
    context.close()


def test_a_curator_takes_one_suggestion_and_rejects_another(desk: Page):
    weaver = {"kind": "sage", "name_en": "Aunt Kham, weaver", "name_th": "ป้าคำ ช่างทอ"}
    _suggest(desk, action="create", properties=weaver, geometry=_point(3, -5))
    museum = _space(desk, "Valley")
    change = {"phone": "+66 53 000 111", "operator": "The city"}
    version = museum["properties"]["version"]
    more = {"base_version": version, "properties": change, "message": "They moved."}
    _suggest(desk, action="update", subject=museum["id"], **more)
    desk.goto("/curate?lang=en")
    row = desk.locator(".desk-row[aria-current]")
    expect(row).to_contain_text("Aunt Kham, weaver")
    expect(desk.locator(".desk-spot")).to_have_count(2)

    desk.keyboard.press("j")
    expect(row).to_contain_text("Museum of the Valley")
    own = desk.get_by_label("What to take: Operator")
    own.select_option("own")
    desk.locator(".own-wording input").fill("The municipality")
    desk.get_by_role("button", name="Take it").click()

    expect(desk.locator("#notices")).to_contain_text("Taken: Museum of the Valley")
    kept = _read(desk, museum["id"])["properties"]
    assert (kept["phone"], kept["operator"]) == ("+66 53 000 111", "The municipality")

    expect(row).to_contain_text("Aunt Kham, weaver")
    desk.locator("h1").click()
    desk.keyboard.press("r")
    desk.get_by_role("combobox", name="Reason").select_option("It could not be confirmed.")
    desk.locator("#ask").get_by_role("button", name="Reject").click()
    expect(desk.locator(".desk-part")).to_contain_text("Nothing is waiting. Well done.")
    rejected = desk.request.get("/api/contributions?city=model-town&status=rejected").json()
    assert rejected["contributions"][0]["reason"] == "It could not be confirmed."


def test_what_somebody_else_decided_is_said_plainly(desk: Page, browser, live_desk):
    place = {"kind": "park", "name_en": "Pocket park"}
    sent = _suggest(desk, action="create", properties=place, geometry=_point(-3, 5))
    desk.goto("/curate?lang=en")
    expect(desk.locator(".desk-row[aria-current]")).to_contain_text("Pocket park")
    boon = _context(browser, live_desk, "boon")
    other = boon.new_page()
    other.goto("/curate?lang=en")
    other.get_by_role("button", name="Take it").click()
    expect(other.locator("#notices")).to_contain_text("Taken: Pocket park")

    desk.get_by_role("button", name="Take it").click()

    expect(desk.locator("#notices")).to_contain_text("Already taken by boon.")
    other.get_by_role("button", name="Undo").click()
    expect(other.locator("#notices")).to_contain_text("It is undone.")
    found = desk.request.get("/api/contributions?city=model-town&status=approved").json()
    made = next(each for each in found["contributions"] if each["id"] == sent)["result_id"]
    assert desk.request.get(f"/api/collections/spaces/items/{made}").status == 404
    boon.close()


def test_several_suggestions_are_rejected_at_once(desk: Page):
    for east in (-6, 6):
        place = {"kind": "company", "name_en": f"Buy here {east}"}
        _suggest(desk, action="create", properties=place, geometry=_point(east, 6))
    desk.goto("/curate?lang=en")
    desk.get_by_label("Kind of place").select_option("company")
    expect(desk.locator(".desk-row")).to_have_count(2)

    desk.get_by_role("button", name="Mark all").click()
    desk.get_by_role("button", name="Reject 2 marked").click()
    desk.get_by_role("combobox", name="Reason").select_option(label="Another reason")
    desk.locator("#ask").get_by_role("button", name="Reject").click()
    expect(desk.locator("#ask")).to_contain_text("Write the reason first.")
    desk.get_by_label("Reason in your own words").fill("Advertising")
    desk.locator("#ask").get_by_role("button", name="Reject").click()

    expect(desk.locator("#notices")).to_contain_text("2 suggestions are rejected.")
    rejected = desk.request.get("/api/contributions?city=model-town&status=rejected").json()
    assert [each["reason"] for each in rejected["contributions"][:2]] == ["Advertising"] * 2

    desk.get_by_label("Which suggestions").select_option("rejected")
    expect(desk.locator(".desk-detail")).to_contain_text("Reason: Advertising")
    expect(desk.locator(".desk-length")).to_contain_text("2 in all")
    desk.get_by_role("button", name="Open it again").click()
    desk.get_by_label("Why").fill("It is a bakery")
    desk.locator("#ask").get_by_role("button", name="Open again").click()

    expect(desk.locator("#notices")).to_contain_text("It waits again: Buy here")
    desk.get_by_label("Which suggestions").select_option("pending")
    expect(desk.locator(".desk-row")).to_have_count(1)
    desk.get_by_role("button", name="Reject …").click()
    desk.locator("#ask").get_by_role("button", name="Reject").click()
    expect(desk.locator("#notices")).to_contain_text("Rejected: Buy here")
    desk.get_by_role("button", name="Undo", exact=True).click()
    expect(desk.locator("#notices")).to_contain_text("It is undone.")
    expect(desk.locator(".desk-row")).to_have_count(1)
    history = desk.request.get("/api/history?city=model-town&limit=6").json()["writes"]
    assert ("reopen", "It is a bakery") in [(each["action"], each["reason"]) for each in history]
    desk.get_by_role("button", name="Reject …").click()
    desk.locator("#ask").get_by_role("button", name="Reject").click()
    expect(desk.locator("#notices")).to_contain_text("Rejected: Buy here")


def test_a_list_longer_than_a_page_says_so_and_goes_on(desk: Page):
    headers = {"X-CSRF-Token": _csrf(desk)}
    park = _space(desk, "King")["id"]
    for number in range(103):
        body = {"city": "model-town", "layer": "spaces", "action": "update", "subject": park}
        proposal = {**body, "properties": {"operator": f"Friends {number}"}}
        answer = desk.request.post("/api/contributions", data=proposal, headers=headers)
        assert answer.status == 202, answer.text()
    desk.goto("/curate?lang=en")
    desk.get_by_label("Kind of place").select_option("park")
    rows, count = desk.locator(".desk-row"), desk.locator(".desk-length")
    expect(count).to_contain_text("100 of 103")

    desk.get_by_role("button", name="Show more").click()

    expect(rows).to_have_count(103)
    expect(count).to_contain_text("103 in all")
    desk.get_by_role("button", name="Mark all").click()
    desk.get_by_role("button", name="Reject 103 marked").click()
    desk.locator("#ask").get_by_role("button", name="Reject").click()
    expect(desk.locator("#notices")).to_contain_text("103 suggestions are rejected.")


def test_what_changed_meanwhile_is_decided_before_a_suggestion_is_taken(desk: Page):
    mosque = _space(desk, "Mosque")
    version = mosque["properties"]["version"]
    more = {"base_version": version, "properties": {"phone": "+66 53 100 000"}}
    _suggest(desk, action="update", subject=mosque["id"], **more)
    desk.goto(f"/curate?lang=en&tab=spaces&id={mosque['id']}")
    desk.get_by_label("Telephone").fill("+66 53 200 000")
    desk.get_by_role("button", name="Save", exact=True).click()
    expect(desk.locator("#notices")).to_contain_text("It is saved.")
    desk.get_by_role("link", name="What people suggest").click()
    expect(desk.locator(".desk-detail")).to_contain_text("Changed meanwhile")

    desk.get_by_role("button", name="Take it").click()
    expect(desk.locator(".desk-problem")).to_contain_text("Decide first what to take: Telephone")
    desk.get_by_label("What to take: Telephone").select_option("proposed")
    desk.get_by_role("button", name="Take it").click()

    expect(desk.locator("#notices")).to_contain_text("Taken: Central Mosque")
    assert _read(desk, mosque["id"])["properties"]["phone"] == "+66 53 100 000"


def test_a_space_is_edited_and_its_point_dragged_on_the_map(desk: Page):
    school = _space(desk, "Nuea")
    before = school["geometry"]["coordinates"]
    desk.goto(f"/curate?lang=en&tab=spaces&id={school['id']}")
    handle = desk.locator(".desk-point")
    expect(handle).to_be_visible()
    desk.wait_for_timeout(300)

    box = handle.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    desk.mouse.move(x, y)
    desk.mouse.down()
    desk.mouse.move(x + 30, y + 10, steps=4)
    desk.mouse.up()
    desk.get_by_label("Opening hours").fill("Mo-Fr 07:30-15:30")
    expect(desk.locator(".desk-form")).to_contain_text("Monday to Friday 07:30–15:30")
    desk.get_by_role("button", name="Save", exact=True).click()

    expect(desk.locator("#notices")).to_contain_text("It is saved.")
    after = _read(desk, school["id"])
    assert after["properties"]["opening_hours"] == "Mo-Fr 07:30-15:30"
    east, north = (a - b for a, b in zip(after["geometry"]["coordinates"], before, strict=True))
    assert 0 < east < 0.002
    assert -0.002 < north < 0


def test_a_new_space_is_set_by_a_click_and_its_twin_is_told_first(desk: Page):
    desk.goto("/curate?lang=en&tab=spaces")
    desk.get_by_role("button", name="New space").click()
    desk.get_by_role("combobox", name="Kind", exact=True).select_option("library")
    desk.get_by_label("English name").fill("Model Town Public Library")
    desk.locator("#map").click(position={"x": 200, "y": 400})
    expect(desk.locator(".desk-point")).to_be_visible()
    desk.get_by_label("Latitude").fill(str(LAT + STEP))
    desk.get_by_label("Longitude").fill(str(LON + STEP))
    desk.get_by_label("Telephone").click()

    desk.get_by_role("button", name="Add it", exact=True).click()

    problem = desk.locator(".desk-problem")
    expect(problem).to_contain_text("It seems to be there already:")
    desk.get_by_role("button", name="It is another place").click()
    expect(desk.locator("#notices")).to_contain_text("It is added.")
    desk.get_by_role("button", name="Undo").first.click()
    expect(desk.locator("#notices")).to_contain_text("It is undone.")


def test_two_curators_who_edit_one_space_choose_field_by_field(desk: Page, browser, live_desk):
    hall = _space(desk, "Hall")["id"]
    boon = _context(browser, live_desk, "boon")
    other = boon.new_page()
    for page in (desk, other):
        page.goto(f"/curate?lang=en&tab=spaces&id={hall}")
        expect(page.get_by_label("Telephone")).to_be_visible()
    other.get_by_label("Telephone").fill("+66 53 222 222")
    other.get_by_label("Website").fill("https://hall.example.org/")
    other.get_by_role("button", name="Save", exact=True).click()
    expect(other.locator("#notices")).to_contain_text("It is saved.")

    desk.get_by_label("Telephone").fill("+66 53 111 111")
    desk.get_by_label("Operator").fill("The mayor’s team")
    desk.get_by_role("button", name="Save", exact=True).click()

    merge = desk.locator(".desk-merge")
    expect(merge).to_contain_text("Somebody else saved this while you wrote.")
    expect(merge).to_contain_text("did not touch it: Website")
    expect(desk.get_by_label("Operator")).to_have_value("The mayor’s team")
    merge.get_by_label(re.compile("Theirs")).check()
    merge.get_by_role("button", name="Save again").click()

    expect(desk.locator("#notices")).to_contain_text("It is saved.")
    kept = _read(desk, hall)["properties"]
    assert (kept["phone"], kept["website"], kept["operator"]) == (
        "+66 53 222 222",
        "https://hall.example.org/",
        "The mayor’s team",
    )
    boon.close()


def test_twins_are_made_one_and_parted_again(desk: Page):
    desk.goto("/curate?lang=en&tab=twins")
    expect(desk.locator(".desk-row[aria-current]")).to_contain_text("Morning Market")
    expect(desk.locator(".desk-spot")).to_have_count(2)
    phone = desk.locator('[data-field="phone"] input[value=other]')
    expect(phone).to_be_checked()

    desk.get_by_role("button", name="Make them one").click()
    desk.locator("#ask").get_by_label("Why").fill("One roof")
    desk.locator("#ask").get_by_role("button", name="Make them one").click()

    expect(desk.locator("#notices")).to_contain_text("They are one now.")
    expect(desk.locator(".desk-part")).to_contain_text("No two spaces look like one place.")
    market = _space(desk, "Morning Market")
    assert market["properties"]["phone"] == "+66 53 999 999"
    merged = desk.request.get("/api/history?city=model-town&limit=1").json()["writes"][0]
    assert (merged["action"], merged["reason"]) == ("merge", "One roof")

    desk.get_by_role("button", name="Undo").click()
    expect(desk.locator(".desk-row[aria-current]")).to_contain_text("Morning Market")
    assert _space(desk, "Morning Market")["properties"]["phone"] is None


def test_a_write_is_undone_from_the_history_after_a_look(desk: Page):
    bank = _space(desk, "Savings")
    desk.goto(f"/curate?lang=en&tab=spaces&id={bank['id']}")
    desk.get_by_label("Telephone").fill("+66 53 555 555")
    desk.get_by_label("Why").fill("The bank wrote to us")
    desk.get_by_role("button", name="Save", exact=True).click()
    expect(desk.locator("#notices")).to_contain_text("It is saved.")
    desk.get_by_role("link", name="History").click()
    first = desk.locator(".desk-history > li").first
    expect(first).to_contain_text("Reason: The bank wrote to us")
    expect(first).to_contain_text(f"Learning spaces {bank['id']}")

    first.get_by_role("button", name="Undo").click()
    expect(desk.locator("#ask")).to_contain_text("+66 53 555 555")
    desk.locator("#ask").get_by_label("Why").fill("It was another bank’s")
    desk.locator("#ask").get_by_role("button", name="Undo").click()

    expect(desk.locator("#notices")).to_contain_text("It is undone.")
    expect(first).to_contain_text("Reason: It was another bank’s")
    assert _read(desk, bank["id"])["properties"]["phone"] is None
    desk.get_by_label("Who wrote").fill("nobody-here")
    expect(desk.locator(".desk-part")).to_contain_text("Nothing was written yet.")


def test_an_activity_that_repeats_is_planned_in_plain_words(desk: Page):
    desk.goto("/curate?lang=en&tab=activities")
    desk.get_by_role("button", name="New entry").click()
    desk.get_by_label("Thai title").fill("เล่านิทานวันเสาร์")
    desk.get_by_label("Learning space", exact=True).fill("Public Library")
    desk.locator(".desk-found .row").first.click()
    desk.get_by_label("Begins").fill("2026-12-05T10:00")
    desk.get_by_label("Ends").fill("2026-12-05T11:30")
    desk.get_by_label("How often").select_option("weekly")
    desk.get_by_label("Sat", exact=True).check()
    expect(desk.locator(".desk-repeat")).to_contain_text(re.compile("Next: .*5 Dec.* · .*12 Dec"))

    desk.get_by_role("button", name="Add it", exact=True).click()

    expect(desk.locator("#notices")).to_contain_text("It is added.")
    items = desk.request.get("/api/collections/activities/items?city=model-town").json()
    kept = items["features"][0]["properties"]
    assert kept["repeats"] == "FREQ=WEEKLY;BYDAY=SA"
    assert kept["starts_at"].startswith("2026-12-05T03:00")


def test_an_agenda_that_the_city_names_can_be_carried_by_its_spaces(desk: Page):
    desk.goto("/curate?lang=en&tab=work")
    desk.get_by_text("Add an agenda").click()
    form = desk.locator("details[open] form")
    form.get_by_label("Short name").fill("Clean River")
    form.get_by_label("Title in Thai").fill("แม่น้ำสะอาด")
    form.get_by_label("Title in English").fill("A clean river")
    form.get_by_role("button", name="Add it").click()
    expect(form.locator(".desk-problem")).to_contain_text("small letters")
    form.get_by_label("Short name").fill("clean-river")
    form.get_by_role("button", name="Add it").click()
    expect(desk.locator(".desk-entry").first).to_contain_text("A clean river")

    park = _space(desk, "King")["id"]
    desk.goto(f"/curate?lang=en&tab=spaces&id={park}")
    desk.get_by_label("A clean river").check()
    desk.get_by_role("button", name="Save", exact=True).click()

    expect(desk.locator("#notices")).to_contain_text("It is saved.")
    assert _read(desk, park)["properties"]["agendas"] == ["clean-river"]


def test_a_picture_is_put_on_a_piece_that_is_edited_on(desk: Page):
    library = _space(desk, "Public")["id"]
    desk.goto("/curate?lang=en&tab=knowledge")
    desk.get_by_role("button", name="New entry").click()
    desk.get_by_label("Thai title").fill("หนังสือเล่มแรก")
    desk.get_by_label("Learning space", exact=True).fill("Public Library")
    desk.locator(".desk-found .row").first.click()
    desk.get_by_role("button", name="Add it", exact=True).click()
    expect(desk.locator("#notices")).to_contain_text("It is added.")

    picture = {"name": "book.jpg", "mimeType": "image/jpeg", "buffer": a_picture()}
    desk.get_by_label("Add pictures").set_input_files(picture)
    desk.get_by_label("Caption in Thai").fill("ปกหนังสือ")
    desk.get_by_role("button", name="Save pictures and recordings").click()
    expect(desk.locator("#notices")).to_contain_text("It is saved.")
    desk.locator("input[name=era]").fill("2569")
    desk.get_by_role("button", name="Save", exact=True).click()
    expect(desk.get_by_role("button", name="Undo", exact=True)).to_be_visible()

    items = desk.request.get("/api/collections/knowledge/items?city=model-town").json()
    kept = items["features"][0]["properties"]
    assert (kept["space_id"], kept["era"], len(kept["pictures"])) == (library, "2569", 1)
    assert desk.request.get(f"/media/{kept['pictures'][0]}").status == 200


def test_a_note_is_published_and_solved(desk: Page):
    note = {"kind": "problem", "text": "The pavement is broken", "geometry": _point(1, 0)}
    answer = desk.request.post("/api/notes", data={"city": "model-town", **note})
    assert answer.status == 202, answer.text()
    desk.goto("/curate?lang=en&tab=notes")
    desk.get_by_role("button", name="Publish", exact=True).click()
    expect(desk.locator("#notices")).to_contain_text("The note is published.")

    desk.get_by_label("Which notes").select_option("published")
    expect(desk.locator(".desk-row[aria-current]")).to_contain_text("The pavement is broken")
    desk.get_by_role("button", name="It is solved").click()
    desk.get_by_label("In a sentence").fill("Mended in May.")
    desk.locator("#ask").get_by_role("button", name="Save").click()

    expect(desk.locator(".desk-detail")).to_contain_text("What was done: Mended in May.")
    desk.get_by_role("button", name="Let it wait again").click()
    desk.locator("#ask").get_by_role("button", name="Let it wait").click()
    expect(desk.locator("#notices")).to_contain_text("The note waits again.")


def test_sheets_of_several_spaces_are_printed_together(desk: Page):
    desk.goto("/curate?lang=en&tab=sheets")
    boxes = desk.locator(".desk-choosing input")
    expect(boxes.nth(1)).to_be_visible()
    boxes.nth(0).check()
    boxes.nth(1).check()
    desk.get_by_role("button", name="Make new stamp sheets").click()
    desk.locator("#ask").get_by_role("button", name="Make them").click()
    expect(desk.locator("#notices")).to_contain_text("print them now")

    with desk.expect_popup() as opened:
        desk.get_by_role("link", name="Print stamp sheets").click()

    expect(opened.value.locator(".sheet svg")).to_have_count(2)
    assert _violations(opened.value) == []
    opened.value.close()


@pytest.mark.parametrize("size", ["wide", "phone"])
def test_every_part_is_for_everybody(browser, live_desk, size):
    screen = {"width": 1440, "height": 900} if size == "wide" else {"width": 390, "height": 844}
    context = _context(browser, live_desk, "anong", viewport=screen)
    page = context.new_page()
    for tab in TABS:
        language = "th" if size == "wide" else "en"
        page.goto(
            f"/curate?lang={language}&tab={tab}&id=1&theme={'dark' if size == 'wide' else 'light'}"
        )
        expect(page.locator(".desk-part > *").first).to_be_attached()
        page.wait_for_timeout(400)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), tab
        assert _violations(page) == [], tab
    context.close()


def test_the_desk_holds_to_the_policy_of_its_page(desk: Page):
    said: list[str] = []
    desk.on(
        "console", lambda message: said.append(message.text) if message.type == "error" else None
    )

    desk.goto("/curate?lang=th&tab=spaces&id=1")
    expect(desk.locator(".desk-point")).to_be_visible()

    assert said == []
