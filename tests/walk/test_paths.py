"""Ways over the fixture town, every distance by hand; adults walk 1.34 m a second."""

from dataclasses import replace
from itertools import pairwise

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geoservice.walk.legs import part_line, part_metres
from geoservice.walk.network import Network, build_network
from geoservice.walk.paths import Ways, find_ways, part_seconds, reach_junctions
from geoservice.walk.profiles import find_profile
from geoservice.walk.snapping import Spot
from geoservice.walk.streets import Streets
from tests.walk.conftest import spot_at

SPEED = 1.34


def between(network: Network, *places: tuple[float, float]) -> Ways:
    return find_ways(network, [spot_at(network, *place) for place in places])


def walked(ways: Ways, start: int = 0, end: int = 1) -> float:
    return sum(part_metres(ways.network, part) for part in ways.parts(start, end))


def test_along_one_piece_one_walks_directly(network: Network) -> None:
    ways = between(network, (20, 100), (70, 100))

    assert walked(ways) == pytest.approx(50, abs=0.05)
    assert ways.seconds[0, 1] == 38  # 50 / 1.34 = 37.3, rounded up
    assert len(ways.parts(0, 1)) == 1


def test_around_the_corner_of_the_grid(network: Network) -> None:
    # (50, 100) east 50 to F's column, north 200 to row 3, east 30: 280 m
    ways = between(network, (50, 100), (130, 300))

    assert walked(ways) == pytest.approx(280, abs=0.1)


def test_across_the_river_the_bridge_is_taken(network: Network) -> None:
    # I (100, 100) over the bridge to L (100, 0): 100 m, then west 40 m
    ways = between(network, (100, 100), (60, 0))

    assert walked(ways) == pytest.approx(140, abs=0.1)


def test_a_path_under_the_bridge_does_not_join_it(network: Network) -> None:
    # 13 m apart, yet from the riverside (97, 25) to the bridge street (100, 12) one walks
    # 97 m west, 25 m south, 100 m east and 12 m north: 234 m
    ways = between(network, (97, 25), (100, 12))

    assert walked(ways) == pytest.approx(234, abs=0.2)


def test_stairs_are_slow(network: Network) -> None:
    ways = between(network, (200, 300), (257.8, 300))

    assert ways.seconds[0, 1] == 116  # 57.8 / 0.50 = 115.6


def test_a_stroller_finds_no_way_up_the_stairs(streets: Streets) -> None:
    network = build_network(streets, find_profile("stroller"))
    stairs = int(np.flatnonzero(streets.steps)[0])

    assert np.isinf(network.weights.seconds[stairs]).all()
    assert not network.main[stairs]


def test_the_walk_to_the_door_counts_at_both_ends(network: Network) -> None:
    # doors 10 m and 20 m from row 1, 40 m between them along it: 70 m
    ways = between(network, (30, 90), (70, 120))

    assert ways.seconds[0, 1] == np.ceil(70 / SPEED)


def test_from_a_place_to_itself_takes_no_time_and_no_piece(network: Network) -> None:
    ways = between(network, (30, 90), (30, 90))

    assert ways.seconds.tolist() == [[0, 30 - 15], [15, 0]] or ways.seconds[0, 0] == 0
    assert ways.parts(0, 1) == []


def test_one_way_on_foot_is_one_way_only_where_it_says_so(streets: Streets) -> None:
    # the first piece of row 1 may be walked along its line only
    ids = np.flatnonzero((streets.metres > 99) & (streets.metres < 101))
    piece = int(ids[0])
    oneway = streets.oneway.copy()
    oneway[piece] = 1
    network = build_network(replace(streets, oneway=oneway), find_profile("adult"))
    low = Spot(*_where(network, piece, 0.2))
    high = Spot(*_where(network, piece, 0.8))

    ways = find_ways(network, [low, high])

    assert walked(ways, 0, 1) == pytest.approx(60, abs=0.1)
    assert walked(ways, 1, 0) > 200  # around a block


def _where(network: Network, piece: int, along: float):
    line = network.streets.line(piece)
    place = tuple(line[0] + (line[-1] - line[0]) * along)
    return place, piece, along, place, 0.0


def test_a_limit_leaves_out_what_is_farther(network: Network) -> None:
    spots = [spot_at(network, *place) for place in ((0, 100), (100, 100), (200, 300))]

    ways = find_ways(network, spots, limit=100)

    assert ways.seconds[0].tolist() == [0, 75, -1]
    with pytest.raises(ValueError, match="no way"):
        ways.parts(0, 2)


def test_no_spots_have_no_ways(network: Network) -> None:
    assert find_ways(network, []).seconds.shape == (0, 0)


places = st.tuples(st.floats(-20, 260), st.floats(90, 310))


@settings(max_examples=60, deadline=None)
@given(st.lists(places, min_size=3, max_size=5))
def test_ways_keep_the_triangle_and_are_symmetric_without_one_ways(network, chosen) -> None:
    ways = between(network, *chosen)
    street = ways.costs

    for i in range(len(chosen)):
        for j in range(len(chosen)):
            assert street[i, j] == pytest.approx(street[j, i], abs=1e-6)
            for k in range(len(chosen)):
                assert street[i, j] <= street[i, k] + street[k, j] + 1e-6


@settings(max_examples=60, deadline=None)
@given(
    st.lists(places, min_size=2, max_size=4), st.sampled_from([(), ("lit",), ("quiet", "shade")])
)
def test_the_pieces_of_a_way_join_and_add_up_to_its_seconds(streets, chosen, prefer) -> None:
    network = build_network(streets, find_profile("senior"), prefer)
    ways = between(network, *chosen)

    parts = ways.parts(0, 1)

    lines = [part_line(network, part) for part in parts]
    for before, after in pairwise(lines):
        assert before[-1] == pytest.approx(after[0], abs=1e-9)
    doors = sum(spot.door_metres for spot in ways.spots[:2]) / network.profile.speed
    total = sum(part_seconds(network, part) for part in parts) + doors
    same = ways.spots[0] == ways.spots[1]
    assert same or ways.seconds[0, 1] == np.ceil(total - 1e-6)


def test_a_preference_takes_a_longer_way_but_tells_its_true_time(streets: Streets) -> None:
    # row 1 and row 2 are as long; make row 1 dark, row 2 lit: from (50, 150) to (150, 150)
    lit = np.zeros_like(streets.lit)
    names = [streets.names[code][1] for code in streets.name]
    lit[[name == "Row 2" for name in names]] = 1
    town = replace(streets, lit=lit)
    plain = between(build_network(town, find_profile("adult")), (40, 100), (160, 100))
    bright = between(build_network(town, find_profile("adult"), ("lit",)), (40, 100), (160, 100))

    assert walked(plain) == pytest.approx(120, abs=0.1)
    assert bright.seconds[0, 1] >= plain.seconds[0, 1]
    assert walked(bright) == pytest.approx(bright.seconds[0, 1] * SPEED, abs=2)


def independent(network: Network) -> "nx.MultiDiGraph":
    """The same pieces as a graph of networkx, without a look at our own."""
    graph = nx.MultiDiGraph()
    for piece, (a, b) in enumerate(network.streets.ends.tolist()):
        along, against = network.weights.seconds[piece]
        if np.isfinite(along):
            graph.add_edge(a, b, seconds=float(along))
        if np.isfinite(against):
            graph.add_edge(b, a, seconds=float(against))
    return graph


def stand(graph: "nx.MultiDiGraph", network: Network, spot: Spot, name: str) -> None:
    """Put a spot into the graph, its piece split in two."""
    a, b = network.streets.ends[spot.piece].tolist()
    along, against = network.weights.seconds[spot.piece]
    for junction, share, leaving, coming in (
        (a, spot.along, against, along),
        (b, 1 - spot.along, along, against),
    ):
        if np.isfinite(leaving):
            graph.add_edge(name, junction, seconds=float(leaving * share))
        if np.isfinite(coming):
            graph.add_edge(junction, name, seconds=float(coming * share))


def test_reaching_junctions_equals_an_independent_search(network: Network) -> None:
    spot = spot_at(network, 130, 205)
    graph = independent(network)
    stand(graph, network, spot, "here")

    found = reach_junctions(network, spot)

    expected = nx.single_source_dijkstra_path_length(graph, "here", weight="seconds")
    for junction, seconds in enumerate(found):
        assert seconds == pytest.approx(expected.get(junction, np.inf), abs=1e-6)
