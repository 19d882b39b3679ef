"""Cutting ways into street pieces, on the fixture town and on random ways."""

from collections.abc import Sequence
from itertools import groupby

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString, box

from geoservice.geo import WGS84
from geoservice.intake.osm.reading import Way
from geoservice.intake.osm.streets import Pieces, components, node_source_id, split_streets
from geoservice.intake.osm.walking import may_walk
from tests.town import LANE_METRES, MAIN_METRES, OsmFile, position, streets


def ways_of(town: OsmFile) -> list[Way]:
    return [
        Way(
            number,
            tags,
            np.array(refs),
            np.array([town.nodes[ref][:2] if ref in town.nodes else (np.nan,) * 2 for ref in refs]),
        )
        for number, (refs, tags) in town.ways.items()
        if may_walk(tags, country="TH")
    ]


def path(*refs: int, id: int = 1, missing: Sequence[int] = ()) -> Way:
    """A way along the equator, node n at n hundred metres east."""
    coordinates = [(np.nan, np.nan) if ref in missing else position(ref * 100, 0) for ref in refs]
    return Way(id, {}, np.array(refs), np.array(coordinates))


def without_repeats(points: list[tuple[float, ...]]) -> list[tuple[float, ...]]:
    return [point for point, _ in groupby(points)]


def joints(pieces: Pieces) -> list[tuple[int, int]]:
    nodes = pieces.nodes[:, 0]
    return [(int(nodes[a]), int(nodes[b])) for a, b in pieces.ends]


def test_the_town_has_the_metres_counted_by_hand() -> None:
    pieces = split_streets(ways_of(streets()))

    in_main = pieces.component[pieces.ends[:, 0]] == 0
    assert pieces.metres[in_main].sum() == pytest.approx(MAIN_METRES, abs=0.3)
    assert pieces.metres[~in_main].sum() == pytest.approx(LANE_METRES, abs=0.03)
    assert set(pieces.component) == {0, 1}


def test_rows_are_cut_where_columns_cross_them() -> None:
    town = streets()
    ways = ways_of(town)
    pieces = split_streets(ways)

    row = [piece for piece in range(len(pieces.way)) if ways[pieces.way[piece]].id == 1]

    assert pieces.number[row].tolist() == [0, 1]
    assert pieces.metres[row] == pytest.approx([100, 100], abs=0.03)


def test_a_path_under_a_bridge_does_not_join_it() -> None:
    town = streets()
    pieces = split_streets(ways_of(town))

    riverside = [line for line in pieces.lines if line.length > 0.0022]

    # one piece of 250 m from corner to corner, not two that meet below the bridge
    assert len(riverside) == 1
    assert len(riverside[0].coords) == 4


def test_a_loop_keeps_the_junction_it_hangs_on() -> None:
    pieces = split_streets([path(1, 2), path(2, 3, 9, 2, id=2)])

    assert (2, 2) in joints(pieces)


def test_two_pieces_between_the_same_junctions_both_stay() -> None:
    pieces = split_streets([path(1, 2), path(1, 5, 2, id=2), path(1, 7, 2, id=3)])

    assert joints(pieces) == [(1, 2)] * 3


def test_a_way_that_crosses_itself_is_cut_there() -> None:
    pieces = split_streets([path(1, 2, 3, 4, 2, 9)])

    assert joints(pieces) == [(1, 2), (2, 2), (2, 9)]


def test_a_way_is_cut_where_the_file_lacks_nodes() -> None:
    pieces = split_streets([path(1, 2, 3, 4, 5, missing=[3]), path(7, 8, id=2)])

    assert joints(pieces) == [(1, 2), (4, 5), (7, 8)]
    assert pieces.number.tolist() == [0, 1, 0]
    assert pieces.gaps == 1


def test_ways_of_one_node_and_repeated_nodes_leave_no_piece() -> None:
    pieces = split_streets([path(1), path(2, 2, id=2), path(3, 3, 4, 4, id=3)])

    assert joints(pieces) == [(3, 4)]


def test_two_neighbours_at_one_place_are_one_junction() -> None:
    first, second = path(1, 2), path(3, 4, id=2)
    twin = Way(3, {}, np.array([2, 3]), np.array([first.coordinates[1]] * 2))
    second.coordinates[0] = first.coordinates[1]

    pieces = split_streets([first, second, twin])

    assert joints(pieces) == [(1, 2), (2, 4)]
    assert set(pieces.component) == {0}


def test_a_barrier_makes_a_node_and_a_closed_one_cuts_the_way() -> None:
    open_gate = split_streets([path(1, 2, 3)], split_at=[2])
    closed_gate = split_streets([path(1, 2, 3)], split_at=[2], blocked=[2])

    assert joints(open_gate) == [(1, 2), (2, 3)]
    assert set(open_gate.component) == {0}
    assert len(closed_gate.nodes) == 4
    assert set(closed_gate.component) == {0, 1}
    assert {node_source_id(*node) for node in closed_gate.nodes.tolist()} == {
        "node/1",
        "node/2",
        "node/2/far",
        "node/3",
    }


def test_a_barrier_on_a_junction_of_three_closes_nothing() -> None:
    pieces = split_streets([path(1, 2, 3), path(2, 9, id=2)], blocked=[2])

    assert set(pieces.component) == {0}


def test_pieces_outside_the_area_are_left_out_and_numbers_stay() -> None:
    area = box(*position(250, -50), *position(1000, 50))

    pieces = split_streets([path(1, 2, 3, 4)], split_at=[2, 3], area=area)

    assert joints(pieces) == [(2, 3), (3, 4)]
    assert pieces.number.tolist() == [1, 2]


def test_nothing_to_cut_gives_nothing() -> None:
    pieces = split_streets([])

    assert len(pieces.metres) == len(pieces.nodes) == 0


def test_components_are_numbered_by_their_metres_then_by_their_first_node() -> None:
    ends = np.array([[0, 1], [2, 3], [4, 5], [6, 6]])
    metres = np.array([5.0, 50.0, 5.0, 1.0])

    assert components(ends, metres, 7).tolist() == [1, 1, 0, 0, 2, 2, 3]


random_ways = st.lists(
    st.lists(st.integers(1, 15), min_size=1, max_size=8), min_size=1, max_size=8
).map(lambda ways: [path(*refs, id=number) for number, refs in enumerate(ways, start=1)])


@given(random_ways)
def test_splitting_keeps_the_whole_length(ways: list[Way]) -> None:
    pieces = split_streets(ways)

    whole = sum(
        WGS84.geometry_length(LineString(way.coordinates)) for way in ways if len(way.refs) > 1
    )
    assert pieces.metres.sum() == pytest.approx(whole, abs=1e-3)


@given(random_ways)
def test_every_way_is_put_together_again_from_its_pieces(ways: list[Way]) -> None:
    pieces = split_streets(ways)

    for number, way in enumerate(ways):
        lines = [pieces.lines[piece] for piece in np.flatnonzero(pieces.way == number)]
        joined = [point for line in lines for point in line.coords]
        wanted = without_repeats([tuple(point) for point in way.coordinates.tolist()])
        assert without_repeats(joined) == (wanted if len(wanted) > 1 else [])


@given(random_ways)
def test_inside_a_piece_there_is_no_junction(ways: list[Way]) -> None:
    pieces = split_streets(ways)

    ends = {tuple(point.coords[0]) for point in pieces.points}
    for line in pieces.lines:
        assert not ends & set(line.coords[1:-1])


@given(random_ways, st.randoms(use_true_random=False))
def test_the_order_of_ways_changes_no_piece(ways: list[Way], random: object) -> None:
    shuffled = list(ways)
    random.shuffle(shuffled)  # type: ignore[attr-defined]

    def told(these: list[Way]) -> set[tuple[object, ...]]:
        pieces = split_streets(these)
        part = pieces.component[pieces.ends[:, 0]] if len(pieces.ends) else []
        return {
            (these[way].id, int(number), float(metres), ends, int(component))
            for way, number, metres, ends, component in zip(
                pieces.way, pieces.number, pieces.metres, joints(pieces), part, strict=True
            )
        }

    assert told(ways) == told(shuffled)
