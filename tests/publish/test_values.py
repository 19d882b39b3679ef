"""Values of parameters: what is taken, what is refused, and that nothing else ever happens."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoservice.errors import InputError
from geoservice.publish.grid import Box
from geoservice.publish.values import (
    check_interval,
    parse_amount,
    parse_bbox,
    parse_instant,
    parse_place,
    parse_values,
    shown,
)
from geoservice.store.catalog import COLLECTIONS, Property

TEXT = Property("string", "", "")
INTEGER = Property("integer", "", "")
KIND = COLLECTIONS["spaces"].properties["kind"]


def test_commas_part_values_and_a_text_with_commas_is_taken_whole_too() -> None:
    assert parse_values("kind", "library, museum", KIND) == ("library", "museum")
    assert parse_values("capacity", "3,4,3", INTEGER) == (3, 4)
    assert parse_values("name", "Rest, Read", TEXT) == ("Rest, Read", "Rest", "Read")
    assert parse_values("name", "Rest", TEXT) == ("Rest",)


def test_six_numbers_of_a_box_lose_their_heights() -> None:
    assert parse_bbox("98.9,18.7,-5,99,18.8,900") == Box(98.9, 18.7, 99.0, 18.8)
    assert parse_bbox(" 98.9 , 18.7 , 99 , 18.8 ") == Box(98.9, 18.7, 99.0, 18.8)
    assert parse_bbox("170,-10,-170,10") == Box(170, -10, -170, 10)


@given(st.text(max_size=40))
def test_any_text_is_a_box_within_the_world_or_refused(text: str) -> None:
    try:
        box = parse_bbox(text)
    except InputError:
        return
    assert -180 <= box.west <= 180
    assert -90 <= box.south <= box.north <= 90


@given(st.lists(st.floats(), min_size=3, max_size=7))
def test_any_numbers_are_a_box_within_the_world_or_refused(numbers: list[float]) -> None:
    try:
        box = parse_bbox(",".join(map(str, numbers)))
    except InputError:
        return
    assert len(numbers) in (4, 6)
    assert all(abs(edge) <= 180 for edge in box)


@given(st.text(max_size=30), st.sampled_from(list(COLLECTIONS["spaces"].queryables.items())))
def test_any_text_is_a_value_or_refused_by_name_in_both_languages(
    text: str, queryable: tuple[str, Property]
) -> None:
    name, about = queryable
    refusal: InputError | None = None
    try:
        values = parse_values(name, text, about)
    except InputError as error:
        refusal = error
    if refusal:
        assert name in refusal.text("en")
        assert name in refusal.text("th")
    else:
        assert values
        assert not any("\x00" in value for value in values if isinstance(value, str))


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-01-31T14:00:00+07:00", datetime(2026, 1, 31, 7, tzinfo=UTC)),
        ("2026-01-31T14:00:00Z", datetime(2026, 1, 31, 14, tzinfo=UTC)),
        ("2026-01-31T14:00", datetime(2026, 1, 31, 14, tzinfo=UTC)),
        ("2026-01-31 14:00:00.25+07:00", datetime(2026, 1, 31, 7, 0, 0, 250000, UTC)),
        ("2026-01-31", datetime(2026, 1, 31, tzinfo=UTC)),
        ("2026-01-31T14:00:00+20:01", datetime(2026, 1, 30, 17, 59, tzinfo=UTC)),
    ],
)
def test_instants_are_those_of_rfc_3339(text: str, instant: datetime) -> None:
    assert parse_instant("at", text) == instant


@pytest.mark.parametrize(
    "text",
    ["", "now", "2026", "20260131", "2026-1-1", "2026-01-31T25:00:00Z", "2026-W05-1", "๒๐๒๖"]
    + ["0001-01-01T00:00:00+07:00", "9999-12-31T23:00:00-07:00"],
)
def test_other_instants_are_refused(text: str) -> None:
    with pytest.raises(InputError, match="RFC 3339"):
        parse_instant("at", text)


@given(
    st.datetimes(datetime(1, 1, 2), timezones=st.sampled_from([UTC, timezone(timedelta(hours=7))]))
)
def test_any_moment_survives_being_written(moment: datetime) -> None:
    assert parse_instant("at", moment.isoformat()) == moment


def test_intervals_may_be_open_on_one_side() -> None:
    for text in ("2026-01-01", "2026-01-01/2026-01-02", "../2026-01-01", "2026-01-01/"):
        check_interval(text)
    for text in ("..", "/", "2026-01-02/2026-01-01", "a/b", "2026-01-01/2026-01-02/.."):
        with pytest.raises(InputError):
            check_interval(text)


def test_an_amount_beyond_the_most_is_the_most() -> None:
    assert parse_amount("limit", "9" * 500, least=1, most=10_000) == 10_000
    assert parse_amount("limit", "007", least=1, most=10_000) == 7
    for text in ("0", "-1", "+1", "1e3", "", "٣", "1_0", " 1"):
        with pytest.raises(InputError, match="from 1 to 10000"):
            parse_amount("limit", text, least=1, most=10_000)


def test_a_place_is_longitude_and_latitude() -> None:
    assert parse_place("near", "98.98, 18.79") == (98.98, 18.79)
    for text in ("98.98", "18,98,1", "181,0", "0,91", "nan,0", "a,b"):
        with pytest.raises(InputError, match="'near'"):
            parse_place("near", text)


def test_a_value_is_quoted_back_short_and_harmless() -> None:
    assert shown("x" * 100) == "x" * 59 + "…"
    assert shown("a\x1b[31m\nb") == "a\N{REPLACEMENT CHARACTER}[31m\N{REPLACEMENT CHARACTER}b"
    assert shown("ห้องสมุด") == "ห้องสมุด"
