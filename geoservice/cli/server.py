"""`geoservice up` and `geoservice serve`."""

import click


@click.command()
def up() -> None:
    """Start everything: embedded PostGIS, the sample city if empty, the web server."""


@click.command()
def serve() -> None:
    """Serve with gunicorn."""
