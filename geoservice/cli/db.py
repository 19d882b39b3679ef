"""`geoservice db`: the database's life."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from geoservice.cli.console import out, say
from geoservice.config import Settings
from geoservice.store import backup as backups
from geoservice.store import cluster as embedded
from geoservice.store import schema
from geoservice.store.audit import SHELL, Write, file_sum, record_write
from geoservice.store.database import Database, check_connection, open_database
from geoservice.store.overview import Overview, look_over

_file = click.argument("file", type=click.Path(dir_okay=False, path_type=Path))


@click.group()
def db() -> None:
    """Create, upgrade, back up, restore and look at the database."""


@db.command()
def init() -> None:
    """Make the tables; without GEOSERVICE_DATABASE_URL the cluster and the database too."""
    _upgrade()


@db.command()
def upgrade() -> None:
    """Bring the tables, functions and views to this program's version."""
    _upgrade()


def _upgrade() -> None:
    with _database() as database:
        status = schema.upgrade(database)
    say("The database is ready, with schema {revision}.", revision=status.revision)


@db.command()
@_file
@click.option("--force", is_flag=True, help="Replace FILE where it is there.")
def backup(file: Path, force: bool) -> None:
    """Write all cities, with all that people did in them, to FILE."""
    with _database() as database:
        made = backups.backup(database, file, replace=force)
    say(
        "Backed up to {path}: {size}, schema {revision}.",
        path=made.path,
        size=_size(made.size_bytes),
        revision=made.revision,
    )


@db.command()
@_file
@click.option("--replace", is_flag=True, help="Give up the cities that are in the database.")
def restore(file: Path, replace: bool) -> None:
    """Fill the database from the backup FILE, in one transaction."""
    with _database() as database:
        restored = backups.restore(database, file, replace=replace)
        _write_down(database, file)
    say(
        "Restored {rows} rows of schema {revision} from {path}; the database has schema {newest}.",
        rows=f"{sum(restored.rows.values()):,}",
        revision=restored.revision,
        path=file,
        newest=restored.newest,
    )


def _write_down(database: Database, file: Path) -> None:
    """Let the trail tell that all before it came out of a backup."""
    with database.writing() as session:
        told = {"file": file.name, "sha256": file_sum(file)}
        record_write(session, Write(SHELL, "restore", "database", after=told))


@db.command()
def status() -> None:
    """Say where the database is, whether it runs, its versions, and what is in it."""
    settings = Settings.from_environment()
    if not settings.database_url and not _say_cluster(settings):
        return
    with _database(start=False) as database:
        if settings.database_url:
            say("Database: {url}", url=_shown(database))
        with database.owner.connect() as connection:
            _say_overview(look_over(connection))


@db.command()
def stop() -> None:
    """Stop the embedded server; the next command that needs it starts it again."""
    settings = Settings.from_environment()
    if settings.database_url:
        say("GEOSERVICE_DATABASE_URL names a server that is not ours to stop.")
    elif embedded.stop(embedded.find_cluster(settings.home)):
        say("The embedded server of {home} is stopped.", home=settings.home)
    else:
        say("No embedded server of {home} is running.", home=settings.home)


@contextmanager
def _database(*, start: bool = True) -> Iterator[Database]:
    database = open_database(Settings.from_environment(), start=start)
    try:
        check_connection(database)
        yield database
    finally:
        database.close()


def _say_cluster(settings: Settings) -> bool:
    """Say how the embedded cluster is; return whether one can look into it."""
    cluster = embedded.status(embedded.find_cluster(settings.home))
    if not cluster.created:
        say(
            "There is no database in {home} yet; make it with: geoservice db init",
            home=settings.home,
        )
    elif cluster.pid is None:
        say(
            "Cluster: {data}, PostgreSQL {version}, not running",
            data=cluster.data,
            version=cluster.version,
        )
    else:
        say("Cluster: {data}, running with pid {pid}", data=cluster.data, pid=cluster.pid)
    return cluster.pid is not None


def _say_overview(overview: Overview) -> None:
    say(
        "Versions: PostgreSQL {postgresql}, PostGIS {postgis}",
        postgresql=overview.postgresql,
        postgis=overview.postgis or "-",
    )
    if overview.schema.current:
        say("Schema: {revision}, the newest", revision=overview.schema.revision)
    else:
        say(
            "Schema: {revision}, the newest is {newest}; upgrade it with: geoservice db upgrade",
            revision=overview.schema.revision or "-",
            newest=overview.schema.newest,
        )
    say("Size: {size}", size=_size(overview.size_bytes))
    filled = {name: rows for name, rows in overview.rows.items() if rows}
    rows = ", ".join(f"{name} {number:,}" for name, number in sorted(filled.items()))
    say("Rows: {rows}", rows=rows or "-")
    say("Cities: {number}", number=len(overview.cities))
    for slug, name_th, name_en in overview.cities:
        out.print(f"  {slug}  {name_th}  {name_en}", markup=False)


def _shown(database: Database) -> str:
    return database.owner.url.set(drivername="postgresql", query={}).render_as_string()


def _size(number: int) -> str:
    return f"{number / 1_000_000:,.1f} MB"
