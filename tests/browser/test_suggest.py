"""A citizen who corrects a space and adds one, without an account."""

import re
from collections.abc import Callable

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.conftest import CENTRE, ROOT, eventually

BESIDE_THE_LIBRARY = "lang=en&city=model-town&lat=18.7911&lon=98.981&zoom=16"
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"


def violations(page: Page) -> list[str]:
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [f"{each['id']}: {each['nodes'][0]['html'][:120]}" for each in found["violations"]]


@pytest.fixture
def sent(page: Page) -> list[dict]:
    """What the page sent as contributions."""
    bodies: list[dict] = []
    page.on(
        "request",
        lambda request: (
            bodies.append(request.post_data_json)
            if request.method == "POST" and request.url.endswith("/api/contributions")
            else None
        ),
    )
    return bodies


def open_library(
    page: Page, open_map: Callable[..., Page], language: str, theme: str = "light"
) -> None:
    open_map(f"lang={language}&theme={theme}&{CENTRE}")
    name = "ห้องสมุดประชาชน" if language == "th" else "Model Town Public Library"
    page.get_by_role("button", name=re.compile(f"^{name}")).click()
    expect(page.locator("#card-suggest")).to_be_visible()


def test_a_citizen_corrects_a_name_in_thai(page, troubles, open_map, sent):
    open_library(page, open_map, "th")

    page.get_by_role("button", name="แก้ไขข้อมูลนี้").click()
    sheet = page.get_by_role("dialog", name=re.compile("แก้ไขข้อมูล: ห้องสมุด"))
    expect(sheet.get_by_label("ชื่อภาษาไทย")).to_have_value("ห้องสมุดประชาชนเมืองจำลอง")
    sheet.get_by_label("ชื่อภาษาไทย").fill("หอสมุดเมืองจำลอง")
    sheet.get_by_label("ข้อความถึงผู้ดูแลข้อมูล (ถ้ามี)").fill("ป้ายหน้าตึกเขียนอย่างนี้")
    sheet.get_by_role("button", name="ส่ง").click()

    expect(sheet.get_by_text("ขอบคุณ ผู้ดูแลข้อมูลของเมืองจะตรวจสอบก่อน")).to_be_visible()
    assert sent[0]["properties"] == {"name_th": "หอสมุดเมืองจำลอง"}
    assert sent[0]["message"] == "ป้ายหน้าตึกเขียนอย่างนี้"
    sheet.get_by_role("button", name="กลับไปที่แผนที่").click()
    expect(sheet).to_be_hidden()
    expect(page.locator("#card-title")).to_have_text("ห้องสมุดประชาชนเมืองจำลอง")  # not yet
    assert troubles == []


def test_hours_are_set_by_days_and_clocks(page, open_map, sent):
    open_library(page, open_map, "en")

    page.get_by_role("button", name="Correct this").click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_role("radio", name="Opening hours").check()
    for day in ("Mon", "Tue", "Wed"):
        sheet.get_by_role("checkbox", name=day).check()
    sheet.get_by_label("From").fill("09:00")
    sheet.get_by_role("button", name="Send").click()

    expect(sheet.get_by_text("Thank you.")).to_be_visible()
    assert sent[0]["properties"] == {"opening_hours": "Mo-We 09:00-16:30"}


def test_saying_nothing_new_is_not_sent_and_something_else_wants_words(page, open_map, sent):
    open_library(page, open_map, "en")
    page.get_by_role("button", name="Correct this").click()
    sheet = page.get_by_role("dialog")

    sheet.get_by_role("button", name="Send").click()
    expect(sheet.get_by_role("alert")).to_contain_text("It stands like that already")
    sheet.get_by_role("radio", name="Something else").check()
    expect(sheet.get_by_role("alert")).to_be_hidden()
    sheet.get_by_role("button", name="Send").click()

    assert page.evaluate("document.querySelector('#suggest-message:invalid') !== null")
    assert sent == []


def test_without_a_connection_what_was_written_is_kept_and_sent_later(page, open_map, context):
    open_library(page, open_map, "th")
    page.get_by_role("button", name="แก้ไขข้อมูลนี้").click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_role("radio", name="อื่น ๆ").check()
    sheet.get_by_label("ควรแก้เป็นอย่างไร").fill("ทางลาดอยู่ด้านหลัง")

    context.set_offline(True)
    sheet.get_by_role("button", name="ส่ง").click()
    expect(sheet.get_by_role("alert")).to_contain_text("ยังเก็บอยู่ในเครื่องนี้")
    expect(sheet.get_by_label("ควรแก้เป็นอย่างไร")).to_have_value("ทางลาดอยู่ด้านหลัง")
    context.set_offline(False)
    page.reload()
    page.get_by_role("button", name="แก้ไขข้อมูลนี้").click()
    expect(sheet.get_by_label("ควรแก้เป็นอย่างไร")).to_have_value("ทางลาดอยู่ด้านหลัง")
    sheet.get_by_role("button", name="ส่ง").click()

    expect(sheet.get_by_text("ขอบคุณ")).to_be_visible()
    assert page.evaluate("Object.keys(localStorage).filter((key) => /suggestion/.test(key))") == []


def test_a_place_is_added_where_the_map_is_tapped_and_its_twin_shown_first(page, open_map, sent):
    open_map(BESIDE_THE_LIBRARY)
    page.get_by_role("button", name="Add a place").click()
    expect(page.locator("#pick")).to_contain_text("Tap the map where the place is.")
    page.get_by_role("button", name="Take the middle of the map").click()

    sheet = page.get_by_role("dialog", name="Add a place")
    sheet.get_by_role("combobox", name="Kind").select_option("library")
    sheet.get_by_label("What it is called").fill("Model Town Public Library")
    sheet.get_by_role("button", name="Send").click()
    twin = sheet.get_by_role("button", name=re.compile("Model Town Public Library.*m"))
    expect(twin).to_be_visible()
    assert sent == []
    sheet.get_by_role("button", name="It is another one: send it").click()

    expect(sheet.get_by_text("Thank you.")).to_be_visible()
    assert sent[0]["action"] == "create"
    assert sent[0]["properties"] == {"kind": "library", "name_en": "Model Town Public Library"}


def test_a_picture_is_sent_along_for_the_curators(page, open_map, sent, tmp_path):
    picture = tmp_path / "sign.png"
    Image.new("RGB", (40, 30), "teal").save(picture)
    open_library(page, open_map, "en")
    page.get_by_role("button", name="Correct this").click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_role("radio", name="Closed for good").check()
    sheet.get_by_label("A picture, for the curators only").set_input_files(picture)
    sheet.get_by_role("button", name="Send").click()

    expect(sheet.get_by_text("Thank you.")).to_be_visible()
    assert sent[0]["action"] == "hide"
    key = sent[0]["picture"]
    assert page.request.get(f"/media/{key}").status == 404  # for curators only


def test_a_twin_leads_to_its_card(page, open_map):
    open_map(BESIDE_THE_LIBRARY)
    page.get_by_role("button", name="Add a place").click()
    page.get_by_role("button", name="Take the middle of the map").click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_role("combobox", name="Kind").select_option("library")
    sheet.get_by_label("What it is called").fill("Model Town Public Library")
    sheet.get_by_label("What it is called").blur()

    sheet.get_by_role("button", name=re.compile("Model Town Public Library.*m")).click()

    expect(sheet).to_be_hidden()
    expect(page.locator("#card-title")).to_have_text("Model Town Public Library")


def test_a_link_opens_the_sheet_of_a_space_or_of_a_new_one(page, open_map):
    open_library(page, open_map, "en")
    space = re.search(r"space=(\d+)", page.url)[1]

    page.goto(f"/?lang=en&space={space}&suggest=update")
    expect(page.get_by_role("dialog", name="Correct: Model Town Public Library")).to_be_visible()
    page.goto("/?lang=en&suggest=create")

    expect(page.locator("#pick")).to_contain_text("Tap the map where the place is.")


def test_escape_closes_the_sheet_and_not_the_card(page, open_map):
    open_library(page, open_map, "en")
    page.get_by_role("button", name="Correct this").click()

    page.keyboard.press("Escape")

    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.locator("#card")).to_be_visible()
    eventually(page, "document.activeElement.id === 'card-suggest'")


@pytest.mark.parametrize(("language", "theme"), [("th", "light"), ("en", "dark")])
def test_axe_finds_no_violation_in_the_sheet(page, open_map, language, theme):
    open_library(page, open_map, language, theme)
    page.locator("#card-suggest").click()
    for matter in ("name", "hours", "kind", "gone", "other"):
        page.locator(f"#suggest [value={matter}]").check()
        assert violations(page) == [], matter


def test_on_a_phone_a_place_is_added_with_two_taps_and_a_form(phone, open_map):
    open_map(f"lang=th&{CENTRE}", on=phone)
    phone.get_by_role("button", name="เพิ่มสถานที่").tap()
    phone.touchscreen.tap(195, 420)

    sheet = phone.get_by_role("dialog", name="เพิ่มสถานที่")
    expect(sheet).to_be_visible()
    box = sheet.bounding_box()
    assert (box["x"], round(box["x"] + box["width"])) == (0, 390)
    assert violations(phone) == []


@pytest.mark.parametrize("path", ["/login", "/reset?key=x"])
@pytest.mark.parametrize("language", ["th", "en"])
def test_the_pages_of_accounts_work_without_a_script(browser, browser_context_args, path, language):
    context = browser.new_context(**{**browser_context_args, "java_script_enabled": False})
    page = context.new_page()
    page.goto(f"{path}{'&' if '?' in path else '?'}lang={language}")
    expect(page.locator("h1")).to_be_visible()
    if path == "/login":
        page.locator("[name=name]").fill("nobody")
        page.locator("[name=password]").fill("wrong password")
        page.locator("button[type=submit]").click()
        expect(page.get_by_role("alert")).to_be_visible()
        assert page.locator("[name=name]").input_value() == "nobody"
    context.close()
