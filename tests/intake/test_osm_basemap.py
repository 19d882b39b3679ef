"""Water, green and buildings; the sea from its coastline."""

import numpy as np
import pytest
from shapely import Point, box

from geoservice.intake.osm.basemap import basemap_classes, sea
from geoservice.intake.osm.outlines import Coordinates


@pytest.mark.parametrize(
    ("tags", "classes"),
    [
        ({"natural": "water"}, {"water"}),
        ({"waterway": "riverbank"}, {"water"}),
        ({"landuse": "reservoir"}, {"water"}),
        ({"natural": "wood"}, {"green"}),
        ({"landuse": "cemetery"}, {"green"}),
        ({"leisure": "pitch"}, {"green"}),
        ({"leisure": "golf_course"}, {"green"}),
        ({"building": "yes"}, {"building"}),
        ({"building": "temple", "leisure": "garden"}, {"building", "green"}),
        ({"building": "no"}, set()),
        ({"building": "yes", "location": "underground"}, set()),
        ({"landuse": "residential"}, set()),
        ({"natural": "coastline"}, set()),
        ({}, set()),
    ],
)
def test_tags_say_what_is_drawn(tags: dict[str, str], classes: set[str]) -> None:
    assert basemap_classes(tags) == classes


BAY = box(0, 0, 10, 10)


def coast(*points: tuple[float, float]) -> Coordinates:
    return np.array(points, dtype=float)


def test_the_sea_lies_to_the_right_of_the_coastline() -> None:
    # drawn northwards: land in the west, sea in the east
    water = sea([coast((4, -5), (4, 15))], within=BAY)

    assert water is not None
    assert water.area == pytest.approx(60)
    assert water.contains(Point(9, 5))


def test_a_coast_in_pieces_and_an_island_in_the_sea() -> None:
    # the island is drawn anticlockwise: land to the left
    pieces = [
        coast((4, -5), (4, 5)),
        coast((4, 5), (4, 15)),
        coast((6, 4), (8, 4), (8, 6), (6, 6), (6, 4)),
    ]

    water = sea(pieces, within=BAY)

    assert water is not None
    assert water.area == pytest.approx(60 - 4)
    assert not water.contains(Point(7, 5))


def test_an_island_alone_is_surrounded_by_sea() -> None:
    water = sea([coast((4, 4), (6, 4), (6, 6), (4, 6), (4, 4))], within=BAY)

    assert water is not None
    assert water.area == pytest.approx(100 - 4)


def test_no_coast_nearby_means_no_sea() -> None:
    assert sea([], within=BAY) is None
    assert sea([coast((40, 0), (40, 9))], within=BAY) is None


def test_a_coast_that_ends_in_the_middle_floods_nothing() -> None:
    assert sea([coast((4, 2), (4, 8))], within=BAY) is None


def test_a_coast_cut_short_of_the_edge_is_drawn_on_to_it() -> None:
    # both ends lie 1 from the edge, on a diagonal of 14; the islet alone would flood the land
    pieces = [coast((4, 1), (4, 9)), coast((6, 4), (8, 4), (8, 6), (6, 6), (6, 4))]

    water = sea(pieces, within=BAY)

    assert water is not None
    assert water.area == pytest.approx(60 - 4)


def test_an_islet_beside_a_broken_coast_floods_nothing() -> None:
    pieces = [coast((4, 2), (4, 8)), coast((6, 4), (8, 4), (8, 6), (6, 6), (6, 4))]

    assert sea(pieces, within=BAY) is None
