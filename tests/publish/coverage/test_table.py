"""Coverage as a table: columns in a fixed order, texts that no spreadsheet runs."""

import csv
import io
from dataclasses import replace

import pytest

from geoservice.publish.coverage.table import columns, coverage_csv, rows, tame
from tests.publish.coverage.a_coverage import COVERAGE, UNPEOPLED
from tests.publish.coverage.test_documents import CONTRACT


def read(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_the_columns_of_the_contract_come_first_and_every_name_once() -> None:
    names = [column.name for column in columns()]

    assert names[: len(CONTRACT)] == CONTRACT
    assert len(names) == len(set(names))
    assert {"share_5", "share_15", "people_child", "share_senior", "variety_youth"} <= set(names)
    assert len({column.title("th") for column in columns()}) == len(names)
    assert len({column.title("en") for column in columns()}) == len(names)


def test_csv_has_a_row_for_each_district_and_the_city_last() -> None:
    lines = read(coverage_csv(COVERAGE))

    assert [line["code"] for line in lines] == ["500101", "500102", "town"]
    assert [line["level"] for line in lines] == ["tambon", "tambon", "city"]
    assert lines[0]["people"] == "1000.0"
    assert lines[0]["spaces"] == "4"
    assert lines[0]["share"] == "0.620001"
    assert lines[0]["share_10"] == "0.4"
    assert (lines[0]["people_child"], lines[0]["share_child"]) == ("300.1", "0.5")
    assert lines[0]["people_senior"] == ""


def test_what_is_not_known_is_empty_and_never_zero() -> None:
    lines = read(coverage_csv(UNPEOPLED))

    assert lines[0]["people"] == lines[0]["share"] == lines[0]["share_5"] == ""
    assert lines[0]["street_share"] == "0.486"


def test_a_name_that_a_spreadsheet_would_run_is_quoted() -> None:
    lines = read(coverage_csv(COVERAGE))

    assert lines[1]["name_th"] == "'=ช้างม่อย"
    assert lines[0]["name_th"] == "ศรีภูมิ"


@pytest.mark.parametrize("text", ["=1+1", "+66", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_every_sign_that_begins_a_formula_is_tamed(text: str) -> None:
    assert tame(text) == f"'{text}"


def test_numbers_below_zero_stay_numbers() -> None:
    assert tame(-1.5) == -1.5


def test_commas_quotes_and_line_ends_stay_within_their_cell() -> None:
    odd = 'ถนน "ใหญ่", สายเก่า\nตะวันออก'
    district = replace(COVERAGE.districts[0], name_th=odd)

    assert read(coverage_csv(replace(COVERAGE, districts=(district,))))[0]["name_th"] == odd


def test_rows_are_as_long_as_the_columns() -> None:
    assert {len(row) for row in rows(COVERAGE)} == {len(columns())}
