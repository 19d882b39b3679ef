"""`geoservice report`: what a council reads about who reaches learning on foot."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from geoservice.cli.coverage_options import asked_coverage, planning, setting_options
from geoservice.cli.outputs import choose_format, put
from geoservice.cli.pdf import find_program, print_file
from geoservice.config import Settings
from geoservice.coverage.report import Report, make_report
from geoservice.language import shell_language
from geoservice.publish.coverage.report_files import report_csv, report_workbook
from geoservice.publish.coverage.report_page import report_page

FORMATS = ("html", "pdf", "csv", "xlsx")


@click.command("report")
@click.argument("slug")
@setting_options
@click.option("--format", "form", type=click.Choice(FORMATS),
              help="Else by the file's ending, else html.")  # fmt: skip
@click.option("--out", "file", type=click.Path(dir_okay=False, path_type=Path),
              help="Where to write it; else to the standard output.")  # fmt: skip
def report(slug: str, form: str | None, file: Path | None, **options: Any) -> None:
    """Write the report on the city SLUG, for its council."""
    form = choose_format(form, file, FORMATS)
    if form == "pdf":
        find_program()  # before the minute that it may take to find everything
    asked = asked_coverage({**options, "city": slug})
    language = options["language"] or shell_language()
    with planning() as (session, shelf):
        made = make_report(session, shelf, asked, now=datetime.now(UTC))
    put(_WRITERS[form](made, language, service_address()), file, language)


def service_address() -> str:
    """Return the address of the service: the public one if it is set, else that of this machine."""
    settings = Settings.from_environment()
    return (settings.base_url or f"http://{settings.host}:{settings.port}").rstrip("/")


def _html(made: Report, language: str, base: str) -> bytes:
    return report_page(made, language, base=base).html.encode()


def _pdf(made: Report, language: str, base: str) -> bytes:
    return print_file(report_page(made, language, base=base).html)


def _csv(made: Report, _: str, __: str) -> bytes:
    return report_csv(made)


def _xlsx(made: Report, language: str, base: str) -> bytes:
    return report_workbook(made, language, base=base)


_WRITERS: Mapping[str, Callable[[Report, str, str], bytes]] = {
    "html": _html,
    "pdf": _pdf,
    "csv": _csv,
    "xlsx": _xlsx,
}
