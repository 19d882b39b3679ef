"""One row of a population table into figures: numbers as people write them, checked.

Wide tables have a row for each place with its total; long ones a row for each place, sex and age.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from geoservice.errors import GeoserviceError, InputError
from geoservice.intake.ages import AGE_SPANS, age_group
from geoservice.intake.columns import Columns
from geoservice.intake.tables import Row
from geoservice.intake.tables.cells import is_nothing, read_number
from geoservice.names import normalised

_SEXES = {
    normalised(word): sex
    for sex, words in {
        "male": ("male", "m", "men", "ชาย", "เพศชาย", "1"),
        "female": ("female", "f", "women", "หญิง", "เพศหญิง", "2"),
    }.items()
    for word in words
}
_OLDEST = 150


@dataclass(frozen=True)
class Figures:
    """People at a place; None where the source does not say."""

    people: float
    male: float | None = None
    female: float | None = None
    households: float | None = None
    by_age: Mapping[str, float] = field(default_factory=dict)

    def __add__(self, other: "Figures") -> "Figures":
        """Return both together."""
        ages = {**self.by_age}
        for group, people in other.by_age.items():
            ages[group] = ages.get(group, 0) + people
        return Figures(
            self.people + other.people,
            _sum(self.male, other.male),
            _sum(self.female, other.female),
            _sum(self.households, other.households),
            {group: ages[group] for group in AGE_SPANS if group in ages},
        )


def _sum(one: float | None, other: float | None) -> float | None:
    return other if one is None else one if other is None else one + other


def is_long(columns: Columns) -> bool:
    """Return whether a table has a row for each age."""
    return "age" in columns


def read_figures(row: Row, columns: Columns) -> Figures:
    """Return what a row counts; InputError for a number that is none or negative, or no total."""
    male, female = _number(row, columns, "male"), _number(row, columns, "female")
    people = _number(row, columns, "people")
    if people is None:
        if male is None or female is None:
            raise InputError("It has no number of people.")
        people = male + female
    if is_long(columns):
        return _of_age(row, columns, people)
    ages = {group: _number(row, columns, group) for group in AGE_SPANS}
    by_age = {group: number for group, number in ages.items() if number is not None}
    return Figures(people, male, female, _number(row, columns, "households"), by_age)


def sex_and_age(row: Row, columns: Columns) -> tuple[str, str]:
    """Return what tells the rows of one place apart in a long table."""
    return (columns.cell(row.values, "sex") or "", columns.cell(row.values, "age") or "")


def _of_age(row: Row, columns: Columns, people: float) -> Figures:
    figures = Figures(people, by_age={age_group(_age(row, columns)): people})
    said = columns.cell(row.values, "sex")
    if said is None:
        return figures
    sex = _SEXES.get(normalised(said))
    if sex == "male":
        return replace(figures, male=people)
    if sex == "female":
        return replace(figures, female=people)
    raise InputError("'{value}' is neither male nor female.", value=said[:60])


def _age(row: Row, columns: Columns) -> int:
    text = columns.cell(row.values, "age")
    age = read_number((text or "").removesuffix("+"))
    if not age.is_integer() or not 0 <= age <= _OLDEST:
        raise InputError("'{value}' is not an age in years.", value=(text or "")[:60])
    return int(age)


def _number(row: Row, columns: Columns, name: str) -> float | None:
    text = columns.cell(row.values, name)
    if text is None or is_nothing(text):
        return None
    number = read_number(text)
    if number < 0:
        raise InputError(
            "{column} is {value}, but there cannot be fewer than none.",
            column=columns.by_field[name],
            value=text[:60],
        )
    return number


def sexes_differ(figures: Figures, name: str) -> GeoserviceError | None:
    """Return a word on a total that is not the sum of men and women, None where it is."""
    if figures.male is None or figures.female is None:
        return None
    both = figures.male + figures.female
    if abs(both - figures.people) < 0.5:
        return None
    return GeoserviceError(
        "{name}: {people} people, but {male} men and {female} women make {both}.",
        name=name,
        people=written(figures.people),
        male=written(figures.male),
        female=written(figures.female),
        both=written(both),
    )


def written(number: float) -> str:
    """Return a number of people with thousands commas."""
    return f"{number:,.0f}" if float(number).is_integer() else f"{number:,.1f}"
