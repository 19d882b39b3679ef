"""The sentences of a report: what it found, how sure that is, how it was found."""

from collections.abc import Iterator

import numpy as np

from geoservice.coverage.asked import AskedCoverage
from geoservice.coverage.figures import DistrictFigures, Lorenz
from geoservice.coverage.report import Report
from geoservice.language import translate
from geoservice.publish.coverage.texts import say_count, say_district, say_kinds, say_share
from geoservice.publish.walks.words import in_language, say_date


def say_title(report: Report, language: str) -> str:
    """Return the title."""
    coverage = report.coverage
    city = in_language(language, coverage.city_th, coverage.city_en)
    return translate("{city}: who reaches learning on foot", language, city=city)


def say_summary(report: Report, language: str) -> Iterator[str]:
    """Give what a council must know, in few sentences, the most important first."""
    yield _say_share(report, language)
    low, high = (say_share(share) for share in _interval(report))
    if low != high:
        yield translate(
            "With all that is not sure, the share lies between {low} and {high}.",
            language,
            low=low,
            high=high,
        )
    yield from _say_unplaced(report, language)
    yield from _say_worst(report, language)
    yield from _say_change(report, language)


def _say_share(report: Report, language: str) -> str:
    total, asked = report.coverage.total, report.coverage.asked
    values = {"minutes": asked.minutes, "kinds": _say_kinds(asked, language)}
    if not report.counted:
        return translate(
            "{covered} of {all} km of street ({share}) lie within {minutes} minutes on foot of "
            "{kinds}. How many people live along them is not known.",
            language,
            covered=_kilometres(total.street_metres_covered),
            all=_kilometres(total.street_metres),
            share=say_share(total.street_share),
            **values,
        )
    said = translate(
        "{covered} of {people} people ({share}) live within {minutes} minutes on foot of {kinds}.",
        language,
        covered=say_count(total.people_covered),
        people=say_count(report.placed),
        share=say_share(total.share),
        **values,
    )
    return f"{said} {_say_others(report, language)}"


def _say_others(report: Report, language: str) -> str:
    missed = report.missed(report.coverage.total) or 0.0
    if missed < 1:
        return translate("Nobody lives farther away.", language)
    return translate("{missed} live farther away.", language, missed=say_count(missed))


def _say_kinds(asked: AskedCoverage, language: str) -> str:
    if not asked.kinds:
        return translate("a learning space", language)
    return translate("one of these: {kinds}", language, kinds=say_kinds(asked, language))


def _kilometres(metres: float) -> str:
    return f"{metres / 1000:,.1f}"


def _interval(report: Report) -> tuple[float | None, float | None]:
    return report.coverage.total.share_low, report.coverage.total.share_high


def _say_unplaced(report: Report, language: str) -> Iterator[str]:
    unplaced = (report.coverage.total.people or 0.0) - report.placed
    if report.counted and unplaced >= 1:
        yield translate(
            "{count} more people live where no streets are stored for the city; they are in no "
            "share.",
            language,
            count=say_count(unplaced),
        )


def _say_worst(report: Report, language: str) -> Iterator[str]:
    worst = next(iter(report.worst), None)
    if worst is None:
        return
    missed = report.missed(worst)
    # a hexagon has no name: it is told as a place, among the gaps
    if not missed or missed < 1 or not in_language(language, worst.name_th, worst.name_en):
        return
    yield translate(
        "Most is missing in {district}: {missed}.",
        language,
        district=say_district(worst, language),
        missed=say_missed(report, worst, language),
    )


def say_missed(report: Report, row: DistrictFigures, language: str) -> str:
    """Return how many people, or how much street, are out of reach in a district."""
    missed = report.missed(row)
    if missed is None:
        return translate("nobody there could be placed", language)
    if report.counted:
        return translate("{count} people out of reach", language, count=say_count(missed))
    kilometres = _kilometres(missed)
    return translate("{kilometres} km of street out of reach", language, kilometres=kilometres)


def _say_change(report: Report, language: str) -> Iterator[str]:
    changes = report.changes
    if changes is None:
        return
    change = changes.total.change("share" if report.counted else "street_share")
    if change is None:
        return
    then = changes.before.taken_at.astimezone(report.made_at.tzinfo)
    yield translate(
        "Since {date} the share has changed by {points} points.",
        language,
        date=say_date(then, language),
        points=f"{100 * change:+.1f}",
    )


def say_lorenz(lorenz: Lorenz, language: str) -> str:
    """Return how evenly access is spread, for those who read no curve."""
    half = float(np.interp(0.5, lorenz.people, lorenz.access))
    return translate(
        "The half of the people with the least access holds {share} of all access. The Gini "
        "coefficient is {gini}: 0 where all have alike, 1 where one has all.",
        language,
        share=say_share(half),
        gini="–" if lorenz.gini is None else f"{lorenz.gini:.2f}",
    )


def say_method(report: Report, language: str) -> Iterator[str]:
    """Give how the figures were found."""
    yield translate(
        "Minutes are walked along the streets, paths and bridges that the map knows, from door to "
        "street and from street to door: never across water without a bridge, never from the "
        "middle of a district.",
        language,
    )
    if report.counted:
        yield translate(
            "Low and high are computed with everything at its worst and at its best at once: who "
            "walks slowly or fast, the way to the door, hours that nobody knows, where in their "
            "district people live.",
            language,
        )
        yield translate(
            "Access divides each space among all who reach it, those who are nearer having more "
            "of it (E2SFCA: Luo & Qi 2009). The Gini coefficient is taken over people.",
            language,
        )
    yield translate(
        "Streets and spaces just beyond the city count too, so its border is no wall. The places "
        "among the gaps are hexagons of the grid H3.",
        language,
    )
