"""GeoParquet 1.1 (https://geoparquet.org): WKB in a Parquet table, arrays as lists."""

import json
from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from geoservice.publish.exports.batches import GEOMETRY, Shape, record_batches, table_of
from geoservice.publish.exports.drafts import Draft
from geoservice.publish.exports.rows import Export, chosen_rows

_VERSION = "1.1.0"
_GROUP_ROWS = 20_000  # read as one: large enough to be quick, small enough to hold


def write_parquet(draft: Draft) -> None:
    """Write the table, what its columns mean in its schema."""
    export = draft.export
    table = table_of(export, Shape(lists=True))
    described = [_described(each) for each in table.schema]
    told = {**export.about.facts(), "geo": json.dumps(_geo(draft.session, export))}
    schema = pa.schema(described, metadata=told)
    batches = record_batches(draft.session, table, draft.tell)
    with pq.ParquetWriter(draft.path, schema, compression="zstd", version="2.6") as file:
        for group in _groups(batches):
            file.write_table(pa.Table.from_batches(group, table.schema).cast(schema))


def _described(column: pa.Field) -> pa.Field:
    told = {
        key.decode().removeprefix("GDAL:OGR:"): value
        for key, value in (column.metadata or {}).items()
        if not key.endswith(b"width")
    }
    names = {"alternative_name": "title", "comment": "unit"}
    return column.with_metadata({names[key]: value for key, value in told.items()})


def _groups(batches: Iterator[pa.RecordBatch]) -> Iterator[list[pa.RecordBatch]]:
    """Yield batches gathered into groups of rows."""
    group: list[pa.RecordBatch] = []
    for batch in batches:
        group.append(batch)
        if sum(each.num_rows for each in group) >= _GROUP_ROWS:
            yield group
            group = []
    yield group


def _geo(session: Session, export: Export) -> dict[str, Any]:
    """Return the metadata; without `crs` a column is in longitude and latitude (OGC:CRS84)."""
    column: dict[str, Any] = {"encoding": "WKB", "geometry_types": _geometry_types(export)}
    if not export.crs.is_wgs84:
        column["crs"] = export.crs.definition.to_json_dict()
    box = _box(session, export)
    if box:
        column["bbox"] = box
    return {"version": _VERSION, "primary_column": GEOMETRY, "columns": {GEOMETRY: column}}


def _geometry_types(export: Export) -> list[str]:
    return [export.asked.collection.geometry]


def _box(session: Session, export: Export) -> list[float] | None:
    rows = chosen_rows(export, placed=True)
    extent = func.st_extent(rows.c.place)
    edges = (func.st_xmin, func.st_ymin, func.st_xmax, func.st_ymax)
    box = session.execute(select(*(edge(extent) for edge in edges)).select_from(rows)).one()
    return None if box[0] is None else [float(edge) for edge in box]
