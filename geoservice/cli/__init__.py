"""The same abilities from the shell. Only this package prints."""

import sys

import click
from sqlalchemy.exc import DBAPIError

from geoservice.cli import (
    accounts,
    cities,
    coverage,
    db,
    drawing,
    duplicates,
    evidence,
    export,
    export_all,
    imports,
    report,
    server,
    snapshots,
    tokens,
    walk,
)
from geoservice.cli.console import say_failure
from geoservice.errors import GeoserviceError
from geoservice.store.database_failures import explain


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="geoservice")
def cli() -> None:
    """Run the map on which a city learns · แผนที่ที่เมืองใช้เรียนรู้."""


cli.add_command(db.db)
cli.add_command(cities.cities)
cli.add_command(imports.import_)
cli.add_command(duplicates.duplicates)
cli.add_command(export.export)
cli.add_command(export_all.export_all)
cli.add_command(drawing.draw)
cli.add_command(walk.walk)
cli.add_command(coverage.coverage)
coverage.coverage.add_command(snapshots.snapshot)
coverage.coverage.add_command(snapshots.changes)
cli.add_command(report.report)
cli.add_command(evidence.evidence)
cli.add_command(accounts.account)
cli.add_command(tokens.token)
cli.add_command(server.up)
cli.add_command(server.serve)


def main() -> None:
    """Run the command line; a failure a person can act on is one line and exit code 1."""
    try:
        cli()
    except GeoserviceError as error:
        say_failure(error)
        sys.exit(1)
    except DBAPIError as error:
        say_failure(explain(error))
        sys.exit(1)
