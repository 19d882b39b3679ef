"""Figures of cities in words and small drawings."""

import re
from datetime import UTC, datetime

import pytest

from geoservice.publish.cities.bars import count_bar, trend
from geoservice.publish.cities.month import month_of
from geoservice.publish.cities.texts import say_day, say_decimal, say_grown


@pytest.mark.parametrize(
    ("day", "thai", "english"),
    [
        ("2026-11-24", "24 พ.ย. 2569", "24 Nov 2026"),
        ("2019-06", "มิถุนายน 2562", "June 2019"),
        ("2021", "2564", "2021"),
        (None, "", ""),
    ],
)
def test_days_are_said_on_the_readers_calendar(day, thai, english):
    assert (say_day(day, "th"), say_day(day, "en")) == (thai, english)


@pytest.mark.parametrize(
    ("change", "decimals", "said"),
    [(0.04, 1, "0"), (-0.0004, 3, "0"), (1234, 0, "+1,234"), (-1.26, 1, "-1.3")],
)
def test_a_change_that_rounds_to_nothing_is_none(change, decimals, said):
    assert say_grown(change, decimals) == said


def test_small_numbers_are_told_with_a_digit_more():
    assert [say_decimal(each) for each in (0, 0.264, 0.99, 1.0, 8.34)] == [
        *("0.0", "0.26", "0.99", "1.0", "8.3")
    ]


def test_a_bar_is_as_long_as_its_part_of_the_largest():
    assert 'width="25.0"' in count_bar(5, 20)
    assert 'width="0.0"' in count_bar(0, 0)


def test_a_line_rises_with_its_values_and_lies_level_where_they_are_the_same():
    def heights(drawn: str) -> list[float]:
        return [
            float(each)
            for each in re.findall(r"[\d.]+ ([\d.]+)", re.search('d="M([^"]+)', drawn)[1])
        ]

    assert heights(trend([1.0, 2.0, 3.0])) == sorted(heights(trend([1.0, 2.0, 3.0])), reverse=True)
    assert len(set(heights(trend([0.5, 0.5 + 1e-9])))) == 1
    assert trend([0.5]) == ""


def test_a_month_ends_with_its_last_moment():
    begin, end = month_of(datetime(2026, 2, 14, 9, tzinfo=UTC))

    assert (begin.isoformat(), end.isoformat()) == (
        "2026-02-01T00:00:00+00:00",
        "2026-02-28T23:59:59.999999+00:00",
    )
