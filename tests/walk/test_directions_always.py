"""What holds for every leg, however it runs."""

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from geoservice.walk.directions import describe, join_line, round_seconds
from geoservice.walk.itinerary import Landmark, Place, Stretch

KINDS = {"depart", "turn", "continue", "steps", "bridge", "underpass", "cross", "arrive"}
places = st.builds(
    Place,
    st.one_of(st.floats(98.97, 98.9702), st.floats(-180, 180)),
    st.one_of(st.floats(18.79, 18.7902), st.floats(-90, 90)),
)
names = st.one_of(st.none(), st.sampled_from(["ถนนสุเทพ", "Suthep Road", "ซ.3", "สะพานนวรัฐ", ""]))
lengths = st.floats(0, 5_000)
highways = ["door", "footway", "path", "steps", "service", "residential", "primary", "elevator"]
crossings = ["", "", "no", "yes", "zebra", "traffic_signals", "unmarked"]


@st.composite
def legs(draw: st.DrawFn) -> tuple[Stretch, ...]:
    """Return a leg whose stretches hang together, with any facts about each."""
    here = draw(places)
    stretches = []
    for _ in range(draw(st.integers(0, 8))):
        along = draw(st.lists(st.one_of(st.just(here), places), min_size=1, max_size=4))
        facts = st.builds(
            Stretch,
            coordinates=st.just((here, *along)),
            metres=lengths,
            seconds=lengths,
            highway=st.sampled_from(highways),
            name_th=names,
            name_en=names,
            steps=st.booleans(),
            bridge=st.booleans(),
            tunnel=st.booleans(),
            covered=st.booleans(),
            step_count=st.one_of(st.none(), st.integers(1, 99)),
            climbs=st.sampled_from([None, True, False]),
            layer=st.integers(-1, 1),
            crossing=st.sampled_from(crossings),
            branches=st.integers(1, 5),
        )
        stretches.append(draw(facts))
        here = along[-1]
    return tuple(stretches)


landmarks = st.lists(st.builds(Landmark, places, names, names, st.floats(0, 9)), max_size=4)


@settings(max_examples=200, deadline=None)
@given(legs(), landmarks, st.tuples(names, names))
def test_every_leg_is_described_from_its_start_to_its_end(
    leg: tuple[Stretch, ...],
    landmarks: list[Landmark],
    destination: tuple[str | None, str | None],
) -> None:
    steps = describe(leg, landmarks=landmarks, destination=destination)

    line = join_line(leg)
    assert bool(steps) == bool(line)
    if not steps:
        return
    assert len(steps) > 1 or len(set(line)) == 1
    assert [step.kind for step in steps].count("arrive") == 1
    assert steps[-1].kind == "arrive"
    assert [n for n, step in enumerate(steps) if step.kind == "depart"] == [0] * (len(steps) > 1)
    assert {step.kind for step in steps} <= KINDS
    assert all(step.text_th and step.text_en and "\0" not in step.text_th for step in steps)


@settings(max_examples=200, deadline=None)
@given(legs())
def test_steps_lie_on_the_line_in_order_and_add_up(leg: tuple[Stretch, ...]) -> None:
    steps = describe(leg, landmarks=(), destination=("วัด", "Wat"))

    line = join_line(leg)
    vertices = [step.vertex for step in steps]
    assert vertices == sorted(vertices)
    assert [step.at for step in steps] == [line[vertex] for vertex in vertices]
    assert sum(step.metres for step in steps) == round(math.fsum(each.metres for each in leg))
    assert sum(step.seconds for step in steps) == round_seconds(each.seconds for each in leg)
    assert all(step.metres >= 0 and step.seconds >= 0 for step in steps)


@settings(max_examples=50, deadline=None)
@given(legs(), st.permutations(range(4)))
def test_the_order_of_landmarks_does_not_matter(leg: tuple[Stretch, ...], order: list[int]) -> None:
    around = [Landmark(Place(98.9701, 18.7901), f"วัด {n}", None) for n in range(4)]

    said = describe(leg, landmarks=around, destination=(None, None))
    again = describe(leg, landmarks=[around[n] for n in order], destination=(None, None))

    assert said == again
