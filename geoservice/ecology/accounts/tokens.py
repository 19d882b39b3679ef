"""API tokens: random, shown once, kept as SHA-256, with scopes and an end."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from geoservice.ecology.accounts.asker import SCOPES, Asker
from geoservice.ecology.accounts.register import find_account, find_working_account
from geoservice.errors import ConflictError, InputError, NotFoundError
from geoservice.store.audit import FROM_SHELL, Author, Write, record_write
from geoservice.store.models import Account, Token

LAYER = "tokens"
PREFIX = "gs_"  # so that people and scanners of code know what they found
DEFAULT_DAYS, MOST_DAYS = 365, 3650
_RANDOM_BYTES = 32
_LONGEST_TITLE = 100
_LONGEST_SECRET = 200


@dataclass(frozen=True)
class NewToken:
    """A token to issue to an account: what for, with which scopes, and for how many days."""

    account: str
    title: str = ""
    scopes: tuple[str, ...] = ("read",)
    days: int = DEFAULT_DAYS


class Issued(NamedTuple):
    """A token just made; the secret is known here and never again."""

    id: int
    secret: str
    expires_at: datetime


@dataclass(frozen=True)
class Listed:
    """A token as it is listed, without its secret."""

    id: int
    account: str
    title: str
    scopes: tuple[str, ...]
    expires_at: datetime | None
    revoked_at: datetime | None


def issue_token(
    session: Session, new: NewToken, *, now: datetime, author: Author = FROM_SHELL
) -> Issued:
    """Store a new token and return its secret; refused for a disabled account."""
    account = find_working_account(session, new.account)
    scopes = _checked_scopes(new.scopes)
    if not 1 <= new.days <= MOST_DAYS:
        raise InputError(
            "A token holds for 1 to {most} days, not for {days}.", most=MOST_DAYS, days=new.days
        )
    secret = PREFIX + secrets.token_urlsafe(_RANDOM_BYTES)
    token = Token(
        account_id=account.id,
        hash=_hash(secret),
        title=new.title.strip()[:_LONGEST_TITLE],
        scopes=list(scopes),
        expires_at=now + timedelta(days=new.days),
    )
    session.add(token)
    session.flush()
    _record(session, token, account, "add token", author)
    return Issued(token.id, secret, now + timedelta(days=new.days))


def revoke_token(
    session: Session,
    token_id: int,
    *,
    now: datetime,
    owner: str | None = None,
    author: Author = FROM_SHELL,
) -> None:
    """End a token now; NotFoundError for an unknown one, ConflictError for one that has ended.

    With the name of an `owner`, another account's token is an unknown one.
    """
    token = session.get(Token, token_id)
    account = session.get_one(Account, token.account_id) if token else None
    if token is None or account is None or owner not in (None, account.name):
        raise NotFoundError(
            "There is no token {id}; see them with: geoservice token list", id=token_id
        )
    if token.revoked_at is not None:
        raise ConflictError("The token {id} is revoked already.", id=token_id)
    token.revoked_at = now
    _record(session, token, account, "revoke token", author)


def list_tokens(session: Session, account: str | None = None) -> list[Listed]:
    """Return the tokens of an account, or all, the newest first."""
    query = select(
        Token.id, Account.name, Token.title, Token.scopes, Token.expires_at, Token.revoked_at
    ).join(Account, Account.id == Token.account_id)
    if account is not None:
        query = query.where(Account.id == find_account(session, account).id)
    rows = session.execute(query.order_by(Token.id.desc()))
    return [
        Listed(id, name, title, tuple(scopes), expires_at, revoked_at)
        for id, name, title, scopes, expires_at, revoked_at in rows
    ]


def find_asker(session: Session, secret: str, *, now: datetime) -> Asker | None:
    """Return who holds a token; None for one that is unknown, revoked, past its end, or disabled.

    The index finds the hash, never the secret, and what it found is compared in constant time.
    """
    if len(secret) > _LONGEST_SECRET:
        return None
    hashed = _hash(secret)
    row = session.execute(
        select(Token.hash, Token.scopes, Account)
        .join(Account, Account.id == Token.account_id)
        .where(
            Token.hash == hashed,
            Token.revoked_at.is_(None),
            Token.expires_at.is_(None) | (Token.expires_at > now),
            Account.disabled_at.is_(None),
        )
    ).one_or_none()
    if row is None or not hmac.compare_digest(row.hash, hashed):
        return None
    account = row.Account
    return Asker(account.id, account.name, account.role, account.city_id, tuple(row.scopes))


def _hash(secret: str) -> str:
    """Return the SHA-256 of a secret, which is random enough to need no salt."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _checked_scopes(scopes: tuple[str, ...]) -> tuple[str, ...]:
    unknown = sorted(set(scopes) - set(SCOPES))
    if unknown or not scopes:
        raise InputError(
            "There is no scope '{scope}'; there are: {known}.",
            scope=", ".join(unknown),
            known=", ".join(SCOPES),
        )
    return tuple(scope for scope in SCOPES if scope in scopes)


def _record(session: Session, token: Token, account: Account, action: str, author: Author) -> None:
    after = {"account": account.name, "title": token.title, "scopes": list(token.scopes)}
    write = Write(
        actor=author.actor,
        action=action,
        layer=LAYER,
        city_id=account.city_id,
        subject_id=token.id,
        after=after,
        address=author.address,
    )
    record_write(session, write)
