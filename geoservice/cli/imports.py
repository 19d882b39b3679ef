"""Bring data in."""

import click

from geoservice.cli.import_osm import osm
from geoservice.cli.import_tables import districts, population, spaces


@click.group("import")
def import_() -> None:
    """Bring data in."""


import_.add_command(osm)
import_.add_command(spaces)
import_.add_command(districts)
import_.add_command(population)
