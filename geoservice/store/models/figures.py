"""What is counted: people, versions of layers, coverage over time."""

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Integer, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from geoservice.store import words
from geoservice.store.models.base import Base, CityKey, Clock, Facts, Key, Shape, geometry, one_of


class PopulationCell(Base):
    """People counted in a district (by `code`), in a cell, or at a point.

    `by_age` maps age groups to people where the source knows ages.
    """

    __tablename__ = "population_cell"
    __table_args__ = (
        UniqueConstraint("city_id", "source", "source_id", "year"),
        one_of("basis", words.POPULATION_BASES),
        CheckConstraint("people >= 0", name="people"),
        CheckConstraint("(basis = 'district') = (geom IS NULL)", name="place"),
    )

    id: Mapped[Key]
    city_id: Mapped[CityKey]
    basis: Mapped[str]
    source: Mapped[str]
    source_id: Mapped[str]
    year: Mapped[int] = mapped_column(Integer)
    level: Mapped[str | None]
    code: Mapped[str | None] = mapped_column(Text, index=True)
    people: Mapped[float]
    male: Mapped[float | None]
    female: Mapped[float | None]
    households: Mapped[float | None]
    by_age: Mapped[Facts]
    geom: Mapped[Shape | None] = geometry("GEOMETRY")


class LayerVersion(Base):
    """How often a layer was written within one z10 tile cell, kept by triggers.

    Features without a place count in cell (-1, -1). A sum over cells changes with every write in
    them, whatever the order in which writers commit.
    """

    __tablename__ = "layer_version"

    layer: Mapped[str] = mapped_column(Text, primary_key=True)
    z10_x: Mapped[int] = mapped_column(Integer, primary_key=True)
    z10_y: Mapped[int] = mapped_column(Integer, primary_key=True)
    version: Mapped[int] = mapped_column(BigInteger)
    changed_at: Mapped[Clock]


class CoverageSnapshot(Base):
    """Figures of a city as they were: its coverage, or a pack of evidence.

    `data_version` is a text that changes with everything the figures hang on.
    """

    __tablename__ = "coverage_snapshot"
    __table_args__ = (one_of("kind", words.SNAPSHOT_KINDS),)

    id: Mapped[Key]
    city_id: Mapped[CityKey]
    kind: Mapped[str] = mapped_column(Text, server_default="coverage")
    taken_at: Mapped[Clock]
    data_version: Mapped[str]
    parameters: Mapped[Facts]
    figures: Mapped[Facts]


class KeptScenario(Base):
    """A what-if that planners of a city keep for each other; `token` is that of a link to it."""

    __tablename__ = "kept_scenario"
    __table_args__ = (UniqueConstraint("city_id", "name"),)

    id: Mapped[Key]
    city_id: Mapped[CityKey]
    account_id: Mapped[int | None] = mapped_column(
        BigInteger, ForeignKey("account.id", ondelete="SET NULL")
    )
    name: Mapped[str]
    token: Mapped[str]
    kept_at: Mapped[Clock]
