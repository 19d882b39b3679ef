"""Cities, their districts, their learning spaces, and the areas the basemap is drawn from."""

from geoalchemy2 import Geometry
from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Computed,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    Text,
    UniqueConstraint,
    text,
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
    mercator,
    one_of,
)

# The same formulas as tile_column and tile_row in sql/10_versions.sql, so that a space and the
# version of its cell never disagree. Beyond 85.0511° north and south the last row counts.
GRID_X = "least(greatest(floor((st_x(geom) + 180) / 360 * 1073741824), 0), 1073741823)::integer"
GRID_Y = (
    "least(greatest(floor((1 - ln(tan(radians("
    "(90 + least(greatest(st_y(geom), -85.0511), 85.0511)) / 2))) / pi()) / 2 * 1073741824), 0), "
    "1073741823)::integer"
)


class City(Base):
    """The unit of work: its own boundary, districts, street network and people."""

    __tablename__ = "city"
    __table_args__ = (CheckConstraint("slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'", name="slug"),)

    id: Mapped[Key]
    slug: Mapped[str] = mapped_column(Text, unique=True)
    name_th: Mapped[str]
    name_en: Mapped[str]
    timezone: Mapped[str] = mapped_column(Text, server_default="Asia/Bangkok")
    country: Mapped[str] = mapped_column(Text, server_default="TH")
    attribution: Mapped[str] = mapped_column(Text, server_default="")
    created_at: Mapped[Clock]
    geom: Mapped[Shape] = geometry("MULTIPOLYGON", nullable=False)
    geom_3857: Mapped[Shape] = mercator("MULTIPOLYGON")


class District(Base):
    """An administrative area of a city at one level; `code` is what its source calls it."""

    __tablename__ = "district"
    __table_args__ = (
        UniqueConstraint("city_id", "level", "code"),
        one_of("level", words.LEVELS),
        one_of("status", words.STATUSES),
    )

    id: Mapped[Key]
    city_id: Mapped[CityKey]
    level: Mapped[str]
    code: Mapped[str]
    name_th: Mapped[str | None]
    name_en: Mapped[str | None]
    source: Mapped[str]
    status: Mapped[str] = mapped_column(Text, server_default="published")
    updated_at: Mapped[Clock]
    geom: Mapped[Shape] = geometry("MULTIPOLYGON", nullable=False)
    geom_3857: Mapped[Shape] = mercator("MULTIPOLYGON")


class Space(Base):
    """A place where people learn.

    `geom` is where it is; `shown` and `geom_3857` are what may be shown, null where the place is
    not public; `grid_x` and `grid_y` are the same place as column and row of the WebMercatorQuad
    tile at zoom 30 (3.7 cm at the equator), so a shift gives its tile at any zoom. `provenance`
    maps a field to where its value came from; a field from a curator ("curator:…") is never
    overwritten by an import. No geometry: the space is online only.
    """

    __tablename__ = "space"
    __table_args__ = (
        UniqueConstraint("city_id", "source", "source_id"),
        one_of("kind", words.KINDS),
        one_of("status", words.STATUSES),
        one_of("wheelchair", words.WHEELCHAIR),
        one_of("place_privacy", words.PLACE_PRIVACY),
        all_of("age_groups", words.AGE_GROUPS),
        CheckConstraint("capacity > 0", name="capacity"),
        Index(
            "ix_space_search_key",
            "search_key",
            postgresql_using="gin",
            postgresql_ops={"search_key": "gin_trgm_ops"},
        ),
        # Tiles are counted from this index alone, without a look at the table.
        Index(
            "ix_space_grid",
            "grid_x",
            "grid_y",
            postgresql_include=["kind", "rank", "id", "city_id"],
            postgresql_where=text("status = 'published'"),
        ),
        Index("ix_space_page", "city_id", "id", postgresql_where=text("status = 'published'")),
        # Pages in an order: the expressions are those of publish/sorting.py.
        *(
            Index(
                f"ix_space_by_{name}",
                text(f'"left"({name} COLLATE dictionary, 100)'),
                "id",
                postgresql_where=text("status = 'published'"),
            )
            for name in ("name_th", "name_en")
        ),
        Index(
            "ix_space_by_updated_at",
            "updated_at",
            "id",
            postgresql_where=text("status = 'published'"),
        ),
    )

    id: Mapped[Key]
    city_id: Mapped[CityKey]
    partner_id: Mapped[int | None] = mapped_column(
        BigInteger, ForeignKey("partner.id", ondelete="SET NULL")
    )
    kind: Mapped[str]
    subkind: Mapped[str | None]
    religion: Mapped[str | None]
    name_th: Mapped[str | None]
    name_en: Mapped[str | None]
    other_names: Mapped[Words]
    description_th: Mapped[str | None]
    description_en: Mapped[str | None]
    age_groups: Mapped[Words]
    agendas: Mapped[Words]
    opening_hours: Mapped[str | None]
    capacity: Mapped[int | None] = mapped_column(Integer)
    wheelchair: Mapped[str | None]
    website: Mapped[str | None]
    phone: Mapped[str | None]
    email: Mapped[str | None]
    address: Mapped[str | None]
    operator: Mapped[str | None]
    wikidata: Mapped[str | None]
    source: Mapped[str]
    source_id: Mapped[str]
    source_members: Mapped[Words]
    provenance: Mapped[Facts]
    rank: Mapped[float] = mapped_column(server_default="0")
    status: Mapped[str] = mapped_column(Text, server_default="published")
    place_privacy: Mapped[str] = mapped_column(Text, server_default="public")
    version: Mapped[int] = mapped_column(Integer, server_default="1")
    created_at: Mapped[Clock]
    updated_at: Mapped[Clock]
    search_key: Mapped[str] = mapped_column(
        Text,
        Computed("search_key(name_th, name_en, other_names)", persisted=True),
    )
    geom: Mapped[Shape | None] = geometry("POINT")
    shown: Mapped[Shape | None] = mapped_column(
        Geometry("POINT", srid=4326, spatial_index=True),
        Computed("CASE WHEN place_privacy = 'public' THEN geom END", persisted=True),
    )
    geom_3857: Mapped[Shape | None] = mercator(
        "POINT", "CASE WHEN place_privacy = 'public' THEN st_transform(geom, 3857) END"
    )
    grid_x: Mapped[int | None] = mapped_column(
        Integer, Computed(f"CASE WHEN place_privacy = 'public' THEN {GRID_X} END", persisted=True)
    )
    grid_y: Mapped[int | None] = mapped_column(
        Integer, Computed(f"CASE WHEN place_privacy = 'public' THEN {GRID_Y} END", persisted=True)
    )
    outline: Mapped[Shape | None] = geometry("MULTIPOLYGON")


class BasemapArea(Base):
    """A water, green or building area, drawn under everything else."""

    __tablename__ = "basemap_area"
    __table_args__ = (
        UniqueConstraint("city_id", "source_id", "class"),
        one_of("class", words.BASEMAP_CLASSES),
    )

    id: Mapped[Key]
    city_id: Mapped[CityKey]
    class_: Mapped[str] = mapped_column("class", Text)
    source_id: Mapped[str]
    name_th: Mapped[str | None]
    name_en: Mapped[str | None]
    area: Mapped[float]
    layer: Mapped[int] = mapped_column(SmallInteger, server_default="0")
    geom: Mapped[Shape] = geometry("MULTIPOLYGON", nullable=False)
    geom_3857: Mapped[Shape] = mercator("MULTIPOLYGON")
