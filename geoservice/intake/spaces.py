"""A table of places into the learning spaces of a city."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.orm import Session

from geoservice.errors import GeoserviceError, InputError
from geoservice.intake.area import CityArea, area_of
from geoservice.intake.columns import Columns, find_columns, usual_names
from geoservice.intake.duplicates import offer_duplicates
from geoservice.intake.kinds import require_kind
from geoservice.intake.loading import Counts, IncomingSpace, merge_spaces
from geoservice.intake.progress import Report, silent
from geoservice.intake.refusals import RefusalLog
from geoservice.intake.sources import source_name
from geoservice.intake.space_rows import SpaceReader
from geoservice.intake.tables import Row, Table, TableOptions, open_table
from geoservice.intake.trail import Origin, record_import
from geoservice.store.cities import find_city

_REPORT_EVERY = 500
_NAMES = ("name_th", "name", "name_en")
_LABEL = 60


@dataclass(frozen=True)
class SpaceImport:
    """How to read a table of spaces.

    `given` holds "column=field" pairs, `kind` the kind of all rows (None: as a column says),
    `source` the name its rows are kept under (None: the file's). `without_place` takes rows without
    coordinates in, as spaces that are online only.
    """

    city: str
    source: str | None = None
    kind: str | None = None
    given: tuple[str, ...] = ()
    without_place: bool = False
    options: TableOptions = field(default_factory=TableOptions)


@dataclass(frozen=True)
class Verdict:
    """What becomes of one row: `error` says why it is refused, None where it is taken in."""

    number: int
    name: str
    source_id: str | None = None
    error: GeoserviceError | None = None


@dataclass(frozen=True)
class SpacesImported:
    """What an import of spaces did, under which source name, and which columns it read.

    `duplicates` counts the pairs newly offered to a curator as perhaps one place.
    """

    source: str
    counts: Counts
    columns: Columns
    duplicates: int


Listener = Callable[[Verdict], None]


def _nobody(verdict: Verdict) -> None:
    """Listen to no verdict."""


def import_spaces(
    session: Session,
    path: Path,
    how: SpaceImport,
    *,
    heard: Listener = _nobody,
    report: Report = silent,
) -> SpacesImported:
    """Merge the rows of a table into the spaces of a city, in the session's transaction.

    Again updates in place: ids stay, a curator's edits win, rows that vanished become hidden. Bad
    rows are refused one by one, each `heard` of; InputError where the file is unusable as a whole
    or has not one good row.
    """
    city = find_city(session, how.city)
    source = source_name(how.source, path)
    area = area_of(city)
    table = open_table(path, options=_near(how.options, area))
    columns = find_columns(table.columns, usual=usual_names("space_columns"), given=how.given)
    _require_columns(table, columns, how)
    log = RefusalLog(path.name)
    reader = SpaceReader(columns, require_kind(how.kind) if how.kind else None, log.warn)
    rows = _Rows(table, reader, area, log, heard, report, how.without_place)
    counts = merge_spaces(
        session, city_id=city.id, source=source, rows=rows.spaces(), hide_missing=True
    )
    area.finish(path.name)
    log.require_some(counts.read)
    counts = counts.with_refusals(log.refusals()).with_warnings(log.warnings())
    record_import(session, city, Origin("spaces", path, source), counts)
    offered = offer_duplicates(session, city) if counts.new or counts.changed else []
    return SpacesImported(source, counts, columns, len(offered))


def row_outcomes(session: Session) -> dict[str, str]:
    """Return what the last merge of this transaction did with each source id.

    "new", "changed" or "unchanged".
    """
    rows = session.execute(
        text(
            "SELECT merged.source_id, CASE WHEN merged.id IS NULL THEN 'new'"
            " WHEN space.updated_at = now() THEN 'changed' ELSE 'unchanged' END AS outcome"
            " FROM pg_temp.merged_space AS merged LEFT JOIN space ON space.id = merged.id"
        )
    )
    return {row.source_id: row.outcome for row in rows}


def _near(options: TableOptions, area: CityArea) -> TableOptions:
    return replace(options, near=area.middle)


def _require_columns(table: Table, columns: Columns, how: SpaceImport) -> None:
    listed = ", ".join(table.columns) or "-"
    if not table.has_places and not how.without_place:
        raise InputError(
            "{file} has no columns of coordinates; name them with --lon and --lat, or take the "
            "rows in as online only with --without-place. Its columns are: {columns}.",
            file=table.file,
            columns=listed,
        )
    if not any(name in columns for name in _NAMES):
        raise InputError(
            "{file} has no column of names; say which it is with --map column=name_th. "
            "Its columns are: {columns}.",
            file=table.file,
            columns=listed,
        )
    if "kind" not in columns and how.kind is None:
        raise InputError(
            "{file} has no column of kinds; say what its rows are with --kind, or which column it "
            "is with --map column=kind. Its columns are: {columns}.",
            file=table.file,
            columns=listed,
        )


@dataclass
class _Rows:
    """The rows of a table on their way to becoming spaces."""

    table: Table
    reader: SpaceReader
    area: CityArea
    log: RefusalLog
    heard: Listener
    report: Report
    without_place: bool
    _seen: dict[str, int] = field(default_factory=dict)

    def spaces(self) -> Iterator[IncomingSpace]:
        """Give the good rows as spaces; the others are refused and noted."""
        for count, row in enumerate(self.table.rows, start=1):
            try:
                space = self._read(row)
            except InputError as error:
                self.log.refuse(row.number, error)
                self.heard(Verdict(row.number, self._label(row), error=error))
            else:
                self.heard(Verdict(row.number, self._label(row), space.source_id))
                yield space
            if count % _REPORT_EVERY == 0:
                self.report("Reading rows", count, None)

    def _label(self, row: Row) -> str:
        names = (self.reader.columns.cell(row.values, name) for name in _NAMES)
        return next((name[:_LABEL] for name in names if name), "")

    def _read(self, row: Row) -> IncomingSpace:
        space = self.reader.read(row)
        if space.geom is None and not self.without_place:
            raise InputError(
                "It has no coordinates; --without-place takes such rows in as online only."
            )
        if space.geom is not None:
            self.area.require(space.outline or space.geom)
        first = self._seen.setdefault(space.source_id, row.number)
        if first != row.number:
            raise InputError(
                "Its id {id} is that of row {row} already.", id=space.source_id, row=first
            )
        return space
