"""Cities side by side as they are read, what is not comparable marked by the number of a reason."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from geoservice.language import translate
from geoservice.publish.cities.comparison import Cell, Comparison
from geoservice.publish.cities.groups import TITLES
from geoservice.publish.cities.texts import say_figure
from geoservice.publish.coverage.documents import in_one

Numbers = Mapping[tuple[str, str], int]
"""The numbers of reasons, by city and id."""


@dataclass(frozen=True)
class NumberedDoubt:
    """Why figures of a city are not comparable, with the number that cells name it by."""

    number: int
    city: str
    text: str


@dataclass(frozen=True)
class CellView:
    """A figure of a city; `doubts` are numbers of reasons."""

    value: str
    known: bool
    url: str
    note: str
    doubts: tuple[int, ...]


@dataclass(frozen=True)
class CompareLine:
    """A figure of all cities."""

    title: str
    cells: tuple[CellView, ...]


@dataclass(frozen=True)
class CompareSection:
    """A part of a comparison."""

    id: str
    title: str
    lines: tuple[CompareLine, ...]


@dataclass(frozen=True)
class CompareView:
    """A comparison as it is read; `cities` are slug and title."""

    cities: tuple[Mapping[str, str], ...]
    doubts: tuple[NumberedDoubt, ...]
    remarks: tuple[str, ...]
    sections: tuple[CompareSection, ...]


def compare_view(comparison: Comparison, language: str, *, base: str) -> CompareView:
    """Return a comparison as it is read; `base` is where the service is, for its queries."""
    names = {each.city.slug: each.city.name(language) for each in comparison.profiles}
    numbers = {(each.city, each.id): at for at, each in enumerate(comparison.doubts, 1)}
    return CompareView(
        cities=tuple({"slug": slug, "title": title} for slug, title in names.items()),
        doubts=tuple(
            NumberedDoubt(number, names[each.city], in_one(each.text, language))
            for number, each in enumerate(comparison.doubts, 1)
        ),
        remarks=tuple(in_one(each, language) for each in comparison.remarks),
        sections=tuple(_sections(comparison, numbers, language, base)),
    )


def _sections(
    comparison: Comparison, numbers: Numbers, language: str, base: str
) -> Iterator[CompareSection]:
    for group, title in TITLES.items():
        lines = (line for line in comparison.lines if line[0].figure.group == group)
        told = tuple(_line(line, numbers, language, base) for line in lines)
        yield CompareSection(group, translate(title, language), told)


def _line(cells: Sequence[Cell], numbers: Numbers, language: str, base: str) -> CompareLine:
    told = tuple(_cell(each, numbers, language, base) for each in cells)
    return CompareLine(in_one(cells[0].figure.title, language), told)


def _cell(cell: Cell, numbers: Numbers, language: str, base: str) -> CellView:
    figure = cell.figure
    ours = (numbers.get((cell.city, each)) for each in cell.doubts)
    return CellView(
        value=say_figure(figure, language),
        known=figure.value is not None,
        url=base + figure.query.path,
        note=in_one(figure.note, language) if figure.note and _tells_why(cell) else "",
        doubts=tuple(each for each in ours if each is not None),
    )


def _tells_why(cell: Cell) -> bool:
    """Return whether a note says why a figure is missing, beyond that nothing is stored, or where.

    What else is to be thought of stands on the page of the city.
    """
    figure = cell.figure
    if figure.value is None:
        return figure.group == "reach" or figure.id == "spaces_per_1000"
    return figure.id == "lowest_district"
