import pytest

from geoservice.walk.directions import describe
from geoservice.walk.itinerary import Step, Stretch
from tests.walk.legs import road, stretch


def walked(*stretches: Stretch) -> tuple[Step, ...]:
    return describe(stretches, landmarks=(), destination=("วัดพระสิงห์", "Wat Phra Singh"))


def english(steps: tuple[Step, ...]) -> list[str]:
    return [step.text_en for step in steps]


def test_stairs_say_their_steps_and_the_turn_before_them() -> None:
    steps = walked(
        stretch((0, 0), (0, 100), branches=3),
        stretch((0, 100), (10, 100), highway="steps", steps=True, step_count=8, climbs=True),
        stretch((10, 100), (20, 100), highway="steps", steps=True, step_count=4, climbs=True),
        stretch((20, 100), (90, 100)),
    )

    assert steps[1].kind == "steps"
    assert steps[1].text_th == "เลี้ยวขวา แล้วขึ้นบันได 12 ขั้น"
    assert steps[1].text_en == "Turn right, then go up 12 steps"
    assert len(steps) == 3


def test_stairs_counted_in_part_say_no_number() -> None:
    steps = walked(
        stretch((0, 0), (0, 50)),
        stretch((0, 50), (0, 60), highway="steps", steps=True, step_count=8, climbs=False),
        stretch((0, 60), (0, 70), highway="steps", steps=True, climbs=False),
    )

    assert english(steps)[1] == "Go down the stairs"


def test_stairs_up_and_down_again_are_two_steps() -> None:
    steps = walked(
        stretch((0, 0), (0, 50)),
        stretch((0, 50), (0, 60), highway="steps", steps=True, climbs=True),
        stretch((0, 60), (0, 85), bridge=True, layer=1),
        stretch((0, 85), (0, 95), highway="steps", steps=True, climbs=False),
        stretch((0, 95), (0, 150)),
    )

    assert [step.text_th for step in steps[1:-1]] == ["ขึ้นบันได", "ข้ามสะพานลอย", "ลงบันได"]
    assert [step.kind for step in steps[1:-1]] == ["steps", "bridge", "steps"]


def test_a_bridge_is_said_and_the_same_street_after_it_is_not() -> None:
    steps = walked(
        road((0, 0), (0, 100), name="นวรัฐ", branches=4),
        road((0, 100), (0, 160), name="นวรัฐ", bridge=True, layer=1, branches=4),
        road((0, 160), (0, 300), name="นวรัฐ"),
    )

    assert english(steps)[1:-1] == ["Cross the bridge"]
    assert steps[1].metres == 200


def test_a_tunnel_of_two_pieces_is_said_once() -> None:
    steps = walked(
        stretch((0, 0), (0, 100)),
        stretch((0, 100), (0, 130), tunnel=True, layer=-1, branches=3),
        stretch((0, 130), (5, 160), tunnel=True, layer=-1),
        stretch((5, 160), (0, 200)),
    )

    assert [(step.kind, step.text_en) for step in steps[1:-1]] == [
        ("underpass", "Go through the underpass")
    ]


def test_a_crossing_in_halves_is_crossed_once() -> None:
    steps = walked(
        stretch((0, 0), (0, 100), branches=3),
        stretch((0, 100), (6, 100), crossing="traffic_signals", branches=4),
        stretch((6, 100), (12, 100), crossing="traffic_signals", branches=3),
        stretch((12, 100), (12, 200)),
    )

    assert [step.kind for step in steps] == ["depart", "cross", "turn", "arrive"]
    assert steps[1].text_th == "เลี้ยวขวา แล้วข้ามถนนที่สัญญาณไฟจราจร"
    assert english(steps)[2] == "Turn left"


def test_a_long_footpath_that_ends_at_a_crossing_crosses_there() -> None:
    steps = walked(
        stretch((0, 0), (0, 100), crossing="uncontrolled", branches=4), stretch((0, 100), (0, 200))
    )

    assert steps[1].kind == "cross"
    assert steps[1].vertex == 1
    assert steps[1].text_th == "ข้ามถนนที่ทางม้าลาย"


def test_a_crossing_named_after_its_street_names_it() -> None:
    steps = walked(
        stretch((0, 0), (0, 100)),
        stretch((0, 100), (0, 110), crossing="zebra", name_th="ถนนสุเทพ", name_en="Suthep Road"),
        stretch((0, 110), (0, 200)),
    )

    assert steps[1].text_th == "ข้ามถนนสุเทพที่ทางม้าลาย"
    assert steps[1].text_en == "Cross Suthep Road at the zebra crossing"


@pytest.mark.parametrize("value", ["no", ""])
def test_no_crossing_is_crossed_where_there_is_none(value: str) -> None:
    steps = walked(
        stretch((0, 0), (0, 100)), stretch((0, 100), (0, 110), crossing=value, branches=2)
    )

    assert "cross" not in [step.kind for step in steps]


def test_whoever_walks_along_the_carriageway_crosses_nothing() -> None:
    steps = walked(
        road((0, 0), (0, 100), name="สุเทพ", crossing="zebra", branches=4),
        road((0, 100), (0, 200), name="สุเทพ"),
    )

    assert [step.kind for step in steps] == ["depart", "arrive"]


def test_whoever_leaves_the_carriageway_by_half_a_crossing_crosses_nothing() -> None:
    steps = walked(
        road((0, 0), (0, 100), name="สุเทพ", branches=4),
        stretch((0, 100), (9, 100), crossing="zebra", branches=3),
        stretch((9, 100), (100, 100)),
    )

    assert english(steps)[1:-1] == ["Turn right onto the footpath"]
