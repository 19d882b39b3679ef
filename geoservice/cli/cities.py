"""Cities, the unit of work."""

import click


@click.group("cities")
def cities() -> None:
    """Cities, the unit of work."""
