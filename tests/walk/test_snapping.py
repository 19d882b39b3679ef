"""From a place to the street: on pieces, not across water, not onto islands nobody reaches."""

import numpy as np
import pytest

from geoservice.errors import InputError
from geoservice.walk.network import Network, build_network
from geoservice.walk.profiles import find_profile
from geoservice.walk.snapping import prefer_entrances, snap, snap_all
from tests.walk.conftest import at, spot_at


def test_a_place_beside_a_street_stands_on_the_piece_not_on_its_junction(network: Network) -> None:
    spot = spot_at(network, 30, 90)  # 10 m south of row 1, 30 m along its piece of 100 m

    assert spot.door_metres == pytest.approx(10, abs=0.05)
    assert min(spot.along, 1 - spot.along) == pytest.approx(0.30, abs=0.001)
    assert spot.at == pytest.approx(at(30, 100), abs=1e-6)


def test_a_place_on_the_bridge_is_not_in_the_river(network: Network) -> None:
    spot = spot_at(network, 100, 55)

    assert spot.door_metres == pytest.approx(0, abs=0.05)


def test_the_nearest_street_across_water_is_not_taken(network: Network) -> None:
    # (340, 20) is 85 m from the island's path over 20 m and more of river, 140 m from the
    # riverside path on its own bank
    spot = spot_at(network, 340, 20)

    assert spot.door_metres == pytest.approx(140.09, abs=0.1)
    assert spot.at == pytest.approx(at(200, 20), abs=1e-6)


def test_a_place_in_the_river_is_told_so(network: Network) -> None:
    with pytest.raises(InputError, match="lies in the water or beyond it"):
        snap(network, at(0, 55))


def test_a_lane_that_nobody_reaches_is_not_stood_on(network: Network) -> None:
    spot = spot_at(network, 425, 0)  # in the middle of the lane, 225 m from the south street

    assert spot.door_metres == pytest.approx(225, abs=0.1)
    assert spot.at == pytest.approx(at(200, 0), abs=1e-6)


def test_farther_than_300_metres_is_not_reachable_and_says_how_far(network: Network) -> None:
    with pytest.raises(InputError, match=r"not reachable on foot .* is 600 m away"):
        snap(network, at(100, 900))


def test_the_place_is_named_where_it_has_a_name(network: Network) -> None:
    with pytest.raises(InputError, match=r"^วัดไกล is not reachable"):
        snap(network, at(100, 900), name="วัดไกล")


def test_many_places_are_snapped_as_each_alone(network: Network) -> None:
    places = [at(30, 90), at(340, 20), at(0, 55), at(100, 900)]

    spots = snap_all(network, places)

    assert (spots.piece >= 0).tolist() == [True, True, False, False]
    assert spots.door_metres[:2] == pytest.approx([10, 140.09], abs=0.1)
    assert spots.door_metres[3] == pytest.approx(600, abs=1)


def test_no_places_give_no_spots(network: Network) -> None:
    assert len(snap_all(network, np.zeros((0, 2))).piece) == 0


def test_a_stroller_stands_where_it_can_get_to(streets) -> None:
    network = build_network(streets, find_profile("stroller"))

    spot = spot_at(network, 255, 301)  # on the steps, 55 m from their foot

    assert spot.at == pytest.approx(at(200, 300), abs=1e-6)


def test_an_entrance_that_is_hardly_farther_is_preferred(streets) -> None:
    from dataclasses import replace

    entrances = np.zeros(len(streets.junctions), dtype=bool)
    corner = np.argmin(np.hypot(*(streets.junctions - np.array(at(100, 200))).T))
    entrances[corner] = True
    network = build_network(replace(streets, junction_entrance=entrances), find_profile("adult"))

    places = [at(120, 210), at(150, 210), at(120, 210)]
    spots = snap_all(network, places)
    prefer_entrances(network, places, spots, [0, 1])

    # from (120, 210): the street 10 m, the entrance 22.36 m; from (150, 210) it is 51 m: too far
    assert spots.door_metres == pytest.approx([22.36, 10.0, 10.0], abs=0.05)
    assert network.streets.ends[spots.piece[0], round(spots.along[0])] == corner
