"""What people do with the map."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import CENTRE, ROOT, eventually, settled, singles


def test_the_map_opens_on_the_only_city_without_a_complaint(page, troubles, open_map):
    open_map("lang=en")

    expect(page.locator("#city")).to_have_value("model-town")
    expect(page.locator("#count")).to_have_text("16 learning spaces on the map")
    expect(page.locator(".leaflet-control-attribution")).to_contain_text("OpenStreetMap")
    assert troubles == []


def test_each_space_has_one_marker_with_its_name(page, open_map):
    open_map()

    library = page.get_by_role("button", name="Model Town Public Library, Library")
    expect(library).to_have_count(1)


def test_the_basemap_is_drawn(page, open_map):
    open_map()

    def colours() -> int:
        return page.evaluate(
            """() => {
                const seen = new Set();
                for (const canvas of document.querySelectorAll("canvas.leaflet-tile")) {
                    const {width, height} = canvas;
                    if (!width) continue;
                    const {data} = canvas.getContext("2d").getImageData(0, 0, width, height);
                    for (let at = 0; at < data.length; at += 404)
                        seen.add(data[at] << 16 | data[at + 1] << 8 | data[at + 2]);
                }
                return seen.size;
            }"""
        )

    eventually(page, "document.querySelectorAll('canvas.leaflet-tile-loaded').length > 3")
    assert colours() > 5  # ground, street, casing, water, green, house


def test_choosing_a_kind_leaves_only_its_markers(page, open_map):
    open_map()

    page.get_by_role("button", name="None", exact=True).click()
    page.get_by_role("checkbox", name="Library").check()

    expect(page.locator("#count")).to_have_text("1 learning space on the map")
    expect(page.locator(".spot")).to_have_count(1)
    assert "kinds=library" in page.url


def test_no_kind_shows_nothing_and_offers_the_way_back(page, open_map):
    open_map()

    page.get_by_role("button", name="None", exact=True).click()
    expect(page.locator(".spot")).to_have_count(0)
    page.locator("#notices").get_by_role("button", name="Take all filters off").click()

    expect(page.locator("#count")).to_have_text("16 learning spaces on the map")
    assert "kinds=" not in page.url


def test_open_now_leaves_only_what_is_known_to_be_open(page, open_map):
    open_map()

    page.get_by_role("checkbox", name="Open now").check()

    # the library and the market are open day and night; the school depends on the day
    expect(page.get_by_role("button", name="Morning Market, Market")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("King's Park"))).to_have_count(0)


def test_wheelchair_and_age_filter_too(page, open_map):
    open_map()

    page.get_by_role("radio", name="At least partly").check()
    expect(page.locator("#count")).to_have_text("2 learning spaces on the map")
    page.get_by_role("radio", name="Fully").check()
    expect(page.locator("#count")).to_have_text("1 learning space on the map")
    page.get_by_role("radio", name="Any").check()
    page.get_by_role("checkbox", name="Children (6–12)").check()

    expect(page.locator("#count")).to_have_text("3 learning spaces on the map")


def test_a_cluster_opens_into_its_spaces(page, open_map):
    open_map(f"lang=en&city=model-town&lat={18.79}&lon={98.98}&zoom=13")

    page.locator(".spot:has(.cluster-face)").first.click()
    eventually(page, "Number(new URLSearchParams(location.search).get('zoom')) > 13")
    settled(page)

    expect(singles(page).first).to_be_visible()


def test_spaces_in_one_house_open_as_a_list(page, open_map):
    open_map("lang=en&city=model-town&lat=18.795&lon=98.986&zoom=19")

    page.get_by_role("button", name=re.compile("2 learning spaces")).click()

    rows = page.locator("#list .row")
    expect(rows).to_have_count(2)
    expect(page.locator("#list-title")).to_have_text("At this place")
    rows.filter(has_text="Instrument Makers").click()
    expect(page.locator("#card-title")).to_have_text("Instrument Makers")


def test_the_card_tells_everything_known(page, open_map):
    open_map()

    page.get_by_role("button", name="Model Town Public Library, Library").click()

    card = page.locator("#card")
    for text in (
        "Model Town Public Library",
        "ห้องสมุดประชาชนเมืองจำลอง",
        "Open now",
        "24 hours",
        "12 ถนนใหญ่",
        "+66 53 123 456",
        "library.example.org",
        "เทศบาลเมืองจำลอง",
        "Wheelchair accessible",
        "120 people",
        "Every age",
        "Q42",
        "The library in the middle of the town",
        "OpenStreetMap",
    ):
        expect(card).to_contain_text(text)
    expect(page.locator(".chosen")).to_have_count(1)
    link = card.get_by_role("link", name="library.example.org")
    expect(link).to_have_attribute("rel", re.compile("noopener"))


def test_a_space_with_little_known_says_so(page, open_map):
    open_map()

    page.get_by_role("button", name=re.compile("ครูคำแปง")).click()

    expect(page.locator("#card")).to_contain_text("Opening hours are not known")
    expect(page.locator("#card-title")).to_have_attribute("lang", "th")


def test_a_district_is_outlined_and_fitted(page, open_map):
    open_map()

    page.get_by_label("District").select_option(label="West")

    expect(page.locator(".district-outline")).to_have_count(1)
    eventually(page, "new URLSearchParams(location.search).has('district')")
    eventually(page, "Number(new URLSearchParams(location.search).get('lon')) < 98.98")


def test_the_link_is_copied(page, open_map):
    open_map()
    page.get_by_role("button", name=re.compile("Town Hall")).click()

    page.get_by_role("button", name="Copy link").click()

    expect(page.locator("#card-share")).to_have_text("Link copied")
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_near_me_lists_the_nearest_with_their_distance(page, open_map):
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"longitude": 98.9811, "latitude": 18.7911})
    open_map()

    page.get_by_role("button", name="Near me").click()

    first = page.locator("#list .row").first
    expect(first).to_contain_text("Model Town Public Library")
    expect(first.locator(".row-distance")).to_have_text(re.compile(r"^\d0 m$"))
    expect(page.locator("#list-note")).to_contain_text("straight line")


def test_a_refused_place_is_said_in_words(page, open_map):
    page.context.clear_permissions()
    open_map()

    page.get_by_role("button", name="Near me").click()

    expect(page.locator("#notices")).to_contain_text("may not tell where you are")


def test_an_outside_basemap_shows_its_own_attribution(page, live_raster):
    picture = ROOT / "node_modules" / "leaflet" / "dist" / "images" / "layers.png"
    asked: list[str] = []

    def answer(route) -> None:
        asked.append(route.request.url)
        route.fulfill(path=picture)

    page.route("https://tiles.example.org/**", answer)
    page.goto(f"{live_raster}/?lang=en&{CENTRE}")
    settled(page)

    attribution = page.locator(".leaflet-control-attribution")
    expect(attribution).to_contain_text("Example Tiles")
    expect(attribution).to_contain_text("OpenStreetMap contributors")
    expect(page.locator("img.leaflet-tile-loaded").first).to_be_attached()
    assert asked


def test_an_empty_store_says_how_to_bring_a_city(page, live_empty):
    page.goto(f"{live_empty}/?lang=en")

    expect(page.locator("#no-city")).to_be_visible()
    expect(page.locator("#no-city")).to_contain_text("geoservice cities add")


def test_without_scripts_the_page_says_what_it_needs(browser, live_map):
    context = browser.new_context(java_script_enabled=False, base_url=live_map)
    page = context.new_page()

    page.goto("/?lang=en")

    assert "The map needs JavaScript" in page.content()
    context.close()


def test_lost_network_says_so_and_recovers(page, open_map):
    open_map()
    page.context.set_offline(True)

    page.get_by_role("button", name="None", exact=True).click()
    page.get_by_role("checkbox", name="Museum").check()
    expect(page.locator("#notices")).to_contain_text("no connection")
    page.context.set_offline(False)

    expect(page.locator("#notices .notice")).to_have_count(0)
    expect(page.locator("#count")).to_have_text("1 learning space on the map")


def test_a_server_that_fails_is_asked_again_by_the_button(page, open_map):
    page.route("**/api/cities", lambda route: route.fulfill(status=500, body="{}"))
    page.goto(f"/?lang=en&{CENTRE}")
    button = page.get_by_role("button", name="Try again")
    expect(button).to_be_visible()

    page.unroute("**/api/cities")
    button.click()

    settled(page)
