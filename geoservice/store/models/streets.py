"""The walkable streets as they are stored: junctions and the street pieces between them."""

from sqlalchemy import (
    BigInteger,
    ForeignKey,
    Integer,
    SmallInteger,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from geoservice.store.models.base import Base, CityKey, Key, Shape, geometry, mercator


class StreetNode(Base):
    """A junction or a dead end of the walk network.

    `component` numbers connected parts from 0, the largest first.
    """

    __tablename__ = "street_node"
    __table_args__ = (UniqueConstraint("city_id", "source_id"),)

    id: Mapped[Key]
    city_id: Mapped[CityKey]
    source_id: Mapped[str]
    component: Mapped[int] = mapped_column(Integer)
    barrier: Mapped[str | None]
    crossing: Mapped[str | None]
    kerb: Mapped[str | None]
    entrance: Mapped[str | None]
    geom: Mapped[Shape] = geometry("POINT", nullable=False)


class StreetEdge(Base):
    """A street piece from junction to junction.

    `metres` is geodesic along the line. `foot` and `access` are the tags as mapped, null where
    unmapped; only pieces a person may walk are kept. `oneway_foot`: 1 along the line only, -1
    against it only, 0 both ways. `incline` in per cent along the line, `uphill` 1 along it
    and -1 against it, `width` in metres.
    """

    __tablename__ = "street_edge"
    __table_args__ = (UniqueConstraint("city_id", "source_id", "piece"),)

    id: Mapped[Key]
    city_id: Mapped[CityKey]
    source_id: Mapped[str]
    piece: Mapped[int] = mapped_column(Integer)
    from_node: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("street_node.id", ondelete="CASCADE"), index=True
    )
    to_node: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("street_node.id", ondelete="CASCADE"), index=True
    )
    component: Mapped[int] = mapped_column(Integer)
    metres: Mapped[float]
    highway: Mapped[str]
    name_th: Mapped[str | None]
    name_en: Mapped[str | None]
    steps: Mapped[bool]
    step_count: Mapped[int | None] = mapped_column(Integer)
    surface: Mapped[str | None]
    smoothness: Mapped[str | None]
    width: Mapped[float | None]
    incline: Mapped[float | None]
    uphill: Mapped[int | None] = mapped_column(SmallInteger)
    lit: Mapped[bool | None]
    covered: Mapped[bool | None]
    bridge: Mapped[bool] = mapped_column(server_default="false")
    tunnel: Mapped[bool] = mapped_column(server_default="false")
    layer: Mapped[int] = mapped_column(SmallInteger, server_default="0")
    sidewalk: Mapped[str | None]
    crossing: Mapped[str | None]
    wheelchair: Mapped[str | None] = mapped_column(Text)
    access: Mapped[str | None]
    foot: Mapped[str | None]
    oneway_foot: Mapped[int] = mapped_column(SmallInteger, server_default="0")
    geom: Mapped[Shape] = geometry("LINESTRING", nullable=False)
    geom_3857: Mapped[Shape] = mercator("LINESTRING")
