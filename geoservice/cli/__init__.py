"""The same abilities from the shell. Only this package prints."""

import sys

import click
from sqlalchemy.exc import DBAPIError

from geoservice.cli.commands import Commands
from geoservice.cli.console import say_failure
from geoservice.errors import GeoserviceError
from geoservice.store.database_failures import explain

COMMANDS = {
    "account": "geoservice.cli.accounts:account",
    "cities": "geoservice.cli.cities:cities",
    "coverage": "geoservice.cli.coverage:coverage",
    "db": "geoservice.cli.db:db",
    "duplicates": "geoservice.cli.duplicates:duplicates",
    "evidence": "geoservice.cli.evidence:evidence",
    "export": "geoservice.cli.export:export",
    "export-all": "geoservice.cli.export_all:export_all",
    "import": "geoservice.cli.imports:import_",
    "map": "geoservice.cli.drawing:draw",
    "report": "geoservice.cli.report:report",
    "serve": "geoservice.cli.server:serve",
    "token": "geoservice.cli.tokens:token",
    "up": "geoservice.cli.server:up",
    "walk": "geoservice.cli.walk:walk",
}


@click.group(
    cls=Commands, places=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(package_name="geoservice")
def cli() -> None:
    """Run the map on which a city learns · แผนที่ที่เมืองใช้เรียนรู้."""


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
