"""Pages by key: a page starts after the last feature of the one before, however deep it lies."""

import base64
import binascii
import json
from dataclasses import dataclass, field

from geoservice.errors import InputError

DEFAULT_LIMIT = 100
MOST = 10_000
_LONGEST_TOKEN = 400
Key = tuple[float | int, ...]


@dataclass(frozen=True)
class Page:
    """Which features of a result: `limit` at most, after a key or after `offset` others."""

    limit: int = DEFAULT_LIMIT
    offset: int = 0
    after: Key | None = field(default=None)


def write_token(order: str, key: Key) -> str:
    """Return the opaque text that stands for a place in a result ordered so."""
    packed = json.dumps([order, *key], separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def read_token(token: str, *, order: str, length: int) -> Key:
    """Return the key of a token; InputError for one that was not given out for this order."""
    try:
        if len(token) > _LONGEST_TOKEN or not token.isascii():
            raise ValueError
        packed = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
        for_order, *key = json.loads(packed)
        numbers = all(type(each) in (int, float) and abs(each) < 2**63 for each in key)
        if for_order != order or len(key) != length or not numbers or type(key[-1]) is not int:
            raise ValueError
    except (ValueError, TypeError, binascii.Error, RecursionError):
        raise InputError(
            "The parameter 'next' is not one that this service gave out for this question; "
            "follow the link 'next' of an answer as it is."
        ) from None
    return tuple(key)
