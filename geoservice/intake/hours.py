"""Opening hours as people in Thailand write them, into OSM's syntax.

https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification
"""

import re
from collections.abc import Iterable

from opening_hours import validate

from geoservice.names import western_digits

_DAYS = (
    ("Mo", "จันทร์|จ"),
    ("Tu", "อังคาร|อ"),
    ("We", "พุธ|พ"),
    ("Th", "พฤหัสบดี|พฤหัสฯ|พฤหัส|พฤ"),
    ("Fr", "ศุกร์|ศ"),
    ("Sa", "เสาร์|ส"),
    ("Su", "อาทิตย์|อา"),
)
_DAY_NAMES = {name: day for day, names in _DAYS for name in names.split("|")}
_DAY = re.compile(
    r"(?:วัน)?(" + "|".join(sorted(map(re.escape, _DAY_NAMES), key=len, reverse=True)) + r")\.?"
    r"(?=[\s\-–—,.:;(ถแ]|\d|$)"
)
_BEFORE_DAYS = (
    (r"[()]|เปิด\s*[-–]\s*ปิด|เวลา", " "),
    (r"(?:ตลอด\s*)?24\s*(?:ชั่วโมง|ชม\.?)", "24/7"),
    (r"(?:เปิด)?\s*(?:ให้บริการ|บริการ|ทำการ)?\s*ทุกวัน", "Mo-Su"),
    (r"วันหยุดนักขัตฤกษ์|วันหยุดราชการ", "PH"),
)
_AFTER_DAYS = (
    (r"เปิด|นาฬิกา|น\.", " "),
    (r"\s*(?:ถึง|[-–—])\s*", "-"),
    (r"\s*(?:และ|,)\s*", ","),
    (r"\s+", " "),
)
_EXCEPT = re.compile(r"(?:ยกเว้น|เว้น|ปิด|หยุด)")
_TIME = re.compile(r"(?<![\d:])([01]?\d|2[0-4])[.:]([0-5]\d)(?!\d)")


def read_hours(text: str) -> str | None:
    """Return opening hours in OSM's syntax, None where they are not understood.

    Understood are OSM's own syntax and common Thai wording ("จันทร์-ศุกร์ 08.30-16.30 น.").
    """
    if validate(text):
        return text
    translated = _translated(western_digits(text))
    return translated if translated and validate(translated) else None


def _translated(text: str) -> str:
    text = _replaced(text, _BEFORE_DAYS)
    parts = [_replaced(_days(part), _AFTER_DAYS).strip(" ,;") for part in _EXCEPT.split(text)]
    rules = [_TIME.sub(_clock, parts[0]), *(f"{part} off" for part in parts[1:] if part)]
    return "; ".join(rules)


def _replaced(text: str, phrases: Iterable[tuple[str, str]]) -> str:
    for pattern, meaning in phrases:
        text = re.sub(pattern, meaning, text)
    return text


def _days(text: str) -> str:
    return _DAY.sub(lambda match: _DAY_NAMES[match[1]], text)


def _clock(match: re.Match[str]) -> str:
    return f"{int(match[1]):02d}:{match[2]}"
