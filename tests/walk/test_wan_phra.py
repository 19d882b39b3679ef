"""Wan phra against the great days of the holidays package, pythainlp, and the moon itself."""

from datetime import date, timedelta
from itertools import pairwise

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pythainlp.util import to_lunar_date

from geoservice.walk.wan_phra import FIRST_DAY, LAST_DAY, is_wan_phra

A_DAY = timedelta(days=1)
DAYS = st.dates(FIRST_DAY, LAST_DAY)


@pytest.mark.parametrize(
    "day",
    [
        "2023-03-06",  # Makha Bucha
        "2024-02-24",
        "2025-02-12",
        "2026-03-03",
        "2023-06-03",  # Visakha Bucha
        "2024-05-22",
        "2025-05-11",
        "2026-05-31",
        "2023-08-01",  # Asalha Bucha
        "2024-07-20",
        "2025-07-10",
        "2026-07-29",
    ],
)
def test_the_great_full_moons_are_holy_days(day):
    assert is_wan_phra(date.fromisoformat(day))


def test_the_great_full_moons_are_holy_days_in_every_year():
    calendar = holidays.country_holidays(
        "TH", years=range(1963, 2100), language="en_US", observed=False
    )
    for name in ("Makha Bucha", "Visakha Bucha", "Asarnha Bucha"):
        days = calendar.get_named(name)

        assert len(days) >= 130
        assert [day for day in days if not is_wan_phra(day)] == []


def test_the_day_after_asalha_bucha_is_lent_and_no_holy_day():
    assert not is_wan_phra(date(2026, 7, 30))


def test_a_month_of_holy_days():
    # May and June 2025, month 7 of an adhikavara year: 15th waxing of month 6 on 11 May, then
    # 8th and 15th waning, 8th and 15th waxing, 8th and 15th (not 14th) waning of month 7.
    days = [date(2025, 5, 11) + each * A_DAY for each in range(46)]

    assert [f"{day:%m-%d}" for day in days if is_wan_phra(day)] == [
        "05-11",
        "05-19",
        "05-26",
        "06-03",
        "06-10",
        "06-18",
        "06-25",
    ]


@given(DAYS)
def test_holy_days_are_about_a_week_apart(day):
    ahead = [day + each * A_DAY for each in range(24)]
    holy = [each for each in ahead if is_wan_phra(each) and each <= LAST_DAY]

    gaps = {(b - a).days for a, b in pairwise(holy)}

    assert gaps <= {6, 7, 8}  # 6 from the 8th to the 14th of the waning moon of an odd month
    assert day > LAST_DAY - 24 * A_DAY or len(holy) >= 3


def test_holy_days_follow_the_other_reckoning_of_the_years_at_hand():
    # pythainlp counts from a table of its own, which is a day off in some other years (2010).
    words = ("ขึ้น 8 ค่ำ", "ขึ้น 15 ค่ำ", "แรม 8 ค่ำ")
    day = date(2014, 1, 1)
    while day < date(2030, 1, 1):
        lunar = to_lunar_date(day)
        month_ends = to_lunar_date(day + A_DAY).startswith("ขึ้น 1 ค่ำ")
        assert is_wan_phra(day) == (lunar.startswith(words) or month_ends), (day, lunar)
        day += A_DAY


@given(DAYS)
def test_holy_days_follow_the_moon(day):
    # A new moon was on 2000-01-06 18:14 UTC, the mean month has 29.530588 days (Meeus, 1998).
    if is_wan_phra(day):
        age = ((day - date(2000, 1, 6)).days - 0.3) / 29.530588 % 0.25

        assert min(age, 0.25 - age) * 29.530588 < 2.6


def test_nothing_is_holy_where_the_calendar_is_not_known():
    assert not is_wan_phra(date(1900, 1, 15))
    assert not is_wan_phra(date.max)
