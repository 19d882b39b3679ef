"""Whole walks over the fixture town: by hand, in order, and never over the time."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise, permutations
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from geoservice.errors import InputError
from geoservice.walk.itinerary import Candidate, Landmark, Walk, Wish
from geoservice.walk.network import Network, build_network
from geoservice.walk.planning import NetworkOf, plan_walk
from geoservice.walk.streets import Streets
from tests.walk.conftest import at

SATURDAY = datetime(2026, 11, 28, 14, 0, tzinfo=ZoneInfo("Asia/Bangkok"))
SPEED = 1.34
A, C, E, G, H, J = (0, 300), (200, 300), (0, 200), (200, 200), (0, 100), (200, 100)


@pytest.fixture(scope="module")
def network_of(streets: Streets) -> NetworkOf:
    known: dict[object, Network] = {}

    def find(profile, prefer):
        key = profile.id, tuple(sorted(prefer))
        if key not in known:
            known[key] = build_network(streets, profile, prefer)
        return known[key]

    return find


def stop(x: float, y: float, **fields: object) -> Candidate:
    return Candidate(at(x, y), **fields)


def walked(walk: Walk) -> list[int]:
    """Return the positions of the stops among the wished ones, in walking order."""
    return [each.wished for each in walk.stops]


def test_stops_in_the_given_order(network_of: NetworkOf) -> None:
    wish = Wish(depart=SATURDAY, stops=(stop(*A), stop(*C), stop(*H)))

    walk = plan_walk(network_of, wish)

    # A to C 200 m, C to H 200 + 200 = 400 m; nobody asked for a start, so two legs
    assert [round(leg.metres) for leg in walk.legs] == [200, 400]
    assert [leg.seconds for leg in walk.legs] == [150, 299]
    assert walked(walk) == [0, 1, 2]
    assert walk.seconds == walk.walk_seconds == 449
    assert walk.arrive == SATURDAY + timedelta(seconds=449)
    assert not walk.proven


def test_the_best_order_is_the_shortest_of_all(network_of: NetworkOf) -> None:
    places = (C, H, A, J, G)
    wish = Wish(
        depart=SATURDAY, stops=tuple(stop(*each) for each in places), start=stop(*E),
        best_order=True,
    )  # fmt: skip

    walk = plan_walk(network_of, wish)

    def metres(order: tuple[tuple[int, int], ...]) -> int:
        return sum(abs(a[0] - b[0]) + abs(a[1] - b[1]) for a, b in pairwise((E, *order)))

    assert walk.metres == pytest.approx(min(map(metres, permutations(places))), abs=0.5)
    assert walk.proven


def test_a_loop_ends_where_it_starts(network_of: NetworkOf) -> None:
    wish = Wish(depart=SATURDAY, stops=(stop(*C), stop(*J)), start=stop(*A), loop=True)

    walk = plan_walk(network_of, wish)

    assert len(walk.legs) == 3
    assert walk.start == walk.end == at(*A)
    assert walk.legs[-1].coordinates[-1] == pytest.approx(at(*A), abs=1e-6)


def test_a_loop_without_a_start_returns_to_its_first_stop(network_of: NetworkOf) -> None:
    wish = Wish(depart=SATURDAY, stops=(stop(*A), stop(*C), stop(*J)), loop=True)

    walk = plan_walk(network_of, wish)

    assert [round(leg.metres) for leg in walk.legs] == [200, 200, 400]
    assert walk.end == at(*A)


def test_a_chosen_end_comes_last_and_a_fixed_stop_stays(network_of: NetworkOf) -> None:
    wish = Wish(
        depart=SATURDAY, stops=(stop(*C), stop(*G), stop(*J)), start=stop(*E), end=stop(*A),
        best_order=True, fixed={0: 0},
    )  # fmt: skip

    walk = plan_walk(network_of, wish)

    assert walked(walk)[0] == 0
    assert walk.legs[-1].coordinates[-1] == pytest.approx(at(*A), abs=1e-6)


def test_the_clock_counts_walking_and_staying(network_of: NetworkOf) -> None:
    wish = Wish(
        depart=SATURDAY, start=stop(*A), stops=(stop(*C, dwell_minutes=30), stop(*J)),
    )  # fmt: skip

    first, second = plan_walk(network_of, wish).stops

    assert first.arrive == SATURDAY + timedelta(seconds=150)
    assert first.leave == first.arrive + timedelta(minutes=30)
    assert second.arrive == first.leave + timedelta(seconds=150)


def test_opening_hours_are_told_for_when_one_is_there(network_of: NetworkOf) -> None:
    wish = Wish(
        depart=SATURDAY,
        start=stop(*A),
        stops=(
            stop(*C, space=1, hours="Sa 09:00-15:00", dwell_minutes=30),
            stop(*G, space=2, hours="Mo-Fr 09:00-17:00", dwell_minutes=10),
            stop(*J, space=3, dwell_minutes=10),
        ),
    )

    walk = plan_walk(network_of, wish)

    opened, shut, unknown = walk.stops
    assert (opened.is_open, shut.is_open, unknown.is_open) == (True, False, None)
    assert (opened.opens.hour, opened.closes.hour) == (9, 15)
    assert shut.opens == datetime(2026, 11, 30, 9, 0, tzinfo=SATURDAY.tzinfo)
    assert not unknown.hours_known
    assert len(walk.notes_th) == len(walk.notes_en) == 2


def test_a_stop_that_shuts_while_one_is_there_is_not_open(network_of: NetworkOf) -> None:
    wish = Wish(
        depart=SATURDAY, start=stop(*A), stops=(stop(*C, hours="Sa 09:00-14:20", dwell_minutes=30),)
    )

    (only,) = plan_walk(network_of, wish).stops

    assert only.is_open is False


def test_steps_turn_at_landmarks_in_both_languages(network_of: NetworkOf) -> None:
    wish = Wish(depart=SATURDAY, start=stop(150, 300), stops=(stop(200, 240, name_th="ร้านหนังสือ"),))
    landmarks = [Landmark(at(205, 305), "วัดพระสิงห์", "Wat Phra Singh", 1.0)]

    walk = plan_walk(network_of, wish, landmarks=landmarks)

    said = [step.text_th for step in walk.legs[0].steps]
    assert any("เลี้ยวขวาที่วัดพระสิงห์" in text for text in said)
    assert "ร้านหนังสือ" in said[-1]
    assert any("Turn right at Wat Phra Singh" in step.text_en for step in walk.legs[0].steps)


def test_wheels_are_told_of_metres_nobody_mapped(network_of: NetworkOf) -> None:
    wish = Wish(depart=SATURDAY, start=stop(*A), stops=(stop(*C),), profile="wheelchair")

    walk = plan_walk(network_of, wish)

    assert sum(leg.unknown_metres for leg in walk.legs) == pytest.approx(200, abs=0.5)
    assert any("200" in note for note in walk.notes_en)


def test_one_stop_at_the_start_is_a_walk_of_no_metres(network_of: NetworkOf) -> None:
    wish = Wish(depart=SATURDAY, start=stop(*A), stops=(stop(*A, dwell_minutes=5),))

    walk = plan_walk(network_of, wish)

    assert (walk.metres, walk.seconds) == (0, 300)


def test_a_stop_nobody_can_walk_to_is_named(network_of: NetworkOf) -> None:
    wish = Wish(depart=SATURDAY, start=stop(*A), stops=(stop(100, 900, name_th="วัดไกล"),))

    with pytest.raises(InputError, match="วัดไกล is not reachable on foot"):
        plan_walk(network_of, wish)


def test_a_start_in_the_river_is_refused(network_of: NetworkOf) -> None:
    with pytest.raises(InputError, match="lies in the water"):
        plan_walk(network_of, Wish(depart=SATURDAY, start=stop(0, 55), stops=(stop(*A),)))


def test_the_same_wish_gives_the_same_walk(network_of: NetworkOf) -> None:
    wish = Wish(
        depart=SATURDAY, start=stop(*E), stops=(stop(*C), stop(*H), stop(*A)), best_order=True
    )

    assert plan_walk(network_of, wish) == plan_walk(network_of, wish)


def test_a_quieter_way_is_offered_where_it_is_hardly_longer(streets: Streets) -> None:
    # row 1 becomes a trunk road; along row 2 it is 20 m longer for one who starts near it
    names = [streets.names[code][1] for code in streets.name]
    highway = streets.highway.copy()
    words = (*streets.words, "trunk")
    highway[[name == "Row 1" for name in names]] = len(words) - 1
    busy = replace(streets, highway=highway, words=words)

    def network_of(profile, prefer):
        return build_network(busy, profile, prefer)

    wish = Wish(depart=SATURDAY, start=stop(0, 145), stops=(stop(200, 145),))

    walk = plan_walk(network_of, wish)

    assert walk.metres == pytest.approx(290, abs=0.5)
    (quiet,) = [each for each in walk.alternatives if each.prefer == "quiet"]
    assert quiet.metres == pytest.approx(310, abs=0.5)
    assert quiet.seconds <= walk.walk_seconds * 1.2


def test_wished_stops_that_fit_keep_their_order_within_a_budget(network_of: NetworkOf) -> None:
    wish = Wish(
        depart=SATURDAY, start=stop(*A), stops=(stop(*C), stop(*H), stop(*A, space=7)),
        budget_minutes=30,
    )  # fmt: skip

    walk = plan_walk(network_of, wish)

    assert walked(walk) == [0, 1, 2]
    assert walk.left_out == ()


def test_what_does_not_fit_of_the_wished_stops_is_left_out_and_says_why(
    network_of: NetworkOf,
) -> None:
    wish = Wish(
        depart=SATURDAY,
        start=stop(*A),
        stops=(stop(*C, dwell_minutes=10), stop(*J, dwell_minutes=60)),
        budget_minutes=20,
    )

    walk = plan_walk(network_of, wish)

    assert walked(walk) == [0]
    (left,) = walk.left_out
    assert left.reason == "too_far"
    assert left.text_th
    assert walk.seconds <= 20 * 60


def test_wished_stops_farther_apart_than_the_time_are_left_out_not_refused(
    network_of: NetworkOf,
) -> None:
    wish = Wish(
        depart=SATURDAY, start=stop(*A), stops=(stop(50, 300), stop(*J)), best_order=True,
        budget_minutes=2,
    )  # fmt: skip

    walk = plan_walk(network_of, wish)

    assert walked(walk) == [0]
    assert [left.reason for left in walk.left_out] == ["too_far"]
    assert "longer than you have" in walk.left_out[0].text_en


def test_an_order_that_one_way_streets_forbid_is_refused(streets: Streets) -> None:
    # the steps up to the temple's hill may only be walked down
    oneway = np.where(streets.steps, -1, streets.oneway).astype(streets.oneway.dtype)
    town = replace(streets, oneway=oneway)
    wish = Wish(depart=SATURDAY, start=stop(*A), stops=(stop(255, 300),))

    for best in (False, True):
        with pytest.raises(InputError, match="No order of these stops"):
            plan_walk(
                lambda profile, prefer: build_network(town, profile, prefer),
                replace(wish, best_order=best),
            )


def test_a_closed_wished_stop_is_left_out_of_a_budget_and_says_when_it_opens(
    network_of: NetworkOf,
) -> None:
    shut = stop(*C, space=1, hours="Mo-Fr 09:00-17:00", dwell_minutes=10)
    wish = Wish(depart=SATURDAY, start=stop(*A), stops=(shut, stop(*J)), budget_minutes=60)

    walk = plan_walk(network_of, wish)

    assert walked(walk) == [1]
    assert walk.left_out[0].reason == "closed"
    assert "Monday" in walk.left_out[0].text_en


def test_at_night_no_door_of_unknown_hours_is_counted_on(network_of: NetworkOf) -> None:
    night = SATURDAY.replace(hour=2)
    museum = stop(*C, space=1, kind="museum", dwell_minutes=20)
    around_the_clock = stop(*J, space=2, kind="temple", hours="24/7", dwell_minutes=10)
    wish = Wish(
        depart=night, start=stop(*A), candidates=(museum, around_the_clock), budget_minutes=90
    )

    walk = plan_walk(network_of, wish)

    assert [each.candidate.space for each in walk.stops] == [2]
    assert walk.left_out[0].reason == "closed"
    assert "at night" in walk.left_out[0].text_en


def test_when_all_is_closed_the_walk_says_so(network_of: NetworkOf) -> None:
    museum = stop(*C, space=1, kind="museum", dwell_minutes=20)
    wish = Wish(
        depart=SATURDAY.replace(hour=2), start=stop(*A), candidates=(museum,), budget_minutes=90
    )

    walk = plan_walk(network_of, wish)

    assert (walk.stops, walk.seconds) == ((), 0)
    assert "closed at that time" in walk.notes_en[0]


def test_a_way_to_the_end_beyond_the_budget_is_refused(network_of: NetworkOf) -> None:
    wish = Wish(depart=SATURDAY, start=stop(*A), end=stop(*J), budget_minutes=3)

    with pytest.raises(InputError, match="alone takes 5 minutes, more than the 3"):
        plan_walk(network_of, wish)


places = st.tuples(st.integers(0, 200), st.integers(95, 305))


@st.composite
def wishes(draw: st.DrawFn) -> Wish:
    kinds = st.sampled_from(["temple", "library", "museum", None])
    hours = st.sampled_from([None, "24/7", "Sa 09:00-14:30", "Mo-Fr 09:00-17:00", "Sa 14:05-18:00"])
    candidates = draw(
        st.lists(
            st.builds(
                lambda place, kind, hours, rank, dwell: stop(
                    *place, kind=kind, hours=hours, rank=rank, dwell_minutes=dwell
                ),
                places, kinds, hours, st.floats(0, 1), st.integers(0, 40),
            ),
            max_size=9,
        )
    )  # fmt: skip
    return Wish(
        depart=SATURDAY,
        candidates=tuple(candidates),
        start=stop(*draw(places)),
        end=stop(*draw(places)) if draw(st.booleans()) else None,
        loop=False,
        budget_minutes=draw(st.integers(5, 180)),
    )


@settings(max_examples=500, deadline=None)
@given(wishes(), st.booleans())
def test_a_budget_is_never_exceeded_not_by_a_second(network_of, wish, loop) -> None:
    if loop:
        wish = replace(wish, end=None, loop=True)
    try:
        walk = plan_walk(network_of, wish)
    except InputError as error:
        event(error.message)
        alone = replace(wish, candidates=(), budget_minutes=None)
        assert plan_walk(network_of, alone).seconds > wish.budget_minutes * 60
        return

    assert walk.seconds <= wish.budget_minutes * 60
    assert walk.arrive - walk.depart == timedelta(seconds=walk.seconds)
    assert all(each.is_open is not False for each in walk.stops)
    assert len(walk.stops) + len(walk.left_out) == len(wish.candidates)
    for stop_ in walk.stops:
        assert stop_.why_th
        assert stop_.why_en
    for alternative in walk.alternatives:
        assert alternative.seconds + walk.dwell_seconds <= wish.budget_minutes * 60
