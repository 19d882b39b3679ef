"""`geoservice export`: a collection, filtered as on the web, into a file of any format."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import click

from geoservice.cli.console import progress, say
from geoservice.cli.files import drafting
from geoservice.cli.work import working_database
from geoservice.config import Settings
from geoservice.errors import InputError
from geoservice.intake.progress import Report
from geoservice.publish.collections import find_collection
from geoservice.publish.exports.asked import AskedExport, export_parameters, parse_export
from geoservice.publish.exports.drafts import Draft
from geoservice.publish.exports.formats import format_of
from geoservice.publish.exports.rows import count_rows, prepare
from geoservice.publish.exports.streams import Tell
from geoservice.publish.exports.writing import failures_told, write_file
from geoservice.publish.features import read_version
from geoservice.publish.happening import with_interval
from geoservice.publish.opening import KnownHours, with_open_hours
from geoservice.publish.values import shown
from geoservice.store.catalog import Collection
from geoservice.store.copy_out import begin_reading
from geoservice.store.database import Database


@click.command("export")
@click.argument("collection")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--city", metavar="SLUG", help="Only what belongs to this city.")
@click.option("--filter", "filter_", metavar="CQL2", help="kind = 'library' AND capacity > 50")
@click.option("--bbox", metavar="W,S,E,N", help="Only what lies in this box, in degrees.")
@click.option("--where", multiple=True, metavar="NAME=VALUE", help="kind=library; again for more.")
@click.option("--crs", metavar="EPSG:CODE", help="The coordinate system: EPSG:32647.")
@click.option("--properties", metavar="A,B", help="Only these properties, besides the id.")
@click.option("--bom", is_flag=True, help="Begin a CSV so that Excel knows it is UTF-8.")
def export(
    collection: str, file: Path, where: tuple[str, ...], bom: bool, **options: str | None
) -> None:
    """Write the features of COLLECTION to FILE, in the format of its ending: whole or not at all.

    .geojson .geojsonl .csv .xlsx .gpkg .fgb .parquet .kml .gpx .dxf .shp.zip .pmtiles
    """
    asked = _asked(find_collection(collection), file, where, bom=bom, options=options)
    if not file.absolute().parent.is_dir():
        raise InputError("There is no folder {folder}.", folder=file.absolute().parent)
    with working_database() as database:
        count = _write(database, asked, file)
    say("{count} features are written to {file}.", count=f"{count:,}", file=file)


def _asked(
    collection: Collection,
    file: Path,
    where: Iterable[str],
    *,
    bom: bool,
    options: dict[str, str | None],
) -> AskedExport:
    arguments = {name.rstrip("_"): text for name, text in options.items() if text is not None}
    arguments["bom"] = "true" if bom else "false"
    for pair in where:
        name, equals, value = pair.partition("=")
        if not equals or name not in export_parameters(collection):
            raise InputError(
                "--where is '{value}' but must be NAME=VALUE with one of: {known}.",
                value=shown(pair),
                known=", ".join(export_parameters(collection)),
            )
        arguments[name] = value
    return parse_export(collection, format_of(file), arguments)


def _write(database: Database, asked: AskedExport, file: Path) -> int:
    """Write the file from one moment of the database; return how many features there were."""
    if asked.asked.open_at:
        asked = replace(asked, asked=with_open_hours(database, KnownHours(), asked.asked))
    if asked.interval:
        happening = with_interval(database, asked.collection, asked.asked, asked.interval)
        asked = replace(asked, asked=happening)
    timeout = Settings.from_environment().export_timeout_ms
    with database.reading() as session, drafting(file) as path, progress() as report:
        begin_reading(session, timeout_ms=timeout)
        version = read_version(session, asked.collection, asked.asked.bbox)
        wanted = prepare(session, asked, version)
        with failures_told(wanted):
            total = count_rows(session, wanted, placed=not asked.format.placeless)
        told = _telling(report, total if asked.format.id != "pmtiles" else None)
        write_file(Draft(session, wanted, path, told))
    return total


def _telling(report: Report, total: int | None) -> Tell:
    return lambda done: report("Writing the features", done, total)
