"""Coordinate systems: names, and coordinates there and back."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geoservice.errors import InputError
from geoservice.publish.crs import (
    LONLAT,
    OFFERED,
    CoordinateSystem,
    cut_at_antimeridian,
    offered,
    parse_crs,
)

thailand = st.tuples(st.floats(97.5, 105.5), st.floats(5.5, 20.5))


@given(st.lists(thailand, min_size=1, max_size=5), st.sampled_from(OFFERED))
def test_coordinates_come_back_as_they_went_out(
    places: list[tuple[float, float]], code: int
) -> None:
    crs = CoordinateSystem(code)
    shapes = np.array([shapely.Point(place) for place in places], dtype=object)

    back = [crs.read(shape) for shape in crs.express(shapes)]

    assert shapely.get_coordinates(back) == pytest.approx(np.array(places), abs=1e-7)


@given(st.text(max_size=60))
def test_any_name_is_a_system_or_refused_by_name(text: str) -> None:
    try:
        found = parse_crs("crs", text)
    except InputError as refusal:
        assert "'crs'" in refusal.text("th")  # noqa: PT017
    else:
        assert found in offered()


def test_a_system_is_known_by_its_uri_and_in_brackets() -> None:
    for crs in offered():
        assert parse_crs("crs", crs.uri) == crs
    assert parse_crs("crs", "[EPSG:32647]") == CoordinateSystem(32647)
    assert parse_crs("crs", "[OGC:CRS84]") == LONLAT
    assert parse_crs("crs", "http://www.opengis.net/def/crs/EPSG/9.9.1/3857") == CoordinateSystem(
        3857
    )


def test_a_shape_over_the_antimeridian_is_cut_in_two() -> None:
    ring = shapely.Polygon([(179, -1), (-179, -1), (-179, 1), (179, 1)])
    whole = shapely.box(98, 18, 99, 19)

    cut = cut_at_antimeridian(ring)

    assert cut.area == pytest.approx(4)
    assert cut.geom_type == "MultiPolygon"
    assert cut.bounds == (-180, -1, 180, 1)
    assert cut_at_antimeridian(whole) is whole
