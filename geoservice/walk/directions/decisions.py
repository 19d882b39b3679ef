"""What to say at each junction: nothing, as long as one simply goes on."""

from dataclasses import dataclass

from geoservice.walk.directions.landmarks import LandmarkIndex, landmark_words
from geoservice.walk.directions.line import compass, modifier
from geoservice.walk.directions.notables import say_notable
from geoservice.walk.directions.phrases import (
    say_continue,
    say_head,
    say_head_along,
    say_head_to,
    say_then,
    say_turn,
    say_turn_along,
    say_turn_onto,
)
from geoservice.walk.directions.pieces import NOTABLE, Mark, Piece, corner_between, heading_into
from geoservice.walk.directions.ways import Way, Words
from geoservice.walk.itinerary import Place

# How far a street may bend at a junction and still be simply gone along.
_NAMED_BEND_DEGREES = 55.0
_NAMELESS_BEND_DEGREES = 35.0
_LASTING = ("bridge", "underpass")  # said once, however many pieces they have
_LINK_METRES = 30.0  # a piece so short, straight on, is still the street before it


@dataclass(frozen=True)
class Instruction:
    """What to do at a mark, as a clause; `way` is the one walked on from there."""

    kind: str
    modifier: str
    words: Words
    begin: Mark
    way: Way | None = None


class Guide:
    """Somebody who leads along a leg, and remembers the street one is on and the last landmark.

    The pieces of a leg are given in their order. `destination` holds its names, which are no
    landmarks on the way to it.
    """

    def __init__(
        self, line: tuple[Place, ...], landmarks: LandmarkIndex, destination: frozenset[str]
    ) -> None:
        self._line = line
        self._landmarks = landmarks
        self._destination = destination
        self._last_landmark: frozenset[str] = frozenset()
        self._street: Way | None = None

    def set_out(self, piece: Piece, *, begin: Mark) -> Instruction:
        """Return the first instruction: the direction, and what one walks along."""
        words = _head(piece)
        if piece.kind in NOTABLE:
            words = say_then(words, say_notable(piece, before=None, street=None))
        elif piece.kind == "way":
            words = say_head_along(words, piece.way)
        self._walk_along(piece)
        return Instruction("depart", "", words, begin, piece.way)

    def set_out_to(self, door: Piece, street: Piece, *, begin: Mark) -> Instruction:
        """Return the first instruction where the street is some way from the door."""
        return Instruction("depart", "", say_head_to(_head(door), street.way), begin)

    def reach_street(self, door: Piece, street: Piece) -> Instruction:
        """Return the instruction where the way from a door meets the street."""
        turn = modifier(corner_between(door, street))
        if street.kind in NOTABLE:
            said = self._take(door, street, turn)
        else:
            said = self._turn_onto(street, turn)
        self._walk_along(street)
        return said

    def decide(self, before: Piece, piece: Piece) -> Instruction | None:
        """Return what to do where one piece follows another, None where one just goes on."""
        said = self._decision(before, piece)
        if said or piece.metres >= _LINK_METRES:
            self._walk_along(piece)
        return said

    def _walk_along(self, piece: Piece) -> None:
        """Remember the street; on stairs and crossings it stays the one before."""
        if piece.kind == "way" or (piece.way.name is not None and not piece.is_crossing):
            self._street = piece.way

    def _decision(self, before: Piece, piece: Piece) -> Instruction | None:
        degrees = corner_between(before, piece)
        if piece.kind in NOTABLE:
            return self._on_notable(before, piece, modifier(degrees))
        if piece.branches < 2 and modifier(degrees) == "uturn":
            return self._turn(piece, "uturn")
        if self._street is not None and piece.way.same_as(self._street):
            return self._on_same_street(piece, degrees)
        return self._on_other_street(before, piece, modifier(degrees))

    def _on_notable(self, before: Piece, piece: Piece, turn: str) -> Instruction | None:
        is_junction = piece.branches > 2
        if piece.kind in _LASTING and piece.kind == before.kind:
            return self._turn(piece, turn) if is_junction and turn != "straight" else None
        return self._take(before, piece, turn if is_junction else "straight")

    def _on_same_street(self, piece: Piece, degrees: float) -> Instruction | None:
        bend = _NAMED_BEND_DEGREES if piece.way.name else _NAMELESS_BEND_DEGREES
        if piece.branches > 2 and abs(degrees) > bend:
            return self._turn(piece, modifier(degrees))
        return None

    def _on_other_street(self, before: Piece, piece: Piece, turn: str) -> Instruction | None:
        goes_on = piece.branches <= 2 or turn == "straight"
        if goes_on and not self._is_worth_saying(before, piece):
            return None
        if piece.branches <= 2:
            return self._go_on(piece)
        return self._turn_onto(piece, turn)

    def _is_worth_saying(self, before: Piece, piece: Piece) -> bool:
        """Return whether going straight on changes the street: its name begins, or ends."""
        if piece.metres < _LINK_METRES:
            return False
        if piece.way.name is not None:
            return True
        leaves_name = self._street is not None and self._street.name is not None
        return leaves_name and before.kind not in NOTABLE and piece.branches > 2

    def _take(self, before: Piece, piece: Piece, turn: str) -> Instruction:
        words = say_notable(piece, before=before, street=self._street)
        if turn != "straight":
            words = say_then(say_turn(turn, at=self._landmark(piece)), words)
        return Instruction(piece.kind, turn, words, piece.begin, piece.way)

    def _go_on(self, piece: Piece) -> Instruction:
        """Return that the street goes on under another name."""
        return Instruction("continue", "straight", say_continue(piece.way), piece.begin, piece.way)

    def _turn(self, piece: Piece, turn: str) -> Instruction:
        """Return a turn with which one stays on the street."""
        at = self._landmark(piece)
        is_named = piece.way.name is not None and turn != "uturn"
        words = say_turn_along(turn, piece.way, at=at) if is_named else say_turn(turn, at=at)
        return Instruction("turn", turn, words, piece.begin, piece.way)

    def _turn_onto(self, piece: Piece, turn: str) -> Instruction:
        words = say_turn_onto(turn, piece.way, at=self._landmark(piece))
        kind = "continue" if turn == "straight" else "turn"
        return Instruction(kind, turn, words, piece.begin, piece.way)

    def _landmark(self, piece: Piece) -> Words | None:
        """Return a landmark to turn at, not the one of the turn before."""
        place = self._line[piece.begin.vertex]
        refused = self._destination | self._last_landmark
        found = self._landmarks.best_near(place, without=refused)
        if found is None:
            self._last_landmark = frozenset()
            return None
        self._last_landmark = frozenset(filter(None, (found.name_th, found.name_en)))
        return landmark_words(found)


def _head(piece: Piece) -> Words:
    degrees = heading_into(piece)
    return say_head(None if degrees is None else compass(degrees))
