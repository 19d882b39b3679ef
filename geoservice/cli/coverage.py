"""`geoservice coverage`: who reaches a learning space on foot, and where the next would help."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from sqlalchemy.orm import Session

from geoservice.cli.commands import Commands
from geoservice.cli.console import err
from geoservice.cli.coverage_options import asked_coverage, coverage_options, planning
from geoservice.cli.coverage_tables import print_coverage, print_sites
from geoservice.cli.files import check_file, write_whole
from geoservice.coverage import planner
from geoservice.coverage.asked import AskedCoverage, AskedSites
from geoservice.coverage.figures import Coverage
from geoservice.coverage.shelf import CoverageShelf
from geoservice.errors import InputError
from geoservice.language import shell_language, translate
from geoservice.publish.bodies import read_body
from geoservice.publish.coverage.documents import coverage_document
from geoservice.publish.coverage.geojson import coverage_geojson
from geoservice.publish.coverage.site_files import sites_csv, sites_geojson
from geoservice.publish.coverage.site_requests import GOALS, WHERE, parse_sites
from geoservice.publish.coverage.table import coverage_csv
from geoservice.publish.coverage.workbook import coverage_workbook

ENDINGS = (".csv", ".json", ".geojson", ".xlsx")
SITE_ENDINGS = (".geojson", ".csv")
_FILE = click.Path(dir_okay=False, path_type=Path)


@click.group(
    "coverage",
    cls=Commands,
    places={
        "snapshot": "geoservice.cli.snapshots:snapshot",
        "changes": "geoservice.cli.snapshots:changes",
    },
    invoke_without_command=True,
)
@coverage_options
@click.option("--out", "file", type=_FILE, help=f"Write it too: {', '.join(ENDINGS)}.")
def coverage(file: Path | None, **options: Any) -> None:
    """Tell by district who reaches a learning space on foot."""
    if click.get_current_context().invoked_subcommand is not None:
        return
    if file is not None:
        check_file(file, ENDINGS)
    asked = asked_coverage(options)
    language = options["language"] or shell_language()
    with planning() as (session, shelf):
        found = planner.cover(session, shelf, asked)
        print_coverage(found, language)
        if file is not None:
            body = _WRITERS[file.suffix.lower()](session, shelf, found, language)
            _write(file, body, language)


def _write(file: Path, body: bytes, language: str) -> None:
    write_whole(file, body)
    err.print(translate("{file} is written.", language, file=file), markup=False)


def _csv(_: Session, __: CoverageShelf, found: Coverage, ___: str) -> bytes:
    return coverage_csv(found).encode()


def _json(_: Session, __: CoverageShelf, found: Coverage, language: str) -> bytes:
    document = coverage_document(found, language, [])
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def _geojson(session: Session, shelf: CoverageShelf, found: Coverage, language: str) -> bytes:
    shapes = planner.district_shapes(session, shelf, found.asked)
    return coverage_geojson(found, shapes, language, []).encode()


def _xlsx(_: Session, __: CoverageShelf, found: Coverage, language: str) -> bytes:
    return coverage_workbook(found, language)


_WRITERS: Mapping[str, Callable[[Session, CoverageShelf, Coverage, str], bytes]] = {
    ".csv": _csv,
    ".json": _json,
    ".geojson": _geojson,
    ".xlsx": _xlsx,
}


@coverage.command("sites")
@coverage_options
@click.option("--count", type=int, help="How many new places; else three.")
@click.option("--goal", type=click.Choice(GOALS), default=GOALS[0], show_default=True,
              help="Most people by so many places, or all of them by the fewest.")  # fmt: skip
@click.option("--from", "candidates", type=click.Choice(WHERE), default=WHERE[0],
              show_default=True, help="Where: junctions, or public buildings.")  # fmt: skip
@click.option("--avoid", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="A GeoJSON file with areas where nothing may stand.")  # fmt: skip
@click.option("--seconds", type=float, help="How long to look for the best, up to 20.")
@click.option("--out", "file", type=_FILE, help=f"Write it too: {', '.join(SITE_ENDINGS)}.")
def sites(file: Path | None, **options: Any) -> None:
    """Tell where new spaces would bring the most people within reach."""
    if file is not None:
        check_file(file, SITE_ENDINGS)
    asked = _asked_sites(options, asked_coverage(options))
    language = options["language"] or shell_language()
    with planning() as (session, shelf):
        found = planner.find_sites(session, shelf, asked)
    print_sites(found, language)
    if file is not None:
        is_csv = file.suffix.lower() == ".csv"
        text = sites_csv(found, asked) if is_csv else sites_geojson(found, asked, language)
        _write(file, text.encode(), language)


def _asked_sites(options: Mapping[str, Any], asked: AskedCoverage) -> AskedSites:
    members = {name: options[name] for name in ("count", "goal", "candidates", "seconds")}
    avoid = _read_areas(options["avoid"]) if options["avoid"] else None
    body = {"city": asked.city, **members, "avoid": avoid}
    return replace(parse_sites(body, datetime.now(UTC)), coverage=asked)


def _read_areas(file: Path) -> Mapping[str, Any]:
    try:
        return read_body(file.read_bytes())
    except (OSError, InputError) as error:
        reason = error if isinstance(error, InputError) else error.strerror
        raise InputError("{file} cannot be read ({reason}).", file=file, reason=reason) from error
