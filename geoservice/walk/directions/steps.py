"""The steps of a leg: where one has to decide, and what to do there."""

import math
from collections.abc import Sequence
from itertools import pairwise

from geoservice.walk.directions.decisions import Guide, Instruction
from geoservice.walk.directions.landmarks import LandmarkIndex
from geoservice.walk.directions.line import corner, heading, join_line, modifier, round_seconds
from geoservice.walk.directions.phrases import (
    as_sentence,
    say_arrival,
    say_destination,
    say_towards,
)
from geoservice.walk.directions.pieces import Mark, Piece, heading_out_of, pieces_of
from geoservice.walk.directions.ways import Words
from geoservice.walk.itinerary import Landmark, Place, Step, Stretch

DOOR_METRES = 30.0  # a door so near is seen from the street; to one further back one turns in
_AHEAD_DEGREES = 45.0
_START = Mark(0, 0.0, 0.0)


def describe(
    stretches: Sequence[Stretch],
    *,
    landmarks: Sequence[Landmark] | LandmarkIndex,
    destination: tuple[str | None, str | None],
    at: Place | None = None,
) -> tuple[Step, ...]:
    """Return the steps of a leg, from setting out to arriving.

    `destination` is its name in Thai and English. A leg without length only arrives; one without
    stretches arrives `at` the place, and has no steps where none is given. The metres of the steps
    add up to those of the leg, rounded, and the seconds to `round_seconds` of it.

    One arrives where the way to the door leaves the street, and the arrival says on which side
    it lies; where the door is further off than `DOOR_METRES` a step leads there first.
    """
    line = join_line(stretches) or ((at,) if at else ())
    if not line:
        return ()
    name = say_destination(*destination)
    pieces = pieces_of(stretches)
    end = Mark(
        len(line) - 1,
        math.fsum(stretch.metres for stretch in stretches),
        round_seconds(stretch.seconds for stretch in stretches),
    )
    if not pieces:
        return _as_steps([_arrival(Mark(end.vertex, 0.0, 0.0), name, "")], line, end)
    index = landmarks if isinstance(landmarks, LandmarkIndex) else LandmarkIndex(landmarks)
    guide = Guide(line, index, frozenset(filter(None, destination)))
    return _as_steps(
        [*_on_the_way(guide, pieces), *_at_the_end(pieces, line, end, name)],
        line,
        end,
    )


def _on_the_way(guide: Guide, pieces: list[Piece]) -> list[Instruction]:
    """Return the instructions from setting out until the last street is reached."""
    streets = _streets(pieces)
    if not streets:
        return [guide.set_out(pieces[0], begin=_START)]
    first = pieces[0]
    if first.kind == "door" and first.metres > DOOR_METRES:
        said = [
            guide.set_out_to(first, streets[0], begin=_START),
            guide.reach_street(first, streets[0]),
        ]
    else:
        said = [guide.set_out(streets[0], begin=_START)]
    decisions = (guide.decide(*pair) for pair in pairwise(streets))
    return said + [each for each in decisions if each]


def _at_the_end(
    pieces: list[Piece], line: tuple[Place, ...], end: Mark, name: Words
) -> list[Instruction]:
    """Return the arrival, before it the way to a door that lies far back."""
    streets, door = _streets(pieces), pieces[-1]
    if not streets or door.kind != "door":
        return [_arrival(end, name, "")]
    begin = door.begin
    turned = corner(heading_out_of(streets[-1]), heading((line[begin.vertex], line[-1])))
    if door.metres <= DOOR_METRES:
        return [_arrival(begin, name, _side(turned))]
    turn = modifier(turned)
    kind = "continue" if turn == "straight" else "turn"
    towards = Instruction(kind, turn, say_towards(turn, name), begin)
    return [towards, _arrival(end, name, "")]


def _streets(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces without the ways from and to a door."""
    start = 1 if pieces[0].kind == "door" else 0
    stop = len(pieces) - (1 if pieces[-1].kind == "door" else 0)
    return pieces[start:stop]


def _arrival(begin: Mark, name: Words, side: str) -> Instruction:
    return Instruction("arrive", side, say_arrival(name, side), begin)


def _side(turned: float) -> str:
    if abs(turned) <= _AHEAD_DEGREES:
        return "straight"
    return "left" if turned < 0 else "right"


def _as_steps(
    instructions: list[Instruction], line: tuple[Place, ...], end: Mark
) -> tuple[Step, ...]:
    """Return instructions as steps; rounding what was walked so far keeps the sums right."""
    begins = [each.begin for each in instructions] + [end]
    metres = [round(min(each.metres, end.metres)) for each in begins]
    seconds = [min(round_seconds([each.seconds]), round(end.seconds)) for each in begins]
    return tuple(
        _as_step(each, line, metres=on[1] - on[0], seconds=time[1] - time[0])
        for each, on, time in zip(instructions, pairwise(metres), pairwise(seconds), strict=True)
    )


def _as_step(said: Instruction, line: tuple[Place, ...], *, metres: int, seconds: int) -> Step:
    words = as_sentence(said.words)
    name = said.way.name if said.way else None
    return Step(
        kind=said.kind,
        text_th=words.th,
        text_en=words.en,
        at=line[said.begin.vertex],
        vertex=said.begin.vertex,
        metres=metres,
        seconds=seconds,
        modifier=said.modifier,
        street_th=name.th if name else None,
        street_en=name.en if name else None,
    )
