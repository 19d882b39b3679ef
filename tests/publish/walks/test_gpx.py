"""GPX of a walk: read by GDAL, and its elements in the order that the schema wants."""

from pathlib import Path
from xml.etree import ElementTree

import pyogrio
import pytest

from geoservice.publish.walks.gpx import NAMESPACE, walk_gpx
from tests.publish.walks.a_walk import LINK, WALK, planned

# The sequences of https://www.topografix.com/GPX/1/1/gpx.xsd, as far as they are written.
ORDER = {
    "gpx": ("metadata", "wpt", "rte", "trk", "extensions"),
    "metadata": ("name", "desc", "author", "copyright", "link", "time", "keywords", "bounds"),
    "wpt": ("ele", "time", "name", "cmt", "desc", "src", "link", "sym", "type"),
    "trk": ("name", "cmt", "desc", "src", "link", "number", "type", "extensions", "trkseg"),
    "trkseg": ("trkpt",),
    "link": ("text", "type"),
}


def layer(path: Path, name: str) -> dict[str, list[object]]:
    meta, _, geometry, fields = pyogrio.raw.read(path, layer=name)
    columns = {key: list(values) for key, values in zip(meta["fields"], fields, strict=True)}
    return {**columns, "geometry": list(geometry)}


@pytest.fixture
def gpx(tmp_path: Path) -> Path:
    path = tmp_path / "walk.gpx"
    path.write_bytes(walk_gpx(planned(), "th", link=LINK))
    return path


def test_gdal_reads_the_stops_with_their_texts(gpx: Path) -> None:
    stops = layer(gpx, "waypoints")

    assert stops["name"] == ["1. วัดพระสิงห์", "2. พิพิธภัณฑ์ <พื้นถิ่น> & ล้านนา"]
    assert stops["cmt"] == [
        "14:02–14:32 · เปิด · เป็นที่รู้จักกันดี",
        "14:35–15:05 · เปิด 09:00–16:30 · เป็นที่รู้จักกันดี",
    ]
    assert str(stops["desc"][0]).endswith("\nวัดคู่เมือง")
    assert stops["type"] == ["temple", "museum"]


def test_gdal_reads_one_segment_for_each_leg(gpx: Path) -> None:
    points = layer(gpx, "track_points")
    (track,) = layer(gpx, "tracks")["name"]

    assert track == "เดินเมืองเชียงใหม่"
    assert points["track_seg_id"] == [0, 0, 1, 1, 2, 2, 2]


def test_the_names_follow_the_language() -> None:
    root = ElementTree.fromstring(walk_gpx(planned(), "en", link=LINK))

    assert root.findtext(f"{{{NAMESPACE}}}wpt/{{{NAMESPACE}}}name") == "1. Wat Phra Singh"
    assert root.findtext(f"{{{NAMESPACE}}}metadata/{{{NAMESPACE}}}desc") == (
        "Saturday 28 November 2026, 14:00–15:10: 850 m, 11 min on foot"
    )


def test_every_element_stands_where_the_schema_wants_it(gpx: Path) -> None:
    root = ElementTree.parse(gpx).getroot()

    assert root.get("version") == "1.1"
    for element in root.iter():
        known = ORDER.get(plain(element.tag))
        if known:
            positions = [known.index(plain(child.tag)) for child in element]
            assert positions == sorted(positions), element.tag
    assert [plain(tag.tag) for tag in root].count("wpt") == len(WALK.stops)


def plain(tag: str) -> str:
    namespace, _, name = tag.removeprefix("{").partition("}")
    assert namespace == NAMESPACE
    return name


def test_what_xml_cannot_hold_is_left_out() -> None:
    odd = planned(descriptions={812: ("ก\x00\x0b\ud800ข ]]> &", None)})

    root = ElementTree.fromstring(walk_gpx(odd, "th", link=LINK))

    assert (root.findtext(f"{{{NAMESPACE}}}wpt/{{{NAMESPACE}}}desc") or "").endswith("\nกข ]]> &")
