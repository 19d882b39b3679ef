"""Reading the body of a route: a closed set of members, each refusal one sentence."""

from collections.abc import Callable, Mapping
from typing import Any

from opening_hours import validate

from geoservice.ecology.asked import MOST_DWELL_MINUTES
from geoservice.ecology.routes.drafts import MOST_STOPS, Draft, DraftStop
from geoservice.ecology.routes.rating import MOST_STARS, Rating
from geoservice.errors import InputError
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
    quoted,
)
from geoservice.store.words import AGE_GROUPS, DIFFICULTIES

LONGEST_TITLE, LONGEST_STORY = 300, 5000
LONGEST_HOURS, LONGEST_WORD, LONGEST_KEY = 500, 60, 100
MOST_WORDS = 20
SHORTEST_DEVICE, LONGEST_DEVICE = 16, 100

Body = Mapping[str, Any]
Read = Callable[[str, Any], Any]


def parse_draft(body: Body) -> Draft:
    """Return the route that the members of a body describe; null and empty texts are none."""
    check_members(body, (*_READERS, "language"))
    if body.get("city") is None:
        raise InputError("The body names no city; add 'city', like \"chiang-mai\".")
    if body.get("language") is not None:
        check_language("language", body["language"])
    given = {name: body[name] for name in _READERS if body.get(name) is not None}
    values = {name: _READERS[name](name, value) for name, value in given.items()}
    return Draft(**{name: value for name, value in values.items() if value is not None})


def parse_rating(route_id: int, body: Body) -> Rating:
    """Return what a device says of a route."""
    check_members(body, ("stars", "rater", "language"))
    stars = check_whole("stars", body.get("stars"), least=1, most=MOST_STARS)
    return Rating(route_id, stars, parse_device("rater", body.get("rater")))


def parse_device(name: str, value: object) -> str:
    """Return the random id that a device keeps."""
    text = check_text(name, value, most=LONGEST_DEVICE)
    if len(text) < SHORTEST_DEVICE or not text.isascii() or not text.isprintable():
        raise InputError(
            "'{name}' must be a random text of {least} to {most} letters and digits that the "
            "device keeps.",
            name=name,
            least=SHORTEST_DEVICE,
            most=LONGEST_DEVICE,
        )
    return text


def _line(most: int) -> Read:
    def read(name: str, value: Any) -> str | None:
        return " ".join(check_text(name, value, most=most).split()) or None

    return read


def _story(name: str, value: Any) -> str | None:
    """Return a plain text: what looks like HTML in it is kept as it is written."""
    return check_text(name, value, most=LONGEST_STORY).strip() or None


def _words(name: str, value: Any) -> tuple[str, ...]:
    read = _line(LONGEST_WORD)
    items = check_list(name, value, most=MOST_WORDS)
    texts = (read(f"{name}[{n}]", each) for n, each in enumerate(items))
    return tuple(dict.fromkeys(text for text in texts if text))


def _age_groups(name: str, value: Any) -> tuple[str, ...]:
    items = check_list(name, value, most=len(AGE_GROUPS))
    chosen = {check_one_of(f"{name}[{n}]", each, AGE_GROUPS) for n, each in enumerate(items)}
    return tuple(word for word in AGE_GROUPS if word in chosen)


def _difficulty(name: str, value: Any) -> str:
    return check_one_of(name, value, DIFFICULTIES)


def _hours(name: str, value: Any) -> str | None:
    text: str | None = _line(LONGEST_HOURS)(name, value)
    if text and not validate(text):
        raise InputError(
            "'{name}' is {value} but must be in the syntax of OpenStreetMap, like "
            "Mo-Fr 08:30-16:30; PH off.",
            **quoted(name, text),
        )
    return text


def _loop(name: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise InputError("'{name}' is {value} but must be true or false.", **quoted(name, value))
    return value


def _stops(name: str, value: Any) -> tuple[DraftStop, ...]:
    # One more than is taken: the draft says it better than a list does.
    items = check_list(name, value, most=10 * MOST_STOPS)
    return tuple(_stop(f"{name}[{n}]", each) for n, each in enumerate(items))


def _stop(name: str, value: Any) -> DraftStop:
    given = check_object(name, value, ("space", "lon", "lat", *_OF_STOPS))
    words = {
        each: _OF_STOPS[each](f"{name}.{each}", given[each]) for each in _OF_STOPS if each in given
    }
    if "space" in given and not {"lon", "lat"} & given.keys():
        return DraftStop(space=check_id(f"{name}.space", given["space"]), **words)
    if "space" in given or not {"lon", "lat"} <= given.keys():
        raise InputError(
            "'{name}' is {value} but must be a place: 'space' with an id, or 'lon' and 'lat'.",
            **quoted(name, value),
        )
    lon, lat = check_degrees(name, given["lon"], given["lat"])
    return DraftStop(lon=lon, lat=lat, **words)


def _dwell(name: str, value: Any) -> int:
    return check_whole(name, value, least=0, most=MOST_DWELL_MINUTES)


_OF_STOPS: Mapping[str, Read] = {
    "title_th": _line(LONGEST_TITLE),
    "title_en": _line(LONGEST_TITLE),
    "story_th": _story,
    "story_en": _story,
    "dwell_minutes": _dwell,
}
_READERS: Mapping[str, Read] = {
    "city": check_city,
    "title_th": _line(LONGEST_TITLE),
    "title_en": _line(LONGEST_TITLE),
    "story_th": _story,
    "story_en": _story,
    "age_groups": _age_groups,
    "agendas": _words,
    "themes": _words,
    "difficulty": _difficulty,
    "best_hours": _hours,
    "profile": _line(LONGEST_WORD),
    "loop": _loop,
    "picture": _line(LONGEST_KEY),
    "stops": _stops,
}
