"""`geoservice import osm`: an OpenStreetMap file into a city."""

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

import click
from rich.table import Table

from geoservice.cli.console import out, progress, say
from geoservice.config import Settings
from geoservice.intake.loading import Counts, Refusal
from geoservice.intake.osm.importing import OsmImport, import_osm
from geoservice.language import shell_language, translate
from geoservice.store.database import check_connection, open_database

_EXAMPLES = 3


@click.command("osm")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--city", required=True, metavar="SLUG", help="The city to bring it into.")
def osm(file: Path, city: str) -> None:
    """Bring spaces, streets, basemap and districts in from an OpenStreetMap FILE.

    FILE is .osm.pbf, .osm.gz or .osm. Again updates in place: what a curator edited stays, what
    vanished from the file becomes hidden.
    """
    database = open_database(Settings.from_environment())
    try:
        check_connection(database)
        with progress() as report, database.writing() as session:
            result = import_osm(session, file, city=city, report=report)
    finally:
        database.close()
    show_import(result)


def show_import(result: OsmImport) -> None:
    """Print what an import did: counts by layer, kinds, the network, refusals by reason."""
    out.print(_layers(result))
    say(
        "{objects} objects of the file made {spaces} spaces: {kinds}.",
        objects=result.space_objects,
        spaces=sum(result.spaces_by_kind.values()),
        kinds=_kinds(result.spaces_by_kind),
    )
    say(
        "Streets: {kilometres:.1f} km in {pieces} pieces between {nodes} junctions; "
        "{components} connected parts, the largest with {share:.1%} of the length.",
        kilometres=result.network.metres / 1000,
        pieces=result.network.pieces,
        nodes=result.network.nodes,
        components=result.network.components,
        share=result.network.main_share,
    )
    if result.network.cut_ways:
        say(
            "{count} ways were cut where the file lacks their nodes.", count=result.network.cut_ways
        )
    for counts in (result.spaces, result.basemap, result.districts):
        _show_refusals(counts.refusals)


def _layers(result: OsmImport) -> Table:
    table = Table(box=None, header_style="bold")
    table.add_column("")
    for heading in ("read", "new", "changed", "unchanged", "hidden", "refused"):
        table.add_column(_word(heading), justify="right")
    rows: tuple[tuple[str, Counts], ...] = (
        ("Spaces", result.spaces),
        ("Streets", result.streets),
        ("Basemap", result.basemap),
        ("Districts", result.districts),
    )
    for title, counts in rows:
        figures = (counts.read, counts.new, counts.changed, counts.unchanged, counts.hidden)
        table.add_row(_word(title), *(f"{figure:,}" for figure in (*figures, counts.refused)))
    return table


def _kinds(by_kind: dict[str, int]) -> str:
    largest = sorted(by_kind.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{_word(_label(kind))} {count:,}" for kind, count in largest) or "-"


def _label(kind: str) -> str:
    """Return the English label of a kind, the key of its Thai one in the catalogue."""
    return kind.replace("_", " ").capitalize()


def _show_refusals(refusals: Iterable[Refusal]) -> None:
    by_reason = sorted(refusals, key=lambda refusal: str(refusal.reason))
    for _, same in groupby(by_reason, key=lambda refusal: str(refusal.reason)):
        group = list(same)
        say(
            "Refused {count}: {reason} ({examples})",
            count=sum(refusal.count for refusal in group),
            reason=group[0].reason.text(shell_language()),
            examples=", ".join(refusal.subject for refusal in group[:_EXAMPLES]),
        )


def _word(text: str) -> str:
    return translate(text, shell_language())
