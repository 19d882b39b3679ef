"""Bring data in."""

import click

from geoservice.cli.commands import Commands


@click.group(
    "import",
    cls=Commands,
    places={
        "osm": "geoservice.cli.import_osm:osm",
        "spaces": "geoservice.cli.import_tables:spaces",
        "districts": "geoservice.cli.import_tables:districts",
        "population": "geoservice.cli.import_tables:population",
    },
)
def import_() -> None:
    """Bring data in."""
