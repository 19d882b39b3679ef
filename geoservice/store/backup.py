"""Backup to one file and restore from it: the data of our tables, in pg_dump's custom format.

Tables, functions and views are not in it: they come from the migrations of the schema that the
backup names, and are then brought to the newest. Of a backup only rows and counters are taken,
never SQL, so a file from a stranger can fill tables but run nothing.
"""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from psycopg2 import DataError, IntegrityError, ProgrammingError
from sqlalchemy import Connection, text

from geoservice.errors import ConflictError, InputError, UnavailableError
from geoservice.store import archive, schema
from geoservice.store.database import Database
from geoservice.store.models import Base
from geoservice.store.programs import find_programs

_VERSIONS = "alembic_version"
_CHUNK_BYTES = 1 << 18
_DUMP = ("--format=custom", "--data-only", "--encoding=UTF8", "--no-password")


@dataclass(frozen=True)
class Backup:
    """A backup that was written: where, how large, of which schema."""

    path: Path
    size_bytes: int
    revision: str


@dataclass(frozen=True)
class Restored:
    """What a backup brought: rows by table, the schema it had and the one it has now."""

    rows: dict[str, int]
    revision: str
    newest: str


def backup(database: Database, path: Path, *, replace: bool = False) -> Backup:
    """Write all rows of our tables, as they are at this moment, to `path`.

    It is written beside `path` and moved there when whole, so that a broken backup never takes a
    good one's place. Raises ConflictError where `path` holds something and not `replace`.
    """
    if not replace and path.exists() and path.stat().st_size:
        raise ConflictError(
            "{path} exists already; choose another name, or replace it with --force.", path=path
        )
    with database.owner.connect() as connection:
        status = schema.schema_status(connection)
        schema.refuse_newer(status.revision)
        if status.revision is None:
            raise ConflictError("The database is empty; there is nothing to back up.")
        program = _program("pg_dump", connection)
    part = path.with_name(path.name + ".part")
    try:
        with _made_private(part) as file:
            # an older schema may lack some of our tables, the newest must have all
            _dump(database, program, file, *(("--strict-names",) if status.current else ()))
        part.replace(path)
    except OSError as error:
        raise _cannot_write(path, error) from error
    finally:
        part.unlink(missing_ok=True)
    return Backup(path=path, size_bytes=path.stat().st_size, revision=status.revision)


def restore(database: Database, path: Path, *, replace: bool = False) -> Restored:
    """Fill the database with the rows of a backup, and bring it to the newest schema.

    One transaction: it ends restored or as it was. Raises InputError for a file that is no whole
    backup, ConflictError for one of a newer schema, or where the database has cities and not
    `replace`.
    """
    with database.owner.begin() as connection:
        revision = _revision_of(path, _program("pg_restore", connection))
        _refuse_to_lose_cities(connection, replace=replace)
        _keep_versions(connection)
        tables = schema.remake_tables(connection, revision=revision)
        try:
            rows = _load(connection, path, tables)
        except (DataError, IntegrityError, ProgrammingError) as error:  # they do not fit
            raise archive.broken(path, str(error).strip().splitlines()[0]) from error
        newest = schema.upgrade_within(connection).newest
        _bump_everything(connection)
    return Restored(rows=rows, revision=revision, newest=newest)


def _program(name: str, connection: Connection) -> Path:
    """Return a program of the server's own version, or the newest here."""
    number = int(connection.scalar(text("SHOW server_version_num")) or 0)
    return find_programs(str(number // 10_000)) / name


def _dump(database: Database, program: Path, file: IO[bytes], *options: str) -> None:
    address, environment = archive.address_of(database.owner.url)
    tables = [f"--table=public.{name}" for name in (*Base.metadata.tables, _VERSIONS)]
    command = [str(program), *_DUMP, *options, *tables, f"--dbname={address}"]
    with tempfile.TemporaryFile("w+") as said:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=said,
            env=environment,
            check=False,
        )
        said.seek(0)
        if done.returncode:
            raise UnavailableError(
                "The backup could not be written ({reason}); nothing was replaced.",
                reason=archive.first_error(said.read()),
            )


@contextmanager
def _made_private(path: Path) -> Iterator[IO[bytes]]:
    """Give a new file that nobody else may read (it holds accounts), safely on disk at the end."""
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


def _cannot_write(path: Path, error: OSError) -> UnavailableError:
    return UnavailableError(
        "{path} cannot be written ({reason}); choose another place.",
        path=path,
        reason=error.strerror or error,
    )


def _revision_of(path: Path, program: Path) -> str:
    """Return the schema that a backup was made of."""
    if not path.is_file():
        raise InputError("There is no file {path}; check its name.", path=path)
    revision = _first_value(path, program)
    if revision is None:
        raise InputError(
            "{path} is no backup of geoservice; make one with: geoservice db backup FILE",
            path=path,
        )
    if not schema.is_known(revision):
        raise ConflictError(
            "The backup {path} has schema {revision}, which is newer than this program; "
            "install the newer geoservice.",
            path=path,
            revision=revision,
        )
    return revision


def _first_value(path: Path, program: Path) -> str | None:
    with archive.opened(path, program, _VERSIONS) as parts:
        for part in parts:
            if isinstance(part, archive.Rows):
                return part.read().decode().split("\n")[0]
    return None


def _refuse_to_lose_cities(connection: Connection, *, replace: bool) -> None:
    if replace or connection.scalar(text("SELECT to_regclass('public.city')")) is None:
        return
    cities = connection.scalars(text("SELECT slug FROM city ORDER BY slug LIMIT 5")).all()
    if cities:
        raise ConflictError(
            "The database has cities already ({cities}); restore into an empty database, or give "
            "up what is in this one with --replace.",
            cities=", ".join(cities),
        )


def _load(connection: Connection, path: Path, tables: list[str]) -> dict[str, int]:
    """Copy the rows of a backup into tables, and set the counters that give new ids."""
    program = _program("pg_restore", connection)
    cursor = connection.connection.cursor()
    rows: dict[str, int] = {}
    for table in tables:
        with archive.opened(path, program, table, f"{table}_id_seq") as parts:
            for part in parts:
                if isinstance(part, archive.Counter):
                    cursor.execute("SELECT setval(%s::regclass, %s, %s)", tuple(part))
                else:
                    cursor.copy_expert(part.statement, part, size=_CHUNK_BYTES)
                    rows[part.table] = cursor.rowcount
        connection.execute(text(f"ANALYZE public.{table}"))
    return rows


def _keep_versions(connection: Connection) -> None:
    """Remember what ETags stand for now, whatever the restore makes of the tables."""
    connection.execute(
        text(
            "CREATE TEMPORARY TABLE versions_before ON COMMIT DROP AS SELECT ''::text AS layer, "
            "0 AS z10_x, 0 AS z10_y, 0::bigint AS version WITH NO DATA"
        )
    )
    if connection.scalar(text("SELECT to_regclass('public.layer_version')")) is not None:
        connection.execute(
            text(
                "INSERT INTO versions_before "
                "SELECT layer, z10_x, z10_y, version FROM public.layer_version"
            )
        )


def _bump_everything(connection: Connection) -> None:
    """Make every ETag given out before the restore invalid, here and where the backup was made.

    Each cell gets a version beyond all it had, and the clock's at least (see bump_touched).
    """
    connection.execute(
        text(
            """
            INSERT INTO layer_version AS known (layer, z10_x, z10_y, version)
            SELECT layer, z10_x, z10_y, version FROM versions_before
            ON CONFLICT (layer, z10_x, z10_y) DO UPDATE
            SET version = greatest(known.version, excluded.version)
            """
        )
    )
    connection.execute(
        text(
            """
            INSERT INTO layer_touched (layer, z10_x, z10_y)
            SELECT layer, z10_x, z10_y FROM layer_version
            UNION SELECT layer, -1, -1 FROM layer_version
            """
        )
    )
