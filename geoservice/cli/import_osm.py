"""`geoservice import osm`: an OpenStreetMap file into a city."""

from pathlib import Path

import click

from geoservice.cli.console import say
from geoservice.cli.counts import print_counts, print_offers
from geoservice.cli.work import importing
from geoservice.intake.osm.importing import OsmImport, import_osm
from geoservice.language import shell_language
from geoservice.store.labels import KINDS


@click.command("osm")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--city", required=True, metavar="SLUG", help="The city to bring it into.")
def osm(file: Path, city: str) -> None:
    """Bring spaces, streets, basemap and districts in from an OpenStreetMap FILE.

    FILE is .osm.pbf, .osm.gz or .osm. Again updates in place: what a curator edited stays, what
    vanished from the file becomes hidden.
    """
    with importing() as (session, report):
        result = import_osm(session, file, city=city, report=report)
    show_import(result)


def show_import(result: OsmImport) -> None:
    """Print what an import did: counts by layer, kinds, the network, refusals by reason."""
    print_counts(
        {
            "Spaces": result.spaces,
            "Streets": result.streets,
            "Basemap": result.basemap,
            "Districts": result.districts,
        }
    )
    print_offers(result.duplicates, city=result.city)
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


def _kinds(by_kind: dict[str, int]) -> str:
    titles = {label.id: label.title(shell_language()) for label in KINDS}
    largest = sorted(by_kind.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{titles[kind]} {count:,}" for kind, count in largest) or "-"
