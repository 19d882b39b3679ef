"""What the rule of a repeating activity may say (iCalendar's RRULE, RFC 5545, 3.3.10).

A part of the standard: what people plan. Days, weeks, months and years; nothing by the hour, and
no rule that never comes true, on which a search for its next day would not end.
"""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from geoservice.errors import InputError

FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
MOST_TIMES = 1000
LONGEST_INTERVAL = 100
LONGEST_RULE = 200
EXAMPLE = "FREQ=WEEKLY;BYDAY=SA;UNTIL=20261231"
_WEEKDAY = re.compile(rf"([+-]?[1-5])?({'|'.join(WEEKDAYS)})")
_UNTIL = re.compile(r"[0-9]{8}(T[0-9]{6}Z?)?")
_DAYS_IN_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def check_repeats(text: str) -> str:
    """Return a rule as it is stored; InputError names what may be said instead."""
    parts = _parts(text)
    _check_parts(parts)
    _check_together(parts)
    return ";".join(f"{name}={value}" for name, value in parts.items())


def is_rule(text: str | None) -> bool:
    """Return whether a stored text is a rule that can be followed."""
    try:
        return bool(text and check_repeats(text))
    except InputError:
        return False


def until_of(value: str) -> tuple[datetime, bool]:
    """Return the time after which a rule ends, and whether it is in UTC; else it is local.

    A date alone stands for the end of that day.
    """
    if len(value) == len("YYYYMMDD"):
        return datetime.strptime(value + "235959", "%Y%m%d%H%M%S"), False
    moment = datetime.strptime(value.rstrip("Z"), "%Y%m%dT%H%M%S")
    return moment, value.endswith("Z")


def parts_of(rule: str) -> dict[str, str]:
    """Return the parts of a stored rule by their names."""
    return dict(part.split("=", 1) for part in rule.split(";"))


def _parts(text: str) -> dict[str, str]:
    plain = "".join(text.upper().split()).removeprefix("RRULE:").strip(";")
    if len(plain) > LONGEST_RULE:
        raise InputError("The rule is longer than {most} characters.", most=LONGEST_RULE)
    found: dict[str, str] = {}
    for part in plain.split(";"):
        name, equals, value = part.partition("=")
        if not equals or not value or name in found:
            raise InputError(
                "'{rule}' is not a rule by which something repeats; write it like {example}.",
                rule=plain,
                example=EXAMPLE,
            )
        found[name] = value
    return found


def _check_parts(parts: Mapping[str, str]) -> None:
    if parts.get("FREQ") not in FREQUENCIES:
        raise InputError(
            "An activity repeats by FREQ={known}, not by '{given}'; like {example}.",
            known="|".join(FREQUENCIES),
            given=parts.get("FREQ", ""),
            example=EXAMPLE,
        )
    for name, value in parts.items():
        if name not in _CHECKS:
            raise InputError(
                "A rule may say {known}, but not '{name}'.", known=", ".join(_CHECKS), name=name
            )
        if not _CHECKS[name](value):
            raise InputError(
                "'{name}={value}' cannot be read in the rule; it looks like {example}.",
                name=name,
                value=value,
                example=_EXAMPLES[name],
            )


def _check_together(parts: Mapping[str, str]) -> None:
    """Refuse what the standard forbids beside each other, and what may never come true."""
    _apart(parts, "COUNT", "UNTIL")
    frequency = parts["FREQ"]
    for name in parts:
        if name not in _ALLOWED[frequency]:
            raise _not_with(name, f"FREQ={frequency}")
    if parts.get("INTERVAL", "1") != "1" and frequency in ("DAILY", "MONTHLY"):
        for name in ("BYMONTH", *(("BYDAY",) if frequency == "DAILY" else ())):
            _apart(parts, "INTERVAL", name)
    _check_days(parts)


def _check_days(parts: Mapping[str, str]) -> None:
    frequency, days = parts["FREQ"], parts.get("BYDAY", "")
    numbered = any(each[:-2] for each in days.split(",")) if days else False
    monthly = frequency == "MONTHLY" or (frequency == "YEARLY" and "BYMONTH" in parts)
    if numbered and not monthly:
        raise _not_with(f"BYDAY={days}", f"FREQ={frequency}")
    _apart(parts, "BYDAY", "BYMONTHDAY")
    if "BYSETPOS" in parts and (numbered or not days):
        raise _not_with("BYSETPOS", f"BYDAY={days}" if days else f"FREQ={frequency}")
    months = [int(each) for each in parts.get("BYMONTH", "").split(",") if each]
    longest = max(_DAYS_IN_MONTH[month - 1] for month in months or range(1, 13))
    wanted = [abs(int(each)) for each in parts.get("BYMONTHDAY", "").split(",") if each]
    if wanted and min(wanted) > longest:
        raise InputError(
            "No month of BYMONTH={months} has a day {day}.",
            months=parts["BYMONTH"],
            day=min(wanted),
        )


def _apart(parts: Mapping[str, str], one: str, other: str) -> None:
    if one in parts and other in parts:
        raise _not_with(one, other)


def _not_with(one: str, other: str) -> InputError:
    return InputError("A rule cannot say {one} and {other} together.", one=one, other=other)


def _whole(least: int, most: int) -> Callable[[str], bool]:
    return lambda text: text.isascii() and text.isdigit() and least <= int(text[:6]) <= most


def _listed(is_one: Callable[[str], Any]) -> Callable[[str], bool]:
    return lambda text: all(is_one(each) for each in text.split(","))


def _signed(most: int) -> Callable[[str], bool]:
    return lambda text: _whole(1, most)(text.removeprefix("-").removeprefix("+"))


def _is_until(text: str) -> bool:
    try:
        return bool(_UNTIL.fullmatch(text) and until_of(text))
    except ValueError:
        return False


_CHECKS: dict[str, Callable[[str], bool]] = {
    "FREQ": FREQUENCIES.__contains__,
    "INTERVAL": _whole(1, LONGEST_INTERVAL),
    "COUNT": _whole(1, MOST_TIMES),
    "UNTIL": _is_until,
    "BYDAY": _listed(_WEEKDAY.fullmatch),
    "BYMONTHDAY": _listed(_signed(31)),
    "BYMONTH": _listed(_whole(1, 12)),
    "BYSETPOS": _signed(5),
    "WKST": WEEKDAYS.__contains__,
}
_EXAMPLES = {
    "INTERVAL": f"INTERVAL=2 (1-{LONGEST_INTERVAL})",
    "COUNT": f"COUNT=10 (1-{MOST_TIMES})",
    "UNTIL": "UNTIL=20261231",
    "BYDAY": "BYDAY=MO,WE / BYDAY=1SA / BYDAY=-1SU",
    "BYMONTHDAY": "BYMONTHDAY=1,15",
    "BYMONTH": "BYMONTH=1,2,12",
    "BYSETPOS": "BYSETPOS=-1",
    "WKST": "WKST=MO",
}
_ALWAYS = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST"}
_ALLOWED = {
    "DAILY": _ALWAYS | {"BYDAY", "BYMONTH"},
    "WEEKLY": _ALWAYS | {"BYDAY", "BYMONTH"},
    "MONTHLY": _ALWAYS | {"BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS"},
    "YEARLY": _ALWAYS | {"BYDAY", "BYMONTHDAY", "BYMONTH"},
}
