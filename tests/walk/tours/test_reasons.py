"""Reasons as sentences: with the facts in them, in natural Thai and in English."""

import re
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from geoservice.walk.tours.budget import Left, Visit
from geoservice.walk.tours.outing import Option, Outing
from geoservice.walk.tours.reasons import Facts, why_chosen, why_left

NOON = datetime(2026, 12, 7, 12, tzinfo=ZoneInfo("Asia/Bangkok"))  # a Monday
OUTING = Outing(7200, start=3, loop=True, themes=("health",), age_group="child")
FACTS = Facts(OUTING, NOON)
MUSEUM = Option(1800, kind="museum", spans=((0, 16200),))
VISIT = Visit(
    option=0,
    arrive=600,
    wait=0,
    leave=2400,
    reason="only",
    hours_known=True,
    closes=16200,  # half past four
    themes=("health",),
    place_of_kind=1,
    of_kind=3,
)


def test_the_only_museum_tells_until_when_it_is_open():
    assert why_chosen(VISIT, MUSEUM, FACTS) == (
        "เป็นพิพิธภัณฑ์แห่งเดียวบนเส้นทางนี้ เปิดถึง 16:30 น.",
        "The only one of its kind on this walk: museum. Open until 16:30.",
    )


@pytest.mark.parametrize(
    ("reason", "thai"),
    [
        ("wanted", "คุณ"),
        ("theme", "ตรงกับเรื่องที่คุณสนใจ: สุขภาพ"),
        ("best", "เป็นพิพิธภัณฑ์ที่น่าเรียนรู้ที่สุดใน 3 แห่งที่เดินไปถึงได้"),
        ("age", "เหมาะกับเด็ก (6–12 ปี)"),
        ("near", "ยังมีเวลาพอให้แวะได้อีกแห่ง"),
    ],
)
def test_each_reason_has_its_sentence(reason, thai):
    said, english = why_chosen(replace(VISIT, reason=reason, closes=None), MUSEUM, FACTS)

    assert said.startswith(thai)
    assert english.endswith(".")
    assert not re.search("[ก-๛]", english)


def test_a_theme_of_the_city_s_own_keeps_its_word():
    visit = replace(VISIT, reason="theme", themes=("กาดหมั้ว",), closes=None)

    assert why_chosen(visit, MUSEUM, FACTS)[1] == "It fits your theme: กาดหมั้ว."


def test_a_person_is_not_called_the_only_place():
    said, _ = why_chosen(VISIT, replace(MUSEUM, kind="sage"), FACTS)

    assert said == "ได้พบปราชญ์ชุมชน เปิดถึง 16:30 น."


def test_waiting_and_unknown_hours_are_told():
    waiting = why_chosen(replace(VISIT, wait=61), MUSEUM, FACTS)
    unknown = why_chosen(replace(VISIT, hours_known=False, closes=None), MUSEUM, FACTS)

    assert "รอเปิดราว 2 นาที" in waiting[0]
    assert unknown[0].endswith("ยังไม่มีข้อมูลเวลาเปิดปิด")


def test_what_closes_much_later_is_not_worth_a_word():
    assert "เปิดถึง" not in why_chosen(replace(VISIT, closes=10**6), MUSEUM, FACTS)[0]


@pytest.mark.parametrize(
    ("left", "english"),
    [
        (Left(0, "seen"), "You have been there."),
        (Left(0, "not_reachable"), "No mapped way leads there on foot."),
        (Left(0, "too_far", lacking=61), "… longer than you have, by 2 min."),
        (Left(0, "no_time", lacking=600), "No time is left for it: it takes 10 min more."),
        (Left(0, "no_time"), "No time is left for it while it is open."),
        (Left(0, "less"), "In the same time other stops give more."),
        (Left(0, "less", of_kind=1), "… on the walk already (museum)."),
    ],
)
def test_what_is_left_out_says_why(left, english):
    thai, said = why_left(left, MUSEUM, FACTS)

    assert said.endswith(english.removeprefix("…"))
    assert re.search("[ก-๛]{6}", thai)


@pytest.mark.parametrize(
    ("spans", "opens", "thai"),
    [
        ((), None, "ปิดในช่วงเวลาที่เดิน"),
        ((), "2026-12-08T09:00", "ปิดในช่วงเวลาที่เดิน เปิดอีกครั้งวันอังคาร เวลา 09:00 น."),
        ((), "2026-12-07T18:00", "ปิดในช่วงเวลาที่เดิน วันนี้เปิดอีกครั้งเวลา 18:00 น."),
        (((0, 600),), "2026-12-08T09:00", "ปิด 12:10 น. จึงแวะชมไม่ทัน"),
        (((6600, 9000),), "2026-12-07T13:50", "เปิด 13:50 น. ซึ่งช้าเกินไปสำหรับการเดินครั้งนี้"),
    ],
)
def test_a_closed_place_says_when_it_opens(spans, opens, thai):
    facts = Facts(OUTING, NOON, datetime.fromisoformat(opens) if opens else None)

    assert why_left(Left(0, "closed"), replace(MUSEUM, spans=spans), facts)[0] == thai
