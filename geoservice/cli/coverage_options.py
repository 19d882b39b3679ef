"""The options by which every command about coverage is asked."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, TypeVar

import click
from sqlalchemy.orm import Session

from geoservice.cli.clock import parse_clock
from geoservice.cli.work import working_database
from geoservice.config import Settings
from geoservice.coverage.asked import DECAYS, DEFAULT_MINUTES, AskedCoverage
from geoservice.coverage.shelf import CoverageShelf
from geoservice.language import LANGUAGES
from geoservice.paths import coverage_folder, networks_folder
from geoservice.publish.coverage.requests import ALL_LEVELS, NOW, read_coverage
from geoservice.store.words import KINDS
from geoservice.walk.profiles import profiles
from geoservice.walk.shelf import NetworkShelf

Command = TypeVar("Command", bound=Callable[..., Any])
_CITY = click.option("--city", metavar="SLUG", help="The city.")
_OPTIONS = (
    click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS),
                 help="Only such spaces; again for more."),
    click.option("--minutes", type=int, default=DEFAULT_MINUTES, show_default=True,
                 help="How long one walks, 1 to 60."),
    click.option("--profile", default="adult", show_default=True,
                 type=click.Choice(list(profiles())), help="Who walks."),
    click.option("--level", type=click.Choice(ALL_LEVELS),
                 help="Which districts; else the finest there are."),
    click.option("--at", metavar="TIME",
                 help="Open at 2026-11-28T10:00 on the city's clock, or now; else whenever."),
    click.option("--decay", type=click.Choice(DECAYS), default=DECAYS[0], show_default=True,
                 help="How access fades with the minutes."),
    click.option("--language", type=click.Choice(LANGUAGES), help="Of what is printed, written."),
)  # fmt: skip
_MEMBERS = ("city", "minutes", "profile", "level", "decay")


def coverage_options(command: Command) -> Command:
    """Give a command the options that say whose coverage is asked, and in which language."""
    return _CITY(setting_options(command))


def setting_options(command: Command) -> Command:
    """Give a command whose city is known already the other options."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def asked_coverage(options: Mapping[str, Any]) -> AskedCoverage:
    """Return the coverage that options ask for; InputError names what is wrong."""
    if not options["city"]:
        raise click.UsageError("Missing option '--city'.")
    now = datetime.now(UTC)
    members = {name: options[name] for name in _MEMBERS}
    if options["kinds"]:
        members["kinds"] = list(options["kinds"])
    if options["at"] == NOW:
        return read_coverage({**members, "at": NOW}, now)
    asked = read_coverage(members, now)
    return replace(asked, at=parse_clock("--at", options["at"])) if options["at"] else asked


@contextmanager
def planning() -> Iterator[tuple[Session, CoverageShelf]]:
    """Give a reading session and the shelf that coverage is found with."""
    home = Settings.from_environment().home
    shelf = CoverageShelf(coverage_folder(home), NetworkShelf(networks_folder(home)))
    with working_database() as database, database.reading() as session:
        yield session, shelf
