"""The parameters of a request: a closed list for each address, each given once."""

import difflib
from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote_to_bytes

from flask import request
from werkzeug.exceptions import UnsupportedMediaType

from geoservice.errors import InputError
from geoservice.language import LANGUAGES
from geoservice.publish.bodies import language_of, read_body
from geoservice.publish.values import check_text, shown
from geoservice.web.language import PARAMETER as LANGUAGE
from geoservice.web.language import use_language

FORMAT = "f"
_TRACKERS = frozenset({"fbclid", "gclid", "igshid", "ref"})
"""What others add to links that people share, beside utm_*."""


def read_parameters(known: Iterable[str] = (), *, formats: Iterable[str] = ()) -> dict[str, str]:
    """Return the parameters of the request; `lang` and, where there are formats, `f` are known too.

    Raises InputError for an unknown one (naming the known), a repeated one, a NUL. What trackers
    add to the address of a page is left aside.
    """
    allowed = [*known, *([FORMAT] if formats else []), LANGUAGE]
    if request.path.startswith("/api"):
        _check_letters(request.query_string)
    given = request.args.to_dict(flat=False)
    if not request.path.startswith("/api"):
        given = {name: given[name] for name in given if name in allowed or not _tracks(name)}
    for name, values in given.items():
        if name not in allowed:
            raise _unknown(name, allowed)
        if len(values) > 1:
            raise InputError(
                "The parameter '{name}' is given {count} times; give it once, with commas between "
                "several values.",
                name=name,
                count=len(values),
            )
        check_text(name, values[0])
    read = {name: values[0] for name, values in given.items()}
    _check_word(read, LANGUAGE, LANGUAGES)
    _check_word(read, FORMAT, formats)
    return read


def _check_letters(query: bytes) -> None:
    """Refuse bytes that are no letters; else they would be looked for as they are spelt."""
    for part in query.split(b"&"):
        try:
            unquote_to_bytes(part).decode()
        except UnicodeDecodeError:
            raise InputError(
                "The parameter '{name}' holds bytes that are not UTF-8; write letters as UTF-8, "
                "like %E0%B8%81 for ก.",
                name=shown(part.partition(b"=")[0].decode(errors="replace")),
            ) from None


def _tracks(name: str) -> bool:
    return name in _TRACKERS or name.startswith("utm_")


def read_json_body() -> dict[str, Any]:
    """Return the JSON object of the request's body; it may say which language to answer in."""
    if not request.is_json:
        raise UnsupportedMediaType
    body = read_body(request.get_data())
    language = language_of(body)
    if language:
        use_language(language)
    return body


def _unknown(name: str, known: list[str]) -> InputError:
    close = difflib.get_close_matches(name, known, n=1)
    if close:
        return InputError(
            "There is no parameter '{name}' here; did you mean '{guess}'? Known are: {known}.",
            name=shown(name),
            guess=close[0],
            known=", ".join(known),
        )
    return InputError(
        "There is no parameter '{name}' here; known are: {known}.",
        name=shown(name),
        known=", ".join(known),
    )


def _check_word(read: dict[str, str], name: str, known: Iterable[str]) -> None:
    if name in read and read[name] not in known:
        raise InputError(
            "The parameter '{name}' is '{value}' but must be one of: {known}.",
            name=name,
            value=shown(read[name]),
            known=", ".join(known),
        )
