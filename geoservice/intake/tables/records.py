"""What every reader of a file format gives: its columns, its records, and the CRS it declares."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from shapely.geometry.base import BaseGeometry

from geoservice.errors import InputError


class Record(NamedTuple):
    """One record as the file has it; coordinates are still in the file's CRS.

    `number` is the row as a spreadsheet shows it (the header is row 1), or the feature counted from
    1. `problem` says why nothing more can be read from it.
    """

    number: int
    values: dict[str, str]
    shape: BaseGeometry | None = None
    problem: InputError | None = None


@dataclass(frozen=True)
class Source:
    """An opened file: `records` can be gone through once; `crs` is None where none is declared.

    `has_shapes` says whether the format gives each record a geometry of its own.
    """

    columns: tuple[str, ...]
    records: Iterator[Record]
    crs: str | None = None
    has_shapes: bool = False


def unique_columns(header: list[str | None]) -> list[str | None]:
    """Return a header in which a name met again is told apart ("name 2"); None has no name."""
    seen: dict[str, int] = {}
    columns: list[str | None] = []
    for name in header:
        if name is None:
            columns.append(None)
            continue
        seen[name] = seen.get(name, 0) + 1
        columns.append(name if seen[name] == 1 else f"{name} {seen[name]}")
    return columns


def damaged(path: Path, reason: object) -> InputError:
    """Return the error for a file that cannot be read to its end."""
    lines = str(reason).strip().splitlines()
    return InputError(
        "{file} is damaged or was cut short ({reason}); get it again.",
        file=os.fspath(path.name),
        reason=lines[0][:200] if lines else "-",
    )
