"""Areas out of ways and relations, crooked ones too. Plain coordinates: a unit is a degree."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoservice.intake.osm.outlines import (
    Coordinates,
    point_inside,
    relation_outline,
    rings_close,
    way_outline,
)


def ring(*corners: tuple[float, float]) -> Coordinates:
    return np.array([*corners, corners[0]], dtype=float)


def line(*corners: tuple[float, float]) -> Coordinates:
    return np.array(corners, dtype=float)


def square(left: float, bottom: float, side: float) -> Coordinates:
    right, top = left + side, bottom + side
    return ring((left, bottom), (right, bottom), (right, top), (left, top))


def test_a_closed_way_encloses_its_area() -> None:
    outline = way_outline(square(0, 0, 2))

    assert outline is not None
    assert outline.area == 4


def test_a_way_that_crosses_itself_is_mended_to_its_two_halves() -> None:
    outline = way_outline(ring((0, 0), (2, 2), (2, 0), (0, 2)))

    assert outline is not None
    assert outline.is_valid
    # two triangles of base 2 and height 1
    assert outline.area == 2
    assert len(outline.geoms) == 2


@pytest.mark.parametrize(
    "coordinates", [line((0, 0), (1, 1), (0, 0)), ring((0, 0), (1, 1), (2, 2))]
)
def test_a_line_back_and_forth_encloses_nothing(coordinates: Coordinates) -> None:
    assert way_outline(coordinates) is None


def test_a_ring_may_come_in_pieces_in_any_order_and_direction() -> None:
    pieces = [line((0, 0), (4, 0), (4, 4)), line((0, 0), (0, 4)), line((4, 4), (0, 4))]

    outline = relation_outline(pieces)

    assert outline is not None
    assert outline.area == 16


def test_a_hole_is_left_out() -> None:
    outline = relation_outline([square(0, 0, 4)], inner=[square(1, 1, 2)])

    assert outline is not None
    assert outline.area == 16 - 4


def test_a_hole_that_touches_the_edge_is_left_out() -> None:
    outline = relation_outline([square(0, 0, 4)], inner=[square(0, 0, 2)])

    assert outline is not None
    assert outline.area == 16 - 4


def test_an_island_in_a_hole_is_land_again() -> None:
    outline = relation_outline([square(0, 0, 9), square(4, 4, 1)], inner=[square(2, 2, 5)])

    assert outline is not None
    assert outline.area == 81 - 25 + 1


def test_two_outer_rings_side_by_side_make_one_area() -> None:
    outline = relation_outline([square(0, 0, 2), square(2, 0, 2)])

    assert outline is not None
    assert outline.area == 8


def test_two_outer_rings_apart_make_two_parts() -> None:
    outline = relation_outline([square(0, 0, 2), square(5, 0, 2)])

    assert outline is not None
    assert len(outline.geoms) == 2


def test_an_outer_ring_that_crosses_itself_is_mended() -> None:
    outline = relation_outline([ring((0, 0), (2, 2), (2, 0), (0, 2))])

    assert outline is not None
    assert outline.is_valid
    assert outline.area == 2


def test_rings_close_only_where_no_end_is_left_over() -> None:
    islet = square(9, 9, 1)

    assert rings_close([line((0, 0), (4, 0), (4, 4)), line((4, 4), (0, 0)), islet])
    assert not rings_close([line((0, 0), (4, 0), (4, 4)), islet])
    assert not rings_close([ring((0, 0), (4, 0), (np.nan, np.nan), (0, 4))])
    assert not rings_close([])


def test_a_ring_that_never_closes_makes_no_area() -> None:
    assert relation_outline([line((0, 0), (4, 0), (4, 4))]) is None
    assert relation_outline([]) is None


def test_the_point_lies_inside_even_where_the_middle_does_not() -> None:
    # a U: its centroid is in the gap
    shape = way_outline(ring((0, 0), (9, 0), (9, 9), (8, 9), (8, 1), (1, 1), (1, 9), (0, 9)))

    assert shape is not None
    assert not shape.contains(shape.centroid)
    assert shape.contains(point_inside(shape))


coordinate = st.integers(0, 12)


@given(st.lists(st.tuples(coordinate, coordinate), min_size=3, max_size=9))
def test_whatever_a_way_looks_like_its_outline_is_valid(corners: list[tuple[int, int]]) -> None:
    for outline in (way_outline(ring(*corners)), relation_outline([ring(*corners)])):
        if outline is not None:
            assert outline.is_valid
            assert outline.area > 0
            assert outline.contains(point_inside(outline))
