"""The ground a walk is chosen on: its places on the network, and the ways between them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geoservice.errors import InputError
from geoservice.walk.itinerary import Candidate, LeftOut, Wish
from geoservice.walk.network import Network
from geoservice.walk.paths import Ways, find_ways
from geoservice.walk.snapping import Spot, prefer_entrances, snap_all, spot_of, unreachable
from geoservice.walk.tours.order import UNREACHABLE


@dataclass(frozen=True)
class Ground:
    """Stops are rows 0 to n - 1 of `ways`; `start` and `end` are rows after them, or None.

    `positions` are those of the stops among the wished or the candidates. `lost` cannot be
    walked to. `limited`: ways that take longer than the budget were not looked for.
    """

    ways: Ways
    stops: tuple[Candidate, ...]
    positions: tuple[int, ...]
    start: int | None
    end: int | None
    lost: tuple[LeftOut, ...]
    limited: bool = False

    @property
    def seconds(self) -> NDArray[np.int64]:
        """Return whole seconds from door to door, `UNREACHABLE` where there is no way."""
        known = self.ways.seconds
        return np.where(known < 0, UNREACHABLE, known)


def survey(network: Network, wish: Wish) -> Ground:
    """Put the places of a wish on the network and find the ways between them.

    A start, an end, or (without a budget) a stop that cannot be walked to is an InputError that
    names it; with a budget such a stop is lost.
    """
    wanted = wish.stops or wish.candidates
    spots = _snapped(network, wanted)
    lost = {n: error for n, error in enumerate(spots) if isinstance(error, InputError)}
    if lost and wish.budget_minutes is None:
        raise next(iter(lost.values()))
    kept = [n for n in range(len(wanted)) if n not in lost]
    ends = [each for each in (wish.start, wish.end) if each is not None]
    rows = [spots[n] for n in kept] + [_end_spot(network, each) for each in ends]
    count = len(kept)
    return Ground(
        ways=find_ways(
            network, [each for each in rows if isinstance(each, Spot)], limit=_limit(network, wish)
        ),
        stops=tuple(wanted[n] for n in kept),
        positions=tuple(kept),
        start=None if wish.start is None else count,
        end=None if wish.end is None else count + (wish.start is not None),
        lost=tuple(_lost(wanted[n], error) for n, error in lost.items()),
        limited=bool(np.isfinite(_limit(network, wish))),
    )


def _limit(network: Network, wish: Wish) -> float:
    """Return the cost beyond which no way can be walked within the budget.

    Preferred ways cost more than their seconds. How long it is to a chosen end is always told.
    """
    if wish.budget_minutes is None or wish.end is not None:
        return float(np.inf)
    return wish.budget_minutes * 60 * float(network.weights.factors.max(initial=1.0))


def _snapped(network: Network, candidates: Sequence[Candidate]) -> list[Spot | InputError]:
    """Return the spot of each candidate, or why it has none. Spaces have doors and entrances."""
    found: list[Spot | InputError] = []
    spots = snap_all(network, [each.place for each in candidates])
    with_doors = [number for number, each in enumerate(candidates) if each.space is not None]
    prefer_entrances(network, [each.place for each in candidates], spots, with_doors)
    for number, each in enumerate(candidates):
        if spots.piece[number] < 0:
            metres = float(spots.door_metres[number])
            found.append(unreachable(network, each.place, metres, _called(each)))
        else:
            found.append(spot_of(network, spots, number, each.place))
    return found


def _end_spot(network: Network, candidate: Candidate) -> Spot:
    (spot,) = _snapped(network, [candidate])
    if isinstance(spot, InputError):
        raise spot
    return spot


def _called(candidate: Candidate) -> str:
    return candidate.name_th or candidate.name_en or ""


def _lost(candidate: Candidate, error: InputError) -> LeftOut:
    return LeftOut(candidate, "not_reachable", error.text("th"), error.text("en"))
