"""`geoservice map`: a collection as a map that is one file of HTML."""

from pathlib import Path

import click

from geoservice.cli.console import say
from geoservice.cli.files import check_file, write_whole
from geoservice.cli.work import working_database
from geoservice.language import LANGUAGES, shell_language
from geoservice.publish.collections import find_collection
from geoservice.publish.filters import parse_filter


@click.command("map")
@click.argument("collection")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--city", metavar="SLUG", help="Only what belongs to this city.")
@click.option("--filter", "filter_", metavar="CQL2", help="kind = 'library' AND capacity > 50")
@click.option("--language", type=click.Choice(LANGUAGES), help="Else that of the shell.")
def draw(
    collection: str, file: Path, city: str | None, filter_: str | None, language: str | None
) -> None:
    """Draw the features of COLLECTION on a map and write it to FILE.html.

    The file holds all it needs and opens without a network.
    """
    # folium takes more than a second to be imported
    from geoservice.publish.folium_collections import collection_map  # noqa: PLC0415
    from geoservice.publish.folium_map import to_html  # noqa: PLC0415

    found = find_collection(collection)
    check_file(file, (".html",))
    options = {"city": city, "filter": filter_}
    asked = parse_filter(found, {name: text for name, text in options.items() if text is not None})
    with working_database() as database, database.reading() as session:
        made = collection_map(session, found, asked, language=language or shell_language())
        write_whole(file, to_html(made).encode())
    say("{file} is written.", file=file)
