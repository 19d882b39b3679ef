"""The pieces one is told of whether one has to decide or not: stairs, bridges, crossings."""

from geoservice.walk.directions.phrases import (
    say_bridge,
    say_crossing,
    say_stairs,
    say_underpass,
)
from geoservice.walk.directions.pieces import Piece
from geoservice.walk.directions.ways import Way, Words


def say_notable(piece: Piece, *, before: Piece | None, street: Way | None) -> Words:
    """Return what one does on a notable piece; `street` is the one walked along until there."""
    if piece.kind == "steps":
        return say_stairs(piece.step_count, piece.first.climbs)
    if piece.kind == "bridge":
        return _bridge(piece, before, street)
    if piece.kind == "underpass":
        indoors = piece.first.covered and piece.first.layer >= 0
        return say_underpass(on_foot=piece.on_foot, indoors=indoors)
    return say_crossing(piece.crossing, _street_crossed(piece, street))


def _bridge(piece: Piece, before: Piece | None, street: Way | None) -> Words:
    return say_bridge(
        piece.way,
        known=street is not None and piece.way.same_as(street),
        on_foot=piece.on_foot,
        stairs=before is not None and before.kind == "steps",
    )


def _street_crossed(piece: Piece, street: Way | None) -> Words | None:
    """Return the name of the street crossed: that of a crossing, unless one is on it anyway."""
    if not piece.is_crossing or piece.way.name is None:
        return None
    return None if street and piece.way.same_as(street) else piece.way.name
