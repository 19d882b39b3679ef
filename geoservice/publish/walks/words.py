"""Distances, times and hours of a walk as people say them, in Thai and English."""

from datetime import datetime

from babel.dates import format_date

from geoservice.language import translate
from geoservice.store.labels import KINDS, Label
from geoservice.walk.itinerary import Candidate, Stop

_BUDDHIST_ERA = 543
PROFILES = {
    label.id: label
    for label in (
        Label("adult", "เดินแบบผู้ใหญ่ทั่วไป", "Walking as adults do"),
        Label("child", "เดินกับเด็ก", "Walking with children"),
        Label("senior", "เดินแบบผู้สูงอายุ", "Walking at a senior's pace"),
        Label("stroller", "เข็นรถเข็นเด็ก ไม่ผ่านบันได", "Pushing a pram, no steps"),
        Label("wheelchair", "ใช้รถเข็นคนพิการ ไม่ผ่านบันได", "In a wheelchair, no steps"),
    )
}
"""What each profile of a walker is called."""

_KINDS = {label.id: label for label in KINDS}


def in_language(language: str, thai: str | None, english: str | None) -> str:
    """Return a text in `language`, in the other one where there is none, else nothing."""
    first, second = (english, thai) if language == "en" else (thai, english)
    return first or second or ""


def say_name(candidate: Candidate, language: str) -> str:
    """Return what a place is called: its name, its kind, or that it is a place of one's own."""
    name = in_language(language, candidate.name_th, candidate.name_en)
    if name:
        return name
    if candidate.kind in _KINDS:
        return _KINDS[candidate.kind].title(language)
    return translate("A place of your own", language)


def say_kind(candidate: Candidate, language: str) -> str:
    """Return what kind of place it is, nothing for one of one's own."""
    return _KINDS[candidate.kind].title(language) if candidate.kind in _KINDS else ""


def say_profile(profile: str, language: str) -> str:
    """Return who walks."""
    return PROFILES[profile].title(language)


def say_duration(seconds: float, language: str) -> str:
    """Return a time span in whole minutes, rounded up, hours apart."""
    hours, minutes = divmod(-int(-seconds // 60), 60)
    if not hours:
        return translate("{minutes} min", language, minutes=minutes)
    if not minutes:
        return translate("{hours} h", language, hours=hours)
    return translate("{hours} h {minutes} min", language, hours=hours, minutes=minutes)


def say_clock(time: datetime) -> str:
    """Return the time of day."""
    return f"{time:%H:%M}"


def say_date(time: datetime, language: str) -> str:
    """Return weekday and date, in Thai with the year of the Buddhist era."""
    if language == "en":
        return format_date(time, "EEEE d MMMM y", locale="en")
    day = format_date(time, "EEEE'ที่' d MMMM", locale="th")
    return f"{day} {time.year + _BUDDHIST_ERA}"


def say_stay(stop: Stop) -> str:
    """Return from when to when one is at a stop."""
    if stop.arrive == stop.leave:
        return say_clock(stop.arrive)
    return f"{say_clock(stop.arrive)}–{say_clock(stop.leave)}"


def say_hours(stop: Stop, language: str) -> str:
    """Return when a stop is open, or that nobody knows; nothing for a place of one's own."""
    if stop.candidate.space is None:
        return ""
    if not stop.hours_known or stop.is_open is None:
        return translate("opening hours not known", language)
    if not stop.is_open:
        return translate("closed at that time", language)
    if stop.opens is None and stop.closes is None:
        return translate("open", language)
    if stop.closes is None or stop.opens is None:
        return _say_one_end(stop, language)
    return translate(
        "open {opens}–{closes}",
        language,
        opens=say_clock(stop.opens),
        closes=say_clock(stop.closes),
    )


def _say_one_end(stop: Stop, language: str) -> str:
    if stop.closes is not None:
        return translate("open until {closes}", language, closes=say_clock(stop.closes))
    assert stop.opens is not None  # noqa: S101  (one of the two is known)
    return translate("open since {opens}", language, opens=say_clock(stop.opens))
