"""The page to print and the QR code of a walk."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text

from geoservice.errors import InputError
from geoservice.paths import STATIC
from geoservice.publish.qr import qr_svg
from geoservice.publish.walks.drawing import HEIGHT, WIDTH
from geoservice.store.database import Database
from geoservice.web import assets
from tests.conftest import Server
from tests.walked_town import CREDIT, import_town, spaces_by_kind
from tests.web.conftest import close_app, make_app

SVG = "{http://www.w3.org/2000/svg}"
needs_build = pytest.mark.skipif(
    not (STATIC / "build" / "manifest.json").is_file(),
    reason="the pages are not built; run: make setup",
)


@dataclass(frozen=True)
class Pages:
    """The town's pages, and the token of a walk past its library and its park."""

    client: FlaskClient
    token: str

    def printed(self, query: str = "&lang=th") -> str:
        answer = self.client.get(f"/walks/print?plan={self.token}{query}")
        assert answer.status_code == 200, answer.text
        return answer.text

    def drawn(self) -> ElementTree.Element:
        found = re.search(r'<svg[^>]*class="walk-map".*?</svg>', self.printed(), re.S)
        assert found is not None
        return ElementTree.fromstring(found[0])


@pytest.fixture(scope="module")
def pages(
    server: Server, module_database: Database, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Pages]:
    import_town(module_database, tmp_path_factory.mktemp("town"))
    with module_database.writing() as session:
        session.execute(text("UPDATE space SET name_th = '<b>สวน</b> & เมือง' WHERE kind = 'park'"))
    spaces = spaces_by_kind(module_database)
    app = make_app(server, module_database, base_url="https://city.example")
    token = f"ctown_s{spaces['library']}_s{spaces['park']}_o_d202611281400"
    yield Pages(app.test_client(), token)
    close_app(app)


@needs_build
def test_a_printed_walk_has_stops_times_steps_and_credit(pages: Pages) -> None:
    page = pages.printed()

    assert '<html lang="th">' in page
    assert "หอสมุดเมือง" in page
    assert "14:00–14:30 · ไม่ทราบเวลาเปิดปิด" in page
    assert "หนังสือพันเล่มกับน้ำชา" in page
    assert "<li>มุ่งหน้าไปทาง" in page
    assert CREDIT in page
    assert f"https://city.example/?walk={pages.token}" in page


@needs_build
def test_names_are_text_and_never_markup(pages: Pages) -> None:
    page = pages.printed()

    assert "&lt;b&gt;สวน&lt;/b&gt; &amp; เมือง" in page
    assert "<b>" not in page


@needs_build
def test_a_printed_walk_asks_nobody_outside_and_runs_no_script(pages: Pages) -> None:
    page = pages.printed()

    fetched = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert fetched
    assert all(address.startswith("/") for address in fetched)
    assert "<script" not in page


@needs_build
def test_the_map_shows_the_way_the_stops_and_the_ground(pages: Pages) -> None:
    svg = pages.drawn()

    classes = [each.get("class") for each in svg.iter()]
    numbers = [each.text for each in svg.iter(f"{SVG}text") if each.get("class") == "stop-number"]
    assert numbers == ["1", "2"]
    assert {"green", "minor", "way", "scale", "north"} <= set(classes)
    assert svg.get("aria-label") == "เดินเมืองเมือง"
    for circle in svg.iter(f"{SVG}circle"):
        assert 0 < float(circle.get("cx", "")) < WIDTH
        assert 0 < float(circle.get("cy", "")) < HEIGHT


@needs_build
def test_the_page_speaks_english_too(pages: Pages) -> None:
    page = pages.printed("&lang=en")

    assert '<html lang="en">' in page
    assert "Open this walk on a phone" in page
    assert "opening hours not known" in page


def test_without_its_style_sheet_no_page_is_printed(
    pages: Pages, monkeypatch: pytest.MonkeyPatch, tmp_path
) -> None:
    monkeypatch.setattr(assets, "BUILT", tmp_path)

    answer = pages.client.get(f"/walks/print?plan={pages.token}")

    assert answer.status_code == 503


def test_a_broken_link_is_answered_with_a_page(pages: Pages) -> None:
    answer = pages.client.get("/walks/print?plan=nonsense&lang=en", headers={"Accept": "text/html"})

    assert answer.status_code == 400
    assert "cannot be read" in answer.text


def test_the_qr_code_is_a_picture_that_may_be_kept(pages: Pages) -> None:
    answer = pages.client.get(f"/walks/qr?plan={pages.token}")

    root = ElementTree.fromstring(answer.data)
    assert answer.content_type == "image/svg+xml"
    assert "max-age" in answer.headers["Cache-Control"]
    assert root.tag == f"{SVG}svg"


def test_a_link_too_long_for_a_qr_code_is_refused() -> None:
    with pytest.raises(InputError, match="of 3000 characters is too long for a QR code"):
        qr_svg("x" * 3000)
