"""Going through a population table: its options, its rows with their figures, its year."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from geoservice.errors import InputError
from geoservice.intake.columns import Columns
from geoservice.intake.population_rows import Figures, read_figures
from geoservice.intake.progress import Report
from geoservice.intake.refusals import RefusalLog
from geoservice.intake.tables import Row, Table, TableOptions
from geoservice.intake.years import read_year, year_in_name

_REPORT_EVERY = 1000


@dataclass(frozen=True)
class PopulationImport:
    """How to read figures of people.

    `year` may be of the Common or the Buddhist Era; None: as a column or the file's name says.
    `by` is "code" or "place"; None: by code where there is a column of codes.
    """

    city: str
    year: str | None = None
    source: str | None = None
    by: str | None = None
    given: tuple[str, ...] = ()
    options: TableOptions = field(default_factory=TableOptions)


def figures_year(how: PopulationImport, file: str, in_column: set[int]) -> int:
    """Return the year of the figures: as said, else the one of the column, else of the name."""
    if how.year is not None:
        return read_year(how.year)
    if len(in_column) == 1:
        return next(iter(in_column))
    if in_column:
        raise InputError(
            "{file} has figures of several years ({years}); choose one with --year.",
            file=file,
            years=", ".join(map(str, sorted(in_column))),
        )
    year = year_in_name(file)
    if year is None:
        raise InputError(
            "{file} does not say of which year it is; say it with --year 2021 (or 2564).",
            file=file,
        )
    return year


@dataclass
class Reading:
    """A table being read; it keeps what its rows say of their year."""

    table: Table
    columns: Columns
    how: PopulationImport
    log: RefusalLog
    report: Report
    years: set[int] = field(default_factory=set)

    def rows(self) -> Iterator[tuple[Row, Figures]]:
        """Give the rows of the year asked for with their figures; bad ones are refused."""
        wanted = read_year(self.how.year) if self.how.year is not None else None
        for count, row in enumerate(self.table.rows, start=1):
            if count % _REPORT_EVERY == 0:
                self.report("Reading rows", count, None)
            try:
                year = self._year(row)
                if wanted is not None and year not in (None, wanted):
                    raise InputError("It is of another year.")
                if row.problem is not None:
                    raise row.problem
                figures = read_figures(row, self.columns)
            except InputError as error:
                self.log.refuse(row.number, error)
                continue
            if year is not None:
                self.years.add(year)
            yield row, figures

    def _year(self, row: Row) -> int | None:
        text = self.columns.cell(row.values, "year")
        return read_year(text) if text is not None else None
