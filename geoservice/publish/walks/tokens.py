"""A walk that is asked for as a short text for links, and back.

The twin of `static/js/walk_token.js`, which says how it is made; `tests/walk_tokens.json` is read
by the tests of both. Numbers of minutes by kind are `tlibrary-45-museum-60`.
"""

import math
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from geoservice.ecology.asked import AskedPlace, AskedWalk
from geoservice.errors import InputError

MOST_CHARACTERS = 2000  # as many as a parameter may have
_PLACE_PARTS = 1e5  # of a degree: about a metre
_CITY = re.compile(r"c([a-z0-9]+(?:-[a-z0-9]+)*)")
_PLACE = r"s[0-9]{1,15}|p-?[0-9]{1,8}x-?[0-9]{1,7}"
_STOP = re.compile(rf"({_PLACE})(?:t([0-9]{{1,4}}))?(f)?")
_END = re.compile(rf"[az]({_PLACE})")
_NUMBER = re.compile(r"[bt][0-9]{1,5}")
_CLOCK = re.compile(r"d[0-9]{12}")
_WORDS = re.compile(r"[khwmg][a-z.]+(?:-[a-z.]+)*")
_IDS = re.compile(r"x[0-9]{1,15}(?:-[0-9]{1,15})*")
_STAYS = re.compile(r"t[a-z.]+-[0-9]{1,4}(?:-[a-z.]+-[0-9]{1,4})*")


def write_walk(asked: AskedWalk) -> str:
    """Return the token of a walk; the time of departure as the wall clock it is given in.

    Stops that are fixed elsewhere than they stand are moved there.
    """
    asked = _with_fixed_in_place(asked)
    items = [
        f"c{asked.city}",
        *([f"a{_place_text(asked.start)}"] if asked.start else []),
        *(_stop_text(stop, number in asked.fixed) for number, stop in enumerate(asked.stops)),
        *([f"z{_place_text(asked.end)}"] if asked.end else []),
        *(text for text in _options(asked) if text),
    ]
    return "_".join(items)


def _options(asked: AskedWalk) -> Iterable[str]:
    yield "l" if asked.loop else ""
    yield "" if asked.best_order else "o"
    yield f"b{asked.budget_minutes}" if asked.budget_minutes is not None else ""
    yield _list_text("m", [asked.profile] if asked.profile != "adult" else [])
    yield f"d{asked.depart:%Y%m%d%H%M}" if asked.depart else ""
    yield _list_text("k", asked.kinds)
    yield _list_text("h", asked.themes)
    yield _list_text("g", [asked.age_group] if asked.age_group else [])
    yield f"t{asked.dwell_minutes}" if asked.dwell_minutes is not None else ""
    yield _list_text("t", [part for pair in asked.dwell_of_kinds.items() for part in pair])
    yield _list_text("w", asked.prefer)
    yield _list_text("x", asked.seen)


def _with_fixed_in_place(asked: AskedWalk) -> AskedWalk:
    """Return the same walk with every fixed stop at its own position among the stops."""
    if all(stop == position for stop, position in asked.fixed.items()):
        return asked
    free = iter([n for n in range(len(asked.stops)) if n not in asked.fixed])
    at = {position: stop for stop, position in asked.fixed.items()}
    order = [at[n] if n in at else next(free) for n in range(len(asked.stops))]
    moved = tuple(asked.stops[n] for n in order)
    return replace(asked, stops=moved, fixed={position: position for position in at})


def read_walk(token: str) -> AskedWalk:
    """Return the walk of a token. InputError for one that cannot be read, whatever is wrong."""
    head, *items = token[: MOST_CHARACTERS + 1].split("_")
    city = _CITY.fullmatch(head)
    if city is None or len(token) > MOST_CHARACTERS:
        raise _unreadable()
    fields: dict[str, Any] = {"city": city[1], "stops": (), "fixed": {}}
    for item in items:
        if stop := _STOP.fullmatch(item):
            _add_stop(fields, stop)
        else:
            fields |= _option(item)
    return AskedWalk(**fields)


def _unreadable() -> InputError:
    return InputError("This link to a walk cannot be read; perhaps a part of it is missing.")


def _add_stop(fields: dict[str, Any], stop: re.Match[str]) -> None:
    if stop[3]:
        fields["fixed"][len(fields["stops"])] = len(fields["stops"])
    place = _read_place(stop[1])
    minutes = int(stop[2]) if stop[2] else None
    fields["stops"] = (*fields["stops"], replace(place, dwell_minutes=minutes))


def _option(item: str) -> dict[str, Any]:
    for pattern, read in _READERS:
        if pattern.fullmatch(item):
            return read(item)
    raise _unreadable()


def _read_words(item: str) -> dict[str, Any]:
    words = tuple(_list(item[1:]))
    if item[0] not in "mg":
        return {_NAMES[item[0]]: words}
    if len(words) > 1:
        raise _unreadable()
    return {_NAMES[item[0]]: words[0]}


def _read_stays(text: str) -> dict[str, int]:
    words = _list(text)
    return {kind: int(minutes) for kind, minutes in zip(words[::2], words[1::2], strict=True)}


def _read_clock(text: str) -> datetime:
    try:
        return datetime.strptime(text, "%Y%m%d%H%M")
    except ValueError:
        raise _unreadable() from None


def _read_place(text: str) -> AskedPlace:
    if text[0] == "s":
        return AskedPlace(space=int(text[1:]))
    lon, lat = (int(part) / _PLACE_PARTS for part in text[1:].split("x"))
    return AskedPlace(lon=lon, lat=lat)


_NAMES = {
    "a": "start",
    "z": "end",
    "b": "budget_minutes",
    "t": "dwell_minutes",
    "k": "kinds",
    "h": "themes",
    "w": "prefer",
    "m": "profile",
    "g": "age_group",
}
_READERS: tuple[tuple[re.Pattern[str], Callable[[str], dict[str, Any]]], ...] = (
    (re.compile("l"), lambda _: {"loop": True}),
    (re.compile("o"), lambda _: {"best_order": False}),
    (_END, lambda item: {_NAMES[item[0]]: _read_place(item[1:])}),
    (_NUMBER, lambda item: {_NAMES[item[0]]: int(item[1:])}),
    (_CLOCK, lambda item: {"depart": _read_clock(item[1:])}),
    (_IDS, lambda item: {"seen": tuple(map(int, item[1:].split("-")))}),
    (_STAYS, lambda item: {"dwell_of_kinds": _read_stays(item[1:])}),
    (_WORDS, _read_words),
)


def _place_text(place: AskedPlace) -> str:
    if place.space is not None:
        return f"s{place.space}"
    return f"p{_parts(place.lon)}x{_parts(place.lat)}"


def _parts(degrees: float | None) -> int:
    # half up, as Math.round does
    return math.floor((degrees or 0.0) * _PLACE_PARTS + 0.5)


def _stop_text(stop: AskedPlace, is_fixed: bool) -> str:
    stay = "" if stop.dwell_minutes is None else f"t{stop.dwell_minutes}"
    return _place_text(stop) + stay + ("f" if is_fixed else "")


def _list_text(letter: str, words: Iterable[object]) -> str:
    text = "-".join(map(str, words)).replace("_", ".")
    return letter + text if text else ""


def _list(text: str) -> list[str]:
    return text.replace(".", "_").split("-")
