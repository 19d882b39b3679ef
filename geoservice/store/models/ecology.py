"""The learning ecology beside the spaces: partners, knowledge, activities, offerings, routes."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Integer, Text, UniqueConstraint
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
    all_of,
    geometry,
    one_of,
)


def _space_key(*, nullable: bool = False, ondelete: str = "CASCADE") -> Mapped[int]:
    return mapped_column(
        BigInteger, ForeignKey("space.id", ondelete=ondelete), nullable=nullable, index=True
    )


class Partner(Base):
    """An organisation that takes part: runs spaces, offers activities, did research there."""

    __tablename__ = "partner"
    __table_args__ = (one_of("actor", words.ACTORS),)

    id: Mapped[Key]
    city_id: Mapped[CityKey]
    actor: Mapped[str]
    name_th: Mapped[str]
    name_en: Mapped[str | None]
    website: Mapped[str | None]
    contact: Mapped[str | None]


class Knowledge(Base):
    """A piece of local study tied to a space, in one of the five bodies of knowledge."""

    __tablename__ = "knowledge"
    __table_args__ = (one_of("body", words.BODIES), one_of("status", words.STATUSES))

    id: Mapped[Key]
    city_id: Mapped[CityKey]
    space_id: Mapped[int] = _space_key()
    body: Mapped[str]
    title_th: Mapped[str]
    title_en: Mapped[str | None]
    text_th: Mapped[str | None]
    text_en: Mapped[str | None]
    era: Mapped[str | None]
    sources: Mapped[Words]
    media: Mapped[Facts]
    status: Mapped[str] = mapped_column(Text, server_default="draft")
    version: Mapped[int] = mapped_column(Integer, server_default="1")
    updated_at: Mapped[Clock]


class Activity(Base):
    """Something happening at a space at a time; `repeats` is an iCalendar RRULE."""

    __tablename__ = "activity"
    __table_args__ = (
        one_of("status", words.STATUSES),
        all_of("age_groups", words.AGE_GROUPS),
        CheckConstraint("ends_at >= starts_at", name="ends_after_start"),
    )

    id: Mapped[Key]
    city_id: Mapped[CityKey]
    space_id: Mapped[int] = _space_key()
    partner_id: Mapped[int | None] = mapped_column(
        BigInteger, ForeignKey("partner.id", ondelete="SET NULL")
    )
    title_th: Mapped[str]
    title_en: Mapped[str | None]
    description_th: Mapped[str | None]
    description_en: Mapped[str | None]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    repeats: Mapped[str | None]
    age_groups: Mapped[Words]
    agendas: Mapped[Words]
    languages: Mapped[Words]
    places: Mapped[int | None] = mapped_column(Integer)
    status: Mapped[str] = mapped_column(Text, server_default="draft")
    version: Mapped[int] = mapped_column(Integer, server_default="1")
    updated_at: Mapped[Clock]


class Offering(Base):
    """Local goods or services found at a space (ร่วมขาย)."""

    __tablename__ = "offering"
    __table_args__ = (one_of("status", words.STATUSES),)

    id: Mapped[Key]
    city_id: Mapped[CityKey]
    space_id: Mapped[int] = _space_key()
    title_th: Mapped[str]
    title_en: Mapped[str | None]
    description_th: Mapped[str | None]
    description_en: Mapped[str | None]
    season: Mapped[str | None]
    contact: Mapped[str | None]
    status: Mapped[str] = mapped_column(Text, server_default="draft")
    version: Mapped[int] = mapped_column(Integer, server_default="1")
    updated_at: Mapped[Clock]


class Route(Base):
    """A curated walk: ordered stops with stories."""

    __tablename__ = "route"
    __table_args__ = (
        UniqueConstraint("city_id", "slug"),
        one_of("status", words.STATUSES),
        all_of("age_groups", words.AGE_GROUPS),
    )

    id: Mapped[Key]
    city_id: Mapped[CityKey]
    slug: Mapped[str]
    title_th: Mapped[str]
    title_en: Mapped[str | None]
    story_th: Mapped[str | None]
    story_en: Mapped[str | None]
    age_groups: Mapped[Words]
    agendas: Mapped[Words]
    difficulty: Mapped[str | None]
    metres: Mapped[float | None]
    seconds: Mapped[float | None]
    status: Mapped[str] = mapped_column(Text, server_default="draft")
    version: Mapped[int] = mapped_column(Integer, server_default="1")
    updated_at: Mapped[Clock]
    geom: Mapped[Shape | None] = geometry("MULTILINESTRING")


class RouteStop(Base):
    """A stop of a route: a space, or a point of its own, with its story."""

    __tablename__ = "route_stop"
    __table_args__ = (
        UniqueConstraint("route_id", "position"),
        CheckConstraint("space_id IS NOT NULL OR geom IS NOT NULL", name="has_a_place"),
    )

    id: Mapped[Key]
    route_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("route.id", ondelete="CASCADE"))
    position: Mapped[int] = mapped_column(Integer)
    space_id: Mapped[int | None] = _space_key(nullable=True, ondelete="SET NULL")
    story_th: Mapped[str | None]
    story_en: Mapped[str | None]
    dwell_minutes: Mapped[int | None] = mapped_column(Integer)
    geom: Mapped[Shape | None] = geometry("POINT")


class Note(Base):
    """What a walker saw: a problem, a chance, a story; shown after moderation."""

    __tablename__ = "note"
    __table_args__ = (one_of("kind", words.NOTE_KINDS), one_of("status", words.STATUSES))

    id: Mapped[Key]
    city_id: Mapped[CityKey]
    space_id: Mapped[int | None] = _space_key(nullable=True, ondelete="SET NULL")
    kind: Mapped[str]
    text: Mapped[str]
    agendas: Mapped[Words]
    media: Mapped[Facts]
    status: Mapped[str] = mapped_column(Text, server_default="draft")
    solved_at: Mapped[datetime | None]
    created_at: Mapped[Clock]
    geom: Mapped[Shape] = geometry("POINT", nullable=False)
