"""Where one gets on foot: by hand in the fixture town, and what a drawing must never show."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geoservice.walk.network import Network
from geoservice.walk.paths import reach_junctions
from geoservice.walk.reach import find_reach, planar_lines, reached_parts
from tests.walk.conftest import spot_at

MINUTE_METRES = 60 * 1.34


def test_one_minute_along_one_street_is_80_metres_both_ways(network: Network) -> None:
    spot = spot_at(network, 100, 200)  # F, where four streets meet

    (reach,) = find_reach(network, spot, minutes=[1])

    assert reach.metres == pytest.approx(4 * MINUTE_METRES, abs=0.5)


def test_the_walk_from_the_door_counts(network: Network) -> None:
    spot = spot_at(network, 150, 240)  # 40 m from row 2, 40 m less each way

    (reach,) = find_reach(network, spot, minutes=[1])

    # 40.4 m left on row 2: west and east
    assert reach.metres == pytest.approx(2 * (MINUTE_METRES - 40), abs=0.5)


def test_nothing_is_reached_in_less_than_the_way_to_the_street(network: Network) -> None:
    spot = spot_at(network, 425, 0)  # 225 m from the street, 168 s

    (reach,) = find_reach(network, spot, minutes=[2])

    assert reach.metres == 0
    assert reach.streets.is_empty
    assert reach.area.is_empty


def test_each_threshold_draws_only_what_the_one_before_did_not(network: Network) -> None:
    spot = spot_at(network, 130, 205)

    small, large = find_reach(network, spot, minutes=[2, 1])

    assert (small.minutes, large.minutes) == (1, 2)
    project = network.streets.plane.project
    drawn = shapely.length(project(small.streets)) + shapely.length(project(large.streets))
    assert drawn == pytest.approx(large.metres, rel=0.002)
    assert large.area.buffer(1e-6).covers(small.area)


def test_everything_is_reached_in_the_end(network: Network) -> None:
    spot = spot_at(network, 130, 205)

    (reach,) = find_reach(network, spot, minutes=[60])

    assert reach.metres == pytest.approx(network.streets.metres[network.main].sum(), abs=0.01)


def test_the_drawing_lies_on_water_only_at_the_bridges(network: Network) -> None:
    spot = spot_at(network, 100, 150)

    (reach,) = find_reach(network, spot, minutes=[3])

    wet = network.streets.plane.project(reach.area).intersection(network.water)
    # the bridge, 50 m of it over the river, drawn 8 m wide, and the footbridge to the island
    assert 0 < wet.area < (50 + 50) * 8 + 80 * 8


starts = st.tuples(st.floats(-20, 260), st.floats(90, 310))


@settings(max_examples=40, deadline=None)
@given(starts, st.integers(1, 8))
def test_the_drawing_covers_nothing_that_is_not_reached(network, start, minutes) -> None:
    spot = spot_at(network, *start)
    limit = minutes * 60 - spot.door_metres / network.profile.speed

    (reach,) = find_reach(network, spot, minutes=[minutes])

    costs = reach_junctions(network, spot)
    reached = shapely.union_all(planar_lines(network, reached_parts(network, spot, costs, limit)))
    everything = shapely.union_all(network.all_tree.geometries)
    missed = everything.difference(reached.buffer(2.5))
    area = network.streets.plane.project(reach.area)
    assert area.intersection(missed).length == pytest.approx(0, abs=0.05)


@settings(max_examples=40, deadline=None)
@given(starts, st.integers(1, 8))
def test_every_reached_point_is_within_the_time(network, start, minutes) -> None:
    spot = spot_at(network, *start)
    limit = minutes * 60 - spot.door_metres / network.profile.speed
    costs = reach_junctions(network, spot)

    reached = reached_parts(network, spot, costs, limit)

    ends, seconds = network.streets.ends, network.weights.seconds
    others = reached.piece != spot.piece
    for piece, begin, end in zip(
        reached.piece[others], reached.begin[others], reached.end[others], strict=True
    ):
        middle = (begin + end) / 2
        from_begin = costs[ends[piece, 0]] + middle * seconds[piece, 0]
        from_end = costs[ends[piece, 1]] + (1 - middle) * seconds[piece, 1]
        assert min(from_begin, from_end) <= limit + 1e-6
    assert np.all(reached.begin <= reached.end)
