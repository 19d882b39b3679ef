"""Metres on the ground."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString, Point, box

from geoservice.geo import WGS84, LocalPlane, grown, plane_at

CHIANG_MAI = LocalPlane(98.98, 18.79)


def test_a_plane_measures_what_the_ellipsoid_does_within_a_city() -> None:
    line = LineString([(98.90, 18.70), (99.05, 18.90)])

    assert CHIANG_MAI.project(line).length == pytest.approx(WGS84.geometry_length(line), rel=1e-4)


def test_areas_on_the_plane_are_true() -> None:
    square = box(98.9, 18.7, 99.1, 18.9)
    geodesic, _ = WGS84.geometry_area_perimeter(square.segmentize(0.01))

    assert CHIANG_MAI.project(square.segmentize(0.01)).area == pytest.approx(
        abs(geodesic), rel=1e-6
    )


@given(st.floats(98, 100), st.floats(18, 20))
def test_there_and_back_again_is_the_same_place(lon: float, lat: float) -> None:
    point = Point(lon, lat)

    back = CHIANG_MAI.unproject(CHIANG_MAI.project(point))

    # a centimetre, 140 km off
    assert (back.x, back.y) == pytest.approx((lon, lat), abs=1e-7)


def test_a_margin_reaches_as_many_metres_on_every_side() -> None:
    city = box(98.9, 18.7, 99.1, 18.9)
    wider = grown(city, 1500)

    _, _, east = WGS84.inv(99.1, 18.8, wider.bounds[2], 18.8)
    _, _, north = WGS84.inv(99.0, 18.9, 99.0, wider.bounds[3])

    assert wider.contains(city)
    assert east == pytest.approx(1500, rel=0.01)
    assert north == pytest.approx(1500, rel=0.01)


def test_the_plane_of_a_shape_touches_its_middle() -> None:
    assert plane_at(box(98, 18, 100, 20)) == LocalPlane(99.0, 19.0)
