"""What is signed: the codes on sheets, stamps, and certificates. Each kind has a key of its own.

Written as JSON in URL-safe text with an HMAC (itsdangerous); read back only as it was signed.
"""

from collections.abc import Callable
from typing import Any

from itsdangerous import BadData, URLSafeSerializer

from geoservice.errors import InputError

SHEETS, STAMPS, CERTIFICATES = ("stamp sheets", "stamps", "certificates")
"""The kinds of signed texts, as their keys are called."""

SEEN = "stamps seen"
"""The key that hides devices."""

LONGEST = 2000

Keys = Callable[[str], str]
"""Gives the signing key of a name."""


def sign(keys: Keys, kind: str, value: object) -> str:
    """Return a value as a signed text."""
    return _serializer(keys, kind).dumps(value)


def read_signed(keys: Keys, kind: str, text: str) -> Any:
    """Return the value of a signed text; InputError for one that we did not sign so."""
    try:
        if len(text) > LONGEST:
            raise BadData("too long")
        return _serializer(keys, kind).loads(text)
    except (BadData, ValueError, RecursionError):
        raise unsigned(kind) from None


def unsigned(kind: str) -> InputError:
    """Return the refusal of a text that this service did not sign as that kind."""
    if kind == SHEETS:
        return InputError(
            "This code is not one that this service printed, or a part of it is missing; scan it "
            "again."
        )
    if kind == STAMPS:
        return InputError("One of these stamps was not given by this service, or was changed.")
    return InputError("This certificate was not issued by this service, or was changed.")


def _serializer(keys: Keys, kind: str) -> URLSafeSerializer:
    return URLSafeSerializer(keys(kind), salt=kind)
