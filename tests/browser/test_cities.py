"""The pages of cities in a browser: figures that lead to their query, cities side by side."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import text

from geoservice.store.database import Database
from geoservice.store.models import Activity, Agenda, City, Knowledge, Outcome, Partner, Space
from tests.browser.conftest import _serving
from tests.browser.coverage_town import PEOPLED, STREETLESS, UNCOUNTED, build_coverage_towns
from tests.browser.test_everyone import _violations

COMPARED = f"/cities/compare?cities={PEOPLED},{STREETLESS},{UNCOUNTED}"
PAGES = ("/cities", f"/cities/{PEOPLED}", COMPARED, f"/cities/{PEOPLED}/providers")


@pytest.fixture(scope="module")
def towns(server, _built) -> Iterator[str]:
    """The address of the app with three cities, one of which works on something of its own."""
    database = server.clone("live_cities")
    build_coverage_towns(database)
    _fill(database)
    database.close()
    with _serving(server, "live_cities") as address:
        yield address
    server.drop("live_cities")


def _fill(database: Database) -> None:
    with database.writing() as session:
        city = session.query(City).filter_by(slug=PEOPLED).one()
        library = session.query(Space).filter_by(city_id=city.id, kind="library").one()
        partner = Partner(
            city_id=city.id, actor="government", name_th="เทศบาล", name_en="The municipality"
        )
        session.add(partner)
        session.flush()
        session.execute(
            text("UPDATE space SET partner_id = :partner, agendas = '{clean-air}' WHERE id = :id"),
            {"partner": partner.id, "id": library.id},
        )
        session.add_all(
            [
                Knowledge(
                    city_id=city.id,
                    space_id=library.id,
                    body="wisdom",
                    title_th="ทอผ้า",
                    status="published",
                ),
                Activity(
                    city_id=city.id,
                    space_id=library.id,
                    title_th="เดินเมืองยามเช้า",
                    title_en="Morning walk",
                    starts_at="2026-01-05T07:00+07:00",
                    ends_at="2026-01-05T09:00+07:00",
                    repeats="FREQ=WEEKLY",
                    agendas=["clean-air"],
                    status="published",
                ),
                Agenda(
                    city_id=city.id,
                    slug="clean-air",
                    title_th="อากาศสะอาด",
                    title_en="Clean air",
                    figures=["reach_park", "activities"],
                ),
                Outcome(
                    city_id=city.id,
                    agenda="clean-air",
                    text_th="เดินไปตลาดแทนขับรถ",
                    text_en="Walked to the market",
                    people=35,
                    happened_on="2026-06-01",
                ),
            ]
        )


@pytest.mark.parametrize("language", ["th", "en"])
def test_axe_finds_no_violation_and_nothing_is_complained_of(page, towns, troubles, language):
    for path in PAGES:
        theme = "dark" if language == "en" else "light"
        page.goto(f"{towns}{path}{'&' if '?' in path else '?'}lang={language}&theme={theme}")
        expect(page.locator("h1")).to_be_visible()

        assert _violations(page) == [], path
    assert troubles == []


@pytest.mark.parametrize("path", PAGES)
def test_nothing_sticks_out_on_a_phone(phone, towns, path):
    for language in ("th", "en"):
        phone.goto(f"{towns}{path}{'&' if '?' in path else '?'}lang={language}")

        assert phone.evaluate("document.documentElement.scrollWidth") <= 390, language


def test_what_is_pressed_on_a_phone_is_large_enough(phone, towns):
    phone.goto(f"{towns}/cities/{PEOPLED}?lang=en")

    small = phone.evaluate(
        """() => [...document.querySelectorAll(".button, .chip, .tile a, .city-card a")]
            .filter((each) => each.getBoundingClientRect().height < 43.5)
            .map((each) => each.textContent)"""
    )

    assert small == []


def test_a_figure_leads_to_its_query_which_says_the_same(page: Page, towns):
    page.goto(f"{towns}/cities/{PEOPLED}?lang=en")
    figure = page.locator("#figure-partners")

    expect(figure.locator("strong")).to_have_text("1")
    url = figure.locator(".again").get_attribute("href")

    assert page.request.get(url).json()["numberMatched"] == 1


def test_a_tile_leads_to_its_figure_and_what_is_not_known_says_so(page: Page, towns):
    page.goto(f"{towns}/cities/{PEOPLED}?lang=en")

    page.get_by_role("link", name=re.compile("Learning routes")).click()

    expect(page.locator("#figure-routes")).to_be_in_viewport()
    expect(page.locator("#figure-routes")).to_contain_text("does not mean that there is none")


def test_an_agenda_tells_what_was_done_and_what_came_of_it(page: Page, towns):
    page.goto(f"{towns}/cities/{PEOPLED}?lang=en")
    agenda = page.locator("#agenda-clean-air")

    expect(agenda).to_contain_text("the city's own")
    expect(agenda).to_contain_text("Morning walk")
    expect(agenda).to_contain_text("Walked to the market (35 people) – 1 Jun 2026")
    expect(agenda).to_contain_text("within 10 minutes on foot of a park")


def test_cities_are_chosen_and_what_cannot_be_compared_leads_to_its_reason(page: Page, towns):
    page.goto(f"{towns}/cities?lang=en")
    page.get_by_role("link", name="Compare cities").click()
    for name in ("Model Town", "Empty Town"):
        page.get_by_role("checkbox", name=name).first.check()
    page.get_by_role("button", name="Compare").click()

    expect(page.locator(".compared").first).to_be_visible()
    expect(page.get_by_text("No streets are stored of this city").first).to_be_visible()


def test_without_a_script_the_figures_and_the_choice_are_there(browser, towns):
    context = browser.new_context(java_script_enabled=False, locale="th-TH")
    page = context.new_page()

    page.goto(f"{towns}/cities/{PEOPLED}")
    expect(page.locator("#figure-spaces strong")).to_have_text("16")
    page.goto(f"{towns}/cities/compare?cities={PEOPLED}&cities={UNCOUNTED}")
    expect(page.locator(".compared").first).to_be_visible()
    context.close()


def test_the_table_of_providers_is_searched(page: Page, towns):
    page.goto(f"{towns}/cities/{PEOPLED}/providers?lang=en")
    rows = page.locator("#offers tbody tr")
    expect(rows).to_have_count(2)

    page.get_by_label("Search districts, kinds, providers").fill("municipality")

    expect(page.locator("#search-said")).to_have_text("1 of 2 rows")
    expect(page.locator("#offers tbody tr:visible")).to_have_count(1)
    expect(page.locator("#offers tbody tr:visible")).to_contain_text("The municipality")


def test_the_map_leads_to_the_cities(page: Page, towns):
    page.goto(f"{towns}/?lang=en")

    page.locator("#to-cities").click()

    expect(page.locator("h1")).to_contain_text("Learning cities")
