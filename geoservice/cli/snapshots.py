"""`geoservice coverage snapshot` and `… changes`: coverage kept, and what changed since."""

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import click
from click.core import ParameterSource
from rich.table import Table

from geoservice.cli.console import out
from geoservice.cli.counts import print_table
from geoservice.cli.coverage_options import asked_coverage, coverage_options, planning
from geoservice.cli.work import working_database
from geoservice.coverage import planner
from geoservice.coverage.changes import Changes, DistrictChange, find_changes, say_settings
from geoservice.coverage.snapshots import Snapshot, coverage_draft, keep
from geoservice.ecology.candidates import read_city
from geoservice.language import shell_language, translate
from geoservice.publish.coverage.changes import SETTINGS, asked_changes, parse_day
from geoservice.publish.coverage.documents import in_one
from geoservice.publish.coverage.texts import UNKNOWN, say_count, say_share
from geoservice.publish.walks.words import in_language
from geoservice.store.cities import zone

_COUNTED = ("People", "Within reach", "Share of people", "Change")
_STREETS = ("Share of streets", "Change", "Spaces")


@click.command("snapshot")
@coverage_options
def snapshot(**options: Any) -> None:
    """Keep coverage as it is today; once for the same data and settings."""
    asked = asked_coverage(options)
    language = options["language"] or shell_language()
    with planning() as (session, shelf):
        draft = coverage_draft(planner.cover(session, shelf, asked))
        here = zone(read_city(session, asked.city).timezone)
    with working_database() as database, database.writing() as session:
        kept, is_new = keep(session, draft, now=datetime.now(UTC))
    values = {"date": _clock(kept, here), "city": asked.city}
    if is_new:
        said = translate("Coverage of {city} is kept, {date}.", language, **values)
    else:
        said = translate(
            "Coverage of {city} is as it was on {date}: no data it hangs on has changed since, "
            "so it is not kept twice.",
            language,
            **values,
        )
    out.print(said, markup=False)


def _clock(kept: Snapshot, here: ZoneInfo) -> str:
    return f"{kept.taken_at.astimezone(here):%Y-%m-%d %H:%M}"


@click.command("changes")
@coverage_options
@click.option("--from", "since", metavar="DAY", help="2026-01-31; else the one kept before.")
@click.option("--to", "until", metavar="DAY", help="2026-11-28; else the newest kept.")
def changes(since: str | None, until: str | None, **options: Any) -> None:
    """Tell by district what changed between two dates on which coverage was kept."""
    asked = asked_changes(
        asked_coverage(options),
        _named(),
        since=_day("--from", since),
        until=_day("--to", until),
    )
    language = options["language"] or shell_language()
    with working_database() as database, database.reading() as session:
        found = find_changes(session, asked)
    print_changes(found, language)


def _named() -> dict[str, object]:
    """Return the settings that were typed: others need not match."""
    context = click.get_current_context()
    typed = (each for each in SETTINGS if _is_typed(context, each))
    return {name: context.params[name] for name in typed}


def _is_typed(context: click.Context, name: str) -> bool:
    return context.get_parameter_source(name) is ParameterSource.COMMANDLINE


def _day(option: str, text: str | None) -> date | None:
    return None if text is None else parse_day(option, text)


def print_changes(changes: Changes, language: str) -> None:
    """Print a line for each district, the city's below, then what must be known."""
    here = zone(changes.city.timezone)
    before, after = _clock(changes.before, here), _clock(changes.after, here)
    city = changes.city.name(language)
    said = translate("{city}: {before} to {after}", language, city=city, before=before, after=after)
    out.print(said, markup=False)
    out.print(say_settings(changes.after.parameters) + "\n", markup=False)
    print_table(_table(changes, language))
    for remark in changes.remarks:
        out.print("\n" + in_one(remark.text, language), markup=False)


def _table(changes: Changes, language: str) -> Table:
    counted = changes.total.after["people"] is not None
    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column(translate("District", language))
    for heading in (*(_COUNTED if counted else ()), *_STREETS, ""):
        table.add_column(translate(heading, language) if heading else "", justify="right")
    for each in changes.districts:
        name = in_language(language, each.name_th, each.name_en) or each.code
        table.add_row(name, *_figures(each, language, counted=counted))
    name = changes.city.name(language)
    table.add_row(name, *_figures(changes.total, language, counted=counted), style="bold")
    return table


def _figures(change: DistrictChange, language: str, *, counted: bool) -> list[str]:
    there = change.after if change.status != "vanished" else change.before
    people = [
        say_count(there["people"]),
        say_count(there["people_covered"]),
        say_share(there["share"]),
        _points(change.change("share")),
    ]
    return [
        *(people if counted else []),
        say_share(there["street_share"]),
        _points(change.change("street_share")),
        say_count(there["spaces"]),
        _status(change, language),
    ]


def _points(change: float | None) -> str:
    """Return a change of a share in points of per cent, with its sign."""
    return UNKNOWN if change is None else f"{100 * change:+.1f}"


def _status(change: DistrictChange, language: str) -> str:
    if change.status == "appeared":
        return translate("was not there before", language)
    if change.status == "vanished":
        return translate("is there no more", language)
    return ""
