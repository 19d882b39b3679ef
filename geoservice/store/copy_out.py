"""The rows of a query as text, as fast as PostgreSQL writes them and in flat memory: COPY … TO.

PostgreSQL pushes rows, a reader pulls blocks: a thread stands between them and holds a few blocks
at most. A reader that leaves ends the query.
"""

from collections.abc import Iterator
from queue import Queue
from threading import Thread
from typing import Any, NamedTuple

import psycopg2
from sqlalchemy import Select, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

# One column whose text has no control characters comes out as it is: nothing is ever quoted.
PLAIN = "FORMAT csv, DELIMITER E'\\x02', QUOTE E'\\x01', ENCODING 'UTF8'"
CSV = "FORMAT csv, ENCODING 'UTF8'"
CSV_WITH_NAMES = "FORMAT csv, HEADER, ENCODING 'UTF8'"
_BLOCK_BYTES = 1 << 18
_BLOCKS_AHEAD = 4
_DIALECT = postgresql.dialect(paramstyle="pyformat")  # type: ignore[no-untyped-call]


class Block(NamedTuple):
    """Whole rows, each with its line break, and how many they are."""

    text: bytes
    rows: int


class _LeftError(Exception):
    """Nobody reads any more."""


class _Sink:
    """What COPY writes row by row, gathered into blocks."""

    def __init__(self, block_bytes: int) -> None:
        self.blocks: Queue[Block | None] = Queue(_BLOCKS_AHEAD)
        self.left = False
        self.failure: Exception | None = RuntimeError("the copy broke off")
        self._block_bytes = block_bytes
        self._rows: list[bytes] = []
        self._size = 0

    def write(self, row: bytes) -> None:
        if self.left:
            raise _LeftError
        self._rows.append(row)
        self._size += len(row)
        if self._size >= self._block_bytes:
            self.flush()

    def flush(self) -> None:
        if self._rows:
            self.blocks.put(Block(b"".join(self._rows), len(self._rows)))
        self._rows, self._size = [], 0


def begin_reading(session: Session, *, timeout_ms: int) -> None:
    """Let all that a session reads be of one moment, in UTC, each statement so long at most."""
    session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
    session.execute(text(f"SET LOCAL statement_timeout = {timeout_ms:d}"))
    session.execute(text("SET LOCAL timezone = 'UTC'"))
    session.execute(text("SET LOCAL extra_float_digits = 1"))


def copy_out(
    session: Session, rows: Select[Any], options: str = PLAIN, *, block_bytes: int = _BLOCK_BYTES
) -> Iterator[Block]:
    """Yield what a query finds, a line for each row, in blocks of about `block_bytes`.

    Raises DBAPIError where the query fails. After a reader left early, or after a failure, the
    session's connection is given up.
    """
    connection: Any = session.connection().connection.driver_connection
    statement = _copy_statement(connection, rows, options)
    sink = _Sink(block_bytes)
    copying = Thread(target=_copy, args=(connection, statement, sink), daemon=True)
    copying.start()
    finished = False
    try:
        while (found := sink.blocks.get()) is not None:
            yield found
        if sink.failure:
            raise sink.failure
        finished = True
    finally:
        if not finished:
            _leave(connection, sink, copying)
            session.invalidate()
        copying.join()


def _copy_statement(connection: Any, rows: Select[Any], options: str) -> str:
    """Return the statement with its values quoted by the driver: COPY takes no bound ones."""
    compiled = rows.compile(dialect=_DIALECT, compile_kwargs={"render_postcompile": True})
    with connection.cursor() as cursor:
        query: bytes = cursor.mogrify(str(compiled), dict(compiled.params))
    return f"COPY ({query.decode(_encoding(connection))}) TO STDOUT WITH ({options})"


def _encoding(connection: Any) -> str:
    return psycopg2.extensions.encodings[connection.encoding]  # type: ignore[no-any-return]


def _copy(connection: Any, statement: str, sink: _Sink) -> None:
    """Copy into the sink and say whether all of it came; the end is always told."""
    try:
        with connection.cursor() as cursor:
            cursor.copy_expert(statement, sink)
        sink.flush()
        sink.failure = None
    except psycopg2.Error as error:
        sink.failure = _as_ours(error)
    except _LeftError:
        pass
    finally:
        sink.blocks.put(None)


def _as_ours(error: psycopg2.Error) -> Exception:
    found: Exception = DBAPIError.instance("COPY", None, error, psycopg2.Error)
    return found


def _leave(connection: Any, sink: _Sink, copying: Thread) -> None:
    """End a query that nobody reads: also one that has not found its first row yet."""
    sink.left = True
    if copying.is_alive():
        connection.cancel()
    while copying.is_alive() or not sink.blocks.empty():
        if not sink.blocks.empty():
            sink.blocks.get_nowait()
        copying.join(0.01)
