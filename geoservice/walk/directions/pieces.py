"""The pieces of a leg: stretches that are one to the person who walks them."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, zip_longest
from typing import NamedTuple

from geoservice.walk.directions.line import STRAIGHT_DEGREES, corner, heading
from geoservice.walk.directions.ways import Way, is_road, way_of
from geoservice.walk.itinerary import Place, Stretch

SHORT_METRES = 8.0  # a plain piece so short is part of a junction: a corner cut, an island
_CORNER_METRES = 12.0  # how long a junction of such pieces may be
CROSSING_METRES = 40.0  # a longer stretch only ends at a crossing
_ASIDE_DEGREES = 45.0
_CROSSING_BEND_DEGREES = 55.0  # at the island in the middle
NOTABLE = frozenset(["steps", "bridge", "underpass", "cross"])


class Mark(NamedTuple):
    """Where something begins: the vertex of the line, and what was walked until there."""

    vertex: int
    metres: float
    seconds: float


class Piece(NamedTuple):
    """Stretches walked as one, of one `kind`: way, door, or a notable one.

    `begin` may lie before the first stretch, where the junction begins that leads to it;
    `branches` is how many street pieces meet there. `metres` are those of the stretches.
    `is_crossing` says of a crossing that the whole piece leads over a street, not only its
    beginning.
    """

    kind: str
    way: Way
    stretches: tuple[Stretch, ...]
    metres: float
    begin: Mark
    branches: int
    crossing: str = ""
    is_crossing: bool = False

    @property
    def first(self) -> Stretch:
        """The stretch that says what it is."""
        return self.stretches[0]

    @property
    def on_foot(self) -> bool:
        """Whether only people on foot (or bicycles) are there."""
        return not is_road(self.first.highway)

    @property
    def step_count(self) -> int | None:
        """How many steps a stairway has, None where one part of it is not counted."""
        counts = [stretch.step_count for stretch in self.stretches]
        return sum(filter(None, counts)) if all(counts) else None


def heading_into(piece: Piece) -> float | None:
    """Return the heading with which one begins a piece, None where it has none."""
    return heading(place for stretch in piece.stretches for place in stretch.coordinates)


def heading_out_of(piece: Piece) -> float | None:
    """Return the heading with which one comes to the end of a piece, None where it has none."""
    back = heading(_backwards(piece.stretches))
    return None if back is None else (back + 180) % 360


def _backwards(stretches: Sequence[Stretch]) -> Iterator[Place]:
    for stretch in reversed(stretches):
        yield from reversed(stretch.coordinates)


def corner_between(before: Piece, after: Piece) -> float:
    """Return the degrees one turns from one piece into the next."""
    return corner(heading_out_of(before), heading_into(after))


def pieces_of(stretches: Sequence[Stretch]) -> list[Piece]:
    """Return the pieces of a leg; stretches without length are in none of them."""
    singles = _crossed(list(_singles(stretches)))
    return _joined(_without_short(_joined(singles)))


def _singles(stretches: Iterable[Stretch]) -> Iterator[Piece]:
    vertex, metres, seconds, branches = 0, 0.0, 0.0, 2
    for stretch in stretches:
        if _has_length(stretch):
            begin = Mark(vertex, metres, seconds)
            way = way_of(stretch)
            yield Piece(_kind(stretch), way, (stretch,), stretch.metres, begin, branches)
            branches = stretch.branches
        else:
            branches = max(branches, stretch.branches)
        vertex += max(len(stretch.coordinates) - 1, 0)
        metres += stretch.metres
        seconds += stretch.seconds


def _has_length(stretch: Stretch) -> bool:
    return len(set(stretch.coordinates)) > 1


def _kind(stretch: Stretch) -> str:
    if stretch.highway == "door":
        return "door"
    if stretch.steps or stretch.highway == "steps":
        return "steps"
    if stretch.tunnel:
        return "underpass"
    return "bridge" if stretch.bridge else "way"


def _crossed(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces, those that lead over a street marked as crossings.

    A stretch of a footpath with a crossing is one if it is short; a longer one ends at it, and
    the next leads over. Whoever walks along the carriageway crosses nothing at a crossing, nor
    does who comes from it or turns into it halfway over.
    """
    for here, piece in enumerate(pieces):
        if piece.kind != "way" or not piece.on_foot:
            continue
        own = piece.first.crossing if piece.metres <= CROSSING_METRES else ""
        value = own or _crossing_at_end(pieces[here - 1] if here else None)
        if value and value != "no" and not _turns_from_road(pieces, here):
            pieces[here] = piece._replace(kind="cross", crossing=value, is_crossing=bool(own))
    return pieces


def _crossing_at_end(piece: Piece | None) -> str:
    if piece is None or not piece.on_foot or piece.kind == "door":
        return ""
    return piece.first.crossing if piece.metres > CROSSING_METRES else ""


def _turns_from_road(pieces: list[Piece], here: int) -> bool:
    """Return whether one comes from a carriageway, or goes to one, round a corner."""
    pairs = pairwise(pieces[max(here - 1, 0) : here + 2])
    return any(
        abs(corner_between(before, after)) > _ASIDE_DEGREES
        for before, after in pairs
        if not (before.on_foot and after.on_foot)
    )


def _joined(pieces: Iterable[Piece]) -> list[Piece]:
    """Return the pieces, those made one that go on without a decision."""
    joined: list[Piece] = []
    for piece in pieces:
        if joined and _goes_on(joined[-1], piece):
            before = joined[-1]
            joined[-1] = before._replace(
                stretches=before.stretches + piece.stretches,
                metres=before.metres + piece.metres,
            )
        else:
            joined.append(piece)
    return joined


def _goes_on(before: Piece, after: Piece) -> bool:
    if before.kind != after.kind or not before.way.same_as(after.way):
        return False
    if before.first.climbs != after.first.climbs:
        return False
    if before.kind == "cross" and not before.is_crossing:
        return False
    if after.branches == 2:
        return True
    limit = _CROSSING_BEND_DEGREES if before.kind == "cross" else STRAIGHT_DEGREES
    return before.kind in NOTABLE and abs(corner_between(before, after)) <= limit


def _without_short(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces, short plain ones before another made part of the junction there."""
    kept: list[Piece] = []
    corner_cut: list[Piece] = []
    for piece, following in zip_longest(pieces, pieces[1:]):
        metres = sum(each.metres for each in corner_cut) + piece.metres
        if following and _is_short(piece) and metres <= _CORNER_METRES:
            corner_cut.append(piece)
            continue
        kept.append(_after_corner(piece, corner_cut) if corner_cut else piece)
        corner_cut = []
    return kept


def _after_corner(piece: Piece, corner_cut: list[Piece]) -> Piece:
    branches = max(each.branches for each in [*corner_cut, piece])
    return piece._replace(begin=corner_cut[0].begin, branches=branches)


def _is_short(piece: Piece) -> bool:
    return piece.kind == "way" and piece.metres < SHORT_METRES
