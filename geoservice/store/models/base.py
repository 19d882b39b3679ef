"""What all tables share: naming of constraints, keys, clocks and geometry columns."""

from datetime import datetime
from typing import Annotated, Any

from geoalchemy2 import Geometry, WKBElement
from sqlalchemy import (
    ARRAY,
    BigInteger,
    CheckConstraint,
    Computed,
    DateTime,
    ForeignKey,
    Identity,
    MetaData,
    Text,
    func,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, MappedColumn, mapped_column


class Base(DeclarativeBase):
    """The declarative base; its naming convention keeps migrations comparable."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012
        str: Text,
        datetime: DateTime(timezone=True),
        list[str]: ARRAY(Text),
        dict[str, Any]: JSONB,
    }


Key = Annotated[int, mapped_column(BigInteger, Identity(), primary_key=True)]
Words = Annotated[list[str], mapped_column(ARRAY(Text), server_default="{}")]
Facts = Annotated[dict[str, Any], mapped_column(JSONB, server_default="{}")]
Clock = Annotated[datetime, mapped_column(DateTime(timezone=True), server_default=func.now())]
CityKey = Annotated[
    int, mapped_column(BigInteger, ForeignKey("city.id", ondelete="CASCADE"), index=True)
]
Shape = WKBElement


def geometry(kind: str, *, nullable: bool = True, srid: int = 4326) -> MappedColumn[Any]:
    """Return a geometry column of `kind` with a GiST index."""
    return mapped_column(Geometry(kind, srid=srid, spatial_index=True), nullable=nullable)


def mercator(kind: str, expression: str = "st_transform(geom, 3857)") -> MappedColumn[Any]:
    """Return the stored EPSG:3857 twin of `geom`, for tiles, with a GiST index."""
    return mapped_column(
        Geometry(kind, srid=3857, spatial_index=True), Computed(expression, persisted=True)
    )


def one_of(column: str, words: tuple[str, ...]) -> CheckConstraint:
    """Return the check that `column` holds one of `words` (or nothing)."""
    listed = ", ".join(f"'{word}'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def all_of(column: str, words: tuple[str, ...]) -> CheckConstraint:
    """Return the check that the array `column` holds only `words`."""
    listed = ", ".join(f"'{word}'" for word in words)
    return CheckConstraint(f"{column} <@ ARRAY[{listed}]::text[]", name=column)
