"""CQL2 JSON: read by Python, once its brackets are known not to be nested too deep."""

import json
import re
from typing import Any

from geoservice.errors import InputError
from geoservice.publish.cql2.limits import DEEPEST_JSON, too_deep

_BRACKETS = re.compile(r'"(?:[^"\\]|\\.)*"|[\[{]|[\]}]', re.DOTALL)


def read_json(text: str) -> Any:
    """Return the tree of a filter; InputError names the place where it is no JSON."""
    _check_depth(text)
    try:
        return json.loads(text, parse_constant=_refuse, object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        raise InputError(
            "The parameter 'filter' is not JSON from character {place} on; write CQL2 JSON like "
            "{example}, or say filter-lang=cql2-text.",
            place=error.pos + 1,
            example='{"op":"=","args":[{"property":"kind"},"library"]}',
        ) from None


def _check_depth(text: str) -> None:
    depth = 0
    for found in _BRACKETS.finditer(text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(found[0], 0)
        if depth > DEEPEST_JSON:
            raise too_deep()


def _refuse(word: str) -> Any:
    raise InputError(
        "The parameter 'filter' holds {word}, which is no number; write a finite number.",
        word=word,
    )


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise InputError("The parameter 'filter' has an object in which a name stands twice.")
    return found
