"""The order of stops: proven against all orders for few stops, held to its promises for many."""

from itertools import pairwise, permutations
from time import perf_counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geoservice.walk.tours.exact_order import Sequencing
from geoservice.walk.tours.order import UNREACHABLE, Tour, best_order
from geoservice.walk.tours.search_order import search_order

# Four places on one street, a minute apart, and a fifth a minute off the second of them:
#   0 - 1 - 2 - 3
#       |
#       4
STREET = 60 * np.array(
    [
        [0, 1, 2, 3, 2],
        [1, 0, 1, 2, 1],
        [2, 1, 0, 1, 2],
        [3, 2, 1, 0, 3],
        [2, 1, 2, 3, 0],
    ]
)


def walked(seconds, order, *, start=None, end=None, loop=False):
    """Return how long an order takes, leg by leg."""
    places = ([] if start is None else [start]) + list(order)
    if loop:
        places.append(places[0])
    elif end is not None:
        places.append(end)
    return int(sum(seconds[a, b] for a, b in pairwise(places)))


def all_orders(count, fixed):
    for order in permutations(range(count)):
        if all(order[position] == stop for stop, position in fixed.items()):
            yield order


@st.composite
def problems(draw, *, most):
    count = draw(st.integers(1, most))
    extra = draw(st.integers(0, 2))
    random = np.random.default_rng(draw(st.integers(0, 2**32)))
    seconds = random.integers(0, draw(st.sampled_from([3, 3000])), (count + extra, count + extra))
    np.fill_diagonal(seconds, 0)
    places = list(range(count, count + extra))
    asked = {"loop": draw(st.booleans())}
    if extra:
        names = ["start", "end"] if extra == 2 else [draw(st.sampled_from(["start", "end"]))]
        asked |= dict(zip(names, places, strict=True))
    stops = draw(st.lists(st.integers(0, count - 1), unique=True, max_size=3))
    positions = draw(st.permutations(range(count)))
    asked["fixed"] = dict(zip(stops, positions, strict=False))
    return count, seconds, asked


@given(problems(most=7))
@settings(deadline=None, max_examples=200)
def test_the_best_order_is_the_shortest_of_all_orders(problem):
    count, seconds, asked = problem
    ends = {name: value for name, value in asked.items() if name != "fixed"}

    tour = best_order(seconds, **asked)

    shortest = min(walked(seconds, each, **ends) for each in all_orders(count, asked["fixed"]))
    assert sorted(tour.order) == list(range(count))
    assert all(tour.order[position] == stop for stop, position in asked["fixed"].items())
    assert tour.seconds == walked(seconds, tour.order, **ends) == shortest
    assert tour.proven


@pytest.mark.parametrize("loop", [True, False])
@pytest.mark.parametrize("fixed", [{}, {2: 4}, {0: 7, 5: 0}])
@pytest.mark.parametrize("extra", [{}, {"start": 8}, {"end": 8}, {"start": 8, "end": 9}])
def test_eight_stops_are_as_good_as_brute_force(loop, fixed, extra):
    size = 8 + len(extra)
    seconds = np.random.default_rng(8).integers(30, 1800, (size, size))

    tour = best_order(seconds, loop=loop, fixed=fixed, **extra)

    assert tour.seconds == min(
        walked(seconds, each, loop=loop, **extra) for each in all_orders(8, fixed)
    )


def test_a_street_is_walked_along_and_not_back_and_forth():
    # From 0 along the street, aside to 4 and on: 1 + 1 + 2 + 1 minutes; to 4 first takes as long.
    tour = best_order(STREET, fixed={0: 0})

    assert tour == Tour(order=(0, 1, 4, 2, 3), seconds=300, proven=True)


def test_without_a_start_the_walk_begins_where_it_is_shortest():
    # 4 to 0 are two minutes, then three more along the street; no begin does it in less.
    tour = best_order(STREET)

    assert tour.seconds == 300


def test_lunch_keeps_its_place_in_the_middle():
    tour = best_order(STREET, fixed={3: 2})

    assert tour.order[2] == 3
    assert tour.seconds == min(walked(STREET, each) for each in all_orders(5, {3: 2}))


def test_a_loop_returns_to_the_start():
    # Stops 0 to 3 from the place in row 4: to 1, 2, 3, back to 0 and home: 1+1+1+3+2 minutes.
    tour = best_order(STREET, start=4, loop=True)

    assert tour.seconds == 60 * 8
    assert sorted(tour.order) == [0, 1, 2, 3]


def test_a_loop_without_a_start_begins_at_the_first_stop():
    assert best_order(STREET, loop=True).order[0] == 0


def test_start_and_end_may_be_one_place():
    ring = best_order(STREET, start=4, loop=True)

    assert best_order(STREET, start=4, end=4) == ring


def test_ways_may_differ_from_the_ways_back():
    uphill = np.array([[0, 10], [500, 0]])

    assert best_order(uphill) == Tour(order=(0, 1), seconds=10, proven=True)


def test_among_equals_the_first_stays_first():
    same_place = np.zeros((6, 6), dtype=int)

    assert best_order(same_place).order == (0, 1, 2, 3, 4, 5)
    assert best_order(same_place, loop=True).order == (0, 1, 2, 3, 4, 5)


def test_an_island_makes_the_tour_unreachable():
    seconds = np.array([[0.0, 60.2, np.inf], [60.2, 0.0, np.inf], [np.inf, np.inf, 0.0]])

    tour = best_order(seconds)

    assert not tour.reachable
    assert tour.seconds >= UNREACHABLE
    assert best_order(seconds[:2, :2]).seconds == 61  # part seconds are rounded up


def test_no_stops_are_the_way_from_start_to_end():
    seconds = np.array([[0, 70], [80, 0]])

    assert best_order(seconds, start=0, end=1) == Tour((), 70, proven=True)
    assert best_order(np.zeros((0, 0))).order == ()


@pytest.mark.parametrize("fixed", [{0: 1, 1: 1}, {5: 0}, {0: -1}])
def test_stops_cannot_be_fixed_at_impossible_places(fixed):
    with pytest.raises(ValueError, match="cannot be fixed"):
        best_order(STREET, fixed=fixed)


def town(count, seed=1):
    """Return walking seconds between random places in a town of 3 km, a little asymmetric."""
    random = np.random.default_rng(seed)
    places = random.random((count, 2)) * 3000
    metres = np.hypot(*(places[:, None] - places[None]).T).T
    seconds = np.ceil(metres / 1.3 + random.random((count, count)) * 60).astype(int)
    np.fill_diagonal(seconds, 0)
    return seconds


@pytest.mark.parametrize("count", [14, 30, 50])
@pytest.mark.parametrize("fixed", [{}, {3: 0, 7: 6, 11: 13}])
def test_many_stops_are_all_visited_and_fixed_ones_keep_their_places(count, fixed):
    seconds = town(count + 1)

    tour = best_order(seconds, start=count, loop=True, fixed=fixed)

    assert sorted(tour.order) == list(range(count))
    assert all(tour.order[position] == stop for stop, position in fixed.items())
    assert tour.seconds == walked(seconds, tour.order, start=count, loop=True)
    assert not tour.proven
    assert tour == best_order(seconds, start=count, loop=True, fixed=fixed)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("fixed", [{}, {3: 5, 7: 0}])
def test_the_search_finds_the_proven_order_of_twelve_stops(seed, fixed):
    seconds = town(13, seed)

    found = search_order(Sequencing(seconds[12, :12], seconds[:12, :12], seconds[:12, 12], fixed))

    proven = best_order(seconds, start=12, loop=True, fixed=fixed)
    assert walked(seconds, found, start=12, loop=True) <= proven.seconds * 1.01


def test_many_stops_on_one_street_are_walked_from_end_to_end():
    places = np.random.default_rng(4).permutation(40)
    seconds = 60 * np.abs(places[:, None] - places[None])

    assert best_order(seconds).seconds == 60 * 39


def test_twelve_stops_take_some_milliseconds():
    matrices = [town(14, seed) for seed in range(5)]
    best_order(matrices[0], start=12, end=13)

    times = []
    for seconds in matrices:
        begun = perf_counter()
        best_order(seconds, start=12, end=13)
        times.append(perf_counter() - begun)

    assert min(times) < 0.025
