"""How alike names of places are, across prefixes, spellings and scripts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoservice.name_likeness import best_likeness, likeness


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("โรงพยาบาลสวนดอก", "รพ.สวนดอก"),
        ("โรงพยาบาลสันทราย", "รพ สันทราย"),
        ("รพ.สต.สุเทพ", "โรงพยาบาลส่งเสริมสุขภาพตำบลสุเทพ"),
        ("โรงพยาบาล ป.แพทย์", "โรงพยาบาลป.แพทย์"),
        ("ม.เชียงใหม่", "มหาวิทยาลัยเชียงใหม่"),
        ("วัดพระธาตุ ดอยสุเทพ", "วัดพระธาตุดอยสุเทพ"),
        ("โรงเรียนวัดเจ็ดยอด", "โรงเรียนวัดเจดยอด"),
        ("ห้องสมุดประชาชนจังหวัดเชียงใหม่", "หอสมุดประชาชนเชียงใหม่"),
        ("โรงพยาบาลทั่วไปขนาดกลางกรุงเทพเชียงใหม่", "โรงพยาบาลกรุงเทพเชียงใหม่"),
        ("โรงพยาบาลพญาไท ๑", "โรงพยาบาลพญาไท1"),
        ("Wat Suan Dok", "Suan Dok Temple"),
        ("The Library of Nimman", "Nimman Library"),
    ],
)
def test_one_place_written_in_two_ways_has_one_name(one: str, other: str) -> None:
    assert likeness(one, other).score == 1.0
    assert likeness(one, other).reason == "same_name"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("วัดสวนดอก", "Wat Suan Dok"),
        ("วัดอุโมงค์", "Wat Umong"),
        ("วัดเจดีย์หลวง", "Wat Chedi Luang"),
        ("โรงพยาบาลมหาราชนครเชียงใหม่", "MAHA RAT NAKHON CHIANG MAI HOSPITAL"),
        ("มหาวิทยาลัยเชียงใหม่", "Chiang Mai University"),
    ],
)
def test_thai_and_its_romanisation_sound_alike(one: str, other: str) -> None:
    assert likeness(one, other).score > 0.8
    assert likeness(one, other).reason == "sounds_alike"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("โรงพยาบาลพญาไท 1", "โรงพยาบาลพญาไท 2"),
        ("โรงพยาบาลสันทราย", "โรงพยาบาลสันกำแพง"),
        ("โรงเรียนวัดสวนดอก", "วัดสวนดอก"),
        ("โรงพยาบาลสุเทพ", "โรงพยาบาลส่งเสริมสุขภาพตำบลสุเทพ"),
        ("วัดเชียงมั่น", "Wat Chiang Yuen"),
        ("วัดเจ็ดยอด", "Wat Phan Tao"),
        ("วัด", "วัด"),
    ],
)
def test_neighbours_of_other_names_are_not_alike(one: str, other: str) -> None:
    assert likeness(one, other).score < 0.72


def test_the_best_of_several_names_counts() -> None:
    assert best_likeness(("วัดโพธิ์", "Wat Pho"), ("วัดพระเชตุพน", "Wat Pho")).score == 1.0
    assert best_likeness((None,), ("วัดโพธิ์",)).score == 0.0


names = st.text(st.sampled_from("วัดสวนดอกโรงพยาบาล์ู้.ฯ ๑1abc()"), max_size=20)


@given(names, names)
def test_likeness_is_symmetric_and_between_nothing_and_one(one: str, other: str) -> None:
    there, back = likeness(one, other), likeness(other, one)

    assert 0 <= there.score <= 1
    assert there.score == pytest.approx(back.score, abs=0.2)
