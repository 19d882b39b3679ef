"""Collections as maps of folium: what is drawn, told, and left out."""

import json
import re

import pytest
from sqlalchemy import select

from geoservice.errors import InputError
from geoservice.paths import STATIC
from geoservice.publish.filters import Filter, parse_filter
from geoservice.store.catalog import COLLECTIONS, DISTRICTS, SPACES
from geoservice.store.database import Database
from geoservice.store.labels import KINDS
from geoservice.store.models import Space
from tests.living import add_one_of_each
from tests.walked_town import CREDIT, import_town

if not (STATIC / "build" / "embedded" / "leaflet.js").is_file():
    pytest.skip("the pages are not built; run: make setup", allow_module_level=True)

import folium

from geoservice.publish import folium_collections
from geoservice.publish.folium_collections import collection_map, kind_colours
from geoservice.publish.folium_map import to_html


@pytest.fixture(scope="module")
def town(module_database: Database, tmp_path_factory: pytest.TempPathFactory) -> Database:
    town = import_town(module_database, tmp_path_factory.mktemp("town"))
    with module_database.writing() as session:
        space = session.scalar(select(Space.id).where(Space.geom.is_not(None)).limit(1))
    add_one_of_each(module_database, town, space)
    return module_database


def _page(town: Database, name: str, language: str = "th", **asked: str) -> str:
    collection = COLLECTIONS[name]
    with town.reading() as session:
        made = collection_map(
            session, collection, parse_filter(collection, asked), language=language
        )
    assert isinstance(made, folium.Map)
    return to_html(made)


def _told(page: str) -> list[str]:
    """Return what is told of features."""
    return [json.loads(f'"{text}"') for text in re.findall(r'"text": "((?:[^"\\]|\\.)*)"', page)]


@pytest.mark.parametrize("name", COLLECTIONS)
def test_any_collection_is_a_page_that_links_to_nothing(town: Database, name: str) -> None:
    page = _page(town, name)

    assert re.findall(r"<(?:link|img|iframe|script[^>]+src|base)\b", page) == []
    assert CREDIT.removeprefix("© ") in page
    assert _told(page)


def test_each_kind_is_a_layer_that_can_be_switched_in_its_own_colour(town: Database) -> None:
    page = _page(town, "spaces", "en")

    layers = re.search(r"overlays :\s*\{(.*?)\}", page, re.S)
    assert layers is not None
    assert re.findall(r'"([^"]+)" :', layers[1])[:2] == ["Place of worship", "School"]
    assert "Bank" not in _page(town, "spaces", "en", kind="library")
    assert f'"fillColor": "{kind_colours()["library"]}"' in page


def test_what_is_known_of_a_feature_is_told_in_the_readers_language(town: Database) -> None:
    library = next(text for text in _told(_page(town, "spaces", kind="library")))

    assert library.startswith("หอสมุดเมือง\n")
    assert "ประเภท: ห้องสมุด" in library
    assert "รถเข็น: รถเข็นเข้าถึงได้" in library
    assert "หนังสือพันเล่มกับน้ำชา" in library
    english = next(text for text in _told(_page(town, "spaces", "en", kind="library")))
    assert english.startswith("Town Library\n")


def test_a_time_is_told_to_the_minute(town: Database) -> None:
    (activity,) = _told(_page(town, "activities", "en"))

    assert re.search(r"^Begins: \d{4}-\d\d-\d\d \d\d:\d\d UTC$", activity, re.M)


def test_the_filter_is_that_of_the_web(town: Database) -> None:
    told = _told(_page(town, "spaces", filter="name_en LIKE 'Wat%'"))

    assert [text.split("\n")[0] for text in told] == ["วัดบนดอย"]


def test_streets_and_water_lie_under_the_features(town: Database) -> None:
    page = _page(town, "districts")

    assert "#bcd9e8" in page  # the river
    assert '"color": "#ffffff"' in page  # the south street


def test_where_nothing_matches_there_is_nothing_to_draw(town: Database) -> None:
    with town.reading() as session, pytest.raises(InputError, match="nothing to draw"):
        collection_map(session, SPACES, Filter(values=(("kind", ("sage",)),)))


def test_too_many_features_are_refused(town: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folium_collections, "MOST_FEATURES", 3)

    with town.reading() as session:
        with pytest.raises(InputError, match="More than 3 features of spaces"):
            collection_map(session, SPACES)
        collection_map(session, DISTRICTS)


def test_every_kind_has_its_colour() -> None:
    assert set(kind_colours()) == {kind.id for kind in KINDS}
