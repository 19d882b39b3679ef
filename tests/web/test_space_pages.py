"""The page of a space: all that is told of it, without a script, and nothing that is private."""

import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, text

from geoservice.ecology.accounts.asker import Asker
from geoservice.ecology.editing.history import AskedHistory, list_writes
from geoservice.ecology.editing.merging import merge_twin
from geoservice.ecology.editing.states import Act
from geoservice.ecology.editing.undoing import undo_write
from geoservice.store.database import Database
from geoservice.store.models import City, Knowledge, Note, Offering, Partner, Space
from tests.conftest import Server, add_city, add_space
from tests.living import add_row
from tests.programme import add_activity, add_medium
from tests.web.conftest import close_app, make_app

SECRET = "98.98765"
IN_A_WEEK = (datetime.now(UTC) + timedelta(days=7)).strftime("%Y-%m-%dT14:00")


@dataclass(frozen=True)
class Place:
    client: FlaskClient
    database: Database
    library: int
    bare: int
    home: int
    hidden: int

    def page(self, space: int, language: str = "en") -> str:
        answer = self.client.get(f"/spaces/{space}?lang={language}")
        assert answer.status_code == 200
        assert answer.headers["Content-Language"] == language
        return answer.text

    def node(self, space: int, language: str = "en") -> dict:
        (found,) = re.findall(
            r'<script type="application/ld\+json">(.*?)</script>', self.page(space, language), re.S
        )
        return json.loads(found)


@pytest.fixture(scope="module")
def place(server: Server, module_database: Database) -> Iterator[Place]:
    database = module_database
    city = add_city(database, attribution="© Somebody")
    library = add_space(
        database,
        city,
        name_th="หอสมุดเมือง",
        name_en="City <Library>",
        description_en="First line.\nSecond line.",
        opening_hours="Mo-Fr 08:30-16:30; PH off",
        website="https://library.example",
        phone="+66 53 123 456",
        age_groups=["child"],
        capacity=1200,
        wikidata="Q1",
    )
    add_medium(database, city, "seen")
    add_medium(database, city, "heard", kind="audio", media_type="audio/ogg", width=None)
    media = {
        "recordings": [{"key": "heard", "transcript_en": "I fold it twice.", "credit": "Kham"}],
        "pictures": [
            {"key": "seen", "caption_en": "A lantern", "credit": "Somsri"},
            {"key": "unseen", "caption_en": "Not yet"},
        ],
    }
    add_row(
        database,
        Knowledge,
        city,
        space_id=library,
        body="wisdom",
        title_en="Lanterns & light",
        text_en="Made of paper.\n<script>alert(1)</script>",
        media=media,
    )
    add_row(
        database,
        Knowledge,
        city,
        space_id=library,
        body="city",
        title_en="Walls of the city",
        authors=["S. Thongdee"],
        year=2019,
        doi="10.1000/182",
    )
    add_activity(
        database, city, library, start=IN_A_WEEK, repeats="FREQ=DAILY", fee=0, age_groups=["child"]
    )
    add_activity(database, city, library, title_en="Long over", start="2020-01-01T10:00")
    add_row(database, Offering, city, space_id=library, title_en="Paper lanterns", season="ยี่เป็ง")
    add_row(database, Note, city, space_id=library, text="The path is broken", solution="Mended")
    add_row(database, Note, city, space_id=library, text="Not let through", status="draft")
    with database.writing() as session:
        session.execute(
            text(
                "INSERT INTO district (city_id, level, code, name_th, name_en, source, geom) "
                "SELECT id, 'tambon', '500101', 'ศรีภูมิ', 'Si Phum', 'test', geom FROM city"
            )
        )
    home = add_space(
        database,
        city,
        kind="sage",
        name_en="Home of a sage",
        lon=float(SECRET),
        place_privacy="tambon",
        address="7 Secret Lane",
    )
    bare = add_space(database, city, kind="temple", religion="buddhist", name_th=None)
    hidden = add_space(database, city, status="hidden")
    app = make_app(server, database)
    yield Place(app.test_client(), database, library, bare, home, hidden)
    close_app(app)


def test_everything_that_is_told_stands_in_the_page(place: Place) -> None:
    page = place.page(place.library)

    for told in (
        *("City &lt;Library&gt;", "First line.", "Monday to Friday", "08:30–16:30", "1,200 people"),
        *("Lanterns &amp; light", "Local wisdom", "A lantern", "Somsri", "Making lanterns"),
        *("14:00–16:00", "Free of charge", "Paper lanterns", "Walls of the city", "S. Thongdee"),
        *("https://doi.org/10.1000/182", "The path is broken", "Mended", "© Somebody"),
        *('src="/media/heard" type="audio/ogg"', "I fold it twice.", "Kham"),
    ):
        assert told in page, told
    for untold in ("Not yet", "unseen", "Long over", "Not let through"):
        assert untold not in page, untold


def test_html_in_a_story_is_text(place: Place) -> None:
    page = place.page(place.library)

    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert(1)" not in page


def test_it_reads_in_thai_too(place: Place) -> None:
    page = place.page(place.library, "th")

    for told in ("หอสมุดเมือง", "วันจันทร์", "วันศุกร์", "08.30–16.30 น.", "ภูมิปัญญา", "กิจกรรมที่กำลังจะมาถึง"):
        assert told in page, told


def test_search_engines_are_told_the_same(place: Place) -> None:
    node = place.node(place.library)

    assert (node["@type"], node["name"]) == ("Library", "City <Library>")
    assert node["geo"] == {"@type": "GeoCoordinates", "latitude": 18.79, "longitude": 98.98}
    assert node["openingHours"] == ["Mo-Fr 08:30-16:30"]
    assert node["event"][0]["isAccessibleForFree"] is True
    assert node["event"][0]["startDate"].endswith("T14:00:00+07:00")
    assert {each["@type"] for each in node["subjectOf"]} == {"CreativeWork", "ScholarlyArticle"}
    assert node["makesOffer"][0]["name"] == "Paper lanterns"
    assert place.node(place.bare)["@type"] == "BuddhistTemple"


def test_its_address_is_one_and_known_in_each_language(place: Place) -> None:
    page = place.page(place.library)
    url = f"http://localhost/spaces/{place.library}"

    assert f'<link rel="canonical" href="{url}">' in page
    assert f'hreflang="th" href="{url}?lang=th"' in page
    assert f'property="og:url" content="{url}"' in page
    assert 'property="og:image" content="http://localhost/media/seen"' in page
    assert 'name="description" content="First line."' in page


def test_of_a_home_only_the_tambon_is_told(place: Place) -> None:
    page, node = place.page(place.home), place.node(place.home)
    living = place.client.get(f"/api/spaces/{place.home}/living").text
    door = place.client.get(f"/spaces/{place.home}/door").text

    assert "Si Phum, Town" in page
    assert node["address"]["addressLocality"] == "Si Phum, Town"
    assert "geo" not in node
    for answer in (page, json.dumps(node), living, door):
        assert "Secret Lane" not in answer
        assert SECRET not in answer


def test_a_space_of_which_nothing_is_known_says_so(place: Place) -> None:
    page = place.page(place.bare)

    assert "Place of worship" in page
    assert "Nobody has told anything about this place yet" in page


@pytest.mark.parametrize("path", ["", "/qr", "/door"])
def test_a_space_that_is_not_shown_is_a_friendly_404(place: Place, path: str) -> None:
    for space in (place.hidden, 999_999, 10**19 - 1):
        answer = place.client.get(
            f"/spaces/{space}{path}", headers={"Accept": "text/html", "Accept-Language": "en"}
        )
        assert answer.status_code == 404
        assert "look for it on the map" in answer.text
    assert place.client.get(f"/api/spaces/{place.hidden}/living").status_code == 404


def test_a_space_that_was_merged_away_leads_to_the_one_that_it_is_now(place: Place) -> None:
    """So the QR code on its old door leads somewhere; until the merger is undone."""
    act = Act(Asker(1, "anong", "curator"))
    with place.database.writing() as session:
        city = session.query(City).one().id
    first, second = (add_space(place.database, city) for _ in range(2))
    third = add_space(place.database, city, name_en="What they became")
    with place.database.writing() as session:
        merge_twin(session, act, first, second)
        merge_twin(session, act, second, third)

    for merged in (first, second):
        moved = place.client.get(f"/spaces/{merged}?lang=en")
        assert moved.status_code == 301
        assert moved.headers["Location"] == f"http://localhost/spaces/{third}?lang=en"
        assert moved.headers["Cache-Control"] == "no-cache"
        for door in (f"/spaces/{merged}/door", f"/spaces/{merged}/qr"):
            led = place.client.get(door)
            assert led.headers["Location"] == f"http://localhost{door}".replace(
                str(merged), str(third)
            )
        living = place.client.get(f"/api/spaces/{merged}/living?lang=en", follow_redirects=True)
        assert (living.status_code, living.json["page"]) == (
            200,
            f"http://localhost/spaces/{third}",
        )
    told = place.client.get(f"/spaces/{first}?lang=en", follow_redirects=True).text
    assert "What they became" in told

    with place.database.writing() as session:
        (newest, *_) = list_writes(session, AskedHistory(city, "spaces", first))
        undo_write(session, act, newest.id)
    for door in ("", "/door", "/qr"):
        assert place.client.get(f"/spaces/{first}{door}").status_code == 200


def test_the_qr_code_leads_to_the_page(place: Place) -> None:
    answer = place.client.get(f"/spaces/{place.library}/qr")
    door = place.client.get(f"/spaces/{place.library}/door").text

    assert answer.mimetype == "image/svg+xml"
    assert ElementTree.parse(io.BytesIO(answer.data)).getroot().tag.endswith("svg")
    assert f"http://localhost/spaces/{place.library}</p>" in door
    assert "หอสมุดเมือง" in door
    assert "City &lt;Library&gt;" in door


def test_the_card_is_told_in_one_answer(place: Place) -> None:
    told = place.client.get(f"/api/spaces/{place.library}/living").json

    assert told["page"] == f"http://localhost/spaces/{place.library}"
    assert [each["body"] for each in told["knowledge"]] == ["city", "wisdom"]
    assert told["knowledge"][1]["text_en"] == "Made of paper."
    assert told["knowledge"][1]["picture"] == "http://localhost/media/seen"
    assert len(told["activities"]) == 5
    assert [each["title_en"] for each in told["offerings"]] == ["Paper lanterns"]
    assert [each["solution"] for each in told["notes"]] == ["Mended"]


def test_pages_stand_in_a_sitemap(place: Place) -> None:
    robots = place.client.get("/robots.txt").text
    sitemap = place.client.get("/sitemap-spaces-1.xml").text

    assert "Sitemap: http://localhost/sitemap-spaces-1.xml" in robots
    assert f"http://localhost/spaces/{place.library}?lang=th" in sitemap
    assert sitemap.count("<lastmod>20") == sitemap.count("<url>")
    assert f"/spaces/{place.hidden}?" not in sitemap
    assert f"/spaces/{place.bare}?" not in sitemap  # it has no name
    assert place.client.get("/sitemap-spaces-2.xml").status_code == 404


@pytest.fixture
def museum(place: Place) -> int:
    """A museum that a university runs, with a full course, a study and goods of its own."""
    database = place.database
    with database.writing() as session:
        city = session.scalars(select(City.id)).one()
    museum = add_space(database, city, kind="museum", email="museum@example.org")
    runs = add_row(database, Partner, city, actor="school", name_en="Town University")
    with database.writing() as session:
        session.get_one(Space, museum).partner_id = runs
    add_activity(
        database,
        city,
        museum,
        start=IN_A_WEEK,
        places=20,
        places_left=0,
        fee=40,
        languages=["en", "ja"],
        agendas=["local_economy"],
        partner_id=runs,
    )
    add_row(database, Knowledge, city, space_id=museum, authors=["A. Lee"], partner_id=runs)
    add_row(database, Offering, city, space_id=museum, partner_id=runs)
    return museum


def test_who_runs_offers_and_found_out_is_named(place: Place, museum: int) -> None:
    page = " ".join(place.page(museum).split())

    for term in ("Run by", "Held by", "Organisation", "Offered by"):
        assert f"<dt>{term}</dt><dd>Town University</dd>" in page, term
    for fact in (
        "<dt>Places left</dt><dd>No places left</dd>",
        "<dt>Languages</dt><dd>English, Japanese</dd>",
        "<dt>Agendas</dt><dd>Local economy</dd>",
    ):
        assert fact in page, fact


def test_a_mere_place_makes_no_offer_and_has_no_mail(place: Place, museum: int) -> None:
    node = place.node(museum)

    assert not {"makesOffer", "email"} & node.keys()  # an Organization's alone, schema.org says
    assert node["@reverse"]["availableAtOrFrom"][0]["name"] == "Umbrellas"
    assert node["event"][0]["offers"]["availability"] == "https://schema.org/SoldOut"
    assert node["event"][0]["maximumAttendeeCapacity"] == 20
