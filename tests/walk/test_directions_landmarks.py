import pytest

from geoservice.walk.directions.landmarks import LandmarkIndex, landmark_words
from geoservice.walk.itinerary import Landmark, Place
from tests.walk.legs import landmark, place


def test_the_better_known_of_near_landmarks_comes_first() -> None:
    index = LandmarkIndex([landmark("near", 2, 0, rank=1), landmark("known", 30, 0, rank=5)])

    found = index.best_near(place(0, 0), without=())

    assert found is not None
    assert found.name_en == "Wat known"


def test_of_equally_known_landmarks_the_nearest_comes_first() -> None:
    index = LandmarkIndex([landmark("far", 20, 0), landmark("near", -10, 0)])

    found = index.best_near(place(0, 0), without=())

    assert found is not None
    assert found.name_en == "Wat near"


@pytest.mark.parametrize(("metres", "is_near"), [(34, True), (36, False)])
@pytest.mark.parametrize("side", [(1, 0), (0, 1), (-1, 0), (0, -1)])
def test_near_is_35_metres_on_every_side(
    side: tuple[int, int], metres: float, is_near: bool
) -> None:
    index = LandmarkIndex([landmark("one", side[0] * metres, side[1] * metres)])

    assert (index.best_near(place(0, 0), without=()) is not None) is is_near


@pytest.mark.parametrize("name", ["วัดone", "Wat one"])
def test_a_refused_name_is_not_used_in_either_language(name: str) -> None:
    index = LandmarkIndex([landmark("one", 0, 0)])

    assert index.best_near(place(0, 0), without=[name]) is None


def test_a_nameless_landmark_is_none() -> None:
    index = LandmarkIndex([Landmark(place(0, 0), None, "")])

    assert index.best_near(place(0, 0), without=()) is None


def test_the_order_of_equal_landmarks_does_not_matter() -> None:
    twins = [landmark("a", 3, 0), landmark("b", 3, 0)]

    found = [
        LandmarkIndex(order).best_near(place(0, 0), without=()) for order in (twins, twins[::-1])
    ]

    assert found[0] == found[1] == twins[0]


@pytest.mark.parametrize("latitude", [0.0, 60.2, 89.9, -89.9])
def test_landmarks_are_found_at_every_latitude(latitude: float) -> None:
    here = Place(24.94, latitude)

    assert LandmarkIndex([Landmark(here, "เขา", None)]).best_near(here, without=()) is not None


def test_a_landmark_named_in_one_language_has_that_name_in_both() -> None:
    assert landmark_words(Landmark(place(0, 0), "วัดเกต", None)) == ("วัดเกต", "วัดเกต")
    assert landmark_words(Landmark(place(0, 0), None, "Market")) == ("Market", "Market")
