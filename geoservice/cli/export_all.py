"""`geoservice export-all`: everything as files in a folder, for a timer to run each day."""

import itertools
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click
from sqlalchemy.exc import DBAPIError

from geoservice.cli.console import say, say_failure
from geoservice.cli.files import drafting
from geoservice.cli.work import working_database
from geoservice.config import Settings
from geoservice.ecology.candidates import read_city
from geoservice.errors import GeoserviceError, UnavailableError
from geoservice.publish.catalogue import read_places
from geoservice.publish.exports.asked import AskedExport, parse_export
from geoservice.publish.exports.drafts import Draft
from geoservice.publish.exports.fields import can_hold
from geoservice.publish.exports.formats import ANY, FORMATS
from geoservice.publish.exports.names import file_name
from geoservice.publish.exports.rows import prepare
from geoservice.publish.exports.series import kept_versions
from geoservice.publish.exports.writing import write_file
from geoservice.publish.features import read_version
from geoservice.store.catalog import COLLECTIONS
from geoservice.store.copy_out import begin_reading
from geoservice.store.database import Database
from geoservice.store.database_failures import explain


@click.command("export-all")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--city", "cities", multiple=True, metavar="SLUG", help="Only this; again for more.")
@click.option("--collection", "collections", multiple=True, type=click.Choice(list(COLLECTIONS)),
              help="Only this; again for more.")  # fmt: skip
@click.option("--format", "formats", multiple=True, type=click.Choice(list(FORMATS)),
              help="Only this; again for more.")  # fmt: skip
@click.option("--crs", metavar="EPSG:CODE", help="The coordinate system, where a format has any.")
@click.option("--keep", type=click.IntRange(min=1), metavar="N",
              help="Remove all but the N newest versions of each file.")  # fmt: skip
def export_all(folder: Path, keep: int | None, **chosen: Any) -> None:
    """Write every collection of every city to FOLDER, in every format that can hold it.

    A file is named by the date and the version of its data, and whole or not there at all; what
    has not changed since it was written is not written again.
    """
    _make(folder)
    with working_database() as database:
        wanted = list(_wanted(database, **chosen))
        outcomes = [_settle(database, each, folder, keep) for each in wanted]
    say(
        "{written} files are written to {folder}; {same} are as they were.",
        written=f"{outcomes.count(True):,}",
        same=f"{outcomes.count(False):,}",
        folder=folder,
    )
    if None in outcomes:
        raise UnavailableError(
            "{count} files could not be written; the reasons stand above.",
            count=outcomes.count(None),
        )


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnavailableError(
            "{file} cannot be written: {reason}", file=folder, reason=error.strerror
        ) from error


def _wanted(
    database: Database,
    *,
    cities: Sequence[str],
    collections: Sequence[str],
    formats: Sequence[str],
    crs: str | None,
) -> Iterator[AskedExport]:
    """Yield an export for each city that has something of a collection, and each format."""
    forms = [FORMATS[each] for each in formats or FORMATS]
    with database.reading() as session:
        for slug in cities:
            read_city(session, slug)  # says which there are
        chosen = [COLLECTIONS[each] for each in collections or COLLECTIONS]
        places = [(each, read_places(session, each)) for each in chosen]
    for (collection, here), form in itertools.product(places, forms):
        system = {"crs": crs} if crs and form.systems == ANY else {}
        for place in here if can_hold(form, collection) else ():
            if not cities or place.slug in cities:
                yield parse_export(collection, form, {"city": place.slug, **system})


def _settle(database: Database, asked: AskedExport, folder: Path, keep: int | None) -> bool | None:
    """Write a file; return whether it had to be written, None where it could not be."""
    try:
        return _write(database, asked, folder, keep)
    except GeoserviceError as error:
        say_failure(error)
    except DBAPIError as error:
        say_failure(explain(error))
    return None


def _write(database: Database, asked: AskedExport, folder: Path, keep: int | None) -> bool:
    """Write a file from one moment of the database, unless that version is there."""
    timeout = Settings.from_environment().export_timeout_ms
    with database.reading() as session:
        begin_reading(session, timeout_ms=timeout)
        version = read_version(session, asked.collection)
        file = folder / file_name(asked, version)
        is_new = not file.exists()
        if is_new:
            with drafting(file) as path:
                write_file(Draft(session, prepare(session, asked, version), path))
            say("{file} is written.", file=file.name)
    if keep is not None:
        for old in kept_versions(file, version)[keep:]:
            old.unlink(missing_ok=True)
    return is_new
