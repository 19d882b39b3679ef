"""`geoservice walk`: plan a walk, read it, and write it to a file."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from geoservice.cli.clock import parse_clock
from geoservice.cli.console import err
from geoservice.cli.files import check_file
from geoservice.cli.itinerary import print_itinerary
from geoservice.cli.walk_files import ENDINGS, write_file
from geoservice.cli.work import working_database
from geoservice.config import Settings
from geoservice.ecology.asked import PREFERENCES, AskedPlace, AskedWalk
from geoservice.ecology.planner import plan
from geoservice.ecology.wishes import Moment
from geoservice.language import LANGUAGES, shell_language, translate
from geoservice.paths import networks_folder
from geoservice.publish.values import parse_integer, parse_place
from geoservice.publish.walks.tokens import write_walk
from geoservice.store.words import AGE_GROUPS, KINDS
from geoservice.walk.profiles import profiles
from geoservice.walk.shelf import NetworkShelf

_PLACE = "LON,LAT|SPACE"


@click.command("walk")
@click.option("--city", required=True, metavar="SLUG", help="The city to walk in.")
@click.option("--from", "start", metavar=_PLACE, help="Where the walk starts.")
@click.option("--to", "end", metavar=_PLACE, help="Where it ends.")
@click.option("--stop", "stops", multiple=True, metavar=_PLACE, help="A stop; again for more.")
@click.option("--loop", is_flag=True, help="Come back to the start.")
@click.option("--in-order", is_flag=True, help="Keep the stops in the order given.")
@click.option("--minutes", type=int, help="Choose stops so that all of it fits these minutes.")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="Only such stops.")
@click.option("--theme", "themes", multiple=True, help="What it should be about: health, …")
@click.option("--age-group", type=click.Choice(AGE_GROUPS), help="Who it is for.")
@click.option("--profile", default="adult", show_default=True, type=click.Choice(list(profiles())))
@click.option("--prefer", multiple=True, type=click.Choice(PREFERENCES), help="What way to take.")
@click.option("--depart", metavar="TIME", help="2026-11-28T14:00 on the city's clock; else now.")
@click.option("--dwell", "dwell_minutes", type=int, help="Minutes at each stop.")
@click.option("--language", type=click.Choice(LANGUAGES), help="Of the itinerary and the file.")
@click.option("--out", "file", type=click.Path(dir_okay=False, path_type=Path),
              help="Write it too: .geojson, .gpx, .kml or .pdf.")  # fmt: skip
def walk(file: Path | None, language: str | None, **options: Any) -> None:
    """Plan a walk past learning spaces and print it, turn by turn."""
    if file is not None:
        check_file(file, ENDINGS)
    asked = _asked(options)
    language = language or shell_language()
    settings = Settings.from_environment()
    with working_database() as database:
        networks = NetworkShelf(networks_folder(settings.home))
        with database.reading() as session:
            planned = plan(session, networks, asked, Moment(datetime.now(UTC)))
        # What is written to a file is this walk, and not one of a minute later.
        planned = replace(planned, asked=replace(asked, depart=planned.walk.depart))
        link = f"{_base(settings)}/?walk={write_walk(planned.asked)}"
        print_itinerary(planned, language, link=link)
        if file is not None:
            write_file(file, planned, language, link=link, database=database)
            said = translate("{file} is written.", language, file=file)
            err.print(said, markup=False)


def _base(settings: Settings) -> str:
    """Return the address the map has: the public one if it is set, else that of this machine."""
    return (settings.base_url or f"http://{settings.host}:{settings.port}").rstrip("/")


def _asked(options: Mapping[str, Any]) -> AskedWalk:
    kept = ("city", "loop", "kinds", "themes", "age_group", "profile", "prefer", "dwell_minutes")
    return AskedWalk(
        **{name: options[name] for name in kept},
        start=_place("--from", options["start"]) if options["start"] else None,
        end=_place("--to", options["end"]) if options["end"] else None,
        stops=tuple(_place("--stop", text) for text in options["stops"]),
        best_order=not options["in_order"],
        budget_minutes=options["minutes"],
        depart=parse_clock("--depart", options["depart"]) if options["depart"] else None,
    )


def _place(name: str, text: str) -> AskedPlace:
    if "," not in text:
        return AskedPlace(space=parse_integer(name, text))
    lon, lat = parse_place(name, text)
    return AskedPlace(lon=lon, lat=lat)
