"""`geoservice duplicates`: places that two sources list, offered as merges."""

import click

from geoservice.cli.console import say
from geoservice.cli.counts import word
from geoservice.cli.work import working_database
from geoservice.intake.duplicates import Duplicate, Listed, offer_duplicates, pending_offers
from geoservice.store.cities import find_city

_REASONS = {
    "same_name": "the same name",
    "alike": "names alike",
    "sounds_alike": "names that sound alike",
    "same_wikidata": "the same Wikidata entry",
    "same_phone": "the same telephone",
    "same_website": "the same website",
}


@click.command("duplicates")
@click.option("--city", required=True, metavar="SLUG", help="The city to look at.")
def duplicates(city: str) -> None:
    """Find places that are there twice, and list the merges that wait for a curator.

    Nothing is merged. A pair that was rejected is not offered again.
    """
    with working_database() as database, database.writing() as session:
        found = find_city(session, city)
        new = offer_duplicates(session, found)
        waiting = pending_offers(session, found)
    for duplicate in waiting:
        _print(duplicate)
    say("{new} new, {waiting} waiting for a curator.", new=len(new), waiting=len(waiting))


def _print(duplicate: Duplicate) -> None:
    reasons = ", ".join(word(_REASONS.get(reason, reason)) for reason in duplicate.reasons)
    click.echo(
        f"{duplicate.score:.2f}\t{duplicate.metres:.0f} m\t{_label(duplicate.keep)}\t"
        f"{_label(duplicate.other)}\t{reasons}"
    )


def _label(space: Listed) -> str:
    return f"{space.id} {space.name_th or space.name_en or '-'} ({space.source})"
