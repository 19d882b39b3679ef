"""`geoservice import spaces | districts | population`: tables into a city."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from geoservice.cli.console import say
from geoservice.cli.counts import print_counts, print_offers, word
from geoservice.cli.work import importing
from geoservice.intake.columns import Columns
from geoservice.intake.districts import DistrictImport, import_districts
from geoservice.intake.population import PopulationImport, import_population
from geoservice.intake.spaces import SpaceImport, Verdict, import_spaces, row_outcomes
from geoservice.intake.tables import TableOptions
from geoservice.language import shell_language

Command = Callable[..., None]
_file = click.argument("file", type=click.Path(path_type=Path))
_city = click.option("--city", required=True, metavar="SLUG", help="The city to bring it into.")
_source = click.option("--source", help="The name its rows are kept under; default: the file's.")
_given = click.option(
    "--map",
    "given",
    multiple=True,
    metavar="COLUMN=FIELD",
    help="Which column fills which field, where its name does not say so. Again for more.",
)
_reading = (
    click.option("--crs", help="The coordinate system of its coordinates, e.g. EPSG:32647."),
    click.option("--lon", metavar="COLUMN", help="The column of longitudes (or of eastings)."),
    click.option("--lat", metavar="COLUMN", help="The column of latitudes (or of northings)."),
    click.option("--layer", help="The layer of a GeoPackage, the sheet of a workbook."),
    click.option("--encoding", help="The encoding of a text file, where it is not recognised."),
)


def _reads_a_table(command: Command) -> Command:
    for option in reversed(_reading):
        command = option(command)
    return command


def _table_options(options: dict[str, Any]) -> TableOptions:
    return TableOptions(
        **{name: options.pop(name) for name in ("crs", "lon", "lat", "layer", "encoding")}
    )


@click.command("spaces")
@_file
@_city
@click.option("--kind", help="What all rows are (temple, library, …); default: as a column says.")
@_source
@_given
@_reads_a_table
@click.option("--without-place", is_flag=True, help="Take rows without coordinates in, too.")
@click.option("--check", is_flag=True, help="Only say, row by row, what the import would do.")
def spaces(file: Path, check: bool, **options: Any) -> None:
    """Bring learning spaces in from FILE: CSV, XLSX, GeoJSON, GeoPackage and others.

    Again updates in place: what a curator edited stays, what vanished from FILE becomes hidden.
    """
    how = SpaceImport(options=_table_options(options), **options)
    verdicts: list[Verdict] = []
    heard = {"heard": verdicts.append} if check else {}
    with importing() as (session, report):
        result = import_spaces(session, file, how, report=report, **heard)
        if check:
            _print_verdicts(verdicts, row_outcomes(session))
            session.rollback()
    _print_columns(result.columns)
    print_counts({"Spaces": result.counts})
    print_offers(result.duplicates, city=how.city)
    if check:
        say("This was a check: nothing was written.")


@click.command("districts")
@_file
@_city
@click.option("--level", required=True, help="What they are: province, amphoe or tambon.")
@click.option("--code", metavar="COLUMN", help="The column of codes, e.g. ADM3_PCODE.")
@click.option("--name-th", metavar="COLUMN", help="The column of Thai names, e.g. ADM3_TH.")
@click.option("--name-en", metavar="COLUMN", help="The column of English names, e.g. ADM3_EN.")
@_source
@_reads_a_table
def districts(file: Path, **options: Any) -> None:
    """Bring the districts of one level in from FILE, those that lie in the city.

    Again updates in place. What FILE does not have becomes hidden at that level.
    """
    how = DistrictImport(options=_table_options(options), **options)
    with importing() as (session, report):
        counts = import_districts(session, file, how, report=report)
    print_counts({"Districts": counts})


@click.command("population")
@_file
@_city
@click.option("--year", help="The year of the figures, 2021 or 2564; default: as FILE says.")
@click.option("--by", help="Whether they go by 'code' of districts or by 'place'.")
@_source
@_given
@_reads_a_table
def population(file: Path, **options: Any) -> None:
    """Bring figures of people in from FILE: by district code, or by cell or point.

    FILE is a table (CSV, XLSX, GeoJSON, GeoPackage) or a GeoTIFF. The same source and year again
    updates in place.
    """
    how = PopulationImport(options=_table_options(options), **options)
    with importing() as (session, report):
        counts = import_population(session, file, how, report=report)
    print_counts({"Population": counts})


def _print_verdicts(verdicts: list[Verdict], outcomes: dict[str, str]) -> None:
    for verdict in verdicts:
        if verdict.error is not None:
            what = f"{word('refused')}: {verdict.error.text(shell_language())}"
        else:
            what = word(outcomes.get(verdict.source_id or "", "unchanged"))
        click.echo(f"{verdict.number}\t{verdict.name}\t{what}")


def _print_columns(columns: Columns) -> None:
    read = ", ".join(f"{column} → {field}" for field, column in columns.by_field.items())
    say("Columns read: {columns}.", columns=read)
    if columns.unused:
        say("Columns not read: {columns}.", columns=", ".join(columns.unused))
