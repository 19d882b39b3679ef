"""Reading the body of `POST /api/walks`: a closed set of members, each refusal one sentence."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from geoservice.ecology.asked import AskedPlace, AskedWalk
from geoservice.errors import InputError
from geoservice.publish.bodies import (
    check_city,
    check_degrees,
    check_id,
    check_language,
    check_members,
    is_number,
    parse_time,
    quoted,
)
from geoservice.publish.values import shown

_PLACE = ("space", "lon", "lat")
_ORDERS = ("best", "given")
_WORD = re.compile(r"[a-z0-9_]{1,60}")


def parse_request(body: Mapping[str, Any]) -> AskedWalk:
    """Return the walk that the members of a body ask for. InputError names what is wrong."""
    check_members(body, tuple(_READERS))
    if body.get("city") is None:
        raise InputError("The body names no city; add 'city', like \"chiang-mai\".")
    fields: dict[str, Any] = {}
    for name, value in body.items():
        if value is not None:
            fields |= _READERS[name](name, value)
    return AskedWalk(**fields)


def _city(name: str, value: object) -> dict[str, Any]:
    return {"city": check_city(name, value)}


def _stops(name: str, value: Any) -> dict[str, Any]:
    if not isinstance(value, list):
        raise InputError("'{name}' is {value} but must be a list of places.", **quoted(name, value))
    places = (_place(f"{name}[{n}]", each, stays=True) for n, each in enumerate(value))
    return {"stops": tuple(places)}


def _end(name: str, value: Any) -> dict[str, Any]:
    return {name: _place(name, value)}


def _place(name: str, value: Any, *, stays: bool = False) -> AskedPlace:
    """Return a space or a place; only a stop says how long one stays."""
    if not isinstance(value, dict):
        raise InputError(
            "'{name}' is {value} but must be a place: 'space' with an id, or 'lon' and 'lat'.",
            **quoted(name, value),
        )
    check_members(value, (*_PLACE, *(["dwell_minutes"] if stays else [])), within=f"{name}.")
    stay = value.get("dwell_minutes")
    minutes = None if stay is None else _whole(f"{name}.dwell_minutes", stay)
    if value.get("space") is not None and not {"lon", "lat"} & value.keys():
        return AskedPlace(space=check_id(f"{name}.space", value["space"]), dwell_minutes=minutes)
    if "space" in value or not {"lon", "lat"} <= value.keys():
        raise InputError(
            "'{name}' is {value} but must be a place: 'space' with an id, or 'lon' and 'lat'.",
            **quoted(name, value),
        )
    lon, lat = check_degrees(name, value["lon"], value["lat"])
    return AskedPlace(lon=lon, lat=lat, dwell_minutes=minutes)


def _whole(name: str, value: object) -> int:
    if not is_number(value) or value != int(value):  # type: ignore[call-overload]
        raise InputError(
            "'{name}' is {value} but must be a whole number of minutes.", **quoted(name, value)
        )
    return int(value)  # type: ignore[call-overload,no-any-return]


def _loop(name: str, value: object) -> dict[str, Any]:
    if not isinstance(value, bool):
        raise InputError("'{name}' is {value} but must be true or false.", **quoted(name, value))
    return {"loop": value}


def _order(name: str, value: object) -> dict[str, Any]:
    if value not in _ORDERS:
        raise InputError("'{name}' is {value} but must be given or best.", **quoted(name, value))
    return {"best_order": value == "best"}


def _fixed(name: str, value: object) -> dict[str, Any]:
    """Return which stop is at which position; an integer i says that stop i is at position i."""
    fixed: dict[int, int] = {}
    for item in value if isinstance(value, list) else [None]:
        pair = item if isinstance(item, dict) else {"stop": item, "position": item}
        stop, position = pair.get("stop"), pair.get("position")
        if set(pair) != {"stop", "position"} or type(stop) is not int or type(position) is not int:
            raise InputError(
                "'{name}' is {value} but must be a list of positions from 0, or of objects with "
                "'stop' and 'position'.",
                **quoted(name, value),
            )
        if fixed.get(stop, position) != position:
            raise InputError("'fixed' puts stop {stop} at two positions; give it one.", stop=stop)
        fixed[stop] = position
    return {"fixed": fixed}


def _budget(name: str, value: object) -> dict[str, Any]:
    return {name: _whole(name, value)}


def _dwell(name: str, value: object) -> dict[str, Any]:
    if isinstance(value, dict):
        stays = {kind: _whole(f"{name}.{shown(kind)}", each) for kind, each in value.items()}
        return {"dwell_of_kinds": stays}
    return {"dwell_minutes": _whole(name, value)}


def _words(name: str, value: object) -> dict[str, Any]:
    if not isinstance(value, list) or not all(map(_is_word, value)):
        raise InputError(
            "'{name}' is {value} but must be a list of words, like ['museum'].",
            **quoted(name, value),
        )
    return {name: tuple(dict.fromkeys(value))}


def _word(name: str, value: object) -> dict[str, Any]:
    if not _is_word(value):
        raise InputError("'{name}' is {value} but must be a word.", **quoted(name, value))
    return {name: value}


def _is_word(value: object) -> bool:
    return isinstance(value, str) and bool(_WORD.fullmatch(value))


def _seen(name: str, value: object) -> dict[str, Any]:
    if not isinstance(value, list):
        raise InputError(
            "'{name}' is {value} but must be a list of the ids of spaces.", **quoted(name, value)
        )
    ids = (check_id(f"{name}[{n}]", each) for n, each in enumerate(value))
    return {"seen": tuple(dict.fromkeys(ids))}


def _depart(name: str, value: object) -> dict[str, Any]:
    return {"depart": parse_time(name, value)}


def _language(name: str, value: object) -> dict[str, Any]:
    check_language(name, value)
    return {}


_READERS: Mapping[str, Callable[[str, Any], dict[str, Any]]] = {
    "city": _city,
    "stops": _stops,
    "start": _end,
    "end": _end,
    "loop": _loop,
    "order": _order,
    "fixed": _fixed,
    "budget_minutes": _budget,
    "kinds": _words,
    "themes": _words,
    "age_group": _word,
    "profile": _word,
    "depart": _depart,
    "dwell_minutes": _dwell,
    "language": _language,
    "seen": _seen,
    "prefer": _words,
}
