"""The two ways an export leaves: as a text while it is read, or as a file once it is whole."""

import errno
import importlib
import logging
import os
import re
import shutil
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from geoservice.errors import InputError, UnavailableError
from geoservice.publish.exports.csv import csv
from geoservice.publish.exports.drafts import Draft
from geoservice.publish.exports.dxf import dxf
from geoservice.publish.exports.geojson import geojson, geojsonseq
from geoservice.publish.exports.gpx import gpx
from geoservice.publish.exports.kml import kml
from geoservice.publish.exports.lateness import lateness_told
from geoservice.publish.exports.rows import Export
from geoservice.publish.exports.streams import Stream, Tell, nobody, write_stream
from geoservice.store.database_failures import sqlstate

log = logging.getLogger(__name__)

_STREAMS: dict[str, Callable[[Session, Export], Stream]] = {
    "geojson": geojson,
    "geojsonseq": geojsonseq,
    "csv": csv,
    "kml": kml,
    "gpx": gpx,
    "dxf": dxf,
}
# Loaded by whoever asks: Arrow alone takes 60 MB in every process.
_FILES = {
    "gpkg": "gdal",
    "fgb": "gdal",
    "shp": "shapefile",
    "parquet": "geoparquet",
    "xlsx": "workbook",
    "pmtiles": "tile_archive",
}
# How GDAL and SQLite say that nothing more can be written.
_NO_ROOM = re.compile("disk|space left|I/O|too large|quota", re.IGNORECASE)
_INTERNAL_ERROR = "XX000"  # how PostGIS says that PROJ could not
_SPARE_BYTES = 1 << 20  # with less than that left nobody knows whether the last bytes were written


def stream(session: Session, export: Export, tell: Tell = nobody) -> Generator[bytes, None, None]:
    """Yield the bytes of a streamed format."""
    with failures_told(export):
        yield from write_stream(session, _STREAMS[export.asked.format.id](session, export), tell)


def write_file(draft: Draft) -> None:
    """Write an export in whatever format into the file of a draft.

    UnavailableError where it cannot be written, as on a full disk.
    """
    form = draft.export.asked.format
    with failures_told(draft.export), _writing_told(draft):
        if form.streamed:
            with draft.path.open("wb") as file:
                file.writelines(stream(draft.session, draft.export, draft.tell))
        else:
            module = importlib.import_module(f"{__package__}.{_FILES[form.id]}")
            getattr(module, f"write_{form.id}")(draft)
        if shutil.disk_usage(draft.path.parent).free < _SPARE_BYTES:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@contextmanager
def _writing_told(draft: Draft) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno is None and not _NO_ROOM.search(str(error)):
            raise
        log.info("%s cannot be written: %s", draft.path, error)
        raise UnavailableError(
            "The file cannot be written; the disk may be full. Free some space, or ask for less."
        ) from error


@contextmanager
def failures_told(export: Export) -> Iterator[None]:
    """Tell what went too long and what cannot be reckoned from a failure of the database."""
    with lateness_told():
        try:
            yield
        except DBAPIError as error:
            if export.transform is not None and sqlstate(error) == _INTERNAL_ERROR:
                raise InputError(
                    "Some of these features cannot be put into {crs}; take another coordinate "
                    "system, or a bbox within its reach.",
                    crs=export.crs.short,
                ) from error
            raise
