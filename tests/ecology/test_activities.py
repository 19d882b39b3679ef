"""When activities happen: rules, clocks, days that are skipped, and what is refused."""

import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoservice.ecology.activities.checking import check_activity
from geoservice.ecology.activities.occurrences import Timing, find_occurrences, happens
from geoservice.ecology.activities.rules import check_repeats
from geoservice.ecology.activities.windows import named_window, window_between
from geoservice.ecology.ages import age_group_of
from geoservice.errors import InputError

BANGKOK, HELSINKI = ZoneInfo("Asia/Bangkok"), ZoneInfo("Europe/Helsinki")
NOVEMBER = datetime(2026, 11, 1, tzinfo=BANGKOK)


def at(text: str, zone: ZoneInfo = BANGKOK) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def timing(start: str, hours: float = 2, *, zone: ZoneInfo = BANGKOK, **more: object) -> Timing:
    begins = at(start, zone)
    return Timing(begins, begins + timedelta(hours=hours), **more)


def days(timing: Timing, begin: str, end: str, zone: ZoneInfo = BANGKOK) -> list[str]:
    found = find_occurrences(timing, zone, begin=at(begin, zone), end=at(end, zone))
    return [f"{each.starts_at:%m-%d %H:%M}" for each in found]


class TestOccurrences:
    def test_a_single_activity_happens_where_it_touches_the_window(self) -> None:
        once = timing("2026-11-28T14:00")

        assert days(once, "2026-11-28T15:59", "2026-11-29") == ["11-28 14:00"]
        assert days(once, "2026-11-28T16:00", "2026-11-29") == []
        assert days(once, "2026-11-27", "2026-11-28T14:00") == []

    def test_every_saturday_but_the_one_that_is_skipped(self) -> None:
        weekly = timing("2026-11-07T09:00", repeats="FREQ=WEEKLY;BYDAY=SA", skips=("2026-11-21",))

        assert days(weekly, "2026-11-01", "2026-12-01") == [
            *("11-07 09:00", "11-14 09:00", "11-28 09:00"),
        ]

    def test_the_last_weekend_day_of_each_month(self) -> None:
        last = timing("2026-11-29T10:00", repeats="FREQ=MONTHLY;BYDAY=SA,SU;BYSETPOS=-1")

        assert days(last, "2026-11-01", "2027-02-01") == [
            *("11-29 10:00", "12-27 10:00", "01-31 10:00"),
        ]

    @pytest.mark.parametrize(
        ("end", "expected"),
        [
            ("COUNT=3", ["11-24 08:00", "11-25 08:00", "11-26 08:00"]),
            ("UNTIL=20261125", ["11-24 08:00", "11-25 08:00"]),
            ("UNTIL=20261125T010000Z", ["11-24 08:00", "11-25 08:00"]),  # 08:00 in Bangkok
            ("UNTIL=20261125T005959Z", ["11-24 08:00"]),
        ],
    )
    def test_a_rule_ends_by_number_or_by_day(self, end: str, expected: list[str]) -> None:
        daily = timing("2026-11-24T08:00", repeats=f"FREQ=DAILY;{end}")

        assert days(daily, "2026-11-01", "2026-12-31") == expected

    def test_an_end_in_the_middle_of_a_skip_counts_the_skipped_day_too(self) -> None:
        """A rule counts what it names; what is skipped is taken from that (RFC 5545, 3.8.5.1)."""
        twice = timing("2026-11-24T08:00", repeats="FREQ=DAILY;COUNT=2", skips=("2026-11-24",))

        assert days(twice, "2026-11-01", "2026-12-31") == ["11-25 08:00"]

    def test_ten_in_the_morning_stays_ten_when_the_clock_is_changed(self) -> None:
        """In Helsinki summer time ends on 25 October 2026."""
        weekly = timing("2026-10-18T10:00", zone=HELSINKI, repeats="FREQ=WEEKLY")

        found = find_occurrences(
            weekly, HELSINKI, begin=at("2026-10-18", HELSINKI), end=at("2026-11-02", HELSINKI)
        )

        assert [each.starts_at.isoformat() for each in found] == [
            "2026-10-18T10:00:00+03:00",
            "2026-10-25T10:00:00+02:00",
            "2026-11-01T10:00:00+02:00",
        ]
        assert {each.ends_at - each.starts_at for each in found} == {timedelta(hours=2)}

    def test_an_hour_that_the_clock_leaves_out_comes_an_hour_later(self) -> None:
        """In Helsinki there is no 03:30 on 28 March 2027 (RFC 5545, 3.3.5)."""
        nightly = timing("2027-03-27T03:30", 0.5, zone=HELSINKI, repeats="FREQ=DAILY;COUNT=3")

        assert days(nightly, "2027-03-27", "2027-04-01", HELSINKI) == [
            *("03-27 03:30", "03-28 04:30", "03-29 03:30"),
        ]

    def test_a_rule_that_cannot_be_followed_happens_once(self) -> None:
        broken = timing("2026-11-24T08:00", repeats="FREQ=SECONDLY")

        assert days(broken, "2026-11-01", "2027-11-01") == ["11-24 08:00"]

    def test_daily_for_twenty_years_is_told_quickly(self) -> None:
        daily = timing("2006-11-24T08:00", repeats="FREQ=DAILY")

        began = time.perf_counter()
        found = days(daily, "2026-11-24", "2027-11-24")

        assert len(found) == 365
        assert time.perf_counter() - began < 1

    @given(
        st.datetimes(datetime(2020, 1, 1), datetime(2026, 1, 1)),
        st.integers(1, 5),
        st.sampled_from(["DAILY", "WEEKLY"]),
        st.integers(0, 400),
    )
    def test_skipping_ahead_finds_the_same_days_as_counting(
        self, start: datetime, interval: int, frequency: str, ahead: int
    ) -> None:
        rule = f"FREQ={frequency};INTERVAL={interval}"
        begins = start.replace(tzinfo=HELSINKI, microsecond=0)
        begin = begins + timedelta(days=ahead)
        end = begin + timedelta(days=30)

        def found(repeats: str) -> list[datetime]:
            one = Timing(begins, begins + timedelta(hours=1), repeats)
            return [
                each.starts_at for each in find_occurrences(one, HELSINKI, begin=begin, end=end)
            ]

        assert found(rule) == found(f"{rule};COUNT=1000")

    @pytest.mark.parametrize(
        ("begin", "end", "expected"),
        [
            ("2026-11-21", "2026-11-22", True),
            ("2026-11-22", "2026-11-27", False),
            (None, "2026-11-06", False),
            (None, "2026-11-07T09:00", True),
            ("2026-12-06", None, False),
            ("2026-11-28", None, True),
        ],
    )
    def test_whether_it_happens_within_an_interval(
        self, begin: str | None, end: str | None, expected: bool
    ) -> None:
        weekly = timing("2026-11-07T09:00", repeats="FREQ=WEEKLY;UNTIL=20261205")

        found = happens(weekly, BANGKOK, begin=begin and at(begin), end=end and at(end))

        assert found is expected


class TestRules:
    @pytest.mark.parametrize(
        ("text", "stored"),
        [
            ("FREQ=WEEKLY", "FREQ=WEEKLY"),
            (" rrule:freq=weekly; byday=sa,su ;", "FREQ=WEEKLY;BYDAY=SA,SU"),
            ("FREQ=MONTHLY;BYDAY=-1SU;COUNT=12", "FREQ=MONTHLY;BYDAY=-1SU;COUNT=12"),
            ("FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=24", "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=24"),
        ],
    )
    def test_a_rule_is_stored_tidily(self, text: str, stored: str) -> None:
        assert check_repeats(text) == stored

    @pytest.mark.parametrize("frequency", ["SECONDLY", "MINUTELY", "HOURLY", "SOMETIMES"])
    def test_hostile_rules_are_refused_with_what_is_allowed(self, frequency: str) -> None:
        with pytest.raises(InputError) as caught:
            check_repeats(f"FREQ={frequency}")

        assert str(caught.value) == (
            f"An activity repeats by FREQ=DAILY|WEEKLY|MONTHLY|YEARLY, not by '{frequency}'; "
            "like FREQ=WEEKLY;BYDAY=SA;UNTIL=20261231."
        )

    @pytest.mark.parametrize(
        ("rule", "said"),
        [
            ("every Saturday", "is not a rule by which something repeats"),
            ("", "is not a rule"),
            ("FREQ=DAILY;FREQ=DAILY", "is not a rule"),
            ("FREQ=DAILY;BYSECOND=1", "may say FREQ, INTERVAL, .* not 'BYSECOND'"),
            ("FREQ=DAILY;BYHOUR=1", "not 'BYHOUR'"),
            ("FREQ=DAILY;COUNT=1000000", "COUNT=10 .1-1000."),
            ("FREQ=DAILY;COUNT=0", "COUNT"),
            ("FREQ=DAILY;INTERVAL=0", "INTERVAL"),
            ("FREQ=DAILY;UNTIL=20261331", "UNTIL=20261231"),
            ("FREQ=DAILY;UNTIL=tomorrow", "UNTIL"),
            ("FREQ=DAILY;COUNT=2;UNTIL=20261231", "COUNT and UNTIL together"),
            ("FREQ=WEEKLY;BYDAY=1SA", "together"),
            ("FREQ=WEEKLY;BYMONTHDAY=1", "together"),
            ("FREQ=MONTHLY;BYDAY=6SA", "BYDAY"),
            ("FREQ=MONTHLY;BYSETPOS=1", "together"),
            ("FREQ=YEARLY;BYDAY=1SA", "together"),
            ("FREQ=DAILY;INTERVAL=7;BYDAY=MO", "together"),
            ("FREQ=MONTHLY;INTERVAL=12;BYMONTH=1", "together"),
            ("FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30", "No month of BYMONTH=2 has a day 30"),
            ("FREQ=YEARLY;BYMONTH=4,6;BYMONTHDAY=-31", "has a day 31"),
            ("FREQ=DAILY;BYMONTH=" + ",".join(["1"] * 200), "longer than 200"),
        ],
    )
    def test_what_cannot_be_or_never_comes_is_refused(self, rule: str, said: str) -> None:
        with pytest.raises(InputError, match=said):
            check_repeats(rule)

    @given(
        st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]),
        st.dictionaries(
            st.sampled_from(["INTERVAL", "BYDAY", "BYMONTH", "BYMONTHDAY", "BYSETPOS"]),
            st.sampled_from(["1", "2", "12", "31", "-1", "MO", "5FR", "-1SU", "29", "2,4", "30"]),
        ),
    )
    def test_no_rule_that_is_taken_takes_long_to_follow(
        self, frequency: str, parts: dict[str, str]
    ) -> None:
        rule = ";".join([f"FREQ={frequency}", *(f"{name}={each}" for name, each in parts.items())])
        try:
            stored = check_repeats(rule)
        except InputError:
            return
        began = time.process_time()
        found = days(timing("2027-02-01T08:00", repeats=stored), "2027-02-01", "2028-02-01")

        assert len(found) <= 366
        assert time.process_time() - began < 1.5


FIELDS = {"starts_at": at("2026-11-28T14:00"), "ends_at": at("2026-11-28T16:00")}


class TestChecking:
    def test_an_activity_that_is_right_passes(self) -> None:
        check_activity({**FIELDS, "repeats": "FREQ=WEEKLY", "skips": ["2026-12-05"]}, BANGKOK)

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            (
                {"ends_at": at("2026-11-28T13:59")},
                "It ends before it begins; exchange the two times or mend one of them.",
            ),
            ({"ends_at": None}, "An activity needs a beginning and an end: starts_at and ends_at."),
            (
                {"ends_at": at("2028-11-28T14:00")},
                "The activity lasts longer than a year; let it repeat, or make several of it.",
            ),
            (
                {"repeats": "FREQ=WEEKLY;BYDAY=SU"},
                "The activity begins on 2026-11-28, a day that its rule FREQ=WEEKLY;BYDAY=SU does "
                "not name; correct one of the two.",
            ),
            (
                {"skips": ["5 December"]},
                "'5 December' is not a day on which it could be skipped; write it like 2026-12-31.",
            ),
            (
                {"starts_at": at("1026-11-28T14:00"), "ends_at": at("1026-11-28T15:00")},
                "The activity begins in the year 1026; years from 2000 to 2100 are taken.",
            ),
        ],
    )
    def test_one_that_contradicts_itself_is_told_in_one_sentence(
        self, change: dict[str, object], said: str
    ) -> None:
        with pytest.raises(InputError) as caught:
            check_activity({**FIELDS, **change}, BANGKOK)

        assert str(caught.value) == said


class TestWindows:
    @pytest.mark.parametrize(
        ("name", "now", "begin", "end"),
        [
            ("weekend", "2026-11-24T12:00", "2026-11-28T00:00", "2026-11-30T00:00"),
            ("weekend", "2026-11-28T12:00", "2026-11-28T12:00", "2026-11-30T00:00"),
            ("weekend", "2026-11-29T23:00", "2026-11-29T23:00", "2026-11-30T00:00"),
            ("today", "2026-11-24T12:00", "2026-11-24T12:00", "2026-11-25T00:00"),
            ("week", "2026-11-24T12:00", "2026-11-24T12:00", "2026-12-01T00:00"),
            ("month", "2026-11-24T12:00", "2026-11-24T12:00", "2026-12-24T00:00"),
        ],
    )
    def test_the_days_people_mean(self, name: str, now: str, begin: str, end: str) -> None:
        found = named_window(name, at(now))

        assert (found.begin, found.end) == (at(begin), at(end))

    def test_four_weeks_where_nothing_is_said_and_a_year_at_most(self) -> None:
        assert window_between(None, None, NOVEMBER).end - NOVEMBER == timedelta(weeks=4)
        with pytest.raises(InputError, match="longer than a year"):
            window_between(NOVEMBER, NOVEMBER + timedelta(days=400), NOVEMBER)
        with pytest.raises(InputError, match="exchange 'from' and 'to'"):
            window_between(NOVEMBER, NOVEMBER - timedelta(days=1), NOVEMBER)

    @pytest.mark.parametrize(
        ("years", "group"),
        [
            *((0, "early_childhood"), (5, "early_childhood"), (6, "child"), (8, "child")),
            *((12, "child"), (13, "youth"), (18, "youth"), (19, "adult"), (59, "adult")),
            *((60, "senior"), (120, "senior")),
        ],
    )
    def test_every_age_has_its_group(self, years: int, group: str) -> None:
        assert age_group_of(years) == group


def test_times_are_the_same_whatever_zone_they_are_handed_in() -> None:
    local = timing("2026-11-28T06:00", repeats="FREQ=DAILY;COUNT=2")
    stored = Timing(local.starts_at.astimezone(UTC), local.ends_at.astimezone(UTC), local.repeats)

    assert days(stored, "2026-11-01", "2026-12-31") == ["11-28 06:00", "11-29 06:00"]
