"""Which column of a table fills which field: by its usual names, or as a person says."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from geoservice.errors import InputError
from geoservice.intake.tables.places import require_column
from geoservice.names import normalised


@dataclass(frozen=True)
class Columns:
    """The column of each field that has one, and the columns that fill none."""

    by_field: Mapping[str, str]
    unused: tuple[str, ...]

    def __contains__(self, field: str) -> bool:
        return field in self.by_field

    def cell(self, values: Mapping[str, str], field: str) -> str | None:
        """Return what a row says about a field, None where it says nothing."""
        column = self.by_field.get(field)
        return None if column is None else values.get(column)


@cache
def usual_names(table: str) -> Mapping[str, tuple[str, ...]]:
    """Return the usual column names of each field, best first, from `table`.csv beside this file.

    The first column of that file is the field, the second a name.
    """
    names: dict[str, list[str]] = {}
    with Path(__file__).with_name(f"{table}.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        for field, name in rows:
            names.setdefault(field, []).append(name)
    return {field: tuple(found) for field, found in names.items()}


def find_columns(
    columns: tuple[str, ...], *, usual: Mapping[str, tuple[str, ...]], given: Sequence[str] = ()
) -> Columns:
    """Return which columns fill which fields.

    `given` holds a person's own "column=field" pairs, which win over the usual names. Raises
    InputError for a column or a field that is not there.
    """
    by_field = dict(_given(columns, given, usual))
    taken = set(by_field.values())
    plain: dict[str, str] = {}
    for column in columns:
        plain.setdefault(normalised(column), column)
    for field, names in usual.items():
        found = [plain[plain_name] for name in names if (plain_name := normalised(name)) in plain]
        free = [column for column in found if column not in taken]
        if field not in by_field and free:
            by_field[field] = free[0]
            taken.add(free[0])
    return Columns(by_field, tuple(column for column in columns if column not in taken))


def _given(
    columns: tuple[str, ...], given: Sequence[str], fields: Iterable[str]
) -> Iterable[tuple[str, str]]:
    seen: set[str] = set()
    for pair in given:
        column, equals, field = (part.strip() for part in pair.rpartition("="))
        if not equals or not column or not field:
            raise InputError("'{pair}' is not of the form column=field.", pair=pair)
        if field not in fields:
            raise InputError(
                "There is no field '{field}'; the fields are: {fields}.",
                field=field,
                fields=", ".join(sorted(fields)),
            )
        if field in seen:
            raise InputError("The field {field} is given two columns.", field=field)
        seen.add(field)
        yield field, require_column(columns, column)
