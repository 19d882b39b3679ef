"""A walk as it is read from paper: what to do in order, leg by leg and stop by stop."""

from dataclasses import dataclass

from geoservice.ecology.planner import PlannedWalk
from geoservice.language import translate
from geoservice.publish.walks.documents import notes
from geoservice.publish.walks.texts import (
    StopText,
    leg_title,
    starts_apart,
    stop_texts,
    walk_summary,
    walk_title,
)
from geoservice.publish.walks.words import say_duration, say_name
from geoservice.walk.directions import say_metres
from geoservice.walk.itinerary import Leg


@dataclass(frozen=True)
class PaperLeg:
    """A leg: where it leads, what it costs, and each step with how far one goes on after it."""

    title: str
    cost: str
    steps: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Paper:
    """A walk in words. `parts` alternate in the order in which they are walked."""

    title: str
    summary: str
    parts: tuple[PaperLeg | StopText, ...]
    left_out: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]


def walk_paper(planned: PlannedWalk, language: str) -> Paper:
    """Return a walk in words in `language`."""
    left_out = (
        (say_name(each.candidate, language), each.text_en if language == "en" else each.text_th)
        for each in planned.walk.left_out
    )
    return Paper(
        title=walk_title(planned, language),
        summary=walk_summary(planned, language),
        parts=tuple(_parts(planned, language)),
        left_out=tuple(left_out),
        notes=tuple(_notes(planned, language)),
    )


def _parts(planned: PlannedWalk, language: str) -> list[PaperLeg | StopText]:
    legs = [
        paper_leg(leg, leg_title(planned, number, language), language)
        for number, leg in enumerate(planned.walk.legs, 1)
    ]
    stops = stop_texts(planned, language)
    first, second = (legs, stops) if starts_apart(planned) else (stops, legs)
    parts: list[PaperLeg | StopText] = []
    for position in range(max(len(legs), len(stops))):
        parts += first[position : position + 1]
        parts += second[position : position + 1]
    return parts


def paper_leg(leg: Leg, title: str, language: str) -> PaperLeg:
    """Return a leg in words."""
    return PaperLeg(
        title=title,
        cost=f"{say_metres(leg.metres, language)} · {say_duration(leg.seconds, language)}",
        steps=tuple(
            (
                step.text_en if language == "en" else step.text_th,
                say_metres(step.metres, language) if step.metres else "",
            )
            for step in leg.steps
        ),
    )


def _notes(planned: PlannedWalk, language: str) -> list[str]:
    """Return the notes, and how much of the way nobody has mapped for this walker."""
    said = notes(planned, language)
    unknown = sum(leg.unknown_metres for leg in planned.walk.legs)
    if round(unknown):
        distance = say_metres(unknown, language)
        said.append(
            translate(
                "Of {distance} of the way nobody has mapped whether wheels pass.",
                language,
                distance=distance,
            )
        )
    return said
