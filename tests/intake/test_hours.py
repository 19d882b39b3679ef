"""Thai opening hours in OSM's syntax."""

import pytest

from geoservice.intake.hours import read_hours


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("Mo-Fr 08:00-17:00", "Mo-Fr 08:00-17:00"),
        ("จันทร์-ศุกร์ 08.30-16.30 น.", "Mo-Fr 08:30-16:30"),
        ("จ.-ศ. 8.30 - 16.30 น.", "Mo-Fr 08:30-16:30"),
        ("วันจันทร์ ถึง วันศุกร์ เวลา ๐๘.๓๐ ถึง ๑๖.๓๐ น.", "Mo-Fr 08:30-16:30"),
        ("เปิดทุกวัน เวลา 09.00-18.00 น.", "Mo-Su 09:00-18:00"),
        ("ตลอด 24 ชั่วโมง", "24/7"),
        ("อ.-อา. 09.00-16.00 น.", "Tu-Su 09:00-16:00"),
        ("พุธ-อาทิตย์ 10.00-18.00 น. (ปิดวันจันทร์-อังคาร)", "We-Su 10:00-18:00; Mo-Tu off"),
        ("อังคาร-อาทิตย์ 9.00-16.30 น. เว้นวันหยุดนักขัตฤกษ์", "Tu-Su 09:00-16:30; PH off"),
    ],
)
def test_common_wording_is_understood(text: str, hours: str) -> None:
    assert read_hours(text) == hours


@pytest.mark.parametrize("text", ["โทรสอบถาม", "8", "someday", "จันทร์"])
def test_other_wording_is_not_guessed(text: str) -> None:
    assert read_hours(text) in (None, "Mo")
