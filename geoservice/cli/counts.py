"""Showing what an import did: a table of counts, why things were refused, what is worth knowing."""

from collections.abc import Iterable, Mapping
from itertools import groupby

from rich.console import Console
from rich.table import Table

from geoservice.cli.console import err, out, say
from geoservice.errors import GeoserviceError
from geoservice.intake.loading import Counts, Refusal
from geoservice.language import shell_language, translate

_EXAMPLES = 3
_MOST_WARNINGS = 20
_WIDEST = 500
_HEADINGS = ("read", "new", "changed", "unchanged", "hidden", "refused")


def print_counts(by_title: Mapping[str, Counts]) -> None:
    """Print one line of counts for each title, then all refusals and warnings."""
    table = Table(box=None, header_style="bold")
    table.add_column("", no_wrap=True)
    for heading in _HEADINGS:
        table.add_column(word(heading), justify="right", no_wrap=True)
    for title, counts in by_title.items():
        figures = (getattr(counts, heading) for heading in _HEADINGS)
        table.add_row(word(title), *(f"{figure:,}" for figure in figures))
    print_table(table)
    for counts in by_title.values():
        print_refusals(counts.refusals)
        print_warnings(counts.warnings)


def print_table(table: Table) -> None:
    """Print a table whole: where its lines are longer than the screen, the screen wraps them."""
    Console(file=out.file, width=_WIDEST, highlight=False).print(table, soft_wrap=False)


def print_refusals(refusals: Iterable[Refusal]) -> None:
    """Print each reason once, with how many things it kept out and the first of them."""
    by_reason = sorted(refusals, key=lambda refusal: str(refusal.reason))
    for _, same in groupby(by_reason, key=lambda refusal: str(refusal.reason)):
        group = list(same)
        say(
            "Refused {count}: {reason} ({examples})",
            count=sum(refusal.count for refusal in group),
            reason=group[0].reason.text(shell_language()),
            examples=", ".join(_subject(refusal) for refusal in group[:_EXAMPLES]),
        )


def _subject(refusal: Refusal) -> str:
    """Return what was refused: "row 7" in the reader's language, ids as they are."""
    thing, _, number = refusal.subject.partition(" ")
    if thing == "row" and number.isdigit():
        return translate("row {number}", shell_language(), number=number)
    return refusal.subject


def print_warnings(warnings: Iterable[GeoserviceError]) -> None:
    """Print warnings on stderr, the first twenty of them."""
    lines = [warning.text(shell_language()) for warning in warnings]
    for line in lines[:_MOST_WARNINGS]:
        err.print(line, markup=False, style="yellow")
    if len(lines) > _MOST_WARNINGS:
        more = translate("… and {count} more.", shell_language(), count=len(lines) - _MOST_WARNINGS)
        err.print(more, markup=False, style="yellow")


def print_offers(count: int, *, city: str) -> None:
    """Say that places were newly offered as merges, if any were."""
    if count:
        say(
            "Pairs of places that may be one: {count}, offered to curators as merges: "
            "geoservice duplicates --city {city}",
            count=count,
            city=city,
        )


def word(text: str) -> str:
    """Return a word in the language of the person at the shell."""
    return translate(text, shell_language())
