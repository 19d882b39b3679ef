"""Curated walks, their stops, and what walkers gave them."""

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Integer,
    SmallInteger,
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
from geoservice.store.models.ecology import medium_key, space_key


class Route(Base):
    """A curated walk: ordered stops with stories.

    `geom`, `metres` and `seconds` are of the walk over the network as it was when the curator last
    checked it; `checks` says what was found then. `best_hours` is in OpenStreetMap's syntax.
    """

    __tablename__ = "route"
    __table_args__ = (
        UniqueConstraint("city_id", "slug"),
        one_of("status", words.STATUSES),
        one_of("difficulty", words.DIFFICULTIES),
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
    themes: Mapped[Words]
    difficulty: Mapped[str | None]
    best_hours: Mapped[str | None]
    profile: Mapped[str] = mapped_column(Text, server_default="adult")
    loop: Mapped[bool] = mapped_column(server_default="false")
    medium_id: Mapped[int | None] = medium_key()
    checks: Mapped[Facts]
    metres: Mapped[float | None]
    seconds: Mapped[float | None]
    status: Mapped[str] = mapped_column(Text, server_default="draft")
    version: Mapped[int] = mapped_column(Integer, server_default="1")
    published_at: Mapped[datetime | None]
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
    space_id: Mapped[int | None] = space_key(nullable=True, ondelete="SET NULL")
    title_th: Mapped[str | None]
    title_en: Mapped[str | None]
    story_th: Mapped[str | None]
    story_en: Mapped[str | None]
    dwell_minutes: Mapped[int | None] = mapped_column(Integer)
    geom: Mapped[Shape | None] = geometry("POINT")


class RouteRating(Base):
    """How many stars a walker gave a route; `rater` is a hash that says nothing of who it was."""

    __tablename__ = "route_rating"
    __table_args__ = (
        UniqueConstraint("route_id", "rater"),
        CheckConstraint("stars BETWEEN 1 AND 5", name="stars"),
    )

    id: Mapped[Key]
    route_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("route.id", ondelete="CASCADE"))
    rater: Mapped[str]
    stars: Mapped[int] = mapped_column(SmallInteger)
    created_at: Mapped[Clock]
