"""How alike two names of places are, whatever prefix, spelling or script they come in.

A name is cut into what kind of place it says it is (วัด, รพ.สต., "hospital") and the rest, which
names the place. Thai and English are compared by sound: the royal romanisation of the Thai
(ราชบัณฑิตยสภา, 1999) against the English, both without the letters in which transcriptions differ.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from geoservice.names import is_thai, normalised, western_digits

# Written short, and in full; longer ones first.
_ABBREVIATIONS = (
    (r"รพ\.?\s*สต\.?", "โรงพยาบาลส่งเสริมสุขภาพตำบล"),
    (r"รพช\.?|รพท\.?|รพศ\.?|ร\.?พ\.", "โรงพยาบาล"),
    (r"(?<![ก-๎])รพ(?=[\s.])\.?", "โรงพยาบาล"),
    (r"(?<![ก-๎])ร\.?\s?ร\.", "โรงเรียน"),
    (r"ศพด\.", "ศูนย์พัฒนาเด็กเล็ก"),
    (r"อบต\.", "องค์การบริหารส่วนตำบล"),
    (r"อบจ\.", "องค์การบริหารส่วนจังหวัด"),
    (r"กศน\.", "ศูนย์การศึกษานอกระบบและการศึกษาตามอัธยาศัย"),
    (r"สสจ\.", "สำนักงานสาธารณสุขจังหวัด"),
    (r"(?<![ก-๎])ม\.", "มหาวิทยาลัย"),
    (r"(?<![ก-๎])รร\.", "โรงเรียน"),
    (r"(?<![ก-๎])จ\.", "จังหวัด"),
    (r"(?<![ก-๎])อ\.", "อำเภอ"),
    (r"(?<![ก-๎])ต\.", "ตำบล"),
)
# What kind of place a name says it is: words of one row mean the same.
_KINDS = (
    ("โรงพยาบาลส่งเสริมสุขภาพตำบล", "สถานีอนามัย", "health promoting hospital"),
    ("ศูนย์บริการสาธารณสุข", "public health center", "public health centre", "health center"),
    ("โรงพยาบาลสนาม",),
    ("โรงพยาบาล", "สถานพยาบาล", "hospital"),
    ("คลินิก", "คลินิค", "สหคลินิก", "clinic", "polyclinic"),
    ("โรงเรียน", "school"),
    ("ศูนย์พัฒนาเด็กเล็ก", "child development center", "child development centre"),
    ("มหาวิทยาลัย", "university"),
    ("วิทยาลัย", "college"),
    ("พระอาราม", "วัด", "wat", "temple"),
    ("สำนักสงฆ์",),
    ("มัสยิด", "สุเหร่า", "mosque", "masjid"),
    ("โบสถ์", "คริสตจักร", "church"),
    ("ศาลเจ้า", "shrine"),
    ("ห้องสมุด", "หอสมุด", "สำนักหอสมุด", "library"),
    ("พิพิธภัณฑสถาน", "พิพิธภัณฑ์", "museum"),
    ("ตลาด", "ตลาดนัด", "market"),
    ("สวนสาธารณะ", "สวน", "park"),
    ("ธนาคาร", "bank"),
)
# Words that one list adds and another leaves out; they name no place. The classes of size are
# those of the Ministry of Public Health's register of private hospitals.
_CLASS = re.compile(r"(?:โรงพยาบาล)?\s*(?:ทั่วไป|เฉพาะทาง|ผู้สูงอายุ)?\s*ขนาด(?:เล็ก|กลาง|ใหญ่)")
_FILLERS = ("จังหวัด", "อำเภอ", "ตำบล", "ประจำ", "แห่ง")
_ENGLISH_FILLERS = {"the", "of", "and", "at", "for", "in"}
# Letters in which transcriptions of one Thai sound differ.
_SOUNDS = (
    ("ph", "p"), ("th", "t"), ("kh", "k"), ("ch", "j"), ("gh", "k"), ("g", "k"), ("bh", "p"),
    ("dh", "t"), ("v", "w"), ("z", "s"), ("r", "l"), ("d", "t"), ("b", "p"), ("q", "k"),
    ("c", "k"), ("x", "k"), ("y", ""), ("h", ""), ("w", ""),
)  # fmt: skip
_VOWELS = re.compile(r"[aeiou]")
_BRACKETS = re.compile(r"[(\[（].*?[)\]）]")
_UNLIKE_KINDS = 0.6
_BY_SOUND = 0.9
_SHORTEST_PART = 4
_FEWEST_SOUNDS = 4


@dataclass(frozen=True)
class Likeness:
    """How alike two names are, from 0 to 1, and by what: "same_name", "alike", "sounds_alike"."""

    score: float
    reason: str


NOTHING_ALIKE = Likeness(0.0, "unlike")


@dataclass(frozen=True)
class _Name:
    """A name cut up: `kind` is a row of `_KINDS` (-1: it says none), `rest` names the place.

    `spoken` is the rest with all its marks, for reading it aloud.
    """

    kind: int
    rest: str
    spoken: str
    thai: bool

    @property
    def numbers(self) -> frozenset[str]:
        """Return the numbers in the name: พญาไท 1 is not พญาไท 2."""
        return frozenset(re.findall(r"\d+", self.rest))


def best_likeness(ones: Iterable[str | None], others: Iterable[str | None]) -> Likeness:
    """Return the best likeness of any name of one place with any name of another.

    Names in two scripts are compared only where the places have none in the same script: letters
    say more than sounds.
    """
    first, second = [name for name in ones if name], [name for name in others if name]
    pairs = [(one, other) for one in first for other in second]
    same_script = [pair for pair in pairs if is_thai(pair[0]) == is_thai(pair[1])]
    found = (likeness(one, other) for one, other in same_script or pairs)
    return max(found, key=lambda each: each.score, default=NOTHING_ALIKE)


def likeness(one: str, other: str) -> Likeness:
    """Return how alike two names are."""
    first, second = _cut(one), _cut(other)
    if not first.rest or not second.rest or first.numbers != second.numbers:
        return NOTHING_ALIKE
    kinds_differ = first.kind != second.kind and -1 not in (first.kind, second.kind)
    factor = _UNLIKE_KINDS if kinds_differ else 1.0
    if first.thai != second.thai:
        # Squared: one sound of many that differs makes another name (เชียงมั่น, เชียงยืน).
        score = _BY_SOUND * factor * _sound_alike(first, second) ** 2
        return Likeness(round(score, 4), "sounds_alike")
    if first.rest == second.rest:
        return Likeness(factor, "same_name")
    return Likeness(round(factor * _alike(first.rest, second.rest), 4), "alike")


@lru_cache(maxsize=200_000)
def _cut(name: str) -> _Name:
    plain = _BRACKETS.sub(" ", western_digits(name)).strip() or name
    if not is_thai(plain):
        return _cut_english(plain)
    plain = _CLASS.sub("", plain).strip() or plain
    for short, full in _ABBREVIATIONS:
        plain = re.sub(short, full, plain)
    spoken, kind = re.sub(r"\s+", "", plain), -1
    for row, words in enumerate(_KINDS):
        word = next((word for word in words if spoken.startswith(word)), None)
        if word is not None:
            kind, spoken = row, spoken.removeprefix(word)
            break
    for filler in _FILLERS:
        spoken = spoken.replace(filler, "")
    return _Name(kind, normalised(spoken), spoken, thai=True)


def _cut_english(name: str) -> _Name:
    plain, kind = re.sub(r"[^a-z0-9]+", " ", name.lower()), -1
    for row, words in enumerate(_KINDS):
        found = [word for word in words if re.search(rf"\b{re.escape(word)}\b", plain)]
        if found:
            kind = row
            plain = re.sub(rf"\b{re.escape(max(found, key=len))}\b", " ", plain)
            break
    rest = "".join(word for word in plain.split() if word not in _ENGLISH_FILLERS)
    return _Name(kind, rest, rest, thai=False)


def _alike(one: str, other: str) -> float:
    """Return the share of letters two names have in common; a name inside the other counts more."""
    shorter, longer = sorted((one, other), key=len)
    ratio = SequenceMatcher(None, one, other, autojunk=False).ratio()
    if len(shorter) >= _SHORTEST_PART and (longer.startswith(shorter) or longer.endswith(shorter)):
        return max(ratio, 0.7 + 0.25 * len(shorter) / len(longer))
    return ratio


def _sound_alike(first: _Name, second: _Name) -> float:
    """Return how alike a Thai and an English name sound, mostly by their consonants."""
    thai, english = (first, second) if first.thai else (second, first)
    one, other = _folded(_romanised(thai.spoken)), _folded(english.spoken)
    whole = SequenceMatcher(None, one, other, autojunk=False).ratio()
    bones, other_bones = _VOWELS.sub("", one), _VOWELS.sub("", other)
    if min(len(bones), len(other_bones)) < _FEWEST_SOUNDS:
        return whole if bones == other_bones else 0.0
    return (whole + 2 * SequenceMatcher(None, bones, other_bones, autojunk=False).ratio()) / 3


@lru_cache(maxsize=200_000)
def _romanised(name: str) -> str:
    # Loaded where it is first needed: its word list takes half a second.
    from pythainlp.transliterate import romanize  # noqa: PLC0415

    return str(romanize(name, engine="royin"))


def _folded(roman: str) -> str:
    """Return a romanised name without what transcriptions disagree on."""
    text = roman.lower()
    for written, sound in _SOUNDS:
        text = text.replace(written, sound)
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[^a-z0-9]", "", text))
