"""What each property of a space takes from a curator; each refusal says what would be right."""

from collections.abc import Callable
from typing import Any

from opening_hours import validate

from geoservice.errors import InputError
from geoservice.intake.space_rows import read_mail, read_website, read_wikidata
from geoservice.publish.bodies import check_list, check_one_of, check_text, check_whole, quoted
from geoservice.store.catalog import SPACES, Property

LARGEST_CAPACITY = 1_000_000
MOST_ITEMS = 20
LONGEST_ITEM = 300
LONGEST = {
    "subkind": 300,
    "religion": 60,
    "name_th": 300,
    "name_en": 300,
    "description_th": 5000,
    "description_en": 5000,
    "opening_hours": 500,
    "website": 1000,
    "phone": 100,
    "email": 254,
    "address": 1000,
    "operator": 300,
    "wikidata": 60,
}
"""How many characters a text may have."""

_ON_ONE_LINE = tuple(name for name in LONGEST if not name.startswith("description"))


def check_field(name: str, value: object) -> Any:
    """Return the value of a property as it is stored; null and empty texts are none.

    Texts are plain texts: what looks like HTML in them is kept as it is written.
    """
    about = SPACES.properties[name]
    if about.type == "array":
        return _words(name, value, about) if value is not None else ()
    if value is None and name != "kind":
        return None
    if about.enum:
        return check_one_of(name, value, about.enum)
    if about.type == "integer":
        return check_whole(name, value, least=1, most=LARGEST_CAPACITY)
    text = _text(name, value, LONGEST[name])
    return _FORMS[name](name, text) if text and name in _FORMS else text or None


def _words(name: str, value: object, about: Property) -> tuple[str, ...]:
    """Return the words of a list, each once; those of a closed list in its order."""
    items = check_list(name, value, most=MOST_ITEMS)
    if about.enum:
        chosen = {check_one_of(f"{name}[{n}]", each, about.enum) for n, each in enumerate(items)}
        return tuple(word for word in about.enum if word in chosen)
    texts = (_text(f"{name}[{n}]", each, LONGEST_ITEM) for n, each in enumerate(items))
    return tuple(dict.fromkeys(text for text in texts if text))


def _text(name: str, value: object, most: int) -> str:
    text = check_text(name, value, most=most)
    return text.strip() if name not in _ON_ONE_LINE and "[" not in name else " ".join(text.split())


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


_FORMS: dict[str, Callable[[str, str], str]] = {
    "opening_hours": _hours,
    "website": _of_form(read_website, "https://example.org/library"),
    "email": _of_form(read_mail, "library@example.org"),
    "wikidata": _of_form(read_wikidata, "Q42"),
}
