"""Figures of cities in words: values with their unit, days on the reader's calendar, changes."""

from datetime import date

from babel.dates import format_date

from geoservice.language import translate
from geoservice.publish.cities.figures import Figure
from geoservice.publish.coverage.evidence_texts import UNITS, say_nothing
from geoservice.publish.coverage.paper import say_value

_BUDDHIST_ERA = 543
_DECIMALS = {"share": 1, "count": 0, "decimal": 1, "index": 3}
_DAY_LETTERS, _MONTH_LETTERS = len("2026-11-24"), len("2026-11")
SMALL = 0.995  # a number for each 1,000 people below that is told with a digit more


def say_figure(figure: Figure, language: str) -> str:
    """Return the value with its unit, or that there is no data."""
    if figure.value is None:
        return say_nothing(language)
    if figure.unit == "decimal":
        return say_decimal(figure.value)
    return say_value(figure.value, UNITS[figure.unit])


def say_decimal(value: float) -> str:
    """Return a number of no unit, a small one with a digit more."""
    return f"{value:,.2f}" if 0 < value < SMALL else f"{value:,.1f}"


def say_interval(figure: Figure) -> str:
    """Return between what a share lies for sure; nothing where that is not known."""
    if figure.low is None or figure.high is None or figure.value is None:
        return ""
    low, high = f"{100 * figure.low:.1f}", f"{100 * figure.high:.1f}"
    return "" if low == high else f"{low}–{high} %"


def say_change(figure: Figure) -> str:
    """Return by how much it grew since the last kept pack, in its unit; nothing where unknown."""
    if figure.change is None:
        return ""
    share = figure.unit == "share"
    return say_grown(100 * figure.change if share else figure.change, _DECIMALS[figure.unit])


def say_grown(change: float, decimals: int) -> str:
    """Return a change with its sign; one that rounds to nothing has none."""
    rounded = round(change, decimals)
    return f"{rounded:+,.{decimals}f}" if rounded else "0"


def say_when(figure: Figure, language: str) -> str:
    """Return as of when a figure is, and of which year its people are."""
    day = say_day(figure.as_of, language)
    if figure.people_year is None:
        return day
    people = translate("people {year}", language, year=say_year(figure.people_year, language))
    return f"{day} · {people}"


def say_day(day: str | None, language: str) -> str:
    """Return a day, a month or a year as people say it, in Thai of the Buddhist era."""
    if not day:
        return ""
    if len(day) not in (_DAY_LETTERS, _MONTH_LETTERS):
        return say_year(int(day), language)
    whole = len(day) == _DAY_LETTERS
    at = date.fromisoformat(day if whole else f"{day}-01")
    told = format_date(at, "d MMM" if whole else "MMMM", locale=language)
    return f"{told} {say_year(at.year, language)}"


def say_year(year: int, language: str) -> str:
    """Return a year, in Thai of the Buddhist era."""
    return str(year + _BUDDHIST_ERA if language == "th" else year)
