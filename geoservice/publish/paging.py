"""Pages by key: a page starts after the last feature of the one before, however deep it lies."""

import base64
import binascii
import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from geoservice.errors import InputError
from geoservice.store.catalog import ValueType

DEFAULT_LIMIT = 100
MOST = 10_000
LARGEST_OFFSET = 10_000_000
_LONGEST_TOKEN = 2000
_LONGEST_TEXT = 100
KeyType = ValueType
Key = tuple[float | int | str | bool | datetime | None, ...]


@dataclass(frozen=True)
class Page:
    """Which features of a result: `limit` at most, after a key or after `offset` others."""

    limit: int = DEFAULT_LIMIT
    offset: int = 0
    after: Key | None = field(default=None)


def write_token(order: str, key: Key) -> str:
    """Return the opaque text that stands for a place in a result ordered so."""
    plain = [_written(each) for each in key]
    packed = json.dumps([order, *plain], separators=(",", ":"), ensure_ascii=False).encode()
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def _written(value: Any) -> Any:
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value


def read_token(token: str, *, order: str, types: tuple[KeyType, ...]) -> Key:
    """Return the key of a token; InputError for one that was not given out for this order."""
    try:
        if len(token) > _LONGEST_TOKEN or not token.isascii():
            raise ValueError
        packed = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
        for_order, *key = json.loads(packed)
        if for_order != order or len(key) != len(types) or type(key[-1]) is not int:
            raise ValueError
        return tuple(_read(each, type) for each, type in zip(key, types, strict=True))
    except (ValueError, TypeError, OverflowError, binascii.Error, RecursionError):
        raise InputError(
            "The parameter 'next' is not one that this service gave out for this question; "
            "follow the link 'next' of an answer as it is."
        ) from None


def _read(value: Any, type: KeyType) -> Any:
    """Return a value of a key; ValueError for what no row could have."""
    if value is None:
        return None
    if not _FITS[type](value):
        raise ValueError
    return datetime.fromisoformat(value).astimezone(UTC) if type == "datetime" else value


def _is_number(value: Any) -> bool:
    plain = isinstance(value, int | float) and not isinstance(value, bool)
    return plain and math.isfinite(value) and abs(value) < 2**63


def _is_whole(value: Any) -> bool:
    return _is_number(value) and isinstance(value, int)


def _is_text(value: Any) -> bool:
    if not isinstance(value, str) or len(value) > _LONGEST_TEXT or "\x00" in value:
        return False
    return not any("\ud800" <= each <= "\udfff" for each in value)


_FITS: Mapping[KeyType, Callable[[Any], bool]] = {
    "integer": _is_whole,
    "number": _is_number,
    "boolean": lambda value: isinstance(value, bool),
    "string": _is_text,
    "datetime": lambda value: _is_text(value) and datetime.fromisoformat(value).tzinfo is not None,
    "array": lambda _: False,
}
