"""What is found when a route is checked, in sentences."""

from dataclasses import dataclass

from geoservice.errors import InputError
from geoservice.language import Both, say_both
from geoservice.walk.itinerary import Candidate

IN_THE_WAY = ("gone", "refused", "unreachable")
"""The kinds of findings with which a route cannot be published."""


@dataclass(frozen=True)
class Finding:
    """Something found: a word for machines, a sentence (Thai, English), and where.

    Stops and legs count from 1 as they are drawn; leg n leads from stop n. Kinds: gone,
    refused, moved, unreachable, closed, too_long, never_open, no_streets.
    """

    kind: str
    text: Both
    stop: int | None = None
    leg: int | None = None

    @property
    def is_in_the_way(self) -> bool:
        """Return whether the route cannot be published with it."""
        return self.kind in IN_THE_WAY

    def sentence(self, language: str) -> str:
        """Return the sentence in a language."""
        return self.text[1] if language == "en" else self.text[0]


def gone(number: int) -> Finding:
    """Return that a stop's space is no longer shown."""
    said = say_both(
        "Stop {number} is left out: its learning space was removed or hidden.", number=number
    )
    return Finding("gone", said, stop=number)


def refused(number: int, error: InputError) -> Finding:
    """Return that a stop cannot be one: it is private, or of another city."""
    return Finding("refused", (error.text("th"), error.text("en")), stop=number)


def moved(number: int, candidate: Candidate, metres: float) -> Finding:
    """Return that a stop's space stands elsewhere than when the route was checked."""
    said = say_both(
        "{name} (stop {number}) now stands {metres} m from where it stood when the route was "
        "drawn; the way was laid anew.",
        name=called(candidate, number),
        number=number,
        metres=f"{metres:,.0f}",
    )
    return Finding("moved", said, stop=number)


def unreachable(leg: int) -> Finding:
    """Return that nobody gets from a stop to the next."""
    said = say_both(
        "There is no way on foot from stop {number} to the next for this walker.", number=leg
    )
    return Finding("unreachable", said, leg=leg)


def closed(number: int, candidate: Candidate, clock: str) -> Finding:
    """Return that a stop is shut when one comes, though one starts at the best moment."""
    said = say_both(
        "{name} (stop {number}) is not open all the time one is there, from {clock}.",
        name=called(candidate, number),
        number=number,
        clock=clock,
    )
    return Finding("closed", said, stop=number)


def too_long(minutes: int) -> Finding:
    """Return that the best hours are shorter than the walk."""
    said = say_both(
        "The walk takes {minutes} minutes, longer than its best hours last.", minutes=minutes
    )
    return Finding("too_long", said)


def never_open() -> Finding:
    """Return that the best hours do not come within a week."""
    return Finding("never_open", say_both("The best hours do not come in the next week."))


def no_streets() -> Finding:
    """Return that there is nothing to walk on."""
    said = say_both("The city has no streets one can walk, so the way is not known.")
    return Finding("no_streets", said)


def called(candidate: Candidate, number: int) -> Both:
    """Return what a stop is called in Thai and in English, its number where nothing else is."""
    thai, english = say_both("Stop {number}", number=number)
    return (
        candidate.name_th or candidate.name_en or thai,
        candidate.name_en or candidate.name_th or english,
    )
