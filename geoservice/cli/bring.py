"""Bringing a city in on the way up: the sample, or any other from an OSM file."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select

from geoservice.cli.console import progress, say
from geoservice.cli.import_osm import show_import
from geoservice.config import Settings
from geoservice.ecology.demo.content import fill_sample
from geoservice.errors import InputError
from geoservice.intake import sample
from geoservice.intake.cities import NewCity, add_city, box_boundary
from geoservice.intake.download import download, is_url
from geoservice.intake.known_cities import known_names
from geoservice.intake.osm.extent import file_extent
from geoservice.intake.osm.importing import ACTION, import_osm
from geoservice.paths import networks_folder
from geoservice.store.audit import file_sum, last_import
from geoservice.store.database import Database, settle
from geoservice.store.models import City
from geoservice.walk.shelf import NetworkShelf


@dataclass(frozen=True)
class Wanted:
    """The city asked for: its slug, where it comes from, and what to call it if it is new."""

    slug: str
    osm: str | None = None
    name_th: str | None = None
    name_en: str | None = None
    timezone: str = "Asia/Bangkok"
    country: str = "TH"


def bring_city(database: Database, settings: Settings, wanted: Wanted) -> None:
    """Import the wanted city unless the store has it just so already.

    Without a file the sample is brought into an empty store; any other city must be there.
    A file must come with the city's own slug: nothing else is brought in as the sample.
    """
    if wanted.osm is not None and wanted.slug == sample.SLUG:
        raise InputError(
            "Say which city {file} is about: --city SLUG, or with make: CITY=SLUG",
            file=wanted.osm,
        )
    with database.writing() as session:
        there = session.scalars(select(City.slug)).all()
    if wanted.osm is None and (wanted.slug in there or (there and wanted.slug == sample.SLUG)):
        return
    downloads = settings.home / "downloads"
    if wanted.osm is None:
        wanted = _sample(wanted)
        with progress() as report:
            file = sample.sample_file(downloads, progress=report)
    else:
        file = _file(wanted.osm, downloads)
    _import(database, wanted, file)


def fill_demo(database: Database, settings: Settings, slug: str) -> None:
    """Put what was written for the sample city beside its map, once."""
    if slug != sample.SLUG:
        return
    networks = NetworkShelf(networks_folder(settings.home))
    with database.writing() as session:
        if session.scalar(select(City.id).where(City.slug == slug)) is None:
            return
        count = fill_sample(session, networks, slug, now=datetime.now(UTC))
    if count:
        say("{count} pieces of knowledge, activities, routes and more came with it.", count=count)


def _sample(wanted: Wanted) -> Wanted:
    if wanted.slug != sample.SLUG:
        raise InputError(
            "There is no city '{slug}' yet; say where it comes from with --osm FILE, "
            "or with: make demo OSM=FILE CITY={slug}",
            slug=wanted.slug,
        )
    return Wanted(
        slug=sample.SLUG,
        name_th=sample.NAME_TH,
        name_en=sample.NAME_EN,
        timezone=sample.TIMEZONE,
        country=sample.COUNTRY,
    )


def _file(osm: str, downloads: Path) -> Path:
    if not is_url(osm):
        return Path(osm)
    with progress() as report:
        return download(osm, downloads, progress=report)


def _import(database: Database, wanted: Wanted, file: Path) -> None:
    """Add the city where it is new and import its file where it is another than the last."""
    if not file.is_file():
        raise InputError("There is no file {path}.", path=file)
    with progress() as report, database.writing() as session:
        city = session.scalar(select(City).where(City.slug == wanted.slug))
        if city is None:
            city = add_city(session, _new_city(wanted, file))
        elif last_import(session, city_id=city.id, action=ACTION) == file_sum(file):
            return
        result = import_osm(session, file, city=wanted.slug, report=report)
    settle(database)
    say("{city} was brought in from {file}.", city=wanted.slug, file=file.name)
    show_import(result)


def _new_city(wanted: Wanted, file: Path) -> NewCity:
    title = wanted.slug.replace("-", " ").title()
    known_th, known_en = known_names(wanted.slug) or (title, title)
    return NewCity(
        slug=wanted.slug,
        name_th=wanted.name_th or known_th,
        name_en=wanted.name_en or known_en,
        boundary=box_boundary(file_extent(file)).shape,
        timezone=wanted.timezone,
        country=wanted.country,
    )
