"""Opening hours in words, where no script can say them: the common part of the OSM syntax.

The same lines as static/js/hours.js makes; what says more than they could is shown as it is.
Syntax: https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification
"""

import re

from babel.dates import get_day_names

from geoservice.language import translate

_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_DAY = "(?:Mo|Tu|We|Th|Fr|Sa|Su|PH|SH)"
_CLOCK = r"\d{1,2}:\d{2}"
_SPAN = rf"{_CLOCK}\s*-\s*{_CLOCK}"
_RULE = re.compile(
    rf"(?P<days>{_DAY}(?:-{_DAY})?(?:\s*,\s*{_DAY}(?:-{_DAY})?)*)?:?\s*"
    rf"(?P<times>24/7|off|closed|open|{_SPAN}(?:\s*,\s*{_SPAN})*)?"
)
_MORE_DAYS = re.compile(rf"(\d|off|closed|open)\s*,\s*(?={_DAY})")

Line = tuple[str, str]
"""The days, and the times."""


def hours_lines(text: str, language: str) -> list[Line] | None:
    """Return opening hours as lines for people; None where they say more than lines could."""
    rules = [each.strip() for each in _MORE_DAYS.sub(r"\1;", text).split(";")]
    lines = [_line(rule, language) for rule in rules if rule]
    return [line for line in lines if line] if lines and all(lines) else None


def said_hours(text: str | None, language: str) -> list[str]:
    """Return opening hours as lines of words, as they are written where no words could say them."""
    if not text:
        return []
    lines = hours_lines(text, language)
    return [" ".join(line) for line in lines] if lines else [text]


def schema_hours(text: str) -> list[str]:
    """Return hours as schema.org writes them ("Mo-Fr 08:30-16:30"); none that it could not."""
    rules = [each.strip() for each in _MORE_DAYS.sub(r"\1;", text).split(";") if each.strip()]
    if rules == ["24/7"]:
        return ["Mo-Su"]
    parts = [_RULE.fullmatch(rule) for rule in rules]
    if not all(part and part["days"] and part["times"] for part in parts):
        return []
    said = [(part["days"], part["times"]) for part in parts if part]
    open_days = [(days, times) for days, times in said if times not in ("off", "closed")]
    if any("PH" in days or "SH" in days or times == "24/7" for days, times in open_days):
        return []
    return [f"{days.replace(' ', '')} {each.strip()}" for days, times in open_days
            for each in times.replace("open", "").split(",")]  # fmt: skip


def _line(rule: str, language: str) -> Line | None:
    if rule == "24/7":
        return translate("Every day", language), translate("24 hours", language)
    parts = _RULE.fullmatch(rule)
    if parts is None or not (parts["days"] or parts["times"]):
        return None
    days = _days(parts["days"], language) if parts["days"] else translate("Every day", language)
    return days, _times(parts["times"] or "24/7", language)


def _days(text: str, language: str) -> str:
    said = []
    for part in re.split(r"\s*,\s*", text):
        first, _, last = part.partition("-")
        if (first, last) == ("Mo", "Su"):
            said.append(translate("Every day", language))
        elif last:
            ends = {"first": _day(first, language), "last": _day(last, language)}
            said.append(translate("{first} to {last}", language, **ends))
        else:
            said.append(_day(first, language))
    return (" " if language == "th" else ", ").join(said)


def _day(day: str, language: str) -> str:
    if day == "PH":
        return translate("public holidays", language)
    if day == "SH":
        return translate("school holidays", language)
    return str(get_day_names("wide", locale=language)[_DAYS.index(day)])


def _times(text: str, language: str) -> str:
    if text in ("24/7", "open"):
        return translate("24 hours", language)
    if text in ("off", "closed"):
        return translate("closed", language)
    spans = [re.sub(r"\s*-\s*", "–", span) for span in re.split(r"\s*,\s*", text)]
    if spans in (["00:00–24:00"], ["0:00–24:00"]):
        return translate("24 hours", language)
    joined = ", ".join(spans)
    return f"{joined.replace(':', '.')} น." if language == "th" else joined
