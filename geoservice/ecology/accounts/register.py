"""The register of accounts: added, listed and disabled, each with its trail."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from geoservice.ecology.accounts.passwords import hash_password
from geoservice.ecology.accounts.roles import check_role
from geoservice.errors import ConflictError, InputError, NotFoundError
from geoservice.store.audit import SHELL, Write, record_write
from geoservice.store.cities import find_city
from geoservice.store.models import Account, City

LAYER = "accounts"
_LONGEST_NAME = 60
_LONGEST_SUBJECT = 255  # OpenID Connect Core 1.0, section 2, sub
_MARKS = "._-@"


@dataclass(frozen=True)
class NewAccount:
    """An account to add; without a city it works in all, without a password by tokens only."""

    name: str
    role: str
    city: str | None = None
    password: str | None = None


@dataclass(frozen=True)
class Listed:
    """An account as it is listed; `city` None: all cities."""

    name: str
    role: str
    city: str | None
    created_at: datetime
    disabled_at: datetime | None


def add_account(session: Session, new: NewAccount) -> Account:
    """Store a new account; ConflictError where its name is taken, however it is capitalised."""
    name = _checked_name(new.name)
    role = check_role(new.role)
    city = find_city(session, new.city) if new.city else None
    taken = select(Account.name).where(func.lower(Account.name) == name.lower())
    if session.scalar(taken) is not None:
        raise ConflictError(
            "There is an account '{name}' already; take another name, or see them with: "
            "geoservice account list",
            name=name,
        )
    hashed = hash_password(new.password) if new.password is not None else None
    account = Account(name=name, role=role, city_id=city.id if city else None, password_hash=hashed)
    session.add(account)
    session.flush()
    after = {"name": name, "role": role, "city": city.slug if city else None}
    _record(session, account, "add account", after)
    return account


def find_account(session: Session, name: str) -> Account:
    """Return an account by its name; NotFoundError for an unknown one."""
    wanted = unicodedata.normalize("NFC", name)
    account = session.scalar(select(Account).where(Account.name == wanted))
    if account is None:
        raise NotFoundError(
            "There is no account '{name}'; see them with: geoservice account list", name=name
        )
    return account


def find_working_account(session: Session, name: str) -> Account:
    """Return an account that is not disabled; ConflictError for one that is."""
    account = find_account(session, name)
    if account.disabled_at is not None:
        raise ConflictError("The account '{name}' is disabled.", name=account.name)
    return account


def link_account(session: Session, name: str, subject: str) -> None:
    """Let whom an OpenID provider calls `subject` sign in to an account; ConflictError if taken."""
    account = find_working_account(session, name)
    if not subject.strip() or len(subject) > _LONGEST_SUBJECT:
        raise InputError(
            "A subject has 1 to {most} characters, as the provider tells it.", most=_LONGEST_SUBJECT
        )
    taken = session.scalar(select(Account.name).where(Account.subject == subject))
    if taken is not None and taken != account.name:
        raise ConflictError("That subject signs in to the account '{name}' already.", name=taken)
    account.subject = subject
    _record(session, account, "link account", {"subject": subject})


def disable_account(session: Session, name: str, *, now: datetime) -> None:
    """Close an account: none of its tokens holds from now on. What it did stays."""
    account = find_working_account(session, name)
    account.disabled_at = now
    _record(session, account, "disable account", {"disabled_at": now.isoformat()})


def list_accounts(session: Session) -> list[Listed]:
    """Return all accounts by name."""
    rows = session.execute(
        select(Account.name, Account.role, City.slug, Account.created_at, Account.disabled_at)
        .outerjoin(City, City.id == Account.city_id)
        .order_by(Account.name)
    )
    return [Listed(*row) for row in rows]


def _checked_name(name: str) -> str:
    """Return a name of letters and digits in whatever script, as it can stand in a trail."""
    plain = unicodedata.normalize("NFC", name)
    letters = all(each in _MARKS or unicodedata.category(each)[0] in "LMN" for each in plain)
    if not plain or not letters or len(plain) > _LONGEST_NAME:
        raise InputError(
            "'{name}' cannot be the name of an account: use letters, digits and . _ - @, at most "
            "{most} of them and no spaces.",
            name=name[:_LONGEST_NAME],
            most=_LONGEST_NAME,
        )
    return plain


def _record(session: Session, account: Account, action: str, after: dict[str, Any]) -> None:
    write = Write(
        actor=SHELL,
        action=action,
        layer=LAYER,
        city_id=account.city_id,
        subject_id=account.id,
        after=after,
    )
    record_write(session, write)
