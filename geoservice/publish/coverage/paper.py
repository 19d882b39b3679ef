"""Tables as they stand on paper and in workbooks: raw values, and how each is said."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from geoservice.publish.coverage.table import Value
from geoservice.publish.coverage.texts import UNKNOWN, say_count, say_share

Bar = tuple[float | None, float | None, float | None]
Form = Literal["text", "count", "share", "decimal", "kilometres", "points", "degrees", "index"]


@dataclass(frozen=True)
class Heading:
    """The title of a column, and the form of its values.

    A share is a part of 1, points are a change of it; kilometres are given in metres.
    """

    title: str
    form: Form = "text"


@dataclass(frozen=True)
class Cell:
    """A value as it is read; numbers stand to the right."""

    text: str
    is_number: bool


@dataclass(frozen=True)
class Table:
    """A table with its title; `total` is the row of the whole city.

    `bars` are shares, each with its interval, to draw beside the rows, that of the total last.
    """

    title: str
    headings: Sequence[Heading]
    rows: Sequence[Sequence[Value]]
    total: Sequence[Value] | None = None
    notes: Sequence[str] = ()
    bars: Sequence[Bar] = ()

    def cells(self, row: Sequence[Value]) -> Iterator[Cell]:
        """Give the values of a row as they are read."""
        for heading, value in zip(self.headings, row, strict=True):
            yield Cell(say_value(value, heading.form), heading.form != "text")

    @property
    def lines(self) -> list[list[Cell]]:
        """Return all rows as they are read, without the total."""
        return [list(self.cells(row)) for row in self.rows]

    @property
    def last(self) -> list[Cell]:
        """Return the total as it is read."""
        return [] if self.total is None else list(self.cells(self.total))


def say_value(value: Value, form: Form) -> str:
    """Return a value as it is read; a dash where there is none."""
    if value is None:
        return UNKNOWN
    if isinstance(value, str):
        return value
    number = float(value)
    said = {
        "count": say_count(number),
        "share": say_share(number),
        "decimal": f"{number:,.1f}",
        "kilometres": f"{number / 1000:,.1f}",
        "points": f"{100 * number:+.1f}",
        "degrees": f"{number:.5f}",
        "index": f"{number:.3f}",
    }
    return said.get(form, str(value))
