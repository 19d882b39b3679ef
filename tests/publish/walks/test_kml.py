"""KML of a walk, read by GDAL."""

from pathlib import Path
from xml.etree import ElementTree

import pyogrio
import pytest
import shapely

from geoservice.publish.walks.kml import NAMESPACE, walk_kml
from tests.publish.walks.a_walk import LINK, TEMPLE, WALK, planned


@pytest.fixture
def kml(tmp_path: Path) -> Path:
    path = tmp_path / "walk.kml"
    path.write_bytes(walk_kml(planned(), "th", link=LINK))
    return path


def test_gdal_reads_stops_and_legs(kml: Path) -> None:
    names = [name for name, _ in pyogrio.list_layers(kml)]
    _, _, stops, (stop_names, *_) = pyogrio.raw.read(kml, layer=names[0], columns=["Name"])
    _, _, legs, (leg_names, *_) = pyogrio.raw.read(kml, layer=names[1], columns=["Name"])

    assert names == ["จุดแวะ", "เส้นทาง"]
    assert list(stop_names) == ["1. วัดพระสิงห์", "2. พิพิธภัณฑ์ <พื้นถิ่น> & ล้านนา"]
    assert shapely.from_wkb(stops[0]).equals(shapely.Point(TEMPLE))
    assert leg_names[0] == "ไปวัดพระสิงห์"
    assert leg_names[-1] == "กลับไปจุดเริ่มต้น"
    lines = shapely.from_wkb(legs)
    assert [list(line.coords) for line in lines] == [list(leg.coordinates) for leg in WALK.legs]


def test_what_looks_like_markup_in_a_description_is_none() -> None:
    odd = planned(descriptions={812: ("<img src=x onerror=alert(1)>", None)})

    root = ElementTree.fromstring(walk_kml(odd, "en", link=LINK))

    described = [each.text or "" for each in root.iter(f"{{{NAMESPACE}}}description")]
    assert any("&lt;img src=x" in text for text in described)
    assert not any("<img" in text for text in described)


def test_the_legs_tell_their_steps(kml: Path) -> None:
    text = kml.read_text("utf-8")

    assert "เดินไปทางทิศตะวันออก" in text
    assert "200 ม., 3 นาที" in text
