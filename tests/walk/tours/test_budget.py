"""Walks within a time: never too long, as good as every walk tried, and honest about the rest."""

from dataclasses import replace
from itertools import permutations
from time import process_time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geoservice.walk.tours.budget import choose
from geoservice.walk.tours.outing import WANTED, Option, Outing, points

KINDS = ("temple", "temple", "temple", "museum", "library", "market", "park")
MINUTE = 60


def town(seed, *, count, budget, closed=0.5):
    """Return seconds between places in 2.5 km, the start in the middle as last row, and options.

    Of the options some have no known hours, some close or open in the course of the walk.
    """
    random = np.random.default_rng(seed)
    places = np.vstack([random.random((count, 2)) * 2500, [[1250, 1250]]])
    metres = np.hypot(*(places[:, None] - places[None]).transpose(2, 0, 1))
    seconds = np.ceil(metres * 1.3 / 1.2 + random.random(metres.shape) * 20).astype(int)
    np.fill_diagonal(seconds, 0)
    options = [
        Option(
            dwell_seconds=int(random.integers(5, 45)) * MINUTE,
            rank=round(float(random.random()), 2),
            kind=KINDS[random.integers(len(KINDS))],
            spans=spans(random, budget, closed),
            themes=("health",) if random.random() < 0.2 else (),
            age_groups=("child",) if random.random() < 0.2 else (),
        )
        for _ in range(count)
    ]
    return seconds, options


def spans(random, budget, closed):
    if random.random() > closed:
        return ((0, budget),)
    noon = int(random.integers(1, budget))
    return [None, ((0, noon),), ((noon, 2 * budget),), ((0, noon), (noon + 1800, budget)), ()][
        random.integers(5)
    ]


def outing_of(budget, count, **asked):
    return Outing(budget, start=count, themes=("health",), age_group="child", **asked)


def timed(seconds, options, outing, order):
    """Return when a walk is over, counted by hand; None where a door is shut or it is too late."""
    time, here = 0, outing.start
    for stop in order:
        time += 0 if here is None else seconds[here, stop]
        length = options[stop].dwell_seconds
        begins = [
            max(time, begin)
            for begin, end in options[stop].spans or ((0, 10**9),)
            if max(time, begin) + length <= end and begin - time <= outing.wait_seconds
        ]
        if not begins or options[stop].spans == ():
            return None
        time, here = min(begins) + length, stop
    origin = order[0] if outing.start is None and order else outing.start
    goal = origin if outing.loop else outing.end
    time += 0 if goal is None or here is None else seconds[here, goal]
    return int(time) if time <= outing.budget_seconds else None


def worth(options, outing, order):
    """Return what a walk is worth: of each kind the best in full, then halves, quarters …"""
    total = sum(WANTED for stop in order if options[stop].wanted)
    for kind in {options[stop].kind for stop in order}:
        same = [points(options[stop], outing) for stop in order if options[stop].kind == kind]
        total += sum(each / 2**place for place, each in enumerate(sorted(same, reverse=True)))
    return total


def every_walk(count):
    return [order for size in range(count + 1) for order in permutations(range(count), size)]


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize(
    "asked", [{"loop": True}, {}, {"end": 6}, {"start": None, "loop": True}, {"start": None}]
)
def test_of_few_options_the_best_walk_is_found(seed, asked):
    count, budget = 6, 5400
    seconds, options = town(seed, count=count, budget=budget, closed=0.7)
    options[seed % count] = replace(options[seed % count], wanted=seed % 3 == 0)
    outing = replace(outing_of(budget, count), **asked)

    chosen = choose(seconds, options, outing)

    possible = [
        each for each in every_walk(count) if timed(seconds, options, outing, each) is not None
    ]
    best = max(worth(options, outing, each) for each in possible)
    assert worth(options, outing, chosen.order) == best
    assert chosen.seconds == min(
        timed(seconds, options, outing, each)
        for each in possible
        if worth(options, outing, each) == best
    )


@pytest.mark.parametrize("seed", range(2))
def test_eight_options_are_as_good_as_brute_force(seed):
    seconds, options = town(seed, count=8, budget=5400)
    outing = outing_of(5400, 8, loop=True)

    chosen = choose(seconds, options, outing)

    best = max(
        worth(options, outing, each)
        for each in every_walk(8)
        if timed(seconds, options, outing, each) is not None
    )
    assert worth(options, outing, chosen.order) == best


@given(
    seed=st.integers(0, 2**32),
    count=st.integers(0, 25),
    budget=st.integers(0, 3 * 3600),
    loop=st.booleans(),
)
@settings(deadline=None, max_examples=500)
def test_the_budget_is_never_exceeded(seed, count, budget, loop):
    seconds, options = town(seed, count=count, budget=budget + 2)
    outing = outing_of(budget, count, loop=loop)

    chosen = choose(seconds, options, outing, width=30)

    assert chosen.seconds <= budget
    assert timed(seconds, options, outing, chosen.order) == chosen.seconds
    everyone = [*chosen.order, *(each.option for each in chosen.left)]
    assert sorted(everyone) == list(range(count))


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("budget", [2 * 3600, 3 * 3600])
def test_a_longer_search_finds_hardly_more(seed, budget):
    seconds, options = town(seed, count=40, budget=budget)
    outing = outing_of(budget, 40, loop=True)

    chosen = choose(seconds, options, outing)

    longer = choose(seconds, options, outing, width=4000)
    assert worth(options, outing, chosen.order) >= 0.99 * worth(options, outing, longer.order)
    assert chosen == choose(seconds, options, outing)


def test_forty_options_take_a_fraction_of_a_second():
    seconds, options = town(1, count=40, budget=3 * 3600)
    outing = outing_of(3 * 3600, 40, loop=True)
    choose(seconds, options, outing)

    times = []
    for _ in range(3):
        begun = process_time()
        choose(seconds, options, outing)
        times.append(process_time() - begun)

    assert min(times) < 0.3  # of the processor, on a machine that does other things too


# A street: the start (last row), then stops 10, 20 and 30 minutes down the street.
STREET = MINUTE * np.abs(np.array([10, 20, 30, 0])[:, None] - np.array([10, 20, 30, 0]))
OPEN = ((0, 10**6),)


def visit_of(minutes=10, **asked):
    return Option(**{"dwell_seconds": minutes * MINUTE, "kind": "temple", "spans": OPEN} | asked)


def left_of(options, minutes, **asked):
    outing = Outing(minutes * MINUTE, start=3, loop=True, **asked)
    chosen = choose(STREET, options, outing)
    return chosen, {each.option: each for each in chosen.left}


def test_a_stop_that_fits_to_the_second_is_visited_and_one_second_less_is_too_far():
    # There and back 2 x 30 minutes, and 10 minutes there.
    options = [visit_of(seen=True), visit_of(seen=True), visit_of()]

    chosen = choose(STREET, options, Outing(70 * MINUTE, start=3, loop=True))
    short = choose(STREET, options, Outing(70 * MINUTE - 1, start=3, loop=True))

    assert (chosen.order, chosen.seconds) == ((2,), 70 * MINUTE)
    assert (short.order, short.left[2].reason, short.left[2].lacking) == ((), "too_far", 1)


def test_what_was_seen_is_left_out_even_when_wanted():
    chosen, left = left_of([visit_of(), visit_of(seen=True, wanted=True), visit_of()], 120)

    assert chosen.order == (0, 2)
    assert left[1].reason == "seen"


def test_an_island_is_not_reachable():
    seconds = STREET.astype(float)
    seconds[1, :3] = seconds[:3, 1] = seconds[3, 1] = seconds[1, 3] = np.inf

    chosen = choose(seconds, [visit_of()] * 3, Outing(7200, start=3, loop=True))

    assert chosen.order == (0, 2)
    assert [(each.option, each.reason) for each in chosen.left] == [(1, "not_reachable")]


@pytest.mark.parametrize(
    "shut",
    [(), ((0, 19 * MINUTE),), ((0, 29 * MINUTE),), ((100 * MINUTE, 300 * MINUTE),)],
)
def test_a_shut_door_is_not_visited(shut):
    chosen, left = left_of([visit_of(), visit_of(spans=shut), visit_of()], 120)

    assert 1 not in chosen.order
    assert left[1].reason == "closed"


def test_lunch_is_waited_for_when_it_is_nearly_over():
    # At stop 1 after 20 minutes; it opens again after 28.
    lunch = ((0, 5 * MINUTE), (28 * MINUTE, 200 * MINUTE))

    chosen, _ = left_of([visit_of(seen=True), visit_of(spans=lunch), visit_of(seen=True)], 60)

    visit = chosen.visits[0]
    assert (visit.arrive, visit.wait, visit.leave) == (1200, 480, 2280)
    assert visit.closes == 200 * MINUTE
    assert chosen.seconds == 58 * MINUTE


def test_nobody_waits_longer_than_ten_minutes():
    late = ((31 * MINUTE, 200 * MINUTE),)

    chosen, _ = left_of([visit_of(seen=True), visit_of(spans=late), visit_of(seen=True)], 90)

    assert chosen.order == ()


def test_known_hours_are_preferred_to_unknown_ones():
    options = [visit_of(30, hours_known=False), visit_of(30), visit_of(60)]

    chosen, left = left_of(options, 80)

    assert chosen.order == (1,)
    assert left[0].reason == "less"
    assert chosen.visits[0].hours_known


def test_unknown_hours_are_visited_where_there_is_time_and_are_marked():
    chosen, _ = left_of([visit_of(hours_known=False), visit_of(), visit_of()], 120)

    assert [visit.hours_known for visit in chosen.visits] == [False, True, True]


def test_variety_is_worth_more_than_a_second_temple():
    # Time for two of three: the second temple ranks higher than the library, and counts half.
    options = [visit_of(20, rank=0.8), visit_of(20, rank=0.9), visit_of(20, kind="library")]
    options[2] = replace(options[2], rank=0.5)

    chosen, left = left_of(options, 100)

    assert 2 in chosen.order
    assert [each.reason for each in left.values()] == ["less"]
    assert [each.of_kind for each in left.values()] == [1]


def test_what_is_wanted_comes_before_everything():
    options = [visit_of(20, rank=1.0), visit_of(20, rank=1.0, kind="museum")]
    options.append(visit_of(20, wanted=True))

    chosen, left = left_of(options, 80)

    assert chosen.order == (2,)
    assert chosen.visits[0].reason == "wanted"
    assert {each.reason for each in left.values()} == {"less"}


def test_wanted_stops_that_do_not_fit_together_are_a_matter_of_time():
    chosen, left = left_of([visit_of(60, wanted=True)] * 3, 100)

    assert len(chosen.order) == 1
    assert {each.reason for each in left.values()} <= {"no_time", "too_far"}


@pytest.mark.parametrize(
    ("asked", "wish", "reason"),
    [
        ({"wanted": True}, {}, "wanted"),
        ({"themes": ("equity", "health")}, {"themes": ("health",)}, "theme"),
        ({}, {}, "only"),
        ({"kind": None}, {}, "near"),
        ({"kind": None, "age_groups": ("child",)}, {"age_group": "child"}, "age"),
    ],
)
def test_a_stop_says_why_it_was_chosen(asked, wish, reason):
    options = [visit_of(**asked), visit_of(seen=True), visit_of(seen=True)]

    chosen, _ = left_of(options, 60, **wish)

    assert chosen.visits[0].reason == reason


def test_the_best_of_several_of_a_kind_says_so():
    chosen, _ = left_of([visit_of(), visit_of(rank=0.7), visit_of()], 120)

    assert [visit.reason for visit in chosen.visits] == ["near", "best", "near"]
    assert (chosen.visits[1].place_of_kind, chosen.visits[1].of_kind) == (1, 3)


def test_the_way_to_the_end_alone_may_be_too_long():
    seconds = np.array([[0, 60, 60], [60, 0, 900], [60, 900, 0]])

    chosen = choose(seconds, [visit_of()], Outing(899, start=1, end=2))
    walked = choose(seconds, [visit_of(60)], Outing(900, start=1, end=2))

    assert (chosen.fits, chosen.seconds, chosen.order) == (False, 900, ())
    assert (walked.fits, walked.seconds, walked.order) == (True, 900, ())


def test_without_options_there_is_nothing_to_choose():
    chosen = choose(np.zeros((1, 1)), [], Outing(3600, start=0, loop=True))

    assert (chosen.order, chosen.seconds, chosen.left) == ((), 0, ())
