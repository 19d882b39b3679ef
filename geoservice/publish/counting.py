"""How many features match: counted where that is quick, estimated where it would take long."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

COUNTED_UP_TO = 100_000
COUNTED_FOR_MS = 700
_CANCELED = "57014"  # SQLSTATE, PostgreSQL manual, appendix A
_HURRY = (
    "SAVEPOINT counting; "
    "SELECT set_config('statement_timeout', least(nullif(setting::integer, 0), "
    "%(ms)s)::text, true) FROM pg_settings WHERE name = 'statement_timeout'"
)


@dataclass(frozen=True)
class Count:
    """How many there are; where not `exact`, about how many the database thinks there are."""

    number: int
    exact: bool = True


def count_rows(session: Session, rows: Select[Any], *, seen: int = 0) -> Count:
    """Return how many rows a query has, of which `seen` are known to be there.

    The last question of a session: it leaves it in a hurry.
    """
    counted = _counted(session, rows)
    if counted is not None and counted <= COUNTED_UP_TO:
        return Count(counted)
    least = COUNTED_UP_TO + 1 if counted else seen
    return Count(max(_estimated(session, rows), least), exact=False)


def _counted(session: Session, rows: Select[Any]) -> int | None:
    """Return how many rows there are, one more than is counted up to, None if it takes too long."""
    some = rows.limit(COUNTED_UP_TO + 1).subquery()
    connection = session.connection()
    connection.exec_driver_sql(_HURRY, {"ms": COUNTED_FOR_MS})
    try:
        return session.scalar(select(func.count()).select_from(some)) or 0
    except DBAPIError as error:
        if getattr(error.orig, "pgcode", None) != _CANCELED:
            raise
        connection.exec_driver_sql("ROLLBACK TO SAVEPOINT counting")
        return None


def _estimated(session: Session, rows: Select[Any]) -> int:
    """Return how many rows the planner expects."""
    connection = session.connection()
    compiled = rows.compile(dialect=connection.dialect, compile_kwargs={"render_postcompile": True})
    plan = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {compiled}", compiled.params)
    return int(plan.scalar_one()[0]["Plan"]["Plan Rows"])
