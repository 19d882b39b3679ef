"""Maps of folium as one file: what is in them, and what is not."""

import re

import pytest

from geoservice.errors import UnavailableError
from geoservice.paths import STATIC
from geoservice.publish import one_file
from geoservice.publish.grid import Box

if not (STATIC / "build" / "embedded" / "leaflet.js").is_file():
    pytest.skip("the pages are not built; run: make setup", allow_module_level=True)

import folium

from geoservice.publish.folium_map import MapAbout, MapLayer, make_map, map_parts, to_html

SQUARE = [[[98.9, 18.7], [99.0, 18.7], [99.0, 18.8], [98.9, 18.7]]]
HOSTILE = "</script><script>alert(1)</script><b>วัด</b>"
AREAS = MapLayer(
    [
        {
            "type": "Feature",
            "geometry": {"type": "Polygon", "coordinates": SQUARE},
            "properties": {"name": HOSTILE, "phone": "053 000000"},
        }
    ],
    style=lambda feature: {"color": "#123456", "weight": len(feature["properties"])},
    name=HOSTILE,
    text=lambda feature: feature["properties"]["name"],
)
SPOTS = MapLayer(
    [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [98.95, 18.75]},
            "properties": {},
        }
    ],
    style=lambda _: {"color": "#654321"},
)
ABOUT = MapAbout(HOSTILE, "© <i>OSM</i>", Box(98.9, 18.7, 99.0, 18.8), language="en")


def test_a_page_holds_all_it_needs_and_links_to_nothing() -> None:
    page = to_html(make_map([AREAS, SPOTS], ABOUT))

    assert "Leaflet 1.9" in page
    assert re.findall(r"<(?:link|img|iframe|script[^>]+src|base)\b", page) == []
    assert re.findall(r"url\((?!data:|#)[^)]*\)", page) == []
    assert "@import" not in page
    assert not re.search(r"jquery|bootstrap|fontawesome|cdn\.|unpkg", page, re.I)


def test_however_it_is_kept_or_shown_it_is_whole(tmp_path) -> None:
    made = make_map([AREAS, SPOTS], ABOUT)

    made.save(tmp_path / "map.html")
    with (tmp_path / "again.html").open("wb") as file:
        made.save(file)
    folium.Marker([18.75, 98.95], tooltip="added").add_to(made)

    page = (tmp_path / "map.html").read_text("utf-8")
    assert "Leaflet 1.9" in page
    assert (tmp_path / "again.html").read_text("utf-8") == page
    assert "added" not in page
    assert "added" in to_html(made)
    assert made._repr_html_().startswith('<iframe srcdoc="&lt;!doctype html&gt;')


def test_names_are_text_and_never_markup() -> None:
    page = to_html(make_map([AREAS, SPOTS], ABOUT))

    assert "<script>alert" not in page
    assert "<b>วัด" not in page
    assert "<i>OSM" not in page
    assert page.count("<script>") == page.count("</script>") == 2


def test_only_what_is_told_leaves_with_a_feature() -> None:
    page = to_html(make_map([AREAS], ABOUT))

    assert "053 000000" not in page
    assert '"color": "#123456", "weight": 2' in page


def test_the_policy_lets_run_what_is_in_the_page_and_nothing_else() -> None:
    page = to_html(make_map([AREAS], ABOUT))

    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy is not None
    scripts = re.findall(r"<script>(.*?)</script>", page, re.S)
    assert one_file.page_policy(scripts) == policy[1]
    assert "default-src 'none'" in policy[1]
    assert "unsafe-inline'; img-src data:" in policy[1]  # of styles alone
    assert one_file.page_policy([]).count("'none'") == 4


def test_the_same_features_make_the_same_page() -> None:
    first, second = (make_map([AREAS, SPOTS], ABOUT) for _ in range(2))

    assert to_html(first) == to_html(second) == to_html(first)


def test_layers_without_features_are_left_out() -> None:
    script = map_parts(make_map([MapLayer([], style=AREAS.style, name="Empty")], ABOUT)).scripts[1]

    assert "Empty" not in script
    assert "geo_json" not in script
    assert "L.control.layers" not in script


def test_a_layer_without_a_name_cannot_be_switched_off() -> None:
    script = map_parts(make_map([AREAS, SPOTS], ABOUT)).scripts[1]

    listed = script[script.index("overlays") :]
    assert "geo_json_1," in listed
    assert "geo_json_2," not in listed


def test_where_nothing_is_built_it_says_how(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    monkeypatch.setattr(one_file, "EMBEDDED", tmp_path)

    with pytest.raises(UnavailableError, match="make setup"):
        to_html(make_map([AREAS], ABOUT))
