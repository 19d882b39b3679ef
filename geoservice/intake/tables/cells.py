"""What a cell says: text as it stands in the file, and numbers as people in Thailand write them."""

import json
import math
import re
from datetime import date, datetime, time

from geoservice.errors import InputError
from geoservice.names import western_digits

# Control characters (but not tab and line feeds), byte-order marks, zero-width space, surrogates.
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\u200b\ud800-\udfff]")
_NOTHING = {"", "-", "–", "n/a", "null", "none", "nan"}
_THOUSANDS = re.compile(r"^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$")
_PLAIN = re.compile(r"^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$", re.IGNORECASE)
_MOST_DEGREES = 180
_DECIMAL_COMMA = re.compile(r"^[+-]?\d+,\d+$")
# 18°47'12.5"N, 98 58 30 E
_SEXAGESIMAL = re.compile(
    r"""^(?P<degrees>\d{1,3})\s*[°º\s]\s*(?P<minutes>\d{1,2})\s*['′’\s]\s*
    ((?P<seconds>\d{1,2}(\.\d+)?)\s*["″”]?\s*)?(?P<side>[NSEW])$""",
    re.IGNORECASE | re.VERBOSE,
)


def cell_text(value: object) -> str | None:
    """Return what a cell says, None for an empty one.

    A whole number keeps no ".0" that a spreadsheet or a database put there; yes and no stand for
    true and false; lists and objects become JSON.
    """
    if value is None or isinstance(value, (bytes, memoryview)):
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return _float_text(value)
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, (dict, list, tuple)):
        value = json.dumps(value, ensure_ascii=False, default=str) if value else ""
    return _INVISIBLE.sub("", str(value)).strip() or None


def _float_text(value: float) -> str | None:
    if math.isnan(value):
        return None
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def is_nothing(text: str | None) -> bool:
    """Return whether a cell is empty or holds what people write into empty cells."""
    return text is None or text.strip().lower() in _NOTHING


def read_number(text: str) -> float:
    """Return the number a cell holds; thousands commas, spaces and Thai digits are understood.

    Raises InputError for what is none, and for infinity.
    """
    plain = re.sub(r"[\s\u00a0\u202f']", "", western_digits(text))
    if _THOUSANDS.match(plain):
        plain = plain.replace(",", "")
    if _PLAIN.match(plain) and math.isfinite(number := float(plain)):
        return number
    raise InputError("'{value}' is not a number.", value=_short(text))


def read_coordinate(text: str) -> float:
    """Return a coordinate: decimal (with point or comma) or degrees, minutes and seconds."""
    plain = western_digits(text).strip()
    if match := _SEXAGESIMAL.match(plain):
        minutes = int(match["minutes"]) + float(match["seconds"] or 0) / 60
        degrees = int(match["degrees"]) + minutes / 60
        return -degrees if match["side"].upper() in "SW" else degrees
    # "98,967" is a decimal comma; "496,581" would be no degrees, so the comma parts thousands.
    if _DECIMAL_COMMA.match(plain) and abs(float(plain.replace(",", "."))) <= _MOST_DEGREES:
        plain = plain.replace(",", ".")
    try:
        return read_number(plain)
    except InputError:
        raise InputError("'{value}' is not a coordinate.", value=_short(text)) from None


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
