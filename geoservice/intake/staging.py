"""Rows on their way in: streamed by COPY into a temporary table of the running transaction."""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence

import shapely
from psycopg2 import DatabaseError
from shapely.geometry.base import BaseGeometry
from sqlalchemy import text
from sqlalchemy.orm import Session

_ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r", "\x00": ""})
_ELEMENT_ESCAPES = str.maketrans({"\\": r"\\", '"': r"\""})


def stage_rows(
    session: Session, table: str, columns: Mapping[str, str], rows: Iterable[Sequence[object]]
) -> None:
    """Fill the temporary `table` (made anew, gone at commit) with `rows`.

    `columns` maps names to SQL types, in the order of each row's values. Table and column names
    are our own constants, never a user's. Rows are read as they are sent: memory stays flat.
    """
    definitions = ", ".join(f"{name} {kind}" for name, kind in columns.items())
    session.execute(text(f"DROP TABLE IF EXISTS pg_temp.{table}"))
    session.execute(text(f"CREATE TEMPORARY TABLE {table} ({definitions}) ON COMMIT DROP"))
    cursor = session.connection().connection.cursor()
    lines = _Lines(rows)
    try:
        cursor.copy_expert(f"COPY pg_temp.{table} ({', '.join(columns)}) FROM STDIN", lines)
    except DatabaseError:
        # The driver reports what went wrong while rows were read as its own error.
        if lines.failure is not None:
            raise lines.failure from None
        raise
    finally:
        cursor.close()
    session.execute(text(f"ANALYZE pg_temp.{table}"))


def ewkb(shape: BaseGeometry) -> str:
    """Return a lon/lat geometry as hexadecimal EWKB with SRID 4326, as PostGIS reads it."""
    return str(shapely.to_wkb(shapely.set_srid(shape, 4326), hex=True, include_srid=True))


class _Lines(io.TextIOBase):
    """A readable file of COPY lines, made from rows while it is read."""

    def __init__(self, rows: Iterable[Sequence[object]]) -> None:
        self._lines: Iterator[str] = map(_line, rows)
        self._rest = ""
        self.failure: Exception | None = None

    def read(self, size: int | None = -1) -> str:
        parts, length = [self._rest], len(self._rest)
        try:
            for line in self._lines:
                parts.append(line)
                length += len(line)
                if size is not None and 0 <= size <= length:
                    break
        except Exception as error:
            self.failure = error
            raise
        whole = "".join(parts)
        end = len(whole) if size is None or size < 0 else size
        self._rest = whole[end:]
        return whole[:end]


def _line(row: Sequence[object]) -> str:
    return "\t".join(map(_field, row)) + "\n"


def _field(value: object) -> str:
    if value is None:
        return r"\N"
    if isinstance(value, str):
        return value.translate(_ESCAPES)
    if isinstance(value, (list, tuple)):
        return _array(value).translate(_ESCAPES)
    if isinstance(value, BaseGeometry):
        return ewkb(value)
    return str(value)


def _array(values: Sequence[object]) -> str:
    return "{" + ",".join(f'"{str(value).translate(_ELEMENT_ESCAPES)}"' for value in values) + "}"
