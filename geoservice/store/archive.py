"""pg_dump's archive files, read as a stream of rows and counters."""

import io
import os
import re
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple

from sqlalchemy import URL

from geoservice.errors import InputError

_COPY = re.compile(rb'COPY public\.(\w+) \(((?:\w+|"\w+")(?:, (?:\w+|"\w+"))*)\) FROM stdin;\n')
_COUNTER = re.compile(rb"SELECT pg_catalog\.setval\('(public\.\w+)', (\d+), (true|false)\);\n")
_END_OF_ROWS = b"\\.\n"


class Counter(NamedTuple):
    """The state of a sequence: the last id it gave, and whether it gave any."""

    sequence: str
    last: int
    is_called: bool


class Rows(io.RawIOBase):
    """The rows of one table as COPY's text format, to be read once."""

    def __init__(self, table: str, columns: str, source: IO[bytes]) -> None:
        super().__init__()
        self.table = table
        self.columns = columns
        self.ended = False
        self._source = source

    @property
    def statement(self) -> str:
        """Return the statement that takes these rows in."""
        return f"COPY public.{self.table} ({self.columns}) FROM stdin WITH (ENCODING 'UTF8')"

    def readable(self) -> bool:
        """Return True: this is what it is for."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Return whole rows of about `size` bytes (all if negative), b"" at the end."""
        taken: list[bytes] = []
        length = 0
        while not self.ended and (size < 0 or length < size):
            row = self._source.readline()
            if row == _END_OF_ROWS or not row:
                self.ended = row == _END_OF_ROWS
                break
            taken.append(row)
            length += len(row)
        return b"".join(taken)


@contextmanager
def opened(path: Path, program: Path, *names: str) -> Iterator[Iterator[Rows | Counter]]:
    """Give the rows and counters of the tables and sequences named, in the archive's order.

    `program` is pg_restore. Raises InputError, at the latest at the end, for a file that is no
    archive or a broken one.
    """
    command = [str(program), "--data-only", "--file=-", *(f"--table={name}" for name in names)]
    with tempfile.TemporaryFile("w+") as said:
        reader = subprocess.Popen(
            [*command, str(path.absolute())],
            stdout=subprocess.PIPE,
            stderr=said,
            stdin=subprocess.DEVNULL,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
        )
        assert reader.stdout is not None  # noqa: S101  (it was asked for)
        try:
            yield _parts(reader.stdout)
            while reader.stdout.read(1 << 20):
                pass
            if reader.wait():
                said.seek(0)
                raise broken(path, first_error(said.read()))
        except EOFError as error:
            reader.wait()
            said.seek(0)
            raise broken(path, first_error(said.read())) from error
        finally:
            reader.stdout.close()
            reader.kill()
            reader.wait()


def _parts(source: IO[bytes]) -> Iterator[Rows | Counter]:
    while line := source.readline():
        copy = _COPY.fullmatch(line)
        if copy:
            rows = Rows(copy[1].decode(), copy[2].decode(), source)
            yield rows
            while rows.read(1 << 20):
                pass
            if not rows.ended:
                raise EOFError
        counter = _COUNTER.fullmatch(line)
        if counter:
            yield Counter(counter[1].decode(), int(counter[2]), counter[3] == b"true")


def broken(path: Path, reason: str) -> InputError:
    """Return the error for a file that is no backup, or a damaged one."""
    return InputError(
        "{path} is no backup, or a damaged one ({reason}); nothing was changed.",
        path=path,
        reason=reason,
    )


def first_error(said: str) -> str:
    """Return the first complaint of one of PostgreSQL's programs, without its name."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    telling = [line for line in lines if "error:" in line or "FATAL" in line] or lines
    return (telling or ["it ends too early"])[0].split("error: ")[-1]


def address_of(url: URL) -> tuple[str, dict[str, str]]:
    """Return a database's address without its password, and an environment that holds it.

    Whoever lists processes sees the address.
    """
    query = {name: value for name, value in url.query.items() if name != "password"}
    password = url.password or url.query.get("password")
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    if password:
        environment["PGPASSWORD"] = str(password)
    plain = URL.create(
        "postgresql",
        username=url.username,
        host=url.host,
        port=url.port,
        database=url.database,
        query=query,
    )
    return plain.render_as_string(), environment
