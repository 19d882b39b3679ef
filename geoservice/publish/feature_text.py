"""Features as GeoJSON text: PostgreSQL writes it; another coordinate system is put in by PROJ."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
from sqlalchemy import (
    ColumnElement,
    FromClause,
    Numeric,
    Select,
    cast,
    func,
    literal,
    null,
    select,
    true,
)

from geoservice.errors import InputError
from geoservice.publish.crs import DEGREE_DECIMALS, LONLAT, CoordinateSystem

# What a written row begins with: the text before its geometry, the geometry (WKB, or text in
# longitude and latitude), the text after it.
PARTS = 3


def written(
    rows: FromClause,
    names: Sequence[str],
    *others: ColumnElement[Any],
    crs: CoordinateSystem = LONLAT,
    distance: ColumnElement[float] | None = None,
) -> Select[Any]:
    """Return the query for the parts of a GeoJSON feature (RFC 7946) of each row, and `others`."""
    listed = [rows.c[name] for name in names]
    if distance is not None:
        listed.append(func.round(cast(distance, Numeric()), 1).label("distance_metres"))
    properties = select(*listed).correlate(rows).lateral("properties")
    before = func.concat('{"type":"Feature","id":', rows.c.id, ',"geometry":')
    behind = func.concat(',"properties":', func.row_to_json(properties.table_valued()), "}")
    if crs.is_lonlat:
        geometry = func.coalesce(func.st_asgeojson(rows.c.geom, DEGREE_DECIMALS), literal("null"))
        parts: tuple[ColumnElement[Any], ...] = (
            func.concat(before, geometry, behind),
            null(),
            null(),
        )
    else:
        parts = (before, func.st_asbinary(rows.c.geom), behind)
    return select(*parts, *others).select_from(rows.join(properties, true()))


def joined(rows: Sequence[Any], crs: CoordinateSystem = LONLAT) -> list[str]:
    """Return the text of each feature of rows that were written for a coordinate system."""
    if crs.is_lonlat:
        return [row[0] for row in rows]
    stored = [None if row[1] is None else bytes(row[1]) for row in rows]
    shapes = crs.express(shapely.from_wkb(np.array(stored, dtype=object)))
    if not np.isfinite(shapely.get_coordinates(shapes)).all():
        raise InputError(
            "The parameter 'crs' is {crs}, which does not reach as far as some of these features; "
            "take another, or a bbox within its reach.",
            crs=crs.short,
        )
    texts = shapely.to_geojson(shapes)
    return [f"{row[0]}{text or 'null'}{row[2]}" for row, text in zip(rows, texts, strict=True)]
