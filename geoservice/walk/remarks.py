"""What else is worth knowing of a walk: shut doors, unmapped metres, holidays, holy days."""

from collections.abc import Iterator

from geoservice.language import Both, say_both
from geoservice.walk.hours import holiday_name
from geoservice.walk.itinerary import Stop, Walk
from geoservice.walk.wan_phra import is_wan_phra


def remarks(walk: Walk) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the remarks on a walk, Thai and English, the weightiest first."""
    said = [*_shut(walk), *_empty(walk), *_unknown(walk), *_day(walk)]
    return tuple(thai for thai, _ in said), tuple(english for _, english in said)


def _shut(walk: Walk) -> Iterator[Both]:
    for stop in walk.stops:
        if stop.is_open is False:
            yield say_both(
                "{name} is not open all the time you are there; it was kept because you asked "
                "for it.",
                name=_called(stop),
            )
    unsure = sum(stop.is_open is None and stop.candidate.space is not None for stop in walk.stops)
    if unsure:
        yield say_both(
            "Nobody has mapped the opening hours of {count} of the stops; ask before you go.",
            count=unsure,
        )


def _empty(walk: Walk) -> Iterator[Both]:
    if walk.wish.budget_minutes is None or walk.stops:
        return
    if walk.left_out and all(each.reason == "closed" for each in walk.left_out):
        yield say_both("Everything near the start is closed at that time; depart at another.")
    elif walk.left_out:
        yield say_both(
            "Nothing fits into {minutes} minutes from there; take more time or stay shorter.",
            minutes=walk.wish.budget_minutes,
        )
    else:
        yield say_both("There is no learning space of that kind near the start.")


def _unknown(walk: Walk) -> Iterator[Both]:
    metres = sum(leg.unknown_metres for leg in walk.legs)
    if metres >= 1:
        yield say_both(
            "Of {metres} m of the way nobody has mapped the surface; it may be no way for wheels.",
            metres=f"{metres:,.0f}",
        )


def _day(walk: Walk) -> Iterator[Both]:
    day, country = walk.depart.date(), walk.wish.country
    thai = holiday_name(day, country=country, language="th")
    english = holiday_name(day, country=country, language="en")
    if thai and english:
        yield say_both("{day} is a public holiday: {name}.", name=(thai, english), day=_dated(walk))
    temples = any(stop.candidate.kind == "temple" for stop in walk.stops)
    if country == "TH" and temples and is_wan_phra(day):
        yield say_both(
            "{day} is wan phra, a Buddhist holy day: temples hold ceremonies.", day=_dated(walk)
        )


def _dated(walk: Walk) -> str:
    return f"{walk.depart:%d/%m/%Y}"


def _called(stop: Stop) -> Both:
    thai, english = stop.candidate.name_th, stop.candidate.name_en
    return thai or english or "–", english or thai or "–"
