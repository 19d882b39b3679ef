"""Streets parted by minutes: what is drawn as reached and as out of reach, in metres by hand.

An adult walks 160.8 m in 2 minutes; from the library at H that reaches 504.0 m of the town's
1,990 m of street (test_town).
"""

import numpy as np
import pytest
from pyproj import Geod
from shapely.geometry.base import BaseGeometry

from geoservice.coverage.asked import AskedCoverage
from geoservice.coverage.beyond import part_streets
from geoservice.coverage.planner import street_minutes
from geoservice.coverage.street_minutes import StreetMinutes
from tests.coverage.conftest import PlannedTown

GEOD = Geod(ellps="WGS84")


def metres(shape: BaseGeometry) -> float:
    return float(GEOD.geometry_length(shape))


def one_piece(**fields: object) -> StreetMinutes:
    """A bent piece of two equal halves, 100 s long, 1,000 s away at both ends."""
    values = {
        "version": "v",
        "ids": np.array([7]),
        "offsets": np.array([0, 3]),
        "points": np.array([[0.0, 60.0], [0.002, 60.0], [0.002, 60.001]]),
        "begin": np.array([1000.0]),
        "end": np.array([1000.0]),
        "walk": np.array([100.0]),
        "door_piece": np.zeros(0, dtype=np.int64),
        "door_along": np.zeros(0),
        "door_seconds": np.zeros(0),
        **fields,
    }
    return StreetMinutes(**values)


WHOLE = metres(part_streets(one_piece(), 900)[1])


def parted(seconds: float, **fields: object) -> tuple[float, float]:
    """Return which part of the piece is within and which beyond."""
    within, beyond = part_streets(one_piece(**fields), seconds)
    return metres(within) / WHOLE, metres(beyond) / WHOLE


def test_the_fixture_town_is_parted_as_by_hand(town: PlannedTown) -> None:
    town.space(0, 100)
    asked = AskedCoverage("town", kinds=("library",), minutes=2)
    with town.reading() as session:
        minutes = street_minutes(session, town.shelf, asked)

    within, beyond = part_streets(minutes, 120)

    assert metres(within) == pytest.approx(504.0, abs=0.5)
    assert metres(beyond) == pytest.approx(1990.0 - 504.0, abs=0.5)


def test_from_both_ends_a_piece_is_reached_to_where_time_runs_out() -> None:
    assert parted(1010) == pytest.approx((0.2, 0.8), abs=1e-3)
    assert parted(1010, end=np.array([np.inf])) == pytest.approx((0.1, 0.9), abs=1e-3)
    assert parted(1050) == pytest.approx((1.0, 0.0), abs=1e-3)
    assert parted(999) == pytest.approx((0.0, 1.0), abs=1e-3)


def test_the_cut_is_where_it_is_on_the_ground_and_not_in_degrees() -> None:
    """At 60° north a degree east is half as long: the corner lies in the middle of the walk."""
    within, _ = part_streets(one_piece(end=np.array([np.inf])), 1050)

    assert within.bounds[2] == pytest.approx(0.002)
    assert within.bounds[3] == pytest.approx(60.0, abs=1e-5)


@pytest.mark.parametrize("seconds", [20.0, 10.0])
def test_a_door_on_a_piece_reaches_to_both_sides(seconds: float) -> None:
    door = {
        "door_piece": np.array([0]),
        "door_along": np.array([0.5]),
        "door_seconds": np.array([10.0]),
    }
    reach = 2 * (seconds - 10) / 100

    assert parted(seconds, **door) == pytest.approx((reach, 1 - reach), abs=1e-3)


def test_a_door_and_an_end_that_meet_leave_nothing_between() -> None:
    door = {
        "door_piece": np.array([0]),
        "door_along": np.array([0.5]),
        "door_seconds": np.array([970.0]),
    }

    assert parted(1020, **door) == pytest.approx((1.0, 0.0), abs=1e-3)


def test_what_is_no_way_is_out_of_reach() -> None:
    nothing = {"walk": np.array([np.inf]), "begin": np.array([0.0]), "end": np.array([0.0])}

    assert parted(3600, **nothing) == pytest.approx((0.0, 1.0))


def test_a_piece_of_no_length_is_where_its_ends_are() -> None:
    within, beyond = part_streets(one_piece(walk=np.array([0.0])), 1000)

    assert (metres(within) > 0, metres(beyond)) == (True, 0)
