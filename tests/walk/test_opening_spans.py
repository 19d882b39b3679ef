"""Opening hours as spans: lunch, midnight, holidays, and what nobody knows."""

from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geoservice.walk.hours import (
    HoursState,
    describe_hours,
    holiday_name,
    next_opening,
    open_spans,
    span_at,
    visiting_seconds,
)

BANGKOK = ZoneInfo("Asia/Bangkok")
DAY = timedelta(days=1)
LUNCH = "Tu-Su 09:00-12:00,13:00-16:00"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BANGKOK)


def told(hours, when, *, horizon=DAY):
    """Return spans as readable text, days and times only."""
    spans = open_spans(hours, start=at(when), horizon=horizon, country="TH")
    return [f"{clock(each.start)} {clock(each.end)} {each.state}" for each in spans]


def clock(time):
    return f"{time:%d/%H:%M}" if time else "-"


@pytest.mark.parametrize(
    ("hours", "when", "spans"),
    [
        # Tuesday: open on both sides of lunch, which began before the walk and is told whole.
        (
            LUNCH,
            "2026-12-08T10:00",
            [
                "08/09:00 08/12:00 open",
                "08/12:00 08/13:00 closed",
                "08/13:00 08/16:00 open",
                "08/16:00 09/09:00 closed",
                "09/09:00 09/12:00 open",
            ],
        ),
        # Saturday at one in the morning: what opened on Friday is open still.
        (
            "Fr-Sa 18:00-02:00",
            "2026-12-05T01:00",
            ["04/18:00 05/02:00 open", "05/02:00 05/18:00 closed", "05/18:00 06/02:00 open"],
        ),
        # Constitution Day, a Thursday, is between.
        (
            "Mo-Fr 08:00-16:00; PH off",
            "2026-12-09T15:00",
            ["09/08:00 09/16:00 open", "09/16:00 11/08:00 closed"],
        ),
        # The library alone forgets the days after the first of such a text.
        (
            'Mo-Fr 08:00-16:00 || "by appointment"',
            "2026-12-11T15:00",
            ["11/08:00 11/16:00 open", "11/16:00 12/00:00 closed", "12/00:00 - unknown"],
        ),
        ("24/7", "2026-12-05T01:00", ["- - open"]),
        ("off", "2026-12-05T01:00", ["- - closed"]),
        ('"by appointment"', "2026-12-05T01:00", ["- - unknown"]),
        (
            "We 09:00-12:00 unknown",
            "2026-12-09T10:00",
            ["09/09:00 09/12:00 unknown", "09/12:00 - closed"],
        ),
    ],
)
def test_spans_follow_the_hours(hours, when, spans):
    assert told(hours, when) == spans


@pytest.mark.parametrize("hours", [None, "", "whenever the abbot is in"])
def test_hours_that_nobody_can_read_have_no_spans(hours):
    spans = open_spans(hours, start=at("2026-12-09T10:00"), horizon=DAY, country="TH")

    assert spans is None
    assert visiting_seconds(spans, depart=at("2026-12-09T10:00"), horizon=DAY) is None
    assert span_at(spans, at("2026-12-09T10:00")) is None


@given(
    hours=st.sampled_from(
        [LUNCH, "Fr-Sa 18:00-02:00", "24/7", "Mo-Fr,PH 08:30-16:30", "Sa-Su", "Mo,PH off; 10:00+"]
    ),
    when=st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1)),
    hour=st.integers(0, 47),
)
@settings(deadline=None)
def test_spans_say_what_the_state_says_at_each_time(hours, when, hour):
    start = when.replace(tzinfo=BANGKOK, microsecond=0)

    spans = open_spans(hours, start=start, horizon=2 * DAY, country="TH")

    assert all(a.end == b.start and a.state is not b.state for a, b in pairwise(spans))
    moment = start + timedelta(hours=hour)
    assert span_at(spans, moment).state is describe_hours(hours, at=moment, country="TH").state


@given(st.text(max_size=60))
@settings(deadline=None)
def test_no_text_breaks_the_spans(text):
    for hours in (text, f"{text} PH"):
        spans = open_spans(hours, start=at("2026-12-10T10:00"), horizon=DAY, country="TH")

        assert spans is None or all(each.state in HoursState for each in spans)


def visits(hours, when, *, zone=BANGKOK):
    depart = datetime.fromisoformat(when).replace(tzinfo=zone)
    horizon = timedelta(hours=6)
    spans = open_spans(hours, start=depart, horizon=horizon, country="TH")
    return visiting_seconds(spans, depart=depart, horizon=horizon)


def test_visits_are_counted_in_seconds_from_the_departure():
    # From 10:00 two hours until lunch; after it from 13:00 to 16:00, which is six hours on.
    assert visits(LUNCH, "2026-12-08T10:00") == ((0, 7200), (10800, 21600))


@pytest.mark.parametrize(
    ("hours", "seconds"),
    [
        ("24/7", ((0, 21600 + 86400),)),
        ("off", ()),
        ("Fr 08:00-09:00", ()),
        ('"by appointment"', None),
        ('Tu 10:00-11:00; Tu 12:00-15:00 "call first"', None),
    ],
)
def test_closed_is_no_time_and_unknown_is_none(hours, seconds):
    assert visits(hours, "2026-12-08T10:00") == seconds


def test_summer_time_makes_a_night_shorter():
    # Helsinki, 29 March 2026: at 03:00 it is 04:00. From 02:00 to 05:00 are two hours.
    seconds = visits("05:00-07:00", "2026-03-29T02:00", zone=ZoneInfo("Europe/Helsinki"))

    assert seconds == ((7200, 14400),)


@pytest.mark.parametrize(
    ("hours", "after", "opens"),
    [
        ("Tu-Su 09:00-16:00", "2026-12-07T10:00", "2026-12-08T09:00"),
        (LUNCH, "2026-12-08T12:30", "2026-12-08T13:00"),
        (LUNCH, "2026-12-08T10:00", "2026-12-08T13:00"),
        ("Mo-Fr 08:00-16:00; PH off", "2026-12-09T17:00", "2026-12-11T08:00"),
    ],
)
def test_the_next_opening_is_found(hours, after, opens):
    assert next_opening(hours, after=at(after), country="TH") == at(opens)


@pytest.mark.parametrize("hours", [None, "?", "24/7", "off", "2030 Jan 01 10:00-11:00"])
def test_what_does_not_open_soon_has_no_next_opening(hours):
    assert next_opening(hours, after=at("2026-12-09T10:00"), country="TH") is None


def test_a_holiday_is_called_by_its_name():
    day = date(2026, 12, 10)

    assert holiday_name(day, country="TH", language="th") == "วันรัฐธรรมนูญ"
    assert holiday_name(day, country="TH", language="en") == "Constitution Day"
    assert holiday_name(day + DAY, country="TH", language="en") is None
    assert holiday_name(day, country="XX", language="en") is None


def test_a_holiday_without_a_thai_name_is_called_in_english():
    assert holiday_name(date(2026, 7, 28), country="PE", language="th") == "Independence Day"
