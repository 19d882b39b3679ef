"""Reading the members of JSON bodies: each refusal names the member and what it takes."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from geoservice.errors import InputError
from geoservice.language import LANGUAGES
from geoservice.names import visible
from geoservice.publish.values import shown

LARGEST_ID = 2**63 - 1
_NO_TEXT = re.compile("[\x00\ud800-\udfff]")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def read_body(body: bytes) -> dict[str, Any]:
    """Return the JSON object of a body."""
    try:
        read = json.loads(body)
    except (ValueError, RecursionError):
        raise InputError("The body is not JSON.") from None
    if not isinstance(read, dict):
        raise InputError("The body must be a JSON object with what is asked for.")
    return read


def language_of(body: Mapping[str, Any]) -> str | None:
    """Return the language a body asks for, None where it names none that is known."""
    asked = body.get("language")
    return asked if asked in LANGUAGES else None


def check_members(given: Mapping[str, Any], known: Sequence[str], *, within: str = "") -> None:
    """Refuse a member that is not known here; `within` says where, like "stops[0]."."""
    for name in given:
        if name not in known:
            raise InputError(
                "There is no member '{name}' here; known are: {known}.",
                name=shown(f"{within}{name}"),
                known=", ".join(known),
            )


def quoted(name: str, value: object) -> dict[str, str]:
    """Return a member and its value as a refusal quotes them."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return {"name": name, "value": shown(text)}


def check_city(name: str, value: object) -> str:
    """Return the slug of a city, which need not be there."""
    if not isinstance(value, str) or not _SLUG.fullmatch(value) or len(value) > 100:
        raise InputError(
            "'{name}' is {value} but must be the slug of a city, like chiang-mai.",
            **quoted(name, value),
        )
    return value


def check_language(name: str, value: object) -> None:
    """Refuse a language that is not spoken here."""
    if value not in LANGUAGES:
        raise InputError("'{name}' is {value} but must be th or en.", **quoted(name, value))


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
    if not is_number(value):
        raise InputError(
            "'{name}' is {value} but must be a number of degrees.", **quoted(name, value)
        )
    return float(value)  # type: ignore[arg-type]


def is_number(value: object) -> bool:
    """Return whether a value is a number of a size that makes sense anywhere here."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return abs(value) < LARGEST_ID  # NaN is not


def check_id(name: str, value: object) -> int:
    """Return the id of a space, which need not be there."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= LARGEST_ID:
        raise InputError(
            "'{name}' is {value} but must be the id of a space, a whole number.",
            **quoted(name, value),
        )
    return value


def check_whole(name: str, value: object, *, least: int, most: int) -> int:
    """Return a whole number within a range."""
    if not is_number(value) or value != int(value) or not least <= value <= most:  # type: ignore[call-overload,operator]
        raise InputError(
            "'{name}' is {value} but must be a whole number from {least} to {most}.",
            **quoted(name, value),
            least=least,
            most=most,
        )
    return int(value)  # type: ignore[call-overload,no-any-return]


def check_number(name: str, value: object, *, least: float, most: float) -> float:
    """Return a number within a range."""
    if not is_number(value) or not least <= value <= most:  # type: ignore[operator]
        raise InputError(
            "'{name}' is {value} but must be a number from {least} to {most}.",
            **quoted(name, value),
            least=f"{least:g}",
            most=f"{most:,.0f}",
        )
    return float(value)  # type: ignore[arg-type]


def check_one_of(name: str, value: object, known: Sequence[str]) -> str:
    """Return a word out of a closed list."""
    if not isinstance(value, str) or value not in known:
        raise InputError(
            "'{name}' is {value} but must be one of: {known}.",
            **quoted(name, value),
            known=", ".join(known),
        )
    return value


def check_text(name: str, value: object, *, most: int) -> str:
    """Return a text as it can be stored and sent, without what nobody sees in it.

    InputError for one with a NUL, or half of a surrogate pair.
    """
    if not isinstance(value, str) or len(value) > most:
        raise InputError(
            "'{name}' is {value} but must be a text of at most {most} characters.",
            **quoted(name, value),
            most=most,
        )
    if _NO_TEXT.search(value):
        raise InputError("'{name}' holds characters that no text can hold.", name=name)
    return visible(value)


def check_list(name: str, value: object, *, most: int) -> list[Any]:
    """Return a list that is not too long."""
    if not isinstance(value, list):
        raise InputError("'{name}' is {value} but must be a list.", **quoted(name, value))
    if len(value) > most:
        raise InputError(
            "'{name}' has {count} items; at most {most} are taken.",
            name=name,
            count=len(value),
            most=most,
        )
    return value


def check_object(name: str, value: object, known: Sequence[str]) -> dict[str, Any]:
    """Return an object whose members are all known, without those that are null."""
    if not isinstance(value, dict):
        raise InputError(
            "'{name}' is {value} but must be an object with: {known}.",
            **quoted(name, value),
            known=", ".join(known),
        )
    check_members(value, known, within=f"{name}.")
    return {member: each for member, each in value.items() if each is not None}


def parse_time(name: str, value: object) -> datetime:
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
            **quoted(name, value),
        )
    if instant.tzinfo is None:
        raise InputError(
            "'{name}' is {value}, which does not say in which time zone; add the offset from UTC, "
            "like {value}+07:00.",
            name=name,
            value=shown(str(value)),
        )
    return instant
