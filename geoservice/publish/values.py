"""Reading the values of parameters: each refusal names the parameter and what it takes."""

import math
import re
from datetime import UTC, datetime

from geoservice.errors import InputError
from geoservice.publish.grid import Box
from geoservice.store.catalog import Property

Value = str | int | float | bool | datetime
_INTEGER = re.compile(r"[+-]?[0-9]{1,19}")
_DIGITS = re.compile(r"[0-9]{1,1000}")
_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?")
_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_CLOCK = r"[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,9})?)?"
_INSTANT = re.compile(rf"{_DAY}([Tt ]{_CLOCK}([Zz]|[+-][0-9]{{2}}:[0-9]{{2}})?)?")
_BOOLEANS = {"true": True, "false": False}
LONGEST_TEXT = 2000
_LARGEST = 2**63 - 1


def parse_values(name: str, text: str, about: Property) -> tuple[Value, ...]:
    """Return the values of a queryable, any of which may match; commas part them.

    A free text may hold commas itself: it is taken whole too.
    """
    parts = list(dict.fromkeys(part.strip() for part in text.split(",")))
    if about.enum:
        return tuple(_one_of(name, part, about.enum) for part in parts)
    if about.type in ("string", "array"):
        return tuple(dict.fromkeys([check_text(name, text), *parts]))
    return tuple(_scalar(name, part, about) for part in parts)


def _scalar(name: str, text: str, about: Property) -> Value:
    if about.type == "integer":
        return parse_integer(name, text)
    if about.type == "number":
        return parse_number(name, text)
    if about.type == "datetime":
        return parse_instant(name, text)
    if text not in _BOOLEANS:
        raise InputError(
            "The parameter '{name}' is '{value}' but must be one of: {known}.",
            name=name,
            value=shown(text),
            known="true, false",
        )
    return _BOOLEANS[text]


def _one_of(name: str, text: str, known: tuple[str, ...]) -> str:
    if text in known:
        return text
    raise InputError(
        "The parameter '{name}' is '{value}' but must be one of: {known}.",
        name=name,
        value=shown(text),
        known=", ".join(known),
    )


def check_text(name: str, text: str) -> str:
    """Return a text that a database can hold: no NUL, at most 2,000 characters."""
    if "\x00" in text:
        raise InputError("The parameter '{name}' holds a NUL character.", name=name)
    if len(text) > LONGEST_TEXT:
        raise InputError(
            "The parameter '{name}' has {length} characters; at most {most} are taken.",
            name=name,
            length=len(text),
            most=LONGEST_TEXT,
        )
    return text


def parse_integer(name: str, text: str) -> int:
    """Return a whole number of at most eight bytes."""
    if not _INTEGER.fullmatch(text) or abs(int(text)) > _LARGEST:
        raise InputError(
            "The parameter '{name}' is '{value}' but must be a whole number.",
            name=name,
            value=shown(text),
        )
    return int(text)


def parse_amount(name: str, text: str, *, least: int, most: int) -> int:
    """Return a whole number from `least` on; one beyond `most` is taken for `most`."""
    if not _DIGITS.fullmatch(text) or int(text) < least:
        raise InputError(
            "The parameter '{name}' is '{value}' but must be a whole number "
            "from {least} to {most}.",
            name=name,
            value=shown(text),
            least=least,
            most=most,
        )
    return min(int(text), most)


def parse_number(name: str, text: str) -> float:
    """Return a finite number."""
    number = float(text) if _NUMBER.fullmatch(text) else math.nan
    if not math.isfinite(number):
        raise InputError(
            "The parameter '{name}' is '{value}' but must be a number.",
            name=name,
            value=shown(text),
        )
    return number


def parse_instant(name: str, text: str) -> datetime:
    """Return an RFC 3339 date-time in UTC; one without an offset is taken as UTC."""
    instant = _instant(text)
    if instant is None:
        raise InputError(
            "The parameter '{name}' is '{value}' but must be a date and time of RFC 3339, "
            "like 2026-01-31T14:00:00+07:00.",
            name=name,
            value=shown(text),
        )
    return instant


def _instant(text: str) -> datetime | None:
    if not _INSTANT.fullmatch(text):
        return None
    try:
        instant = datetime.fromisoformat(text.upper())  # RFC 3339, 5.6: t and z are as good
        # Python takes offsets of up to a day, PostgreSQL of less than 16 hours.
        return (instant if instant.tzinfo else instant.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def parse_bbox(text: str) -> Box:
    """Return the box of four numbers, or of six with heights, which are left aside.

    A west greater than east crosses the antimeridian.
    """
    box = Box(*parse_edges(text))
    if box.south > box.north or box.south < -90 or box.north > 90:
        raise InputError(
            "The parameter 'bbox' has latitudes from {south} to {north}; they go from south to "
            "north within -90 and 90. The order is west,south,east,north.",
            south=box.south,
            north=box.north,
        )
    if not (-180 <= box.west <= 180 and -180 <= box.east <= 180):
        raise InputError(
            "The parameter 'bbox' has longitudes {west} and {east}; they lie within -180 and 180. "
            "The order is west,south,east,north.",
            west=box.west,
            east=box.east,
        )
    return box


def parse_edges(text: str) -> tuple[float, float, float, float]:
    """Return the four numbers of a `bbox`, or those of its six that are no heights."""
    parts = text.split(",")
    if len(parts) not in (4, 6):
        raise InputError(
            "The parameter 'bbox' has {count} numbers but must have 4 "
            "(west,south,east,north in degrees) or 6 (with heights).",
            count=len(parts),
        )
    numbers = [parse_number("bbox", part.strip()) for part in parts]
    west, south, east, north = numbers if len(numbers) == 4 else [*numbers[:2], *numbers[3:5]]
    return west, south, east, north


def parse_place(name: str, text: str) -> tuple[float, float]:
    """Return longitude and latitude in degrees of "lon,lat"."""
    parts = text.split(",")
    numbers = [parse_number(name, part.strip()) for part in parts] if len(parts) == 2 else []
    if not numbers or abs(numbers[0]) > 180 or abs(numbers[1]) > 90:
        raise InputError(
            "The parameter '{name}' is '{value}' but must be longitude,latitude in degrees, "
            "like 98.98,18.79.",
            name=name,
            value=shown(text),
        )
    return numbers[0], numbers[1]


def check_interval(text: str) -> None:
    """Refuse a `datetime` that is neither an instant nor an interval of OGC API - Features."""
    ends = text.split("/")
    given = [end for end in ends if end not in ("", "..")]
    if len(ends) > 2 or not given:
        parse_instant("datetime", "/".join(ends))
    instants = [parse_instant("datetime", end) for end in given]
    if len(instants) == 2 and instants[0] > instants[1]:
        raise InputError("The parameter 'datetime' ends before it begins.")


def shown(text: str, length: int = 60) -> str:
    """Return a value as it is quoted back: short, and without anything a terminal might obey."""
    plain = "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in text)
    return plain if len(plain) <= length else plain[: length - 1] + "…"
