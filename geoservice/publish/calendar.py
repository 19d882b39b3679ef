"""Activities as an iCalendar file (RFC 5545), for the calendars of people."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from geoservice.ecology.activities.reading import Activity
from geoservice.ecology.activities.rules import is_rule, parts_of, until_of
from geoservice.language import Both

MEDIA_TYPE = "text/calendar; charset=utf-8"
_LINE_BYTES = 75  # RFC 5545, 3.1
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})
_STAMP = "%Y%m%dT%H%M%SZ"
_LOCAL = "%Y%m%dT%H%M%S"
_YEARS_AHEAD = 5
_ASK_AGAIN = "PT6H"


@dataclass(frozen=True)
class Calendar:
    """A calendar: its name, the city whose clock it keeps, where a space is read about."""

    name: str
    city: str
    zone: ZoneInfo
    language: str
    space_url: str
    """With `{id}` in it."""
    agendas: Mapping[str, Both]
    """What the agendas of the city are called, by their word."""


def write_calendar(calendar: Calendar, activities: Sequence[Activity], *, now: datetime) -> bytes:
    """Return the text of a calendar, its lines folded and ended as the standard has it."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//geoservice//activities//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{_text(calendar.name)}",
        f"X-WR-CALNAME:{_text(calendar.name)}",
        f"X-WR-TIMEZONE:{calendar.zone.key}",
        f"REFRESH-INTERVAL;VALUE=DURATION:{_ASK_AGAIN}",
        *_zone_lines(calendar.zone, activities, now),
        *(line for each in activities for line in _event(calendar, each)),
        "END:VCALENDAR",
    ]
    return b"".join(folded(line) for line in lines)


def folded(line: str) -> bytes:
    """Return a line in pieces of at most 75 bytes, none of which breaks a character."""
    pieces, piece = [], b""
    for character in line:
        more = character.encode()
        if len(piece) + len(more) > _LINE_BYTES:
            pieces.append(piece)
            piece = b" "
        piece += more
    return b"\r\n".join([*pieces, piece]) + b"\r\n"


def _event(calendar: Calendar, activity: Activity) -> Iterator[str]:
    row, zone = activity.row, activity.zone
    title = _first(calendar.language, row.title_th, row.title_en)
    yield "BEGIN:VEVENT"
    yield f"UID:activity-{row.id}@{calendar.city}.geoservice"
    yield f"DTSTAMP:{_utc(row.updated_at)}"
    yield f"LAST-MODIFIED:{_utc(row.updated_at)}"
    yield f"SEQUENCE:{row.version - 1}"
    yield f"DTSTART;TZID={zone.key}:{_local(row.starts_at, zone)}"
    yield f"DTEND;TZID={zone.key}:{_local(row.ends_at, zone)}"
    if is_rule(row.repeats):
        yield f"RRULE:{_rule(row.repeats, zone)}"
        yield from _skipped(activity)
    yield f"SUMMARY:{_text(title)}"
    about = _first(calendar.language, row.description_th, row.description_en)
    if about:
        yield f"DESCRIPTION:{_text(about)}"
    place = _first(calendar.language, row.space_th, row.space_en)
    if place:
        yield f"LOCATION:{_text(place)}"
    if row.lon is not None:
        yield f"GEO:{row.lat:.6f};{row.lon:.6f}"
    yield f"URL:{calendar.space_url.replace('{id}', str(row.space_id))}"
    if row.agendas:
        titles = (calendar.agendas.get(each, (each, each)) for each in row.agendas)
        named = (_text(_first(calendar.language, *title)) for title in titles)
        yield f"CATEGORIES:{','.join(named)}"
    yield "END:VEVENT"


def _skipped(activity: Activity) -> Iterator[str]:
    """Yield the days that are left out, each at the hour at which it would begin."""
    row, zone = activity.row, activity.zone
    hour = f"{row.starts_at.astimezone(zone):T%H%M%S}"
    days = [each.replace("-", "") for each in sorted(row.skips or ())]
    if days:
        yield f"EXDATE;TZID={zone.key}:{','.join(day + hour for day in days)}"


def _rule(repeats: str, zone: ZoneInfo) -> str:
    """Return a rule whose end is in UTC, as beside a beginning with a zone (RFC 5545, 3.3.10)."""
    parts = parts_of(repeats)
    if "UNTIL" in parts:
        until, in_utc = until_of(parts["UNTIL"])
        parts["UNTIL"] = _utc(until.replace(tzinfo=UTC if in_utc else zone))
    return ";".join(f"{name}={value}" for name, value in parts.items())


def _zone_lines(zone: ZoneInfo, activities: Iterable[Activity], now: datetime) -> Iterator[str]:
    """Yield the changes of the clock from the first activity to some years ahead."""
    first = min([now, *(each.row.starts_at for each in activities)])
    yield "BEGIN:VTIMEZONE"
    yield f"TZID:{zone.key}"
    for moment in (first - timedelta(days=366), *_changes(zone, first, now)):
        after = moment.astimezone(zone)
        before = (moment - timedelta(seconds=1)).astimezone(zone)
        part = "DAYLIGHT" if after.dst() else "STANDARD"
        yield f"BEGIN:{part}"
        yield f"DTSTART:{_local(moment, timezone(before.utcoffset() or timedelta()))}"
        yield f"TZOFFSETFROM:{before:%z}"
        yield f"TZOFFSETTO:{after:%z}"
        yield f"TZNAME:{after.tzname()}"
        yield f"END:{part}"
    yield "END:VTIMEZONE"


def _changes(zone: ZoneInfo, first: datetime, now: datetime) -> Iterator[datetime]:
    """Yield the moments in UTC at which the clock is changed, to the minute."""
    day = (first - timedelta(days=366)).astimezone(UTC).replace(second=0, microsecond=0)
    last = max(now, first).astimezone(UTC) + timedelta(days=366 * _YEARS_AHEAD)
    while day < last:
        following = day + timedelta(days=1)
        if _offset(day, zone) != _offset(following, zone):
            yield _change_within(day, following, zone)
        day = following


def _change_within(early: datetime, late: datetime, zone: ZoneInfo) -> datetime:
    while late - early > timedelta(minutes=1):
        middle = early + (late - early) / 2
        middle = middle.replace(second=0, microsecond=0)
        early, late = (
            (middle, late) if _offset(middle, zone) == _offset(early, zone) else (early, middle)
        )
    return late


def _offset(moment: datetime, zone: ZoneInfo) -> timedelta | None:
    return moment.astimezone(zone).utcoffset()


def _first(language: str, thai: str | None, english: str | None) -> str:
    return (english or thai if language == "en" else thai or english) or ""


def _text(text: str) -> str:
    return text.translate(_ESCAPED)


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime(_STAMP)


def _local(moment: datetime, zone: tzinfo) -> str:
    return moment.astimezone(zone).strftime(_LOCAL)
