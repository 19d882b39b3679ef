"""Legs drawn in metres; one walks a metre a second, and every junction has four ways."""

from itertools import pairwise

import pytest

from geoservice.walk.directions import LandmarkIndex, describe
from geoservice.walk.itinerary import Landmark, Place, Step, Stretch
from tests.walk.legs import landmark, place, road, stretch

TEMPLE = ("วัดพระสิงห์", "Wat Phra Singh")


def walked(*stretches: Stretch, landmarks: tuple[Landmark, ...] = ()) -> tuple[Step, ...]:
    return describe(stretches, landmarks=landmarks, destination=TEMPLE)


def english(steps: tuple[Step, ...]) -> list[str]:
    return [step.text_en for step in steps]


def test_a_walk_round_a_corner_is_told_in_both_languages() -> None:
    steps = walked(
        road((0, 0), (0, 100), name="ห้วยแก้ว", branches=4),
        road((0, 100), (-120, 100), name="สิงหราช"),
        stretch((-120, 100), (-120, 88), highway="door", branches=1),
        landmarks=(landmark("เกต", 5, 105),),
    )

    assert [step.text_th for step in steps] == [
        "มุ่งหน้าไปทางทิศเหนือตามถนนห้วยแก้ว",
        "เลี้ยวซ้ายที่วัดเกต เข้าถนนสิงหราช",
        "ถึงวัดพระสิงห์ อยู่ทางซ้ายมือ",
    ]
    assert english(steps) == [
        "Head north on ห้วยแก้ว Road",
        "Turn left at Wat เกต onto สิงหราช Road",
        "Arrive at Wat Phra Singh, on the left",
    ]
    assert [(step.kind, step.modifier) for step in steps] == [
        ("depart", ""),
        ("turn", "left"),
        ("arrive", "left"),
    ]
    assert [(step.vertex, step.metres, step.seconds) for step in steps] == [
        (0, 100, 100),
        (1, 120, 120),
        (2, 12, 12),
    ]
    assert [step.at for step in steps] == [place(0, 0), place(0, 100), place(-120, 100)]
    assert [step.street_th for step in steps] == ["ถนนห้วยแก้ว", "ถนนสิงหราช", None]


def test_a_bend_without_a_junction_is_no_instruction() -> None:
    steps = walked(stretch((0, 0), (0, 100)), stretch((0, 100), (100, 100)))

    assert english(steps) == ["Head north on the footpath", "Arrive at Wat Phra Singh"]


def test_a_street_that_goes_on_over_junctions_is_one_step() -> None:
    steps = walked(
        road((0, 0), (0, 100), name="สุเทพ", branches=4),
        road((0, 100), (5, 200), name="สุเทพ", branches=3),
        road((5, 200), (0, 300), name="สุเทพ"),
    )

    assert [step.kind for step in steps] == ["depart", "arrive"]
    assert steps[0].metres == 300


def test_a_street_that_turns_at_a_junction_is_stayed_on() -> None:
    steps = walked(
        road((0, 0), (0, 100), name="สุเทพ", branches=3),
        road((0, 100), (100, 100), name="สุเทพ"),
    )

    assert steps[1].text_th == "เลี้ยวขวาไปตามถนนสุเทพ"
    assert steps[1].text_en == "Turn right to stay on สุเทพ Road"


def test_a_turn_between_nameless_ways_of_one_class_says_only_the_turn() -> None:
    steps = walked(stretch((0, 0), (0, 100), branches=3), stretch((0, 100), (-70, 170)))

    assert (steps[1].text_th, steps[1].text_en) == ("เบี่ยงซ้าย", "Bear left")


def test_a_new_name_without_a_junction_is_said() -> None:
    steps = walked(road((0, 0), (0, 100), name="สุเทพ"), road((0, 100), (60, 160), name="ห้วยแก้ว"))

    assert english(steps)[1] == "Continue on ห้วยแก้ว Road"


def test_straight_over_a_junction_into_another_street_is_said() -> None:
    steps = walked(
        road((0, 0), (0, 100), name="สุเทพ", branches=4),
        road((0, 100), (0, 200), name="ห้วยแก้ว"),
        landmarks=(landmark("เกต", 10, 100),),
    )

    assert steps[1].text_th == "เดินตรงผ่านวัดเกต เข้าถนนห้วยแก้ว"
    assert steps[1].kind == "continue"


def test_leaving_a_named_street_straight_on_is_said_once() -> None:
    steps = walked(
        road((0, 0), (0, 100), name="สุเทพ", branches=4),
        stretch((0, 100), (0, 200), branches=4),
        stretch((0, 200), (0, 300), highway="path"),
    )

    assert english(steps)[1:-1] == ["Continue straight onto the footpath"]


def test_a_short_nameless_link_does_not_interrupt_a_street() -> None:
    steps = walked(
        road((0, 0), (0, 100), name="สุเทพ", branches=4),
        road((0, 100), (0, 120), branches=4),
        road((0, 120), (0, 200), name="สุเทพ"),
    )

    assert [step.kind for step in steps] == ["depart", "arrive"]


def test_a_corner_cut_by_a_short_piece_is_one_turn() -> None:
    steps = walked(
        road((0, 0), (0, 100), name="สุเทพ", branches=3),
        road((0, 100), (4, 104), branches=3),
        road((4, 104), (100, 104), name="ห้วยแก้ว"),
    )

    assert [step.modifier for step in steps] == ["", "right", ""]
    assert steps[1].text_en == "Turn right onto ห้วยแก้ว Road"
    assert steps[1].at == place(0, 100)


def test_a_kink_in_the_last_metres_is_no_turn() -> None:
    steps = walked(
        stretch((0, 0), (0, 97), (2, 99), branches=4), stretch((2, 99), (2, 102), (0, 200))
    )

    assert [step.kind for step in steps] == ["depart", "arrive"]


def test_one_turns_around_at_a_dead_end_but_not_in_a_hairpin() -> None:
    out = stretch((0, 0), (0, 100), branches=1)
    hairpin = stretch((0, 0), (0, 100), branches=2)
    back = stretch((0, 100), (0, 20))

    assert english(walked(out, back))[1] == "Turn around"
    assert len(walked(hairpin, back)) == 2


def test_a_landmark_is_not_used_twice_in_a_row() -> None:
    steps = walked(
        road((0, 0), (0, 100), name="สุเทพ", branches=4),
        road((0, 100), (20, 100), name="ห้วยแก้ว", branches=4),
        road((20, 100), (20, 200), name="สิงหราช"),
        landmarks=(landmark("เกต", 10, 100, rank=9), landmark("ผาลาด", 20, 110)),
    )

    assert [text.split(" onto")[0] for text in english(steps)[1:-1]] == [
        "Turn right at Wat เกต",
        "Turn left at Wat ผาลาด",
    ]


def test_the_destination_is_no_landmark_on_the_way_to_it() -> None:
    steps = walked(
        road((0, 0), (0, 100), name="สุเทพ", branches=4),
        road((0, 100), (100, 100), name="ห้วยแก้ว"),
        landmarks=(Landmark(place(0, 100), *TEMPLE, rank=9.0),),
    )

    assert english(steps)[1] == "Turn right onto ห้วยแก้ว Road"


def test_landmarks_made_ready_once_say_the_same() -> None:
    leg = (
        road((0, 0), (0, 100), name="สุเทพ", branches=4),
        road((0, 100), (100, 100), name="ห้วยแก้ว"),
    )
    landmarks = (landmark("เกต", 0, 100),)

    ready = describe(leg, landmarks=LandmarkIndex(landmarks), destination=TEMPLE)

    assert ready == walked(*leg, landmarks=landmarks)
    assert "Wat เกต" in ready[1].text_en


def test_one_sets_out_along_the_street_and_not_from_a_near_door() -> None:
    steps = walked(stretch((12, 0), (0, 0), highway="door"), road((0, 0), (0, 100), name="สุเทพ"))

    assert english(steps)[0] == "Head north on สุเทพ Road"
    assert steps[0].metres == 112


def test_one_sets_out_to_the_street_from_a_far_door() -> None:
    steps = walked(stretch((80, 0), (0, 0), highway="door"), road((0, 0), (0, 100), name="สุเทพ"))

    assert [step.text_th for step in steps] == [
        "มุ่งหน้าไปทางทิศตะวันตกจนถึงถนนสุเทพ",
        "เลี้ยวขวาเข้าถนนสุเทพ",
        "ถึงวัดพระสิงห์",
    ]


def test_one_turns_towards_a_far_door_and_arrives_there() -> None:
    steps = walked(
        road((0, 0), (0, 100), name="สุเทพ"), stretch((0, 100), (90, 100), highway="door")
    )

    assert english(steps)[1:] == ["Turn right towards Wat Phra Singh", "Arrive at Wat Phra Singh"]
    assert (steps[-1].vertex, steps[-1].metres) == (2, 0)


@pytest.mark.parametrize(
    ("door", "modifier"), [((10, 100), "right"), ((-10, 100), "left"), ((1, 110), "straight")]
)
def test_one_arrives_where_the_door_is_beside_the_street(
    door: tuple[float, float], modifier: str
) -> None:
    steps = walked(
        road((0, 0), (0, 100), name="สุเทพ"), stretch((0, 100), door, highway="door", branches=1)
    )

    assert steps[-1].modifier == modifier
    assert steps[-1].at == place(0, 100)


def test_from_door_to_door_one_only_sets_out_and_arrives() -> None:
    steps = walked(
        stretch((0, 0), (0, 20), highway="door"), stretch((0, 20), (10, 20), highway="door")
    )

    assert english(steps) == ["Head north", "Arrive at Wat Phra Singh"]


def test_a_loop_back_to_its_start_has_its_turns() -> None:
    corners = [(0, 0), (0, 80), (80, 80), (80, 0), (0, 0)]

    steps = walked(*(stretch(one, other, branches=4) for one, other in pairwise(corners)))

    assert [step.modifier for step in steps] == ["", "right", "right", "right", ""]
    assert steps[-1].vertex == 4


def test_stretches_without_length_are_skipped() -> None:
    nothing = stretch((0, 100), (0, 100), name_en="Nowhere", branches=5)

    steps = walked(
        road((0, 0), (0, 100), name="สุเทพ"), nothing, road((0, 100), (90, 100), name="สุเทพ")
    )

    assert english(steps)[1] == "Turn right to stay on สุเทพ Road"
    assert steps[1].vertex == 2


def test_who_is_there_already_only_arrives() -> None:
    steps = walked(stretch((7, 7), (7, 7)))

    assert english(steps) == ["Arrive at Wat Phra Singh"]
    assert steps[0].at == place(7, 7)


def test_a_leg_of_no_stretches_arrives_where_it_is_said_to() -> None:
    here = Place(98.98, 18.79)

    assert describe((), landmarks=(), destination=TEMPLE) == ()
    assert [step.at for step in describe((), landmarks=(), destination=TEMPLE, at=here)] == [here]


def test_metres_of_many_turns_add_up_though_each_is_rounded() -> None:
    # 9 pieces of 33.4 m: 300.6 m in all, which nine times 33 m are not
    zigzag = [(33.4 * ((n + 1) // 2), 33.4 * (n // 2)) for n in range(10)]

    steps = walked(*(stretch(one, other, branches=4) for one, other in pairwise(zigzag)))

    assert len(steps) == 10
    assert sum(step.metres for step in steps) == 301
    assert sum(step.seconds for step in steps) == 301
    assert {step.metres for step in steps[:-1]} == {33, 34}
