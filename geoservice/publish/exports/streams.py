"""Formats that are text: a head, a line for each feature straight from PostgreSQL, a tail."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import Session

from geoservice.store.copy_out import PLAIN, copy_out

Tell = Callable[[int], None]
"""Called with how many features are written so far."""


@dataclass(frozen=True)
class Stream:
    """A text in the making. Each row is one text without line breaks, unless `copied` as CSV.

    `between` stands between two rows; `dress` may change the text of whole rows.
    """

    rows: Select[Any]
    head: bytes = b""
    between: bytes = b"\n"
    tail: Callable[[int], bytes] = lambda _count: b""
    dress: Callable[[bytes], bytes] = lambda text: text
    copied: str = PLAIN


def nobody(_count: int) -> None:
    """Tell nobody."""


def write_stream(session: Session, stream: Stream, tell: Tell = nobody) -> Iterator[bytes]:
    """Yield the bytes of a text; memory does not grow with it."""
    count = 0
    yield stream.head
    for text, rows in copy_out(session, stream.rows, stream.copied):
        joined = text if stream.copied != PLAIN else _joined(stream, text, first=count == 0)
        count += rows
        yield stream.dress(joined)
        tell(count)
    yield stream.tail(count)


def _joined(stream: Stream, text: bytes, *, first: bool) -> bytes:
    """Return rows, each ended by a line break, with `between` between them and before the first."""
    rows = text[:-1] if stream.between == b"\n" else text[:-1].replace(b"\n", stream.between)
    return rows if first else stream.between + rows
