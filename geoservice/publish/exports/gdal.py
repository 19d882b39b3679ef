"""GeoPackage and FlatGeobuf, written by GDAL from a stream of record batches."""

import sqlite3
import warnings
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyogrio

from geoservice.publish.exports.batches import GEOMETRY, Shape, record_batches, table_of
from geoservice.publish.exports.drafts import Draft
from geoservice.publish.exports.rows import Export, count_rows


@dataclass(frozen=True)
class Driver:
    """A driver of GDAL, what it is told, and how it wants its columns."""

    name: str
    options: Mapping[str, str] = field(default_factory=dict)
    metadata: Mapping[str, str] = field(default_factory=dict)
    encoding: str | None = None
    shape: Shape = field(default_factory=Shape)


def write_gpkg(draft: Draft) -> None:
    """Write a GeoPackage; ids are feature ids, titles and units are described in it."""
    about = draft.export.about
    options = {
        "FID": "id",
        "GEOMETRY_NAME": "geom",
        "IDENTIFIER": about.title,
        "DESCRIPTION": f"{about.description} {about.credit}".strip(),
    }
    write_with(draft, Driver("GPKG", options, metadata=about.facts()))
    _set_date(draft.path, about.changed_at.strftime("%Y-%m-%dT%H:%M:%S.000Z"))


def _set_date(path: Path, date: str) -> None:
    """Say when the data changed, not when it was asked for: equal data gives equal bytes."""
    with closing(sqlite3.connect(path)) as package, package:
        package.execute("UPDATE gpkg_contents SET last_change = ?", (date,))
        package.execute("UPDATE gpkg_metadata_reference SET timestamp = ?", (date,))


def write_fgb(draft: Draft) -> None:
    """Write a FlatGeobuf with title and description in its head.

    It has a spatial index where every feature has a place: the index knows no other.
    """
    about = draft.export.about
    every = count_rows(draft.session, draft.export)
    placed = count_rows(draft.session, draft.export, placed=True)
    options = {
        "TITLE": about.title,
        "DESCRIPTION": f"{about.description} {about.credit}".strip(),
        "SPATIAL_INDEX": "YES" if placed == every else "NO",
        "TEMPORARY_DIR": str(draft.path.parent),
    }
    write_with(draft, Driver("FlatGeobuf", options))
    _check_whole(draft.path, every)


def _check_whole(path: Path, count: int) -> None:
    """Raise OSError for a file that is not as long as it should be, which GDAL does not tell."""
    try:
        with pyogrio.open_arrow(path, columns=[], read_geometry=False, return_fids=True) as (
            _,
            reader,
        ):
            found = sum(batch.num_rows for batch in pa.RecordBatchReader.from_stream(reader))
    except RuntimeError as error:
        raise OSError(str(error)) from error
    if found != count:
        raise OSError(f"{found} of {count} features")


def write_with(draft: Draft, driver: Driver) -> None:
    """Write the features with a driver of GDAL.

    A failure of the database comes through as it is, not as Arrow or GDAL tell it.
    """
    table = table_of(draft.export, driver.shape)
    failures: list[Exception] = []

    def batches() -> Iterator[pa.RecordBatch]:
        try:
            yield from record_batches(draft.session, table, draft.tell)
        except Exception as failure:
            failures.append(failure)
            raise

    reader = pa.RecordBatchReader.from_batches(table.schema, batches())
    try:
        _write(reader, draft, driver)
    except Exception:
        if failures:
            raise failures[0] from None
        raise


def _write(reader: Any, draft: Draft, driver: Driver) -> None:
    collection = draft.export.asked.collection
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # what is cut short is said beside it
        pyogrio.write_arrow(
            reader,
            draft.path,
            layer=collection.id,
            driver=driver.name,
            geometry_name=GEOMETRY,
            geometry_type=collection.geometry,
            crs=_system(draft.export),
            encoding=driver.encoding,
            dataset_metadata=dict(driver.metadata) or None,
            layer_options=dict(driver.options),
        )


def _system(export: Export) -> str:
    return f"EPSG:{export.crs.code or 4326}"
