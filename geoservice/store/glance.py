"""A quick look at the database: one statement, one round trip, no transaction around it.

A pooled connection is asked whether it lives, begins, and rolls back: four round trips for one
question. Where a tile is answered a thousand times a second each of them counts.
"""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import psycopg2
from psycopg2 import errors
from psycopg2.extensions import connection as Connection  # noqa: N812  (a class named in lower case)
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

# What is visible now, in this life of the server: numbers begin anew in another cluster.
MOMENT = "pg_current_snapshot()::text || ' ' || pg_postmaster_start_time()::text"
Bound = Mapping[str, Any] | None
_PREPARE = f"PREPARE moment AS SELECT {MOMENT}"


class Glance:
    """Connections of the reader's role, in autocommit.

    The one used last is used next: its server process has everything at hand. One that was lost
    since the last look is left, and the look taken again with another.
    """

    def __init__(self, reader: Engine) -> None:
        self._reader = reader
        self._idle: list[Connection] = []  # appended and popped by many threads, which is safe

    def row(self, statement: str, parameters: Bound) -> tuple[Any, ...]:
        """Return the first row of a statement in the driver's own style, `%(name)s` bound.

        Raises what SQLAlchemy raises: a subclass of DBAPIError.
        """
        while True:
            known = self._last_used()
            connection = known or self._connect()
            try:
                row = _row(connection, statement, parameters)
            except psycopg2.Error as error:
                if not connection.closed:
                    self._idle.append(connection)
                elif known:
                    continue
                raise _as_ours(statement, parameters, error) from error
            self._idle.append(connection)
            return row

    def moment(self) -> str:
        """Return a text that stays the same for as long as nothing at all is committed."""
        try:
            return str(self.row("EXECUTE moment", None)[0])
        except DBAPIError as error:
            if not isinstance(error.orig, errors.InvalidSqlStatementName):
                raise
        # A pooler between us and the server gave us another's connection.
        return str(self.row(f"SELECT {MOMENT}", None)[0])

    def close(self) -> None:
        """Close every connection that is not in use."""
        while self._idle:
            self._idle.pop().close()

    def _last_used(self) -> Connection | None:
        try:
            return self._idle.pop()
        except IndexError:
            return None

    def _connect(self) -> Connection:
        try:
            pooled = self._reader.raw_connection()
        except psycopg2.Error as error:
            raise _as_ours("connect", None, error) from error
        connection: Any = pooled.driver_connection
        pooled.detach()
        connection.autocommit = True
        with suppress(psycopg2.Error), connection.cursor() as cursor:
            cursor.execute(_PREPARE)
        return connection


def _row(connection: Connection, statement: str, parameters: Bound) -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        row: tuple[Any, ...] | None = cursor.fetchone()
    assert row is not None  # noqa: S101  (every statement here answers with a row)
    return row


def _as_ours(statement: str, parameters: object, error: psycopg2.Error) -> BaseException:
    return DBAPIError.instance(statement, parameters, error, psycopg2.Error)  # type: ignore[call-overload,no-any-return]
