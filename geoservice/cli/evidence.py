"""`geoservice evidence`: what a learning city shows for itself, along the areas of the GNLC."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import click

from geoservice.cli.console import err
from geoservice.cli.coverage_options import planning
from geoservice.cli.outputs import choose_format, put
from geoservice.cli.report import service_address
from geoservice.cli.work import working_database
from geoservice.coverage.evidence import Evidence, evidence_draft, gather_evidence
from geoservice.coverage.snapshots import keep
from geoservice.language import LANGUAGES, shell_language, translate
from geoservice.publish.coverage.evidence_files import (
    evidence_csv,
    evidence_json,
    evidence_workbook,
)
from geoservice.publish.coverage.evidence_page import evidence_page

FORMATS = ("html", "csv", "json", "xlsx")


@click.command("evidence")
@click.argument("slug")
@click.option("--language", type=click.Choice(LANGUAGES), help="Of what is written.")
@click.option("--format", "form", type=click.Choice(FORMATS),
              help="Else by the file's ending, else html.")  # fmt: skip
@click.option("--out", "file", type=click.Path(dir_okay=False, path_type=Path),
              help="Where to write it; else to the standard output.")  # fmt: skip
@click.option("--keep", "keeping", is_flag=True, help="Keep it; the next tells what changed.")
def evidence(
    slug: str, language: str | None, form: str | None, file: Path | None, keeping: bool
) -> None:
    """Write the evidence pack of the city SLUG, for UNESCO's network of learning cities."""
    form = choose_format(form, file, FORMATS)
    language = language or shell_language()
    with planning() as (session, shelf):
        found = gather_evidence(session, shelf, slug, now=datetime.now(UTC))
    put(_WRITERS[form](found, language, service_address()), file, language)
    if keeping:
        _keep(found, language)


def _keep(found: Evidence, language: str) -> None:
    with working_database() as database, database.writing() as session:
        kept, is_new = keep(session, evidence_draft(found), now=found.made_at)
    city = found.city.name(language)
    day = f"{kept.taken_at.astimezone(found.made_at.tzinfo):%Y-%m-%d %H:%M}"
    said = (
        translate("The evidence of {city} is kept, {date}.", language, city=city, date=day)
        if is_new
        else translate(
            "The evidence of {city} is as it was on {date}, so it is not kept twice.",
            language,
            city=city,
            date=day,
        )
    )
    err.print(said, markup=False)


_WRITERS: Mapping[str, Callable[[Evidence, str, str], bytes]] = {
    "html": lambda found, language, base: evidence_page(found, language, base=base).encode(),
    "csv": lambda found, language, base: evidence_csv(found, language, base=base),
    "json": lambda found, language, base: evidence_json(found, language, base=base),
    "xlsx": lambda found, language, base: evidence_workbook(found, language, base=base),
}
