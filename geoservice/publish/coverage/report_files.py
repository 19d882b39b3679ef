"""A report as a table (CSV) and as a workbook (XLSX) with a sheet for each of its parts."""

import io
from collections.abc import Iterator

from openpyxl import load_workbook

from geoservice.coverage.figures import Lorenz
from geoservice.coverage.report import Report
from geoservice.language import translate
from geoservice.publish.coverage.paper import Heading, Table
from geoservice.publish.coverage.report_notes import notes_table
from geoservice.publish.coverage.report_queries import report_queries
from geoservice.publish.coverage.report_tables import (
    ages_table,
    change_table,
    districts_table,
    gaps_table,
    kinds_table,
    reasons_table,
    sources_table,
)
from geoservice.publish.coverage.report_texts import say_method, say_summary
from geoservice.publish.coverage.sheets import add_sheet
from geoservice.publish.coverage.table import coverage_csv
from geoservice.publish.coverage.workbook import coverage_workbook


def report_csv(report: Report) -> bytes:
    """Return every figure of every district and of the city, as the API answers them."""
    return coverage_csv(report.coverage).encode()


def report_workbook(report: Report, language: str, *, base: str) -> bytes:
    """Return all parts of a report; `base` is where the service is, for its queries."""
    book = load_workbook(io.BytesIO(coverage_workbook(report.coverage, language)))
    for table in _tables(report, language, base):
        add_sheet(book, table)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _tables(report: Report, language: str, base: str) -> Iterator[Table]:
    yield _summary(report, language)
    yield districts_table(report, language)
    yield gaps_table(report, language)
    yield kinds_table(report, language)
    for table in (ages_table, change_table, notes_table, reasons_table):
        found = table(report, language)
        if found is not None:
            yield found
    if report.coverage.lorenz is not None:
        yield _lorenz(report.coverage.lorenz, language)
    yield sources_table(report, language)
    yield _queries(report, language, base)


def _summary(report: Report, language: str) -> Table:
    sentences = [*say_summary(report, language), *say_method(report, language)]
    return Table(
        translate("In words", language), [Heading("")], [[sentence] for sentence in sentences]
    )


def _lorenz(lorenz: Lorenz, language: str) -> Table:
    headings = [
        Heading(translate("people, those with the least access first", language), "share"),
        Heading(translate("part of all access", language), "share"),
    ]
    points = zip(lorenz.people, lorenz.access, strict=True)
    rows = [[float(people), float(access)] for people, access in points]
    return Table(translate("Lorenz curve", language), headings, rows)


def _queries(report: Report, language: str, base: str) -> Table:
    rows = [[each.what, each.how] for each in report_queries(report, language, base=base)]
    return Table(
        translate("Queries", language),
        [Heading(translate("What", language)), Heading(translate("Query", language))],
        rows,
    )
