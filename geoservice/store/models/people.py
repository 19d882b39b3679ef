"""Who may do what, what they proposed, and what they did."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from geoservice.store import words
from geoservice.store.models.base import Base, CityKey, Clock, Facts, Key, Words, one_of


class Account(Base):
    """A person with a role, in one city or (no city) in all."""

    __tablename__ = "account"
    __table_args__ = (one_of("role", words.ROLES),)

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(Text, unique=True)
    role: Mapped[str]
    city_id: Mapped[int | None] = mapped_column(
        BigInteger, ForeignKey("city.id", ondelete="CASCADE")
    )
    password_hash: Mapped[str | None]
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


class Contribution(Base):
    """A proposed change, never live before a curator approves it; `proposal` holds the fields."""

    __tablename__ = "contribution"
    __table_args__ = (one_of("status", words.CONTRIBUTION_STATUSES),)

    id: Mapped[Key]
    city_id: Mapped[CityKey]
    layer: Mapped[str]
    subject_id: Mapped[int | None] = mapped_column(BigInteger)
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
    created_at: Mapped[Clock]
    decided_at: Mapped[datetime | None]


class Audit(Base):
    """One write by a person or an import: enough of before and after to undo it."""

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
    at: Mapped[Clock]
