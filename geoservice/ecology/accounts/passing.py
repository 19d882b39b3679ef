"""Signing in with a name and a password, setting a new password, and keys to set one with."""

import hashlib
import secrets
import unicodedata
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from geoservice.ecology.accounts.passwords import hash_password, is_password
from geoservice.ecology.accounts.register import LAYER, find_working_account
from geoservice.errors import ForbiddenError, NotFoundError
from geoservice.store.audit import FROM_SHELL, Author, Write, record_write
from geoservice.store.models import Account, PasswordReset

RESET_HOURS = 24
_KEY_BYTES = 32
_LONGEST_KEY = 200


class Issued(NamedTuple):
    """A key just made to set a password with; it is known here and never again."""

    key: str
    expires_at: datetime


def plain_name(name: str) -> str:
    """Return a name as accounts are told apart by."""
    return unicodedata.normalize("NFC", name).strip().casefold()


def find_who_signs_in(session: Session, name: str, password: str) -> Account | None:
    """Return the account of a name and its password; None for a wrong one, and none says which."""
    wanted = unicodedata.normalize("NFC", name).strip()
    account = session.scalar(select(Account).where(func.lower(Account.name) == wanted.lower()))
    right = is_password(password, account.password_hash if account else None)
    if account is None or not right or account.disabled_at is not None:
        return None
    return account


def change_password(
    session: Session, account_id: int, passwords: tuple[str, str], *, address: str | None = None
) -> Account:
    """Set a new password of one's own, of the old and the new; every session of the account ends.

    ForbiddenError where the old one is another.
    """
    old, new = passwords
    account = session.get_one(Account, account_id, with_for_update=True)
    if not is_password(old, account.password_hash):
        raise ForbiddenError("That is not the password you have now.")
    _set_password(session, account, new, Author(f"account:{account.name}", address))
    return account


def end_sessions(session: Session, account_id: int, *, address: str | None = None) -> None:
    """Sign an account out everywhere: no session holds that began before, nor a copy of one."""
    account = session.get_one(Account, account_id, with_for_update=True)
    account.epoch += 1
    _record(session, account, Author(f"account:{account.name}", address), "sign out")


def issue_reset(session: Session, name: str, *, now: datetime) -> Issued:
    """Return a key that sets a new password of an account once; keys made before hold no more."""
    account = find_working_account(session, name)
    _end_resets(session, account, now=now)
    key, expires_at = secrets.token_urlsafe(_KEY_BYTES), now + timedelta(hours=RESET_HOURS)
    session.add(PasswordReset(account_id=account.id, hash=_hash(key), expires_at=expires_at))
    _record(session, account, FROM_SHELL, "make a key for a new password")
    return Issued(key, expires_at)


def find_reset(session: Session, key: str, *, now: datetime) -> PasswordReset:
    """Return what a key is for, held against others; NotFoundError for one that holds no more."""
    held = (
        select(PasswordReset)
        .join(Account, Account.id == PasswordReset.account_id)
        .where(
            PasswordReset.hash == _hash(key[:_LONGEST_KEY]),
            PasswordReset.used_at.is_(None),
            PasswordReset.expires_at > now,
            Account.disabled_at.is_(None),
        )
    )
    found = session.scalar(held.with_for_update(of=PasswordReset))
    if found is None:
        raise NotFoundError(
            "This link does not hold, or no longer: it was used, or is older than {hours} hours. "
            "Ask who runs this service for another one.",
            hours=RESET_HOURS,
        )
    return found


def use_reset(
    session: Session, key: str, password: str, *, now: datetime, address: str | None = None
) -> Account:
    """Set the password that a key was made for; every session of the account ends, and the key."""
    reset = find_reset(session, key, now=now)
    account = session.get_one(Account, reset.account_id, with_for_update=True)
    _set_password(session, account, password, Author(f"account:{account.name}", address))
    _end_resets(session, account, now=now)
    return account


def _set_password(session: Session, account: Account, password: str, author: Author) -> None:
    account.password_hash = hash_password(password)
    account.epoch += 1
    _record(session, account, author, "set password")


def _end_resets(session: Session, account: Account, *, now: datetime) -> None:
    unused = PasswordReset.account_id == account.id, PasswordReset.used_at.is_(None)
    session.execute(update(PasswordReset).where(*unused).values(used_at=now))


def _record(session: Session, account: Account, author: Author, action: str) -> None:
    write = Write(
        actor=author.actor,
        action=action,
        layer=LAYER,
        city_id=account.city_id,
        subject_id=account.id,
        address=author.address,
    )
    record_write(session, write)


def _hash(key: str) -> str:
    """Return the SHA-256 of a key, which is random enough to need no salt."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
