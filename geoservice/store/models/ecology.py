"""The learning ecology beside the spaces: partners, knowledge, activities, offerings, notes."""

from datetime import date, datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Date,
    ForeignKey,
    Integer,
    LargeBinary,
    Text,
    UniqueConstraint,
)
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


def space_key(*, nullable: bool = False, ondelete: str = "CASCADE") -> Mapped[int]:
    """Return the column that ties a row to a space."""
    return mapped_column(
        BigInteger, ForeignKey("space.id", ondelete=ondelete), nullable=nullable, index=True
    )


def _partner_key() -> Mapped[int | None]:
    return mapped_column(BigInteger, ForeignKey("partner.id", ondelete="SET NULL"), index=True)


def medium_key() -> Mapped[int | None]:
    """Return the column that ties a row to a picture."""
    return mapped_column(BigInteger, ForeignKey("medium.id", ondelete="SET NULL"), index=True)


class Partner(Base):
    """An organisation that takes part: runs spaces, offers activities, did research there."""

    __tablename__ = "partner"
    __table_args__ = (one_of("actor", words.ACTORS), one_of("status", words.STATUSES))

    id: Mapped[Key]
    city_id: Mapped[CityKey]
    actor: Mapped[str]
    name_th: Mapped[str]
    name_en: Mapped[str | None]
    description_th: Mapped[str | None]
    description_en: Mapped[str | None]
    website: Mapped[str | None]
    contact: Mapped[str | None]
    status: Mapped[str] = mapped_column(Text, server_default="published")
    version: Mapped[int] = mapped_column(Integer, server_default="1")
    updated_at: Mapped[Clock]


class Medium(Base):
    """A picture or a recording; `key` is its address, which nobody guesses.

    `status` is draft until something takes it up; who may see it hangs on what shows it alone.
    """

    __tablename__ = "medium"
    __table_args__ = (one_of("kind", words.MEDIA), one_of("status", words.STATUSES))

    id: Mapped[Key]
    city_id: Mapped[CityKey]
    key: Mapped[str] = mapped_column(Text, unique=True)
    kind: Mapped[str]
    media_type: Mapped[str]
    width: Mapped[int | None] = mapped_column(Integer)
    height: Mapped[int | None] = mapped_column(Integer)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    status: Mapped[str] = mapped_column(Text, server_default="draft")
    created_at: Mapped[Clock]


class Knowledge(Base):
    """A piece of local study tied to a space, in one of the five bodies of knowledge.

    Research about a place is knowledge with authors, a year, and a DOI or a link. `media` holds
    "pictures" and "recordings": lists of {key, caption_th, caption_en, credit, licence} and of
    {key, transcript_th, transcript_en, credit, licence}; `key` is a medium's.
    """

    __tablename__ = "knowledge"
    __table_args__ = (one_of("body", words.BODIES), one_of("status", words.STATUSES))

    id: Mapped[Key]
    city_id: Mapped[CityKey]
    space_id: Mapped[int] = space_key()
    body: Mapped[str]
    title_th: Mapped[str]
    title_en: Mapped[str | None]
    text_th: Mapped[str | None]
    text_en: Mapped[str | None]
    era: Mapped[str | None]
    sources: Mapped[Words]
    authors: Mapped[Words]
    year: Mapped[int | None] = mapped_column(Integer)
    doi: Mapped[str | None]
    link: Mapped[str | None]
    partner_id: Mapped[int | None] = _partner_key()
    media: Mapped[Facts]
    status: Mapped[str] = mapped_column(Text, server_default="draft")
    version: Mapped[int] = mapped_column(Integer, server_default="1")
    updated_at: Mapped[Clock]


class Activity(Base):
    """Something happening at a space at a time.

    `repeats` is an iCalendar RRULE (RFC 5545, 3.3.10), `skips` the dates (YYYY-MM-DD, in the
    city's time) on which it does not happen. `fee` None: nobody said; 0: free of charge.
    """

    __tablename__ = "activity"
    __table_args__ = (
        one_of("status", words.STATUSES),
        all_of("age_groups", words.AGE_GROUPS),
        CheckConstraint("ends_at >= starts_at", name="ends_after_start"),
        CheckConstraint("fee >= 0", name="fee"),
        CheckConstraint("places >= 0 AND places_left >= 0", name="places"),
    )

    id: Mapped[Key]
    city_id: Mapped[CityKey]
    space_id: Mapped[int] = space_key()
    partner_id: Mapped[int | None] = _partner_key()
    title_th: Mapped[str]
    title_en: Mapped[str | None]
    description_th: Mapped[str | None]
    description_en: Mapped[str | None]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    repeats: Mapped[str | None]
    skips: Mapped[Words]
    age_groups: Mapped[Words]
    agendas: Mapped[Words]
    languages: Mapped[Words]
    places: Mapped[int | None] = mapped_column(Integer)
    places_left: Mapped[int | None] = mapped_column(Integer)
    fee: Mapped[float | None]
    currency: Mapped[str] = mapped_column(Text, server_default="THB")
    link: Mapped[str | None]
    contact: Mapped[str | None]
    status: Mapped[str] = mapped_column(Text, server_default="draft")
    version: Mapped[int] = mapped_column(Integer, server_default="1")
    updated_at: Mapped[Clock]


class Offering(Base):
    """Local goods or services found at a space (ร่วมขาย)."""

    __tablename__ = "offering"
    __table_args__ = (one_of("status", words.STATUSES),)

    id: Mapped[Key]
    city_id: Mapped[CityKey]
    space_id: Mapped[int] = space_key()
    title_th: Mapped[str]
    title_en: Mapped[str | None]
    description_th: Mapped[str | None]
    description_en: Mapped[str | None]
    season: Mapped[str | None]
    contact: Mapped[str | None]
    link: Mapped[str | None]
    partner_id: Mapped[int | None] = _partner_key()
    status: Mapped[str] = mapped_column(Text, server_default="draft")
    version: Mapped[int] = mapped_column(Integer, server_default="1")
    updated_at: Mapped[Clock]


class Note(Base):
    """What a walker saw: a problem, a chance, a story; shown after moderation."""

    __tablename__ = "note"
    __table_args__ = (one_of("kind", words.NOTE_KINDS), one_of("status", words.STATUSES))

    id: Mapped[Key]
    city_id: Mapped[CityKey]
    space_id: Mapped[int | None] = space_key(nullable=True, ondelete="SET NULL")
    kind: Mapped[str]
    text: Mapped[str]
    agendas: Mapped[Words]
    medium_id: Mapped[int | None] = medium_key()
    status: Mapped[str] = mapped_column(Text, server_default="draft")
    solution: Mapped[str | None]
    solved_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(Integer, server_default="1")
    created_at: Mapped[Clock]
    updated_at: Mapped[Clock]
    geom: Mapped[Shape] = geometry("POINT", nullable=False)


class Agenda(Base):
    """What a city works on beside the five agendas every city knows, or one of those in its words.

    `figures` are the ids of the indicators it should move.
    """

    __tablename__ = "agenda"
    __table_args__ = (
        UniqueConstraint("city_id", "slug"),
        CheckConstraint("slug ~ '^[a-z0-9]+([_-][a-z0-9]+)*$'", name="slug"),
    )

    id: Mapped[Key]
    city_id: Mapped[CityKey]
    slug: Mapped[str]
    title_th: Mapped[str]
    title_en: Mapped[str | None]
    description_th: Mapped[str | None]
    description_en: Mapped[str | None]
    figures: Mapped[Words]
    version: Mapped[int] = mapped_column(Integer, server_default="1")
    updated_at: Mapped[Clock]


class Outcome(Base):
    """What people reported came of an agenda: of an activity, or of the city's work at large."""

    __tablename__ = "outcome"
    __table_args__ = (
        one_of("status", words.STATUSES),
        CheckConstraint("people >= 0", name="people"),
    )

    id: Mapped[Key]
    city_id: Mapped[CityKey]
    agenda: Mapped[str]
    activity_id: Mapped[int | None] = mapped_column(
        BigInteger, ForeignKey("activity.id", ondelete="SET NULL")
    )
    text_th: Mapped[str]
    text_en: Mapped[str | None]
    people: Mapped[int | None] = mapped_column(Integer)
    happened_on: Mapped[date] = mapped_column(Date)
    source: Mapped[str | None]
    status: Mapped[str] = mapped_column(Text, server_default="published")
    version: Mapped[int] = mapped_column(Integer, server_default="1")
    updated_at: Mapped[Clock]
