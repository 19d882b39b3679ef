"""Coverage as a workbook, opened again: texts stay texts, numbers numbers."""

import io
from dataclasses import replace

import openpyxl

from geoservice.publish.coverage.table import columns
from geoservice.publish.coverage.workbook import coverage_workbook
from tests.publish.coverage.a_coverage import COVERAGE


def opened(coverage=COVERAGE, language="en"):
    return openpyxl.load_workbook(io.BytesIO(coverage_workbook(coverage, language)))


def test_a_row_for_each_district_and_the_city_last_under_titles() -> None:
    sheet = opened()["Coverage"]

    titles, first, second, whole = sheet.iter_rows(values_only=True)
    assert list(titles) == [column.title("en") for column in columns()]
    assert [row[0] for row in (first, second, whole)] == ["500101", "500102", "town"]
    assert (whole[2], whole[3]) == ("เมือง", "Town")
    assert first[4] == 1000
    assert sheet.freeze_panes == "E2"


def test_a_name_that_begins_as_a_formula_is_a_text() -> None:
    cell = opened()["Coverage"]["C3"]

    assert (cell.value, cell.data_type) == ("=ช้างม่อย", "s")


def test_codes_keep_their_zeros_and_shares_are_per_cent() -> None:
    district = replace(COVERAGE.districts[0], code="060320")
    sheet = opened(replace(COVERAGE, districts=(district,)))["Coverage"]

    assert sheet["A2"].value == "060320"
    assert sheet["G2"].number_format == "0.0%"
    assert sheet["E2"].number_format == "#,##0.0"


def test_characters_that_no_workbook_holds_are_left_out() -> None:
    district = replace(COVERAGE.districts[0], name_th="ศรี\x0bภูมิ")
    sheet = opened(replace(COVERAGE, districts=(district,)))["Coverage"]

    assert sheet["C2"].value == "ศรีภูมิ"


def test_the_second_sheet_says_what_to_know_in_the_language_of_the_file() -> None:
    lines = [row[0] for row in opened(language="th")["เกี่ยวกับตัวเลข"].iter_rows(values_only=True)]

    assert lines == [
        "เมือง: เดินถึงห้องสมุด, พิพิธภัณฑ์ภายใน 15 นาที",
        "เดินแบบผู้ใหญ่ทั่วไป · ที่เปิดในวันเสาร์ที่ 28 พฤศจิกายน 2569 เวลา 10:00 น.",
        "เดินช้าเร็วต่างกัน: 59.0–65.0 %",
        "บางส่วนอยู่นอกเมือง",
        "ข้อมูลประชากร: DOPA, สำนักทะเบียนกลาง (2021)",
        "© OpenStreetMap contributors",
    ]
