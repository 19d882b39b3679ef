"""The rows of an export: filtered, in the order of their ids, their places in the asked system."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    Text,
    cast,
    func,
    select,
    text,
)
from sqlalchemy.orm import Session

from geoservice.publish.crs import LONLAT, CoordinateSystem
from geoservice.publish.exports.about import About, read_about
from geoservice.publish.exports.asked import AskedExport
from geoservice.publish.exports.lateness import lateness_told
from geoservice.publish.features import Version
from geoservice.publish.filters import conditions
from geoservice.store.catalog import Property
from geoservice.store.relations import view_of

SEPARATOR = ";"  # between the values of an array, where a format has none
_UTM_DEGREES = 6


@dataclass(frozen=True)
class Export:
    """An export ready to be written: what was asked, of which version, and in which system."""

    asked: AskedExport
    about: About
    crs: CoordinateSystem
    transform: int | str | None  # what ST_Transform is told; None where nothing is to be done

    @property
    def properties(self) -> dict[str, Property]:
        """Return the properties that were asked for."""
        known = self.asked.collection.properties
        return {name: known[name] for name in self.asked.properties}


def prepare(session: Session, asked: AskedExport, version: Version) -> Export:
    """Return what is to be written; a drawing is in metres where no system was asked for."""
    crs = asked.crs
    if crs is None:
        crs = _utm(session, asked) if asked.format.id == "dxf" else LONLAT
    transform = _transform(session, crs)
    with lateness_told():
        about = read_about(session, asked, version)
    return Export(asked, about, crs, transform)


def _transform(session: Session, crs: CoordinateSystem) -> int | str | None:
    """Return what PostGIS knows a system by: its number, else what pyproj knows of it."""
    if crs.is_wgs84:
        return None
    known = session.scalar(
        text("SELECT srid FROM spatial_ref_sys WHERE auth_name = 'EPSG' AND auth_srid = :code"),
        {"code": crs.code},
    )
    return crs.definition.to_wkt() if known is None else int(known)


def _utm(session: Session, asked: AskedExport) -> CoordinateSystem:
    """Return the UTM zone (WGS 84) under the middle of what is asked for."""
    view = view_of(asked.collection.id)
    around = select(func.st_extent(view.c.geom).label("box")).where(
        *conditions(asked.collection, asked.asked)
    )
    box = around.subquery("around").c.box
    centre = session.execute(
        select(
            (func.st_xmin(box) + func.st_xmax(box)) / 2, (func.st_ymin(box) + func.st_ymax(box)) / 2
        )
    ).one()
    lon, lat = (float(each or 0) for each in centre)
    zone = min(int((lon + 180) // _UTM_DEGREES) + 1, 60)
    return CoordinateSystem((32600 if lat >= 0 else 32700) + zone)


def chosen_rows(export: Export, *, placed: bool = False) -> FromClause:
    """Return the rows as a table: id, the properties, and `place`, a geometry.

    `placed`: only those that have a place.
    """
    asked, view = export.asked, view_of(export.asked.collection.id)
    found = select(
        view.c.id, *(view.c[name] for name in asked.properties), _place(export).label("place")
    ).where(*conditions(asked.collection, asked.asked))
    if placed:
        found = found.where(view.c.geom.is_not(None))
    return found.order_by(view.c.id).subquery("chosen")


def _place(export: Export) -> ColumnElement[Any]:
    geometry: ColumnElement[Any] = view_of(export.asked.collection.id).c.geom
    if export.transform is None:
        return geometry
    return func.st_transform(geometry, export.transform)


def lines(
    rows: FromClause, *columns: ColumnElement[Any], source: FromClause | None = None
) -> Select[Any]:
    """Return the query for a line of each row, in the order of the ids.

    `source` is what the columns are taken from where that is more than the rows.
    """
    return select(*columns).select_from(rows if source is None else source).order_by(rows.c.id)


def count_rows(session: Session, export: Export, *, placed: bool = False) -> int:
    """Return how many features there are."""
    return session.scalar(select(func.count()).select_from(chosen_rows(export, placed=placed))) or 0


def as_text(column: ColumnElement[Any], about: Property) -> ColumnElement[Any]:
    """Return a property as formats without types take it: arrays joined, times in RFC 3339."""
    if about.type == "array":
        return func.nullif(func.array_to_string(column, SEPARATOR), "")
    if about.type == "datetime":
        return func.to_char(column, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
    return cast(column, Text())
