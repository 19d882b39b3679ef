import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoservice.walk.directions.line import (
    compass,
    corner,
    heading,
    join_line,
    metres_between,
    modifier,
    round_seconds,
)
from geoservice.walk.itinerary import Place
from tests.walk.legs import place, stretch


def test_the_line_has_the_places_where_stretches_meet_once() -> None:
    stretches = [stretch((0, 0), (0, 10), (0, 20)), stretch((0, 20), (30, 20))]

    assert join_line(stretches) == (place(0, 0), place(0, 10), place(0, 20), place(30, 20))


def test_no_stretches_are_no_line() -> None:
    assert join_line([]) == ()


@pytest.mark.parametrize(
    ("degrees", "word"),
    [(0, "north"), (44, "northeast"), (90, "east"), (180, "south"), (270, "west"), (359, "north")],
)
def test_a_heading_has_the_nearest_point_of_the_compass(degrees: float, word: str) -> None:
    radians = math.radians(degrees)
    there = place(100 * math.sin(radians), 100 * math.cos(radians))

    found = heading([place(0, 0), there])

    assert found is not None
    assert abs(corner(found, degrees)) < 0.1
    assert compass(found) == word


def test_a_heading_looks_beyond_the_last_metres_of_a_street() -> None:
    # two metres aside at the kerb, then thirteen north: 8.7 degrees
    found = heading([place(0, 0), place(2, 0), place(2, 300)])

    assert found == pytest.approx(math.degrees(math.atan2(2, 13)), abs=0.1)


@pytest.mark.parametrize("places", [[], [place(0, 0)], [place(5, 5), place(5, 5)]])
def test_what_has_no_length_has_no_heading(places: list[Place]) -> None:
    assert heading(places) is None


@pytest.mark.parametrize(
    ("degrees", "word"),
    [
        (0, "straight"),
        (-25, "straight"),
        (40, "slight right"),
        (-90, "left"),
        (90, "right"),
        (-140, "sharp left"),
        (150, "sharp right"),
        (-180, "uturn"),
        (170, "uturn"),
    ],
)
def test_a_corner_has_the_word_people_use(degrees: float, word: str) -> None:
    assert modifier(degrees) == word


def test_a_corner_is_measured_the_short_way_round() -> None:
    assert corner(350.0, 10.0) == pytest.approx(20)
    assert corner(10.0, 350.0) == pytest.approx(-20)


def test_places_on_both_sides_of_the_date_line_are_near() -> None:
    assert metres_between(Place(179.9999, 0), Place(-179.9999, 0)) == pytest.approx(22.2, abs=0.1)


def test_seconds_are_rounded_up_but_not_for_the_noise_of_floats() -> None:
    assert round_seconds([0.1] * 10) == 1
    assert round_seconds([0.1] * 10 + [0.01]) == 2
    assert round_seconds([]) == 0


@given(st.floats(-360, 720), st.floats(-360, 720))
def test_a_corner_there_and_back_is_the_same_corner(one: float, other: float) -> None:
    there, back = corner(one, other), corner(other, one)

    assert -180 <= there <= 180
    assert abs(there) == pytest.approx(abs(back), abs=1e-6)
