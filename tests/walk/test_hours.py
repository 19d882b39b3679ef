from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoservice.walk.hours import HoursState, describe_hours, open_states, with_holidays

BANGKOK = ZoneInfo("Asia/Bangkok")
CONSTITUTION_DAY = date(2026, 12, 10)  # a Thursday


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BANGKOK)


@pytest.mark.parametrize(
    ("hours", "when", "state"),
    [
        ("Mo-Fr 08:30-16:30; PH off", "2026-12-09T10:00", "open"),
        ("Mo-Fr 08:30-16:30; PH off", "2026-12-10T10:00", "closed"),
        ("Mo-We,PH 10:00-18:00", "2026-12-10T11:00", "open"),
        ("Mo-We,PH 10:00-18:00", "2026-12-17T11:00", "closed"),
        ("Mo,PH off; Tu-Su 09:00-16:00", "2026-12-10T11:00", "open"),
        ("Tu-Su 09:00-16:00; Mo,PH off", "2026-12-10T11:00", "closed"),
        ("PH 10:00-12:00", "2026-12-11T11:00", "closed"),
        ("Fr-Sa 18:00-02:00", "2026-12-06T01:00", "open"),
        ("Fr-Sa 18:00-02:00", "2026-12-06T02:00", "closed"),
        ("Tu-Su 09:00-12:00,13:00-16:00", "2026-12-09T12:30", "closed"),
        ("24/7", "2026-12-06T01:00", "open"),
        ("Jun-Dec PH 10:00-12:00", "2026-12-10T11:00", "unknown"),
        ('Mo-Fr 08:00-16:00 || "by appointment; call"', "2026-12-12T11:00", "unknown"),
        ("whenever the abbot is in", "2026-12-06T01:00", "unknown"),
        ("", "2026-12-06T01:00", "unknown"),
    ],
)
def test_the_state_follows_the_hours_and_the_thai_holidays(
    hours: str, when: str, state: str
) -> None:
    assert describe_hours(hours, at=at(when), country="TH").state == state


def test_no_hours_are_unknown_and_never_open() -> None:
    assert describe_hours(None, at=at("2026-12-09T10:00"), country="TH").state == "unknown"


def test_the_next_change_keeps_the_time_zone_of_the_place() -> None:
    now = describe_hours("Mo-Fr 08:30-16:30", at=at("2026-12-09T10:00"), country="TH")

    assert now.next_change == at("2026-12-09T16:30")


def test_a_change_beyond_the_horizon_is_not_told() -> None:
    now = describe_hours("2030 Jan 01 10:00-11:00", at=at("2026-12-09T10:00"), country="TH")

    assert now.next_change is None


def test_states_are_given_for_each_distinct_text() -> None:
    states = open_states(["24/7", "24/7", "?"], at=at("2026-12-09T10:00"), country="TH")

    assert states == {"24/7": HoursState.OPEN, "?": HoursState.UNKNOWN}


def test_holidays_are_written_out_as_dates() -> None:
    written = with_holidays("Mo-Fr,PH 09:00-16:00; PH off", [CONSTITUTION_DAY])

    assert written == "Mo-Fr 09:00-16:00; 2026 Dec 10 09:00-16:00; 2026 Dec 10 off"


def test_a_country_without_a_calendar_has_no_holidays() -> None:
    now = describe_hours("Mo-Fr 08:00-16:00; PH off", at=at("2026-12-10T10:00"), country="XX")

    assert now.state == "open"


@given(st.text(max_size=60))
def test_no_text_breaks_the_reading_of_hours(text: str) -> None:
    assert describe_hours(text, at=at("2026-12-10T10:00"), country="TH").state in HoursState
    assert describe_hours(f"{text} PH", at=at("2026-12-10T10:00"), country="TH").state
