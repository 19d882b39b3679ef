"""What a way is called: its name in both languages, or the noun of its class."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from geoservice.walk.itinerary import Stretch

_ROADS = frozenset(
    [
        *("trunk", "trunk_link", "primary", "primary_link", "secondary", "secondary_link"),
        *("tertiary", "tertiary_link", "unclassified", "residential", "living_street"),
        *("road", "service", "track"),
    ]
)
_NAMED_ROADS = _ROADS - {"service", "track", "living_street"}
_ABBREVIATIONS = ((re.compile(r"^ถ\.\s*"), "ถนน"), (re.compile(r"^ซ\.\s*"), "ซอย"))
_TWICE = re.compile(r"^(ถนน|ซอย|ตรอก)(?:\s*\1)+")
_PREFIX_APART = re.compile(r"^(ถนน|ซอย|ตรอก)\s+(?=[ก-ฮเ-ไ])")
_PREFIX_TO_NUMBER = re.compile(r"^(ซอย)(?=[0-9๐-๙])")
_ENGLISH_TWICE = re.compile(r"\b(road|street|soi)(?:\s+\1)+\b", re.IGNORECASE)
# A name with one of these says itself what kind of way it is.
_THAI_NOUNS = re.compile(
    r"ถนน|ซอย|ตรอก|ทางหลวง|ทางเลี่ยงเมือง|สะพาน|อุโมงค์|แยก"
    r"|^(?:ทาง|วงเวียน|หมู่บ้าน|ลาน|ตลาด|สกายวอล์ก|สกายวอล์ค|มอเตอร์เวย์|คลอง|จุด)"
)
_ENGLISH_NOUNS = re.compile(
    r"\b(?:road|rd|street|st|soi|lane|alley|avenue|ave|thanon|trok|highway|boulevard|drive|way"
    r"|bridge|tunnel|square|route|path|trail|skywalk|circle|rue|place|quai|promenade|esplanade)\b",
    re.IGNORECASE,
)
_UNHEARD = re.compile(r"[\s.\-]")
_PLAIN_ROAD = re.compile(r"^ถนน|(?:road|rd)$")
_BRIDGE = re.compile(r"สะพาน|\bbridge\b", re.IGNORECASE)
_THAI_LETTER = re.compile(r"[ก-๎]")


class Words(NamedTuple):
    """The same in both languages."""

    th: str
    en: str


@dataclass(frozen=True)
class Way:
    """A way as people call it: `name` is None for a nameless one, `noun` the word for its class.

    `noun` is a word of the code ("footpath"), the phrases know it in both languages.
    """

    name: Words | None
    noun: str
    key_th: str = ""
    key_en: str = ""

    def same_as(self, other: "Way") -> bool:
        """Return whether both are one street: a name in common, or none and the same class."""
        if self.name is None or other.name is None:
            return self.name is other.name and self.noun == other.noun
        if self.key_th and self.key_th == other.key_th:
            return True
        return bool(self.key_en) and self.key_en == other.key_en

    @property
    def is_bridge(self) -> bool:
        """Return whether the name is that of a bridge."""
        return self.name is not None and any(map(_BRIDGE.search, self.name))


_NOUNS = {
    "footway": "footpath",
    "path": "path",
    "bridleway": "path",
    "pedestrian": "pedestrian street",
    "steps": "stairs",
    "cycleway": "cycle path",
    "track": "track",
    "service": "service road",
    "residential": "lane",
    "living_street": "lane",
    "corridor": "corridor",
    "platform": "platform",
    "elevator": "lift",
}


def is_road(highway: str) -> bool:
    """Return whether vehicles drive there, so that a crossing leads over it and not along it."""
    return highway in _ROADS


def way_of(stretch: Stretch) -> Way:
    """Return what the way of a stretch is called."""
    return _way(stretch.highway, stretch.name_th or "", stretch.name_en or "")


@lru_cache(maxsize=4096)
def _way(highway: str, thai: str, english: str) -> Way:
    noun = _NOUNS.get(highway, "road" if is_road(highway) else "path")
    thai, english = " ".join(thai.split()), " ".join(english.split())
    if not thai and not english:
        return Way(None, noun)
    spoken = thai_street_name(thai or english, highway=highway)
    name = Words(spoken, english_street_name(english) if english else spoken)
    return Way(name, noun, key_th=_key(name.th) if thai else "", key_en=_key(name.en))


def thai_street_name(name: str, *, highway: str) -> str:
    """Return a street's name as Thai text has it: one ถนน or ซอย before it, none where it is odd.

    "ถ.สุเทพ", "ถนน สุเทพ" and, of a road, a bare "สุเทพ" all become "ถนนสุเทพ"; a foreign name
    without a word for street gets ถนน as well.
    """
    for abbreviation, word in _ABBREVIATIONS:
        name = abbreviation.sub(word, name)
    name = _TWICE.sub(r"\1", name)
    name = _PREFIX_TO_NUMBER.sub(r"\1 ", _PREFIX_APART.sub(r"\1", name))
    says_itself = _THAI_NOUNS.search(name) or _ENGLISH_NOUNS.search(name)
    if highway not in _NAMED_ROADS or says_itself:
        return name
    return f"ถนน{name}" if _THAI_LETTER.match(name) else f"ถนน {name}"


def english_street_name(name: str) -> str:
    """Return a street's name as English text has it: no word for street twice."""
    return _ENGLISH_TWICE.sub(r"\1", name)


def _key(name: str) -> str:
    """Return what two spellings of a street's name have in common, with or without "road"."""
    squeezed = _UNHEARD.sub("", name.casefold())
    return _PLAIN_ROAD.sub("", squeezed) or squeezed
