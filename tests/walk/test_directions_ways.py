import pytest

from geoservice.walk.directions.ways import Words, english_street_name, thai_street_name, way_of
from tests.walk.legs import stretch


@pytest.mark.parametrize(
    ("name", "spoken"),
    [
        ("ถนนสุเทพ", "ถนนสุเทพ"),
        ("สุเทพ", "ถนนสุเทพ"),
        ("ถ.สุเทพ", "ถนนสุเทพ"),
        ("ถนน สุเทพ", "ถนนสุเทพ"),
        ("ถนนถนนสุเทพ", "ถนนสุเทพ"),
        ("ถนน ๒ เชียงราย", "ถนน ๒ เชียงราย"),
        ("ซ.3", "ซอย 3"),
        ("ซอยซอยจำปี", "ซอยจำปี"),
        ("เจ็ดยอด ซอย 2", "เจ็ดยอด ซอย 2"),
        ("ทางหลวงหมายเลข 11", "ทางหลวงหมายเลข 11"),
        ("สะพานนวรัฐ", "สะพานนวรัฐ"),
        ("Mannerheimintie", "ถนน Mannerheimintie"),
        ("Sirorot Road", "Sirorot Road"),
    ],
)
def test_a_road_has_one_word_for_street_before_its_name(name: str, spoken: str) -> None:
    assert thai_street_name(name, highway="tertiary") == spoken


def test_what_is_no_road_gets_no_word_for_street() -> None:
    assert thai_street_name("สกายวอล์ก", highway="footway") == "สกายวอล์ก"
    assert thai_street_name("สวนบวกหาด", highway="path") == "สวนบวกหาด"


def test_english_says_road_once() -> None:
    assert english_street_name("Suthep Road Road") == "Suthep Road"


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (("ถนนสุเทพ", "Suthep Road"), Words("ถนนสุเทพ", "Suthep Road")),
        (("ถนนสุเทพ", None), Words("ถนนสุเทพ", "ถนนสุเทพ")),
        ((None, "Suthep Road"), Words("Suthep Road", "Suthep Road")),
        ((None, None), None),
        (("", " "), None),
    ],
)
def test_a_name_missing_in_one_language_is_taken_from_the_other(
    names: tuple[str | None, str | None], words: Words | None
) -> None:
    way = way_of(stretch((0, 0), (1, 0), highway="tertiary", name_th=names[0], name_en=names[1]))

    assert way.name == words


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("ถนนสุเทพ", None), ("ถนน สุเทพ", "Suthep Road"), True),
        (("ถนนสุเทพ", None), ("สุเทพ", None), True),
        (("ถนนบ้านน้ำแม่", "Ban Nam Mae Rd"), ("ถนนน้ำแม่", "Ban Nam Mae Road"), True),
        (("ถนนห้วยแก้ว", None), ("ซอยห้วยแก้ว", None), False),
        (("ถนนห้วยแก้ว", None), (None, "Huay Kaew Road"), False),
        (("ถนนห้วยแก้ว", None), (None, None), False),
        ((None, None), (None, None), True),
    ],
)
def test_streets_are_the_same_by_either_name(
    one: tuple[str | None, str | None], other: tuple[str | None, str | None], same: bool
) -> None:
    first, second = (
        way_of(stretch((0, 0), (1, 0), highway="tertiary", name_th=th, name_en=en))
        for th, en in (one, other)
    )

    assert first.same_as(second) is same
    assert second.same_as(first) is same


def test_nameless_ways_of_two_classes_are_two_ways() -> None:
    footway = way_of(stretch((0, 0), (1, 0), highway="footway"))
    path = way_of(stretch((0, 0), (1, 0), highway="path"))

    assert not footway.same_as(path)
