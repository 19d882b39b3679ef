"""Where the spots of a city are on the network of one kind of walker."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geoservice.coverage.ground import Ground
from geoservice.walk.network import Network
from geoservice.walk.snapping import snap_all
from geoservice.walk.streets import Flags, Floats


@dataclass(frozen=True, eq=False)
class Placed:
    """n spots. `piece` is -1 where there is no way from a spot to the street.

    `along` (0 to 1) and `door_metres` as in `walk.snapping.Spots`; `part` is the part of the piece
    that a stretch is, with `along` in its middle, 0 for a point. `itself`: the spot is a stretch of
    the network, and not beside it.
    """

    piece: NDArray[np.int64]
    along: Floats
    door_metres: Floats
    part: Floats
    itself: Flags

    def only(self, wanted: NDArray[np.int64]) -> "Placed":
        """Return some of them, by position."""
        return Placed(
            self.piece[wanted],
            self.along[wanted],
            self.door_metres[wanted],
            self.part[wanted],
            self.itself[wanted],
        )


def place_spots(network: Network, ground: Ground) -> Placed:
    """Return where the spots are; a stretch that is no way for this walker is left on foot."""
    itself = (ground.piece >= 0) & network.main[ground.piece]
    beside = np.flatnonzero(~itself)
    piece, along = ground.piece.copy(), ground.along.copy()
    door = np.zeros(len(piece))
    snapped = snap_all(network, ground.places[beside])
    piece[beside], along[beside] = snapped.piece, snapped.along
    door[beside] = np.where(snapped.piece >= 0, snapped.door_metres, 0.0)
    part = np.where(itself, ground.part, 0.0)
    return Placed(piece, along, door, part, np.asarray(itself))
