"""The five age groups, and how people write them."""

import re

from geoservice.errors import InputError
from geoservice.names import normalised, western_digits

AGE_SPANS = {
    "early_childhood": (0, 5),
    "child": (6, 12),
    "youth": (13, 18),
    "adult": (19, 59),
    "senior": (60, 150),
}
"""First and last year of age of each group."""

_WORDS = {
    "early_childhood": ("early childhood", "preschool", "infant", "ปฐมวัย", "เด็กปฐมวัย", "เด็กเล็ก"),
    "child": ("child", "children", "kids", "เด็ก", "วัยเด็ก", "วัยเรียน", "เด็กวัยเรียน", "ประถม"),
    "youth": ("youth", "teen", "teenagers", "วัยรุ่น", "เยาวชน", "มัธยม"),
    "adult": ("adult", "adults", "ผู้ใหญ่", "วัยทำงาน", "แรงงาน"),
    "senior": ("senior", "seniors", "elderly", "ผู้สูงอายุ", "สูงอายุ", "ผู้สูงวัย", "สูงวัย"),
}
_EVERYBODY = {normalised(word) for word in ("all", "all ages", "everyone", "ทุกวัย", "ทุกช่วงวัย")}
_BY_WORD = {normalised(word): group for group, words in _WORDS.items() for word in (group, *words)}
_RANGE = re.compile(r"^(\d{1,3})\s*(?:-|–|to|ถึง)\s*(\d{1,3})\s*(?:years?|ปี)?$")
_OPEN_RANGE = re.compile(r"^(\d{1,3})\s*(?:\+|ปีขึ้นไป|ขึ้นไป|and over|and older)$")


def age_group(age: int) -> str:
    """Return the group of an age in years."""
    return next(group for group, (_, last) in AGE_SPANS.items() if age <= last)


def read_age_groups(text: str) -> tuple[str, ...]:
    """Return the groups that a cell names, in order of age: ids, words, or spans such as 6-12.

    Several are parted by comma, semicolon, slash or bar. Raises InputError for what is no group.
    """
    found: set[str] = set()
    for part in re.split(r"[,;/|\n]", western_digits(text)):
        if part.strip():
            found.update(_groups(part.strip()))
    return tuple(group for group in AGE_SPANS if group in found)


def _groups(part: str) -> tuple[str, ...]:
    if normalised(part) in _EVERYBODY:
        return tuple(AGE_SPANS)
    if (group := _BY_WORD.get(normalised(part))) is not None:
        return (group,)
    if match := _RANGE.match(part.lower()):
        first, last = int(match[1]), int(match[2])
    elif match := _OPEN_RANGE.match(part.lower()):
        first, last = int(match[1]), 150
    else:
        first, last = 1, 0
    if first > last or last > 150:
        raise InputError(
            "'{value}' is no age group; they are: {known}.",
            value=part[:60],
            known=", ".join(AGE_SPANS),
        )
    return tuple(
        group for group, (start, end) in AGE_SPANS.items() if start <= last and first <= end
    )
