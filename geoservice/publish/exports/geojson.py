"""GeoJSON (RFC 7946) and its text sequence (RFC 8142): PostgreSQL writes every feature.

In another coordinate system than longitude and latitude the document says which, as GeoJSON did
before RFC 7946 and as GDAL and QGIS read it; x is east and y north there too.
"""

import json
from typing import Any

from sqlalchemy import Select, func, literal, select, true
from sqlalchemy.orm import Session

from geoservice.publish.exports.rows import Export, chosen_rows, lines
from geoservice.publish.exports.streams import Stream

_NO_CRS_IN_GEOMETRY = 0  # option of ST_AsGeoJSON
_RECORD_SEPARATOR = "\x1e"


def geojson(session: Session, export: Export) -> Stream:
    """Return a feature collection; how many features it has stands at its end."""
    members: dict[str, Any] = {
        "type": "FeatureCollection",
        "name": export.asked.collection.id,
        **export.about.facts(),
        **_system(export),
    }
    opening = json.dumps(members, ensure_ascii=False)[:-1]
    return Stream(
        head=f'{opening}, "features": [\n'.encode(),
        rows=_features(export),
        between=b",\n",
        tail=lambda count: f'\n], "numberReturned": {count}}}\n'.encode(),
    )


def geojsonseq(session: Session, export: Export) -> Stream:
    """Return a sequence of features, each after a record separator."""
    return Stream(rows=_features(export, _RECORD_SEPARATOR), tail=_line_break)


def _line_break(count: int) -> bytes:
    return b"\n" if count else b""


def _system(export: Export) -> dict[str, Any]:
    if export.crs.is_wgs84:
        return {}
    name = f"urn:ogc:def:crs:EPSG::{export.crs.code}"
    return {"crs": {"type": "name", "properties": {"name": name}}}


def _features(export: Export, before: str = "") -> Select[Any]:
    """Return the query for the text of each feature."""
    rows = chosen_rows(export)
    listed = [rows.c[name] for name in export.properties]
    about = select(*listed).correlate(rows).lateral("properties")
    geometry = func.st_asgeojson(rows.c.place, export.crs.decimals, _NO_CRS_IN_GEOMETRY)
    feature = func.concat(
        before + '{"type":"Feature","id":',
        rows.c.id,
        ',"geometry":',
        func.coalesce(geometry, literal("null")),
        ',"properties":',
        func.row_to_json(about.table_valued()) if listed else "{}",
        "}",
    )
    return lines(rows, feature, source=rows.join(about, true()) if listed else None)
