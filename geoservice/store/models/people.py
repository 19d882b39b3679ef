"""Who may do what, what they proposed, and what they did."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from geoservice.store import words
from geoservice.store.models.base import (
    Base,
    CityKey,
    Clock,
    Facts,
    Key,
    Shape,
    Words,
    geometry,
    one_of,
)
from geoservice.store.models.ecology import medium_key


class Account(Base):
    """A person with a role, in one city or (no city) in all.

    `subject` is what an OpenID provider calls the person. `epoch` ends all sessions of the account
    when it moves on.
    """

    __tablename__ = "account"
    __table_args__ = (one_of("role", words.ROLES),)

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(Text, unique=True)
    role: Mapped[str]
    city_id: Mapped[int | None] = mapped_column(
        BigInteger, ForeignKey("city.id", ondelete="CASCADE")
    )
    password_hash: Mapped[str | None]
    subject: Mapped[str | None] = mapped_column(Text, unique=True)
    epoch: Mapped[int] = mapped_column(Integer, server_default="0")
    disabled_at: Mapped[datetime | None]
    created_at: Mapped[Clock]


class Token(Base):
    """A machine's key to an account: only its hash is kept."""

    __tablename__ = "token"

    id: Mapped[Key]
    account_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    hash: Mapped[str] = mapped_column(Text, unique=True)
    title: Mapped[str]
    scopes: Mapped[Words]
    created_at: Mapped[Clock]
    expires_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class PasswordReset(Base):
    """A key by which a new password can be set once; only its hash is kept."""

    __tablename__ = "password_reset"

    id: Mapped[Key]
    account_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    hash: Mapped[str] = mapped_column(Text, unique=True)
    created_at: Mapped[Clock]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Secret(Base):
    """A key that this service signs with, made at its first use."""

    __tablename__ = "secret"

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(Text, unique=True)
    value: Mapped[str]
    created_at: Mapped[Clock]


class Contribution(Base):
    """A proposed change, never live before a curator approves it; `proposal` holds the fields.

    `base_version` is the version of the subject that its sender saw; `geom` is where to look on
    the map; `sender` is a hash of the day and the address it came from; `result_id` the feature
    that came of it.
    """

    __tablename__ = "contribution"
    __table_args__ = (
        one_of("action", words.CONTRIBUTION_ACTIONS),
        one_of("status", words.CONTRIBUTION_STATUSES),
    )

    id: Mapped[Key]
    city_id: Mapped[CityKey]
    layer: Mapped[str]
    action: Mapped[str] = mapped_column(Text, server_default="update")
    subject_id: Mapped[int | None] = mapped_column(BigInteger)
    base_version: Mapped[int | None] = mapped_column(Integer)
    result_id: Mapped[int | None] = mapped_column(BigInteger)
    proposal: Mapped[Facts]
    message: Mapped[str | None]
    status: Mapped[str] = mapped_column(Text, server_default="pending")
    reason: Mapped[str | None]
    account_id: Mapped[int | None] = mapped_column(
        BigInteger, ForeignKey("account.id", ondelete="SET NULL")
    )
    decided_by: Mapped[int | None] = mapped_column(
        BigInteger, ForeignKey("account.id", ondelete="SET NULL")
    )
    sender: Mapped[str | None] = mapped_column(Text, index=True)
    medium_id: Mapped[int | None] = medium_key()
    created_at: Mapped[Clock]
    decided_at: Mapped[datetime | None]
    geom: Mapped[Shape | None] = geometry("POINT")


class Audit(Base):
    """One write by a person or an import: enough of before and after to undo it.

    `address` is where it was sent from.
    """

    __tablename__ = "audit"

    id: Mapped[Key]
    city_id: Mapped[int | None] = mapped_column(
        BigInteger, ForeignKey("city.id", ondelete="CASCADE"), index=True
    )
    actor: Mapped[str]
    action: Mapped[str]
    layer: Mapped[str]
    subject_id: Mapped[int | None] = mapped_column(BigInteger)
    before: Mapped[dict[str, Any] | None]
    after: Mapped[dict[str, Any] | None]
    reason: Mapped[str | None]
    address: Mapped[str | None]
    at: Mapped[Clock]
