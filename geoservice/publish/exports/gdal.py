"""GeoPackage and FlatGeobuf, written by GDAL from a stream of record batches.

GDAL runs in a process of its own, see `gdal_writer.py`.
"""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import pyarrow as pa

from geoservice.publish.exports.batches import GEOMETRY, Shape, Table, record_batches, table_of
from geoservice.publish.exports.drafts import Draft
from geoservice.publish.exports.rows import count_rows

_WRITER = Path(__file__).with_name("gdal_writer.py")


@dataclass(frozen=True)
class Driver:
    """A driver of GDAL, what it is told, and how it wants its columns.

    `count` is how many features must be found in the file; None where GDAL is sure of them.
    """

    name: str
    options: Mapping[str, str] = field(default_factory=dict)
    metadata: Mapping[str, str] = field(default_factory=dict)
    encoding: str | None = None
    shape: Shape = field(default_factory=Shape)
    count: int | None = None


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
    write_with(draft, Driver("FlatGeobuf", options, count=every))


def write_with(draft: Draft, driver: Driver) -> None:
    """Write the features with a driver of GDAL; OSError says in its words why that failed."""
    table = table_of(draft.export, driver.shape)
    command = [sys.executable, "-P", str(_WRITER), json.dumps(_told(draft, driver))]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdin is not None  # noqa: S101  (asked for above)
        assert process.stderr is not None  # noqa: S101
        try:
            _feed(process.stdin, table, draft)
        except BaseException:
            process.kill()
            raise
        said = process.stderr.read().decode(errors="replace")
    if process.returncode:
        raise OSError(said.strip() or f"GDAL ended with {process.returncode}")


def _feed(pipe: IO[bytes], table: Table, draft: Draft) -> None:
    """Send every batch; one that ends early says itself why."""
    batches = record_batches(draft.session, table, draft.tell)
    with suppress(BrokenPipeError), closing(batches), pipe, _ipc(pipe, table) as stream:
        for batch in batches:
            stream.write_batch(batch)


def _ipc(pipe: IO[bytes], table: Table) -> Any:
    return pa.ipc.new_stream(pipe, table.schema)


def _told(draft: Draft, driver: Driver) -> dict[str, Any]:
    """Return the arguments of pyogrio, and how many features must be there afterwards."""
    collection, crs = draft.export.asked.collection, draft.export.crs
    return {
        "path": str(draft.path),
        "layer": collection.id,
        "driver": driver.name,
        "geometry_name": GEOMETRY,
        "geometry_type": collection.geometry,
        "crs": f"EPSG:{crs.code or 4326}",
        "encoding": driver.encoding,
        "dataset_metadata": dict(driver.metadata) or None,
        "layer_options": dict(driver.options),
        "count": driver.count,
    }
