"""The learning passport: sheets that stamp, and counts of stamps. Who was stamped is not kept."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Date, ForeignKey, Integer, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from geoservice.store.models.base import Base, CityKey, Clock, Key
from geoservice.store.models.ecology import space_key


class StampSheet(Base):
    """A sheet with a QR code that hangs at a space; the newest in force is the one that stamps."""

    __tablename__ = "stamp_sheet"
    __table_args__ = (UniqueConstraint("space_id", "serial"),)

    id: Mapped[Key]
    space_id: Mapped[int] = space_key()
    serial: Mapped[int] = mapped_column(Integer)
    account_id: Mapped[int | None] = mapped_column(
        BigInteger, ForeignKey("account.id", ondelete="SET NULL")
    )
    issued_at: Mapped[Clock]
    ends_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class StampSeen(Base):
    """That a device was stamped at a space today, as a hash; gone when the day is over."""

    __tablename__ = "stamp_seen"

    id: Mapped[Key]
    mark: Mapped[str] = mapped_column(Text, unique=True)
    day: Mapped[date] = mapped_column(Date, index=True)


class StampCount(Base):
    """How many stamps a space gave in a month (its first day)."""

    __tablename__ = "stamp_count"
    __table_args__ = (UniqueConstraint("space_id", "month"),)

    id: Mapped[Key]
    city_id: Mapped[CityKey]
    space_id: Mapped[int] = space_key()
    month: Mapped[date] = mapped_column(Date)
    stamps: Mapped[int] = mapped_column(Integer)
