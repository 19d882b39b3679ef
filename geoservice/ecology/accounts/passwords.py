"""Passwords, of which only an argon2id hash is kept (RFC 9106)."""

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
    """Return whether a password is the one that was hashed; an account without one has none."""
    if hashed is None:
        return False
    try:
        return _HASHER.verify(hashed, password)
    except (VerificationError, InvalidHashError):
        return False
