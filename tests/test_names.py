"""Which script a name is written in, and what spellings of it share."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoservice.names import name_parts, normalised, split_by_script, tidy, visible


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("วัดพระธาตุ ดอยสุเทพ", "วัดพระธาตุดอยสุเทพ"),
        ("ห้องสมุดเมือง", "หองสมุดเมือง"),
        ("วัดน้ำใส", "วัดนํ้าใส"),
        ("โรงเรียน ๑", "โรงเรียน 1"),
        ("Wat Suan-Dok", "wat suan dok"),
        ("ศูนย์ฯ", "ศูนย"),
    ],
)
def test_spellings_of_one_name_are_one(one: str, other: str) -> None:
    assert normalised(one) == normalised(other)


@pytest.mark.parametrize(("one", "other"), [("วัดนา", "วัดน้ำ"), ("วัดสิงห์", "วัดสิงห์ 2")])
def test_different_names_stay_different(one: str, other: str) -> None:
    assert normalised(one) != normalised(other)


def test_the_script_tells_the_language() -> None:
    assert split_by_script("วัดสวนดอก") == ("วัดสวนดอก", None)
    assert split_by_script("Wat Suan Dok") == (None, "Wat Suan Dok")
    assert split_by_script("วัดสวนดอก (Wat Suan Dok)") == ("วัดสวนดอก", "Wat Suan Dok")
    assert split_by_script("TCDC เชียงใหม่") == ("TCDC เชียงใหม่", None)
    assert split_by_script("  ") == (None, None)


def test_a_bracket_in_the_same_script_stays_in_the_name() -> None:
    assert name_parts("วัดพระเชตุพน (วัดโพธิ์)") == ("วัดพระเชตุพน (วัดโพธิ์)",)


@given(st.text(st.characters(codec="cp874")))
def test_a_normalised_name_stays_as_it_is(name: str) -> None:
    assert normalised(normalised(name)) == normalised(name)
    assert tidy(tidy(name)) == tidy(name)


def test_marks_that_come_together_are_put_in_order() -> None:
    assert normalised("ุ:ฺ") == normalised("ฺุ") == normalised(normalised("ุ:ฺ"))


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("invoice\u202egpj.exe", "invoicegpj.exe"),
        ("\u2066+66 53 000 000\u2069", "+66 53 000 000"),
        ("ห้อง\u200bสมุด", "ห้องสมุด"),
        ("line\nand\ttab", "line\nand\ttab"),
        ("\u200b\u2060\ufeff", ""),
        ("\u200d \ufe0f", ""),
        ("family 👨\u200d👩\u200d👧", "family 👨\u200d👩\u200d👧"),
        ("a\U000e0041\U000e007fb", "ab"),
    ],
)
def test_what_nobody_sees_is_left_out(text: str, seen: str) -> None:
    assert visible(text) == seen
