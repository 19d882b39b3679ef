"""Names of places: which script one is written in, and what two spellings of it share.

Thai prefixes, tone marks and spacing differ from list to list; comparing them is `duplicates`.
"""

import re
import unicodedata

_THAI = re.compile(r"[\u0e01-\u0e5b]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
# ฯ, tone marks, the silencing mark (การันต์) and the old vowel marks; vowels stay.
_THAI_MARKS = re.compile(r"[\u0e2f\u0e47-\u0e4c\u0e4e]")
_THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
# นิคหิต + สระอา is how some keyboards and PDF texts write สระอำ (Unicode 15, chapter 16.1).
_SARA_AM = ("\u0e4d\u0e32", "\u0e33")
# "วัดสวนดอก (Wat Suan Dok)" and the other way round
_WITH_BRACKET = re.compile(r"^(?P<before>[^()]+?)\s*\((?P<inside>[^()]+)\)$")


# Controls (but not tab and line ends), byte-order marks, the zero-width space and joiners of words,
# fillers, tags, and the marks that turn text around, by which a name can lie about itself.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u180e\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f]"
)
# They join letters and pictures; alone they say nothing.
_NOTHING = re.compile("[\\s\u200c\u200d\ufe0e\ufe0f]*")


def visible(text: str) -> str:
    """Return a text without what nobody sees, empty where nothing else is in it."""
    left = _INVISIBLE.sub("", text)
    return "" if _NOTHING.fullmatch(left) else left


def is_thai(name: str) -> bool:
    """Return whether a name has Thai letters."""
    return bool(_THAI.search(name))


def is_latin(name: str) -> bool:
    """Return whether a name has Latin letters."""
    return bool(_LATIN.search(name))


def tidy(name: str | None) -> str | None:
    """Return a name with single spaces and nothing invisible around it, None for an empty one."""
    return " ".join(visible(name).split()) or None if name else None


def name_parts(name: str | None) -> tuple[str, ...]:
    """Return a name, or its two halves where one in brackets says it in the other script."""
    if name is None:
        return ()
    match = _WITH_BRACKET.match(name)
    if match:
        halves = (match["before"], match["inside"])
        if {is_thai(half) for half in halves} == {True, False}:
            return halves
    return (name,)


def split_by_script(name: str | None) -> tuple[str | None, str | None]:
    """Return the Thai and the English name that one bare name holds.

    Thai letters make it Thai; any other script counts as English, as people who read no Thai read
    it.
    """
    thai = english = None
    for part in name_parts(tidy(name)):
        if is_thai(part):
            thai = thai or part
        else:
            english = english or part
    return thai, english


def normalised(name: str | None) -> str:
    """Return what two spellings of one name share: no case, spaces, punctuation or tone marks."""
    composed = unicodedata.normalize("NFKC", name or "").casefold()
    letters = "".join(char for char in composed if unicodedata.category(char)[0] in "LMN")
    plain = western_digits(_THAI_MARKS.sub("", letters).replace(*_SARA_AM))
    # Marks that stand together only now come into their order.
    return unicodedata.normalize("NFC", plain)


def western_digits(text: str) -> str:
    """Return `text` with ๐ to ๙ written as 0 to 9."""
    return text.translate(_THAI_DIGITS)
