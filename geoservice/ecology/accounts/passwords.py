"""Passwords, of which only an argon2id hash is kept (RFC 9106)."""

import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from geoservice.errors import InputError

SHORTEST, LONGEST = 10, 200
_HASHER = PasswordHasher()


def hash_password(password: str) -> str:
    """Return the hash of a password; InputError for one too short or too long."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise InputError(
            "A password has {least} to {most} characters; this one has {count}.",
            least=SHORTEST,
            most=LONGEST,
            count=len(password),
        )
    return _HASHER.hash(password)


def is_password(password: str, hashed: str | None) -> bool:
    """Return whether a password is the one that was hashed; an account without one has none.

    It takes as long where there is nothing to compare with: nobody learns which accounts there are.
    """
    if len(password) > LONGEST:
        return False
    try:
        return _HASHER.verify(hashed or _nobodys(), password) and hashed is not None
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobodys() -> str:
    """Return the hash of a password that nobody knows."""
    return _HASHER.hash(secrets.token_urlsafe())
