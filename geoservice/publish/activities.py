"""Activities as documents: what happens when, and the parameters by which it is asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from geoservice.ecology.activities import windows
from geoservice.ecology.activities.reading import Happening, Programme, Wanted
from geoservice.ecology.activities.windows import Window, day_begins, named_window, window_between
from geoservice.ecology.ages import OLDEST, age_group_of
from geoservice.errors import InputError
from geoservice.publish.bodies import LARGEST_ID, check_city
from geoservice.publish.values import parse_instant, parse_place, shown
from geoservice.store.words import KINDS

PARAMETERS = ("city", "from", "to", "when", "age", "near", "kind", "space")
_METRES_DECIMALS = 1
_FIRST_YEAR, _LAST_YEAR = 1900, 2200
_DATE_LENGTH = len("2026-11-28")


@dataclass(frozen=True)
class AskedProgramme:
    """A programme that is asked for: by `when`, or from a time to a time."""

    city: str
    wanted: Wanted
    when: str | None
    begin: str | None
    end: str | None

    def window(self, clock: ZoneInfo, now: datetime) -> Window:
        """Return the part of time that is meant, on the clock of the city."""
        local = now.astimezone(clock)
        if self.when:
            return named_window(self.when, local)
        begin = _moment("from", self.begin, clock) if self.begin else None
        end = _moment("to", self.end, clock, days_on=1) if self.end else None
        return window_between(begin, end, local)


def parse_programme(arguments: Mapping[str, str]) -> AskedProgramme:
    """Return what is asked for; InputError names the parameter and what it takes."""
    when = _word("when", arguments["when"], windows.NAMES) if "when" in arguments else None
    if when and ("from" in arguments or "to" in arguments):
        raise InputError("The parameters 'when' and 'from', 'to' exclude each other; give one.")
    return AskedProgramme(
        city=check_city("city", arguments.get("city", "")),
        wanted=parse_wanted(arguments),
        when=when,
        begin=arguments.get("from"),
        end=arguments.get("to"),
    )


def parse_wanted(arguments: Mapping[str, str]) -> Wanted:
    """Return which activities are looked for."""
    kinds = arguments.get("kind", "").split(",") if "kind" in arguments else []
    return Wanted(
        age_group=age_group_of(_whole("age", arguments["age"], most=OLDEST))
        if "age" in arguments
        else None,
        kinds=tuple(_word("kind", each.strip(), KINDS) for each in kinds),
        space=_whole("space", arguments["space"], most=LARGEST_ID)
        if "space" in arguments
        else None,
        near=parse_place("near", arguments["near"]) if "near" in arguments else None,
    )


def programme_document(city: str, window: Window, programme: Programme) -> dict[str, Any]:
    """Return what happens in a city within a window."""
    return {
        "city": city,
        "from": window.begin.isoformat(),
        "to": window.end.isoformat(),
        "occurrences": [happening_document(each) for each in programme.happenings],
        "more": programme.more,
    }


def happening_document(happening: Happening) -> dict[str, Any]:
    """Return one time that an activity happens, in the time of its city."""
    row, when = happening.activity.row, happening.when
    return {
        "id": row.id,
        "starts_at": when.starts_at.isoformat(),
        "ends_at": when.ends_at.isoformat(),
        **{name: getattr(row, name) for name in _TOLD},
        **{name: list(getattr(row, name) or ()) for name in _LISTS},
        "space": {
            "id": row.space_id,
            "name_th": row.space_th,
            "name_en": row.space_en,
            "kind": row.kind,
            "lon": row.lon,
            "lat": row.lat,
        },
        "metres": None if row.metres is None else round(row.metres, _METRES_DECIMALS),
    }


_TOLD = (
    *("title_th", "title_en", "description_th", "description_en", "provider_th", "provider_en"),
    *("repeats", "fee", "currency", "places", "places_left", "link", "contact"),
)
_LISTS = ("age_groups", "agendas", "languages")


def _moment(name: str, text: str, clock: ZoneInfo, *, days_on: int = 0) -> datetime:
    """Return a moment; a bare date is a whole day of the city, `days_on` 1: to its end."""
    instant = parse_instant(name, text)
    if not _FIRST_YEAR <= instant.year <= _LAST_YEAR:
        raise InputError(
            "The parameter '{name}' is in the year {year}; years from {first} to {last} are taken.",
            name=name,
            year=instant.year,
            first=_FIRST_YEAR,
            last=_LAST_YEAR,
        )
    if len(text) > _DATE_LENGTH:
        return instant.astimezone(clock)
    return day_begins(instant.date() + timedelta(days=days_on), clock)


def _word(name: str, text: str, known: tuple[str, ...]) -> str:
    if text not in known:
        raise InputError(
            "The parameter '{name}' is '{value}' but must be one of: {known}.",
            name=name,
            value=shown(text),
            known=", ".join(known),
        )
    return text


def _whole(name: str, text: str, *, most: int) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 20 and int(text) <= most):
        raise InputError(
            "The parameter '{name}' is '{value}' but must be a whole number "
            "from {least} to {most}.",
            name=name,
            value=shown(text),
            least=0,
            most=most,
        )
    return int(text)
