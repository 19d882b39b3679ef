"""Cities, the unit of work."""

from pathlib import Path
from typing import Any

import click
from geoalchemy2.shape import to_shape
from rich.table import Table
from sqlalchemy import select

from geoservice.cli.console import say
from geoservice.cli.counts import print_table, print_warnings, word
from geoservice.cli.work import working_database
from geoservice.errors import InputError
from geoservice.intake import cities as intake
from geoservice.intake.tables import TableOptions
from geoservice.store.models import City


@click.group("cities")
def cities() -> None:
    """Cities, the unit of work."""


@cities.command("add")
@click.argument("slug")
@click.option("--name-th", required=True, help="Its Thai name.")
@click.option("--name-en", required=True, help="Its English name.")
@click.option("--boundary", type=click.Path(path_type=Path), help="A file with its polygons.")
@click.option("--bbox", metavar="W,S,E,N", help="Its box in degrees, where there is no file.")
@click.option("--crs", help="The coordinate system of the boundary file, e.g. EPSG:32647.")
@click.option("--layer", help="The layer of the boundary file.")
@click.option("--timezone", default="Asia/Bangkok", show_default=True)
@click.option("--country", default="TH", show_default=True, help="ISO code of two letters.")
@click.option("--replace", is_flag=True, help="Give a city that is there these values.")
def add(slug: str, replace: bool, **options: Any) -> None:
    """Add the city SLUG (chiang-mai) with its boundary."""
    found = _boundary(options.pop("boundary"), options.pop("bbox"), _reading(options))
    city = intake.NewCity(slug=slug, boundary=found.shape, **options)
    store = intake.replace_city if replace else intake.add_city
    with working_database() as database, database.writing() as session:
        store(session, city)
    print_warnings(found.repairs)
    say(
        "The city {slug} is stored: {name_th}, {name_en}.",
        slug=slug,
        name_th=city.name_th,
        name_en=city.name_en,
    )


def _reading(options: dict[str, Any]) -> TableOptions:
    return TableOptions(crs=options.pop("crs"), layer=options.pop("layer"))


def _boundary(file: Path | None, box: str | None, options: TableOptions) -> intake.Boundary:
    if (file is None) == (box is None):
        raise InputError("Say where the city is: either --boundary FILE or --bbox w,s,e,n.")
    if file is not None:
        return intake.read_boundary(file, options=options)
    return intake.box_boundary(intake.parse_box(box or ""))


@cities.command("list")
def list_() -> None:
    """List the cities with their names and boxes."""
    with working_database() as database, database.writing() as session:
        rows = [_row(city) for city in session.scalars(select(City).order_by(City.slug))]
    if not rows:
        say("There is no city yet; add one with: geoservice cities add SLUG")
        return
    table = Table(*map(word, ("city", "Thai", "English", "time zone", "box")), box=None)
    for row in rows:
        table.add_row(*row)
    print_table(table)


def _row(city: City) -> tuple[str, ...]:
    box = ",".join(f"{edge:.4f}" for edge in to_shape(city.geom).bounds)
    return (city.slug, city.name_th, city.name_en, city.timezone, box)
