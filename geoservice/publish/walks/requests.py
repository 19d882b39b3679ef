"""Reading the body of `POST /api/walks`: a closed set of members, each refusal one sentence."""

import json
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from geoservice.ecology.asked import AskedPlace, AskedWalk
from geoservice.errors import InputError
from geoservice.language import LANGUAGES
from geoservice.publish.values import shown

_LARGEST_ID = 2**63 - 1
_PLACE = ("space", "lon", "lat")
_ORDERS = ("best", "given")
_WORD = re.compile(r"[a-z0-9_]{1,60}")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def read_body(body: bytes) -> dict[str, Any]:
    """Return the JSON object of a body."""
    try:
        read = json.loads(body)
    except (ValueError, RecursionError):
        raise InputError("The body is not JSON.") from None
    if not isinstance(read, dict):
        raise InputError("The body must be a JSON object with what the walk is to be.")
    return read


def language_of(body: Mapping[str, Any]) -> str | None:
    """Return the language a body asks for, None where it names none that is known."""
    asked = body.get("language")
    return asked if asked in LANGUAGES else None


def parse_request(body: Mapping[str, Any]) -> AskedWalk:
    """Return the walk that the members of a body ask for. InputError names what is wrong."""
    _check_members(body, tuple(_READERS), within="")
    if body.get("city") is None:
        raise InputError("The body names no city; add 'city', like \"chiang-mai\".")
    fields: dict[str, Any] = {}
    for name, value in body.items():
        if value is not None:
            fields |= _READERS[name](name, value)
    return AskedWalk(**fields)


def _check_members(given: Mapping[str, Any], known: tuple[str, ...], *, within: str) -> None:
    for name in given:
        if name not in known:
            raise InputError(
                "There is no member '{name}' here; known are: {known}.",
                name=shown(f"{within}{name}"),
                known=", ".join(known),
            )


def _quoted(name: str, value: object) -> dict[str, str]:
    """Return a member and its value as a refusal quotes them."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return {"name": name, "value": shown(text)}


def _city(name: str, value: Any) -> dict[str, Any]:
    if not isinstance(value, str) or not _SLUG.fullmatch(value) or len(value) > 100:
        raise InputError(
            "'{name}' is {value} but must be the slug of a city, like chiang-mai.",
            **_quoted(name, value),
        )
    return {"city": value}


def _stops(name: str, value: Any) -> dict[str, Any]:
    if not isinstance(value, list):
        raise InputError(
            "'{name}' is {value} but must be a list of places.", **_quoted(name, value)
        )
    places = (_place(f"{name}[{n}]", each, stays=True) for n, each in enumerate(value))
    return {"stops": tuple(places)}


def _end(name: str, value: Any) -> dict[str, Any]:
    return {name: _place(name, value)}


def _place(name: str, value: Any, *, stays: bool = False) -> AskedPlace:
    """Return a space or a place; only a stop says how long one stays."""
    if not isinstance(value, dict):
        raise InputError(
            "'{name}' is {value} but must be a place: 'space' with an id, or 'lon' and 'lat'.",
            **_quoted(name, value),
        )
    _check_members(value, (*_PLACE, *(["dwell_minutes"] if stays else [])), within=f"{name}.")
    stay = value.get("dwell_minutes")
    minutes = None if stay is None else _whole(f"{name}.dwell_minutes", stay)
    if value.get("space") is not None and not {"lon", "lat"} & value.keys():
        return AskedPlace(space=_id(f"{name}.space", value["space"]), dwell_minutes=minutes)
    if "space" in value or not {"lon", "lat"} <= value.keys():
        raise InputError(
            "'{name}' is {value} but must be a place: 'space' with an id, or 'lon' and 'lat'.",
            **_quoted(name, value),
        )
    lon, lat = check_degrees(name, value["lon"], value["lat"])
    return AskedPlace(lon=lon, lat=lat, dwell_minutes=minutes)


def check_degrees(name: str, lon: object, lat: object) -> tuple[float, float]:
    """Return longitude and latitude within the world; a hint where they look swapped."""
    degrees = (_degrees(f"{name}.lon", lon), _degrees(f"{name}.lat", lat))
    if abs(degrees[0]) <= 180 and abs(degrees[1]) <= 90:
        return degrees
    if abs(degrees[0]) <= 90 and abs(degrees[1]) <= 180:
        raise InputError(
            "'{name}' has longitude {lon} and latitude {lat}, which no place on earth has; are the "
            "two swapped?",
            name=name,
            lon=degrees[0],
            lat=degrees[1],
        )
    raise InputError(
        "'{name}' has longitude {lon} and latitude {lat}, which no place on earth has; longitudes "
        "go from -180 to 180, latitudes from -90 to 90.",
        name=name,
        lon=degrees[0],
        lat=degrees[1],
    )


def _degrees(name: str, value: object) -> float:
    if not _is_number(value):
        raise InputError(
            "'{name}' is {value} but must be a number of degrees.", **_quoted(name, value)
        )
    return float(value)  # type: ignore[arg-type]


def _is_number(value: object) -> bool:
    """Return whether a value is a number of a size that makes sense anywhere here."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return abs(value) < _LARGEST_ID  # NaN is not


def _whole(name: str, value: object) -> int:
    if not _is_number(value) or value != int(value):  # type: ignore[call-overload]
        raise InputError(
            "'{name}' is {value} but must be a whole number of minutes.", **_quoted(name, value)
        )
    return int(value)  # type: ignore[call-overload,no-any-return]


def _id(name: str, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= _LARGEST_ID:
        raise InputError(
            "'{name}' is {value} but must be the id of a space, a whole number.",
            **_quoted(name, value),
        )
    return value


def _loop(name: str, value: object) -> dict[str, Any]:
    if not isinstance(value, bool):
        raise InputError("'{name}' is {value} but must be true or false.", **_quoted(name, value))
    return {"loop": value}


def _order(name: str, value: object) -> dict[str, Any]:
    if value not in _ORDERS:
        raise InputError("'{name}' is {value} but must be given or best.", **_quoted(name, value))
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
                **_quoted(name, value),
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
            **_quoted(name, value),
        )
    return {name: tuple(dict.fromkeys(value))}


def _word(name: str, value: object) -> dict[str, Any]:
    if not _is_word(value):
        raise InputError("'{name}' is {value} but must be a word.", **_quoted(name, value))
    return {name: value}


def _is_word(value: object) -> bool:
    return isinstance(value, str) and bool(_WORD.fullmatch(value))


def _seen(name: str, value: object) -> dict[str, Any]:
    if not isinstance(value, list):
        raise InputError(
            "'{name}' is {value} but must be a list of the ids of spaces.", **_quoted(name, value)
        )
    ids = (_id(f"{name}[{n}]", each) for n, each in enumerate(value))
    return {"seen": tuple(dict.fromkeys(ids))}


def _depart(name: str, value: object) -> dict[str, Any]:
    return {"depart": parse_departure(name, value)}


def parse_departure(name: str, value: object) -> datetime:
    """Return a time of RFC 3339; one without its offset from UTC is refused."""
    instant = None
    if isinstance(value, str) and len(value) <= 40 and "T" in value.upper():
        try:
            instant = datetime.fromisoformat(value.upper())
        except ValueError:
            instant = None
    if instant is None:
        raise InputError(
            "'{name}' is {value} but must be a date and time of RFC 3339, like "
            "2026-11-28T14:00:00+07:00.",
            **_quoted(name, value),
        )
    if instant.tzinfo is None:
        raise InputError(
            "'{name}' is {value}, which does not say in which time zone; add the offset from UTC, "
            "like {value}+07:00.",
            name=name,
            value=shown(str(value)),
        )
    return instant


def _language(name: str, value: object) -> dict[str, Any]:
    if value not in LANGUAGES:
        raise InputError("'{name}' is {value} but must be th or en.", **_quoted(name, value))
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
