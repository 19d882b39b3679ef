"""Cities side by side, and which of their figures cannot be held against each other, and why.

The first city that is named is the yardstick: a figure of another city is comparable where it was
found in the same way from the same kind of data. What data is missing is said, never guessed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from geoservice.language import Both, say_both
from geoservice.publish.cities.doubts import NO_YARDSTICK, Doubt, find_doubts, touches
from geoservice.publish.cities.figures import Figure, list_figures
from geoservice.publish.cities.profile import Profile
from geoservice.publish.cities.spread import lowest_district, newest_kept


@dataclass(frozen=True)
class Cell:
    """A figure of a city in a comparison; `doubts` are ids of why it is not comparable."""

    city: str
    figure: Figure
    doubts: tuple[str, ...]

    @property
    def comparable(self) -> bool:
        """Return whether it can be held against the figure of the first city."""
        return self.figure.value is not None and not self.doubts


@dataclass(frozen=True)
class Comparison:
    """Cities in the order in which they were named, and their figures line by line."""

    profiles: tuple[Profile, ...]
    lines: tuple[tuple[Cell, ...], ...]
    doubts: tuple[Doubt, ...]
    remarks: tuple[Both, ...]


def compare(profiles: Sequence[Profile]) -> Comparison:
    """Return cities side by side; the first is the yardstick of the others."""
    first = profiles[0]
    doubts = tuple(doubt for other in profiles[1:] for doubt in find_doubts(first, other))
    columns = [
        (*list_figures(profile), lowest_district(profile), newest_kept(profile))
        for profile in profiles
    ]
    lines = tuple(
        tuple(
            _cell(profile, figure, figures[0], doubts)
            for profile, figure in zip(profiles, figures, strict=True)
        )
        for figures in zip(*columns, strict=True)
    )
    return Comparison(tuple(profiles), lines, doubts, tuple(_remarks(profiles)))


def _cell(profile: Profile, figure: Figure, yardstick: Figure, doubts: Sequence[Doubt]) -> Cell:
    slug = profile.city.slug
    if figure.value is None:
        return Cell(slug, figure, ())  # its note says why
    ours = [each.id for each in doubts if each.city == slug and touches(each.id, figure)]
    if yardstick.value is None and figure is not yardstick:
        ours = [*ours, NO_YARDSTICK]
    return Cell(slug, figure, tuple(ours))


def _remarks(profiles: Sequence[Profile]) -> Iterator[Both]:
    yield say_both(
        "Counts grow with the size of a city: hold figures for each 1,000 people and shares "
        "against each other rather than sums."
    )
    yield say_both(
        "Activities, knowledge, routes, partners and notes are what people entered here: few may "
        "mean few, or that a city has only begun to enter them."
    )
    if any(each.coverage is not None and each.coverage.level == "hexagon" for each in profiles):
        yield say_both("Where no districts are stored, hexagons of equal size stand in for them.")
