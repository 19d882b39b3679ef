"""What each property takes from a curator; each refusal says what would be right."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from opening_hours import validate

from geoservice.ecology.activities.rules import check_repeats
from geoservice.errors import InputError
from geoservice.intake.space_rows import read_mail, read_website, read_wikidata
from geoservice.publish.bodies import (
    check_id,
    check_list,
    check_number,
    check_one_of,
    check_text,
    check_whole,
    parse_time,
    quoted,
)
from geoservice.store.catalog import SPACES, Collection, Property

MOST_ITEMS = 20
LONGEST_ITEM = 300
LONGEST = {
    "subkind": 300,
    "religion": 60,
    "name_th": 300,
    "name_en": 300,
    "title_th": 300,
    "title_en": 300,
    "description_th": 5000,
    "description_en": 5000,
    "text_th": 20_000,
    "text_en": 20_000,
    "text": 2000,
    "solution": 2000,
    "opening_hours": 500,
    "website": 1000,
    "link": 1000,
    "doi": 200,
    "phone": 100,
    "contact": 500,
    "email": 254,
    "address": 1000,
    "operator": 300,
    "wikidata": 60,
    "era": 200,
    "season": 200,
    "repeats": 500,
    "currency": 3,
}
"""How many characters a text may have."""

RANGES = {
    "capacity": (1, 1_000_000),
    "places": (0, 1_000_000),
    "places_left": (0, 1_000_000),
    "year": (-10_000, 2200),
    "fee": (0, 1_000_000),
}
"""The least and the most that a number may be."""

_LONG = ("description_th", "description_en", "text_th", "text_en", "text", "solution")
_IDS = ("space_id", "partner_id")
_NEVER_EMPTY = ("kind", "body", "actor")
_DOI = re.compile(r"10\.\d{4,9}/\S+")


def check_field(name: str, value: object, *, of: Collection = SPACES) -> Any:
    """Return the value of a property as it is stored; null and empty texts are none.

    Texts are plain texts: what looks like HTML in them is kept as it is written.
    """
    about = of.properties[name]
    if about.type == "array":
        return _words(name, value, about) if value is not None else ()
    if value is None and name not in _NEVER_EMPTY:
        return None
    if about.enum:
        return check_one_of(name, value, about.enum)
    if about.type != "string":
        return _value(name, value, about)
    text = _text(name, value, LONGEST[name])
    return _FORMS[name](name, text) if text and name in _FORMS else text or None


def _value(name: str, value: object, about: Property) -> Any:
    """Return a number or a time."""
    if about.type == "datetime":
        return parse_time(name, value)
    if name in _IDS:
        return check_id(name, value)
    least, most = RANGES[name]
    if about.type == "integer":
        return check_whole(name, value, least=least, most=most)
    return check_number(name, value, least=least, most=most)


def _words(name: str, value: object, about: Property) -> tuple[str, ...]:
    """Return the words of a list, each once; those of a closed list in its order."""
    items = check_list(name, value, most=MOST_ITEMS)
    if about.enum:
        chosen = {check_one_of(f"{name}[{n}]", each, about.enum) for n, each in enumerate(items)}
        return tuple(word for word in about.enum if word in chosen)
    texts = [_text(f"{name}[{n}]", each, LONGEST_ITEM) for n, each in enumerate(items)]
    if name in _ITEM_FORMS:
        texts = [_ITEM_FORMS[name](f"{name}[{n}]", each) for n, each in enumerate(texts) if each]
    return tuple(dict.fromkeys(text for text in texts if text))


def _text(name: str, value: object, most: int) -> str:
    text = check_text(name, value, most=most)
    return text.strip() if name in _LONG else " ".join(text.split())


def _hours(name: str, text: str) -> str:
    if not validate(text):
        raise InputError(
            "'{name}' is {value} but must be in the syntax of OpenStreetMap, like "
            "Mo-Fr 08:30-16:30; PH off.",
            **quoted(name, text),
        )
    return text


def _of_form(read: Callable[[str], str | None], example: str) -> Callable[[str, str], str]:
    def check(name: str, text: str) -> str:
        found = read(text)
        if found is None:
            raise InputError(
                "'{name}' is {value} but must look like {example}.",
                **quoted(name, text),
                example=example,
            )
        return found

    return check


def _doi(text: str) -> str | None:
    """Return a DOI without the address that resolves it (ISO 26324)."""
    bare = re.sub(r"^(https?://(dx\.)?doi\.org/|doi:)", "", text, flags=re.IGNORECASE)
    return bare if _DOI.fullmatch(bare) else None


def _currency(text: str) -> str | None:
    return text.upper() if text.isascii() and text.isalpha() and len(text) == 3 else None


def _day(text: str) -> str | None:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return None


def _language(text: str) -> str | None:
    return text.lower() if re.fullmatch(r"[A-Za-z]{2,3}", text) else None


_FORMS: dict[str, Callable[[str, str], str]] = {
    "opening_hours": _hours,
    "website": _of_form(read_website, "https://example.org/library"),
    "link": _of_form(read_website, "https://example.org/library"),
    "email": _of_form(read_mail, "library@example.org"),
    "wikidata": _of_form(read_wikidata, "Q42"),
    "doi": _of_form(_doi, "10.1000/182"),
    "currency": _of_form(_currency, "THB"),
    "repeats": lambda _, text: check_repeats(text),
}
_ITEM_FORMS: dict[str, Callable[[str, str], str]] = {
    "skips": _of_form(_day, "2026-12-31"),
    "languages": _of_form(_language, "th"),
}
