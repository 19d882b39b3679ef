"""Showing coverage and new places on a terminal: a table, and what one must know of it below."""

from collections.abc import Iterable

from rich.table import Table

from geoservice.cli.console import out
from geoservice.cli.counts import print_table
from geoservice.coverage.figures import Coverage, DistrictFigures, Site, Sites
from geoservice.language import translate
from geoservice.publish.coverage.documents import in_one
from geoservice.publish.coverage.table import whole_city
from geoservice.publish.coverage.texts import (
    UNKNOWN,
    say_count,
    say_district,
    say_share,
    say_sites,
)
from geoservice.publish.coverage.workbook import about_lines
from geoservice.publish.walks.words import in_language

_COUNTED = ("People", "Within reach", "Share of people")
_STREETS = ("Share of streets", "Spaces", "Minutes to the nearest")


def print_coverage(coverage: Coverage, language: str) -> None:
    """Print a line for each district and the city's below, then remarks and sources."""
    title, *notes = about_lines(coverage, language)
    _print([title, ""])
    print_table(_districts(coverage, language))
    _print(["", *notes])


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        out.print(line, markup=False)


def _districts(coverage: Coverage, language: str) -> Table:
    counted = coverage.people_source is not None
    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column(translate("District", language))
    for heading in (*(_COUNTED if counted else ()), *_STREETS):
        table.add_column(translate(heading, language), justify="right")
    for row in coverage.districts:
        table.add_row(say_district(row, language), *_figures(row, counted=counted))
    city = whole_city(coverage)
    table.add_row(say_district(city, language), *_figures(city, counted=counted), style="bold")
    return table


def _figures(row: DistrictFigures, *, counted: bool) -> list[str]:
    people = [
        say_count(row.people),
        say_count(row.people_covered),
        say_share(row.share, row.share_low, row.share_high),
    ]
    median = row.nearest_minutes_median
    streets = [
        say_share(row.street_share),
        say_count(row.spaces),
        UNKNOWN if median is None else f"{median:.1f}",
    ]
    return [*(people if counted else []), *streets]


def print_sites(sites: Sites, language: str) -> None:
    """Print the chosen places in their order, then how good they are."""
    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column("", justify="right")
    table.add_column(translate("Longitude, latitude", language))
    table.add_column(translate("District", language))
    gained = "People more" if sites.weighed_by == "people" else "Metres of street more"
    table.add_column(translate(gained, language), justify="right")
    table.add_column("")
    for number, site in enumerate(sites.sites, 1):
        table.add_row(str(number), *_site(site, language))
    print_table(table)
    remarks = (in_one(each.text, language) for each in sites.remarks)
    _print(["", *say_sites(sites, language), *remarks])


def _site(site: Site, language: str) -> list[str]:
    return [
        f"{site.lon:.6f},{site.lat:.6f}",
        site.district or UNKNOWN,
        say_count(site.people_gained),
        in_language(language, site.name_th, site.name_en),
    ]
