"""How unequally access is spread over people: the Lorenz curve and the Gini coefficient.

People at one spot are alike, so the curve is straight along each spot and both are exact
(Lorenz 1905; Gini 1912; with weights as in Lerman & Yitzhaki 1989, Journal of Econometrics 42).
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from geoservice.coverage.decay import Floats
from geoservice.coverage.figures import Lorenz

_POINTS = 101


def gini(values: NDArray[Any], people: NDArray[Any]) -> float | None:
    """Return the Gini coefficient, 0 all alike to 1, of values >= 0 over people at spots (n,).

    None where there is nobody, or nobody has anything.
    """
    curve = _curve(values, people)
    return None if curve is None else _gini(*curve)


def lorenz(values: NDArray[Any], people: NDArray[Any], *, points: int = _POINTS) -> Lorenz | None:
    """Return the Lorenz curve from (0, 0) to (1, 1) in at most so many points (2 or more).

    None where there is nobody, or nobody has anything.
    """
    curve = _curve(values, people)
    if curve is None:
        return None
    part, share = curve
    coefficient = _gini(part, share)
    if len(part) > points:
        grid = np.linspace(0, 1, points)
        part, share = grid, np.interp(grid, part, share)
    return Lorenz(part.tolist(), share.tolist(), coefficient)


def _curve(values: NDArray[Any], people: NDArray[Any]) -> tuple[Floats, Floats] | None:
    """Return the parts of people and of the sum of values up to each spot, worst off first."""
    there = np.flatnonzero(np.asarray(people) > 0)
    held = np.asarray(values, dtype=np.float64)[there]
    order = np.argsort(held, kind="stable")
    weights = np.asarray(people, dtype=np.float64)[there][order]
    part = np.concatenate(([0.0], np.cumsum(weights)))
    share = np.concatenate(([0.0], np.cumsum(weights * held[order])))
    if not share[-1] > 0:
        return None
    return part / part[-1], share / share[-1]


def _gini(part: Floats, share: Floats) -> float:
    """Return twice the area between the curve and equality."""
    twice_below = np.sum(np.diff(part) * (share[1:] + share[:-1]))
    return float(np.clip(1 - twice_below, 0.0, 1.0))
