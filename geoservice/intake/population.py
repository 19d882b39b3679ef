"""A population table or raster into a city: by district code, by cell, or by point."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from sqlalchemy.orm import Session

from geoservice.errors import InputError
from geoservice.intake.area import CityArea, area_of
from geoservice.intake.columns import Columns, find_columns, usual_names
from geoservice.intake.loading import Counts
from geoservice.intake.polygons import read_polygons
from geoservice.intake.population_codes import import_codes
from geoservice.intake.population_raster import is_raster, read_raster
from geoservice.intake.population_reading import PopulationImport, Reading, figures_year
from geoservice.intake.population_store import Census, Counted, store_population
from geoservice.intake.progress import Report, silent
from geoservice.intake.refusals import RefusalLog
from geoservice.intake.sources import source_name
from geoservice.intake.tables import Table, open_table
from geoservice.intake.tables.formats import check_file
from geoservice.intake.trail import Origin, record_import
from geoservice.store.cities import find_city
from geoservice.store.models import City

__all__ = ["PopulationImport", "import_population"]


def import_population(
    session: Session, path: Path, how: PopulationImport, *, report: Report = silent
) -> Counts:
    """Store who lives in a city's districts, cells or points, in the session's transaction.

    A table may cover the whole country: only figures of the city's own districts, or places in it
    and the margin around it, are stored. Where the levels of a table do not add up, the warnings
    say so. The same source and year again updates in place. Raises InputError where a file has
    nothing for the city, no year, or codes that are there twice.
    """
    check_file(path)
    city = find_city(session, how.city)
    source = source_name(how.source, path)
    task = _Task(session, city, path, source, how, report)
    counts = _store_raster(task) if is_raster(path) else _store_table(task)
    record_import(session, city, Origin("population", path, source), counts)
    return counts


class _Task(NamedTuple):
    """One import: what, where to, under which name, and how."""

    session: Session
    city: City
    path: Path
    source: str
    how: PopulationImport
    report: Report


def _store_raster(task: _Task) -> Counts:
    area = area_of(task.city)
    census = Census(task.source, figures_year(task.how, task.path.name, set()))
    cells = read_raster(task.path, area, options=task.how.options)
    task.report("Merging population", 0, None)
    return store_population(task.session, task.city, census, cells)


def _store_table(task: _Task) -> Counts:
    area = area_of(task.city)
    how, file = task.how, task.path.name
    table = open_table(task.path, options=replace(how.options, near=area.middle))
    columns = find_columns(table.columns, usual=usual_names("population_columns"), given=how.given)
    log = RefusalLog(file)
    reading = Reading(table, columns, how, log, task.report)
    if _by_code(table, columns, how):
        return import_codes(task.session, task.city, task.source, reading)
    counted = list(_placed(reading, area))
    area.finish(file)
    log.require_some(len(counted))
    census = Census(task.source, figures_year(how, file, reading.years))
    counts = store_population(task.session, task.city, census, counted)
    return counts.with_refusals(log.refusals()).with_warnings(log.warnings())


def _by_code(table: Table, columns: Columns, how: PopulationImport) -> bool:
    """Return whether the figures go by code; InputError where they can go neither way."""
    listed = ", ".join(table.columns) or "-"
    has_people = "people" in columns or ("male" in columns and "female" in columns)
    if not has_people:
        raise InputError(
            "{file} has no column of people; name it with --map column=people. "
            "Its columns are: {columns}.",
            file=table.file,
            columns=listed,
        )
    if how.by not in (None, "code", "place"):
        raise InputError("Figures go by 'code' or by 'place', not by '{by}'.", by=how.by)
    if how.by != "place" and "code" in columns:
        return True
    if how.by != "code" and table.has_places:
        return False
    raise InputError(
        "{file} has neither a column of district codes (name it with --map column=code) nor "
        "coordinates (name their columns with --lon and --lat). Its columns are: {columns}.",
        file=table.file,
        columns=listed,
    )


def _placed(reading: Reading, area: CityArea) -> Iterator[Counted]:
    for row, figures in reading.rows():
        try:
            if row.geom is None:
                raise InputError("It has no place.")
            place = row.geom
            if place.geom_type != "Point":
                place, _ = read_polygons(place)
            area.require(place)
        except InputError as error:
            reading.log.refuse(row.number, error)
        else:
            yield Counted(figures, place=place)
