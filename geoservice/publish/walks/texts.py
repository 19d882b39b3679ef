"""What is written about a walk and its stops wherever it is read on its own: files and paper."""

from dataclasses import dataclass

from geoservice.ecology.planner import PlannedWalk
from geoservice.language import translate
from geoservice.publish.walks.words import (
    in_language,
    say_clock,
    say_date,
    say_duration,
    say_hours,
    say_name,
    say_stay,
)
from geoservice.walk.directions import say_metres
from geoservice.walk.itinerary import Stop


@dataclass(frozen=True)
class StopText:
    """What is told of a stop: its number from 1, when one is there, why, and what it is."""

    number: int
    name: str
    stay: str
    hours: str
    why: str
    description: str

    @property
    def title(self) -> str:
        """Return the number and the name."""
        return f"{self.number}. {self.name}"

    @property
    def facts(self) -> str:
        """Return when one is there, when it is open, and why it is on the walk, in one line."""
        return " · ".join(part for part in (self.stay, self.hours, self.why) if part)

    @property
    def whole(self) -> str:
        """Return the facts, and what is written about the place below them."""
        return "\n".join(part for part in (self.facts, self.description) if part)


def stop_texts(planned: PlannedWalk, language: str) -> list[StopText]:
    """Return the texts of all stops in order."""
    return [
        _text(planned, stop, number=number, language=language)
        for number, stop in enumerate(planned.walk.stops, 1)
    ]


def _text(planned: PlannedWalk, stop: Stop, *, number: int, language: str) -> StopText:
    described = planned.descriptions.get(stop.candidate.space or 0, (None, None))
    return StopText(
        number=number,
        name=say_name(stop.candidate, language),
        stay=say_stay(stop),
        hours=say_hours(stop, language),
        why=stop.why_en if language == "en" else stop.why_th,
        description=in_language(language, *described),
    )


def walk_title(planned: PlannedWalk, language: str) -> str:
    """Return what a walk is called."""
    return translate("A walk in {city}", language, city=planned.city.name(language))


def walk_summary(planned: PlannedWalk, language: str) -> str:
    """Return day, times, distance and how long it takes, in one line."""
    walk = planned.walk
    return translate(
        "{day}, {depart}–{arrive}: {distance}, {duration} on foot",
        language,
        day=say_date(walk.depart, language),
        depart=say_clock(walk.depart),
        arrive=say_clock(walk.arrive),
        distance=say_metres(walk.metres, language),
        duration=say_duration(walk.walk_seconds, language),
    )


def leg_title(planned: PlannedWalk, number: int, language: str) -> str:
    """Return where a leg leads; leg `number` counts from 1."""
    stops = planned.walk.stops
    position = number - 1 if starts_apart(planned) else number
    if position < len(stops):
        return _to(say_name(stops[position].candidate, language), language)
    if planned.walk.wish.loop or planned.walk.wish.end is None:
        return translate("Back to the start", language)
    return _to(say_name(planned.walk.wish.end, language), language)


def _to(name: str, language: str) -> str:
    """Return where one walks to; Thai stands close to Thai, but apart from other letters."""
    apart = language == "th" and not "ก" <= name[:1] <= "๎"
    return translate("To {place}", language, place=f" {name}" if apart else name)


def starts_apart(planned: PlannedWalk) -> bool:
    """Return whether the walk begins elsewhere than at its first stop."""
    return planned.walk.wish.start is not None
