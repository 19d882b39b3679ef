"""`geoservice db`: the database's life."""

import click

from geoservice.cli.console import say
from geoservice.config import Settings
from geoservice.store import schema
from geoservice.store.database import open_database


@click.group()
def db() -> None:
    """Create, upgrade, back up, restore and look at the database."""


@db.command()
def init() -> None:
    """Make the tables; on the embedded cluster, the cluster and the database too."""
    _upgrade()


@db.command()
def upgrade() -> None:
    """Bring the tables, functions and views to this program's version."""
    _upgrade()


def _upgrade() -> None:
    database = open_database(Settings.from_environment())
    status = schema.upgrade(database)
    say("The database has schema {revision}.", revision=status.revision)
