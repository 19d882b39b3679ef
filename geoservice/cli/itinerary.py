"""Showing a planned walk: a table of its stops, then the way, step by step."""

from rich.table import Table

from geoservice.cli.console import out
from geoservice.cli.counts import print_table
from geoservice.ecology.planner import PlannedWalk
from geoservice.language import translate
from geoservice.publish.walks.paper import Paper, PaperLeg, walk_paper
from geoservice.publish.walks.texts import StopText

_HEADINGS = ("", "Stop", "Time", "Opening hours", "Why")


def print_itinerary(planned: PlannedWalk, language: str, *, link: str) -> None:
    """Print a walk in `language`: what, when, how far; notes; and where the map shows it."""
    paper = walk_paper(planned, language)
    _print(paper.title, paper.summary, "")
    print_table(_stops(paper, language))
    for part in paper.parts:
        if isinstance(part, PaperLeg):
            _print("", f"{part.title} ({part.cost})", *_steps(part))
        else:
            _print("", part.title)
    if paper.left_out:
        _print("", translate("Not on this walk", language))
        _print(*(f"  {name}: {text}" for name, text in paper.left_out))
    _print("", *paper.notes, link)


def _print(*lines: str) -> None:
    for line in lines:
        out.print(line, markup=False)


def _stops(paper: Paper, language: str) -> Table:
    headings = [translate(text, language) if text else "" for text in _HEADINGS]
    table = Table(*headings, box=None, header_style="bold", pad_edge=False)
    for part in paper.parts:
        if isinstance(part, StopText):
            table.add_row(str(part.number), part.name, part.stay, part.hours, part.why)
    return table


def _steps(leg: PaperLeg) -> list[str]:
    return [
        f"  {number}. {text}{f' – {distance}' if distance else ''}"
        for number, (text, distance) in enumerate(leg.steps, 1)
    ]
