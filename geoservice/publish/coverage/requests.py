"""Reading what a planner asks for, from parameters and from bodies, each refusal one sentence.

Parameters become the members that a body has, so that both are checked the same way.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from geoservice.coverage.asked import (
    DECAYS,
    DEFAULT_MINUTES,
    HEXAGONS,
    MOST_CHANGES,
    MOST_MINUTES,
    Addition,
    AskedCoverage,
    AskedScenario,
    Change,
)
from geoservice.errors import InputError
from geoservice.intake.hours import read_hours
from geoservice.publish.bodies import (
    check_city,
    check_degrees,
    check_id,
    check_language,
    check_list,
    check_members,
    check_object,
    check_one_of,
    check_text,
    check_whole,
    parse_time,
    quoted,
)
from geoservice.store.words import KINDS, LEVELS
from geoservice.walk.profiles import profiles

COVERAGE = ("city", "kinds", "minutes", "profile", "level", "at", "decay")
ABOUT_STREETS = ("city", "kinds", "minutes", "profile", "at")
ALL_LEVELS = (*LEVELS, HEXAGONS)
MOST_CAPACITY = 1_000_000
NOW = "now"
_ADDITION = ("lon", "lat", "kind", "opening_hours", "capacity")
_CHANGE = ("space", "lon", "lat", "opening_hours", "capacity")
_LONGEST_HOURS = 500
_YEARS = (2000, 2100)
_WHOLE = re.compile(r"[+-]?[0-9]{1,9}")
_LOST_PLUS = re.compile(r" (?=[0-9]{2}:[0-9]{2}$)")

Body = Mapping[str, Any]


def parse_coverage(arguments: Mapping[str, str], now: datetime) -> AskedCoverage:
    """Return the coverage that the parameters of an address ask for."""
    if not arguments.get("city"):
        raise InputError(
            "The parameter 'city' is missing; it is the slug of a city, like chiang-mai."
        )
    given = {name: text for name, text in arguments.items() if name in COVERAGE}
    return read_coverage(
        {name: _FROM_TEXT.get(name, str)(text) for name, text in given.items()}, now
    )


def _from_whole(text: str) -> int | str:
    return int(text) if _WHOLE.fullmatch(text) else text


def _from_list(text: str) -> list[str]:
    return [part.strip() for part in text.split(",")]


def _from_time(text: str) -> str:
    """Return a time whose plus sign became a space on the way, as it does in an address."""
    return _LOST_PLUS.sub("+", text)


_FROM_TEXT: Mapping[str, Callable[[str], object]] = {
    "minutes": _from_whole,
    "kinds": _from_list,
    "at": _from_time,
}


def read_coverage(given: Body, now: datetime) -> AskedCoverage:
    """Return the coverage that members ask for; others among them are left aside."""
    if given.get("city") is None:
        raise InputError("The body names no city; add 'city', like \"chiang-mai\".")
    values = {name: given[name] for name in COVERAGE if given.get(name) is not None}
    minutes = values.get("minutes", DEFAULT_MINUTES)
    return AskedCoverage(
        city=check_city("city", values["city"]),
        kinds=_kinds(values["kinds"]) if "kinds" in values else (),
        minutes=check_whole("minutes", minutes, least=1, most=MOST_MINUTES),
        profile=check_one_of("profile", values.get("profile", "adult"), tuple(profiles())),
        level=check_one_of("level", values["level"], ALL_LEVELS) if "level" in values else None,
        at=_moment("at", values["at"], now) if "at" in values else None,
        decay=check_one_of("decay", values.get("decay", DECAYS[0]), DECAYS),  # type: ignore[arg-type]
    )


def _kinds(value: object) -> tuple[str, ...]:
    listed = check_list("kinds", value, most=len(KINDS) * 2)
    return tuple(dict.fromkeys(check_one_of("kinds", each, KINDS) for each in listed))


def _moment(name: str, value: object, now: datetime) -> datetime:
    """Return a time of RFC 3339, or the minute that runs for "now"."""
    if value == NOW:
        return now.astimezone(UTC).replace(second=0, microsecond=0)
    moment = parse_time(name, value)
    if not _YEARS[0] <= moment.year <= _YEARS[1]:
        raise InputError(
            "'{name}' is {value} but must be in a year from {least} to {most}.",
            **quoted(name, value),
            least=_YEARS[0],
            most=_YEARS[1],
        )
    return moment


def parse_scenario(body: Body, now: datetime) -> AskedScenario:
    """Return the what-if that the members of a body ask for."""
    check_members(body, (*COVERAGE, "add", "remove", "change", "language"))
    if body.get("language") is not None:
        check_language("language", body["language"])
    asked = AskedScenario(
        coverage=read_coverage(body, now),
        add=tuple(_addition(name, each) for name, each in _listed(body, "add")),
        remove=tuple(check_id(name, each) for name, each in _listed(body, "remove")),
        change=tuple(_change(name, each) for name, each in _listed(body, "change")),
    )
    _check_spaces(asked)
    return asked


def _listed(body: Body, name: str) -> list[tuple[str, Any]]:
    """Return the items of a list with the name of each, none where it is not given."""
    if body.get(name) is None:
        return []
    items = check_list(name, body[name], most=MOST_CHANGES)
    return [(f"{name}[{position}]", item) for position, item in enumerate(items)]


def _addition(name: str, value: object) -> Addition:
    given = check_object(name, value, _ADDITION)
    lon, lat = check_degrees(name, given.get("lon"), given.get("lat"))
    kind = check_one_of(f"{name}.kind", given["kind"], KINDS) if "kind" in given else None
    return Addition(lon, lat, kind, **_facts(name, given))


def _change(name: str, value: object) -> Change:
    given = check_object(name, value, _CHANGE)
    space = check_id(f"{name}.space", given.get("space"))
    if len(given) == 1:
        raise InputError(
            "'{name}' changes nothing; give it 'lon' and 'lat', 'opening_hours' or 'capacity'.",
            name=name,
        )
    facts = _facts(name, given)
    if "lon" not in given and "lat" not in given:
        return Change(space, **facts)
    lon, lat = check_degrees(name, given.get("lon"), given.get("lat"))
    return Change(space, lon, lat, **facts)


def _facts(name: str, given: Body) -> dict[str, Any]:
    """Return the opening hours and the capacity that are given."""
    facts: dict[str, Any] = {}
    if "capacity" in given:
        capacity = given["capacity"]
        facts["capacity"] = check_whole(f"{name}.capacity", capacity, least=1, most=MOST_CAPACITY)
    if "opening_hours" in given:
        facts["opening_hours"] = _hours(f"{name}.opening_hours", given["opening_hours"])
    return facts


def _hours(name: str, value: object) -> str:
    """Return opening hours in OSM's syntax; common Thai wording is understood too."""
    hours = read_hours(check_text(name, value, most=_LONGEST_HOURS))
    if hours is None:
        raise InputError(
            "'{name}' is {value} but must be opening hours as OpenStreetMap writes them, like "
            "Mo-Fr 08:30-16:30.",
            **quoted(name, value),
        )
    return hours


def _check_spaces(asked: AskedScenario) -> None:
    """Refuse a space that is named twice: nobody knows which of the two is meant."""
    named: dict[int, str] = {}
    ids = [("remove", each) for each in asked.remove]
    for member, space in [*ids, *(("change", each.space) for each in asked.change)]:
        if space in named:
            raise InputError(
                "Space {space} is named in '{first}' and again in '{second}'; name it once.",
                space=space,
                first=named[space],
                second=member,
            )
        named[space] = member
